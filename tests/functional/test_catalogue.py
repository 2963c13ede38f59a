"""Job posts, rubrics and candidates over the API."""

import pytest

from tests.support.rankings import JOB, RUBRIC, add_job, read_all
from tests.support.stack import Stack


def test_a_job_post_is_created_read_replaced_and_deleted(stack: Stack) -> None:
    created = stack.acme.post("/api/jobposts/", JOB)
    assert created.status == 201
    assert list(created.body) == [
        "job_id",
        "title",
        "description",
        "rubric_version",
        "created_at",
        "candidate_count",
        "reading",
    ]
    assert stack.acme.get("/api/jobposts/backend/").body == created.body
    changed = {"title": "Baker", "description": "Bake bread. Required: 2 years of baking."}
    replaced = stack.acme.put("/api/jobposts/backend/", changed)
    assert replaced.status == 200
    assert replaced.body["title"] == "Baker"
    assert replaced.body["rubric_version"] == 2
    assert stack.acme.delete("/api/jobposts/backend/").status == 204
    assert stack.acme.get("/api/jobposts/backend/").status == 404


def test_a_job_post_without_an_id_gets_one(stack: Stack) -> None:
    body = {"title": "Baker", "description": "Bake bread."}
    first = stack.acme.post("/api/jobposts", body).body["job_id"]
    assert first != stack.acme.post("/api/jobposts", body).body["job_id"]


def test_a_taken_id_is_a_conflict_in_one_tenant_only(stack: Stack) -> None:
    assert stack.acme.post("/api/jobposts/", JOB).status == 201
    assert stack.acme.post("/api/jobposts/", JOB).status == 409
    assert stack.globex.post("/api/jobposts/", JOB).status == 201


def test_job_posts_are_listed_newest_first_in_pages(stack: Stack) -> None:
    for number in range(5):
        stack.acme.post("/api/jobposts/", {**JOB, "job_id": f"job-{number}"})
    stack.globex.post("/api/jobposts/", {**JOB, "job_id": "foreign"})
    jobs = read_all(stack, "/api/jobposts/", limit=2)
    assert [job["job_id"] for job in jobs] == [f"job-{n}" for n in (4, 3, 2, 1, 0)]


def test_a_rubric_is_drafted_and_people_edit_it(stack: Stack) -> None:
    add_job(stack)
    drafted = stack.acme.get("/api/jobposts/backend/rubric/").body
    assert drafted["version"] == 1
    assert all(len(criterion["levels"]) == 5 for criterion in drafted["criteria"])
    edited = stack.acme.put("/api/jobposts/backend/rubric/", RUBRIC)
    assert edited.status == 200
    assert edited.body["version"] == 2
    assert edited.body["gates"] == RUBRIC["gates"]
    assert stack.acme.get("/api/jobposts/backend/rubric/").body == edited.body
    assert stack.acme.get("/api/jobposts/backend/").body["rubric_version"] == 2


def test_the_version_that_an_earlier_ranking_used_can_still_be_read(stack: Stack) -> None:
    stack.acme.post("/api/jobposts/", JOB)
    drafted = stack.acme.get("/api/jobposts/backend/rubric/").body
    stack.acme.put("/api/jobposts/backend/rubric/", RUBRIC)
    rubric = "/api/jobposts/backend/rubric/"
    assert stack.acme.get(rubric, query={"version": "1"}).body == drafted
    assert stack.acme.get(rubric, query={"version": "3"}).status == 404
    assert stack.acme.get(rubric, query={"version": "0"}).status == 422
    assert stack.globex.get(rubric, query={"version": "1"}).status == 404


def test_new_texts_keep_a_rubric_that_a_person_has_edited(stack: Stack) -> None:
    add_job(stack)
    stack.acme.put("/api/jobposts/backend/rubric/", RUBRIC)
    stack.acme.put("/api/jobposts/backend/", {"title": "Baker", "description": "Bake bread."})
    assert stack.acme.get("/api/jobposts/backend/rubric/").body["gates"] == RUBRIC["gates"]


def test_a_rubric_about_age_is_kept_with_a_warning(stack: Stack) -> None:
    add_job(stack)
    gate = {"id": "age", "text": "Is younger than 35"}
    body = stack.acme.put("/api/jobposts/backend/rubric/", {**RUBRIC, "gates": [gate]}).body
    assert body["warnings"]


def test_candidates_are_added_one_by_one_and_together(stack: Stack) -> None:
    path = add_job(stack)
    one = stack.acme.post(f"{path}candidates/", {"name": "Ann", "resume_text": "Baker"})
    assert one.status == 201
    assert list(one.body) == ["items"]
    several = {"candidates": [{"candidate_id": f"c{n}", "resume_text": "x"} for n in range(100)]}
    assert stack.acme.post(f"{path}candidates/", several).status == 201
    assert stack.acme.get(path).body["candidate_count"] == 101
    listed = read_all(stack, f"{path}candidates/", limit=33)
    assert len({candidate["candidate_id"] for candidate in listed}) == 101


def test_a_candidate_shows_its_reading_state_and_its_text(stack: Stack) -> None:
    path = add_job(stack)
    body = {"candidate_id": "ann", "name": "Ann", "resume_text": "Baker\r\nsince 2019"}
    stack.acme.post(f"{path}candidates/", body)
    candidate = stack.acme.get(f"{path}candidates/ann/").body
    reading = {"state": "read", "reason": None, "detail": None, "scanned_pages": []}
    assert candidate["reading"] == reading
    assert candidate["resume_text"] == "Baker\nsince 2019"
    assert candidate["name"] == "Ann"


def test_one_taken_id_refuses_the_whole_request(stack: Stack) -> None:
    path = add_job(stack)
    stack.acme.post(f"{path}candidates/", {"candidate_id": "c60", "resume_text": "x"})
    several = {"candidates": [{"candidate_id": f"c{n}", "resume_text": "y"} for n in range(80)]}
    answer = stack.acme.post(f"{path}candidates/", several)
    assert answer.status == 409
    assert "c60" in answer.body["detail"]
    assert stack.acme.get(path).body["candidate_count"] == 1
    assert stack.acme.get(f"{path}candidates/c60/").body["resume_text"] == "x"


def test_a_job_post_takes_only_so_many_candidates(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANDIDATES_LIMIT", "2")
    path = add_job(stack)
    two = {"candidates": [{"resume_text": "x"}, {"resume_text": "y"}]}
    assert stack.acme.post(f"{path}candidates/", two).status == 201
    assert stack.acme.post(f"{path}candidates/", {"resume_text": "z"}).status == 413


def test_uploads_get_an_address_each_and_wait_to_be_read(stack: Stack) -> None:
    path = add_job(stack)
    files = {"files": [{"filename": "Ann Baker.pdf", "size": 1234}]}
    answer = stack.acme.post(f"{path}resumes/", files)
    assert answer.status == 201
    upload = answer.body["uploads"][0]
    assert upload["method"] == "PUT"
    assert upload["headers"]["Content-Length"] == "1234"
    assert "Ann" not in upload["url"]
    candidate = stack.acme.get(f"{path}candidates/{upload['candidate_id']}/").body
    assert candidate["reading"]["state"] == "waiting"
    assert candidate["name"] == "Ann Baker"


def test_a_file_above_five_megabytes_is_refused_at_once(stack: Stack) -> None:
    path = add_job(stack)
    files = {"files": [{"filename": "big.pdf", "size": 5 * 1024 * 1024 + 1}]}
    assert stack.acme.post(f"{path}resumes/", files).status == 413
    assert stack.acme.get(path).body["candidate_count"] == 0


def test_tasks_are_listed_newest_first_and_filtered(stack: Stack) -> None:
    path = add_job(stack, 1)
    for cost in (1.0, 2.0, 3.0):
        stack.acme.post(f"{path}rank-candidates/", {"max_cost_usd": cost})
    stack.ranking.deliver_one()
    everything = stack.acme.get("/api/tasks/").body["items"]
    assert len(everything) == 3
    created = [task["created_at"] for task in everything]
    assert created == sorted(created, reverse=True)
    for status, count in (("SUCCESS", 1), ("PENDING", 2), ("FAILURE", 0)):
        answer = stack.acme.get("/api/tasks/", query={"status": status})
        assert len(answer.body["items"]) == count
    by_job = stack.acme.get("/api/tasks/", query={"job_id": "backend", "limit": "2"}).body
    assert len(by_job["items"]) == 2
    assert by_job["next_cursor"]
    assert stack.acme.get("/api/tasks/", query={"job_id": "other"}).body["items"] == []
    assert stack.acme.get("/api/tasks/", query={"status": "LOST"}).status == 422


def test_operators_see_the_tasks_of_all_tenants_and_nothing_else(stack: Stack) -> None:
    for caller in (stack.acme, stack.globex):
        caller.post("/api/jobposts/", JOB)
        caller.post("/api/jobposts/backend/candidates/", {"resume_text": "Python"})
        assert caller.post("/api/jobposts/backend/rank-candidates/").status == 202
    tasks = stack.operator.get("/api/tasks/").body["items"]
    assert {task["tenant"] for task in tasks} == {"acme", "globex"}
    assert stack.globex.get("/api/tasks/").body["items"][0].get("tenant") is None
    assert len(stack.globex.get("/api/tasks/").body["items"]) == 1
    assert stack.operator.get("/api/jobposts/backend/").status == 403
    task_path = f"/api/jobposts/task-status/{tasks[0]['task_id']}/"
    assert stack.operator.get(task_path).status == 403
    assert stack.operator.post("/api/jobposts/backend/rank-candidates/").status == 403
