"""What callers send to the catalogue."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from shortlist.frozen import Frozen
from shortlist.ids import CandidateId, JobId
from shortlist.reading.file_limits import FileLimits
from shortlist.rubric.rubric import RubricEdit

CANDIDATES_A_REQUEST = 100


def _refuse_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


_Title = Annotated[
    str, StringConstraints(min_length=1, max_length=200), AfterValidator(_refuse_blank)
]
_Description = Annotated[
    str, StringConstraints(min_length=1, max_length=50_000), AfterValidator(_refuse_blank)
]
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
_ResumeText = Annotated[
    str, StringConstraints(min_length=1, max_length=FileLimits().max_characters)
]


class JobPostReplacement(Frozen):
    """The body of `PUT /api/jobposts/{job_id}/`; without a rubric, one is drafted anew."""

    title: _Title
    description: _Description
    rubric: RubricEdit | None = None


class NewJobPost(JobPostReplacement):
    """The body of `POST /api/jobposts/`."""

    job_id: JobId | None = None


class NewCandidate(Frozen):
    """One candidate whose resume comes as text."""

    candidate_id: CandidateId | None = None
    name: _Name | None = None
    resume_text: _ResumeText


class NewCandidates(Frozen):
    """Up to a hundred candidates in one request; either all are added or none."""

    candidates: Annotated[
        tuple[NewCandidate, ...], Field(min_length=1, max_length=CANDIDATES_A_REQUEST)
    ]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "NewCandidates":
        _refuse_repeats([one.candidate_id for one in self.candidates])
        return self


class NewUpload(Frozen):
    """A file that the caller is about to upload; `size` is in bytes."""

    filename: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    size: Annotated[int, Field(ge=0)]
    name: _Name | None = None
    candidate_id: CandidateId | None = None


class NewUploads(Frozen):
    """The body of `POST /api/jobposts/{job_id}/resumes/`."""

    files: Annotated[tuple[NewUpload, ...], Field(min_length=1, max_length=CANDIDATES_A_REQUEST)]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "NewUploads":
        _refuse_repeats([one.candidate_id for one in self.files])
        return self


def _refuse_repeats(ids: list[str | None]) -> None:
    chosen = [one for one in ids if one is not None]
    if len(chosen) != len(set(chosen)):
        raise ValueError("a candidate_id stands twice in this request")
