"""The offline ranker: one resume against one job post and rubric, with no model and no network."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from shortlist.ranking.checks import FactChecks, Find, GateCheck, find_fact_parts
from shortlist.ranking.criterion_matcher import (
    CriterionMatcher,
    Reached,
    ResumeLines,
    join_parts,
    split_parts,
)
from shortlist.ranking.explain import Background, find_notes, list_matched, list_missing, summarise
from shortlist.ranking.points import compute_score, measure_confidence
from shortlist.ranking.ranker import Measured
from shortlist.ranking.relevance import measure_likeness
from shortlist.ranking.resume_facts import FactFinder, ResumeFacts, find_facts, leave_out
from shortlist.ranking.row import (
    CRITERION_OUTCOMES,
    GATE_OUTCOMES,
    CriterionOutcome,
    GateOutcome,
    Row,
)
from shortlist.rubric.rubric import Criterion, Rubric
from shortlist.screening.folded_text import CleanText, clean_text
from shortlist.screening.job_words import JobShingles
from shortlist.screening.screening import Screening, screen_clean
from shortlist.words.lexicon import load_lexicon
from shortlist.words.profile import JobProfile
from shortlist.words.resume_text import read_resume_text
from shortlist.words.stems import find_roots
from shortlist.words.titles import TitleMatch, drop_terms_of_employment
from shortlist.words.tokens import find_language, find_words, fold

CRITERION_SHARE = 0.4
# The month that jobs last until, where a ranking does not say which.
REFERENCE_MONTH = "2026-07"


class _Seen(NamedTuple):
    """What one look at a resume found."""

    facts: ResumeFacts
    find: Find
    parts: list[list[Reached]]
    outcomes: tuple[CriterionOutcome, ...]
    likeness: float
    score: float
    flags: tuple[str, ...]


class OfflineRanker:
    """Ranks resumes for one job post; the same input gives the same row in every process.

    A job that still runs is counted to `month`, that of the ranking, as 2026-07.
    """

    def __init__(
        self, title: str, description: str, rubric: Rubric, *, month: str = REFERENCE_MONTH
    ) -> None:
        """Do all the work that does not depend on a resume."""
        title = drop_terms_of_employment(title)
        self._rubric = rubric
        self._lexicon = load_lexicon()
        # A rubric that people edited moves the words that count; importances move points alone.
        emphasis = [(one, CRITERION_SHARE) for one in (title, *(c.title for c in rubric.criteria))]
        self._profile = JobProfile(title, description, self._lexicon, emphasis)
        words = find_words(fold(f"{title}\n{description}"))
        self._language = find_language(set(words))
        roots = find_roots(self._language)
        self._matcher = CriterionMatcher(rubric.criteria, title, self._lexicon, roots)
        match = TitleMatch(title, self._lexicon)
        today = 12 * int(month[:4]) + int(month[5:7])
        job_terms = frozenset(self._lexicon.find_terms(words))
        self._reader = FactFinder(self._lexicon, job_terms, match, today)
        self._shingles = JobShingles(f"{title}\n{description}")
        checks = FactChecks(self._lexicon, match.roots)
        self._facts = [find_fact_parts(criterion, checks) for criterion in rubric.criteria]
        self._names = [split_parts(criterion) for criterion in rubric.criteria]
        self._checks = [GateCheck(gate, checks) for gate in rubric.gates]

    def rank(
        self,
        candidate_id: str,
        name: str | None,
        resume_text: str,
        screening: Screening | None = None,
    ) -> Row:
        """Give the row of one candidate; a `screening` of the same text saves another one."""
        seen = self._look_at(resume_text, name, screening)
        reading, outcomes = seen.facts, seen.outcomes
        gates = self._check_gates(seen.find, reading.lines)
        criteria, career = self._rubric.criteria, reading.sheet.career
        count = len(reading.terms)
        language = find_language(reading.sheet.words)
        notes = find_notes(career, count, language, self._language)
        background = Background(career, language, notes)
        told = list(map(_name_best, self._names, seen.parts))
        return Row(
            candidate_id=candidate_id,
            name=name,
            score=seen.score,
            likeness=seen.likeness,
            confidence=measure_confidence(seen.score, count),
            gates=gates,
            criteria=outcomes,
            matched=tuple(list_matched(criteria, outcomes)),
            missing=tuple(list_missing(criteria, outcomes)),
            flags=seen.flags,
            summary=summarise(self._rubric, told, outcomes, gates, background),
            scored_by="offline",
        )

    def measure(self, resume_text: str, screening: Screening | None = None) -> Measured:
        """Give what `rank` would of a resume without a name, and nothing to show people."""
        seen = self._look_at(resume_text, None, screening)
        return Measured(seen.score, measure_confidence(seen.score, len(seen.facts.terms)))

    def _look_at(self, resume_text: str, name: str | None, screening: Screening | None) -> "_Seen":
        whole = read_resume_text(resume_text)
        clean = clean_text(whole)
        shown = self._reader.hide_name(clean.text, name)
        if screening is None or shown is not clean.text:
            screening = screen_clean(CleanText(shown, clean.is_deceiving), self._shingles)
        text = leave_out(whole.lines, shown, screening)
        facts = find_facts(text, name, self._reader)
        judged, title_level = self._matcher.judge(facts.lines, facts.sheet.known_terms)
        find = cache(lambda check: check.compare(facts.sheet))
        parts = [
            [fact.judge(one, find) if fact else one for one, fact in zip(some, own, strict=True)]
            for some, own in zip(judged, self._facts, strict=True)
        ]
        outcomes = _show_outcomes(self._rubric.criteria, map(join_parts, parts), facts.lines)
        likeness = measure_likeness(facts.terms, self._profile, facts.title_fit, title_level)
        score = compute_score(self._rubric.criteria, outcomes, likeness)
        return _Seen(facts, find, parts, outcomes, likeness, score, text.screening.flags)

    def _check_gates(self, find: Find, lines: ResumeLines) -> tuple[GateOutcome, ...]:
        findings = [(check.gate.id, check.check(find)) for check in self._checks]
        return GATE_OUTCOMES.validate_python(
            [
                {"id": gate_id, "status": found.status, "evidence": lines.cite(found.lines)}
                for gate_id, found in findings
            ]
        )


def _show_outcomes(
    criteria: Iterable[Criterion], joined: Iterable[Reached], lines: ResumeLines
) -> tuple[CriterionOutcome, ...]:
    return CRITERION_OUTCOMES.validate_python(
        [
            {"id": criterion.id, "level": one.level, "evidence": lines.cite(one.lines)}
            for criterion, one in zip(criteria, joined, strict=True)
        ]
    )


def _name_best(names: list[str], parts: list[Reached]) -> str:
    """Name a criterion by that part of it which reaches most."""
    return max(zip(parts, names, strict=True), key=lambda one: one[0].level)[1]
