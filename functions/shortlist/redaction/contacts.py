"""E-mail addresses, links and handles."""

import re
from collections.abc import Iterator

from shortlist.redaction.page import Page
from shortlist.redaction.placeholders import EMAIL, LINK, Span

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
_ADDRESS_SIGNS = ("http", "ftp:", "www.")
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
    if any(sign in folded for sign in _ADDRESS_SIGNS):
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
    if folded[max(0, start - 1) : start] in ("@", "_"):
        return None
    host_end = match.start(1) if match[1] else match.end()
    if match.start() - start == 1:
        return None
    if _SKILLS_WITH_DOT.fullmatch(folded, start, host_end):
        return None
    has_path = len(match[1] or "") > 1
    if not has_path and not page.in_contact_lines(start):
        return None
    return Span(start, _trim(folded, start, match.end()), LINK)


def _trim(folded: str, start: int, end: int) -> int:
    kept = folded[start:end].rstrip(_TRAILING)
    return start + len(kept)
