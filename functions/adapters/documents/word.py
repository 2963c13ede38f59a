"""DOCX files: headers, body with tables and text boxes, notes, footers."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from adapters.documents.child_answer import ChildAnswer
from adapters.documents.office_ground import page_ground
from adapters.documents.office_package import Package
from adapters.documents.office_styles import Styles
from adapters.documents.office_text import PartReader
from adapters.documents.office_xml import child, local, value
from shortlist.reading.errors import UnreadableResumeError
from shortlist.reading.file_limits import FileLimits

_NOTES = frozenset({"footnotes", "endnotes"})


def text_of(content: bytes, limits: FileLimits) -> ChildAnswer:
    """Read all parts that Word would print, or refuse the file with the reason."""
    package = Package(content, limits)
    main = package.main_part()
    document = package.read(main)
    body = child(document, "body")
    if document is None or body is None:
        raise UnreadableResumeError("broken" if document is None else "unsupported")
    relations = package.relations(main)
    headers = _referenced(package, document, relations, "headerReference")
    footers = _referenced(package, document, relations, "footerReference")
    reader = PartReader(
        styles=Styles(_related(package, relations, "styles")),
        page=page_ground([document, *headers, *footers]),
    )
    notes = list(_notes(package, relations))
    blocks = [
        "\n".join(reader.lines(block, reader.page)) for block in (*headers, body, *notes, *footers)
    ]
    text = "\n\n".join(dict.fromkeys(blocks))
    if package.has_pictures() and not any(character.isalnum() for character in text):
        raise UnreadableResumeError("image_only")
    return ChildAnswer(text, ["hidden_text"] if reader.has_hidden_text else [])


def _referenced(
    package: Package, document: ET.Element, relations: dict[str, tuple[str, str]], kind: str
) -> list[ET.Element]:
    """Read the headers or footers that some section shows, each once."""
    ids = [value(element, "id") for element in document.iter() if local(element) == kind]
    parts = dict.fromkeys(relations[name][1] for name in ids if name in relations)
    return [root for root in map(package.read, parts) if root is not None]


def _related(
    package: Package, relations: dict[str, tuple[str, str]], kind: str
) -> ET.Element | None:
    target = next((part for name, part in relations.values() if name == kind), None)
    return package.read(target) if target else None


def _notes(package: Package, relations: dict[str, tuple[str, str]]) -> Iterator[ET.Element]:
    for kind in sorted(_NOTES):
        root = _related(package, relations, kind)
        yield from root if root is not None else ()
