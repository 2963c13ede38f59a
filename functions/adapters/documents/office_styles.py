"""How the runs of a DOCX look, and on what ground, as far as it decides whether they are seen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from adapters.documents.office_shapes import shape_of
from adapters.documents.office_xml import child, local, value
from adapters.documents.sight import WHITE, Colour, is_distinct, is_legible

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


_MAX_CHAIN = 12
_LEAST_WIDTH_PERCENT = 10
_NEARLY_ALL_THROUGH = 95_000
_OFF_PAGE_HALF_POINTS = 1_600
_OVER_EACH_OTHER_TWIPS = -140
_HIGHLIGHTS: dict[str, Colour] = {
    "black": (0, 0, 0),
    "white": WHITE,
    "yellow": (255, 255, 0),
    "darkBlue": (0, 0, 128),
    "blue": (0, 0, 255),
    "red": (255, 0, 0),
    "lightGray": (192, 192, 192),
    "darkGray": (128, 128, 128),
}
_OFF = frozenset({"0", "false", "off", "none"})


class Styles:
    """The named styles of a document and what they inherit."""

    def __init__(self, root: ET.Element | None) -> None:
        self._styles: dict[str, ET.Element] = {}
        self._default: str | None = None
        self._document: ET.Element | None = None
        for element in root if root is not None else ():
            name = value(element, "styleId")
            if local(element) == "docDefaults":
                self._document = child(child(element, "rPrDefault"), "rPr")
            elif local(element) == "style" and name:
                self._styles[name] = element
                if value(element, "type") == "paragraph" and value(element, "default") in (
                    "1",
                    "true",
                ):
                    self._default = name

    def shades(self, name: str | None) -> bool:
        """Whether a table style paints cells, in whatever condition."""
        return any(
            local(element) == "shd" and value(element, "fill") not in (None, "auto", "FFFFFF")
            for style in self._chain(name)
            for element in style.iter()
        )

    def ground(self, paragraph: ET.Element | None, ground: Ground) -> Ground:
        """Follow the shading of a paragraph and of its style."""
        name = _style_name(paragraph, "pStyle") or self._default
        for style in reversed(self._chain(name)):
            ground = ground.under(child(style, "pPr"))
        return ground.under(paragraph)

    def numbering(self, paragraph: ET.Element | None) -> ET.Element | None:
        """Find the numbering of a paragraph, its own or its style's."""
        name = _style_name(paragraph, "pStyle") or self._default
        styles = (child(style, "pPr") for style in self._chain(name))
        return _first([source for source in (paragraph, *styles) if source is not None], "numPr")

    def hides(self, run: ET.Element | None, paragraph: ET.Element | None, ground: Ground) -> bool:
        """Tell whether a run with these properties cannot be seen."""
        sources = self._sources(run, paragraph)
        vanish = _first(sources, "vanish")
        if vanish is not None and value(vanish, "val") not in _OFF:
            return True
        fill = child(run, "textFill")
        if _is_clear(fill) or _is_out_of_place(run):
            return True
        size = value(_first(sources, "sz"), "val") or ""
        if size.isdecimal() and not is_legible(int(size) / 2):
            return True
        width = (value(_first(sources, "w"), "val") or "").rstrip("%")
        if width.isdecimal() and int(width) < _LEAST_WIDTH_PERCENT:
            return True
        marked = value(child(run, "highlight"), "val") or "none"
        behind = ground.under(run).colour if marked == "none" else _HIGHLIGHTS.get(marked)
        colour = _colour(_first(sources, "color")) if fill is None else _fill_colour(fill)
        return colour is not None and behind is not None and not is_distinct(colour, behind)

    def _sources(self, run: ET.Element | None, paragraph: ET.Element | None) -> list[ET.Element]:
        names = (_style_name(run, "rStyle"), _style_name(paragraph, "pStyle") or self._default)
        styles = [child(style, "rPr") for name in names for style in self._chain(name)]
        return [source for source in (run, *styles, self._document) if source is not None]

    def _chain(self, name: str | None) -> list[ET.Element]:
        """List a style and those it is based on; the bound ends a circle."""
        chain: list[ET.Element] = []
        while name in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[name])
            name = value(child(chain[-1], "basedOn"), "val")
        return chain


def _is_clear(fill: ET.Element | None) -> bool:
    """Tell whether letters are filled with nothing, or with a colour that lets nearly all through.

    Word's own markup counts how much shines through, in thousandths of a percent.
    """
    if child(fill, "noFill") is not None:
        return True
    inner = fill.iter() if fill is not None else ()
    alpha = next((element for element in inner if local(element) == "alpha"), None)
    through = (value(alpha, "val") or "").rstrip("%")
    return through.isdecimal() and (through == "100" or int(through[:6]) >= _NEARLY_ALL_THROUGH)


def _is_out_of_place(run: ET.Element | None) -> bool:
    """Tell whether letters are raised off their page, or drawn over each other."""
    raised = value(child(run, "position"), "val") or ""
    apart = value(child(run, "spacing"), "val") or ""
    is_far = raised.lstrip("-").isdecimal() and abs(int(raised[:9])) >= _OFF_PAGE_HALF_POINTS
    return is_far or (apart[1:].isdecimal() and int(apart[:9]) <= _OVER_EACH_OTHER_TWIPS)


def _fill_colour(fill: ET.Element) -> Colour | None:
    """Return the one colour of Word's newer fill of letters, which goes before the older colour."""
    solid = child(fill, "solidFill")
    scheme = value(child(solid, "schemeClr"), "val")
    return WHITE if scheme in LIGHT_THEME else parse_colour(value(child(solid, "srgbClr"), "val"))


def _colour(element: ET.Element | None) -> Colour | None:
    found = parse_colour(value(element, "val"))
    return WHITE if found is None and value(element, "themeColor") in LIGHT_THEME else found


def _style_name(properties: ET.Element | None, kind: str) -> str | None:
    return value(child(properties, kind), "val")


def _first(sources: Iterable[ET.Element], name: str) -> ET.Element | None:
    for source in sources:
        found = child(source, name)
        if found is not None:
            return found
    return None
