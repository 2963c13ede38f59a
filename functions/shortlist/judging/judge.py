"""The judgement of one resume by a model: asked blind, accepted only as far as lines support it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.ports import Resume
from shortlist.cpu_limit import limit_cpu
from shortlist.judging.caller import Called, Caller
from shortlist.judging.errors import CallsStoppedError
from shortlist.judging.evidence import (
    UNSUPPORTED,
    Checked,
    EvidenceCheck,
    join_samples,
    measure_confidence,
)
from shortlist.judging.ports import Allowance, Question
from shortlist.judging.prompt import (
    PresentedLines,
    build_prefix,
    build_tail,
    limit_output_tokens,
    present,
)
from shortlist.judging.verdict import Verdict, clean_summary, read_verdict
from shortlist.options import RankingOptions, hash_json
from shortlist.ranking.explain import list_matched, list_missing
from shortlist.ranking.points import compute_score
from shortlist.ranking.ranker import INTERNAL, CandidateRanker, Report
from shortlist.ranking.row import Row
from shortlist.rubric.rubric import Rubric
from shortlist.screening.job_words import JobShingles
from shortlist.screening.screening import Screening, screen_resume
from shortlist.spending import CallUsage
from shortlist.words.lexicon import load_lexicon
from shortlist.words.resume_text import read_resume_text

LEAK = "leak"
# The same question would be declined again, so that a later ranking need not pay for asking.
FINAL_FAILURES: frozenset[str] = frozenset({LEAK, "refusal", "content_filter", "context_overflow"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, and what the calls for it took."""

    row: Row
    is_final: bool
    offline_score: float | None
    usages: tuple[CallUsage, ...] = ()
    requests: int = 0
    questions: int = 0


class _Sample(NamedTuple):
    checked: Checked
    summary: str


class _ShownResume(NamedTuple):
    """A resume's lines, what screening says of them, and those a model may see, if any may."""

    lines: Sequence[str]
    screening: Screening
    shown: PresentedLines | None


class Judge:
    """Judges the resumes of one ranking; all that they share is worked out once."""

    def __init__(
        self,
        title: str,
        description: str,
        rubric: Rubric,
        options: RankingOptions,
        offline: CandidateRanker,
        report: Report,
    ) -> None:
        self._rubric = rubric
        self._options = options
        self._offline = offline
        self._report = report
        self._prefix = build_prefix(title, description, rubric)
        self._cache_key = hash_json(self._prefix)
        self._check = EvidenceCheck(rubric, load_lexicon())
        self._shingles = JobShingles(f"{title}\n{description}")

    async def judge(self, resume: Resume, caller: Caller, allowance: Allowance) -> Judged:
        """Judge a resume. A failure of the model, or of our own code, leaves the offline row.

        Raises:
            CallsStoppedError, LostRaceError: if no call may be made now.
        """
        if resume.text is None:
            row = self._offline.rank(resume.candidate, None)
            return Judged(row, is_final=row.reason != "waiting", offline_score=None)
        try:
            view = self._look_at(resume.candidate, resume.text)
        except Exception as error:  # noqa: BLE001  # reported, and harms no other row
            return self.fail(resume, error, [])
        if view.shown is None:
            return self._fall_back(resume, LEAK, [], view.screening)
        called = await self._ask_all(build_tail(view.shown.lines), caller, allowance)
        try:
            return self._conclude_calls(resume, view, called)
        except Exception as error:  # noqa: BLE001  # reported; what the calls took still counts
            return self.fail(resume, error, called)

    def fail(
        self, resume: Resume, error: Exception, called: Sequence[Called[Verdict]] = ()
    ) -> Judged:
        """Give a resume that our own code failed on its offline row, if that much works."""
        judged = self._fall_back(resume, INTERNAL, called)
        if judged.row.score is not None:
            # Else the offline ranker has failed on it, too, and has said so.
            self._report(resume.candidate.candidate_id, error)
        return judged

    @limit_cpu()
    def _look_at(self, candidate: Candidate, text: str) -> "_ShownResume":
        read = read_resume_text(text)
        screening = screen_resume(read, self._shingles)
        shown = present(
            read.lines,
            screening.quarantined,
            candidate.name,
            blind=self._options.blind,
            hidden=candidate.find_hidden_lines(text, len(read.lines)),
        )
        return _ShownResume(read.lines, screening, shown)

    @limit_cpu()
    def _conclude_calls(
        self, resume: Resume, view: "_ShownResume", called: Sequence[Called[Verdict]]
    ) -> Judged:
        candidate = resume.candidate
        samples = self._check_all(called, view.lines, view.screening.quarantined)
        if not samples:
            failure = next(one.failure for one in called if one.failure is not None)
            return self._fall_back(resume, failure, called, view.screening)
        # What the model was shown decides here, too: nobody's name may break a tie.
        text = "\n".join(view.shown.lines) if view.shown else ""
        # Its lines are screened: what must not count was withheld.
        seen = self._offline.measure(candidate, text, Screening())
        if seen is None:
            # It has said so already. Without its confidence the model's row would look unsure.
            return self._fall_back(resume, INTERNAL, called, view.screening)
        row = self._make_row(seen.confidence, candidate, samples)
        flags = dict.fromkeys([*candidate.flags, *view.screening.flags, *row.flags])
        redacted = view.shown.redacted if view.shown else None
        row = row.model_copy(update={"flags": tuple(flags), "redacted": redacted})
        is_final = len(samples) == self._options.samples
        return _conclude(row, seen.score, called, is_final=is_final)

    def _check_all(
        self, called: Sequence[Called[Verdict]], lines: Sequence[str], quarantined: frozenset[int]
    ) -> list[_Sample]:
        verdicts = [one.value for one in called if one.value is not None]
        # What one repetition takes for an instruction is no evidence in the others.
        barred = quarantined.union(*(one.instruction_lines for one in verdicts))
        return [_Sample(self._check.check(one, lines, barred), one.summary) for one in verdicts]

    def _fall_back(
        self,
        resume: Resume,
        reason: str,
        called: Sequence[Called[Verdict]],
        screening: Screening | None = None,
    ) -> Judged:
        row = self._offline.rank(*resume, screening)
        # Where the offline ranker fails on the resume, too, that is the reason which counts.
        row = row.model_copy(update={"reason": row.reason or reason})
        return _conclude(row, row.score, called, is_final=row.reason in FINAL_FAILURES)

    async def _ask_all(
        self, tail: str, caller: Caller, allowance: Allowance
    ) -> list[Called[Verdict]]:
        called: list[Called[Verdict]] = []
        for sample in range(self._options.samples):
            try:
                called.append(await self._ask(tail, sample, caller, allowance))
            except CallsStoppedError:
                # What was paid for is used, though it is less than was wanted.
                if not called:
                    raise
                break
        return called

    async def _ask(
        self, tail: str, sample: int, caller: Caller, allowance: Allowance
    ) -> Called[Verdict]:
        question = Question(
            model=self._options.model or "",
            prefix=self._prefix,
            tail=tail,
            answer=Verdict,
            max_output_tokens=limit_output_tokens(self._rubric),
            cache_key=self._cache_key,
            sample=sample,
            service_tier=self._options.service_tier,
        )
        read = partial(read_verdict, rubric=self._rubric)
        return await caller.call(question, read, allowance)

    def _make_row(
        self, offline_confidence: float, candidate: Candidate, samples: Sequence[_Sample]
    ) -> Row:
        every = [sample.checked for sample in samples]
        checked = join_samples(every)
        criteria = self._rubric.criteria
        wanted = self._options.samples
        unsupported = [UNSUPPORTED] if checked.lowered else []
        return Row(
            candidate_id=candidate.candidate_id,
            name=candidate.name,
            score=compute_score(criteria, checked.criteria),
            confidence=measure_confidence(self._rubric, every, wanted, offline_confidence),
            gates=checked.gates,
            criteria=checked.criteria,
            matched=tuple(list_matched(criteria, checked.criteria)),
            missing=tuple(list_missing(criteria, checked.criteria)),
            flags=(*sorted(checked.suspicions), *unsupported),
            summary=clean_summary(samples[0].summary, candidate.name),
            scored_by="llm",
        )


def fall_back(offline: Row, reason: str) -> Judged:
    """Let a row stand that the model was not asked about; a later ranking tries it anew."""
    row = offline.model_copy(update={"reason": offline.reason or reason})
    return _conclude(row, row.score, [], is_final=False)


def _conclude(
    row: Row, offline_score: float | None, called: Sequence[Called[Verdict]], *, is_final: bool
) -> Judged:
    return Judged(
        row=row,
        is_final=is_final,
        offline_score=offline_score,
        usages=tuple(usage for one in called for usage in one.usages),
        requests=sum(one.requests for one in called),
        questions=sum(one.requests > 0 for one in called),
    )
