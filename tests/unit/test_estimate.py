"""What a ranking would take is judged by the whole pile, not by its beginning."""

from shortlist.judging.prompt import estimate_tokens
from shortlist.options import StartRequest
from shortlist.tasks.estimate import Estimator
from shortlist.tasks.start import resolve_options
from tests.support.memory.world import JOB_ID, SETTINGS, TENANT, World

SHORT = [f"a{number:03}" for number in range(200)]
LONG = [f"b{number:03}{'x' * 2000}" for number in range(100)]


def estimate_input(names: list[str]) -> float:
    """Return the estimated input tokens of one candidate."""
    world = World(ranker="llm")
    for start in range(0, len(names), 50):
        world.add(names[start : start + 50], limit=1000)
    options = resolve_options(StartRequest(ranker="llm"), SETTINGS)
    shown = Estimator(world.catalogue, world.catalogue, world.tasks).estimate(
        TENANT, JOB_ID, options
    )
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
