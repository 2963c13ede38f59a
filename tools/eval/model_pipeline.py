"""The product's own ranking with a model, run in this process against a server over HTTP."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.ports import Resume
from shortlist.judging.judge import Judge
from shortlist.judging.model_ranker import ModelRanker
from shortlist.options import RankingOptions, Samples
from shortlist.ranking.offline import OfflineRanker
from shortlist.ranking.ranker import CandidateRanker, Ranked, Ranker
from shortlist.reading.plain_text import NormalisedText, normalise_text
from shortlist.reading.reading_state import Reading
from shortlist.rubric.drafting import draft_rubric
from shortlist.spending import CallUsage, price_call
from shortlist.tasks.rows import rank_rows, store_row
from tools.eval.data import Case
from tools.eval.model_server import FreeAllowance, ModelUnderTest

_ADDED_AT = "2026-01-01T00:00:00Z"


@dataclass(frozen=True)
class Outcome:
    """A ranking: its rows in the product's order, and what they cost."""

    rows: list[dict[str, Any]]
    ranked: list[Ranked]

    @property
    def order(self) -> list[str]:
        """The ids of the candidates, best first."""
        return [row["candidate_id"] for row in self.rows]

    @property
    def scores(self) -> dict[str, float]:
        """The score of each candidate; 0 without one."""
        return {row["candidate_id"]: row["score"] or 0.0 for row in self.rows}


class Pipeline:
    """Ranks the resumes of one job post by its drafted rubric, with a model or without."""

    def __init__(self, case: Case, model: ModelUnderTest) -> None:
        """Do all the work that does not depend on a resume."""
        self.case = case
        self.model = model
        self.rubric = draft_rubric(case.title, case.description)
        ranker = OfflineRanker(case.title, case.description, self.rubric)
        self._offline = CandidateRanker(ranker, _stop)

    def rank(self, resumes: Sequence[Resume], *, samples: Samples = 1) -> Outcome:
        """Rank blind with the model; every call of this runs anew."""
        options = RankingOptions(
            ranker="llm", model=self.model.name, samples=samples, max_cost_usd=None, blind=True,
            service_tier=None,
        )  # fmt: skip
        judge = Judge(
            self.case.title, self.case.description, self.rubric, options, self._offline, _stop
        )
        caller = self.model.open_caller
        pile = ModelRanker(judge, self._offline, caller, FreeAllowance, self._price)
        return _collect(pile, resumes)

    def rank_offline(self, resumes: Sequence[Resume]) -> Outcome:
        """Rank without a model."""
        return _collect(self._offline, resumes)

    def _price(self, usage: CallUsage) -> Decimal | None:
        return price_call(self.model.name, usage, None)


def _stop(_candidate_id: str, error: Exception) -> None:
    """Let no measurement go on over a resume that our own code failed on."""
    raise error


def make_resumes(texts: Mapping[str, str]) -> list[Resume]:
    """Make candidates of texts by id, read the way the API reads a text that is handed in."""
    return [_make_resume(name, normalise_text(text)) for name, text in texts.items()]


def _make_resume(candidate_id: str, read: NormalisedText) -> Resume:
    candidate = Candidate(
        candidate_id=candidate_id,
        name=None,
        reading=Reading(state="read"),
        flags=read.flags,
        created_at=_ADDED_AT,
    )
    return Resume(candidate, read.text)


def _collect(pile: Ranker, resumes: Sequence[Resume]) -> Outcome:
    async def collect() -> list[Ranked]:
        return [one async for batch in pile.rank_all(resumes) for one in batch]

    ranked = asyncio.run(collect())
    rows = rank_rows(store_row(one, "", task_id="") for one in ranked)
    return Outcome(rows, ranked)
