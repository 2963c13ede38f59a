"""What a ranking that ends well says about itself: usage, cost, what is missing and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, get_args

from shortlist.judging.errors import StopReason
from shortlist.judging.unscored import explain_unscored
from shortlist.spending import Spend
from shortlist.tasks.ports import Outcome, Plan
from shortlist.tasks.rows import StoredRow
from shortlist.tasks.task import Task, TokenUsage


def conclude(task: Task, rows: Sequence[StoredRow], plan: Plan | None) -> Outcome:
    """Sum up a ranking of these rows; the plan tells of its rubric, if that could cost anything."""
    own = [row.spend for row in rows if row.spend and row.task_id == task.task_id]
    own += [plan.draft_spend] if plan and plan.draft_spend else []
    told = plan.warnings if plan else ()
    cost_usd = sum_cost(own)
    return Outcome(
        complete=not any(row.row["reason"] in get_args(StopReason) for row in rows),
        warnings=(*told, *_warn(task, [row.row for row in rows], cost_usd)),
        token_usage=sum_usage(own),
        estimated_cost_usd=None if cost_usd is None else float(cost_usd),
        total=len(rows),
    )


def sum_usage(spends: Iterable[Spend]) -> TokenUsage:
    """Sum up what the server reported for rows."""
    total: Counter[str] = Counter()
    for spend in spends:
        total.update(spend._asdict() | {"cost_usd": 0, "total": spend.input + spend.output})
    del total["cost_usd"]
    return TokenUsage.model_validate(total)


def sum_cost(spends: Iterable[Spend]) -> Decimal | None:
    """Sum up what rows cost; None if the price of one of them is not known."""
    total = Decimal(0)
    for spend in spends:
        if spend.cost_usd is None:
            return None
        total += spend.cost_usd
    return total


def _warn(task: Task, rows: Sequence[Mapping[str, Any]], cost_usd: Decimal | None) -> list[str]:
    if task.options.ranker != "llm":
        return []
    warnings = []
    reasons = Counter(row["reason"] for row in rows if row["scored_by"] == "offline")
    for reason, count in sorted(reasons.items()):
        why = explain_unscored(reason, task.options.model)
        warnings.append(f"{count} rows keep their offline score ({reason}). {why}")
    if cost_usd is None:
        model = task.options.model
        warnings.append(
            f"the cost is not known: the model {model} has no known price, or its server did not"
            " say what every call took"
        )
    return warnings
