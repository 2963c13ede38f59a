"""Take the pictures of the page that README shows, from a local cloud on which the demo has run."""

import argparse
import json
import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tools.pictures.chromium import HOW_TO_GET_ONE, start_browser

FOLDER = Path("docs/pictures")
JOB = "ward-lead"
WINDOW: ViewportSize = {"width": 1280, "height": 800}


def main() -> int:
    """Return 0 if both pictures were taken."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    state = Path(os.environ.get("LOCAL_STATE") or ".local")
    endpoint = json.loads((state / "endpoint.json").read_text(encoding="utf-8"))
    passwords = json.loads((state / "passwords.json").read_text(encoding="utf-8"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = start_browser(playwright)
        if browser is None:
            print(f"error: {HOW_TO_GET_ONE}", file=sys.stderr)
            return 1
        page = browser.new_page(viewport=WINDOW, locale="en-GB", color_scheme="light")
        _sign_in(page, endpoint["page_url"], passwords["acme"])
        _open_ranking(page)
        _take_drawer(page)
        _take_comparison(page)
        browser.close()
    return 0


def _sign_in(page: Page, url: str, password: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/oauth2/authorize**")
    page.locator("input:not([type=hidden]):not([type=password])").first.fill(
        "acme@shortlist.example"
    )
    page.locator("input[type=password]").first.fill(password)
    page.locator("[type=submit]").first.click()
    page.get_by_role("button", name="Sign out").wait_for()


def _open_ranking(page: Page) -> None:
    page.evaluate(f"location.hash = '/jobs/{JOB}/rankings'")
    page.locator("tbody a").first.click()
    page.locator("table.ranked tbody tr").first.wait_for()


def _take_drawer(page: Page) -> None:
    page.get_by_role("button", name=re.compile(r"Candidate \d\d")).nth(1).click()
    page.locator(".resume-lines").wait_for()
    page.locator(".drawer").scroll_into_view_if_needed()
    page.screenshot(path=FOLDER / "drawer.png")
    page.keyboard.press("Escape")


def _take_comparison(page: Page) -> None:
    for number in range(3):
        page.locator("table.ranked tbody input[type=checkbox]").nth(number).check()
    page.keyboard.press("v")
    page.locator("table.compare").wait_for()
    page.screenshot(path=FOLDER / "comparison.png")


if __name__ == "__main__":
    sys.exit(main())
