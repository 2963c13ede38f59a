"""Observers: each hears of everything, and reasons stay a closed set."""

from typing import get_args

import pytest
from pydantic import ValidationError

from adapters.cloudwatch_observer import CloudWatchObserver
from shortlist.reading.reading_state import Reading
from shortlist.reading.reasons import Reason
from shortlist.tasks.observer import ChunkWork, RowReason, SilentObserver, TaskObserver, count_rows
from tests.support.tasks import USAGE, make_row, make_task


def test_a_reason_that_nobody_knows_is_not_a_reading() -> None:
    with pytest.raises(ValidationError):
        Reading.model_validate({"state": "failed", "reason": "Ada Lovelace"})


def test_a_reason_that_nobody_knows_counts_as_other() -> None:
    counts = count_rows([make_row("llm", "Ada Lovelace"), make_row("llm", "other")])
    assert counts == {("llm", "other"): 2}
    assert set(get_args(Reason)) < set(get_args(RowReason))


def test_both_observers_are_observers() -> None:
    observers: list[TaskObserver] = [SilentObserver(), CloudWatchObserver()]
    heard = {name for name in vars(TaskObserver) if not name.startswith("_")}
    for observer in observers:
        assert heard <= set(dir(observer))


def test_the_silent_observer_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    observer = SilentObserver()
    task = make_task()
    observer.started(task)
    observer.planned(task)
    observer.chunk_done(task, ChunkWork(0, 1.0, {}, reused=0))
    observer.spent(task, USAGE, 1.0)
    observer.retried(task, ValueError())
    observer.sent_again(task)
    observer.ended(task)
    assert not capsys.readouterr().out
