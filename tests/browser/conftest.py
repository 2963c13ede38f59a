"""A browser for the page's tests, and people who are signed in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.watched import PATIENCE_MS, Watched, make_person, open_page
from tests.support.cloud import Cloud
from tools.pictures.chromium import HOW_TO_GET_ONE, start_browser

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser, or skip and say how to get one."""
    with sync_playwright() as playwright:
        browser = start_browser(playwright)
        if browser is None:
            pytest.skip(HOW_TO_GET_ONE)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def tenant() -> str:
    """Name a tenant of the module's own."""
    return "initech"


@pytest.fixture(scope="module")
def recruiter(browser: Browser, cloud: Cloud, tenant: str) -> Iterator[Watched]:
    """Sign a recruiter in once for the tests of a module, who leave the page as they found it."""
    with open_page(browser, cloud) as watched:
        watched.sign_in(*make_person(cloud, tenant))
        watched.be_signed_in()
        yield watched
