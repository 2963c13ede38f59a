"""Postal addresses and places of the contact lines; the places of employers are left alone."""

import re
from collections.abc import Iterable, Iterator

from shortlist.redaction.labels import read_label
from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import ADDRESS, EMAIL, FILLER, LINK, PHONE, Span
from shortlist.redaction.vocabulary import load_words

_SEGMENT = re.compile(r"(?:(?! [-–—/] | {3,}|\. (?:tel|phone|mob|e-?mail|fax))[^|•·∙~;\t\n\x01])+")  # noqa: RUF001
_LONGEST_SEGMENT = 100
_EDGE = " ,.-–/()*"  # noqa: RUF001
_STREET_WORDS = (
    "street|st|str|road|rd|avenue|ave|av|lane|ln|drive|dr|court|ct|close|way|place|pl|square|sq"
    "|terrace|gardens|row|quay|wharf|mews|crescent|boulevard|blvd|bd|parkway|pkwy|highway|hwy|walk"
    "|plot|studio|passage|grove|steps|rise|hill|view|yard|reach|house|cottages?|lodge|flat|apt|apartment|suite|unit|floor|block"
    "|rue|allee|chemin|impasse|quai|route|cours|calle|c/|avenida|avda|plaza|paseo|carrer|camino"
    "|via|viale|piazza|corso|strada|bulevardul|aleea|soseaua|splaiul|calea|intrarea|piata|rua"
    "|cad|cadde|caddesi|sok|sokak|sokagi|mah|mahallesi|bulvari|carrera|cra|psje|pasaje|jiron|travessa|ulica|ul|plac|laan|urb|brgy|barangay|purok|nagar|colony|sector|marg|улица|проспект"
)
_STREET = re.compile(
    rf"\b\d{{1,5}}[a-z]?\b[^\n]{{0,40}}?\b(?:{_STREET_WORDS})\b"
    rf"|\b(?:{_STREET_WORDS})\b\.?[^\n]{{0,40}}?\b\d{{1,5}}[a-z]?\b"
    r"|\bh(?:ouse)?\.? ?no\.? ?\d"
    r"|[^\W\d_]{3,30}(?:weg|strasse|str\.|platz|gass[ei]?|allee|ring|damm|ufer|straat|laan|vegen|stieg|steig|pfad"
    r"|graben|gracht|kade|dijk|plein|singel|dreef|vagen|stigen|backen|chaussee|zeile|wegli"
    r"|veien|gatan|gade|vej|gata|katu|utca)\.? \d{1,4}[a-z]?\b"
)
_POSTCODE = re.compile(
    r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b"
    r"|, ?[a-z]{2}\.? \d{5}(?:-\d{4})?\b"
    r"|\b[a-z]\d[a-z] ?\d[a-z]\d\b"
    r"|[^\W\d_]{3,},? (?:nsw|vic|qld|wa|sa|tas|act|nt),? \d{4}\b"
    r"|(?:^|, ?)(?:[a-z]{1,2}-)?\d{5,6} [^\W\d_]{2,}"
    r"|[^\W\d_]{3,}[ ,-]{1,3}\d{3} ?\d{3}\Z"
    r"|(?:^|, ?)(?:(?!19|20)|(?:ch|a|b|nl|dk|n|l)-)\d{4} ?[^\W\d_]{2,}"
    r"|(?:^|, ?)\d{4} (?!(?:to|at|in|as|by|on|or|au|de|la|le|et|en|do|al|od|bi|an)\b)"
    r"[a-z]{2},? [^\W\d_]{3,}"
    r"|(?:^|, ?)\d{3} \d{2} [^\W\d_]{2,}"
    r"|(?:^|, ?)\d{5}-\d{3}\Z"
    r"|\b(?:cep|plz|zip|pin) ?[:.]? ?\d{4,6}(?:-\d{3,4})?\Z"
    r"|(?:^|, ?)(?:\d{2}-\d{3}|\d{4}-\d{3}) [^\W\d_]{2,}"
)
_BOX = re.compile(
    r"\b(?:p\.? ?o\.? ?box|post office box|postfach|b\.? ?p\.?|boite postale"
    r"|apartado(?: de correos| postal)?|apdo\.?(?: de correos)?|casella postale|c\.? ?p\.?"
    r"|caixa postal|postbus|skr(?:ytka|\.) poczt(?:owa|\.)|casuta postala|postboks|postbox"
    r"|postlada|а/я)[ :.]{0,3}(?:n[or°º]?\.? ?|[a-z]{2,3} ?)?\d{1,7}\b"  # noqa: RUF001
)
# "BP 120" and "CP 3" are other things too.
_CERTAIN_BOX = re.compile(
    r"\b(?:p\.? ?o\.? ?box|postfach|boite postale|casella postale|caixa postal|postbus"
    r"|apartado(?: de correos| postal)|skrytka pocztowa|casuta postala)[ :.]{0,3}\d"
)
_HOUSE_NUMBER = re.compile(r"\d{1,5}[A-Za-z]?,? [^\W\d_a-z][^\n]*")
_NUMBER_LAST = re.compile(
    r"[^\W\d_a-z][\w'’]*[./]?(?: (?:(?:de|da|do|del|di|van|der|den|la|las|los|le) ){0,2}"  # noqa: RUF001
    r"[^\W\d_a-z][\w.'’-]*){0,3},? (?:n[r°ºo.]{0,2} ?)?\d{1,3}[a-z]?"  # noqa: RUF001
)
# "Rose Cottage, Mill Lane, Upper Wexcombe": a house or a lane, and a town behind it.
_HOUSE_NAME = re.compile(
    r"^[^,]*\b(?:cottage|lane|road|street|farm|forge|mews|close|avenue|terrace|lodge|manor|rectory"
    r"|gardens|crescent|drive)(?:, ?[^,\d]{2,30}){1,3}$"
)
_NO_HOUSE = re.compile(
    r"\d+[a-z]? (?:\w+ )?(?:years?|months?|weeks?|days?|projects?|languages?|certificat|awards?)"
    r"|(?:reference|referee|referenz|referencia|page|seite|level|phase|part|teil|module|grade) \d"
)
_TOWN = re.compile(
    r"[^\W\d_a-z][\w.'’-]*"  # noqa: RUF001
    r"(?: (?:(?:upon|on|sur|le|la|les|de|del|da|do|dos|am|an|der|den|of|in|y) ){0,2}"
    r"[^\W\d_a-z][\w.'’-]*){0,3}(?:(?<=[a-z]{3})/[A-Z]{2})?"  # noqa: RUF001
)
_ABBREVIATION = re.compile(r"(?!\b(?:KSA|UAE|USA|CABA)\b)(?:[A-Z]{4,}|[A-Z][a-z]+[A-Z]|[A-Z]{3,})")
_MOST_PARTS = 4
_MOST_ROUNDS = 4
_CONTACT_PLACEHOLDERS = (EMAIL, PHONE, ADDRESS, LINK)
_PLAIN_WORD = re.compile(r"(?<![\w'’])[a-z]{4,}")  # noqa: RUF001
_MOST_PLAIN_WORDS = 2


def is_postal(folded: str) -> bool:
    """Tell whether a folded line has a street with a number, a town with its code or a box."""
    return any(one.search(folded) for one in (_STREET, _POSTCODE, _BOX))


def find_addresses(page: Page, known: Iterable[Span]) -> list[Span]:
    """Find addresses, and the towns that stand beside other contact data.

    `known` are the spans found before; an address among them has towns beside it too.
    """
    lines = _take_lines(page)
    contacts = {index for index, bounds in lines.items() if _holds_contact(page, bounds)}
    contacts |= {page.find_line(span.start) for span in known if span.placeholder == ADDRESS}
    found: set[Span] = set()
    for _ in range(_MOST_ROUNDS):
        more = {span for index in lines for span in _read_line(page, lines[index], index, contacts)}
        if more <= found:
            break
        found |= more
        contacts |= {page.find_line(span.start) for span in more}
    return sorted(found)


def _read_line(
    page: Page, bounds: tuple[int, int], index: int, contacts: set[int]
) -> Iterator[Span]:
    is_contact = index in contacts
    is_beside = is_contact or not contacts.isdisjoint((index - 1, index + 1))
    for match in _SEGMENT.finditer(page.folded, *bounds):
        if match.end() - match.start() > _LONGEST_SEGMENT:
            continue
        for part in _parts_of(page.folded, *match.span()):
            span = _read_segment(page, part, is_contact=is_contact, is_beside=is_beside)
            if span:
                yield span


def _parts_of(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give what stands behind a label, and what stands before a label that a comma sets apart."""
    colon = folded.rfind(":", start, end)
    if colon < 0:
        yield start, end
        return
    yield colon + 1, end
    last = folded.rfind(" ", start, colon)
    if last > 0 and read_label(folded[last + 1 : colon]):
        yield start, last
        return


def _take_lines(page: Page) -> dict[int, tuple[int, int]]:
    """Give the contact lines, those about e-mail addresses, and those with a post office box."""
    indexes = set(page.contact_lines)
    if page.has_any("box_sign"):
        boxes = _CERTAIN_BOX.finditer(page.folded)
        indexes.update(page.find_line(match.start()) for match in boxes)
    indexes |= page.find_lines_about(EMAIL)
    return {index: page.line_bounds(index) for index in sorted(indexes)}


def _holds_contact(page: Page, bounds: tuple[int, int]) -> bool:
    line = page.text[bounds[0] : bounds[1]]
    return any(placeholder in line for placeholder in _CONTACT_PLACEHOLDERS)


def _read_segment(
    page: Page, bounds: tuple[int, int], *, is_contact: bool, is_beside: bool
) -> Span | None:
    start, end = bounds
    segment = page.text[start:end]
    start += len(segment) - len(segment.lstrip(_EDGE))
    segment = segment.strip(_EDGE)
    folded = page.folded[start : start + len(segment)]
    if not segment or read_label(folded) or _has_job_word(folded):
        return None
    is_apart = "," in segment or _is_set_apart(page.folded, *bounds)
    # Below a referee's name stands an employer's rather than a town.
    is_town = page.find_line(start) not in page.referee_lines
    is_town &= is_contact or ("," in segment and is_beside)
    if is_town and is_apart and _has_town_shape(segment):
        return Span(start, start + len(segment), ADDRESS)
    if not _is_address(segment, folded, is_beside=is_beside):
        return None
    return Span(start, start + len(segment), ADDRESS)


def _is_address(segment: str, folded: str, *, is_beside: bool) -> bool:
    if is_postal(folded):
        is_sentence = len(_PLAIN_WORD.findall(segment)) > _MOST_PLAIN_WORDS
        return not _NO_HOUSE.match(folded) and (segment[0].isdigit() or not is_sentence)
    if is_beside and _HOUSE_NAME.search(folded) and len(_PLAIN_WORD.findall(segment)) <= 1:
        return True
    is_house = _HOUSE_NUMBER.fullmatch(segment) or _NUMBER_LAST.fullmatch(segment)
    return bool(is_house) and is_beside and not _NO_HOUSE.match(folded)


def _is_set_apart(folded: str, start: int, end: int) -> bool:
    """Tell whether no placeholder follows or precedes without a separator: "E-mail [EMAIL]"."""
    before = folded[start - 1 : start] == FILLER and folded[start:end].lstrip(" ")[:1] not in ",-–("  # noqa: RUF001
    after = folded[end : end + 1] == FILLER and folded[start:end].rstrip(" ")[-1:] not in ",-–)"  # noqa: RUF001
    return not before and not after


def _has_town_shape(segment: str) -> bool:
    parts = [part.strip() for part in segment.split(",")]
    if len(parts) > _MOST_PARTS or not all(_TOWN.fullmatch(part) for part in parts):
        return False
    return segment.isupper() or not _ABBREVIATION.search(segment)


def _has_job_word(folded: str) -> bool:
    words = re.findall(r"[^\W\d_]+", folded)
    unsuitable = load_words("job") | load_words("skill")
    return any(word in unsuitable for word in words)
