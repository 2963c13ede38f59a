"""The offline ranker: one resume against one job post and rubric, with no model and no network."""

from datetime import date

from shortlist.ranking.checks import GateCheck
from shortlist.ranking.criterion_matcher import CriterionMatcher
from shortlist.ranking.explain import list_matched, list_missing, measure_confidence, summarise
from shortlist.ranking.points import compute_score
from shortlist.ranking.relevance import measure_likeness
from shortlist.ranking.resume_facts import FactFinder, find_facts, screen_lines
from shortlist.ranking.row import Row
from shortlist.rubric.rubric import Rubric
from shortlist.screening.job_words import JobShingles
from shortlist.words.lexicon import load_lexicon
from shortlist.words.profile import JobProfile
from shortlist.words.resume_text import read_resume_text
from shortlist.words.tokens import find_words, fold

CRITERION_SHARE = 0.4
REFERENCE_DAY = date(2026, 7, 1)


class OfflineRanker:
    """Ranks resumes for one job post; the same input gives the same row in every process.

    A role that still runs is counted to `today`: a fixed day, so that a row does not depend on
    when it was made.
    """

    def __init__(
        self, title: str, description: str, rubric: Rubric, *, today: date = REFERENCE_DAY
    ) -> None:
        """Do all the work that does not depend on a resume."""
        self._rubric = rubric
        self._lexicon = load_lexicon()
        # A rubric that people edited moves the words that count; importances move points alone.
        emphasis = [(one.title, CRITERION_SHARE) for one in rubric.criteria]
        self._profile = JobProfile(title, description, self._lexicon, emphasis)
        self._matcher = CriterionMatcher(rubric.criteria, self._lexicon)
        words = find_words(fold(f"{title}\n{description}"))
        self._reader = FactFinder(self._lexicon, frozenset(self._lexicon.find_terms(words)), today)
        self._shingles = JobShingles(f"{title}\n{description}")
        self._checks = [GateCheck(gate, self._lexicon) for gate in rubric.gates]

    def rank(self, candidate_id: str, name: str | None, resume_text: str) -> Row:
        """Give the row of one candidate."""
        shown = self._reader.hide_name(read_resume_text(resume_text), name)
        text = screen_lines(shown, self._shingles)
        reading = find_facts(text, name, self._reader)
        outcomes = self._matcher.judge(reading.lines)
        gates = tuple(check.check(reading.lines, reading.career) for check in self._checks)
        likeness = measure_likeness(reading.terms, self._profile)
        criteria = self._rubric.criteria
        return Row(
            candidate_id=candidate_id,
            name=name,
            score=compute_score(criteria, outcomes, likeness),
            likeness=likeness,
            confidence=measure_confidence(reading.lines, reading.career, gates),
            gates=gates,
            criteria=outcomes,
            matched=tuple(list_matched(criteria, outcomes)),
            missing=tuple(list_missing(criteria, outcomes)),
            flags=text.screening.flags,
            summary=summarise(self._rubric, outcomes, gates, reading.career),
            scored_by="offline",
        )
