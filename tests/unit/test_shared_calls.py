"""What many coroutines want at once is done in few calls, and never from an older answer."""

import asyncio
from collections.abc import Sequence

import pytest

from shortlist.errors import StoreUnavailableError
from shortlist.tasks.allowance import SharedCalls


def test_all_who_wait_share_one_call() -> None:
    seen: list[list[int]] = []

    def work(items: Sequence[int]) -> int:
        seen.append(list(items))
        return len(seen)

    async def main() -> list[int]:
        shared = SharedCalls(work)
        return list(await asyncio.gather(*(shared.join(number) for number in range(5))))

    assert asyncio.run(main()) == [1, 2, 2, 2, 2]
    assert seen == [[0], [1, 2, 3, 4]]


def test_an_answer_is_never_older_than_its_question() -> None:
    moments: list[int] = []

    async def main() -> None:
        shared = SharedCalls(lambda _: len(moments))
        for number in range(5):
            moments.append(number)
            assert await shared.join(number) == number + 1

    asyncio.run(main())


def test_an_error_reaches_everybody_of_its_batch_and_nobody_else() -> None:
    def work(items: Sequence[str]) -> str:
        if "bad" in items:
            raise StoreUnavailableError("busy")
        return "done"

    async def main() -> list[object]:
        shared = SharedCalls(work)
        waiting = [shared.join(item) for item in ("first", "bad", "good")]
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    first, bad, good = asyncio.run(main())
    assert first == "done"
    assert isinstance(bad, StoreUnavailableError)
    assert good is bad


def test_the_next_batch_is_done_after_a_failed_one() -> None:
    def work(items: Sequence[str]) -> str:
        if "bad" in items:
            raise StoreUnavailableError("busy")
        return "done"

    async def main() -> str:
        shared = SharedCalls(work)
        with pytest.raises(StoreUnavailableError):
            await shared.join("bad")
        return await shared.join("good")

    assert asyncio.run(main()) == "done"
