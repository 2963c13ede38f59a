"""`python -m tests.browser.bench [ROWS]`: what the page costs a browser for a large ranking.

No cloud and no network: the built page and made-up answers come from here. Times are the CPU time
of the page's own thread, so that a busy machine counts for little.
"""

import re
import statistics
import sys

from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright

from page.site import Site, read_asset, write_document
from tests.browser.shown import answer, show_a_ranking
from tests.browser.watched import Watched
from tools.pictures.chromium import HOW_TO_GET_ONE, start_browser

URL = "http://localhost:9/live/"
RUNS = 7
# Each step as the page sees it, since a hand that drives the browser costs its thread time too:
# what somebody does, and what stands there when it is done.
STEPS = {
    "first rows": ("location.hash = '/rankings/t'", "rows().length > 0"),
    "all rows": ("", "!document.body.innerText.includes('The rest is still loading')"),
    "sort by score": ("press('.sort', 'Score')", "sorted('Score')"),
    "sort by name": ("press('.sort', 'Candidate')", "sorted('Candidate')"),
    "search": ("type('#row-search', 'Candidate 77')", "rows()[0].innerText.includes(' 77')"),
    "clear": ("type('#row-search', '')", "rows().length === 100"),
    "open re-weigh": ("press('button', 'Re-weigh')", "document.querySelector('.what-if')"),
    "re-weigh": ("choose('.what-if select', 'none')", "panel().includes('another rank')"),
}
RUN = """async () => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const rows = () => all('table.ranked tbody tr');
  const panel = () => document.querySelector('.what-if').innerText;
  const find = (selector, text) => all(selector).find((one) => one.innerText.startsWith(text));
  const press = (selector, text) => find(selector, text).click();
  const sorted = (text) => find('.sort', text).closest('th').ariaSort;
  const set = (selector, value, kind) => {
    const field = document.querySelector(selector);
    field.value = value;
    field.dispatchEvent(new Event(kind, {bubbles: true}));
  };
  const type = (selector, value) => set(selector, value, 'input');
  const choose = (selector, value) => set(selector, value, 'change');
  %s;
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  do await frame(); while (!(%s));
  await frame();
}"""
ME = {"tenant": "acme", "role": "recruiter", "subject": "me", "email": "me@shortlist.example"}


def main() -> int:
    """Write a table of milliseconds; return 0 if there is a browser."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with sync_playwright() as playwright:
        browser = start_browser(playwright)
        if browser is None:
            sys.stderr.write(f"error: {HOW_TO_GET_ONE}\n")
            return 1
        runs = [measure(browser, rows) for _ in range(RUNS)]
        browser.close()
    lines = [f"{rows:,} rows, {RUNS} runs, CPU ms of the page's thread", ""]
    lines += ["| step | least | median |", "|---|---|---|"]
    for step, times in zip(STEPS, zip(*runs, strict=True), strict=True):
        lines.append(f"| {step} | {min(times):.0f} | {statistics.median(times):.0f} |")
    sys.stdout.write("\n".join((*lines, "")))
    return 0


def measure(browser: Browser, rows: int) -> list[float]:
    """Open a ranking of so many rows in a new tab and work in it; return the cost of each step."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB").new_page()
    me = Watched(page, URL)
    serve(page)
    show_a_ranking(me, rows)
    page.goto(URL)
    page.evaluate("sessionStorage.setItem('shortlist.refresh-token', 'r')")
    page.reload()
    me.be_signed_in()
    thread = page.context.new_cdp_session(page)
    thread.send("Performance.enable", {"timeDomain": "threadTicks"})
    costs = [cost(page, thread, *step) for step in STEPS.values()]
    page.context.close()
    return costs


def cost(page: Page, thread: CDPSession, act: str, is_done: str) -> float:
    """Return the milliseconds of CPU that a step takes, until its picture is drawn."""
    before = read_busy_seconds(thread)
    page.evaluate(RUN % (act, is_done))
    return 1000 * (read_busy_seconds(thread) - before)


def read_busy_seconds(thread: CDPSession) -> float:
    """Return how long the page's thread has worked."""
    metrics = thread.send("Performance.getMetrics")["metrics"]
    return sum(one["value"] for one in metrics if one["name"] == "TaskDuration")


def serve(page: Page) -> None:
    """Answer for the page's own files, the sign-in and who is there."""
    site = Site(
        base_path="/live/",
        sign_in_url=URL + "sign-in",
        client_id="client",
        command_line_client_id="",
        upload_urls=(),
    )

    def give(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        asset = read_asset(name)
        route.fulfill(content_type=asset.content_type, body=asset.text)

    page.route(
        re.compile(r"/live/$"),
        lambda route: route.fulfill(content_type="text/html", body=write_document(site)),
    )
    page.route("**/live/assets/*", give)
    tokens = {"id_token": "i", "expires_in": 3600}
    page.route("**/oauth2/token", lambda route: answer(route, tokens))
    page.route("**/api/me/", lambda route: answer(route, ME))
    nothing = {"items": [], "next_cursor": None}
    page.route(re.compile(r"/api/(jobposts|tasks)/\?"), lambda route: answer(route, nothing))


if __name__ == "__main__":
    sys.exit(main())
