"""Facts of a resume checked against a rubric: its gates, and criteria that name a fact."""

from collections.abc import Callable, Set
from dataclasses import replace

from shortlist.facts.degrees import compare_degree
from shortlist.facts.experience import compare_experience
from shortlist.facts.leading import compare_leading
from shortlist.facts.licences import compare_licences
from shortlist.facts.needs import Need, NeedKind, find_need_kind, read_need
from shortlist.facts.paper_names import split_alternatives
from shortlist.facts.paper_spellings import is_paper
from shortlist.facts.papers import compare_words
from shortlist.facts.sheet import Finding, NeedWords, Sheet
from shortlist.facts.tongues import compare_languages
from shortlist.facts.work_permits import compare_permit
from shortlist.ranking.criterion_matcher import Reached, split_parts
from shortlist.rubric.rubric import TOP_LEVEL, Criterion, Gate
from shortlist.words.lexicon import Lexicon
from shortlist.words.tokens import fold

_BY_FACTS: dict[NeedKind, Callable[[Need, Sheet], Finding]] = {
    "permit": compare_permit,
    "language": compare_languages,
    "leading": compare_leading,
}
_BY_WORDS: dict[NeedKind, Callable[[Need, NeedWords, Sheet], Finding]] = {
    "experience": compare_experience,
    "licence": compare_licences,
    "degree": compare_degree,
    "words": compare_words,
}


class FactCheck:
    """A statement that names a fact, read once, compared with many resumes."""

    def __init__(self, text: str, lexicon: Lexicon, title_roots: Set[str] = frozenset()) -> None:
        """Read what is asked for; `title_roots` are those of the job post's title."""
        self.need: Need = read_need(text, lexicon)
        self._words = NeedWords(self.need, lexicon, title_roots)
        self._asked = replace(self.need, text=fold(text))
        parts = split_alternatives(text) if self.need.kind == "words" else []
        self._alternatives = [FactCheck(part, lexicon, title_roots) for part in parts]

    def asks_the_same(self, other: "FactCheck") -> bool:
        """Tell whether another statement, read for the same job post, asks for the same fact."""
        return self._asked == other._asked

    def compare(self, sheet: Sheet) -> Finding:
        """Tell what a resume says about it.

        Of several papers that would do, one is enough; what contradicts one way leaves the others
        open.
        """
        found = self._compare(sheet)
        if found.status == "fail" and self.need.has_other_way:
            return replace(found, status="unknown")
        if found.status == "unknown":
            for one in self._alternatives:
                held = one.compare(sheet)
                if held.status == "pass" and any(is_paper(sheet.folded[n]) for n in held.lines):
                    return held
        return found

    def _compare(self, sheet: Sheet) -> Finding:
        if (compare := _BY_FACTS.get(self.need.kind)) is not None:
            return compare(self.need, sheet)
        return _BY_WORDS[self.need.kind](self.need, self._words, sheet)


class FactChecks:
    """The checks of a rubric, one for statements that ask for the same."""

    def __init__(self, lexicon: Lexicon, title_roots: Set[str]) -> None:
        """Take what a statement is read with; `title_roots` are those of the job post's title."""
        self._lexicon = lexicon
        self._title_roots = title_roots
        self._checks: list[FactCheck] = []

    def read(self, text: str) -> FactCheck:
        """Read a statement, or give the check of one that asks for the same."""
        check = FactCheck(text, self._lexicon, self._title_roots)
        known = next(filter(check.asks_the_same, self._checks), None)
        if known is None:
            self._checks.append(check)
        return known or check


# What one resume says about a fact, found out once however often it is asked for.
Find = Callable[[FactCheck], Finding]


class GateCheck:
    """One gate: pass with a line, fail on a contradiction, else unknown."""

    def __init__(self, gate: Gate, checks: FactChecks) -> None:
        """Read what the gate asks for."""
        self.gate = gate
        self._fact = checks.read(gate.text)

    def check(self, find: Find) -> Finding:
        """Tell what the resume says about the gate."""
        return find(self._fact)


# The levels that a criterion naming a fact may reach, by what the resume says about the fact.
_MOST_WHEN_UNKNOWN = 1
_MOST_YEARS_WHEN_UNKNOWN = 2
_LEAST_YEARS_WHEN_HELD = 3


class FactPart:
    """A part of a criterion that names a fact, which decides its level more than words do."""

    def __init__(self, text: str, checks: FactChecks) -> None:
        """Read what the part asks for."""
        self._fact = checks.read(text)
        self._is_experience = self._fact.need.kind == "experience"
        self._is_leading = self._fact.need.kind == "leading"
        self._is_paper = self._fact.need.kind == "words"

    def judge(self, judged: Reached, find: Find) -> Reached:
        """Give the level that the fact allows, with the lines that speak of it."""
        finding = find(self._fact)
        level = self._limit(judged.level, finding)
        # Jobs that nobody can place show nothing of it; the lines that have its words do.
        told, other = finding.lines, judged.lines
        if finding.status == "unknown" and self._is_experience:
            told, other = other, told
        return Reached(level, told or other) if level else Reached()

    def _limit(self, level: int, finding: Finding) -> int:
        if finding.status == "fail":
            return 0
        if finding.status == "unknown":
            is_told_by_words = self._is_experience or self._is_paper
            if not is_told_by_words and not finding.lines:
                # "Languages: English" shows no Ukrainian, though it has a word of the criterion.
                return 0
            may_be_enough = is_told_by_words and not finding.is_short
            most = _MOST_YEARS_WHEN_UNKNOWN if may_be_enough else _MOST_WHEN_UNKNOWN
            return min(level, most)
        is_work = self._is_experience or self._is_leading or self._is_paper
        return max(level, _LEAST_YEARS_WHEN_HELD) if is_work else TOP_LEVEL


def find_fact_parts(criterion: Criterion, checks: FactChecks) -> list[FactPart | None]:
    """Make the checks of a criterion's parts that name a fact; None for those about work done."""
    return [
        FactPart(one, checks) if find_need_kind(one) else None for one in split_parts(criterion)
    ]
