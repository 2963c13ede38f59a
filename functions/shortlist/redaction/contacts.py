"""E-mail addresses, links and handles; telephone numbers, told from other numbers."""

import re
from collections.abc import Container, Iterator, Sequence

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import EMAIL, LINK, PHONE, Span

_LONGEST_LOCAL = 64
_LONGEST_HOST = 200
_LOCAL_BACKWARDS = re.compile(r"[\w.+%'-]{1,64}")
_HOST = re.compile(r"[ ]?((?:[\w-]{1,63}[ ]?\.[ ]?){1,6}[^\W\d_]{2,24})")
_BRACKETED = re.compile(
    r"[\w.+-]{1,64} ?[(\[{<] ?(?:at|arroba|a|@) ?[)\]}>] ?[\w-]{1,63}"
    r"(?:(?: ?[(\[{<] ?(?:dot|punkt|point|punto|punct) ?[)\]}>] ?| dot | ?\. ?)[\w-]{1,63}){1,4}"
)
_SPELLED = re.compile(r"[\w.+-]{1,64} (?:at|arroba) [\w-]{1,63}(?: dot [\w-]{1,63}){1,4}")
_BRACKETS = ("(at", "[at", "{at", "<at", "(arr", "[arr", "(a)", "[a]", "(@", "[@", "( at", "[ at")

_ADDRESS = re.compile(r"(?:https?|ftp)://?[^\s|<>\"]{1,2000}|www\.[^\s|<>\"]{2,2000}")
_TOP_LEVELS = (
    "com|org|net|io|dev|me|info|biz|eu|uk|de|fr|es|ro|it|nl|pl|pt|ch|at|be|se|no|dk|fi|ie|us|ca|au"
    "|in|br|ru|ua|cn|jp|kr|ai|app|tech|co|page|site|online|blog|xyz|design|works|gg|tv|so|ly|link"
    "|bio|work|eu|cz|sk|hu|bg|gr|tr|mx|ar|cl|nz|za|ng|ke|gh|sg|hk|my|ph|id|vn|th|ae|sa|il|pk|bd|lk"
)
_DOMAIN_END = re.compile(rf"\.(?:{_TOP_LEVELS})(?![\w-]|\.\w)(/[^\s|<>\"]{{0,2000}})?")
_DOMAIN_BACKWARDS = re.compile(r"[a-z0-9.-]{1,200}")
_SKILLS_WITH_DOT = re.compile(
    r"(?:asp|vb|ado|ml|paint|b|m|socket|draw|node|next|vue|three|fast|h2o|open)\.(?:net|io|js|ai|com)"
)
_HANDLE = re.compile(r"(?<![\w@./])@[^\W\d]\w{1,30}(?:\.\w{1,30}){0,4}")
_TRAILING = ".,;:!?)]}>'\"*"


def find_emails(page: Page) -> Iterator[Span]:
    """Find e-mail addresses, also those that are spelled out."""
    folded = page.folded
    position = folded.find("@")
    while position >= 0:
        span = _read_email(folded, position)
        if span:
            yield span
        position = folded.find("@", position + 1)
    if any(sign in folded for sign in _BRACKETS):
        for match in _BRACKETED.finditer(folded):
            yield Span(match.start(), match.end(), EMAIL)
    if " dot " in folded:
        for match in _SPELLED.finditer(folded):
            yield Span(match.start(), match.end(), EMAIL)


def _read_email(folded: str, at: int) -> Span | None:
    host = _HOST.match(folded, at + 1)
    if not host:
        return None
    end_of_local = at - 1 if folded[max(0, at - 1) : at] == " " else at
    backwards = folded[max(0, end_of_local - _LONGEST_LOCAL) : end_of_local][::-1]
    local = _LOCAL_BACKWARDS.match(backwards)
    if not local or (end_of_local != at and host[0][:1] != " "):
        return None
    return Span(end_of_local - local.end(), host.end(), EMAIL)


def find_links(page: Page) -> Iterator[Span]:
    """Find web addresses and, in the contact lines, handles and bare domains."""
    folded = page.folded
    for match in _ADDRESS.finditer(folded):
        yield Span(match.start(), _trim(folded, match.start(), match.end()), LINK)
    for match in _DOMAIN_END.finditer(folded):
        span = _read_domain(page, match)
        if span:
            yield span
    if "@" in folded:
        for start, end in page.contact_bounds():
            for match in _HANDLE.finditer(folded, start, end):
                yield Span(match.start(), match.end(), LINK)


def _read_domain(page: Page, match: re.Match[str]) -> Span | None:
    folded = page.folded
    name = _DOMAIN_BACKWARDS.match(
        folded[max(0, match.start() - _LONGEST_HOST) : match.start()][::-1]
    )
    if not name:
        return None
    start = match.start() - name.end()
    host_end = match.start(1) if match[1] else match.end()
    is_skill = _SKILLS_WITH_DOT.fullmatch(folded, start, host_end)
    if is_skill or folded[max(0, start - 1) : start] in ("@", "_"):
        return None
    has_path = len(match[1] or "") > 1
    if not has_path and not page.in_contact_lines(start):
        return None
    return Span(start, _trim(folded, start, match.end()), LINK)


def _trim(folded: str, start: int, end: int) -> int:
    kept = folded[start:end].rstrip(_TRAILING)
    return start + len(kept)


_DASHES = "\\-\u2010-\u2015"
_NUMBER = re.compile(
    rf"\d{{1,15}}(?:(?: ?\) ?[{_DASHES}./]? ?|[ .]?\(| [{_DASHES}] | / (?=\d{{3}})"
    rf"|[ ./\u00a0{_DASHES}])\d{{1,15}}){{0,8}}"
    r"(?: ?(?:x|ext\.?|extension) ?\d{1,6})?"
)
_GROUP = re.compile(r"\d+")
_LABEL = re.compile(
    r"(?:phone|mobile|mob|cell|cel|tel|tlf|tfno|tfn|telef|natel|gsm|hp|kom|cep|komorkowy|telephone|fax|handy|mobil|telefon|telefono|movil|telefone|portable"
    r"|moviles|celulares|telefoane|recapiti?"
    r"|whatsapp|viber|call|телефон|тел|电话|手机)s?[^\w\n]{0,4}(?:no|nr|number)?[^\w\n]{0,4}\Z"
)
_LABEL_WITHIN = 24
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .\u00a0]\d{3})+(?: ?[-–] ?\d{1,3}(?:[ .\u00a0]\d{3})+)?")  # noqa: RUF001
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGN_BEFORE = re.compile(r"(?:\( ?)?(?:\+ ?)?(?:\( ?)?\Z")
_LONGEST_SIGN = 6
_STANDARD_BEFORE = re.compile(
    r"\b(?:iso|iec|din|en|ieee|rfc|ansi|astm|nist|pci|isbn|issn|doi|art|ref|id|ticket|case|patent"
    r"|(?:part|order|serial|item|article|invoice|model|batch)(?: (?:no|nr|number|num)\.?)?)"
    r"[ /:#.-]{0,3}\Z"
)
_POSTCODE = re.compile(r"(?:\d{2}|\d{4})-\d{3} [^\W\d_]{2}")
_BRAZILIAN_POSTCODE = re.compile(r"\d{5}-\d{3}\b")
_FEWEST, _FEWEST_ANYWHERE, _MOST = 7, 9, 15
_CURRENCIES = "$€£¥₹#§"


def find_phones(page: Page) -> Iterator[Span]:
    """Find telephone numbers in international and national forms."""
    contact_lines = page.contact_lines | page.find_lines_about(EMAIL)
    for match in _NUMBER.finditer(page.folded):
        if match.end() - match.start() < _FEWEST:
            continue
        is_told = False
        for one in _part(match):
            span = _read_number(page, one, contact_lines)
            if span or is_told:
                is_told = True
                yield span or Span(*one.span(), PHONE)


def _part(match: re.Match[str]) -> Sequence[re.Match[str]]:
    """Give two numbers with a stroke between them each for itself; no area code alone."""
    stroke = match[0].find(" / ")
    if stroke < 0:
        return (match,)
    first, last = match.start() + stroke, match.start() + stroke + len(" / ")
    bounds = ((match.start(), first), (last, match.end()))
    parts = [one for some in bounds if (one := _NUMBER.match(match.string, *some))]
    if match.string[match.start() - 1 : match.start()].isalpha():
        # "Edinburgh EH6 / 0131 496 0123"
        return parts[1:]
    is_each_long = all(sum(map(str.isdigit, one[0])) >= _FEWEST for one in parts)
    return parts if is_each_long else (match,)


def _read_number(page: Page, match: re.Match[str], contact_lines: Container[int]) -> Span | None:
    folded, start, end = page.folded, match.start(), match.end()
    before = folded[max(0, start - 3) : start].rstrip(" (") if start else ""
    has_plus = before.endswith("+")
    if not has_plus and (_continues(folded, start) or _goes_on(folded, end)):
        return None
    if _BRAZILIAN_POSTCODE.fullmatch(match[0]) and before.endswith(("cep", "p")):
        return None
    groups = _GROUP.findall(match[0])
    digits = sum(map(len, groups))
    if not _FEWEST <= digits <= _MOST + 6:
        return None
    if not (has_plus or _has_label(folded, start)):
        in_contact_lines = page.find_line(start) in contact_lines
        if not _looks_like_phone(match, groups, in_contact_lines=in_contact_lines):
            return None
    sign = _SIGN_BEFORE.search(folded, max(0, start - _LONGEST_SIGN), start)
    return Span(sign.start() if sign else start, end, PHONE)


def _continues(folded: str, start: int) -> bool:
    """Tell whether the digits go on a word, an amount or another number."""
    before = folded[max(0, start - 2) : start]
    if not before:
        return False
    last = before[-1]
    return last.isalpha() or last in _CURRENCIES or (last in ".,:/_-" and before[0].isalnum())


def _goes_on(folded: str, end: int) -> bool:
    sign, next_one = folded[end : end + 1], folded[end + 1 : end + 2]
    return (
        sign.isalpha()
        or (sign != "" and sign in "%€$£_")
        or (sign in (",", ":") and next_one.isdigit())
    )


def _has_label(folded: str, start: int) -> bool:
    return bool(_LABEL.search(folded[max(0, start - _LABEL_WITHIN) : start].rstrip("(")))


def _looks_like_phone(match: re.Match[str], groups: list[str], *, in_contact_lines: bool) -> bool:
    folded, start = match.string, match.start()
    is_standard = _STANDARD_BEFORE.search(folded, max(0, start - _LABEL_WITHIN), start)
    is_round = _is_amount(match[0], groups) and groups[-1] == "000"
    is_other = is_standard or is_round or _POSTCODE.match(folded, start)
    if is_other or _is_another_number(match[0], groups):
        return False
    digits = sum(map(len, groups))
    if [len(group) for group in groups][-3:] == [3, 3, 4] or groups[0].startswith("0"):
        return digits >= _FEWEST_ANYWHERE
    if in_contact_lines:
        return True
    if _YEAR.fullmatch(groups[0]) or _YEAR.fullmatch(groups[-1]) or "/" in match[0]:
        return False
    is_long = digits >= _FEWEST_ANYWHERE + (len(groups) == 1)
    return is_long and len(groups) != 2 and not _is_amount(match[0], groups)


def _is_another_number(number: str, groups: list[str]) -> bool:
    """Tell dates, versions, standards ("27001-2013") and numbers of papers ("123-45-6789")."""
    sizes = [len(group) for group in groups]
    if sizes == [3, 2, 4] or (len(groups) == 2 and _YEAR.fullmatch(groups[1])):
        return True
    if "/" in number and (len(groups) > 3 or sizes[0] > 5):
        return True
    return _is_dates(number, groups) or _is_version(number, groups)


def _is_dates(number: str, groups: list[str]) -> bool:
    years = sum(bool(_YEAR.fullmatch(group)) for group in groups)
    others = [group for group in groups if not _YEAR.fullmatch(group)]
    if years and all(len(group) <= 2 for group in others):
        return True
    if all(len(group) in (6, 8) and _YEAR.match(group) for group in groups):
        return True
    return "/" in number and all(len(group) <= 2 for group in groups)


def _is_version(number: str, groups: list[str]) -> bool:
    if set(number) - set("0123456789.") or len(groups) not in (2, 3, 4):
        return False
    if len(groups) == 2:
        return len(groups[0]) < 4
    sizes = [len(group) for group in groups]
    return not groups[0].startswith("0") and sizes not in ([3, 3, 4], [3, 4, 4])


def _is_amount(number: str, groups: list[str]) -> bool:
    """Tell thousands set apart: 12 000 000."""
    return bool(_THOUSANDS.fullmatch(number)) and not groups[0].startswith("0")
