"""Paragraphs and rows of a DOCX that are put where no reader sees them."""

import re
from xml.etree import ElementTree as ET

from adapters.documents.office_shapes import PageSize
from adapters.documents.office_xml import child, value

_EMU_A_TWIP = 635
# Two points: no letter of such a height can be read.
_CLOSED_TWIPS = 40
_NUMBER = re.compile(r"-?\d{1,9}\Z")


def is_off_page(properties: ET.Element | None, page: PageSize) -> bool:
    """Tell whether a paragraph is indented or framed off the page, or its lines are closed."""
    width, height = (edge // _EMU_A_TWIP for edge in page)
    indent = child(properties, "ind")
    left = _number(indent, "left") or _number(indent, "start")
    first = _number(indent, "firstLine") or -_number(indent, "hanging")
    frame = child(properties, "framePr")
    across, down = _number(frame, "x"), _number(frame, "y")
    spacing = child(properties, "spacing")
    closed = value(spacing, "lineRule") == "exact" and 0 < _number(spacing, "line") <= _CLOSED_TWIPS
    return (
        closed
        or max(abs(left), abs(left + first)) >= width
        or abs(across) >= width
        or abs(down) >= height
    )


def is_row_closed(properties: ET.Element | None) -> bool:
    """Tell whether a row of a table is hidden, or too low to show anything."""
    hidden = child(properties, "hidden")
    if hidden is not None and value(hidden, "val") not in ("0", "false", "off"):
        return True
    height = child(properties, "trHeight")
    is_exact = value(height, "hRule") == "exact"
    return is_exact and 0 < _number(height, "val") <= _CLOSED_TWIPS


def _number(element: ET.Element | None, name: str) -> int:
    found = value(element, name) or ""
    return int(found) if _NUMBER.match(found) else 0
