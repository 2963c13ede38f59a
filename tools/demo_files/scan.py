"""A resume as a scanner gives it: a slightly crooked picture of a page, and no text."""

import io
import textwrap
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .source import Item, Resume

_SIZE = (992, 1403)
_PAPER, _INK = 247, 45
_TILT = 0.6
_GREYS = 8
_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def render_scan(resume: Resume) -> bytes:
    """Give the resume as the bytes of a PDF that holds one picture."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    canvas.drawImage(ImageReader(_picture(resume)), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _picture(resume: Resume) -> Image.Image:
    page = Image.new("L", _SIZE, _PAPER)
    draw = ImageDraw.Draw(page)
    top = 90
    for size, text in _lines(resume):
        draw.text((95, top), text, fill=_INK, font=ImageFont.truetype(str(_FONT), size))
        top += int(size * 1.55)
    tilted = page.rotate(_TILT, Image.Resampling.BILINEAR, fillcolor=_PAPER)
    return tilted.quantize(_GREYS).convert("L")


def _lines(resume: Resume) -> list[tuple[int, str]]:
    lines = [(32, resume.name), (19, resume.headline), *((16, part) for part in resume.contact)]
    for section in resume.sections:
        lines += [(12, ""), (21, section.title)]
        for item in section.items:
            lines += [(17, line) for line in textwrap.wrap(_text(item), 86)]
    return lines


def _text(item: Item) -> str:
    joined = ", ".join(part for part in (item.text, item.place, item.dates) if part)
    return f"- {joined}" if item.kind == "bullet" else joined
