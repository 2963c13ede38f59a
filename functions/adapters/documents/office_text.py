"""The visible text of one part of a DOCX, in the order of the document."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from adapters.documents.office_chunks import chunk_text
from adapters.documents.office_numbers import Numbers
from adapters.documents.office_package import Package
from adapters.documents.office_shapes import (
    FloatingShape,
    PageSize,
    is_off_page,
    is_row_closed,
    shape_of,
    shapes_in,
)
from adapters.documents.office_styles import Ground, Styles, ground_within
from adapters.documents.office_xml import child, contents, local, value
from adapters.documents.sight import tells

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_INLINE = frozenset({"hyperlink", "fldSimple", "dir", "bdo", "moveTo", "ruby", "rubyBase"})
_DRAWINGS = frozenset({"drawing", "pict", "object"})
# Drawings whose words stand in a part of their own, with the attribute that names it.
_APART = {"relIds": "dm", "chart": "id"}
_CELL_GAP = "  "


@dataclass(slots=True)
class PartReader:
    """Reads blocks of paragraphs and tables into lines, and notes whether it left text out."""

    package: Package
    styles: Styles
    numbers: Numbers
    ground: Ground
    page: PageSize
    read_whole: Callable[[bytes], str]
    hides_text: bool = False
    _part: str = ""
    _shapes: list[FloatingShape] = field(default_factory=list)

    def part_text(self, part: str, container: ET.Element | None = None) -> str:
        """Read a part, or the one container in it that is given."""
        root = self.package.read(part) if container is None else container
        if root is None:
            return ""
        self._part, self._shapes = part, list(shapes_in(root))
        return "\n".join(self.lines(root, self.ground))

    def lines(self, container: ET.Element, ground: Ground) -> list[str]:
        """Read a body, header, cell or text box."""
        lines: list[str] = []
        initial = ""
        for block in contents(container):
            if local(block) == "p":
                found = self._paragraph(block, ground)
                lines += [initial + found[0], *found[1:]] if found else []
                initial = lines.pop() if _is_initial(block) and found else ""
            elif local(block) == "tbl":
                lines += self._table(block, ground)
            elif local(block) == "altChunk":
                lines += self._chunk(block)
        return [*lines, initial] if initial else lines

    def leave_out(self, text: str) -> None:
        """Note a text that nobody sees."""
        self.hides_text = self.hides_text or tells(text)

    def boxes(self, drawing: ET.Element, ground: Ground) -> list[str]:
        """Read the text boxes of a drawing, each on the ground that its shape paints."""
        lines: list[str] = []
        for inner in contents(drawing):
            shape = shape_of(inner)
            if shape and not shape.is_seen(self.page, self._shapes):
                self.leave_out("".join(_words(inner)))
                continue
            # What lies on a larger shape may have any ground.
            larger = shape and any(o.paints and o.is_larger(shape) for o in self._shapes)
            within = ground_within(inner, Ground(None) if larger else ground)
            name = local(inner)
            if name == "txbxContent":
                lines += self.lines(inner, ground)
            elif name == "textpath":
                lines += [value(inner, "string") or ""]
            elif name in _APART:
                lines += self._drawn_apart(inner, _APART[name])
            elif name == "txBody":
                lines += _plain_lines(inner)
            else:
                lines += self.boxes(inner, within)
        return lines

    def _table(self, table: ET.Element, ground: Ground) -> list[str]:
        properties = child(table, "tblPr")
        painted = self.styles.shades(value(child(properties, "tblStyle"), "val"))
        ground = Ground(None) if painted else ground.under(properties)
        lines: list[str] = []
        for row in _children(table, "tr"):
            if is_row_closed(child(row, "trPr")):
                self.leave_out("".join(_words(row)))
            else:
                lines += self._table_row(row, ground)
        return lines

    def _table_row(self, row: ET.Element, ground: Ground) -> list[str]:
        """Read cell after cell; a row of single lines stays one line."""
        ground = ground.under(child(row, "tblPrEx"))
        cells = [
            self.lines(cell, ground.under(child(cell, "tcPr"))) for cell in _children(row, "tc")
        ]
        texts = [[line for line in cell if line.strip()] for cell in cells]
        if all(len(text) <= 1 for text in texts):
            return [_CELL_GAP.join(line for text in texts for line in text)]
        return [line for cell in cells for line in cell]

    def _paragraph(self, paragraph: ET.Element, ground: Ground) -> list[str]:
        properties = child(paragraph, "pPr")
        if is_off_page(properties, self.page):
            self.leave_out("".join(_words(paragraph)))
            return []
        piece = _Inline(self, properties, self.styles.ground(properties, ground))
        piece.read(contents(paragraph))
        self.leave_out(piece.hidden)
        number = self.numbers.label(self.styles.numbering(properties)) if piece.text else ""
        return [*(number + piece.text).split("\n"), *piece.boxes]

    def _chunk(self, block: ET.Element) -> list[str]:
        kind, part = self.package.relations(self._part).get(value(block, "id") or "", ("", ""))
        if kind != "aFChunk":
            return []
        content = self.package.content(part)
        if part.lower().endswith(".docx"):
            return self.read_whole(content).split("\n")
        return chunk_text(content, part.lower()).split("\n")

    def _drawn_apart(self, drawing: ET.Element, name: str) -> list[str]:
        _, part = self.package.relations(self._part).get(value(drawing, name) or "", ("", ""))
        root = self.package.read(part)
        return _plain_lines(root) if root is not None else []


class _Inline:
    """What stands in one paragraph: its text, and the boxes that are anchored in it."""

    def __init__(self, reader: PartReader, properties: ET.Element | None, ground: Ground) -> None:
        self._reader = reader
        self._properties = properties
        self._ground = ground
        self.text = ""
        self.hidden = ""
        self.boxes: list[str] = []

    def read(self, elements: Iterable[ET.Element]) -> None:
        for element in elements:
            if local(element) == "r":
                self._run(element)
            elif local(element) in _INLINE:
                self.read(contents(element))

    def _run(self, run: ET.Element) -> None:
        look = child(run, "rPr")
        hidden = self._reader.styles.hides(look, self._properties, self._ground)
        for element in contents(run):
            name = local(element)
            if name in _DRAWINGS:
                self.boxes += self._reader.boxes(element, self._reader.ground)
            elif name in _SIGNS:
                self.text += _SIGNS[name]
            elif name == "ruby":
                # The small letters above repeat how the ones below are pronounced.
                self.read(contents(element))
            elif name == "t" and element.text:
                self.hidden += element.text if hidden else ""
                self.text += " " if hidden else element.text


def _children(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (inner for inner in contents(element) if local(inner) == name)


def _is_initial(paragraph: ET.Element) -> bool:
    """Tell a large first letter, which Word keeps in a paragraph before that of its word."""
    frame = child(child(paragraph, "pPr"), "framePr")
    return value(frame, "dropCap") in ("drop", "margin")


def _words(element: ET.Element) -> Iterator[str]:
    return (inner.text or "" for inner in element.iter() if local(inner) == "t")


def _plain_lines(root: ET.Element) -> list[str]:
    """Read the paragraphs of drawing markup, whose letters have no look of their own."""
    paragraphs = (element for element in root.iter() if local(element) == "p")
    lines = ["".join(_words(paragraph)) for paragraph in paragraphs]
    return [line for line in lines if line.strip()]
