"""PDFium's calls for every letter and every object of a page, at their least cost.

The bindings check each argument and wrap each handle; a page has thousands of both. Here handles
are plain addresses, None for none, and results are written to where an address says.
"""

import ctypes
from collections import deque
from collections.abc import Iterable
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

_ADDRESS, _INT, _UINT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_double


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


get_code = _quick(raw.FPDFText_GetUnicode, _UINT, _ADDRESS, _INT)
get_source = _quick(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
read_loose_box = _quick(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
read_box = _quick(raw.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, *[_ADDRESS] * 4)
read_origin = _quick(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
read_matrix = _quick(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
read_fill = _quick(raw.FPDFText_GetFillColor, _INT, _ADDRESS, _INT, *[_ADDRESS] * 4)
read_stroke = _quick(raw.FPDFText_GetStrokeColor, _INT, _ADDRESS, _INT, *[_ADDRESS] * 4)
get_font_size = _quick(raw.FPDFText_GetFontSize, _DOUBLE, _ADDRESS, _INT)
has_map_error = _quick(raw.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
is_generated = _quick(raw.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
is_hyphen = _quick(raw.FPDFText_IsHyphen, _INT, _ADDRESS, _INT)
get_render_mode = _quick(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
get_font = _quick(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
is_embedded = _quick(raw.FPDFFont_GetIsEmbedded, _INT, _ADDRESS)
count_objects = _quick(raw.FPDFPage_CountObjects, _INT, _ADDRESS)
get_object = _quick(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
count_inner = _quick(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS)
get_inner = _quick(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
get_kind = _quick(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
count_marks = _quick(raw.FPDFPageObj_CountMarks, _INT, _ADDRESS)
get_mark = _quick(raw.FPDFPageObj_GetMark, _ADDRESS, _ADDRESS, ctypes.c_ulong)
remove_mark = _quick(raw.FPDFPageObj_RemoveMark, _INT, _ADDRESS, _ADDRESS)
read_mark = _quick(
    raw.FPDFPageObjMark_GetParamStringValue,
    *(_INT, _ADDRESS, ctypes.c_char_p, _ADDRESS, ctypes.c_ulong, _ADDRESS),
)
set_render_mode = _quick(raw.FPDFTextObj_SetTextRenderMode, _INT, _ADDRESS, _INT)
read_outline = _quick(raw.FPDFPageObj_GetStrokeColor, _INT, _ADDRESS, *[_ADDRESS] * 4)
set_fill = _quick(raw.FPDFPageObj_SetFillColor, _INT, _ADDRESS, *[_UINT] * 4)
set_active = _quick(raw.FPDFPageObj_SetIsActive, _INT, _ADDRESS, _INT)
read_bounds = _quick(raw.FPDFPageObj_GetBounds, _INT, _ADDRESS, *[_ADDRESS] * 4)


def find_address(handle: Any) -> int:
    """Return the address of a handle of the bindings."""
    return ctypes.addressof(handle.contents)


def call_each(function: Any, *arguments: Iterable[int]) -> None:
    """Call a function for many places, for what it writes there."""
    deque(map(function, *arguments), maxlen=0)
