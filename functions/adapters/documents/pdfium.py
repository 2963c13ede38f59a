"""Pages of a PDF by way of PDFium: what was noted on them, what is drawn, what pictures cover."""

import ctypes
import math
import re
from collections.abc import Iterator, Set
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from adapters.documents import quick_calls as quick
from adapters.documents.page_text import PageText
from adapters.documents.sight import WHITE, Drawing
from shortlist.reading.reasons import Reason, UnreadableResumeError

_REASONS: dict[int, Reason] = {
    raw.FPDF_ERR_PASSWORD: "encrypted",
    raw.FPDF_ERR_SECURITY: "encrypted",
}
_PIXELS_PER_POINT = 1.0
_MAX_PIXELS = 4_000_000
_MAX_DEPTH = 20
_PAPER = bytes(WHITE)
_UNSEEN_FLAGS = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_GREY_OR_COLOUR = re.compile(r"((?:\d*\.?\d+ +){1,3})(?:g|rg)\b")
_FAINT = 0.9
# Of two bytes a letter, with their end.
_LONGEST_STAND_IN_BYTES, _MOST_STAND_IN_BYTES = 10, 4096
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

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        try:
            self._page, self.notes = _open_with_notes(document, index)
            self._items = list(_with_inner(_find_objects(self._page)))
            _drop_stand_ins(self._items)
            self.text = PageText(self._page)
        except pypdfium2.PdfiumError as error:
            raise UnreadableResumeError("broken") from error
        self.width, self.height = self._page.get_size()
        most = math.sqrt(_MAX_PIXELS / (self.width * self.height))
        self._scale = min(_PIXELS_PER_POINT, most)
        self._with_text = b""

    def draw_twice(self) -> Drawing:
        """Draw the page with bounded memory, with its text and without."""
        drawn = self._page.render(scale=self._scale, may_draw_forms=False)
        self._with_text = bytes(drawn.buffer)
        if self.count_drawings():
            return self.draw_without(None)
        ground = _PAPER * (len(self._with_text) // len(_PAPER))
        size = drawn.width, drawn.height, drawn.stride
        return Drawing(self._with_text, ground, *size, self._scale, WHITE)

    def draw_without(self, sources: Set[int] | None) -> Drawing:
        """Draw the page again with some of its text switched off, or with all of it."""
        for item, kind in self._items:
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                quick.set_active(item, sources is not None and item not in sources)
        bare = self._page.render(scale=self._scale, may_draw_forms=False)
        size = bare.width, bare.height, bare.stride
        return Drawing(self._with_text, bytes(bare.buffer), *size, self._scale)

    def count_drawings(self) -> int:
        """Count what is drawn and no text: pictures, and lines that may be letters as outlines."""
        wordless = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
        return sum(kind not in wordless for _, kind in self._items)

    def picture_share(self) -> float:
        """Estimate which part of the page its pictures cover; a scan may be cut into strips."""
        covered = 0.0
        bounds = (ctypes.c_float * 4)()
        start, size = ctypes.addressof(bounds), ctypes.sizeof(ctypes.c_float)
        places = range(start, start + 4 * size, size)
        for item in _find_objects(self._page):
            kinds = {kind for _, kind in _with_inner([item])}
            if raw.FPDF_PAGEOBJ_IMAGE in kinds and quick.read_bounds(item[0], *places):
                left, bottom, right, top = bounds
                covered += (right - left) * (top - bottom)
        return float(min(covered / (self.width * self.height), 1.0))


# The address of an object of a page, and what kind it is.
_Item = tuple[int, int]


def _find_objects(page: pypdfium2.PdfPage) -> list[_Item]:
    start = quick.find_address(page.raw)
    found = [quick.get_object(start, index) for index in range(quick.count_objects(start))]
    return [(item, quick.get_kind(item)) for item in found]


def _with_inner(items: list[_Item]) -> Iterator[_Item]:
    """Yield objects, and those of drawings within drawings."""
    for _ in range(_MAX_DEPTH):
        yield from items
        inner = [
            quick.get_inner(item, index)
            for item, kind in items
            if kind == raw.FPDF_PAGEOBJ_FORM
            for index in range(quick.count_inner(item))
        ]
        items = [(item, quick.get_kind(item)) for item in inner]


def _drop_stand_ins(items: list[_Item]) -> None:
    """Take away the words that a file wants read in place of those that it draws.

    A letter or two are left: they tell what a ligature or a hyphen means. So is what stands for
    letters of other scripts, whose glyphs need not tell what they mean.
    """
    size, words = ctypes.c_ulong(), ctypes.create_string_buffer(_MOST_STAND_IN_BYTES)
    place = ctypes.addressof(words), len(words)
    for item, kind in items:
        if kind != raw.FPDF_PAGEOBJ_TEXT:
            continue
        for number in reversed(range(quick.count_marks(item))):
            mark = quick.get_mark(item, number)
            size.value = 0
            quick.read_mark(mark, b"ActualText", *place, ctypes.addressof(size))
            is_long = size.value > _LONGEST_STAND_IN_BYTES
            if is_long and (size.value > len(words) or not any(words.raw[1 : size.value : 2])):
                quick.remove_mark(item, mark)


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
