"""`python -m tools.local.corrections`: the emulator, started with what it does wrong put right."""

import importlib
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

logger = logging.getLogger("corrections")


def main() -> None:
    """Run the emulator in this process, corrected."""
    runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
    boot_twice(runtime.Worker)
    fail_alone(runtime.Worker, runtime.kill_workers)
    parse_once(importlib.import_module("ministack.services.dynamodb"))
    app: Any = importlib.import_module("ministack.app")
    app.main()


def boot_twice(worker: Any) -> None:
    """Boot once more if a process dies while it boots, as Lambda does.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    """
    boot: Callable[[Any], None] = worker._spawn

    def boot_again(self: Any) -> None:
        try:
            boot(self)
        except (OSError, RuntimeError) as error:
            logger.warning("a process of %s did not boot: %s", self.func_name, error)
            boot(self)

    worker._spawn = boot_again


def fail_alone(worker: Any, end_workers: Callable[[list[Any]], None]) -> None:
    """Let a process that did not boot fail its own invocation and nobody else's.

    MiniStack takes it for a fault of the function and ends all its processes. Those that boot
    fail for it, and each ends all others in turn; every message that they had received stays
    hidden for the queue's whole timeout.
    """
    invoke: Callable[..., dict[str, Any]] = worker.invoke

    def invoke_alone(self: Any, *values: Any, **options: Any) -> dict[str, Any]:
        try:
            return invoke(self, *values, **options)
        except (OSError, RuntimeError) as error:
            end_workers([self])
            return {"status": "error", "error": str(error)}

    worker.invoke = invoke_alone


def parse_once(dynamodb: Any) -> None:
    """Parse an expression once, not once for every item that it is held against."""
    for name in ("_tokenize", "_condition_syntax_error"):
        setattr(dynamodb, name, lru_cache(maxsize=1024)(getattr(dynamodb, name)))


if __name__ == "__main__":
    main()
