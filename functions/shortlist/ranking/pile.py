"""Ranking many resumes: rows are handed over as they come, in whatever order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from shortlist.catalogue.ports import Resume
from shortlist.ranking.ranker import Ranker
from shortlist.ranking.row import Row
from shortlist.spending import Spend

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


Keep = Callable[[Sequence[Ranked]], None]


class PileRanker(Protocol):
    """Ranks many resumes, each for itself."""

    def rank_all(self, resumes: Sequence[Resume], keep: Keep) -> None:
        """Rank resumes and hand each row over once; those that time did not allow are left out.

        `keep` is called by one thread at a time.
        """


class OfflinePile:
    """Ranks one resume after the other."""

    def __init__(self, ranker: Ranker) -> None:
        self._ranker = ranker

    def rank_all(self, resumes: Sequence[Resume], keep: Keep) -> None:
        """Rank all resumes."""
        for start in range(0, len(resumes), ROWS_A_WRITE):
            keep([self._rank(resume) for resume in resumes[start : start + ROWS_A_WRITE]])

    def _rank(self, resume: Resume) -> Ranked:
        row = self._ranker.rank(resume.candidate, resume.text)
        return Ranked(resume, row, offline_score=row.score)
