"""Reading, changing and writing back: what GET gave can be PUT, and a lost race is told."""

from typing import Any

import pytest

from tests.support.rankings import JOB, add_job
from tests.support.stack import Stack

RUBRIC = {
    "gates": [{"id": "permit", "text": "May work here"}],
    "criteria": [
        {"id": "a", "title": "Python", "importance": "nice", "levels": ["0", "1", "2", "3", "4"]}
    ],
}
DAILY = {"expression": "cron(0 7 * * ? *)", "timezone": "Europe/Berlin"}


@pytest.mark.parametrize("part", ["", "rubric/", "schedule/"])
def test_what_get_gave_can_be_put_again(stack: Stack, part: str) -> None:
    path = add_job(stack)
    stack.acme.put(f"{path}rubric/", RUBRIC)
    stack.acme.put(f"{path}schedule/", DAILY)
    read = stack.acme.get(f"{path}{part}")
    written = stack.acme.put(f"{path}{part}", read.body)
    assert written.status == 200
    counted = {"version": read.body["version"] + 1} if part == "rubric/" else {}
    assert written.body == {**read.body, **counted}


@pytest.mark.parametrize(
    ("part", "change"), [("", {"title": "Another"}), ("rubric/", {"gates": []})]
)
def test_whoever_read_an_older_state_does_not_replace_a_newer_one(
    stack: Stack, part: str, change: dict[str, Any]
) -> None:
    path = f"{add_job(stack)}{part}"
    stack.acme.put(f"{add_job(stack, job_id='other')}rubric/", RUBRIC)
    read = stack.acme.get(path)
    mine = {"If-Match": read.headers["etag"]}
    first = stack.acme.put(path, {**read.body, **change}, headers=mine)
    assert first.status == 200
    assert first.headers["etag"] == stack.acme.get(path).headers["etag"] != read.headers["etag"]
    late = stack.acme.put(path, read.body, headers=mine)
    assert late.status == 412
    assert late.body["type"].endswith("/problems/changed-meanwhile")
    assert stack.acme.get(path).body == first.body
    again = {"If-Match": f'W/{first.headers["etag"]}, "x"'}
    assert stack.acme.put(path, read.body, headers=again).status == 200
    assert stack.acme.put(path, read.body, headers={"If-Match": "*"}).status == 200


def test_a_job_post_keeps_its_etag_while_candidates_come(stack: Stack) -> None:
    path = add_job(stack)
    etag = stack.acme.get(path).headers["etag"]
    stack.acme.post(f"{path}candidates/", {"resume_text": "x"})
    assert stack.acme.get(path).headers["etag"] == etag


def test_what_was_made_is_where_its_location_says(stack: Stack) -> None:
    base = "https://shortlist.example.com"
    made = stack.acme.post("/api/jobposts/", JOB)
    assert made.headers["location"] == f"{base}/api/jobposts/backend/"
    path = "/api/jobposts/backend/candidates/"
    one = stack.acme.post(path, {"candidate_id": "a~b", "resume_text": "x"})
    assert one.headers["location"] == f"{base}{path}a~b/"
    assert stack.acme.get(one.headers["location"].removeprefix(base)).status == 200
    two = stack.acme.post(path, {"candidates": [{"resume_text": "x"}, {"resume_text": "y"}]})
    assert two.headers["location"] == f"{base}{path}"


def test_every_json_answer_ends_with_a_newline(stack: Stack) -> None:
    path = add_job(stack)
    for answer in (stack.acme.get(path), stack.acme.get("/api/jobposts/none/")):
        assert answer.text.endswith("}\n")
        assert answer.headers["x-request-id"] == "request-1"


@pytest.mark.parametrize("odd", ["a\x00b", "a\nb", "a\u202eb", "a\u2066b", "a\x9fb", "a\u2028b"])
def test_no_name_holds_what_shows_it_as_another(stack: Stack, odd: str) -> None:
    path = add_job(stack)
    bodies = {
        "/api/jobposts/": {"title": odd, "description": "d"},
        f"{path}candidates/": {"name": odd, "resume_text": "x"},
        f"{path}resumes/": {"files": [{"filename": f"{odd}.pdf", "size": 9}]},
    }
    for target, body in bodies.items():
        assert stack.acme.post(target, body).status == 422, target
    gate = {"id": "permit", "text": odd}
    kept = stack.acme.put(f"{path}rubric/", {**RUBRIC, "gates": [gate]})
    assert kept.body["gates"] == [{"id": "permit", "text": "a b"}]
    described = {"title": "t", "description": odd}
    assert stack.acme.put(path, described).status == (200 if odd == "a\nb" else 422)


def test_a_resumes_text_is_cleaned_and_not_refused(stack: Stack) -> None:
    path = add_job(stack)
    odd = "Skills\n\u202ePython\u202c\x00 and \x1bmore"
    made = stack.acme.post(f"{path}candidates/", {"candidate_id": "a", "resume_text": odd})
    assert made.body["items"][0]["flags"] == ["invisible_characters"]
    text = stack.acme.get(f"{path}candidates/a/").body["resume_text"]
    assert text == "Skills\nPython and more"
