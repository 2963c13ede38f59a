"""The names of other people, who never asked to be read about: referees, superiors."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shortlist.redaction.gender import PRODUCT_AFTER
from shortlist.redaction.names import LETTER
from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import FILLER, NAME, Span
from shortlist.redaction.vocabulary import fold_in_place, is_vocabulary, load_words

_CUT = re.compile(r"[|•·;\t,()\[\]:/\x01]| [-–—] | {3,}")  # noqa: RUF001
_NUMBERING = re.compile(r"[\s*_>–—-]*(?:\(?\d{1,2}[.):]|[a-z][.)])?\s*[*_]*")  # noqa: RUF001
_WORD = re.compile(rf"{LETTER}+(?:['’‑‐.-]{LETTER}+)*\.?")  # noqa: RUF001
_NAME = re.compile(rf"{LETTER}+(?:[ .'’‑‐-]{{1,2}}{LETTER}+){{0,6}}\.?")  # noqa: RUF001
_TITLES = re.compile(
    r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|eng|ing|rev|sir|herr|frau|m|mme|mlle|sr|sra|srta"
    r"|d|dna|dña|don|doña|sig|sig\.ra|dott|dott\.ssa|dhr|mevr|mw|pan|pani|mgr|dl|doamna|domnul"
    r"|phd|med|г-н|г-жа)\b\.?,? ){1,3}"  # noqa: RUF001
)
_COMPANY = frozenset(
    ["ltd", "limited", "llc", "llp", "inc", "plc", "gmbh", "ag", "kg", "se", "sa", "sas", "sarl",
     "sl", "srl", "spa", "bv", "nv", "oy", "ab", "as", "aps", "kft", "sp", "zoo", "corp",
     "corporation", "company", "group", "holding", "bank", "university", "college", "school",
     "institute", "hospital", "council"]
)  # fmt: skip
_COMPANY_AFTER = frozenset(
    ["foods", "cookies", "laboratories", "labs", "clinic", "sons", "partners", "associates",
     "heating", "kg", "pepper", "award", "prize", "foundation", "house", "martens", "stiftung"]
)  # fmt: skip
_CAPITAL = r"[^\W\d_a-z][^\W\d_A-Z][\w'’]*(?:-[^\W\d_]\w+){0,2}"  # noqa: RUF001
_SMALL = r"(?:van|von|vom|de|der|den|del|di|da|la|lo|le|bin|ibn|y)"
_TITLE_WORDS = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "madam", "madame", "mme", "mlle", "monsieur", "mevr", "mgr",
     "mevrouw", "prof", "dr", "herr", "herrn", "frau", "hr", "fru", "sra", "srta", "senor",
     "senora", "dona", "dott", "dottor", "dottoressa", "sig", "signora", "signor", "domnul",
     "doamna", "dl", "dna", "d", "pan", "pani", "pana", "dhr", "mw", "rev", "sir", "lady", "lord",
     "sister", "kapitan", "capt", "ing", "eng", "don", "sr", "m", "p"]
)  # fmt: skip
# A title with a name behind it; some need a whole name, for they are other words too.
_TITLED = re.compile(
    r"(?<![\w.])(?:(?:(?:M(?:r|rs|s|iss|x|adam|adame|me|lle|onsieur|evr|evrouw|gr)|Prof"
    r"|Dr|Herrn?|Frau|Hr|Fru|Sra|Srta|Señora?|Do[nñ]a|Dott(?:\.ssa|oressa|or)?|dott(?:\.ssa)?"
    r"|[Ss]ig(?:\.ra|nora|nor)?|[Dd]omnul|[Dd]oamna|[Dd]l|[Dd]na|D-na|[Pp]an[ai]?|[Dd]hr|[Mm]w|mevr"
    r"|Rev|Sir|Lady|Lord|Sister|Kapitän|Capt|[Pp]rof|Dr\.? med"
    r"|(?P<weak>[Ii]ng|Eng)|(?P<spanish>Don|Sr))\b\.?|(?P<french>M\.)|(?P<initial>D\.|p\.)) ){1,4}"
    rf"(?P<name>(?:{_SMALL} |(?:L[ea]|El|Al|V[ao]n|De) |al-){{0,3}}{_CAPITAL}"
    rf"(?: (?:{_SMALL} |L[aeo] ){{0,2}}{_CAPITAL}){{0,2}})"
)
_WHOLE_NAME = re.compile(
    r"(?P<colon> ?[:(]| –|(?P<comma>,)"  # noqa: RUF001
    r"| (?:is|was|ist|war|est|était|es|era|fue|è|e|este|a fost|to|jest|był|była|heet|är|er)(?= ))?"
    r" {0,2}(?:d['’])?"  # noqa: RUF001
    r"(?:(?:[A-Z][a-z]{1,3}\.?|[A-Z]{2,4}\.|[a-zż]{1,5}\.(?:ssa)?|dl|dhr|mw|p|sig|dott|ing)"
    r" ){0,2}"
    rf"(?P<name>{_CAPITAL}(?: (?:{_SMALL} |L[aeo] ){{0,2}}{_CAPITAL}){{1,2}})"
)
_BEFORE_FRENCH = frozenset({"de", "par", "chez", "avec", "puis", "et", "a", "sous", "monsieur"})
_QUOTED = re.compile(r"[\"”“»] ?[-–—] ?(?=[^\W\d_a-z])")  # noqa: RUF001
_PART = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001
_COLUMN_END = re.compile(r"[|\t]| {3,}")
_AT_THE_START, _AFTER_COLON, _IN_CONTACTS, _WITH_TITLE = 1, 2, 4, 8
_MOST_WORDS = 5
_LONGEST = 60


def find_referees(page: Page, contacts: str) -> Iterator[Span]:
    """Find a name in each cell of the lines about referees.

    `contacts` are the folded e-mail addresses of the resume: they tell a name from an employer's.
    """
    for line in sorted(page.referee_lines):
        start, end = page.line_bounds(line)
        for first, last in _split_columns(page.text, start, end):
            candidates = list(_list_candidates(page, first, last, contacts))
            if candidates:
                yield max(candidates, key=lambda one: (one.weight, -one.span.start)).span


def find_superiors(page: Page) -> Iterator[Span]:
    """Find names behind titles, and those of people who are quoted."""
    titled = () if page.words.isdisjoint(_TITLE_WORDS) else _TITLED.finditer(page.text)
    for match in titled:
        start, end = match.span("name")
        name = _cut_name(page, start, end)
        needs_more = match["weak"] or match["initial"] or match["spanish"]
        if not name or (needs_more and " " not in page.text[start:name]):
            continue
        is_foreign = (match["spanish"] and not page.is_in("spanish")) or (
            match["french"] and not _is_french(page, match.start())
        )
        if not is_foreign and not PRODUCT_AFTER.match(page.folded, start):
            yield Span(match.start(), name, NAME)
    for quote in _QUOTED.finditer(page.text):
        yield from read_superior(page, quote.end() - 1)


def _is_french(page: Page, position: int) -> bool:
    """Tell "de M. Castagnier" from the initial of "John M. Smith"."""
    before = _PART.findall(page.folded, max(0, position - 10), position)
    return page.is_in("french") or (bool(before) and before[-1] in _BEFORE_FRENCH)


def read_superior(page: Page, position: int, *, needs_colon: bool = False) -> Iterator[Span]:
    """Read the whole name that stands behind words such as "reporting to", "Manager:"."""
    whole = _WHOLE_NAME.match(page.text, position)
    if whole and (not needs_colon or (whole["colon"] and not whole["comma"])):
        start = whole.start("name")
        end = _cut_name(page, start, whole.end("name"))
        words = page.text[start:end].split()
        if len(words) > 1 and _are_names(words, has_title=False):
            yield Span(start, end, NAME)


def _cut_name(page: Page, start: int, end: int) -> int:
    """Give where a name ends before words that are none; 0 where it is no person's."""
    words = list(_PART.finditer(page.folded, start, end))
    following = _PART.match(page.folded, end + 1)
    company = _COMPANY | _COMPANY_AFTER
    if any(word[0] in company for word in words) or (following and following[0] in company):
        return 0
    reached = 0
    for word in words:
        if word[0] in load_words("job") or word[0] in load_words("suffix") or FILLER in word[0]:
            break
        reached = word.end()
    return reached


class _PossibleName(NamedTuple):
    """What may be a referee's name, and how much speaks for it."""

    span: Span
    weight: int


def _split_columns(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _COLUMN_END.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _list_candidates(page: Page, start: int, end: int, contacts: str) -> Iterator[_PossibleName]:
    numbering = _NUMBERING.match(page.folded, start, end)
    reached = numbering.end() if numbering else start
    weight = _AT_THE_START
    has_contact = FILLER in page.folded[start:end]
    for cut in [*_CUT.finditer(page.text, reached, end), None]:
        stop = cut.start() if cut else end
        found = read_person(page, reached, stop)
        if found:
            span, has_title = found
            words = page.folded[span.start : span.end].split()
            weight += _WITH_TITLE * has_title
            weight += _IN_CONTACTS * any(len(one) > 3 and one in contacts for one in words)
            if weight or has_contact:
                yield _PossibleName(span, weight)
        is_blank = not page.text[reached:stop].strip()
        weight = _AFTER_COLON if cut and cut[0] == ":" else weight * is_blank
        reached = cut.end() if cut else end


def read_person(page: Page, start: int, end: int) -> tuple[Span, bool] | None:
    """Read a piece of a line that is somebody's name, and tell whether it has a title."""
    text = page.text[start:end]
    start += len(text) - len(text.lstrip(" *_"))
    title = _TITLES.match(page.folded, start, end)
    first = title.end() if title else start
    name = page.text[first:end].rstrip(" *_")
    if not name or len(name) > _LONGEST or not _NAME.fullmatch(name):
        return None
    words = [match[0].rstrip(".") for match in _WORD.finditer(name)]
    if not _are_names(words, has_title=title is not None):
        return None
    return Span(first, first + len(name), NAME), title is not None


def _are_names(words: list[str], *, has_title: bool) -> bool:
    particles = load_words("particle")
    folded = list(map(fold_in_place, words))
    whole = [word for word, plain in zip(words, folded, strict=True) if plain not in particles]
    if not (1 if has_title else 2) <= len(whole) <= _MOST_WORDS:
        return False
    if any(word[0].islower() for word in whole):
        return False
    if any(word in load_words("job") or word in _COMPANY for word in folded):
        return False
    return has_title or not all(map(is_vocabulary, folded))
