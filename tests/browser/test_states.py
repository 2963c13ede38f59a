"""What the page shows when things are not as usual: faults, old tokens, narrow windows."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Route, expect

from tests.browser.shown import BIG_JOB, ROWS_A_PAGE, answer, show_a_ranking
from tests.browser.watched import Watched, make_person, open_page
from tests.support.cloud import Cloud

JOBS = re.compile(r"/api/jobposts/(\?.*)?$")
# Counts the files on their way: one is through before the page hears of it.
COUNT_SENDING = """() => {
  let sending = 0;
  window.mostAtOnce = 0;
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    window.mostAtOnce = Math.max(window.mostAtOnce, ++sending);
    this.addEventListener("readystatechange", () => this.readyState === 4 && sending--);
    send.call(this, body);
  };
}"""


def problem(route: Route, status: int, **headers: str) -> None:
    body = {
        "type": "about:blank",
        "title": "no",
        "status": status,
        "detail": "no",
        "request_id": "r-1",
    }
    answer(route, body, status, **headers)


@pytest.fixture(autouse=True)
def clean(recruiter: Watched) -> Any:
    """Begin each test on an empty screen, and end it without what the test put in the way."""
    recruiter.go("/reasons")
    yield
    recruiter.page.unroute_all(behavior="ignoreErrors")
    recruiter.said.clear()


def test_a_fault_of_the_server_says_what_to_do_and_which_request_it_was(recruiter: Watched) -> None:
    recruiter.page.route(JOBS, lambda route: problem(route, 500))
    recruiter.go("/")
    expect(recruiter.page.get_by_text("request r-1")).to_be_visible()
    recruiter.check()
    recruiter.page.unroute(JOBS)
    recruiter.page.get_by_role("button", name="Try again").click()
    expect(recruiter.page.get_by_text("No job posts yet")).to_be_visible()


def test_a_server_that_is_away_is_no_lost_work(recruiter: Watched) -> None:
    recruiter.go("/new")
    recruiter.page.get_by_label("Title").fill("Gardener")
    recruiter.page.get_by_label("Description").fill("Five years of roses.")
    recruiter.page.route(JOBS, lambda route: route.abort())
    recruiter.page.get_by_role("button", name="Save and see the criteria").click()
    expect(recruiter.page.get_by_text("No connection to the server")).to_be_visible()
    recruiter.check()
    recruiter.page.reload()
    expect(recruiter.page.get_by_label("Title")).to_have_value("Gardener")
    recruiter.page.evaluate("sessionStorage.removeItem('shortlist.job-post-draft')")


def test_a_throttled_call_waits_as_long_as_it_is_told(recruiter: Watched) -> None:
    asked: list[int] = []

    def throttle(route: Route) -> None:
        asked.append(len(asked))
        if len(asked) == 1:
            problem(route, 429, **{"Retry-After": "2"})
        else:
            answer(route, {"items": [], "next_cursor": None})

    recruiter.page.route(JOBS, throttle)
    recruiter.go("/")
    expect(recruiter.page.get_by_text("Many requests at the moment")).to_be_visible()
    expect(recruiter.page.get_by_text("No job posts yet")).to_be_visible()
    assert len(asked) == 2


def test_a_slow_server_is_told_and_a_quick_one_is_not(recruiter: Watched) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    recruiter.page.route(JOBS, hold)
    recruiter.go("/")
    expect(recruiter.page.get_by_text("Loading…")).to_be_visible()
    recruiter.check()
    answer(held[0], {"items": [], "next_cursor": None})
    expect(recruiter.page.get_by_text("No job posts yet")).to_be_visible()


def test_a_refused_token_is_renewed_once_and_nobody_notices(recruiter: Watched) -> None:
    tokens: list[str] = []

    def refuse_the_first(route: Route) -> None:
        tokens.append(route.request.headers["authorization"])
        if len(tokens) == 1:
            problem(route, 401)
        else:
            answer(route, {"items": [], "next_cursor": None})

    recruiter.page.route(JOBS, refuse_the_first)
    with recruiter.page.expect_response("**/oauth2/token"):
        recruiter.go("/")
    expect(recruiter.page.get_by_text("No job posts yet")).to_be_visible()
    assert len(tokens) == 2


def test_an_ended_session_says_so_and_keeps_what_is_on_the_page(
    browser: Browser, cloud: Cloud
) -> None:
    with open_page(browser, cloud) as me:
        me.sign_in(*make_person(cloud, "initech"))
        me.be_signed_in()
        me.go("/new")
        me.page.get_by_label("Title").fill("Gardener")
        me.page.get_by_label("Description").fill("Roses.")
        me.page.route(
            "**/oauth2/token", lambda route: answer(route, {"error": "invalid_grant"}, 400)
        )
        me.page.route(JOBS, lambda route: problem(route, 401))
        me.page.get_by_role("button", name="Save and see the criteria").click()
        expect(me.page.get_by_role("button", name="Sign in again")).to_be_visible()
        expect(me.page.get_by_label("Title")).to_have_value("Gardener")
        me.check()


def test_an_operator_sees_tasks_and_nothing_else(browser: Browser, cloud: Cloud) -> None:
    passwords = json.loads((cloud.place.state / "passwords.json").read_text(encoding="utf-8"))
    with open_page(browser, cloud) as me:
        me.sign_in("operator@shortlist.example", passwords["operator"])
        me.be_signed_in()
        expect(me.page.get_by_role("heading", name="Tasks")).to_be_visible()
        expect(me.page.get_by_role("link", name="Job posts")).to_have_count(0)
        me.check()
        assert me.said == []


def test_without_a_client_the_page_says_what_is_missing(browser: Browser, cloud: Cloud) -> None:
    with open_page(browser, cloud) as me:

        def take_the_client_away(route: Route) -> None:
            response = route.fetch()
            text = re.sub(r'client-id" content="[^"]*"', 'client-id" content=""', response.text())
            route.fulfill(response=response, body=text)

        me.page.route(me.url, take_the_client_away)
        me.page.goto(me.url)
        expect(me.page.get_by_text("Sign-in is not set up")).to_be_visible()
        me.check()


def test_whoever_comes_reads_the_api_document_as_a_page(browser: Browser, cloud: Cloud) -> None:
    document = json.loads(Path("functions/catalogue/openapi.json").read_text(encoding="utf-8"))
    methods = [method for path in document["paths"].values() for method in path]
    with open_page(browser, cloud) as me:
        for address in (f"{me.url}api/docs/", f"{me.url}api/docs"):
            me.page.goto(address)
            expect(me.page.get_by_role("heading", name="Shortlist")).to_be_visible()
            expect(me.page.locator(".opblock")).to_have_count(len(methods))
        me.page.get_by_role("button", name="post /api/jobposts/", exact=True).click()
        expect(me.page.get_by_text("Request body").first).to_be_visible()
        assert me.said == []


def test_a_thousand_rows_are_all_there_and_a_hundred_stand_in_the_page(recruiter: Watched) -> None:
    show_a_ranking(recruiter, 1000)
    recruiter.go("/rankings/t")
    rows = recruiter.page.locator("table.ranked tbody tr")
    expect(recruiter.page.get_by_text("1,000 candidates").last).to_be_visible()
    expect(rows).to_have_count(ROWS_A_PAGE)
    recruiter.page.get_by_role("button", name="Show 100 more (900 left)").click()
    expect(rows).to_have_count(2 * ROWS_A_PAGE)
    recruiter.page.get_by_role("button", name="Score").click()
    recruiter.page.get_by_role("button", name="Score").click()
    expect(rows.first).to_contain_text("Candidate 1000")


def test_a_ranking_that_lacks_something_says_what_in_words(recruiter: Watched) -> None:
    warnings = [
        "2 rows keep their offline score (max_cost). The cost limit was reached.",
        "1 row has no score (encrypted). The file has a password.",
        "the cost is not known: the model m has no known price",
    ]
    show_a_ranking(recruiter, 3, "partial", complete=False, warnings=warnings)
    recruiter.go("/rankings/partial")
    expect(recruiter.page.get_by_text("For some candidates this is not the row")).to_be_visible()
    recruiter.page.get_by_text("3 notes about this ranking").click()
    for words in (
        "2 candidates: The cost limit was reached; the score comes from the offline ranker.",
        "1 candidate: the file has a password",
        warnings[2],
    ):
        expect(recruiter.page.get_by_text(words)).to_be_visible()
    recruiter.check()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("revoked", "This ranking was cancelled."),
        ("time_limit", "took too long and was stopped"),
        ("dead_letter", "failed again and again"),
        ("of_tomorrow", "The ranking failed."),
    ],
)
def test_a_failed_ranking_says_why_and_offers_another(
    recruiter: Watched, code: str, words: str
) -> None:
    failed = {"task_id": code, "job_id": "many", "status": "FAILURE", "error_code": code}
    times = {"created_at": "2026-11-27T10:00:00Z", "started_at": None, "finished_at": None}
    recruiter.page.route(f"**/task-status/{code}/?*", lambda route: answer(route, failed | times))
    recruiter.page.route("**/api/jobposts/many/", lambda route: answer(route, BIG_JOB))
    recruiter.go(f"/rankings/{code}")
    expect(recruiter.page.get_by_text(words)).to_be_visible()
    expect(recruiter.page.get_by_role("button", name="Rank again")).to_be_visible()
    recruiter.check()


def test_five_hundred_files_go_four_at_a_time_and_leave_a_list_to_work_in(
    recruiter: Watched,
) -> None:
    sent: list[str] = []

    def give_addresses(route: Route) -> None:
        files = route.request.post_data_json["files"]
        uploads = [
            {
                "candidate_id": f"c-{file['filename']}",
                "filename": file["filename"],
                "url": f"{recruiter.url}upload/{file['filename']}",
                "method": "PUT",
                "headers": {},
                "expires_at": "2026-11-27T10:15:00Z",
            }
            for file in files
        ]
        answer(route, {"uploads": uploads}, 201)

    def take_file(route: Route) -> None:
        sent.append(route.request.url)
        route.fulfill(status=200)

    def give_candidates(route: Route) -> None:
        found = re.search(r"cursor=(\d+)", route.request.url)
        start = int(found[1]) if found else 0
        some = [make_candidate(url.rsplit("/", 1)[1]) for url in sent[start : start + 100]]
        following = str(start + 100) if len(sent) > start + 100 else None
        answer(route, {"items": some, "next_cursor": following})

    def give_job(route: Route) -> None:
        reading = {"waiting": 0, "read": len(sent), "failed": 0}
        answer(route, {**BIG_JOB, "candidate_count": len(sent), "reading": reading})

    page = recruiter.page
    page.route("**/api/jobposts/many/", give_job)
    page.route("**/api/jobposts/many/candidates/*", give_candidates)
    page.route("**/api/jobposts/many/resumes/", give_addresses)
    page.route("**/upload/*", take_file)
    page.evaluate(COUNT_SENDING)
    recruiter.go("/jobs/many/candidates")
    expect(page.get_by_text("No candidates yet")).to_be_visible()
    files = [
        FilePayload(name=f"cv-{number:03}.txt", mimeType="text/plain", buffer=b"Python")
        for number in range(500)
    ]
    page.locator("input[type=file][multiple]").set_input_files(files)
    # Whoever looks at something else meanwhile finds the uploads where they are.
    page.get_by_role("link", name="Rankings").click()
    page.get_by_role("link", name=re.compile("Candidates")).click()
    expect(page.get_by_text("500 of 500 files sent")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("500 read")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(100)
    page.get_by_role("button", name="Show 100 more (400 left)").click()
    expect(page.locator("tbody tr")).to_have_count(200)
    assert len(sent) == len(set(sent)) == 500
    assert 1 < page.evaluate("window.mostAtOnce") <= 4


def test_what_is_read_while_the_list_comes_is_not_counted_as_being_read(
    recruiter: Watched,
) -> None:
    listed: list[str] = []

    def give_candidates(route: Route) -> None:
        listed.append(route.request.url)
        some = [make_candidate(f"cv-{number}.txt") for number in range(2)]
        answer(route, {"items": some, "next_cursor": None})

    def give_job(route: Route) -> None:
        waiting = 0 if listed else 2
        reading = {"waiting": waiting, "read": 2 - waiting, "failed": 0}
        answer(route, {**BIG_JOB, "candidate_count": 2, "reading": reading})

    recruiter.page.route("**/api/jobposts/many/", give_job)
    recruiter.page.route("**/api/jobposts/many/candidates/*", give_candidates)
    recruiter.go("/jobs/many/candidates")
    expect(recruiter.page.get_by_text("2 read", exact=True)).to_be_visible()


def make_candidate(filename: str) -> dict[str, Any]:
    return {
        "candidate_id": f"c-{filename}",
        "name": filename.removesuffix(".txt"),
        "reading": {"state": "read", "reason": None, "detail": None},
        "flags": [],
        "created_at": "2026-11-27T10:00:00Z",
    }


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"color_scheme": "dark"}, id="dark"),
        pytest.param({"viewport": {"width": 320, "height": 640}}, id="320px"),
        # A window at 200 % has half the pixels of its own.
        pytest.param(
            {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2}, id="200%"
        ),
        pytest.param({"forced_colors": "active", "reduced_motion": "reduce"}, id="forced-colours"),
        pytest.param({"locale": "de-DE"}, id="German"),
    ],
)
def test_table_and_drawer_hold_in_every_window(
    browser: Browser, cloud: Cloud, options: dict[str, Any]
) -> None:
    with open_page(browser, cloud, **{"locale": "en-GB", **options}) as me:
        me.page.goto(me.url)
        me.page.get_by_role("button", name=re.compile("Sign in|Anmelden")).click()
        email, password = make_person(cloud, "initech")
        me.page.locator("input:not([type=hidden]):not([type=password])").first.fill(email)
        me.page.locator("input[type=password]").first.fill(password)
        me.page.locator("[type=submit]").first.click()
        expect(me.page.locator(".empty, table").first).to_be_visible()
        assert me.has_no_sideways_scroll()
        show_a_ranking(me, 5)
        me.go("/rankings/t")
        expect(me.page.locator("table.ranked tbody tr")).to_have_count(5)
        me.check()
        assert me.has_no_sideways_scroll()
        me.page.locator("table.ranked button.name").first.click()
        expect(me.page.locator(".resume-lines")).to_be_visible()
        me.check()
        assert me.has_no_sideways_scroll()
        me.page.keyboard.press("Escape")
        me.go("/rankings/t/compare?c=c-00001,c-00002")
        expect(me.page.locator("table.compare")).to_be_visible()
        me.check()
        assert me.has_no_sideways_scroll()
        me.go("/rankings/t/dossier")
        expect(me.page.locator(".dossier-row")).to_have_count(5)
        assert me.has_no_sideways_scroll()
        assert me.said == []
