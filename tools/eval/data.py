"""The evaluation data: job posts, resumes and grades, read from a folder given by the caller."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCES: dict[str, str] = {
    "ferr": "FERR +60",
    "tcro": "TalentCLEF ro",
    "onet": "O*NET 200",
    "city": "city 120",
    "onet1k": "O*NET long",
    "ad": "IT ads",
    "dj": "Djinni",
    "djonet": "Djinni",
    "van": "Vanetik",
}
WITH_TITLE_LINE = ("onet", "city", "onet1k")
IN_MACRO = (
    "FERR judged", "FERR +60", "TalentCLEF ro", "O*NET 200 cut", "city 120 cut", "O*NET long cut",
    "IT ads", "Djinni",
)  # fmt: skip


@dataclass(frozen=True)
class Judgement:
    """One resume's grade for one job post; `raw` is the source's own score where it has one."""

    candidate_id: str
    grade: int
    is_assumed: bool
    raw: float


@dataclass(frozen=True)
class Case:
    """One job post with the resumes to rank and their grades, under the name of its source."""

    source: str
    job_id: str
    title: str
    description: str
    resumes: dict[str, str]
    judgements: tuple[Judgement, ...]


def read_cases(folder: Path) -> Iterator[Case]:
    """Read every case of the folder's split; some job posts give two."""
    resumes = {row["candidate_id"]: row["resume_text"] for row in read_rows(folder, "candidates")}
    judgements = _read_judgements(folder / "qrels.tsv")
    for job in read_rows(folder, "jobs"):
        yield from _make_cases(job, judgements.get(job["job_id"], []), resumes)


def _make_cases(
    job: dict[str, str], judgements: list[Judgement], resumes: dict[str, str]
) -> Iterator[Case]:
    prefix = job["job_id"].split("-")[0]
    source = SOURCES.get(prefix, prefix)
    texts = {one.candidate_id: resumes[one.candidate_id] for one in judgements}

    def make(name: str, some: list[Judgement], shown: dict[str, str]) -> Case:
        return Case(name, job["job_id"], job["title"], job["description"], shown, tuple(some))

    if prefix == "ferr":
        yield make("FERR judged", [one for one in judgements if not one.is_assumed], texts)
    yield make(source, judgements, texts)
    if prefix in WITH_TITLE_LINE:
        cut = {key: _cut_first_line(text) for key, text in texts.items()}
        yield make(f"{source} cut", judgements, cut)


def _cut_first_line(text: str) -> str:
    """Drop the line that the category labels were made from."""
    first, _, rest = text.partition("\n")
    return rest or first


def read_rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Read the objects of one file, one a line."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _read_judgements(path: Path) -> dict[str, list[Judgement]]:
    rows: dict[str, list[Judgement]] = {}
    for line in path.read_text("utf-8").splitlines()[1:]:
        job_id, candidate_id, grade, kind, raw = line.split("\t")[:5]
        judgement = Judgement(
            candidate_id, int(grade), kind == "assumed", float(raw) if raw else float(grade)
        )
        rows.setdefault(job_id, []).append(judgement)
    return rows
