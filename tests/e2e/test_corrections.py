"""What the emulator does wrong to dying workers, put right; its worker is a small fake here."""

from typing import Any

import pytest

from tools.local.corrections import boot_twice, fail_alone, parse_once


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
