"""The local cloud's own steps: what an event is about, and when an API has to be made anew."""

import json
from pathlib import Path

import pytest

from tools.local import cloud, deployment
from tools.local.invocation import TASK_ID, fill_in
from tools.local.place import LocalCloudError, Place
from tools.mocked.template import ROOT
from tools.stub.run import find_free_port

BUILT = """
Resources:
  Api: {Type: AWS::Serverless::Api, Properties: {StageName: live}}
  Start: {Type: AWS::Serverless::Function, Properties: {Events: {Run: {Path: %s}}}}
"""


def test_an_event_is_about_the_demos_ranking_once_there_is_one(tmp_path: Path) -> None:
    event = (ROOT / "events/status_valid.json").read_text(encoding="utf-8")
    assert TASK_ID in event
    assert fill_in(event, tmp_path / "result.json") == event
    (tmp_path / "result.json").write_text(
        json.dumps([{"task_id": "abc", "job_id": "job"}, {"task_id": "def"}])
    )
    filled = fill_in(event, tmp_path / "result.json")
    assert json.loads(filled)["pathParameters"] == {"task_id": "abc"}
    assert TASK_ID not in filled
    event = (ROOT / "events/start_valid.json").read_text(encoding="utf-8")
    filled = json.loads(fill_in(event, tmp_path / "result.json"))
    assert filled["pathParameters"] == {"job_id": "job"}
    assert filled["path"] == "/api/jobposts/job/rank-candidates/"


def build(folder: Path, path: str) -> None:
    (folder / "template.yaml").write_text(BUILT % path)


def test_an_api_whose_routes_changed_is_made_anew_and_another_change_is_deployed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(1, tmp_path)
    monkeypatch.setattr(deployment, "BUILD_FOLDER", tmp_path)
    monkeypatch.setattr(deployment, "emulator_run", lambda _place: "run 1")
    build(tmp_path, "/one")
    assert not deployment.has_other_api(place)
    record = {"run": "run 1", "api": deployment.digest_api(), "build": "b", "parameters": {}}
    (tmp_path / "deployed.json").write_text(json.dumps(record))
    assert not deployment.has_other_api(place)
    build(tmp_path, "/two")
    assert deployment.has_other_api(place)
    # Another run of the emulator holds nothing, so nothing is in the way.
    monkeypatch.setattr(deployment, "emulator_run", lambda _place: "run 2")
    assert not deployment.has_other_api(place)


def test_an_api_that_does_not_answer_is_said_with_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(LocalCloudError, match=r"does not answer.*ministack\.log.*make clean"):
        cloud.check_health(Place(find_free_port(), tmp_path))
