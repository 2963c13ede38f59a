"""What kind of file some bytes are, judged by their content and never by a name."""

from typing import Literal

from shortlist.reading.errors import UnreadableResumeError

Kind = Literal["pdf", "zip", "text"]

_PDF_MARK, _PDF_SEARCH = b"%PDF-", 1024
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OTHER_MARKS = (
    b"{\\rtf",
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
)
_MARKUP_MARKS = (b"<!doctype", b"<html", b"<?xml")


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
    start = content[:_PDF_SEARCH].lstrip().lower()
    if content.startswith(_OTHER_MARKS) or start.startswith(_MARKUP_MARKS):
        raise UnreadableResumeError("unsupported")
    return "text"
