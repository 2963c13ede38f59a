"""Criteria in the making, and how they are brought down to as many as fit."""

from dataclasses import dataclass, replace
from itertools import pairwise

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.rubric import PART_MARK, Importance
from shortlist.rubric.wording import is_condition, shorten

MOST_CRITERIA = 10
# So many must-haves that nobody can verify cost points, however much else a post says.
_FEWEST_FACTS = 2
_LONGEST_MERGED = 180
_LONGEST_REQUIRED = 380
# With the longest words of a level around it, a title stays within 500 characters.
_LONGEST_SQUEEZED = 420
_SQUEEZED_PART = 45
ORDER: dict[Importance, int] = {"critical": 0, "important": 1, "nice": 2}


@dataclass(frozen=True)
class Outline:
    """A criterion in the making."""

    title: str
    roots: frozenset[str]
    importance: Importance
    value: float
    position: int
    is_gate: bool = False


def fit_outlines(outlines: list[Outline]) -> list[Outline]:
    """Bring outlines down to what fits: facts behind gates go first, the rest is merged."""
    most = MOST_CRITERIA
    kept = [one for one in outlines if not one.is_gate]
    facts = [one for one in outlines if one.is_gate]
    # Nearly everybody may work; years, papers and languages tell people apart.
    facts.sort(key=lambda one: find_need_kind(one.title) == "permit")
    kept += facts[: max(_FEWEST_FACTS, most - len(kept))]
    kept.sort(key=lambda one: (ORDER[one.importance], one.position))
    while len(kept) > most:
        index = _find_merger(kept)
        if index is None:
            kept = _squeeze(kept)
            continue
        kept[index : index + 2] = [_merge(kept[index], kept[index + 1])]
    return kept


def _find_merger(kept: list[Outline]) -> int | None:
    """Find the neighbours of one importance that are shortest together."""
    lengths = [
        (len(one.title) + len(two.title), index)
        for index, (one, two) in enumerate(pairwise(kept))
        if one.importance == two.importance
        # Who takes a turn on call has shown none of the work beside it.
        and is_condition(one.title) == is_condition(two.title)
        and not (one.is_gate or two.is_gate)
    ]
    shortest = min(lengths, default=None)
    if shortest is None:
        return None
    length, index = shortest
    most = _LONGEST_REQUIRED if kept[index].importance == "critical" else _LONGEST_MERGED
    return index if length <= most else None


def _squeeze(kept: list[Outline]) -> list[Outline]:
    """Merge the neighbours of the fewest statements, each cut short, none left out.

    Of those too long to be read as one, the least telling importance goes first.
    """
    pairs = [
        (
            one.importance != two.importance,
            -ORDER[two.importance],
            one.title.count(PART_MARK) + two.title.count(PART_MARK),
            len(one.title) + len(two.title),
        )
        for one, two in pairwise(kept)
    ]
    index = pairs.index(min(pairs))
    merged = _merge(kept[index], kept[index + 1])
    parts = merged.title.split(PART_MARK)
    longest = min(_SQUEEZED_PART, _LONGEST_SQUEEZED // len(parts) - len(PART_MARK))
    title = PART_MARK.join([shorten(part, max(1, longest)) for part in parts])[:_LONGEST_SQUEEZED]
    return [*kept[:index], replace(merged, title=title), *kept[index + 2 :]]


def _merge(one: Outline, two: Outline) -> Outline:
    return replace(
        one,
        title=f"{one.title}{PART_MARK}{two.title}",
        roots=one.roots | two.roots,
        value=one.value + two.value,
    )
