"""What a must-have asks for, read once: a kind, and the values that a resume is compared with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import filterfalse
from typing import Literal

from shortlist.facts.asked_people import (
    asks_for_leader,
    asks_for_leading,
    asks_for_post,
    find_asked_role,
    find_team_sizes,
)
from shortlist.facts.asked_words import share_fields, share_words
from shortlist.facts.asked_years import read_recent_years, read_years
from shortlist.facts.fact_words import load_pattern
from shortlist.facts.languages import (
    ask_for_any,
    climb_stated,
    find_gaps,
    find_language,
    find_languages,
    load_languages,
)
from shortlist.facts.licence_classes import find_classes
from shortlist.facts.naming import (
    asks_for_citizenship,
    climb,
    find_degree,
    find_licences,
    find_stem,
    names_permit,
)
from shortlist.facts.paper_names import (
    count_spare_codes,
    find_abbreviation,
    find_acronyms,
    find_codes,
    find_initials,
    names_paper,
)
from shortlist.facts.ranks import Ranks, find_ranks
from shortlist.facts.ways import may_be_obtained, split_ways
from shortlist.words.joints import OR
from shortlist.words.lexicon import Lexicon, load_lexicon
from shortlist.words.roots import share_out
from shortlist.words.short_names import find_short_names
from shortlist.words.titles import load_role_roots
from shortlist.words.tokens import fold

NeedKind = Literal["experience", "permit", "language", "licence", "degree", "leading", "words"]

_FILE = "needs.txt"
_SEARCHED = 500
# "C/CE" are classes of one licence.
_ALTERNATIVE = re.compile(rf"\b(?:{OR})\b|/(?!\s?[a-d]1?e?\b)")
# A language and nothing else: "l'anglais de service".
_ALONE = re.compile(
    r"[^\w]{0,3}(?:l'|the |el |il |la |das )?\w{4,14}"
    r"(?: (?:language|de service|d'affaires|technique|juridique|tecnic[oa]|tehnica|techniczny"
    r"|comercial|commerciale))?\W?"
)
_RULE_OF_THUMB = 4
_A_MONTH = 1 / 12
_HELD_FOR = re.compile(
    r"\b(?:depuis|seit|held for|desde hace|da (?:almeno|piu di)|od (?:co najmniej|ponad)"
    r"|(?<=licence )for|(?<=license )for|de (?:cel putin|peste|minim))"
    r"\s(?!.*(?:experien|esperien|erfahrung|doswiadcz))"
)
_OPEN = ("open-field", "any-field")
# Skills whose names are words elsewhere, as they are written.
_SHORT_SKILLS = frozenset(("Go", "R", "C"))


@dataclass(frozen=True)
class Need:
    """A must-have. Only the values of its kind are filled in.

    `shares` are the telling words of the text with how much of the whole each one is; `stem` is the
    field in front of a German name of studies; `has_other_way` tells that another fact would do;
    `spare_codes` is how many of the codes a paper may go without.
    """

    kind: NeedKind
    text: str
    shares: Mapping[str, int]
    years: float = 0.0
    languages: tuple[tuple[str, int], ...] = ()
    licences: tuple[str, ...] = ()
    any_licence: bool = False
    any_language: bool = False
    classes: frozenset[str] = frozenset()
    degree: int = 0
    is_field_open: bool = False
    stem: str = ""
    is_citizenship: bool = False
    codes: frozenset[str] = frozenset()
    spare_codes: int = 0
    is_paper: bool = False
    abbreviation: str = ""
    initials: frozenset[str] = frozenset()
    is_at_workplace: bool = False
    is_leading: bool = False
    is_post_of_leading: bool = False
    is_post_of_leader: bool = False
    recent_years: float = 0.0
    roles: frozenset[str] = frozenset()
    short_names: frozenset[str] = frozenset()
    ranks: Ranks = field(default_factory=dict)
    team_size: int = 0
    has_other_way: bool = False


def find_need_kind(text: str) -> NeedKind | None:
    """Tell which kind of fact a statement of a job post is about, if it is one to verify."""
    folded = fold(text)[:_SEARCHED]
    if _asks_for_experience(folded):
        return "experience"
    if names_permit(folded):
        return "permit"
    if find_licences(folded):
        return "licence"
    if find_languages(folded) and _asks_for_level(folded):
        return "language"
    if find_degree(folded, text)[1] > 0:
        return "degree"
    return _find_other_kind(folded, text)


def _find_other_kind(folded: str, text: str) -> NeedKind | None:
    if asks_for_leading(folded):
        return "leading"
    return "words" if names_paper(folded, text) else None


def _asks_for_experience(folded: str) -> bool:
    """Tell whether a statement asks for years of work, or for work in a role or of late.

    "A licence for three years" has been held, and nothing was done for so long.
    """
    is_of_licence = _HELD_FOR.search(folded) is not None and bool(find_licences(folded))
    is_of_years = read_years(folded) is not None and not is_of_licence
    return is_of_years or asks_for_post(folded) or read_recent_years(folded) > 0


def _asks_for_level(folded: str) -> bool:
    if _ALONE.fullmatch(folded):
        return True
    if climb("language_levels.txt", folded) > 0 or "kenntnisse" in folded:
        return True
    return load_pattern(_FILE, "language").search(folded) is not None


def read_need(text: str, lexicon: Lexicon) -> Need:
    """Read a must-have."""
    folded = fold(text)[:_SEARCHED]
    kind = find_need_kind(text) or "words"
    plain = Need(kind, text, share_words(text, kind, lexicon), ranks=find_ranks(folded))
    ways = split_ways(text)
    is_other = len(ways) > 1 and any(find_need_kind(way) != kind for way in ways)
    if is_other or may_be_obtained(folded):
        plain = replace(plain, has_other_way=True)
    match kind:
        case "experience":
            return _read_experience_need(plain, folded)
        case "permit":
            return replace(plain, is_citizenship=asks_for_citizenship(folded))
        case "language":
            level = climb_stated(folded) or _RULE_OF_THUMB
            named = [one for one, words in load_languages() if find_language(words, folded)]
            places = find_languages(folded)
            gaps = find_gaps(folded, places)
            is_either = ask_for_any(gaps) or "/" in [gap.strip() for gap in gaps]
            plain = replace(plain, any_language=is_either)
            return replace(plain, languages=tuple((one, level) for one in named))
        case "licence":
            plain = replace(plain, years=read_years(folded) or 0.0)
            any_licence = _ALTERNATIVE.search(folded) is not None
            plain = replace(plain, licences=find_licences(folded), any_licence=any_licence)
            if "driving" in plain.licences:
                # Its classes take in one another, which ranks do not.
                plain = replace(plain, ranks=_drop_categories(plain.ranks))
            return replace(plain, classes=find_classes(folded))
        case "degree":
            return _read_degree_need(plain, folded, lexicon)
        case "leading" | "words":
            if kind == "leading":
                plain = replace(plain, team_size=max(find_team_sizes(folded), default=0))
            is_paper = names_paper(folded, text)
            plain = replace(plain, is_paper=is_paper, abbreviation=find_abbreviation(text))
            plain = replace(plain, codes=find_codes(text), spare_codes=count_spare_codes(text))
            return replace(plain, initials=find_initials(text))


def _drop_categories(ranks: Ranks) -> Ranks:
    return {kind: found for kind, found in ranks.items() if kind != "category"}


def _read_experience_need(plain: Need, folded: str) -> Need:
    return replace(
        plain,
        # Of a post without a number of years any month will do.
        years=read_years(folded) or _A_MONTH,
        is_at_workplace=load_pattern(_FILE, "workplace").search(folded) is not None,
        is_leading=load_pattern(_FILE, "leading").search(folded) is not None,
        is_post_of_leading=load_pattern(_FILE, "post-of-leading").search(folded) is not None,
        recent_years=read_recent_years(folded),
        is_post_of_leader=asks_for_leader(folded),
        roles=load_role_roots().intersection(share_out(find_asked_role(folded), load_lexicon())),
        short_names=_SHORT_SKILLS.intersection(find_short_names(plain.text)),
    )


def _read_degree_need(plain: Need, folded: str, lexicon: Lexicon) -> Need:
    degree, _ = find_degree(folded, plain.text)
    return replace(
        plain,
        abbreviation=find_abbreviation(plain.text),
        # Nobody can tell "MATE" from the word.
        initials=frozenset(filterfalse(lexicon.is_english, find_acronyms(plain.text))),
        stem=find_stem(folded),
        shares=share_fields(plain.text, plain.shares, lexicon),
        degree=degree,
        is_field_open=any(load_pattern(_FILE, key).search(folded) for key in _OPEN),
    )
