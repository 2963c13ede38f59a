"""Plain-text resumes: three habits of typing, four encodings."""

import codecs
import textwrap
from collections.abc import Callable, Iterator

from .source import Item, Resume

_WIDTH = 78
# Python's own "utf-16" writes the byte order of the machine.
_CODECS = {"utf-16": (codecs.BOM_UTF16_LE, "utf-16-le")}


def render_text(resume: Resume) -> bytes:
    """Give the resume as the bytes of a text file in its encoding."""
    text = _LAYOUTS[resume.layout](resume)
    encoding = resume.encoding
    if encoding != "utf-8":
        text = text.replace("\n", "\r\n")
    mark, codec = _CODECS.get(encoding, (b"", encoding))
    return mark + text.encode(codec)


def _underlined(resume: Resume) -> str:
    lines = [resume.name, "=" * len(resume.name), resume.headline, "", *resume.contact]
    for section in resume.sections:
        lines += ["", "", section.title, "-" * len(section.title)]
        for item in section.items:
            lines += _wrapped(item)
    return "\n".join(lines) + "\n"


def _wrapped(item: Item) -> Iterator[str]:
    if item.kind == "entry":
        yield ""
        yield from textwrap.wrap(f"{item.text}, {item.place}".rstrip(", "), _WIDTH)
        if item.dates:
            yield item.dates
        return
    first, later = ("- ", "  ") if item.kind == "bullet" else ("", "")
    yield from textwrap.wrap(item.text, _WIDTH, initial_indent=first, subsequent_indent=later)


def _caps(resume: Resume) -> str:
    lines = [resume.name.upper(), resume.headline, " / ".join(resume.contact)]
    for section in resume.sections:
        lines += ["", section.title.upper(), ""]
        for item in section.items:
            if item.kind == "entry":
                lines += [f"{item.dates}: {item.text}", f"    {item.place}"]
            else:
                lines.append(f" * {item.text}" if item.kind == "bullet" else item.text)
    return "\n".join(lines) + "\n"


def _pasted(resume: Resume) -> str:
    lines = [f"{resume.name} - {resume.headline}", *resume.contact, ""]
    for section in resume.sections:
        lines.append(f"{section.title}:")
        lines += [*(item.whole for item in section.items), ""]
    return "\n".join(lines)


_LAYOUTS: dict[str, Callable[[Resume], str]] = {
    "underlined": _underlined,
    "caps": _caps,
    "pasted": _pasted,
}
