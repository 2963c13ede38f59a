"""What a ranker is, and what becomes of a resume that none can judge."""

from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.ports import Resume
from shortlist.cpu_limit import limit_cpu
from shortlist.errors import RetryableError
from shortlist.ranking.row import Row
from shortlist.screening.screening import Screening
from shortlist.spending import Spend

# Part of what a kept row is found by: change it whenever the offline ranker's answers change.
OFFLINE_VERSION = "offline-29"
# The reason of a row whose resume was too much for our own code.
INTERNAL = "internal"
ROWS_A_WRITE = 50


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row that was made just now.

    `is_final` is false if a later ranking should try anew. `spend` is None if nothing was asked.
    """

    resume: Resume
    row: Row
    is_final: bool = True
    offline_score: float | None = None
    spend: Spend | None = None


RowBatches = AsyncGenerator[Sequence[Ranked], None]
# Is told the id of a candidate and what our own code raised for the resume.
Report = Callable[[str, Exception], None]


class Ranker(Protocol):
    """Ranks many resumes, each for itself."""

    def rank_all(self, resumes: Sequence[Resume]) -> RowBatches:
        """Rank resumes and yield each row once; those that time did not allow are left out.

        Whoever asks for the next rows has kept the ones before, or throws in why that failed.
        """


class Measured(NamedTuple):
    """What a score of a resume says without a row: it breaks ties, and says how sure one may be."""

    score: float
    confidence: float


class ResumeRanker(Protocol):
    """Gives a resume that could be read a row; it never sees another one."""

    def rank(
        self,
        candidate_id: str,
        name: str | None,
        resume_text: str,
        screening: Screening | None = None,
    ) -> Row:
        """Rank a resume by its text; `screening` is what is known of its lines already."""

    def measure(self, resume_text: str, screening: Screening | None = None) -> Measured:
        """Give a text the score and confidence that `rank` gives a resume without a name."""


class CandidateRanker:
    """A Ranker that takes one candidate after the other to a ResumeRanker.

    Whatever one resume does to that (an error, too much time) becomes the reason of its row.
    """

    def __init__(self, ranker: ResumeRanker, report: Report) -> None:
        self._ranker = ranker
        self._report = report

    async def rank_all(self, resumes: Sequence[Resume]) -> RowBatches:
        """Rank all resumes."""
        for start in range(0, len(resumes), ROWS_A_WRITE):
            yield [self._rank(resume) for resume in resumes[start : start + ROWS_A_WRITE]]

    def rank(
        self, candidate: Candidate, text: str | None, screening: Screening | None = None
    ) -> Row:
        """Rank a candidate, or say why the resume cannot be judged; `text` is None if unread.

        A text that was screened for the same job post is not screened again.
        """
        if text is None:
            return list_unreadable(candidate)
        try:
            with limit_cpu():
                row = self._ranker.rank(candidate.candidate_id, candidate.name, text, screening)
        except RetryableError:
            raise
        except Exception as error:  # noqa: BLE001  # reported, and harms no other row
            self._report(candidate.candidate_id, error)
            return list_failed(candidate)
        flags = (*candidate.flags, *(flag for flag in row.flags if flag not in candidate.flags))
        return row.model_copy(update={"flags": flags})

    def measure(self, candidate: Candidate, text: str, screening: Screening) -> Measured | None:
        """Measure a text of a candidate without the name; None if our own code fails on it."""
        try:
            with limit_cpu():
                return self._ranker.measure(text, screening)
        except RetryableError:
            raise
        except Exception as error:  # noqa: BLE001  # reported, and harms no other row
            self._report(candidate.candidate_id, error)
            return None

    def _rank(self, resume: Resume) -> Ranked:
        row = self.rank(resume.candidate, resume.text)
        is_final = row.reason not in {INTERNAL, "waiting"}
        return Ranked(resume, row, is_final=is_final, offline_score=row.score)


def list_unreadable(candidate: Candidate) -> Row:
    """Return the row of a candidate whose resume says nothing, with the reading error."""
    reading = candidate.reading
    detail = reading.detail or "The resume was not read yet when the ranking ran."
    return _list_unscored(candidate, reading.reason or reading.state, detail)


def list_failed(candidate: Candidate) -> Row:
    """Return the row of a candidate whose resume was too much for our own code."""
    return _list_unscored(candidate, INTERNAL, "Shortlist failed on this resume; read it yourself.")


def _list_unscored(candidate: Candidate, reason: str, summary: str) -> Row:
    return Row(
        candidate_id=candidate.candidate_id,
        name=candidate.name,
        score=None,
        confidence=0.0,
        flags=candidate.flags,
        summary=summary,
        scored_by="none",
        reason=reason,
    )
