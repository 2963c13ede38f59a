"""What judging would take, told before anything is asked."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from shortlist.cpu_limit import limit_cpu
from shortlist.judging.model_draft import RubricAnswer, read_draft_instructions, write_job_post
from shortlist.judging.prompt import build_prefix, build_tail, estimate_tokens, present
from shortlist.judging.verdict import Verdict
from shortlist.options import RankingOptions
from shortlist.rubric.rubric import Rubric
from shortlist.screening.job_words import JobShingles
from shortlist.screening.screening import screen_resume
from shortlist.spending import CallUsage, price_call
from shortlist.words.resume_text import read_resume_text

# Of an answer, in characters: what names a criterion with its lines, what stands around all.
_CHARACTERS_A_JUDGEMENT = 43
_CHARACTERS_BESIDES = 245
_CHARACTERS_A_TOKEN = 4
_DRAFT_TOKENS = 180
# Servers keep a prefix in steps of so many tokens, from so many on.
_CACHE_STEP = 128
_CACHE_FIRST = 1024


class Forecast(NamedTuple):
    """The size of a typical call; tokens."""

    prefix: int
    tail: int
    output: int

    def count_input(self, calls: int) -> int:
        """Return the input tokens of so many calls."""
        return calls * (self.prefix + self.tail)


def forecast_call(
    title: str,
    description: str,
    rubric: Rubric,
    resumes: Sequence[tuple[str | None, str]],
    *,
    blind: bool,
) -> Forecast:
    """Measure the prompt on some resumes of the pile, given as name and text."""
    shingles = JobShingles(f"{title}\n{description}")
    shown = [_show(name, text, shingles, blind=blind) for name, text in resumes]
    schema = json.dumps(Verdict.model_json_schema())
    judged = len(rubric.criteria) + len(rubric.gates)
    tokens = sum(estimate_tokens(text) for text in shown) / max(1, len(shown))
    return Forecast(
        prefix=estimate_tokens(build_prefix(title, description, rubric) + schema),
        tail=round(tokens),
        output=(_CHARACTERS_BESIDES + _CHARACTERS_A_JUDGEMENT * judged) // _CHARACTERS_A_TOKEN,
    )


def _show(name: str | None, text: str, shingles: JobShingles, *, blind: bool) -> str:
    """Return what a call would say of a resume; nothing if the ranking will not ask about it."""
    try:
        with limit_cpu():
            read = read_resume_text(text)
            quarantined = screen_resume(read, shingles).quarantined
            shown = present(read.lines, quarantined, name, blind=blind)
    except Exception:  # noqa: BLE001  # the ranking reports it, as that row's reason
        return ""
    return build_tail(shown.lines) if shown else ""


def forecast_draft(title: str, description: str) -> Forecast:
    """Measure the one call that drafts a rubric."""
    schema = json.dumps(RubricAnswer.model_json_schema())
    return Forecast(
        prefix=estimate_tokens(read_draft_instructions() + schema),
        tail=estimate_tokens(write_job_post(title, description)),
        output=_DRAFT_TOKENS,
    )


def forecast_cost_usd(
    size: Forecast, calls: int, options: RankingOptions
) -> tuple[Decimal, Decimal] | None:
    """Return the least and the most that calls are likely to cost; None without a price.

    At best the server keeps the prefix after the first call and takes nothing for writing it; at
    worst it takes the writing price for all that it does not find.
    """
    kept = size.prefix - size.prefix % _CACHE_STEP if size.prefix >= _CACHE_FIRST else 0
    whole = size.prefix + size.tail
    first = CallUsage(input=whole, output=size.output)
    best = CallUsage(input=whole, cached=kept, output=round(0.9 * size.output))
    worst = CallUsage(
        input=whole, cached=kept, cache_write=whole - kept, output=round(1.1 * size.output)
    )
    prices = [
        price_call(options.model or "", usage, options.service_tier)
        for usage in (first, best, worst)
    ]
    if any(price is None for price in prices):
        return None
    once, low, high = (price or Decimal(0) for price in prices)
    if not calls:
        return Decimal(0), Decimal(0)
    return once + (calls - 1) * low, max(once, high) + (calls - 1) * high
