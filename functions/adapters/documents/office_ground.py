"""What lies behind a text of a DOCX: the page, a shaded cell, the fill of a shape."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from adapters.documents.office_shapes import shape_of
from adapters.documents.office_xml import child, local, value
from adapters.documents.sight import WHITE, Colour

LIGHT_THEME = frozenset({"background1", "bg1", "light1", "lt1"})
BLACK: Colour = (0, 0, 0)

_GROUPS = frozenset({"wgp", "grpSp", "wpc", "group"})
_NO_COLOUR = (None, "auto")
_CLEAR = ("clear", "nil")
_PERCENT = re.compile(r"pct\d{1,2}\Z")
_UNKNOWN_FILLS = ("gradFill", "blipFill", "pattFill", "grpFill")


@dataclass(frozen=True, slots=True)
class Ground:
    """The colour behind a text; with none it is not known, and nothing can sink into it."""

    colour: Colour | None = WHITE

    def under(self, properties: ET.Element | None) -> "Ground":
        """Take over the shading that the properties of a cell, paragraph or run ask for."""
        return _shaded(child(properties, "shd"), self)


def ground_within(element: ET.Element, ground: Ground) -> Ground:
    """Tell the ground inside an element of a drawing; shapes of a group may lie on each other."""
    if local(element) in _GROUPS:
        return Ground(None)
    fill = value(element, "fillcolor")
    by_child = value(child(element, "fill"), "color") or value(child(element, "fill"), "type")
    if (fill or by_child) and value(element, "filled") not in ("f", "false"):
        return Ground(parse_colour(fill) if not by_child else None)
    properties = child(element, "spPr")
    if properties is None or child(properties, "noFill") is not None:
        return ground
    solid = child(properties, "solidFill")
    if solid is not None:
        scheme = child(solid, "schemeClr")
        is_plain = scheme is not None and not len(scheme)
        is_paper = is_plain and value(scheme, "val") in LIGHT_THEME
        return Ground(WHITE if is_paper else parse_colour(value(child(solid, "srgbClr"), "val")))
    by_style = child(child(element, "style"), "fillRef")
    painted = value(by_style, "idx") not in (None, "0")
    unknown = painted or any(child(properties, name) is not None for name in _UNKNOWN_FILLS)
    return Ground(None) if unknown else ground


def page_ground(roots: list[ET.Element]) -> Ground:
    """Tell the ground of the pages; a picture or shape behind the text leaves it unknown."""
    covered = any(
        local(element) == "background" or ((shape := shape_of(element)) and shape.behind)
        for root in roots
        for element in root.iter()
    )
    return Ground(None) if covered else Ground()


def _shaded(shading: ET.Element | None, ground: Ground) -> Ground:
    """Mix the colours of a shading as its pattern does."""
    pattern, fill = value(shading, "val") or "clear", value(shading, "fill")
    if fill in _NO_COLOUR and value(shading, "themeFill") not in (None, "background1"):
        return Ground(None)
    if shading is None or (pattern in _CLEAR and fill in _NO_COLOUR):
        return ground
    below = ground.colour if fill in _NO_COLOUR else parse_colour(fill)
    if pattern in _CLEAR:
        return Ground(below)
    ink = value(shading, "color")
    above = BLACK if ink in _NO_COLOUR else parse_colour(ink)
    share = 100 if pattern == "solid" else int(pattern[3:]) if _PERCENT.match(pattern) else None
    if above is None or below is None or share is None:
        return Ground(above if share == 100 else None)
    red, green, blue = (
        (a * share + b * (100 - share)) // 100 for a, b in zip(above, below, strict=True)
    )
    return Ground((red, green, blue))


def parse_colour(text: str | None) -> Colour | None:
    """Read six hexadecimal digits, as in Word's markup."""
    try:
        red, green, blue = bytes.fromhex((text or "").removeprefix("#"))
    except ValueError:
        return None
    return red, green, blue
