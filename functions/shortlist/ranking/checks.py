"""Gates checked against a resume: pass with a line, fail on a contradiction, else unknown."""

import re
from dataclasses import dataclass
from functools import cache

from shortlist.ranking.criterion_matcher import MOST_LINES, Line, needed_share, share_out
from shortlist.ranking.row import GateOutcome
from shortlist.ranking.years import find_stated_years
from shortlist.rubric.rubric import Gate
from shortlist.words.lexicon import Lexicon, Memory, read_lines
from shortlist.words.tokens import find_root, fold

_YEARS = re.compile(
    r"\b(\d{1,2})\s?\+?\s?(?:(?:-|–|to)\s?\d{1,2}\s?\+?)?\s?"  # noqa: RUF001
    r"(?:years?|yrs?|ani|jahren?|ans|anos|anni)\b"
)
CLEARLY_BELOW = 0.75
_BOILERPLATE = (
    "must have must be required requires require mandatory essential minimum valid current "
    "possession hold holder proof of able ability need needs a an the or and in for to with "
    "at least equivalent related field similar preferably us country state year years "
    "experience professional relevant zwingend erforderlich gultige gultiger obligatoriu "
    "valabil obligatoire imprescindible"
)
_DENIAL = r"\b(?:no|not|without|none|lacking|ohne|kein|keine|keinen|fara|nu am|sans|pas de|sin)\b"
_DENIED = re.compile(_DENIAL + r"[^.;,]{0,30}$")


@dataclass(frozen=True)
class Career:
    """What a whole resume says about its years, besides its lines."""

    years: float | None
    has_open_span: bool
    stated_years: int | None
    span_lines: tuple[int, ...]


@cache
def _load_ladder(name: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    ladder = []
    for line in read_lines(name):
        level, _, words = line.partition(" = ")
        parts = "|".join(re.escape(word) for word in words.split(", "))
        ladder.append((int(level), re.compile(rf"(?<![\w.])(?:{parts})(?![\w])")))
    return tuple(ladder)


@cache
def _load_languages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    pairs = (line.split(" = ") for line in read_lines("languages.txt"))
    return tuple(
        (language, re.compile(r"\b(?:" + names.replace(", ", "|") + r")\b"))
        for language, names in pairs
    )


def climb(name: str, folded: str) -> int:
    """Give the highest level of a ladder that a text names, 0 for none."""
    return max((level for level, words in _load_ladder(name) if words.search(folded)), default=0)


class GateCheck:
    """One gate, read once, checked against many resumes."""

    def __init__(self, gate: Gate, lexicon: Lexicon) -> None:
        """Read what the gate asks for."""
        self.gate = gate
        folded = fold(gate.text)
        years = _YEARS.search(folded)
        self._years = int(years.group(1)) if years else None
        self._language = next((w for _, w in _load_languages() if w.search(folded)), None)
        self._language_level = climb("language_levels.txt", folded)
        degrees = [lv for lv, words in _load_ladder("degrees.txt") if words.search(folded)]
        self._degree = min(degrees, default=0)
        plain = set(_BOILERPLATE.split())
        words = " ".join(word for word in folded.split() if word not in plain)
        self._shares = share_out(words, lexicon)
        self._roots = Memory(self._find_known_root)

    def check(self, lines: list[Line], career: Career) -> GateOutcome:
        """Tell what the resume says about the gate."""
        if self._years is not None:
            return self._check_years(self._years, lines, career)
        if self._language is not None:
            return self._check_language(self._language, lines)
        if self._degree:
            return self._check_degree(lines)
        return self._check_words(lines)

    def _answer(self, status: str, lines: list[Line]) -> GateOutcome:
        cited = [line.cite() for line in lines[:MOST_LINES]]
        return GateOutcome.model_validate(
            {"id": self.gate.id, "status": status, "evidence": tuple(cited)}
        )

    def _check_years(self, needed: int, lines: list[Line], career: Career) -> GateOutcome:
        dated = [lines[number - 1] for number in career.span_lines]
        is_named = not self._shares or bool(self._find_lines(lines))
        if career.stated_years is not None:
            enough = career.stated_years >= needed and is_named
            return self._answer("pass" if enough else "unknown", _find_stating_lines(lines))
        if career.years is None:
            return self._answer("unknown", [])
        if career.years >= needed:
            return self._answer("pass" if is_named else "unknown", dated)
        clearly_below = career.years <= needed * CLEARLY_BELOW - 0.5
        return self._answer("fail" if clearly_below else "unknown", dated)

    def _check_language(self, language: re.Pattern[str], lines: list[Line]) -> GateOutcome:
        naming = [line for line in lines if language.search(line.folded[:2000])]
        if not naming:
            return self._answer("unknown", [])
        stated = [
            (climb("language_levels.txt", _cut_around(line, language)), line) for line in naming
        ]
        best = max(level for level, _ in stated)
        needed = self._language_level or 4
        if best >= min(needed, 5):
            return self._answer("pass", [line for level, line in stated if level == best])
        if 0 < best <= needed - 2:
            return self._answer("fail", [line for level, line in stated if level == best])
        return self._answer("unknown", naming)

    def _check_degree(self, lines: list[Line]) -> GateOutcome:
        found = [
            line
            for line in lines
            if (line.place == "education" or not line.is_in_section)
            and climb("degrees.txt", line.folded[:2000]) >= self._degree
        ]
        return self._answer("pass" if found else "unknown", found)

    def _find_known_root(self, term: str) -> str:
        """Give the root of a term, or nothing if the gate has no such word."""
        root = find_root(term)
        return root if root in self._shares else ""

    def _find_lines(self, lines: list[Line]) -> list[tuple[Line, set[str]]]:
        needed = needed_share(len(self._shares))
        found = []
        for line in lines:
            roots = {root for term in line.terms if (root := self._roots[term])}
            if roots and sum([self._shares[root] for root in roots]) >= needed:
                found.append((line, roots))
        return found

    def _check_words(self, lines: list[Line]) -> GateOutcome:
        found = self._find_lines(lines)
        denying = [line for line, roots in found if _is_denied(line.folded, roots)]
        passing = [line for line, _ in found if line not in denying]
        if passing:
            return self._answer("pass", passing)
        return self._answer("fail" if denying else "unknown", denying)


def _find_stating_lines(lines: list[Line]) -> list[Line]:
    return [line for line in lines if find_stated_years(line.folded[:2000]) is not None]


def _is_denied(folded: str, roots: set[str]) -> bool:
    places = [place for root in sorted(roots) if (place := folded.find(root)) >= 0]
    start = min(places, default=0)
    return _DENIED.search(folded[max(0, start - 60) : start]) is not None


def _cut_around(line: Line, language: re.Pattern[str]) -> str:
    match = language.search(line.folded[:2000])
    if match is None:
        return ""
    before = re.split(r"[,;|/]", line.folded[max(0, match.start() - 40) : match.start()])[-1]
    after = re.split(r"[,;|/]", line.folded[match.end() : match.end() + 40])[0]
    return before + " " + after
