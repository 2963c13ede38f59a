"""What a ranking that ends well says about itself: usage, cost, what is missing and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast, get_args

from shortlist.judging.errors import explain_unscored
from shortlist.ranking.ranker import INTERNAL
from shortlist.reading.reasons import Reason, explain
from shortlist.spending import Spend
from shortlist.tasks.ports import Outcome, Plan
from shortlist.tasks.rows import StoredRow
from shortlist.tasks.task import Task, TokenUsage

_ONE_ROW = {"offline": "1 row keeps its offline score", "none": "1 row has no score"}
_MANY_ROWS = {"offline": "{} rows keep their offline score", "none": "{} rows have no score"}


def conclude(task: Task, rows: Sequence[StoredRow], plan: Plan | None) -> Outcome:
    """Sum up a ranking of these rows; the plan tells of its rubric, if that could cost anything."""
    own = [row.spend for row in rows if row.spend and row.task_id == task.task_id]
    own += [plan.draft_spend] if plan and plan.draft_spend else []
    told = plan.warnings if plan else ()
    cost_usd = sum_cost(own)
    return Outcome(
        complete=not any(_is_lacking(task, row.row) for row in rows),
        warnings=(*told, *_warn(task, [row.row for row in rows], cost_usd)),
        token_usage=sum_usage(own),
        estimated_cost_usd=None if cost_usd is None else float(cost_usd),
        total=len(rows),
        scored_by=Counter(row.row["scored_by"] for row in rows),
    )


def sum_usage(spends: Iterable[Spend]) -> TokenUsage:
    """Sum up what the server reported for rows."""
    known = list(spends)
    read = _sum_tokens([spend.input for spend in known])
    said = _sum_tokens([spend.output for spend in known])
    return TokenUsage(
        input=read,
        cached=_sum_tokens([spend.cached for spend in known]),
        output=said,
        reasoning=_sum_tokens([spend.reasoning for spend in known]),
        total=None if read is None or said is None else read + said,
        calls=sum(spend.calls for spend in known),
        retries=sum(spend.retries for spend in known),
    )


def _sum_tokens(counts: Iterable[int | None]) -> int | None:
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total


def sum_cost(spends: Iterable[Spend]) -> Decimal | None:
    """Sum up what rows cost; None if the price of one of them is not known."""
    total = Decimal(0)
    for spend in spends:
        if spend.cost_usd is None:
            return None
        total += spend.cost_usd
    return total


def _is_lacking(task: Task, row: Mapping[str, Any]) -> bool:
    """Tell whether a row should have been another: nobody's file is to blame for it."""
    is_stand_in = task.options.ranker == "llm" and row["scored_by"] == "offline"
    return is_stand_in or row["reason"] in {"waiting", INTERNAL}


def _warn(task: Task, rows: Sequence[Mapping[str, Any]], cost_usd: Decimal | None) -> list[str]:
    reasons = Counter((row["scored_by"], row["reason"]) for row in rows if row["reason"])
    warnings = [
        f"{_say_rows(scorer, count)} ({reason}). {_explain(reason, task.options.model)}"
        for (scorer, reason), count in sorted(reasons.items())
    ]
    if cost_usd is None:
        model = task.options.model
        warnings.append(
            f"the cost is not known: the model {model} has no known price, or its server did not"
            " say what every call took"
        )
    return warnings


def _say_rows(scorer: str, count: int) -> str:
    return _ONE_ROW[scorer] if count == 1 else _MANY_ROWS[scorer].format(count)


def _explain(reason: str, model: str | None) -> str:
    if reason in get_args(Reason):
        return explain(cast(Reason, reason))
    return explain_unscored(reason, model)
