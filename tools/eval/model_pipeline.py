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
from shortlist.judging.prompt import build_tail, present
from shortlist.options import RankingOptions
from shortlist.ranking.offline import OfflineRanker
from shortlist.ranking.ranker import CandidateRanker, Ranked, Ranker
from shortlist.reading.plain_text import normalise_text
from shortlist.reading.reading_state import Reading
from shortlist.rubric.drafting import draft_rubric
from shortlist.screening.job_words import JobShingles
from shortlist.screening.screening import screen_resume
from shortlist.spending import CallUsage, price_call
from shortlist.tasks.rows import rank_rows, store_row
from shortlist.words.resume_text import read_resume_text
from tools.eval.data import Case
from tools.eval.model_server import Exchange, FreeAllowance, ModelUnderTest

_ADDED_AT = "2026-01-01T00:00:00Z"


@dataclass(frozen=True)
class Outcome:
    """A ranking: its rows in the product's order, what they cost, and what was said."""

    rows: list[dict[str, Any]]
    ranked: list[Ranked]
    exchanges: list[Exchange]

    @property
    def order(self) -> list[str]:
        """The ids of the candidates, best first."""
        return [row["candidate_id"] for row in self.rows]

    @property
    def scores(self) -> dict[str, float]:
        """The score of each candidate; 0 without one."""
        return {row["candidate_id"]: row["score"] or 0.0 for row in self.rows}

    @property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """The rows by candidate, without their ranks."""
        shown = [{k: v for k, v in row.items() if k != "rank"} for row in self.rows]
        return {row["candidate_id"]: row for row in shown}


class Pipeline:
    """Ranks the resumes of one job post by its drafted rubric, with a model or without."""

    def __init__(self, case: Case, model: ModelUnderTest) -> None:
        """Do all the work that does not depend on a resume."""
        self.case = case
        self.model = model
        self.rubric = draft_rubric(case.title, case.description)
        ranker = OfflineRanker(case.title, case.description, self.rubric)
        self._offline = CandidateRanker(ranker, _stop)
        self._shingles = JobShingles(f"{case.title}\n{case.description}")

    def show(self, resume: Resume) -> str | None:
        """Return what a model is shown of a resume."""
        text = read_resume_text(resume.text or "")
        quarantined = screen_resume(text, self._shingles).quarantined
        shown = present(text.lines, quarantined, resume.candidate.name, blind=True)
        return None if shown is None else build_tail(shown.lines)

    def rank(self, resumes: Sequence[Resume], *, samples: int = 1) -> Outcome:
        """Rank with the model; every call of this runs anew."""
        options = write_options(self.model.name, samples)
        heard: list[Exchange] = []
        judge = Judge(
            self.case.title, self.case.description, self.rubric, options, self._offline, _stop
        )
        pile = ModelRanker(
            judge, self._offline, lambda: self.model.open_caller(heard), FreeAllowance, self._price
        )
        return _collect(pile, resumes, heard)

    def rank_offline(self, resumes: Sequence[Resume]) -> Outcome:
        """Rank without a model."""
        return _collect(self._offline, resumes, [])

    def _price(self, usage: CallUsage) -> Decimal | None:
        return price_call(self.model.name, usage, None)


def _stop(_candidate_id: str, error: Exception) -> None:
    """Let no measurement go on over a resume that our own code failed on."""
    raise error


def make_resumes(texts: Mapping[str, str], name: str | None = None) -> list[Resume]:
    """Make candidates of texts by id, read the way the API reads a text that is handed in."""
    return [make_resume(candidate_id, text, name) for candidate_id, text in texts.items()]


def make_resume(candidate_id: str, text: str, name: str | None = None) -> Resume:
    """Make one candidate of a text."""
    read = normalise_text(text)
    candidate = Candidate(
        candidate_id=candidate_id,
        name=name,
        reading=Reading(state="read"),
        flags=read.flags,
        created_at=_ADDED_AT,
    )
    return Resume(candidate, read.text)


def write_options(model: str, samples: int) -> RankingOptions:
    """Write the options of a blind ranking with a model."""
    return RankingOptions(
        ranker="llm", model=model, samples=samples, max_cost_usd=None, blind=True, service_tier=None
    )


def _collect(pile: Ranker, resumes: Sequence[Resume], heard: list[Exchange]) -> Outcome:
    async def collect() -> list[Ranked]:
        return [one async for batch in pile.rank_all(resumes) for one in batch]

    ranked = asyncio.run(collect())
    rows = rank_rows(store_row(one, "", task_id="") for one in ranked)
    return Outcome(rows, ranked, heard)
