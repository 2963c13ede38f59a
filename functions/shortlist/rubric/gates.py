"""Must-haves of a job post that a resume can show or contradict."""

import re
from functools import cache

from shortlist.rubric.posting import Item, read_lines
from shortlist.rubric.rubric import Gate
from shortlist.rubric.wording import shorten

MOST_GATES = 6
_LONGEST_GATE = 160


@cache
def _load_signs() -> list[tuple[str, re.Pattern[str]]]:
    pairs = (line.split(" = ", 1) for line in read_lines("gate_signs.txt"))
    return [(kind, re.compile(pattern)) for kind, pattern in pairs]


def find_gates(items: list[Item]) -> list[Gate]:
    """Find the must-haves among the items of a job post, at most one of each kind and text."""
    gates: list[Gate] = []
    seen: set[str] = set()
    for item in items:
        kind = find_gate_kind(item)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        gates.append(Gate(id=f"g{len(gates) + 1}", text=shorten(item.text, _LONGEST_GATE)))
        if len(gates) == MOST_GATES:
            break
    return gates


def find_gate_kind(item: Item) -> str | None:
    """Tell which kind of must-have an item states, if it states one."""
    if not item.is_required:
        return None
    for kind, pattern in _load_signs():
        if pattern.search(item.folded[:400]):
            return kind
    return None
