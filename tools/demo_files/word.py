"""DOCX resumes: four layouts, written so that the same source gives the same bytes."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell

from .source import Item, Resume, Section

_WRITTEN = datetime(2026, 1, 5, 9, 0)  # noqa: DTZ001 - DOCX properties carry no time zone
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_INK = RGBColor(0x1F, 0x3A, 0x5F)


def render_docx(resume: Resume) -> bytes:
    """Give the resume as the bytes of a DOCX file."""
    document = docx.Document()
    _set_page(document)
    _LAYOUTS[resume.layout](document, resume)
    _set_properties(document, resume)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)


def _headings(document: Document, resume: Resume) -> None:
    document.add_heading(resume.name, level=0)
    document.add_paragraph(resume.headline).runs[0].italic = True
    document.add_paragraph(" | ".join(resume.contact))
    for section in resume.sections:
        _add_section(document, section)


def _letterhead(document: Document, resume: Resume) -> None:
    _set_header_and_footer(document, resume)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(resume.headline)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(15), _INK
    for section in resume.sections:
        _add_section(document, section)


def _skills_table(document: Document, resume: Resume) -> None:
    document.add_heading(f"{resume.name}, {resume.headline}", level=1)
    document.add_paragraph(", ".join(resume.contact))
    for section in resume.sections:
        if section.title not in {"Skills", "What I can do"}:
            _add_section(document, section)
            continue
        document.add_heading(section.title, level=2)
        table = document.add_table(rows=0, cols=2, style="Light Grid Accent 1")
        for item in section.items:
            subject, _, detail = item.text.partition(": ")
            row = table.add_row()
            row.cells[0].text, row.cells[1].text = subject, detail


def _table(document: Document, resume: Resume) -> None:
    _set_header_and_footer(document, resume)
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for section in resume.sections:
        row = table.add_row()
        row.cells[0].width, row.cells[1].width = Mm(38), Mm(128)
        run = row.cells[0].paragraphs[0].add_run(section.title)
        run.bold, run.font.color.rgb = True, _INK
        for item in section.items:
            _add_item(row.cells[1], item)
        # A new cell starts with a blank line.
        row.cells[1]._tc.remove(row.cells[1].paragraphs[0]._p)


def _set_header_and_footer(document: Document, resume: Resume) -> None:
    page = document.sections[0]
    head = page.header.paragraphs[0]
    run = head.add_run(resume.name)
    run.bold, run.font.size = True, Pt(18)
    page.header.add_paragraph(" | ".join(resume.contact))
    page.footer.paragraphs[0].text = f"{resume.name} - curriculum vitae - {resume.headline}"


def _add_section(document: Document, section: Section) -> None:
    document.add_heading(section.title, level=2)
    for item in section.items:
        _add_item(document, item)


def _add_item(where: Document | _Cell, item: Item) -> None:
    style = "List Bullet" if item.kind == "bullet" else None
    paragraph = where.add_paragraph(style=style)
    paragraph.add_run(item.text).bold = item.kind == "entry"
    if item.kind == "entry":
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(f", {item.detail}" if item.detail else "")


def _set_properties(document: Document, resume: Resume) -> None:
    properties = document.core_properties
    properties.title = properties.author = resume.name
    properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _WRITTEN
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del document.part.package.rels[key]


def _without_times(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


_LAYOUTS: dict[str, Callable[[Document, Resume], None]] = {
    "headings": _headings,
    "letterhead": _letterhead,
    "skills-table": _skills_table,
    "table": _table,
}
