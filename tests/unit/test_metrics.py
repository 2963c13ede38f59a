"""Metrics: what the lines in the log say, and what they never say."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from adapters.cloudwatch_observer import CloudWatchObserver
from adapters.metrics import (
    NAMESPACE,
    SHAPES,
    Metric,
    count_dead_letter,
    count_slot_without_room,
    record_reading,
    record_sweep,
    record_unredacted,
)
from shortlist.errors import StoreUnavailableError
from shortlist.reading.reading_state import Reading
from shortlist.reading.reasons import Reason
from shortlist.tasks.observer import ChunkWork, count_rows
from shortlist.tasks.task import ErrorCode, Event, Task
from tests.support.tasks import PERSONAL, USAGE, make_row, make_task

FUNCTIONS = Path(__file__).parents[2] / "functions"

Line = dict[str, Any]
ReadLines = Callable[[], list[Line]]


@pytest.fixture
def read_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> ReadLines:
    """Return a function that reads what was written since the last time."""
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "stack-1")
    return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def find_values(line: Line) -> dict[str, list[float]]:
    """Return the values of a line's metrics."""
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    return {one["Name"]: line[one["Name"]] for one in directive["Metrics"]}


def find_sets(line: Line) -> list[set[str]]:
    """Return the sets of dimensions that CloudWatch adds a line's metrics up by."""
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    return [set(names) for names in directive["Dimensions"]]


def do_everything() -> None:
    """Let every kind of line be written."""
    observer = CloudWatchObserver()
    task = make_task()
    counts = count_rows([make_row("offline", None), make_row("none", "Ada Lovelace")])
    observer.started(task)
    observer.planned(task)
    observer.chunk_done(task, ChunkWork(0, 2.0, counts, reused=3))
    observer.spent(task, USAGE, 0.25)
    observer.spent(task, USAGE, None)
    observer.resume_failed(task, "c1", ValueError("Ada Lovelace"))
    observer.retried(task, StoreUnavailableError("ada@example.com"))
    observer.sent_again(task)
    observer.ended(rank_with_a_model(done=0))
    observer.ended(make_task(status="SUCCESS", finished_at="2026-11-23T10:31:00.000Z"))
    record_reading(Reading(state="failed", reason="broken"))
    record_sweep(unfinished=4)
    count_dead_letter("task")
    count_slot_without_room("acme", "backend", "2026-11-23T07:00:00Z")


def test_every_metric_has_a_shape_and_is_sent_by_it(read_lines: ReadLines) -> None:
    do_everything()
    lines = read_lines()
    sent: dict[str, list[set[str]]] = {}
    for line in lines:
        sent |= dict.fromkeys(find_values(line), find_sets(line))
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        assert directive["Namespace"] == NAMESPACE
        for one in directive["Metrics"]:
            assert one["Unit"] == SHAPES[Metric(one["Name"])].unit.value
    assert set(sent) == {metric.value for metric in Metric} == set(SHAPES)
    for name, sets in sent.items():
        shape = SHAPES[Metric(name)]
        assert sets == [{"service", *names} for names in shape.dimension_sets], name


def test_every_dimension_has_a_value_and_the_service_is_the_stack(read_lines: ReadLines) -> None:
    do_everything()
    for line in read_lines():
        for name in set().union(*find_sets(line)):
            assert isinstance(line[name], str)
        assert line["service"] == "stack-1"


def test_no_line_holds_personal_data_and_no_dimension_an_id(read_lines: ReadLines) -> None:
    do_everything()
    for line in read_lines():
        assert not [word for word in PERSONAL if word in json.dumps(line)]
        dimensions = {line[name] for names in find_sets(line) for name in names}
        assert not dimensions & {"acme", "task-1", "job-1", "ada"}


def test_a_line_names_the_task_for_the_saved_queries(read_lines: ReadLines) -> None:
    CloudWatchObserver().started(make_task())
    (line,) = read_lines()
    assert (line["message"], line["tenant"], line["task_id"]) == ("task started", "acme", "task-1")


def test_the_wait_is_from_the_start_to_the_first_worker(read_lines: ReadLines) -> None:
    CloudWatchObserver().planned(make_task())
    (line,) = read_lines()
    assert find_values(line) == {"QueueWaitSeconds": [4.5]}
    assert line["chunks"] == 2


def test_a_chunk_tells_its_time_its_rows_and_what_it_took_over(read_lines: ReadLines) -> None:
    rows = [make_row("offline", None)] * 3 + [make_row("none", "encrypted")]
    CloudWatchObserver().chunk_done(make_task(), ChunkWork(1, 2.0, count_rows(rows), reused=5))
    chunk, *scored = read_lines()
    assert find_values(chunk) == {"ChunkSeconds": [2.0], "RowSeconds": [0.5], "RowsReused": [5.0]}
    assert (chunk["chunk"], chunk["seconds"], chunk["rows"]) == (1, 2.0, 4)
    found = {(one["scored_by"], one["reason"]): find_values(one)["RowsScored"] for one in scored}
    assert found == {("offline", "none"): [3.0], ("none", "encrypted"): [1.0]}


def test_a_chunk_without_new_rows_tells_no_time_of_a_row(read_lines: ReadLines) -> None:
    CloudWatchObserver().chunk_done(make_task(), ChunkWork(0, 0.1, {}, reused=0))
    (line,) = read_lines()
    assert find_values(line) == {"ChunkSeconds": [0.1]}


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"status": "SUCCESS"}, "success"),
        ({"status": "SUCCESS", "complete": False}, "incomplete"),
        *[({"status": "FAILURE", "error_code": code}, code) for code in get_args(ErrorCode)],
    ],
)
def test_an_end_has_an_outcome(
    changes: Mapping[str, Any], outcome: str, read_lines: ReadLines
) -> None:
    CloudWatchObserver().ended(make_task(finished_at="2026-11-23T10:02:00.000Z", **changes))
    ended, timed = read_lines()
    assert ended["outcome"] == outcome
    assert find_values(ended) == {"TasksEnded": [1.0]}
    assert find_values(timed) == {"TaskSeconds": [120.0]}


def rank_with_a_model(*, done: int, complete: bool = False) -> Task:
    """Make a ranking with a model that has ended."""
    return make_task(
        status="SUCCESS",
        complete=complete,
        finished_at="2026-11-23T10:02:00.000Z",
        options=make_task().options.model_copy(update={"ranker": "llm"}),
        chunk_done={"0": done},
        chunk_failed={"0": 120 - done},
    )


def test_a_ranking_of_which_the_model_scored_nothing_is_counted(read_lines: ReadLines) -> None:
    CloudWatchObserver().ended(rank_with_a_model(done=0))
    _, _, unscored = read_lines()
    assert find_values(unscored) == {"RankingsUnscored": [1.0]}


@pytest.mark.parametrize(("done", "complete"), [(1, False), (0, True)])
def test_a_ranking_of_which_the_model_scored_something_is_not(
    done: int, complete: bool, read_lines: ReadLines
) -> None:
    CloudWatchObserver().ended(rank_with_a_model(done=done, complete=complete))
    assert len(read_lines()) == 2


def test_a_late_end_tells_by_how_much(read_lines: ReadLines) -> None:
    CloudWatchObserver().ended(make_task(finished_at="2026-11-23T10:30:45.000Z"))
    _, _, late = read_lines()
    assert find_values(late) == {"OverrunSeconds": [45.0]}


def test_a_redriven_task_is_measured_from_its_redrive(read_lines: ReadLines) -> None:
    redriven = Event(
        at="2026-11-24T09:00:00.000Z",
        status="STARTED",
        actor="operator",
        reason="redriven",
        attempt=2,
    )
    task = make_task(
        finished_at="2026-11-24T09:00:30.000Z",
        hard_deadline_at="2026-11-24T09:30:00.000Z",
        events=(*make_task().events, redriven),
    )
    CloudWatchObserver().ended(task)
    _, timed = read_lines()
    assert find_values(timed) == {"TaskSeconds": [30.0]}


def test_usage_is_counted_by_kind_and_cost_by_known_models(read_lines: ReadLines) -> None:
    CloudWatchObserver(known_models={"secret-model"}).spent(make_task(), USAGE, 0.25)
    calls, paid, *tokens = read_lines()
    assert find_values(calls) == {"ModelCalls": [7.0], "ModelRetries": [2.0]}
    assert find_values(paid) == {"CostUsd": [0.25]}
    assert paid["model"] == "secret-model"
    assert find_sets(paid) == [{"service"}, {"service", "model"}]
    found = {one["kind"]: find_values(one)["Tokens"] for one in tokens}
    assert found == {"input": [900.0], "cached": [300.0], "output": [80.0]}


def test_calls_without_a_price_are_counted_and_never_cost_nothing(read_lines: ReadLines) -> None:
    CloudWatchObserver().spent(make_task(), USAGE, None)
    values = find_values(read_lines()[0])
    assert values["UnpricedCalls"] == [7.0]
    assert "CostUsd" not in values


def test_a_beat_is_counted_with_what_is_unfinished(read_lines: ReadLines) -> None:
    record_sweep(unfinished=3)
    (line,) = read_lines()
    assert find_values(line) == {"SweeperBeats": [1.0], "TasksUnfinished": [3.0]}


@pytest.mark.parametrize("reason", get_args(Reason))
def test_a_failed_reading_is_counted_by_its_reason(reason: Reason, read_lines: ReadLines) -> None:
    record_reading(Reading(state="failed", reason=reason))
    (line,) = read_lines()
    assert line["outcome"] == reason


def test_a_resume_that_could_not_be_redacted_is_named_by_ids_and_the_kind_of_error(
    read_lines: ReadLines,
) -> None:
    record_unredacted("acme", "depot", "c1", IndexError(PERSONAL))
    (line,) = read_lines()
    assert find_values(line) == {"ResumesFailed": [1.0]}
    named = {name: line[name] for name in ("tenant", "job_id", "candidate_id", "error")}
    assert named == {
        "tenant": "acme",
        "job_id": "depot",
        "candidate_id": "c1",
        "error": "IndexError",
    }


def test_counting_loads_nothing_heavy() -> None:
    code = "import adapters.cloudwatch_observer, sys; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=FUNCTIONS, capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in answer.stdout.split()}
    assert not loaded & {"boto3", "openai", "pypdfium2", "aws_xray_sdk"}
