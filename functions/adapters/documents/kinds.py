"""What kind of file some bytes are, judged by their content and never by a name."""

import re
from typing import Literal

from shortlist.reading.reasons import UnreadableResumeError

Kind = Literal["pdf", "zip", "text"]

_PDF_MARK, _PDF_SEARCH = b"%PDF-", 1024
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OTHER_MARKS = (
    b"%!PS",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"MZ\x90",
    b"bplist",
)
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
_MARKUP = re.compile(
    rb"<!--|<(?:!doctype|\?xml|html|head|body|meta|style|script|title|div|table|p|span|svg)\b"
    rb"|\{\\rtf"
)
_SOURCE = re.compile(rb"^\s*\\(?:documentclass|begin\{document\})", re.MULTILINE)
# A mail or a web page in one file, whose text may be encoded.
_PARTS = re.compile(rb"^content-transfer-encoding:\s*(?:base64|quoted-printable)", re.MULTILINE)
_ROOT = re.compile(rb"<[a-z][\w:.-]{0,40}(?:\s[^<>]{0,400})?>")
_CLOSING_TAG = re.compile(rb"</[a-z][\w:.-]{0,40}>")
_CLOSING_TAGS = 2
_TAG = re.compile(rb"</?(?:html|body|div|span|table|t[rdh]|p|br|ul|li|h[1-6])\b[^>]*>")
_MANY_TAGS = 8
# A web page in one file, as browsers and Word save it.
_MAIL = re.compile(rb"^mime-version:.*^content-type:\s*multipart/", re.DOTALL | re.MULTILINE)
_HEAD = 4096


def kind_of(content: bytes) -> Kind:
    """Tell what to parse the bytes as; a known kind that is no resume is refused here.

    An encrypted DOCX is not a zip but an OLE container with a stream of a telling name.
    """
    if content.startswith(_ZIP_MARKS):
        return "zip"
    if content.startswith(_OLE_MARK):
        encrypted = _OLE_ENCRYPTED_STREAM in content
        raise UnreadableResumeError("encrypted" if encrypted else "unsupported")
    if _PDF_MARK in content[:_PDF_SEARCH]:
        return "pdf"
    if content.startswith(_OTHER_MARKS) or _is_markup(content[:_HEAD]):
        raise UnreadableResumeError("unsupported")
    return "text"


def _is_markup(head: bytes) -> bool:
    """Tell text written for a program, in whatever encoding keeps its ASCII letters."""
    plain = head.lstrip(_BYTE_ORDER_MARKS).replace(b"\0", b"").lstrip().lower()
    return bool(
        _MARKUP.match(plain)
        or _SOURCE.search(plain)
        or _PARTS.search(plain.replace(b"\r", b""))
        or (_ROOT.match(plain) and len(_CLOSING_TAG.findall(plain)) >= _CLOSING_TAGS)
        or _MAIL.search(plain.replace(b"\r", b""))
        or len(_TAG.findall(plain)) >= _MANY_TAGS
    )
