"""What a ranking would take is judged by the whole pile, not by its beginning."""

import pytest

from shortlist.judging.call_rates import CallRates, KnownPace
from shortlist.judging.prompt import estimate_tokens
from shortlist.options import StartRequest
from shortlist.tasks.estimate import Estimator
from shortlist.tasks.start import resolve_options
from tests.support.memory.world import JOB_ID, SETTINGS, TENANT, World

SHORT = [f"a{number:03}" for number in range(200)]
LONG = [f"b{number:03}{'x' * 2000}" for number in range(100)]


def make_estimator(world: World, known: KnownPace | None = None, most: int = 64) -> Estimator:
    """Make an estimator that knows this of the model server."""
    stores = (world.catalogue, world.catalogue, world.tasks)
    return Estimator(*stores, lambda options: known, most)


def estimate_input(names: list[str]) -> float:
    """Return the estimated input tokens of one candidate."""
    world = World(ranker="llm")
    for start in range(0, len(names), 50):
        world.add(names[start : start + 50], limit=1000)
    options = resolve_options(StartRequest(ranker="llm"), SETTINGS)
    shown = make_estimator(world).estimate(TENANT, JOB_ID, options)
    assert shown.calls == len(names)
    return float(shown.tokens.input) / len(names)


def test_a_pile_whose_first_resumes_are_short_is_not_taken_for_a_short_one() -> None:
    short, long = estimate_input(SHORT[:5]), estimate_input(LONG[:5])
    expected = (2 * short + long) / 3
    assert abs(estimate_input(SHORT + LONG) - expected) < 0.05 * expected


def test_other_scripts_take_more_tokens_than_english() -> None:
    assert estimate_tokens("engineer" * 10) == 20
    assert estimate_tokens("инженер" * 10) == 35
    assert estimate_tokens("") == 0


@pytest.mark.parametrize(
    ("known", "most", "least_seconds", "most_seconds"),
    [
        (None, 64, 1, 4),
        (None, 2, 12, 15),
        (KnownPace(CallRates(), window=1, seconds=8.0), 64, 160, 180),
        (KnownPace(CallRates(), window=16, seconds=0.3), 64, 1, 3),
        (KnownPace(CallRates(requests=30), window=16, seconds=0.3), 64, 40, 45),
        (KnownPace(CallRates(), window=4), 64, 1, 4),
    ],
    ids=["unknown", "few at once", "one slot", "fast", "a limit", "never answered"],
)
def test_the_time_is_that_of_a_server_as_it_was_lately(
    known: KnownPace | None, most: int, least_seconds: float, most_seconds: float
) -> None:
    world = World(ranker="llm")
    world.add([f"a{number:02}" for number in range(20)])
    options = resolve_options(StartRequest(ranker="llm"), SETTINGS)
    shown = make_estimator(world, known, most).estimate(TENANT, JOB_ID, options)
    assert shown.calls == 20
    assert least_seconds <= shown.seconds <= most_seconds
