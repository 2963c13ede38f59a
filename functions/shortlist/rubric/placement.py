"""What a statement of a job post is about, where its heading does not say so.

A statement counts as the work's only with evidence for it: it asks, it speaks to the reader, it
names a fact that can be verified, or what stands around it does. That it is neither pay nor praise
is not enough.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from shortlist.facts.durations import find_durations
from shortlist.facts.needs import find_need_kind
from shortlist.rubric.cue_words import lists_tasks, load_signs, marks_must
from shortlist.rubric.items import (
    PLAIN_FACTS,
    Item,
    PostSurvey,
    is_asked,
    is_plain_perk,
    survey_post,
)
from shortlist.rubric.section_names import Kind
from shortlist.rubric.wishes import says_nice
from shortlist.words.titles import load_professions, load_role_nouns
from shortlist.words.tokens import fold, fold_plural

_LONG_PROSE_WORDS = 6
_SUBJECT_WORDS = 3
_LONG_WORD = 5
_EARLY = 12
_FEWEST_ASKED = 3
_CODE = re.compile(r"\b[A-Z]{1,6}\d{1,5}\b")
# "Driver for our partner Fell Lines" names another firm, "Nurse at the Old Mill" a place.
_BEHIND_ROLE = re.compile(
    r"[,(|]|\s[-–]\s|(?<=\w)\s(?:for|at|für|bei|pour|chez|para|presso|pentru|dla)\s"  # noqa: RUF001
)
_ARTICLES = ("the ", "der ", "die ", "das ", "le ", "la ", "l'", "el ", "il ")
_WORD = re.compile(r"[^\W\d_]+")


def place_items(items: Sequence[Item], named: set[Kind], title: str) -> list[Item]:
    """Decide about the items that no heading places, by what they say and what stands around them.

    Lists of a post without headings are what it asks for. Prose without a word to the reader is
    about the employer, unless there is nothing else.
    """
    roles = _read_roles(title)
    asked = [item for item in items if item.is_listed and item.heading == "required"]
    has_asked = sum(item.is_required for item in asked) >= _FEWEST_ASKED
    items = [_drop_scene(item, named) for item in items]
    items = [_require_fact(item, roles, has_asked=has_asked) for item in items]
    post = survey_post(items, named)
    items = [_ask(item) if is_asked(item, post) else item for item in items]
    evident = [n for n, item in enumerate(items) if _is_evident(item, roles)]
    placed = [
        _place(item, post, roles, is_between=bool(evident) and evident[0] <= n <= evident[-1])
        for n, item in enumerate(items)
    ]
    placed = [replace(one, kind="other") if _is_pitch(one, named) else one for one in placed]
    if any(item.kind != "other" for item in placed):
        return placed
    return [replace(one, kind="other" if _is_of_firm(one) else "neutral") for one in items]


def _is_of_firm(item: Item) -> bool:
    """Tell whether a statement is the employer's, even where a post has nothing else."""
    signs = (load_signs("noise"), load_signs("giving"))
    return any(words.search(item.folded) for words in signs) or (
        not item.is_listed and _tells(item.folded)
    )


def _drop_scene(item: Item, named: set[Kind]) -> Item:
    """Take no must from prose that tells what the market needs, above what the post asks for."""
    is_opening = item.section == 0 and not item.is_listed and "required" in named
    is_telling = _tells(item.folded) and not _is_of_reader(item.folded)
    has_fact = find_need_kind(item.text) is not None or _CODE.search(item.text) is not None
    is_scene = is_opening and item.kind == "neutral" and is_telling and not has_fact
    return replace(item, is_required=False) if is_scene else item


def _is_pitch(item: Item, named: set[Kind]) -> bool:
    """Tell whether an item opens a post that goes on to name its duties and what it asks for."""
    is_opening = item.section == 0 and not item.is_listed and "duty" in named
    if not is_opening or find_need_kind(item.text) is not None or _names_must(item):
        return False
    # Without a section of what is asked for, the opening may be where it is said.
    asks = _is_of_reader(item.folded) or load_signs("asking").search(item.folded) is not None
    return "required" in named or not asks


def _read_roles(title: str) -> frozenset[str]:
    """Give the words of a title that may stand for whoever does the work."""
    first = _BEHIND_ROLE.split(title)[0]
    words = frozenset(map(fold_plural, _WORD.findall(fold(first))))
    known = load_role_nouns() | load_professions()
    return frozenset(word for word in words if word in known or len(word) >= _LONG_WORD)


def _ask(item: Item) -> Item:
    is_wish = says_nice(item.folded)
    return replace(item, kind="nice" if is_wish else "required", is_required=not is_wish)


def _names_must(item: Item) -> bool:
    return item.is_required and marks_must(item.folded)


def _require_fact(item: Item, roles: frozenset[str], *, has_asked: bool) -> Item:
    """Take a fact that nobody calls a wish as required, wherever it stands in prose.

    A post that has listed what it requires has said it there: elsewhere a sentence must ask.
    """
    if item.kind == "nice" and marks_must(item.folded):
        return replace(item, kind="required", is_required=True)
    kind = find_need_kind(item.text)
    if item.kind == "other" and kind in (*PLAIN_FACTS, "experience") and _binds(item.folded):
        return replace(item, kind="required", is_required=True)
    if item.kind not in ("neutral", "duty") or item.is_required:
        return item
    durations = find_durations(item.folded)
    opens = item.kind == "neutral" and not item.is_listed and durations[:1]
    is_early = any(one.start < _EARLY for one in opens or ())
    is_said = any(load_signs(key).search(item.folded) for key in ("asking", "inviting"))
    if kind is not None and (is_early or is_said):
        return replace(item, is_required=True)
    is_task = any(load_signs(key).match(item.folded) for key in ("work", "infinitive"))
    # "The Registered Nurse gives direct care" says what the work is.
    is_of_role = _tells_of_role(item, roles) and not marks_must(item.folded)
    # "Issue certificates to farms" is done, not had.
    is_done = is_task and kind == "words" and len(_WORD.findall(item.folded)) >= _LONG_PROSE_WORDS
    is_prose = not (item.is_listed or is_done)
    is_prose = is_prose and not _is_of_reader(item.folded)
    is_prose = is_prose and (item.kind != "duty" or (kind in PLAIN_FACTS and not is_task))
    is_listed_above = item.kind == "neutral" and has_asked
    if kind is not None and is_prose and not (is_listed_above or is_of_role):
        return replace(item, is_required=kind in PLAIN_FACTS or not _tells(item.folded))
    return item


def _binds(folded: str) -> bool:
    return load_signs("binding").search(folded) is not None and not load_signs("noise").search(
        folded
    )


def _is_of_reader(folded: str) -> bool:
    return load_signs("reader").search(folded) is not None


def _is_evident(item: Item, roles: frozenset[str]) -> bool:
    """Tell whether an item is about the work for sure: it asks, or speaks to the reader."""
    if item.kind != "neutral":
        return item.kind != "other"
    if item.is_listed or item.is_required or _is_of_reader(item.folded):
        return True
    if _tells_of_role(item, roles):
        return True
    if load_signs("perks").search(item.folded):
        return False
    says_so = any(load_signs(key).search(item.folded) for key in ("of-work", "asking"))
    says_so = says_so or any(load_signs(key).match(item.folded) for key in ("work", "known"))
    is_list = lists_tasks(item.folded) and not _tells(item.folded)
    return says_so or is_list or _names_role(item, roles)


def _tells_of_role(item: Item, roles: frozenset[str]) -> bool:
    """Tell whether a sentence says what "the" nurse or driver whom the title names does."""
    known = roles & (load_role_nouns() | load_professions())
    return item.folded.startswith(_ARTICLES) and _names_role(item, known)


def _names_role(item: Item, roles: frozenset[str]) -> bool:
    """Tell whether a sentence has whoever does the work for its subject."""
    words = _WORD.findall(item.folded)
    subject = map(fold_plural, words[:_SUBJECT_WORDS])
    return len(words) >= _LONG_PROSE_WORDS and not roles.isdisjoint(subject)


def _place(item: Item, post: PostSurvey, roles: frozenset[str], *, is_between: bool) -> Item:
    is_of_perks = item.section in post.of_perks and not _names_must(item)
    is_of_perks = is_of_perks or (item.is_listed and not post.is_named and is_plain_perk(item))
    if is_of_perks or _is_of_place(item, roles):
        return replace(item, kind="other")
    if item.kind != "neutral":
        return item
    if item.is_listed:
        is_asked = not post.of_facts or item.section in post.of_facts
        is_described = item.is_described and find_need_kind(item.text) is None
        if post.names_required or not is_asked or is_described:
            return item
        return replace(item, kind="required", is_required=True)
    if _is_evident(item, roles):
        return item
    is_long = len(_WORD.findall(item.folded)) >= _LONG_PROSE_WORDS
    is_about_firm = (
        not is_between
        or load_signs("perks").search(item.folded) is not None
        or (is_long and (post.is_parted or _tells(item.folded)))
    )
    return replace(item, kind="other") if is_about_firm else item


def _is_of_place(item: Item, roles: frozenset[str]) -> bool:
    """Tell whether a sentence among the duties only says what the place is like."""
    if item.kind != "duty" or item.is_listed or item.is_required:
        return False
    is_work = load_signs("work").match(item.folded) or _is_of_reader(item.folded)
    known = roles & (load_role_nouns() | load_professions())
    return (
        load_signs("place").match(item.text) is not None
        and not is_work
        and not _names_role(item, known)
    )


def _tells(folded: str) -> bool:
    """Tell whether a sentence says what is, of the employer or of anybody, not what to do."""
    opening = " ".join(folded.split()[:6])
    durations = find_durations(opening)
    if durations and durations[0].start < _EARLY:
        return False
    return (
        not load_signs("knowing").match(opening)
        and load_signs("telling").search(opening) is not None
    )
