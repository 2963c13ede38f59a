"""Foreign text that Word takes in whole (altChunk): a web page, also as a mail, or plain text."""

import email
import email.policy
from html.parser import HTMLParser

_UNSEEN = frozenset({"style", "script", "head", "title", "template", "noscript"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "table", "ul", "ol", "section", "header", "footer", "article"}
    | {f"h{level}" for level in range(1, 7)}
)
_CELLS = frozenset({"td", "th"})
_HIDING = ("display:none", "visibility:hidden", "font-size:0", "mso-hide:all", "opacity:0")
_VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base"})


def chunk_text(content: bytes, name: str) -> str:
    """Read the words of a chunk; one in a form that is not known here reads as nothing."""
    if name.endswith((".mht", ".mhtml")):
        return _mail_text(content)
    if name.endswith((".htm", ".html", ".xhtml")):
        return _page_text(_decode(content))
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
