"""The visible text of one part of a DOCX, in the order of the document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from adapters.documents.office_ground import Ground, ground_within
from adapters.documents.office_styles import Styles
from adapters.documents.office_xml import child, contents, local, value

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_INLINE = frozenset({"hyperlink", "fldSimple", "dir", "bdo", "moveTo"})
_DRAWINGS = frozenset({"drawing", "pict", "object"})
_CELL_GAP = "  "


@dataclass(slots=True)
class PartReader:
    """Reads blocks of paragraphs and tables into lines, and notes whether it left text out."""

    styles: Styles
    page: Ground
    has_hidden_text: bool = False

    def lines(self, container: ET.Element, ground: Ground) -> list[str]:
        """Read a body, header, cell or text box."""
        lines: list[str] = []
        for block in contents(container):
            if local(block) == "p":
                lines += self._paragraph(block, ground)
            elif local(block) == "tbl":
                lines += self._table(block, ground)
        return lines

    def _table(self, table: ET.Element, ground: Ground) -> list[str]:
        properties = child(table, "tblPr")
        painted = self.styles.shades(value(child(properties, "tblStyle"), "val"))
        ground = Ground(None) if painted else ground.under(properties)
        lines: list[str] = []
        for row in _children(table, "tr"):
            lines += self._table_row(row, ground)
        return lines

    def _table_row(self, row: ET.Element, ground: Ground) -> list[str]:
        """Read cell after cell; a row of single lines stays one line."""
        cells = [
            self.lines(cell, ground.under(child(cell, "tcPr"))) for cell in _children(row, "tc")
        ]
        texts = [[line for line in cell if line.strip()] for cell in cells]
        if all(len(text) <= 1 for text in texts):
            return [_CELL_GAP.join(line for text in texts for line in text)]
        return [line for cell in cells for line in cell]

    def _paragraph(self, paragraph: ET.Element, ground: Ground) -> list[str]:
        properties = child(paragraph, "pPr")
        piece = _Inline(self, properties, self.styles.ground(properties, ground))
        piece.read(contents(paragraph))
        return [*piece.text.split("\n"), *piece.boxes]

    def boxes(self, drawing: ET.Element, ground: Ground) -> list[str]:
        """Read the text boxes of a drawing, each on the ground that its shape paints."""
        lines: list[str] = []
        for inner in contents(drawing):
            if local(inner) == "txbxContent":
                lines += self.lines(inner, ground)
            else:
                lines += self.boxes(inner, ground_within(inner, ground))
        return lines


class _Inline:
    """What stands in one paragraph: its text, and the boxes that are anchored in it."""

    def __init__(self, reader: PartReader, properties: ET.Element | None, ground: Ground) -> None:
        self._reader = reader
        self._properties = properties
        self._ground = ground
        self.text = ""
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
                self.boxes += self._reader.boxes(element, self._reader.page)
            elif name in _SIGNS:
                self.text += _SIGNS[name]
            elif name == "t" and element.text:
                self._letters(element.text, hidden=hidden)

    def _letters(self, letters: str, *, hidden: bool) -> None:
        if hidden and letters.strip():
            self._reader.has_hidden_text = True
        self.text += " " if hidden else letters


def _children(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (inner for inner in contents(element) if local(inner) == name)
