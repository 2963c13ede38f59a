"""The sources: job posts and resumes as people write them, and their reading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict

Fit = Literal["strong", "good", "partial", "weak", "unrelated"]
FITS = get_args(Fit)
_DASHES = re.compile(r"^---$", re.MULTILINE)


def _split_at(mark: str) -> BeforeValidator:
    return BeforeValidator(lambda text: [part.strip() for part in text.split(mark)])


@dataclass(frozen=True)
class Item:
    """One line of a section: a post with place and dates, a bullet, or a paragraph."""

    kind: Literal["entry", "bullet", "text"]
    text: str
    place: str = ""
    dates: str = ""

    @property
    def detail(self) -> str:
        """Where and when."""
        return ", ".join(filter(None, (self.place, self.dates)))

    @property
    def whole(self) -> str:
        """All of it in one line."""
        return ", ".join(filter(None, (self.text, self.detail)))


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    items: tuple[Item, ...]


class Resume(BaseModel):
    """One invented person's resume, before it is given a file format.

    `headline` is what the person calls themselves, and `contact` e-mail, telephone and address,
    each by itself. A two-column page puts the sections of `sidebar` into its narrow column.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    job_id: str
    slug: str
    sections: tuple[Section, ...]
    name: str
    headline: str = ""
    contact: Annotated[list[str], _split_at("|")]
    format: str
    layout: str
    language: str
    fit: Fit
    note: str
    sidebar: Annotated[list[str], _split_at(",")] = []
    encoding: str = "utf-8"
    password: str | None = None

    @property
    def filename(self) -> str:
        """The rendered file's name."""
        return f"{self.slug}.{self.format}"

    @property
    def expect(self) -> str:
        """What a reader of the rendered file should find."""
        if self.password:
            return "encrypted"
        return "image_only" if self.layout == "scan" else "readable"


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
    """Read every resume of one job post, the best fit first, then by name.

    Raises:
        ValueError: if a source lacks its head, between two lines of three dashes, or a part of it.
    """
    resumes = [_read_resume(path) for path in sorted(folder.glob("*.md"))]
    return sorted(resumes, key=lambda resume: (FITS.index(resume.fit), resume.slug))


def _read_resume(path: Path) -> Resume:
    parts = _DASHES.split(path.read_text(encoding="utf-8"), maxsplit=2)
    if len(parts) != 3 or parts[0]:
        raise ValueError(f"{path}: the head must stand between two lines of three dashes")
    _, head, body = parts
    pairs = (line.partition(":") for line in head.strip().splitlines())
    fields = {key.strip(): value.strip() for key, _, value in pairs}
    told = {"job_id": path.parent.name, "slug": path.stem, "sections": tuple(_read_sections(body))}
    try:
        return Resume.model_validate(fields | told)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def _read_sections(text: str) -> Iterator[Section]:
    for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, body = block.partition("\n")
        lines = [line.strip() for line in body.splitlines() if line.strip()]
        yield Section(title.strip(), tuple(map(_read_item, lines)))


def _read_item(line: str) -> Item:
    if line.startswith("### "):
        text, place, dates = ([*line[4:].split("|"), "", ""])[:3]
        return Item("entry", text.strip(), place.strip(), dates.strip())
    return Item("bullet", line[2:]) if line.startswith("- ") else Item("text", line)
