"""The zip that a DOCX is: checked before anything is expanded, its parts found by relation."""

import io
import posixpath
import zipfile
import zlib
from xml.etree import ElementTree as ET

from shortlist.reading.reasons import FileLimits, UnreadableResumeError

_MAX_ENTRIES = 2_000
_MAX_RATIO = 200
_RATIO_MATTERS_FROM = 1024 * 1024
_ENCRYPTED_BIT = 0x1
_OPENED = (".xml", ".rels", ".mht", ".mhtml", ".htm", ".html", ".xhtml", ".txt", ".docx", ".rtf")
_MAIN_RELATION = "officeDocument"


class Package:
    """An open package; a part that is named but missing reads as nothing."""

    def __init__(self, content: bytes, limits: FileLimits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except zipfile.BadZipFile as error:
            raise UnreadableResumeError("broken") from error
        entries = self._zip.infolist()
        # Some writers part folders as Windows does.
        self._entries = {entry.filename.replace("\\", "/"): entry for entry in entries}
        if any(entry.flag_bits & _ENCRYPTED_BIT for entry in entries):
            raise UnreadableResumeError("encrypted")
        if not any(name.startswith("word/") for name in self._entries):
            raise UnreadableResumeError("unsupported")
        if len({name.casefold() for name in self._entries}) < len(entries):
            # Two parts of one name: a person and we might be shown different ones.
            raise UnreadableResumeError("broken")
        _refuse_bombs(entries, limits)

    def main_part(self) -> str:
        """Name the part with the body; most writers call it word/document.xml, not all."""
        for kind, target in self.relations("").values():
            if kind == _MAIN_RELATION:
                return target
        raise UnreadableResumeError("broken")

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Map the ids of a part's relations to their kind and the part they lead to."""
        folder, name = posixpath.split(part)
        root = self.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:],
            )
            for relation in root
            if relation.get("TargetMode") != "External"
        }

    def read(self, part: str) -> ET.Element | None:
        """Parse a part; the size that the zip declares bounds what is read of it."""
        if part not in self._entries:
            return None
        # Entities need a document type, and the tree builder refuses one before reading it.
        parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314
        try:
            parser.feed(self.content(part))
            root: ET.Element = parser.close()
        except ET.ParseError as error:
            raise UnreadableResumeError("broken") from error
        return root

    def related(self, part: str, kind: str) -> list[str]:
        """Name the parts that a part leads to by relations of a kind."""
        return [target for name, target in self.relations(part).values() if name == kind]

    def content(self, part: str) -> bytes:
        """Return a part that is no XML, as it is."""
        if part not in self._entries or not part.endswith(_OPENED):
            return b""
        try:
            return self._zip.read(self._entries[part])
        except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
            raise UnreadableResumeError("broken") from error

    def has_pictures(self) -> bool:
        return any(name.startswith("word/media/") for name in self._entries)


class _NoDoctype(ET.TreeBuilder):
    """Office formats forbid document types; a bomb of entities cannot do without."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise UnreadableResumeError("broken")


def _refuse_bombs(entries: list[zipfile.ZipInfo], limits: FileLimits) -> None:
    """Measure the parts that may be opened; nobody opens a picture, however large."""
    opened = [entry for entry in entries if entry.filename.endswith(_OPENED)]
    expanded = sum(entry.file_size for entry in opened)
    packed = sum(entry.compress_size for entry in opened)
    if len(entries) > _MAX_ENTRIES or expanded > limits.max_expanded_bytes:
        raise UnreadableResumeError("too_large")
    if expanded > max(_RATIO_MATTERS_FROM, _MAX_RATIO * packed):
        raise UnreadableResumeError("too_large")
