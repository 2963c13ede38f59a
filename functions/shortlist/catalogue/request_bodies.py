"""What callers send to the catalogue."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from shortlist.frozen import Frozen
from shortlist.ids import CandidateId, JobId
from shortlist.reading.reasons import FileLimits
from shortlist.rubric.rubric import RubricEdit
from shortlist.texts import Line, Paragraphs, ReadOnly, StrippedLine

CANDIDATES_A_REQUEST = 100
_FILE_KINDS = frozenset({"pdf", "docx", "txt"})
_CANDIDATE_ID = "An id of the caller's; one of ours if null."


# An item of the database holds 400 KB, and no text is sure to get smaller than it is.
_MOST_TEXT_BYTES = 350_000


def _check_size(text: str) -> str:
    if len(text.encode()) > _MOST_TEXT_BYTES:
        raise ValueError(f"must have at most {_MOST_TEXT_BYTES} bytes")
    return text


def _refuse_other_files(filename: str) -> str:
    stem, dot, kind = filename.strip().rpartition(".")
    if not stem.strip() or not dot or kind.lower() not in _FILE_KINDS:
        raise ValueError("must end in .pdf, .docx or .txt")
    return filename


_Name = Annotated[StrippedLine, Field(min_length=1, max_length=200)]
_Filename = Annotated[
    Line, Field(min_length=1, max_length=255), AfterValidator(_refuse_other_files)
]
_ResumeText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=FileLimits().max_characters),
    AfterValidator(_check_size),
]


class JobPostTexts(Frozen):
    """What people write about a position; without a rubric, one is drafted."""

    title: Line = Field(min_length=1, max_length=200, description="What the position is called.")
    description: Paragraphs = Field(
        min_length=1, max_length=50_000, description="What is written about the position."
    )
    rubric: RubricEdit | None = Field(
        None, description="What to rank by; drafted from the description if null."
    )


class JobPostReplacement(JobPostTexts):
    """The body of `PUT /api/jobposts/{job_id}/`; without a rubric, one is drafted anew."""

    job_id: ReadOnly = None
    rubric_version: ReadOnly = None
    created_at: ReadOnly = None
    candidate_count: ReadOnly = None
    reading: ReadOnly = None


class NewJobPost(JobPostTexts):
    """The body of `POST /api/jobposts/`."""

    job_id: JobId | None = Field(None, description="An id of the caller's; one of ours if null.")


class NewCandidate(Frozen):
    """One candidate whose resume comes as text."""

    candidate_id: CandidateId | None = Field(None, description=_CANDIDATE_ID)
    name: _Name | None = Field(None, description="What to call the candidate.")
    resume_text: _ResumeText = Field(description="The text of the resume.")

    @property
    def listed(self) -> tuple["NewCandidate", ...]:
        """The candidates of the request."""
        return (self,)


class NewCandidates(Frozen):
    """Up to a hundred candidates in one request; a request that is refused adds nobody."""

    candidates: tuple[NewCandidate, ...] = Field(
        min_length=1, max_length=CANDIDATES_A_REQUEST, description="The candidates."
    )

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "NewCandidates":
        _refuse_repeats([one.candidate_id for one in self.candidates])
        return self

    @property
    def listed(self) -> tuple[NewCandidate, ...]:
        """The candidates of the request."""
        return self.candidates


def _count(body: object) -> str:
    return "several" if isinstance(body, dict) and "candidates" in body else "one"


CandidatesBody = Annotated[
    Annotated[NewCandidate, Tag("one")] | Annotated[NewCandidates, Tag("several")],
    Discriminator(_count),
]


class NewUpload(Frozen):
    """A file that the caller is about to upload; `size` is in bytes."""

    filename: _Filename = Field(description="The name of the file: a PDF, DOCX or TXT.")
    size: int = Field(ge=1, description="How many bytes it has.")
    name: _Name | None = Field(None, description="What to call the candidate; else the filename.")
    candidate_id: CandidateId | None = Field(None, description=_CANDIDATE_ID)


class NewUploads(Frozen):
    """The body of `POST /api/jobposts/{job_id}/resumes/`."""

    files: tuple[NewUpload, ...] = Field(
        min_length=1, max_length=CANDIDATES_A_REQUEST, description="The files."
    )

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "NewUploads":
        _refuse_repeats([one.candidate_id for one in self.files])
        return self


def _refuse_repeats(ids: list[str | None]) -> None:
    chosen = [one for one in ids if one is not None]
    if len(chosen) != len(set(chosen)):
        raise ValueError("a candidate_id stands twice in this request")
