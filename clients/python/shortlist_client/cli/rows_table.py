"""A ranking as people read it on a terminal: who comes first, and why."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shortlist_client.cli.output import GAP, make_safe, make_table
from shortlist_client.shapes import Row

BAR_WIDTH = 10
# What a score by rules has been worth, from this score on: docs/score.md of the server.
BANDS = ((50.0, "strong"), (40.0, "good"), (30.0, "partial"), (0.0, "weak"))
BAND_WIDTH = 8
NAME_WIDTH = 22
# On a narrower terminal the reasons need the room more.
BARS_FROM = 100
# How much room each reason must have before there is one more of them.
WIDTHS_OF_REASONS = (62, 140)
SHORTEST_REASON = 12
_GOES_ON = "..."
# What "and" or "of" joins is one thing.
_PART_END = re.compile(
    r"[,;:]|\s(?:\(|(?:with|for|in|on|to|from|by|at|that|which|who|when|while|through|across"
    r"|mit|f\u00fcr|avec|pour|con|para|per|cu|pentru|din|na)\s)",
    re.IGNORECASE,
)
GATE_MARKS = {"pass": "+", "fail": "x", "unknown": "?"}


def draw_rows(console: Console, rows: Sequence[Row]) -> None:
    """Print the rows with a score, and apart from them the resumes that cannot be read."""
    scored = [row for row in rows if row.score is not None]
    unreadable = [row for row in rows if row.score is None]
    if scored:
        console.print(_make_table(scored, console.width))
    if any(row.gates for row in scored):
        marks = ", ".join(f"{mark} {word}" for word, mark in GATE_MARKS.items())
        console.print(Text(f"gates: {marks}", style="dim"))
    if unreadable:
        console.print(Text("could not be read:", style="bold"))
        for row in unreadable:
            reason = (row.reason or "no reason").replace("_", " ")
            console.print(Text(f"  {_name(row)}: {make_safe(reason)}"))


def _make_table(rows: Sequence[Row], width: int) -> Table:
    """Lay the columns out; what is over belongs to the reasons, a line a row."""
    name_width = min(NAME_WIDTH, max(9, *(cell_len(_name(row)) for row in rows)))
    gates_width = max(5, *(len(row.gates) for row in rows))
    has_bars = width >= BARS_FROM
    fixed = (4, name_width, BAR_WIDTH + 6 + BAND_WIDTH if has_bars else 5, gates_width)
    table = make_table()
    headers = ("rank", "candidate", "score", "gates")
    for header, column_width in zip(headers, fixed, strict=True):
        table.add_column(header, no_wrap=True, width=column_width, overflow="ellipsis")
    table.columns[0].justify = "right"
    why_width = max(10, width - sum(fixed) - GAP * len(fixed))
    table.add_column("why", no_wrap=True, width=why_width, overflow="ellipsis")
    for row in rows:
        gates = "".join(GATE_MARKS.get(gate.status, "?") for gate in row.gates) or "-"
        score, why = _draw_score(row, has_bars), _tell_why(row, why_width)
        table.add_row(str(row.rank), Text(_name(row)), score, gates, why)
    return table


def _name(row: Row) -> str:
    return make_safe(row.name or row.label or row.candidate_id)


def _draw_score(row: Row, has_bar: bool) -> Text:
    score = row.score or 0.0
    if not has_bar:
        return Text(f"{score:5.1f}")
    filled = round(BAR_WIDTH * score / 100)
    return Text.assemble(
        ("#" * filled, "green"), ("." * (BAR_WIDTH - filled), "dim"), f" {score:5.1f} ", _band(row)
    )


def _band(row: Row) -> str:
    """Name the band of a score by rules; those of a model were not calibrated."""
    if row.scored_by != "offline":
        return ""
    return next((band for least, band in BANDS if (row.score or 0.0) >= least), "")


def _tell_why(row: Row, width: int) -> Text:
    """Name what a resume shows best and what it does not show, each as a whole phrase."""
    flags = ", ".join(flag.replace("_", " ") for flag in row.flags)
    mark = f"[{make_safe(flags)}] " if flags else ""
    count = 1 + sum(width >= least for least in WIDTHS_OF_REASONS)
    strong, weak = [*row.matched[: max(1, count - 1)]], [*row.missing[:1]]
    reasons = [(reason, "") for reason in strong] + [(reason, "not shown: ") for reason in weak]
    left = width - cell_len(mark)
    said: list[str] = []
    for index, (reason, opening) in enumerate(reasons[:count]):
        # What one reason leaves free is for those behind it.
        room = max(20, left // (min(count, len(reasons)) - index) - GAP)
        said.append(opening + _shorten(reason, room - len(opening)))
        left -= len(said[-1]) + GAP
    return Text.assemble((mark, "yellow"), "; ".join(said))


def _shorten(reason: str, width: int) -> str:
    """Cut a reason where a phrase ends, and show that it goes on."""
    text = " ".join(make_safe(reason).split())
    if len(text) <= width:
        return text
    room = max(1, width - len(_GOES_ON))
    ends = [match.start() for match in _PART_END.finditer(text[: room + 1])]
    whole = [end for end in ends if end >= min(SHORTEST_REASON, room) and _is_closed(text[:end])]
    return (text[: whole[-1]] if whole else text[:room].rpartition(" ")[0]) + _GOES_ON


def _is_closed(text: str) -> bool:
    return text.count("(") == text.count(")")
