"""Where things of a DOCX lie: drawings that float over a page, paragraphs and rows out of sight."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from adapters.documents.office_xml import child, local, value

_EMU_A_TWIP = 635
_EMU_A_POINT = 12_700
_THIN = 3 * _EMU_A_POINT
_DEFAULT_PAGE = 11_906 * _EMU_A_TWIP, 16_838 * _EMU_A_TWIP
_STYLE = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|px)?\Z")
_PAINTS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill", "grpFill"})
_VML = frozenset({"shape", "rect", "roundrect", "oval"})
# The paragraph that such a position counts from may stand anywhere on its page.
_ANYWHERE = frozenset({"paragraph", "line", "character", "text"})

PageSize = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FloatingShape:
    """One floating drawing, in English metric units; `frames` name what its place counts from."""

    left: int
    top: int
    width: int
    height: int
    frames: tuple[str, str]
    depth: int
    paints: bool
    behind: bool
    hidden: bool

    def is_off(self, page: PageSize) -> bool:
        """Tell whether nothing of it lies on the page, wherever its paragraph is."""
        slack = [page[axis] if self.frames[axis] in _ANYWHERE else 0 for axis in range(2)]
        return (
            self.left + self.width <= -slack[0]
            or self.left >= page[0] + slack[0]
            or self.top + self.height <= -slack[1]
            or self.top >= page[1] + slack[1]
        )

    def is_seen(self, page: PageSize, others: list["FloatingShape"]) -> bool:
        """Tell whether a reader sees what is written in it."""
        thin = 0 < self.width < _THIN or 0 < self.height < _THIN
        covered = any(other.covers(self) for other in others if other != self)
        return not (self.hidden or thin or covered or self.is_off(page))

    def covers(self, other: "FloatingShape") -> bool:
        return (
            self.paints
            and not self.behind
            and self.depth > other.depth
            and self.frames == other.frames
            and not _ANYWHERE.intersection(self.frames)
            and self.left <= other.left
            and self.top <= other.top
            and self.left + self.width >= other.left + other.width
            and self.top + self.height >= other.top + other.height
        )

    def is_larger(self, other: "FloatingShape") -> bool:
        return self.width * self.height > other.width * other.height


def page_size(document: ET.Element) -> PageSize:
    """Return the size of the largest page of a document."""
    sizes = [element for element in document.iter() if local(element) == "pgSz"]
    widths = [_whole(value(size, "w")) * _EMU_A_TWIP for size in sizes]
    heights = [_whole(value(size, "h")) * _EMU_A_TWIP for size in sizes]
    return max(widths, default=0) or _DEFAULT_PAGE[0], max(heights, default=0) or _DEFAULT_PAGE[1]


def shapes_in(root: ET.Element) -> Iterator[FloatingShape]:
    """Yield all floating drawings of a part."""
    for element in root.iter():
        found = shape_of(element)
        if found:
            yield found


def shape_of(element: ET.Element) -> FloatingShape | None:
    """Read a drawing's anchor, or a shape in the markup of older versions; None for all else."""
    name = local(element)
    if name == "anchor":
        return _anchored(element)
    style = dict(_STYLE.findall(value(element, "style") or "")) if name in _VML else {}
    # Within a group the numbers have no unit and count in the group's own.
    is_placed = style.get("position") == "absolute" and not style.get("width", "0").isdecimal()
    return _styled(element, style) if is_placed else None


def _anchored(anchor: ET.Element) -> FloatingShape:
    extent = child(anchor, "extent")
    across, down = child(anchor, "positionH"), child(anchor, "positionV")
    return FloatingShape(
        left=_offset(across),
        top=_offset(down),
        width=_whole(value(extent, "cx")),
        height=_whole(value(extent, "cy")),
        frames=(value(across, "relativeFrom") or "", value(down, "relativeFrom") or ""),
        depth=_whole(value(anchor, "relativeHeight")),
        paints=_paints(anchor),
        behind=value(anchor, "behindDoc") in ("1", "true"),
        hidden=value(child(anchor, "docPr"), "hidden") in ("1", "true"),
    )


def _styled(shape: ET.Element, style: dict[str, str]) -> FloatingShape:
    depth = _whole(style.get("z-index"))
    has_picture = any(local(inner) in ("imagedata", "fill") for inner in shape)
    filled = value(shape, "filled") not in ("f", "false", "0")
    return FloatingShape(
        left=_length(style.get("margin-left") or style.get("left")),
        top=_length(style.get("margin-top") or style.get("top")),
        width=_length(style.get("width")),
        height=_length(style.get("height")),
        frames=(
            style.get("mso-position-horizontal-relative", "text"),
            style.get("mso-position-vertical-relative", "text"),
        ),
        depth=depth,
        paints=has_picture or (filled and value(shape, "fillcolor") is not None),
        behind=depth < 0,
        hidden=style.get("visibility") == "hidden",
    )


def _paints(anchor: ET.Element) -> bool:
    """Tell whether a drawing has a picture or a fill; the fill of its letters does not count."""
    for element in anchor.iter():
        if local(element) in ("pic", "fillRef") and value(element, "idx") != "0":
            return True
        if local(element) == "spPr" and any(local(inner) in _PAINTS for inner in element):
            return True
    return False


def _offset(position: ET.Element | None) -> int:
    offset = child(position, "posOffset")
    return _whole(offset.text) if offset is not None else 0


def _whole(text: str | None) -> int:
    digits = (text or "").strip()
    return int(digits) if re.fullmatch(r"-?\d{1,12}", digits) else 0


def _length(text: str | None) -> int:
    found = _LENGTH.match((text or "").strip())
    if not found:
        return 0
    return int(float(found[1]) * _POINTS[found[2] or "pt"] * _EMU_A_POINT)


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
