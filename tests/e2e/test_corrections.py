"""What the emulator does wrong to dying workers, put right; its worker is a small fake here."""

import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tools.local.corrections import (
    Unpacking,
    boot_twice,
    deliver_fairly,
    fail_alone,
    parse_once,
)


class FakeWorker:
    """A worker as the emulator has it: whoever is told to die at a boot, does."""

    func_name = "Worker"

    def __init__(self, deaths: int) -> None:
        self.deaths = deaths
        self.boots = 0

    def _spawn(self) -> None:
        self.boots += 1
        if self.boots <= self.deaths:
            raise RuntimeError("exited immediately")

    def invoke(self, event: str, request_id: str, *, depth: int = 0) -> dict[str, Any]:
        """Boot and answer."""
        self._spawn()
        return {"status": "ok", "result": event}


@pytest.fixture
def corrected() -> type[FakeWorker]:
    """Correct a class of workers of the test's own."""

    class Corrected(FakeWorker):
        ended: list[FakeWorker] = []  # noqa: RUF012  # of one test's class

    boot_twice(Corrected)
    fail_alone(Corrected, Corrected.ended.extend)
    return Corrected


def test_a_process_that_dies_at_its_boot_is_booted_once_more(corrected: type[FakeWorker]) -> None:
    assert corrected(deaths=1).invoke("event", "1", depth=1) == {"status": "ok", "result": "event"}


def test_one_that_dies_twice_fails_its_invocation_and_ends_alone(corrected: Any) -> None:
    worker = corrected(deaths=2)
    assert worker.invoke("event", "1") == {"status": "error", "error": "exited immediately"}
    assert (worker.boots, corrected.ended) == (2, [worker])


def test_an_expression_is_parsed_once() -> None:
    class Dynamodb:
        parsed: list[str] = []  # noqa: RUF012  # of this test alone

        @staticmethod
        def _tokenize(expression: str) -> list[str]:
            Dynamodb.parsed.append(expression)
            return expression.split()

        @staticmethod
        def _condition_syntax_error(expression: str, slot: str) -> None:
            Dynamodb.parsed.append(slot)

    parse_once(Dynamodb)
    for _ in range(3):
        assert Dynamodb._tokenize("a b") == ["a", "b"]
        Dynamodb._condition_syntax_error("a b", "Filter")
    assert Dynamodb.parsed == ["a b", "Filter"]


def test_the_group_with_fewest_messages_in_hand_is_served_first_and_in_order() -> None:
    class Sqs:
        @staticmethod
        def _collect_msgs(queue: dict[str, Any], most: int, _: int) -> list[Any]:
            visible = [one for one in queue["messages"] if not one["visible_at"]]
            return visible[:most]

    def make(name: str, group: str | None, *, is_taken: bool) -> dict[str, Any]:
        hidden_until = time.time() + 60 if is_taken else 0
        return {
            "name": name,
            "group_id": group,
            "visible_at": hidden_until,
            "receive_count": int(is_taken),
        }

    deliver_fairly(Sqs)
    busy = [make(f"busy {n}", "busy", is_taken=n < 2) for n in range(4)]
    quiet = [make(f"quiet {n}", "quiet", is_taken=False) for n in range(2)]
    alone = [make(f"alone {n}", None, is_taken=n < 3) for n in range(4)]
    queue = {"is_fifo": False, "messages": [*busy, *quiet, *alone]}
    served = [one["name"] for one in Sqs._collect_msgs(queue, 10, 30)]
    assert served == ["quiet 0", "quiet 1", "alone 3", "busy 2", "busy 3"]


def test_a_fifo_queue_keeps_its_order() -> None:
    class Sqs:
        @staticmethod
        def _collect_msgs(queue: dict[str, Any], most: int, _: int) -> list[Any]:
            return list(queue["messages"][:most])

    deliver_fairly(Sqs)
    taken = {"group_id": "a", "visible_at": time.time() + 60, "receive_count": 1}
    queue = {"is_fifo": True, "messages": [taken, {"group_id": "b", "visible_at": 0}]}
    assert Sqs._collect_msgs(queue, 2, 30) == queue["messages"]


def test_a_package_is_unpacked_once_and_another_one_for_itself(tmp_path: Path) -> None:
    unpacking = Unpacking(tmp_path)
    for text in ("one", "another"):
        with zipfile.ZipFile(tmp_path / f"{text}.zip", "w") as package:
            package.writestr("top.py", text)
            package.writestr("folder/inner.py", text)
    for number, text in enumerate(["one", "another", "one"]):
        code = tmp_path / f"code-{number}"
        code.mkdir()
        with unpacking.ZipFile(tmp_path / f"{text}.zip") as package:
            package.extractall(code)
        assert (code / "top.py").read_text() == text
        assert (code / "folder" / "inner.py").read_text() == text
    assert len(list(tmp_path.glob("unpacked-*"))) == 2
