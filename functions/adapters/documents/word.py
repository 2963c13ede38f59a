"""DOCX files: headers, body with tables and text boxes, notes, footers."""

from xml.etree import ElementTree as ET

from adapters.documents.child_answer import ChildAnswer
from adapters.documents.office_ground import page_ground
from adapters.documents.office_margins import Margins
from adapters.documents.office_numbers import Numbers
from adapters.documents.office_package import Package
from adapters.documents.office_shapes import page_size
from adapters.documents.office_styles import Styles
from adapters.documents.office_text import PartReader
from adapters.documents.office_xml import child
from shortlist.reading.plain_text import Flag
from shortlist.reading.reasons import FileLimits, UnreadableResumeError

_NOTES = ("endnotes", "footnotes")
# Files within files.
_DEEPEST = 3


def text_of(content: bytes, limits: FileLimits) -> ChildAnswer:
    """Read all parts that Word would print, or refuse the file with the reason."""
    try:
        return _read_file(content, limits, _DEEPEST)
    except RecursionError as error:
        raise UnreadableResumeError("broken") from error


def _read_file(content: bytes, limits: FileLimits, depth: int) -> ChildAnswer:
    package = Package(content, limits)
    main = package.main_part()
    document = package.read(main)
    body = child(document, "body")
    if document is None or body is None:
        raise UnreadableResumeError("broken" if document is None else "unsupported")
    margins = Margins(package, main, document)
    notes = [part for kind in _NOTES for part in package.related(main, kind)]
    flags: set[Flag] = set()

    def read_whole(inner: bytes) -> str:
        if not (inner and depth):
            return ""
        answer = _read_file(inner, limits, depth - 1)
        flags.update(answer.flags)
        return answer.text

    reader = PartReader(
        package=package,
        styles=Styles(_first(package, main, "styles")),
        numbers=Numbers(_first(package, main, "numbering")),
        ground=page_ground([document, *margins.roots()]),
        page=page_size(document),
        read_whole=read_whole,
    )
    blocks = [
        *(reader.part_text(part) for part in margins.headers),
        reader.part_text(main, body),
        *(reader.part_text(part, note) for part in notes for note in package.read(part) or ()),
        *(reader.part_text(part) for part in margins.footers),
    ]
    text = "\n\n".join(dict.fromkeys(blocks))
    if package.has_pictures() and not any(character.isalnum() for character in text):
        raise UnreadableResumeError("image_only")
    if reader.hides_text or margins.hide_text():
        flags.add("hidden_text")
    return ChildAnswer(text, sorted(flags))


def _first(package: Package, main: str, kind: str) -> ET.Element | None:
    parts = package.related(main, kind)
    return package.read(parts[0]) if parts else None
