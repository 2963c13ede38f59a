"""What a PDF page is made of: paragraphs, rules and rows in a layout's type."""

from dataclasses import dataclass
from html import escape
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import HRFlowable, Paragraph, Spacer, Table

from .source import Item, Resume, Section

Story = list[Any]
_TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
_FONTS = {
    "Helvetica": ("Helvetica-Bold", "Helvetica-Oblique"),
    "Times-Roman": ("Times-Bold", "Times-Italic"),
}


@dataclass(frozen=True)
class Look:
    """The type and colour of one layout."""

    font: str = "Helvetica"
    size: float = 9.5
    spacing: float = 1.32
    colour: str = "#1f3a5f"
    rules: bool = False
    centred: bool = False

    def style(self, scale: float = 1.0, *, bold: bool = False, **more: Any) -> Any:
        """Make a paragraph style from the layout's type."""
        size = self.size * scale
        font = _FONTS[self.font][0] if bold else self.font
        return ParagraphStyle(
            "text", fontName=font, fontSize=size, leading=size * self.spacing, **more
        )


def paragraph(text: str, style: Any, *, mark: str | None = None) -> Any:
    """Make a paragraph of plain text, refusing what the core fonts cannot show."""
    text.encode("cp1252")
    return Paragraph(escape(text, quote=False), style, bulletText=mark)


def title(resume: Resume, look: Look) -> Story:
    """Make the name, the headline and the contact line."""
    align = 1 if look.centred else 0
    more = {"alignment": align, "textColor": look.colour}
    return [
        paragraph(resume.name, look.style(2.0, bold=True, **more)),
        paragraph(resume.headline, look.style(1.15, alignment=align, spaceBefore=3)),
        paragraph("  |  ".join(resume.contact), look.style(0.92, alignment=align, spaceBefore=3)),
        Spacer(1, look.size),
    ]


def section(part: Section, look: Look) -> Story:
    """Make one section with its heading."""
    story = heading(part.title, look)
    for item in part.items:
        story += _item(item, look)
    return story


def heading(text: str, look: Look) -> Story:
    """Make a section heading, with a rule where the layout has them."""
    style = look.style(1.2, bold=True, textColor=look.colour, spaceBefore=look.size, keepWithNext=1)
    rule = HRFlowable(width="100%", thickness=0.7, color=look.colour, spaceBefore=1, spaceAfter=3)
    return [paragraph(text, style), rule] if look.rules else [paragraph(text, style)]


def timeline(part: Section, look: Look, width: float) -> Story:
    """Make one section as rows: the dates on the left, the work on the right."""
    rows: list[tuple[str, Story]] = []
    for item in part.items:
        if item.kind == "entry" or not rows:
            rows.append((item.dates, []))
        rows[-1][1].extend(_item(Item(item.kind, item.text, item.place), look))
    cells = [[paragraph(dates, look.style(0.95)), content] for dates, content in rows]
    table = Table(cells, colWidths=[width * 0.2, width * 0.8])
    line = ("LINEAFTER", (0, 0), (0, -1), 0.8, look.colour)
    table.setStyle([_TOP, line, ("LEFTPADDING", (0, 0), (0, -1), 0)])
    return [*heading(part.title, look), table]


def _item(item: Item, look: Look) -> Story:
    if item.kind == "bullet":
        style = look.style(leftIndent=11, bulletIndent=1, spaceBefore=1.5)
        return [paragraph(item.text, style, mark="\u2022")]
    if item.kind == "text":
        return [paragraph(item.text, look.style(spaceBefore=2))]
    post = look.style(1.03, bold=True, spaceBefore=5, keepWithNext=1)
    if look.rules and item.dates:
        return [_post_with_dates_at_the_right(item, look, post)]
    if not item.detail:
        return [paragraph(item.text, post)]
    italic = look.style(spaceAfter=1, keepWithNext=1)
    italic.fontName = _FONTS[look.font][1]
    return [paragraph(item.text, post), paragraph(item.detail, italic)]


def _post_with_dates_at_the_right(item: Item, look: Look, post: Any) -> Any:
    text = ", ".join(filter(None, (item.text, item.place)))
    row = [paragraph(text, post), paragraph(item.dates, look.style(alignment=2))]
    table = Table([row], colWidths=["74%", "26%"])
    table.setStyle(
        [_TOP, ("LEFTPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    )
    return table
