"""PDF files: the text that a reader sees, column by column."""

import re
from dataclasses import dataclass, field

from adapters.documents.child_answer import ChildAnswer
from adapters.documents.layout import page_text
from adapters.documents.letter_shapes import LetterShapes
from adapters.documents.overlaps import find_covered, find_overlaps
from adapters.documents.pdfium import PdfPage, is_dynamic_form, open_pdf
from adapters.documents.pieces import Piece
from adapters.documents.visibility import lie_on_marks, look_at
from shortlist.reading.plain_text import Flag
from shortlist.reading.reasons import FileLimits, UnreadableResumeError

_END_MARK = b"%%EOF"
_OBJECT = re.compile(rb"\d+ \d+ obj\b")
_WORTH_THE_NAME = 30
_SCAN_SHARE = 0.4
_WHOLE_PAGE = 0.7
_MANY_DRAWINGS = 200
_LONGEST_STAND_IN = 1_500
# Words, or letters that stand apart: twice as many as the longest text has words. What costs
# more than a resume may is refused by count, so that it does not depend on how busy a machine is.
_MOST_PIECES = 60_000
# What Adobe's forms show in any other program, in place of the form.
_STAND_IN = re.compile(
    r"If this message is not eventually replaced by the proper contents|open this PDF portfolio in"
)


@dataclass(slots=True)
class _Found:
    """What all pages gave so far."""

    texts: list[str] = field(default_factory=list)
    pieces: int = 0
    letters: int = 0
    most_letters: int = 0
    unmapped: int = 0
    has_drawings: bool = False
    scans: list[int] = field(default_factory=list)
    flags: set[Flag] = field(default_factory=set)


def text_of(content: bytes, limits: FileLimits) -> ChildAnswer:
    """Read all pages, or refuse the file with the reason why it has no text."""
    document = open_pdf(content)
    count = len(document)
    if count == 0:
        raise UnreadableResumeError("broken")
    if count > limits.max_pages:
        raise UnreadableResumeError("too_many_pages")
    found = _Found()
    pages: list[PdfPage] = []
    shapes = LetterShapes()
    for index in range(count):
        pages.append(PdfPage(document, index, shapes))
        if sum(page.text.count for page in pages) > limits.max_characters:
            raise UnreadableResumeError("too_large")
    for number, page in enumerate(pages, start=1):
        _read_page(page, number, found)
    _refuse_no_text(found, is_dynamic=is_dynamic_form(document))
    if _is_cut_off(content):
        found.flags.add("incomplete_file")
    if found.unmapped >= _WORTH_THE_NAME:
        found.flags.add("unknown_letters")
    if shapes.are_unlike():
        found.flags.add("unlike_letters")
    if found.scans:
        found.flags.add("scanned_pages")
    return ChildAnswer("\n\n".join(found.texts), sorted(found.flags), scanned_pages=found.scans)


def _read_page(page: PdfPage, number: int, found: _Found) -> None:
    drawn = page.text.pieces() if page.text.count else []
    found.pieces += len(drawn)
    if found.pieces > _MOST_PIECES:
        raise UnreadableResumeError("too_large")
    pieces = _pieces_to_read(page, drawn, found.flags) if drawn else []
    notes = "\n\n".join(page.notes)
    letters = _count_letters(pieces) + sum(map(str.isalnum, notes))
    drawings = page.drawings
    if letters < _WORTH_THE_NAME and (
        drawings >= _MANY_DRAWINGS or page.picture_share() >= _SCAN_SHARE
    ):
        found.scans.append(number)
    found.texts.append(page_text(pieces) + (f"\n\n{notes}" if notes else ""))
    found.most_letters = max(found.most_letters, letters)
    found.letters += letters
    found.unmapped += page.text.unmapped
    found.has_drawings = found.has_drawings or drawings > 0


def _pieces_to_read(page: PdfPage, pieces: list[Piece], flags: set[Flag]) -> list[Piece]:
    """Return what can be seen, or what a scan's own recognition of its letters says.

    Programs that recognise the text of a scan put it behind the picture, or over it without ink.
    """
    canvas = page.make_canvas()
    drawing = canvas.draw_twice()
    overlaps = list(find_overlaps(pieces, drawing))
    covered = find_covered(pieces, overlaps) if drawing.plain is None else None
    sight = look_at(pieces, drawing, overlaps, canvas.draw_without(covered) if covered else None)
    if (
        _count_letters(sight.seen) < _WORTH_THE_NAME <= _count_letters(sight.unseen)
        and page.picture_share() >= _WHOLE_PAGE
    ):
        flags.add("recognised_text")
        if not lie_on_marks(sight.unseen, drawing):
            flags.add("unlike_letters")
        return [*sight.seen, *sight.unseen]
    if sight.hides_text:
        flags.add("hidden_text")
    return sight.seen


def _count_letters(pieces: list[Piece]) -> int:
    return sum(sum(map(str.isalnum, piece.text)) for piece in pieces)


def _is_cut_off(content: bytes) -> bool:
    """Tell whether the end is missing; whatever was padded after it is no part of the file."""
    end = content.rfind(_END_MARK)
    return end < 0 or _OBJECT.search(content, end) is not None


def _refuse_no_text(found: _Found, *, is_dynamic: bool) -> None:
    """A scan often carries the few words of the program that made it; they are no resume."""
    text = "\n".join(found.texts)
    is_short = found.letters < _LONGEST_STAND_IN
    if (is_dynamic and is_short) or _STAND_IN.search(" ".join(text.split())):
        raise UnreadableResumeError("dynamic_form")
    if found.most_letters < _WORTH_THE_NAME and (
        found.has_drawings or found.unmapped >= _WORTH_THE_NAME
    ):
        raise UnreadableResumeError("image_only")
    if found.most_letters == 0:
        raise UnreadableResumeError("empty")
