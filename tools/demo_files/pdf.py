"""PDF resumes: five layouts with text, one of them locked if its source says so, and a scan."""

import io
import textwrap
from pathlib import Path
from typing import Any

import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate

from . import story
from .source import Resume
from .story import Look, Story

_MARGIN = 54.0
_SIDEBAR = 174.0
_WIDTH, _HEIGHT = float(A4[0]), float(A4[1])
# The type of the layouts in one column, and how much wider their margins are than others'.
_LOOKS = {
    "single-column": (Look(font="Times-Roman", size=10.8, colour="#222222", centred=True), 8),
    "ruled": (Look(size=9.4, colour="#7a1f2b", rules=True), -8),
    "two-page": (Look(size=11.4, spacing=1.45, colour="#1d4d3a"), 18),
    "timeline": (Look(size=9.8, colour="#34507a"), 0),
}
_SCAN = (992, 1403)
_PAPER, _INK = 247, 45
_TILT = 0.6
_GREYS = 8
_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def render_pdf(resume: Resume) -> bytes:
    """Give the resume as the bytes of a PDF file."""
    buffer = io.BytesIO()
    if resume.layout == "scan":
        canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
        canvas.drawImage(ImageReader(_draw_scan(resume)), 0, 0, *A4)
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()
    document = BaseDocTemplate(
        buffer,
        pagesize=A4,
        title=resume.name,
        author=resume.name,
        invariant=1,
        pageCompression=1,
        encrypt=_lock(resume),
    )
    set_columns = _set_two_columns if resume.layout == "two-column" else _set_one_column
    set_columns(document, resume)
    return buffer.getvalue()


def _lock(resume: Resume) -> Any:
    password = resume.password
    return StandardEncryption(password, f"{password}-owner", strength=128) if password else None


def _set_one_column(document: Any, resume: Resume) -> None:
    look, wider = _LOOKS[resume.layout]
    margin = _MARGIN + wider
    width = _WIDTH - 2 * margin
    content = story.title(resume, look)
    for part in resume.sections:
        if resume.layout == "timeline":
            content += story.timeline(part, look, width - 12)
        else:
            content += story.section(part, look)

    def write_footer(canvas: Any, _: Any) -> None:
        if resume.layout == "two-page":
            canvas.setFont("Helvetica", 8)
            text = f"{resume.name}, page {canvas.getPageNumber()}"
            canvas.drawCentredString(_WIDTH / 2, 30, text)

    frame = Frame(margin, margin, width, _HEIGHT - 2 * margin)
    document.addPageTemplates([PageTemplate("all", [frame], onPage=write_footer)])
    document.build(content)


def _set_two_columns(document: Any, resume: Resume) -> None:
    look = Look(size=9.6)
    narrow, wide = Look(size=8.8, colour="#24506b"), _WIDTH - _SIDEBAR
    bar = Frame(12, 24, _SIDEBAR - 24, _HEIGHT - 60, id="bar")
    main = Frame(_SIDEBAR + 8, 24, wide - 36, _HEIGHT - 60, id="main")
    rest = Frame(_MARGIN, _MARGIN, _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN, id="rest")
    first = PageTemplate("first", [bar, main], onPage=_tint_bar)
    document.addPageTemplates([first, PageTemplate("later", [rest])])
    content: Story = [NextPageTemplate("later"), *story.heading("Contact", narrow)]
    content += [story.paragraph(line, narrow.style(0.9, spaceBefore=3)) for line in resume.contact]
    for part in (part for part in resume.sections if part.title in resume.sidebar):
        content += story.section(part, narrow)
    content += [FrameBreak(), *story.title(resume, look)[:2]]
    for part in (part for part in resume.sections if part.title not in resume.sidebar):
        content += story.section(part, look)
    document.build(content)


def _tint_bar(canvas: Any, _: Any) -> None:
    canvas.setFillColorRGB(0.91, 0.94, 0.96)
    canvas.rect(0, 0, _SIDEBAR, _HEIGHT, stroke=0, fill=1)


def _draw_scan(resume: Resume) -> Image.Image:
    """Draw a page as a scanner gives it: slightly crooked, and in few greys."""
    page = Image.new("L", _SCAN, _PAPER)
    draw = ImageDraw.Draw(page)
    top = 90
    for size, text in _list_scanned(resume):
        draw.text((95, top), text, fill=_INK, font=ImageFont.truetype(str(_FONT), size))
        top += int(size * 1.55)
    tilted = page.rotate(_TILT, Image.Resampling.BILINEAR, fillcolor=_PAPER)
    return tilted.quantize(_GREYS).convert("L")


def _list_scanned(resume: Resume) -> list[tuple[int, str]]:
    lines = [(32, resume.name), (19, resume.headline), *((16, part) for part in resume.contact)]
    for section in resume.sections:
        lines += [(12, ""), (21, section.title)]
        for item in section.items:
            text = f"- {item.whole}" if item.kind == "bullet" else item.whole
            lines += [(17, line) for line in textwrap.wrap(text, 86)]
    return lines
