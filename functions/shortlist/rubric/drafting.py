"""Drafts a rubric from a job post: offline, from its sections and cue words."""

from dataclasses import dataclass
from functools import cache

from shortlist.rubric.anchors import write_levels
from shortlist.rubric.gates import find_gate_kind, find_gates
from shortlist.rubric.posting import Item, read_items, read_lines
from shortlist.rubric.rubric import Criterion, Importance, Rubric
from shortlist.rubric.warnings import find_rubric_warnings
from shortlist.rubric.wording import load_noise, shorten, strip_filler
from shortlist.words.lexicon import load_lexicon, weigh_roots
from shortlist.words.profile import JobProfile

MOST_CRITERIA = 10
_LONGEST_TITLE = 90
_SAME_SHARE = 0.6
_LONG_PROSE = 140
_QUOTAS: tuple[tuple[Importance, int], ...] = (("critical", 4), ("important", 4), ("nice", 2))


@dataclass(frozen=True)
class _Outline:
    """A criterion in the making."""

    title: str
    roots: frozenset[str]
    importance: Importance
    value: float
    position: int


def draft_rubric(title: str, description: str, *, version: int = 1) -> Rubric:
    """Draft gates and criteria from a job post; any text gives at least one criterion."""
    items = read_items(description)
    gates = tuple(find_gates(items))
    profile = JobProfile(title, description, load_lexicon())
    drafts = [_draft_title(title), *_choose(title, items, profile)]
    criteria = tuple(_make_criterion(index, draft) for index, draft in enumerate(drafts, start=1))
    warnings = find_rubric_warnings(gates, criteria)
    return Rubric(version=version, gates=gates, criteria=criteria, warnings=warnings)


def _draft_title(title: str) -> _Outline:
    text = shorten(" ".join(title.split()), _LONGEST_TITLE) or "The work of this job post"
    roots = frozenset(weigh_roots(text, load_lexicon()))
    return _Outline(text, roots, "critical", 0.0, -1)


def _make_criterion(index: int, draft: _Outline) -> Criterion:
    return Criterion(
        id=f"c{index}",
        title=draft.title,
        importance=draft.importance,
        levels=write_levels(draft.title),
    )


def _choose(title: str, items: list[Item], profile: JobProfile) -> list[_Outline]:
    title_roots = frozenset(weigh_roots(title, load_lexicon()))
    drafts = [
        draft
        for position, item in enumerate(items)
        if (draft := _draft_item(item, position, title_roots, profile)) is not None
    ]
    chosen: list[_Outline] = []
    for importance, quota in _QUOTAS:
        pool = [draft for draft in drafts if draft.importance == importance]
        chosen.extend(_take(pool, chosen, quota))
    rest = [draft for draft in drafts if draft not in chosen]
    chosen.extend(_take(rest, chosen, MOST_CRITERIA - 1 - len(chosen)))
    chosen = chosen[: MOST_CRITERIA - 1]
    order = {"critical": 0, "important": 1, "nice": 2}
    return sorted(chosen, key=lambda draft: (order[draft.importance], draft.position))


def _take(pool: list[_Outline], chosen: list[_Outline], count: int) -> list[_Outline]:
    taken: list[_Outline] = []
    for draft in sorted(pool, key=lambda draft: (-draft.value, draft.position)):
        if len(taken) >= count:
            break
        if not any(_is_same(draft, other) for other in [*chosen, *taken]):
            taken.append(draft)
    return taken


def _is_same(left: _Outline, right: _Outline) -> bool:
    smaller = min(len(left.roots), len(right.roots))
    return len(left.roots & right.roots) >= _SAME_SHARE * smaller


def _draft_item(
    item: Item, position: int, title_roots: frozenset[str], profile: JobProfile
) -> _Outline | None:
    if item.kind == "other" or (find_gate_kind(item) or "years") != "years":
        return None
    title = shorten(strip_filler(item.text), _LONGEST_TITLE)
    weights = weigh_roots(title, load_lexicon())
    if not weights or title_roots.issuperset(weights) or load_noise().search(item.folded):
        return None
    return _Outline(
        title, frozenset(weights), _grade(item), _value(weights, item, profile), position
    )


def _value(weights: dict[str, float], item: Item, profile: JobProfile) -> float:
    """Prefer statements near the job's centre, with several telling words, to soft skills."""
    telling = sorted(weights.values(), reverse=True)[:5]
    soft = sum(root in _load_soft_roots() for root in weights) / len(weights)
    length = 0.7 if len(item.text) > _LONG_PROSE else 1.0
    return sum(telling) * (1.0 - soft) * length * (0.25 + profile.measure_nearness(item.text))


@cache
def _load_soft_roots() -> frozenset[str]:
    return frozenset(weigh_roots(" ".join(read_lines("soft_skills.txt")), load_lexicon()))


def _grade(item: Item) -> Importance:
    if item.kind == "nice":
        return "nice"
    return "critical" if item.is_required else "important"
