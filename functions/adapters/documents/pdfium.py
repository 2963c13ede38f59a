"""Pages of a PDF by way of PDFium, with what was filled into them and noted on them."""

import ctypes
import re
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents.canvas import Canvas, PageObjects
from adapters.documents.letter_shapes import LetterShapes
from adapters.documents.page_text import PageText
from shortlist.reading.reasons import Reason, UnreadableResumeError

_REASONS: dict[int, Reason] = {
    raw.FPDF_ERR_PASSWORD: "encrypted",
    raw.FPDF_ERR_SECURITY: "encrypted",
}
_UNSEEN_FLAGS = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_GREY_OR_COLOUR = re.compile(r"((?:\d*\.?\d+ +){1,3})(?:g|rg)\b")
_FAINT = 0.9
# Notes of these kinds draw nothing that a reader reads.
_WORDLESS = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})


def open_pdf(content: bytes) -> pypdfium2.PdfDocument:
    """Open the file with no password, which opens those that merely forbid printing."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableResumeError(_REASONS.get(error.err_code, "broken")) from error
    # Fields get the appearance that their values lack, so that they are part of the page.
    document.init_forms()
    return document


def is_dynamic_form(document: pypdfium2.PdfDocument) -> bool:
    """Tell a form that only Adobe's programs draw; all others show a page that says so."""
    return bool(document.get_formtype() == raw.FORMTYPE_XFA_FULL)


class PdfPage:
    """One page of an open document, with what was filled in and noted on it.

    `notes` are those that lie on the page without a drawing of their own.
    """

    def __init__(self, document: pypdfium2.PdfDocument, index: int, shapes: LetterShapes) -> None:
        try:
            page, self.notes = _open_with_notes(document, index)
            self._objects = PageObjects(page)
            self.text = PageText(page, shapes)
        except pypdfium2.PdfiumError as error:
            raise UnreadableResumeError("broken") from error
        self._page = page
        self.drawings = self._objects.drawings

    def make_canvas(self) -> Canvas:
        """Give what draws the page; its letters must have been read before."""
        return Canvas(self._page, self._objects)

    def picture_share(self) -> float:
        """Estimate which part of the page its pictures cover."""
        return self._objects.picture_share(*self._page.get_size())


def _open_with_notes(
    document: pypdfium2.PdfDocument, index: int
) -> tuple[pypdfium2.PdfPage, list[str]]:
    """Open a page, and make what was filled into its fields and noted on it part of the page."""
    page = document[index]
    notes: list[str] = []
    kinds = set()
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, number)
        kinds.add(raw.FPDFAnnot_GetSubtype(note))
        notes += _undrawn_words(note)
        raw.FPDFPage_CloseAnnot(note)
    if kinds <= _WORDLESS:
        return page, notes
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        # The page as it was parsed does not know its new contents.
        page.close()
        page = document[index]
    return page, notes


def _undrawn_words(note: Any) -> list[str]:
    """Return what is written on the page by a note that leaves its drawing to the viewer."""
    if raw.FPDFAnnot_GetSubtype(note) != raw.FPDF_ANNOT_FREETEXT or raw.FPDFAnnot_HasKey(
        note, b"AP"
    ):
        return []
    colour = _GREY_OR_COLOUR.findall(_string(note, b"DA"))
    levels = [float(level) for level in colour[-1][0].split()] if colour else [0.0]
    if raw.FPDFAnnot_GetFlags(note) & _UNSEEN_FLAGS or min(levels) > _FAINT:
        return []
    return [_string(note, b"Contents")]


def _string(note: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(
        note, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
    )
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", errors="replace")
