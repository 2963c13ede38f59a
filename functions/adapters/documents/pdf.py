"""PDF files: the text that a reader sees, column by column."""

from collections.abc import Iterator

from adapters.documents.glyphs import Break, Mark
from adapters.documents.layout import page_text
from adapters.documents.pdfium import PdfPage, open_pdf
from adapters.documents.visibility import is_visible, split_runs
from shortlist.reading.errors import UnreadableResumeError
from shortlist.reading.file_limits import FileLimits
from shortlist.reading.plain_text import Flag

_END_MARK, _END_SEARCH = b"%%EOF", 2048
_WORTH_THE_NAME = 30


def text_of(content: bytes, limits: FileLimits) -> tuple[str, set[Flag]]:
    """Read all pages, or refuse the file with the reason why it has no text."""
    document = open_pdf(content)
    count = len(document)
    if count == 0:
        raise UnreadableResumeError("broken")
    if count > limits.max_pages:
        raise UnreadableResumeError("too_many_pages")
    flags: set[Flag] = set()
    if _END_MARK not in content[-_END_SEARCH:]:
        flags.add("incomplete_file")
    texts: list[str] = []
    left = limits.max_characters
    has_pictures = False
    for index in range(count):
        page = PdfPage(document, index)
        left -= page.character_count
        if left < 0:
            raise UnreadableResumeError("too_large")
        has_pictures = has_pictures or page.has_content_without_text()
        texts.append(page_text(_visible(page, flags)))
    _refuse_no_text(texts, has_pictures)
    return "\n\n".join(texts), flags


def _visible(page: PdfPage, flags: set[Flag]) -> Iterator[Mark]:
    """Pass on what can be seen; a gap stays where something hidden was."""
    if page.character_count == 0:
        return
    pixels = page.draw()
    for run in split_runs(page.marks()):
        if is_visible(run, pixels, page.width, page.height):
            yield from run
        else:
            flags.add("hidden_text")
            yield Break(ends_line=False)


def _refuse_no_text(texts: list[str], has_pictures: bool) -> None:
    """A scan often carries the few words of the program that made it; they are no resume."""
    letters = sum(character.isalnum() for text in texts for character in text)
    if has_pictures and letters < _WORTH_THE_NAME * len(texts):
        raise UnreadableResumeError("image_only")
    if letters == 0:
        raise UnreadableResumeError("empty")
