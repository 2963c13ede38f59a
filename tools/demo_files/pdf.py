"""PDF resumes: five layouts with a text layer, one of them optionally locked."""

import io
from collections.abc import Callable
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
)

from . import scan, story
from .source import Resume
from .story import Look, Story

_MARGIN = 54.0
_SIDEBAR = 174.0
_WIDTH, _HEIGHT = float(A4[0]), float(A4[1])

Page = Callable[[Any, Any], None]


def render_pdf(resume: Resume) -> bytes:
    """Give the resume as the bytes of a PDF file."""
    if resume.layout == "scan":
        return scan.render_scan(resume)
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer,
        pagesize=A4,
        title=resume.name,
        author=resume.name,
        invariant=1,
        pageCompression=1,
        encrypt=_lock(resume),
    )
    _LAYOUTS[resume.layout](document, resume)
    return buffer.getvalue()


def _lock(resume: Resume) -> Any:
    password = resume.password
    return StandardEncryption(password, f"{password}-owner", strength=128) if password else None


def _single_column(document: Any, resume: Resume) -> None:
    look = Look(font="Times-Roman", size=10.8, colour="#222222", centred=True)
    _one_frame(document, _flow(resume, look), _MARGIN + 8, _blank)


def _ruled(document: Any, resume: Resume) -> None:
    look = Look(size=9.4, colour="#7a1f2b", rules=True)
    _one_frame(document, _flow(resume, look), _MARGIN - 8, _blank)


def _two_page(document: Any, resume: Resume) -> None:
    look = Look(size=11.4, spacing=1.45, colour="#1d4d3a")

    def footer(canvas: Any, _: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(_WIDTH / 2, 30, f"{resume.name}, page {canvas.getPageNumber()}")

    _one_frame(document, _flow(resume, look), _MARGIN + 18, footer)


def _timeline(document: Any, resume: Resume) -> None:
    look = Look(size=9.8, colour="#34507a")
    content = story.title(resume, look)
    for part in resume.sections:
        content += story.timeline(part, look, _WIDTH - 2 * _MARGIN - 12)
    _one_frame(document, content, _MARGIN, _blank)


def _two_column(document: Any, resume: Resume) -> None:
    look = Look(size=9.6)
    narrow, wide = Look(size=8.8, colour="#24506b"), _WIDTH - _SIDEBAR
    bar = Frame(12, 24, _SIDEBAR - 24, _HEIGHT - 60, id="bar")
    main = Frame(_SIDEBAR + 8, 24, wide - 36, _HEIGHT - 60, id="main")
    rest = Frame(_MARGIN, _MARGIN, _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN, id="rest")
    document.addPageTemplates(
        [
            PageTemplate("first", [bar, main], onPage=_tinted_bar),
            PageTemplate("later", [rest]),
        ]
    )
    content: Story = [NextPageTemplate("later"), *story.heading("Contact", narrow)]
    content += [story.paragraph(line, narrow.style(0.9, spaceBefore=3)) for line in resume.contact]
    for part in (part for part in resume.sections if part.title in resume.sidebar):
        content += story.section(part, narrow)
    content += [FrameBreak(), *story.title(resume, look)[:2]]
    for part in (part for part in resume.sections if part.title not in resume.sidebar):
        content += story.section(part, look)
    document.build(content)


def _flow(resume: Resume, look: Look) -> Story:
    content = story.title(resume, look)
    for part in resume.sections:
        content += story.section(part, look)
    return content


def _one_frame(document: Any, content: Story, margin: float, page: Page) -> None:
    frame = Frame(margin, margin, _WIDTH - 2 * margin, _HEIGHT - 2 * margin)
    document.addPageTemplates([PageTemplate("all", [frame], onPage=page)])
    document.build(content)


def _tinted_bar(canvas: Any, _: Any) -> None:
    canvas.setFillColorRGB(0.91, 0.94, 0.96)
    canvas.rect(0, 0, _SIDEBAR, _HEIGHT, stroke=0, fill=1)


def _blank(_canvas: Any, _document: Any) -> None:
    """Draw nothing besides the text."""


_LAYOUTS: dict[str, Callable[[Any, Resume], None]] = {
    "single-column": _single_column,
    "ruled": _ruled,
    "two-page": _two_page,
    "timeline": _timeline,
    "two-column": _two_column,
}
