"""The level a resume reaches on a criterion, judged by where its words stand."""

import re
from dataclasses import dataclass, field
from itertools import chain

from shortlist.ranking.row import CriterionOutcome, Evidence
from shortlist.rubric.rubric import Criterion
from shortlist.words.lexicon import LARGEST_MEMORY, Lexicon, weigh_roots
from shortlist.words.sections import Place
from shortlist.words.tokens import find_root

MOST_LINES = 3
LONGEST_LINE = 200
WHOLE = 1_000_000
ENOUGH_TOGETHER = 600_000
_LEVELS: dict[Place, int] = {
    "role": 3,
    "project": 2,
    "education": 2,
    "list": 1,
    "mention": 1,
    "unknown": 1,
}
_OUTCOME = re.compile(
    r"\d\s?%|[$€£]\s?\d|\b\d+(?:[.,]\d+)?\s?(?:k|m|mio|million|milioane|bn|x)\b"
    r"|\b(?:increas|reduc|improv|sav|grew|achiev|exceed|won|award|decreas|cut|doubl|tripl|gesteiger"
    r"|augment|redus|cresc|creste|aument)\w{0,8}\b"
)


@dataclass(slots=True)
class Line:
    """One line of a resume as the evidence search sees it."""

    number: int
    text: str
    folded: str
    place: Place
    is_recent: bool
    is_in_section: bool
    terms: list[str]
    known_level: int = 0

    def reaches(self) -> int:
        """Give the level that evidence on this line supports."""
        if self.known_level == 0:
            level = _LEVELS[self.place]
            if level == 3 and self.is_recent and _OUTCOME.search(self.folded[:600]):
                level = 4
            self.known_level = level
        return self.known_level

    def cite(self) -> Evidence:
        """Cite the line."""
        return Evidence(line=self.number, text=self.text.strip()[:LONGEST_LINE])


@dataclass(slots=True)
class _LineSupport:
    """What one resume offers for one criterion: lines, and words by the level they reach."""

    lines: list[tuple[int, Line]] = field(default_factory=list)
    roots: tuple[set[str], ...] = field(default_factory=lambda: (set(), set(), set()))


class CriterionMatcher:
    """The words of every criterion of a rubric, looked up together."""

    def __init__(self, criteria: tuple[Criterion, ...], lexicon: Lexicon) -> None:
        """Weigh the words of each criterion's title."""
        self._criteria = criteria
        self._lexicon = lexicon
        self._shares = [share_out(criterion.title, lexicon) for criterion in criteria]
        self._owners: dict[str, list[int]] = {}
        for index, shares in enumerate(self._shares):
            for root in shares:
                self._owners.setdefault(root, []).append(index)
        self._hits: dict[str, tuple[str, list[int]]] = {}
        self._judged: set[str] = set()

    def _find_hits(self, terms: set[str]) -> set[str]:
        """Give those of the terms that any criterion names, and remember what they are to it."""
        if len(self._judged) > LARGEST_MEMORY:
            self._judged.clear()
        for term in terms - self._judged:
            root = find_root(term)
            if root in self._owners:
                self._hits[term] = (root, self._owners[root])
        self._judged |= terms
        return terms & self._hits.keys()

    def judge(self, lines: list[Line]) -> tuple[CriterionOutcome, ...]:
        """Give every criterion its level and the lines that support it."""
        supports = [_LineSupport() for _ in self._criteria]
        hits = self._find_hits(set(chain.from_iterable([line.terms for line in lines])))
        for line in lines:
            if not hits.isdisjoint(line.terms):
                self._collect(line, supports)
        return tuple(
            self._conclude(criterion, self._shares[index], supports[index])
            for index, criterion in enumerate(self._criteria)
        )

    def _collect(self, line: Line, supports: list[_LineSupport]) -> None:
        found: dict[int, set[str]] = {}
        for root, owners in [self._hits[term] for term in line.terms if term in self._hits]:
            for index in owners:
                found.setdefault(index, set()).add(root)
        place = _LEVELS[line.place] - 1
        for index, roots in found.items():
            shares, support = self._shares[index], supports[index]
            support.lines.append((sum([shares[root] for root in roots]), line))
            support.roots[place].update(roots)

    def _conclude(
        self, criterion: Criterion, shares: dict[str, int], support: _LineSupport
    ) -> CriterionOutcome:
        if not support.lines:
            return CriterionOutcome(id=criterion.id, level=0)
        needed = needed_share(len(shares))
        strong = [line for coverage, line in support.lines if coverage >= needed]
        level = max((line.reaches() for line in strong), default=0)
        level = max(level, _join_lines(shares, support))
        if not level:
            return CriterionOutcome(id=criterion.id, level=0)
        ranked = sorted(support.lines, key=lambda pair: _rank_line(pair, needed, level))
        return _outcome(criterion, level, [line for _, line in ranked])


def _join_lines(shares: dict[str, int], support: _LineSupport) -> int:
    """Give the highest level at which lines that say little alone say enough together."""
    roots: set[str] = set()
    for level in (3, 2, 1):
        roots |= support.roots[level - 1]
        if sum([shares[root] for root in roots]) >= ENOUGH_TOGETHER:
            return level
    return 0


def _rank_line(pair: tuple[int, Line], needed: int, level: int) -> tuple[bool, bool, int, int]:
    coverage, line = pair
    return (line.reaches() < min(level, 3), coverage < needed, -coverage, line.number)


def _outcome(criterion: Criterion, level: int, lines: list[Line]) -> CriterionOutcome:
    cited = tuple(line.cite() for line in lines[:MOST_LINES])
    return CriterionOutcome(id=criterion.id, level=level, evidence=cited)


def needed_share(word_count: int) -> int:
    """Tell how many millionths one line must name: most of two words, a quarter of six."""
    if word_count <= 1:
        return WHOLE
    return max(250_000, 750_000 - 100_000 * (word_count - 1))


def share_out(text: str, lexicon: Lexicon) -> dict[str, int]:
    """Share a whole out over a text's words; whole numbers add up the same in any order."""
    weights = weigh_roots(text, lexicon)
    total = sum(weights.values())
    shares = {root: int(WHOLE * weight / total) for root, weight in weights.items()}
    if shares:
        shares[next(iter(shares))] += WHOLE - sum(shares.values())
    return shares
