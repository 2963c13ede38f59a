"""Headers and footers of a DOCX: those that some page shows, and those that none does."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from adapters.documents.office_package import Package
from adapters.documents.office_xml import child, local, value

_ON = (None, "1", "true", "on")
_TELLING_LETTERS = 3


class Margins:
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
        shown = {_letters(root) for root in self.roots()}
        for part in self._unshown:
            root = self._package.read(part)
            letters = _letters(root) if root is not None else ""
            if len(letters) >= _TELLING_LETTERS and letters not in shown:
                return True
        return False


def _letters(root: ET.Element) -> str:
    text = "".join(element.text or "" for element in root.iter() if local(element) == "t")
    return "".join(character for character in text if character.isalpha())


def _is_on(element: ET.Element | None) -> bool:
    return element is not None and value(element, "val") in _ON
