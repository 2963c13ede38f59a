"""DOCX files: headers, body with tables and text boxes, notes, footers."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from adapters.documents.child_answer import ChildAnswer
from adapters.documents.office_numbers import Numbers
from adapters.documents.office_package import Package
from adapters.documents.office_shapes import page_size
from adapters.documents.office_styles import Styles, page_ground
from adapters.documents.office_text import PartReader
from adapters.documents.office_xml import child, local, value
from adapters.documents.sight import tells
from shortlist.reading.plain_text import Flag
from shortlist.reading.reasons import FileLimits, UnreadableResumeError

_NOTES = ("endnotes", "footnotes")
# Files within files.
_DEEPEST = 3
_ON = (None, "1", "true", "on")


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
    margins = _Margins(package, main, document)
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


class _Margins:
    """The parts that the sections of a document refer to, each once, in order."""

    def __init__(self, package: Package, main: str, document: ET.Element) -> None:
        self._package = package
        settings = [package.read(part) for part in package.related(main, "settings")]
        has_even = any(_is_on(child(root, "evenAndOddHeaders")) for root in settings)
        shown: dict[str, list[str]] = {"headerReference": [], "footerReference": []}
        unshown: list[str] = []
        relations = package.relations(main)
        for section in (element for element in document.iter() if local(element) == "sectPr"):
            has_first = _is_on(child(section, "titlePg"))
            for reference in section:
                part = relations.get(value(reference, "id") or "", ("", ""))[1]
                if local(reference) not in shown or not part:
                    continue
                kind = value(reference, "type")
                is_shown = {"first": has_first, "even": has_even}.get(kind or "", True)
                (shown[local(reference)] if is_shown else unshown).append(part)
        self.headers = list(dict.fromkeys(shown["headerReference"]))
        self.footers = list(dict.fromkeys(shown["footerReference"]))
        self._unshown = [part for part in unshown if part not in {*self.headers, *self.footers}]

    def roots(self) -> Iterator[ET.Element]:
        """Yield the parts that are shown."""
        for part in (*self.headers, *self.footers):
            root = self._package.read(part)
            if root is not None:
                yield root

    def hide_text(self) -> bool:
        """Tell whether a part that no page shows says what the shown ones do not."""
        shown = {_letters(_words(root)) for root in self.roots()}
        for part in self._unshown:
            root = self._package.read(part)
            words = _words(root) if root is not None else ""
            if tells(words) and _letters(words) not in shown:
                return True
        return False


def _words(root: ET.Element) -> str:
    return "".join(element.text or "" for element in root.iter() if local(element) == "t")


def _letters(words: str) -> str:
    return "".join(filter(str.isalpha, words))


def _is_on(element: ET.Element | None) -> bool:
    return element is not None and value(element, "val") in _ON
