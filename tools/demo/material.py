"""What there is to rank: the job posts of demo/manifest.json and their resume files."""

import json
from dataclasses import dataclass
from pathlib import Path

DEMO = Path(__file__).parents[2] / "demo"


@dataclass(frozen=True)
class ResumeFile:
    """One file of the demo; its stem is the candidate's id."""

    path: Path

    @property
    def candidate_id(self) -> str:
        """The id that the demo chooses for the candidate."""
        return self.path.stem

    @property
    def name(self) -> str:
        """The candidate's name."""
        return self.path.stem.replace("-", " ").title()


@dataclass(frozen=True)
class DemoJobPost:
    """A job post of the demo with the resumes that came in for it."""

    job_id: str
    title: str
    description: str
    files: tuple[ResumeFile, ...]


def read_job_posts(folder: Path = DEMO) -> list[DemoJobPost]:
    """Return the job posts in the order of the manifest."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return [
        DemoJobPost(
            job_id=job["job_id"],
            title=job["title"],
            description=job["description"],
            files=tuple(
                ResumeFile(folder / "files" / job["job_id"] / file["filename"])
                for file in job["files"]
            ),
        )
        for job in manifest
    ]
