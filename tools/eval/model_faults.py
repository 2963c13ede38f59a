"""What the check makes of answers whose evidence is wrong; only the stub can be told to err."""

from dataclasses import dataclass, field
from typing import Any

from shortlist.judging.evidence import SWEEPING, UNSUPPORTED
from tools.eval.model_cases import choose_cases, cut_case, hide_relevance, plant_marks
from tools.eval.model_evidence import (
    HIGH_LEVEL,
    Citations,
    count_lowered,
    count_rows,
    read_answers,
)
from tools.eval.model_pipeline import Outcome, Pipeline, make_resumes
from tools.eval.model_setup import Section, Setup, write_share, write_table

_ERRORS: dict[str, dict[str, Any]] = {
    "none": {},
    "the first criterion cites lines that do not exist": {"faults": {"lines": 1.0}},
    "a criterion that nobody asked for": {"faults": {"extra_ids": 1.0}},
    "cites lines that share no word with the criterion": {"cites": "unrelated"},
}
_JOBS = 4
_NOTE = """A level whose lines do not exist becomes 0. One of 3 or 4 whose lines never speak of the
criterion becomes 2. What remains above 2 in the last line of the table was let pass because the
check knows more names for a criterion than the stub avoids (roots of words, aliases). Levels 1 and
2 need a line, but not one that speaks of the criterion. Even without an error the stub cites a line
that proves nothing where the resume never names the criterion; that is why levels are lowered in
the first line, too."""


@dataclass
class _Counts:
    """What was counted with one error."""

    given: int = 0
    high: int = 0
    high_first: int = 0
    lowered: int = 0
    flagged: int = 0
    sweeping: int = 0
    rows: int = 0
    same_rows: int = 0
    kept: Citations = field(default_factory=Citations)


def measure_faults(setup: Setup) -> Section:
    """Rank with each error and count what of it reaches a row."""
    counted = {error: _Counts() for error in _ERRORS}
    for case in choose_cases(setup.cases, min(setup.jobs, _JOBS)):
        marked, marks = plant_marks(cut_case(case, setup.candidates))
        pipeline, resumes = Pipeline(marked, setup.model), make_resumes(marked.resumes)
        sound: Outcome | None = None
        for error, settings in _ERRORS.items():
            hidden = hide_relevance(marked, marks)
            setup.model.pretend(judge="oracle", noise=1.0, relevance=hidden, **settings)
            outcome = pipeline.rank(resumes)
            sound = sound or outcome
            counts = counted[error]
            _count_levels(pipeline, outcome, counts)
            counts.lowered += count_lowered(pipeline, resumes, outcome)
            counts.kept.add(count_rows(pipeline, resumes, outcome))
            counts.same_rows += sum(row == sound.by_id[key] for key, row in outcome.by_id.items())
    return Section("faults", "Evidence that is wrong", f"{_write(counted)}\n\n{_NOTE}")


def _count_levels(pipeline: Pipeline, outcome: Outcome, counts: _Counts) -> None:
    for verdict in read_answers(pipeline, outcome.exchanges).values():
        counts.given += sum(one.level > 0 for one in verdict.criteria)
        counts.high += sum(one.level >= HIGH_LEVEL for one in verdict.criteria)
    counts.rows += len(outcome.rows)
    counts.flagged += sum(UNSUPPORTED in row["flags"] for row in outcome.rows)
    counts.sweeping += sum(SWEEPING in row["flags"] for row in outcome.rows)


def _write(counted: dict[str, _Counts]) -> str:
    rows = [
        [
            error,
            f"{one.given}, {one.high}",
            str(one.lowered),
            f"{one.kept.judged}, {one.kept.high}",
            write_share(one.kept.existing, one.kept.lines),
            write_share(one.kept.high_spoken_of, one.kept.high),
            write_share(one.flagged, one.rows),
            write_share(one.sweeping, one.rows),
            write_share(one.same_rows, one.rows),
        ]
        for error, one in counted.items()
    ]
    headers = [
        "error in every answer",
        "levels above 0 and above 2 in answers",
        "lowered",
        "left of them in rows",
        "lines in rows that exist",
        "levels above 2 in rows that are spoken of",
        f"rows flagged `{UNSUPPORTED}`",
        f"rows flagged `{SWEEPING}`",
        "rows as without the error",
    ]
    return write_table(headers, rows)
