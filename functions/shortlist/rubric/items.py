"""The statements of a job post, and what all of them together say of its shape."""

from collections.abc import Sequence
from dataclasses import dataclass

from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import QUANTITY, load_marks, load_signs, marks_must
from shortlist.rubric.section_names import Kind

# What hardly anybody says of an employer.
PLAIN_FACTS = ("licence", "degree", "permit", "language")
_FEWEST_FACTS = 2
_LONGEST_ENTRY = 100


@dataclass(frozen=True)
class Item:
    """A statement of the job post. `section` counts headings; `is_tail` follows a list.

    `is_rest` tells that it only goes on with a fact, or is one that nobody need have yet, and
    `is_guessed` that its heading says nothing, so that what stands before it has placed it.
    `is_described` tells that the heading is "Job description", below which all may stand.
    """

    text: str
    folded: str
    kind: Kind
    is_required: bool
    is_listed: bool = False
    section: int = 0
    heading: Kind = "neutral"
    is_tail: bool = False
    is_rest: bool = False
    is_guessed: bool = False
    is_described: bool = False


@dataclass(frozen=True)
class PostSurvey:
    """What a post has: lists, headings, and sections of facts or perks that no heading names."""

    is_parted: bool
    is_named: bool
    names_required: bool
    of_perks: frozenset[int]
    of_facts: frozenset[int]
    asking: frozenset[int]
    late: frozenset[Item]


def survey_post(items: Sequence[Item], named: set[Kind]) -> PostSurvey:
    """Look over all items of a post, before any of them is decided about."""
    sections: dict[int, list[Item]] = {}
    for item in items:
        if item.is_listed and item.heading == "neutral":
            sections.setdefault(item.section, []).append(item)
    of_perks = {
        number
        for number, listed in sections.items()
        if number and 2 * sum(map(_is_perk, listed)) >= len(listed)
    }
    of_facts = {
        number
        for number, listed in sections.items()
        if number not in of_perks and any(find_need_kind(one.text) for one in listed)
    }
    placed: dict[int, list[Item]] = {}
    for item in items:
        if item.is_listed and item.heading in ("duty", "other"):
            placed.setdefault(item.section, []).append(item)
    return PostSurvey(
        late=frozenset(_find_all_late(items, placed, named)),
        asking=frozenset(
            number
            for number, listed in placed.items()
            if _asks(listed) and listed[0].heading != "other"
        ),
        is_parted=bool(named - {"neutral"}) or any(item.is_listed for item in items),
        is_named=bool(named - {"neutral"}),
        names_required="required" in named,
        of_perks=frozenset(of_perks),
        of_facts=frozenset(of_facts),
    )


def is_asked(item: Item, post: PostSurvey) -> bool:
    """Tell whether an item stands in a list that asks, under a heading that does not say so."""
    is_within = item.heading == "other" and not item.is_tail
    if is_within and (_asks_for_years(item) or (not post.names_required and _is_asked_apart(item))):
        return True
    is_among = item.is_listed and item.section in post.asking and item.kind != "nice"
    is_among = is_among or item in post.late
    return is_among and load_signs("noise").search(item.folded) is None


def _asks_for_years(item: Item) -> bool:
    """Tell whether an entry of an offer is "Experience of at least two years", which none is."""
    is_least = QUANTITY.search(item.folded) is not None and _is_able(item)
    return item.is_listed and is_least and find_need_kind(item.text) == "experience"


def _is_asked_apart(item: Item) -> bool:
    """Tell whether an entry of an offer is none: a fact that it calls a must.

    A must alone is the offer's: "Mandatory training", "Required kit".
    """
    if any(load_signs(key).search(item.folded) for key in ("noise", "giving", "perks")):
        return False
    if not item.is_listed and len(item.text) > _LONGEST_ENTRY:
        return False
    return marks_must(item.folded) and _names_plain_fact(item)


def _names_plain_fact(item: Item) -> bool:
    """Tell whether an item names a fact that a firm does not pay for or teach."""
    is_paid = load_signs("paid-for").search(item.folded) is not None
    return find_need_kind(item.text) in PLAIN_FACTS and not is_paid


def _asks(listed: Sequence[Item]) -> bool:
    """Tell whether most of a list are facts, whatever its heading says: that is what is asked."""
    facts = [_is_of_person(item) and not load_signs("noise").search(item.folded) for item in listed]
    return sum(facts) >= _FEWEST_FACTS and 2 * sum(facts) >= len(listed)


def _find_all_late(
    items: Sequence[Item], placed: dict[int, list[Item]], named: set[Kind]
) -> list[Item]:
    """Find what is asked for within offers and behind duties, unless a heading says where."""
    behind = {item.section + 1 for item in items if item.is_tail}
    return [
        item
        for number, listed in placed.items()
        if "required" not in named or (listed[0].heading == "other" and listed[0].is_guessed)
        for item in _find_late(listed, is_apart=number in behind)
    ]


def _find_late(listed: Sequence[Item], *, is_apart: bool) -> Sequence[Item]:
    """Find what is asked for behind the perks of one list: from where most of it is facts.

    To know or to be able to begins it only in a list apart: "Experience in a young team" is one of
    the perks. Behind duties what the person has done begins it: "Experience with looms".
    """
    starts = (
        n
        for n, item in enumerate(listed)
        if _opens_asked(item) or (is_apart and _is_able(item)) or _is_known(item)
    )
    first = next(starts, len(listed))
    rest = listed[first:]
    asked = sum(_opens_asked(item) or _is_able(item) for item in rest)
    return rest if asked >= _FEWEST_FACTS and 2 * asked >= len(rest) else []


def _opens_asked(item: Item) -> bool:
    """Tell whether an item names a fact, years or a person, or is "Essential experience in"."""
    mark = load_marks().match(item.folded)
    is_marked = mark is not None and load_signs("known").match(item.folded, mark.end() + 1)
    is_years = find_need_kind(item.text) == "experience"
    is_person = load_signs("person").match(item.folded) is not None
    return _names_plain_fact(item) or bool(is_marked) or is_years or is_person


def _is_of_person(item: Item) -> bool:
    """Tell whether an item names a fact, or what hardly anybody offers."""
    if item.heading == "other":
        return _opens_asked(item) or _is_able(item)
    return find_need_kind(item.text) in (*PLAIN_FACTS, "experience")


def _is_known(item: Item) -> bool:
    is_behind = item.heading == "duty"
    return is_behind and load_signs("known").match(item.folded) is not None


def _is_able(item: Item) -> bool:
    is_paid = load_signs("paid-for").search(item.folded) is not None
    return load_signs("able").match(item.folded) is not None and not is_paid


def _is_perk(item: Item) -> bool:
    if item.kind == "other" or load_signs("perks").search(item.folded):
        return True
    return load_signs("giving").search(item.folded) is not None


def is_plain_perk(item: Item) -> bool:
    """Tell whether an item is of what is given, and nothing else."""
    is_work = load_signs("work").match(item.folded) is not None
    return not is_work and _is_perk(item) and find_need_kind(item.text) is None
