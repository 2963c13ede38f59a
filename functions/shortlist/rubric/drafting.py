"""Drafts a rubric from a job post: offline, from its sections and cue words."""

import re
from dataclasses import replace
from functools import cache

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import load_signs, read_lines
from shortlist.rubric.employers import repeats_title
from shortlist.rubric.gates import find_gates, is_must_have
from shortlist.rubric.items import Item
from shortlist.rubric.ladders import find_post_language, write_levels
from shortlist.rubric.outlines import MOST_CRITERIA, ORDER, Outline, fit_outlines
from shortlist.rubric.posting import read_items
from shortlist.rubric.rubric import Criterion, Importance, Rubric
from shortlist.rubric.statement_parts import LONGEST_TITLE, LONGEST_WHOLE, split_items
from shortlist.rubric.warnings import find_rubric_warnings
from shortlist.rubric.wording import is_condition, shorten, strip_filler
from shortlist.texts import clean_line
from shortlist.words.lexicon import load_lexicon
from shortlist.words.profile import JobProfile
from shortlist.words.roots import weigh_roots
from shortlist.words.short_names import mark_short_names
from shortlist.words.titles import load_professions, load_role_nouns
from shortlist.words.tokens import fold

_SAME_SHARE = 0.7
_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"\b[A-Z][A-Z0-9&/+-]{1,9}\b")
_LONG_PROSE = 140
# "The candidate must" only leads to what is said elsewhere.
_LEADS_ON = re.compile(
    r"(?:\w+ ){1,3}(?:must|will|should|doit|devra|debera?|debe|deve|dovra|muss|sollte|trebuie|musi)"
)
_MARKER = re.compile(
    r"\s{0,3}[(\[]?\b(?:[mwfhdxi]\s?[/|]\s?){1,3}[mwfhdxi]\b[)\]]?|\s{0,3}\((?:all genders|gn)\)",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s[-–—|]\s")  # noqa: RUF001
# What may stand behind the title of a post, nothing among it.
_AFTER_TITLE = ("", ",", "-", "–", "|", "(", "/")  # noqa: RUF001


def draft_rubric(title: str, description: str, *, version: int = 1) -> Rubric:
    """Draft gates and criteria from a job post; any text gives at least one criterion."""
    read = read_items(description, title)
    read = read[1:] if read and _is_headline(read[0], title) else read
    items = [one for one in read if not repeats_title(one, title)]
    items = split_items(items, MOST_CRITERIA)
    gates, left_over = find_gates(items)
    profile = JobProfile(title, description, load_lexicon())
    of_title = _outline_title(title)
    # Nobody says aloud that a welder lacks "Welder": the title stands only where nothing else does.
    outlines = fit_outlines(_outline_items(of_title.roots, items, left_over, profile)) or [of_title]
    language = find_post_language(title, description)
    criteria = tuple(
        Criterion(
            id=f"c{number}",
            title=one.title,
            importance=one.importance,
            levels=write_levels(one.title, language),
        )
        for number, one in enumerate(outlines, start=1)
    )
    warnings = find_rubric_warnings(gates, criteria)
    return Rubric(version=version, gates=tuple(gates), criteria=criteria, warnings=warnings)


def _is_headline(item: Item, title: str) -> bool:
    """Tell whether a first line is a title: "Koch (m/w/d), 30 h", but not "Wir suchen ..."."""
    if item.is_listed or item.heading != "neutral":
        return False
    marker = _MARKER.search(item.text)
    if marker is None:
        return _opens_with_title(item, title)
    is_call = load_signs("seeks").search(item.folded) is not None
    return not is_call and item.text[marker.end() :].lstrip()[:1] in _AFTER_TITLE


def _opens_with_title(item: Item, title: str) -> bool:
    """Tell whether a line has the title in front of a dash: "Service plumber - full time"."""
    front, *rest = _DASH.split(item.text, maxsplit=1)
    roots, wanted = _find_roots(front), _find_roots(title)
    is_title = bool(wanted) and wanted <= roots and len(roots - wanted) <= 1
    return bool(rest) and is_title and find_need_kind(item.text) is None


def _outline_title(title: str) -> Outline:
    clean = " ".join(clean_line(title).split())
    plain = _MARKER.sub("", clean).strip(" -–,") or clean  # noqa: RUF001
    text = shorten(plain, LONGEST_TITLE) or "The work of this job post"
    return Outline(text, _find_roots(text), "critical", 0.0, -1)


def _find_roots(text: str) -> frozenset[str]:
    roots = frozenset(weigh_roots(text, load_lexicon())) | frozenset(mark_short_names(text))
    # "GD&T" has no root, but is something to ask for.
    return roots | frozenset([] if text.isupper() else _CODE.findall(text))


def _outline_items(
    title_roots: frozenset[str], items: list[Item], left_over: list[Item], profile: JobProfile
) -> list[Outline]:
    """Outline each item once, the most telling of those that say the same."""
    outlines: list[Outline] = []
    for position, item in enumerate(items):
        is_gate = is_must_have(item) and item not in left_over
        outline = _outline_item(item, position, title_roots, profile, is_gate=is_gate)
        if outline is None:
            continue
        same = next((one for one in outlines if _is_same(one, outline)), None)
        if same is None:
            outlines.append(outline)
        elif not outline.is_gate and _says_more(outline, same):
            better = min(outline.importance, same.importance, key=ORDER.__getitem__)
            outlines[outlines.index(same)] = replace(outline, importance=better)
    return outlines


def _says_more(outline: Outline, same: Outline) -> bool:
    """Tell whether an outline says more than one like it, or is asked for where that is not."""
    is_asked = outline.importance == "critical" != same.importance
    return is_asked or len(outline.roots) > len(same.roots)


def _is_same(left: Outline, right: Outline) -> bool:
    """Tell whether two say the same; of two that are required, one must hold all of the other."""
    if left.importance == right.importance == "critical":
        one, two = (set(_WORD.findall(outline.title.lower())) for outline in (left, right))
        return one <= two or two <= one
    smaller = min(len(left.roots), len(right.roots))
    return len(left.roots & right.roots) >= _SAME_SHARE * smaller


def _outline_item(
    item: Item, position: int, title_roots: frozenset[str], profile: JobProfile, *, is_gate: bool
) -> Outline | None:
    if item.kind == "other":
        return None
    title = strip_filler(item.text)
    title = title if len(title) <= LONGEST_WHOLE else shorten(title, LONGEST_TITLE)
    if _LEADS_ON.fullmatch(fold(title)):
        return None
    weights = weigh_roots(title, load_lexicon())
    roots = _find_roots(title)
    said = roots | _find_roots(item.text)
    if not roots or (find_need_kind(item.text) is None and _restates(said, title_roots)):
        return None
    value = _value(weights, item, profile) if weights else 1.0
    if value == 0 and not item.is_required:
        return None
    return Outline(title, roots, _grade(item), value, position, is_gate)


def _restates(roots: frozenset[str], title_roots: frozenset[str]) -> bool:
    """Tell whether a statement says the job post's title again, and no skill out of it alone."""
    if not roots <= title_roots:
        return False
    names_skill = roots - load_role_nouns() - load_professions()
    return not names_skill or roots == title_roots


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
    # Nights are agreed upon when people talk: no resume shows them as it shows work.
    is_critical = item.is_required and not is_condition(strip_filler(item.text))
    return "critical" if is_critical else "important"
