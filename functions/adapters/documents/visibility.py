"""Which text of a page a reader can see: the rest is dropped, whoever hid it and why."""

from collections.abc import Iterable, Iterator

from adapters.documents.glyphs import Break, Glyph, Mark
from adapters.documents.pixels import Box, Pixels
from adapters.documents.sight import is_distinct, is_legible

_MIN_INK = 12
_MAX_RUN = 60

Marks = Iterable[Mark]


def split_runs(marks: Marks) -> Iterator[list[Mark]]:
    """Cut the marks into runs of one ink and line, so that each is judged as a whole."""
    run: list[Mark] = []
    last: Glyph | None = None
    for mark in marks:
        ends = len(run) >= _MAX_RUN or isinstance(mark, Break) or not _continues(last, mark)
        if ends and run:
            yield run
            run = []
        run.append(mark)
        last = mark if isinstance(mark, Glyph) else None
    if run:
        yield run


def is_visible(run: list[Mark], pixels: Pixels, width: float, height: float) -> bool:
    """Tell whether a run is large enough, on the page, drawn, and set off from its ground."""
    glyphs = [mark for mark in run if isinstance(mark, Glyph) and not mark.character.isspace()]
    if not glyphs:
        return True
    ink = glyphs[0].ink
    box = _box_of(glyphs)
    centre = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    on_page = 0 <= centre[0] <= width and 0 <= centre[1] <= height
    if not (is_legible(ink.size) and ink.drawn and on_page):
        return False
    return _leaves_ink(glyphs, pixels, box) and not _sinks_in(glyphs[0], pixels, box)


def _continues(last: Glyph | None, mark: Mark) -> bool:
    return (
        last is not None
        and isinstance(mark, Glyph)
        and mark.ink == last.ink
        and mark.turns == last.turns
        and abs(mark.baseline - last.baseline) < 1
    )


def _box_of(glyphs: list[Glyph]) -> Box:
    return (
        min(glyph.left for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def _leaves_ink(glyphs: list[Glyph], pixels: Pixels, box: Box) -> bool:
    """Look for ink; a missing font may leave none of a foreign script, which is not hiding."""
    drawable = glyphs[0].ink.font_known or all(glyph.character.isascii() for glyph in glyphs)
    return not drawable or pixels.differs(box, _MIN_INK)


def _sinks_in(glyph: Glyph, pixels: Pixels, box: Box) -> bool:
    """Compare the ink with the ground, both around the run and within it.

    Around alone would drop white text on a bar of its own height, within alone very bold text.
    """
    colour = glyph.ink.colour
    return colour is not None and all(
        ground is not None and not is_distinct(colour, ground, glyph.ink.opacity)
        for ground in (look(box) for look in (pixels.ground_around, pixels.ground_inside))
    )
