"""How the letters of a page are drawn: one ink for all text objects that look alike."""

import ctypes
import math
import struct
from collections.abc import Mapping
from itertools import compress, count, repeat
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

from adapters.documents import quick_calls as quick
from adapters.documents.page_view import PageView
from adapters.documents.pieces import Ink

_UNDRAWN_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_FILL_MODES = (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP)
_STROKE_MODES = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
# What PDFium writes of a letter: a colour of four channels, and a matrix of six numbers, of which
# the last two only say where.
_COLOUR_SIZE, _SIZE = 16, 40
_DRAWN = struct.Struct("16s16s8x")
_CHANNELS, _TURNED = struct.Struct("=4I"), struct.Struct("=4f")

# A mode, whether the fill is known, the fill with the matrix, the font, its size and an error of
# its map; then the outline, where there is one.
_Look = tuple[Any, ...]


def find_inks(text: int, firsts: Mapping[int, int], view: PageView) -> dict[int, Ink]:
    """Tell the ink of each text object by the index of its first letter on the page.

    Objects are addresses; 0 is for spaces that no object draws.
    """
    indexes = list(firsts.values())
    modes = [quick.get_render_mode(source) if source else 0 for source in firsts]
    fonts = [(quick.get_font(source) if source else 0) or 0 for source in firsts]
    drawn = ctypes.create_string_buffer(len(firsts) * _SIZE)
    start, end = ctypes.addressof(drawn), ctypes.addressof(drawn) + len(drawn)
    channels = (range(start + channel, end, _SIZE) for channel in range(0, _COLOUR_SIZE, 4))
    known = list(map(quick.read_fill, repeat(text), indexes, *channels))
    matrices = range(start + _COLOUR_SIZE, end, _SIZE)
    quick.call_each(quick.read_matrix, repeat(text), indexes, matrices)
    sizes = map(quick.get_font_size, repeat(text), indexes)
    errors = map(quick.has_map_error, repeat(text), indexes)
    seen = zip(modes, known, _DRAWN.iter_unpack(drawn.raw), fonts, sizes, errors, strict=True)
    looks: list[_Look] = list(seen)
    for place in compress(count(), [mode not in _FILL_MODES for mode in modes]):
        looks[place] = _outlined(looks[place], text, indexes[place])
    by_look = {look: _make_ink(look, view) for look in set(looks)}
    return dict(zip(firsts, map(by_look.__getitem__, looks), strict=True))


def _outlined(look: _Look, text: int, index: int) -> _Look:
    """Add the outline of letters to how they look, and take away a fill that is not drawn."""
    mode, is_known, (fill, matrix), *others = look
    colour = ctypes.create_string_buffer(_COLOUR_SIZE)
    start = ctypes.addressof(colour)
    has_outline = quick.read_stroke(text, index, *range(start, start + _COLOUR_SIZE, 4))
    outline = colour.raw if has_outline else None
    if mode in _STROKE_MODES:
        return mode, False, (b"", matrix), *others, outline
    return mode, is_known, (fill, matrix), *others, outline


def _make_ink(look: _Look, view: PageView) -> Ink:
    mode, is_known, (fill, matrix), font, size, error, *outline = look
    drawn = [*([] if mode in _STROKE_MODES else [fill if is_known else None]), *outline]
    known = [_CHANNELS.unpack(colour) for colour in drawn if colour]
    a, b, c, d = _TURNED.unpack(matrix)
    turns, slant = view.direction(a, b)
    return Ink(
        size=size * math.hypot(c, d),
        colours=tuple(colour[:3] for colour in known) if len(known) == len(drawn) else (),
        opacity=known[-1][3] / 255 if known else 1.0,
        drawn=mode not in _UNDRAWN_MODES,
        mapped=error != 1,
        font_known=bool(font) and quick.is_embedded(font) == 1,
        turns=turns,
        slant=slant,
        clips=mode == raw.FPDF_TEXTRENDERMODE_CLIP,
        font=font if b == c == 0 < d else 0,
    )
