"""The level a resume reaches on a criterion, judged by where its words stand."""

import re
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from shortlist.ranking.row import CriterionOutcome, Evidence
from shortlist.rubric.rubric import PART_MARK, Criterion
from shortlist.words.lexicon import LARGEST_MEMORY, WHOLE, Lexicon, share_out
from shortlist.words.sections import Place
from shortlist.words.short_names import MARK, mark_short_names
from shortlist.words.tokens import find_root

MOST_LINES = 3
LONGEST_LINE = 200
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
    is_foreign: bool
    is_in_section: bool
    terms: list[str]
    known_level: int = 0

    def reaches(self) -> int:
        """Give the level that evidence on this line supports."""
        if self.known_level == 0:
            level = _LEVELS[self.place]
            if level == 3 and self.is_foreign:
                level = 2
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
        """Weigh the words of each criterion's title, of each part by itself."""
        self._criteria = criteria
        parts = [criterion.title.split(PART_MARK) for criterion in criteria]
        self._shares = [share_out(part, lexicon) for some in parts for part in some]
        self._parts: list[range] = []
        for some in parts:
            start = self._parts[-1].stop if self._parts else 0
            self._parts.append(range(start, start + len(some)))
        self._short_names = tuple(
            {root.removeprefix(MARK) for some in self._shares for root in some if root[0] == MARK}
        )
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
        supports = [_LineSupport() for _ in self._shares]
        for line in lines if self._short_names else ():
            if any(name in line.text for name in self._short_names):
                line.terms = line.terms + mark_short_names(line.text)
        hits = self._find_hits(set(chain.from_iterable([line.terms for line in lines])))
        for line in lines:
            named = hits.intersection(line.terms)
            if named:
                self._collect(line, named, supports)
        return tuple(
            _join_parts(criterion.id, [_conclude(self._shares[n], supports[n]) for n in parts])
            for criterion, parts in zip(self._criteria, self._parts, strict=True)
        )

    def _collect(self, line: Line, named: set[str], supports: list[_LineSupport]) -> None:
        found: dict[int, set[str]] = {}
        for root, owners in [self._hits[term] for term in named]:
            for index in owners:
                found.setdefault(index, set()).add(root)
        place = min(line.reaches(), _LEVELS["role"]) - 1
        for index, roots in found.items():
            shares, support = self._shares[index], supports[index]
            support.lines.append((sum([shares[root] for root in roots]), line))
            support.roots[place].update(roots)


def _conclude(shares: dict[str, int], support: _LineSupport) -> tuple[int, list[Line]]:
    """Give the level that one part of a criterion reaches, and the lines that support it."""
    if not support.lines:
        return 0, []
    needed = needed_share(len(shares))
    strong = [line for coverage, line in support.lines if coverage >= needed]
    level = max((line.reaches() for line in strong), default=0)
    level = max(level, _join_lines(shares, support))
    if not level:
        return 0, []
    ranked = sorted(support.lines, key=lambda pair: _rank_line(pair, needed, level))
    return level, [line for _, line in ranked]


def _join_parts(criterion_id: str, parts: list[tuple[int, list[Line]]]) -> CriterionOutcome:
    """Give a criterion the mean of its parts, and the best lines of each in turn."""
    level = (2 * sum(level for level, _ in parts) + len(parts)) // (2 * len(parts))
    if level == 0:
        return CriterionOutcome(id=criterion_id, level=0)
    turns = [
        line for some in zip_longest(*[lines[:MOST_LINES] for _, lines in parts]) for line in some
    ]
    best = list(dict.fromkeys(line.number for line in turns if line is not None))[:MOST_LINES]
    by_number = {line.number: line for line in turns if line is not None}
    cited = tuple(by_number[number].cite() for number in best)
    return CriterionOutcome(id=criterion_id, level=level, evidence=cited)


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


def needed_share(word_count: int) -> int:
    """Tell how many millionths one line must name: most of two words, a quarter of six."""
    if word_count <= 1:
        return WHOLE
    return max(250_000, 750_000 - 100_000 * (word_count - 1))
