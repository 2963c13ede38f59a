"""Foreign text that Word takes in whole (altChunk): web pages, also as mail, RTF, plain text."""

import codecs
import email
import email.policy
import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

_UNSEEN = frozenset({"style", "script", "head", "title", "template", "noscript"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "table", "ul", "ol", "section", "header", "footer", "article"}
    | {f"h{level}" for level in range(1, 7)}
)
_CELLS = frozenset({"td", "th"})
_HIDING = ("display:none", "visibility:hidden", "font-size:0", "mso-hide:all", "opacity:0")
_SIGN = re.compile(
    r"\\(?:'(?P<byte>[0-9A-Fa-f]{2})|(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|(?P<symbol>.))"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_SILENT = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "fldinst"}
    | {"listtable", "listoverridetable", "rsidtbl", "generator", "datastore", "xmlnstbl"}
)
_RICH_SIGNS = {"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t"}
_RICH_SIGNS |= {"cell": "  ", "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022"}
_RICH_SIGNS |= {
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
}
_SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\n": "\n", "\r": "\n"}
_VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base"})


def chunk_text(content: bytes, name: str) -> str:
    """Read the words of a chunk; one in a form that is not known here reads as nothing."""
    if name.endswith((".mht", ".mhtml")):
        return _mail_text(content)
    if name.endswith((".htm", ".html", ".xhtml")):
        return _page_text(_decode(content))
    if name.endswith(".rtf"):
        return _rich_text(content.decode("latin-1"))
    return _decode(content) if name.endswith(".txt") else ""


def _mail_text(content: bytes) -> str:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            charset = part.get_content_charset() or "utf-8"
            return _page_text(_decode(payload if isinstance(payload, bytes) else b"", charset))
    return ""


def _decode(content: bytes, charset: str = "utf-8") -> str:
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else charset)
    except (UnicodeDecodeError, LookupError):
        return content.decode("cp1252", errors="replace")


def _page_text(markup: str) -> str:
    reader = _BrowserText()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class _Group:
    """What holds within a pair of braces: silence, hidden letters, the width of a fallback."""

    silent: bool = False
    hidden: bool = False
    fallback: int = 1


def _rich_text(source: str) -> str:
    """Read what RTF shows, a line a paragraph."""
    words: list[str] = []
    groups = [_Group()]
    codec, skip = "cp1252", 0
    for sign in _SIGN.finditer(source):
        group, word, shown = groups[-1], sign["word"], ""
        if sign["brace"] == "{":
            groups.append(replace(group))
        elif sign["brace"] == "}":
            groups = groups[:-1] or [_Group()]
        elif sign["byte"] or sign["text"]:
            text = sign["text"] or bytes.fromhex(sign["byte"]).decode(codec, errors="replace")
            shown, skip = text[skip:], max(0, skip - len(text))
        elif word == "u" and sign["number"]:
            shown, skip = chr(int(sign["number"]) % 0x10000), group.fallback
        elif word == "ansicpg":
            codec = _known_codec(f"cp{sign['number']}")
        elif word:
            _change(group, word, sign["number"])
            shown = _RICH_SIGNS.get(word, "")
        elif sign["symbol"] == "*":
            group.silent = True
        else:
            shown = _SYMBOLS.get(sign["symbol"] or "", "")
        if not (group.silent or group.hidden):
            words.append(shown)
    return "".join(words).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _change(group: _Group, word: str, number: str | None) -> None:
    if word in _SILENT:
        group.silent = True
    elif word in ("v", "deleted"):
        group.hidden = number != "0"
    elif word == "plain":
        group.hidden = False
    elif word == "uc":
        group.fallback = int(number or 1)


def _known_codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


class _BrowserText(HTMLParser):
    """Collects what a browser would show of a page, a line a block."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = (dict(attrs).get("style") or "").replace(" ", "").lower()
        hides = tag in _UNSEEN or any(sign in style for sign in _HIDING)
        if (self._hidden or hides) and tag not in _VOID:
            self._hidden.append(tag)
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data.replace("\n", " "))

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.words.append("\n")
        elif tag in _CELLS:
            self.words.append("  ")
