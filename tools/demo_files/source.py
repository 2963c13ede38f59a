"""The sources: job posts and resumes as people write them, and their reading."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ItemKind = Literal["entry", "bullet", "text"]
FITS = ("strong", "good", "partial", "weak", "unrelated")
_REQUIRED = {"name", "contact", "format", "layout", "language", "fit", "note"}
_OPTIONAL = {"headline", "sidebar", "encoding", "password"}
_DASHES = re.compile(r"^---$", re.MULTILINE)


class SourceError(ValueError):
    """A source that cannot be rendered, named by its path."""


@dataclass(frozen=True)
class Item:
    """One line of a section: a post with place and dates, a bullet, or a paragraph."""

    kind: ItemKind
    text: str
    place: str = ""
    dates: str = ""


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Resume:
    """One invented person's resume, before it is given a file format."""

    job_id: str
    slug: str
    head: Mapping[str, str]
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """The person's name."""
        return self.head["name"]

    @property
    def headline(self) -> str:
        """What the person calls themselves; may be empty."""
        return self.head.get("headline", "")

    @property
    def contact(self) -> list[str]:
        """E-mail, telephone and address, each by itself."""
        return [part.strip() for part in self.head["contact"].split("|")]

    @property
    def layout(self) -> str:
        """The name of the page layout."""
        return self.head["layout"]

    @property
    def filename(self) -> str:
        """The rendered file's name."""
        return f"{self.slug}.{self.head['format']}"

    @property
    def expect(self) -> str:
        """What a reader of the rendered file should find."""
        if "password" in self.head:
            return "encrypted"
        return "image_only" if self.layout == "scan" else "readable"

    def in_sidebar(self, section: Section) -> bool:
        """Tell whether a two-column page puts this section into its narrow column."""
        return section.title in (part.strip() for part in self.head.get("sidebar", "").split(","))


@dataclass(frozen=True)
class JobPost:
    """A job post with an id that its resumes' folder repeats."""

    job_id: str
    title: str
    description: str


def read_job_posts(folder: Path) -> list[JobPost]:
    """Read every job post; the first line of a file is the title."""
    posts = []
    for path in sorted(folder.glob("*.md")):
        title, _, description = path.read_text(encoding="utf-8").partition("\n")
        posts.append(JobPost(path.stem, title.removeprefix("# ").strip(), description.strip()))
    return posts


def read_resumes(folder: Path) -> list[Resume]:
    """Read every resume of one job post, the best fit first, then by name."""
    resumes = [_read_resume(path) for path in sorted(folder.glob("*.md"))]
    return sorted(resumes, key=lambda resume: (FITS.index(resume.head["fit"]), resume.slug))


def _read_resume(path: Path) -> Resume:
    parts = _DASHES.split(path.read_text(encoding="utf-8"), maxsplit=2)
    if len(parts) != 3 or parts[0]:
        raise SourceError(f"{path}: the head must stand between two lines of three dashes")
    head = dict(_head_lines(parts[1]))
    unknown = head.keys() - _REQUIRED - _OPTIONAL
    missing = _REQUIRED - head.keys()
    if unknown or missing or head["fit"] not in FITS:
        raise SourceError(f"{path}: unknown {sorted(unknown)}, missing {sorted(missing)}, or fit")
    return Resume(path.parent.name, path.stem, head, tuple(_sections(parts[2])))


def _head_lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.strip().splitlines():
        key, _, value = line.partition(":")
        yield key.strip(), value.strip()


def _sections(text: str) -> Iterator[Section]:
    for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, body = block.partition("\n")
        lines = [line.strip() for line in body.splitlines() if line.strip()]
        yield Section(title.strip(), tuple(_item(line) for line in lines))


def _item(line: str) -> Item:
    if line.startswith("### "):
        text, place, dates = ([*line[4:].split("|"), "", ""])[:3]
        return Item("entry", text.strip(), place.strip(), dates.strip())
    if line.startswith("- "):
        return Item("bullet", line[2:])
    return Item("text", line)
