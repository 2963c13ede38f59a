"""Pages of a PDF by way of PDFium: what was noted on them, what is drawn, what pictures cover."""

import ctypes
import math
from collections.abc import Callable, Iterator

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents.drawing import Drawing
from adapters.documents.page_text import PageText
from adapters.documents.sight import Colour
from shortlist.reading.errors import UnreadableResumeError
from shortlist.reading.reasons import Reason

_REASONS: dict[int, Reason] = {
    raw.FPDF_ERR_PASSWORD: "encrypted",
    raw.FPDF_ERR_SECURITY: "encrypted",
}
_PIXELS_PER_POINT = 1.0
_MAX_PIXELS = 4_000_000
_MAX_DEPTH = 20
_WHITE: Colour = (255, 255, 255)
_PAPER = bytes(_WHITE)
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


class PdfPage:
    """One page of an open document, with what was filled in and noted on it."""

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        try:
            self._page = _open_with_notes(document, index)
            self.text = PageText(self._page)
        except pypdfium2.PdfiumError as error:
            raise UnreadableResumeError("broken") from error
        self.width, self.height = self._page.get_size()

    def draw_twice(self) -> Drawing:
        """Draw the page with bounded memory; its text is switched off afterwards."""
        most = math.sqrt(_MAX_PIXELS / (self.width * self.height))
        scale = min(_PIXELS_PER_POINT, most)
        drawn = self._page.render(scale=scale, may_draw_forms=False)
        text = bytes(drawn.buffer)
        size = drawn.width, drawn.height, drawn.stride
        if not self.count_drawings():
            return Drawing(text, _PAPER * (len(text) // len(_PAPER)), *size, scale, _WHITE)
        for item in self._objects():
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
                raw.FPDFPageObj_SetIsActive(item, False)
        bare = self._page.render(scale=scale, may_draw_forms=False)
        return Drawing(text, bytes(bare.buffer), *size, scale)

    def count_drawings(self) -> int:
        """Count what is drawn and no text: pictures, and lines that may be letters as outlines."""
        return sum(
            raw.FPDFPageObj_GetType(item) not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
            for item in self._objects()
        )

    def picture_share(self) -> float:
        """Estimate which part of the page its pictures cover; a scan may be cut into strips."""
        covered = 0.0
        edges = [ctypes.c_float() for _ in range(4)]
        for item in _children(raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, self._page):
            kinds = {raw.FPDFPageObj_GetType(inner) for inner in _with_inner([item])}
            if raw.FPDF_PAGEOBJ_IMAGE in kinds and raw.FPDFPageObj_GetBounds(item, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                covered += (right - left) * (top - bottom)
        return float(min(covered / (self.width * self.height), 1.0))

    def _objects(self) -> Iterator[object]:
        return _with_inner(_children(raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, self._page))


def _children(
    count: Callable[[object], int], get: Callable[[object, int], object], holder: object
) -> list[object]:
    return [get(holder, index) for index in range(count(holder))]


def _with_inner(items: list[object]) -> Iterator[object]:
    """Yield objects, and those of drawings within drawings."""
    for _ in range(_MAX_DEPTH):
        yield from items
        items = [
            inner
            for item in items
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM
            for inner in _children(raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, item)
        ]


def _open_with_notes(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """Open a page, and make what was filled into its fields and noted on it part of the page."""
    page = document[index]
    kinds = set()
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, number)
        kinds.add(raw.FPDFAnnot_GetSubtype(note))
        raw.FPDFPage_CloseAnnot(note)
    if kinds <= _WORDLESS:
        return page
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        # The page as it was parsed does not know its new contents.
        page.close()
        page = document[index]
    return page
