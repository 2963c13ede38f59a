"""The ranking as a table for a terminal."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from tools.demo.ranking import Ranking

BAR_WIDTH = 10
NAME_WIDTH = 22
REASONS = 2
REASON_WIDTH = 34
GATE_MARKS = {"pass": "+", "fail": "x", "unknown": "?"}


def draw_ranking(ranking: Ranking, limit: int | None = None) -> Iterator[str]:
    """Yield the lines of a ranking's table; the unreadable stand apart, below it."""
    scored = [row for row in ranking.rows if row["score"] is not None]
    unreadable = [row for row in ranking.rows if row["score"] is None]
    shown = scored if limit is None else scored[:limit]
    yield ""
    yield _bold(f"{ranking.job.title}  ({len(ranking.rows)} candidates)")
    yield from _draw_rows(shown)
    if len(shown) < len(scored):
        yield f"      ... and {len(scored) - len(shown)} more in .local/result.json"
    if unreadable:
        yield "  could not be read:"
    for row in unreadable:
        yield f"      {_name(row):<{NAME_WIDTH}} {row['reason']}"


def draw_facts(ranking: Ranking) -> Iterator[str]:
    """Yield what the ranking took."""
    result = ranking.result
    usage, cost = result["token_usage"], result["estimated_cost"]
    spent = "unknown (no price for this model)" if cost is None else f"${cost:.4f}"
    yield f"  task {ranking.task_id}: {ranking.seconds:.1f} s, ranker {result['ranker']},"
    yield f"  {usage['total']} tokens in {usage['calls']} calls, cost {spent}"
    for warning in result["warnings"]:
        yield f"  note: {warning}"


def _draw_rows(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    width = max(80, shutil.get_terminal_size((160, 24)).columns)
    yield f"  {'rank':>4}  {'name':<{NAME_WIDTH}} {'score':<{BAR_WIDTH + 6}} gates  why"
    for row in rows:
        gates = "".join(GATE_MARKS[gate["status"]] for gate in row["gates"]) or "-"
        line = f"  {row['rank']:>4}  {_name(row):<{NAME_WIDTH}} {_score(row['score'])} {gates:<6}"
        yield f"{line} {_reasons(row)}"[:width]
    if rows:
        yield f"        gates: {', '.join(f'{mark} {word}' for word, mark in GATE_MARKS.items())}"


def _name(row: dict[str, Any]) -> str:
    return str(row["name"] or row["candidate_id"])[:NAME_WIDTH]


def _score(score: float) -> str:
    filled = round(BAR_WIDTH * score / 100)
    return f"{'#' * filled}{'.' * (BAR_WIDTH - filled)} {score:5.1f}"


def _reasons(row: dict[str, Any]) -> str:
    reasons = [_shorten(reason) for reason in row["matched"][:REASONS]]
    reasons += [f"lacks {_shorten(reason)}" for reason in row["missing"][:1]]
    return "; ".join(reasons)


def _shorten(reason: str) -> str:
    return textwrap.shorten(reason, REASON_WIDTH, placeholder="...").rstrip(":,")


def _bold(text: str) -> str:
    is_plain = os.environ.get("NO_COLOR") or not sys.stdout.isatty()
    return text if is_plain else f"\x1b[1m{text}\x1b[0m"
