"""The bench of large rankings still opens the page and works in it; what that costs is no test."""

from playwright.sync_api import Browser

from tests.browser.bench import STEPS, measure


def test_the_bench_gets_through_every_step(browser: Browser) -> None:
    costs = measure(browser, 300)
    assert len(costs) == len(STEPS)
    assert min(costs) > 0
