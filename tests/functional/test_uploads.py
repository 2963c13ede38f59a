import json
from datetime import timedelta
from urllib.parse import unquote, urlsplit

import boto3
import pytest

from adapters import clients
from adapters.s3 import S3Files, read_key, write_key
from adapters.wiring import get_candidates, get_files
from reader import handler as reader_handler
from shortlist.catalogue.ports import Upload
from shortlist.catalogue.upload_reader import UploadReader
from shortlist.errors import SettingsError
from shortlist.reading.plain_text import NormalisedText
from shortlist.reading.reasons import FileLimits, UnreadableResumeError
from shortlist.settings import get_settings
from shortlist.times import read_clock
from tests.fixtures.pdf_files import pdf_file, picture, text
from tests.support.rankings import JOB, add_job
from tests.support.recording import count_calls
from tests.support.stack import Stack
from tools.mocked.queue import FakeContext
from tools.mocked.stack import BUCKET, REGION

PATH = "/api/jobposts/depot/"
CONTENT = b"Nine years in cold storage at Norddal."


@pytest.fixture(autouse=True)
def _job_post(stack: Stack) -> None:
    job = {"job_id": "depot", "title": "Warehouse lead", "description": "Reach truck licence"}
    assert stack.acme.post("/api/jobposts/", job).status == 201


def announce(stack: Stack, filename: str = "lead.txt", size: int = 9, **more: str) -> dict:
    file = {"filename": filename, "size": size, "candidate_id": "lead", **more}
    answer = stack.acme.post(f"{PATH}resumes/", {"files": [file]})
    assert answer.status == 201, answer.text
    return answer.body["uploads"][0]


def key_of(upload: dict) -> str:
    path = unquote(urlsplit(upload["url"]).path)
    return path[path.index("acme/") :]


def put(upload: dict, content: bytes = CONTENT, receive_count: int = 1) -> None:
    """Put a file where the address leads, and have the reader told of it."""
    key = key_of(upload)
    boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=key, Body=content)
    assert tell(key, receive_count) == []


def tell(key: str, receive_count: int = 1) -> list[str]:
    """Tell the reader of a file; return the messages that are to come again."""
    body = {"Records": [{"s3": {"object": {"key": key}}}]}
    record = {
        "messageId": "1",
        "body": json.dumps(body),
        "attributes": {"ApproximateReceiveCount": str(receive_count)},
        "eventSource": "aws:sqs",
    }
    answer = reader_handler.lambda_handler({"Records": [record]}, FakeContext())
    return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


def list_keys() -> list[str]:
    found = boto3.client("s3", region_name=REGION).list_objects_v2(Bucket=BUCKET)
    return [one["Key"] for one in found.get("Contents", [])]


def candidate(stack: Stack) -> dict:
    return stack.acme.get(f"{PATH}candidates/lead/").body


@pytest.mark.parametrize(
    "filename",
    ["lead.exe", "lead.doc", "lead.zip", "lead", ".pdf", "lead.pdf.rtf", "lead.odt", "lead.", " "],
)
def test_a_file_of_another_kind_is_refused_before_its_upload(stack: Stack, filename: str) -> None:
    files = [{"filename": "good.pdf", "size": 9}, {"filename": filename, "size": 9}]
    answer = stack.acme.post(f"{PATH}resumes/", {"files": files})

    assert answer.status == 422
    assert [error["pointer"] for error in answer.body["errors"]] == ["/files/1/filename"]
    assert stack.acme.get(PATH).body["candidate_count"] == 0


def test_an_empty_file_is_refused_before_its_upload(stack: Stack) -> None:
    answer = stack.acme.post(f"{PATH}resumes/", {"files": [{"filename": "lead.pdf", "size": 0}]})

    assert answer.status == 422
    assert [error["pointer"] for error in answer.body["errors"]] == ["/files/0/size"]


@pytest.mark.parametrize("filename", ["lead.pdf", "Lead.PDF", "lead v2.docx", "lead.Txt"])
def test_the_three_kinds_are_taken_in_any_case(stack: Stack, filename: str) -> None:
    assert announce(stack, filename)["filename"] == filename


def test_a_file_is_read_for_its_candidate(stack: Stack) -> None:
    put(announce(stack))

    assert candidate(stack)["reading"]["state"] == "read"
    assert candidate(stack)["resume_text"] == CONTENT.decode()


def test_a_second_file_at_the_same_address_changes_nothing(stack: Stack) -> None:
    upload = announce(stack)
    put(upload)
    put(upload, b"Somebody else entirely.")

    assert candidate(stack)["resume_text"] == CONTENT.decode()


def test_an_address_is_signed_for_one_file_only(stack: Stack) -> None:
    upload = announce(stack)

    assert upload["headers"]["If-None-Match"] == "*"
    assert "if-none-match" in upload["url"].lower()


def test_a_file_that_comes_after_the_erasure_changes_nothing_and_goes(stack: Stack) -> None:
    upload = announce(stack)
    stack.acme.delete(f"{PATH}candidates/lead/")
    put(upload)

    assert stack.acme.get(f"{PATH}candidates/lead/").status == 404
    assert list_keys() == []


def test_a_file_of_a_former_candidate_is_not_read_for_another_of_the_same_id(stack: Stack) -> None:
    former = announce(stack)
    stack.acme.delete(f"{PATH}candidates/lead/")
    latter = announce(stack)
    put(former, b"The former person.")

    assert candidate(stack)["reading"]["state"] == "waiting"
    put(latter)
    assert candidate(stack)["resume_text"] == CONTENT.decode()
    assert list_keys() == [key_of(latter)]


def test_a_file_of_a_former_upload_does_not_replace_a_text(stack: Stack) -> None:
    former = announce(stack)
    stack.acme.delete(f"{PATH}candidates/lead/")
    resume = {"candidate_id": "lead", "resume_text": "A text of another person."}
    assert stack.acme.post(f"{PATH}candidates/", resume).status == 201
    put(former)

    assert candidate(stack)["resume_text"] == resume["resume_text"]


def test_erasing_a_candidate_takes_its_file_and_no_other(stack: Stack) -> None:
    put(announce(stack))
    other = announce(stack, candidate_id="leader")
    put(other)
    stack.acme.delete(f"{PATH}candidates/lead/")

    assert list_keys() == [key_of(other)]


def test_the_pages_of_a_scan_are_named(stack: Stack) -> None:
    words = "Nine years in cold storage at the Norddal depot"
    put(announce(stack, "lead.pdf"), pdf_file(text(50, 700, words), picture()))

    assert candidate(stack)["flags"] == ["scanned_pages"]
    assert candidate(stack)["reading"]["scanned_pages"] == [2]


@pytest.mark.parametrize(
    ("endpoint", "region", "host"),
    [
        (None, "eu-central-1", "shortlist-resumes.s3.eu-central-1.amazonaws.com"),
        # The page may send to this host and to no other; botocore's own choice is the global one.
        (None, "us-east-1", "shortlist-resumes.s3.us-east-1.amazonaws.com"),
        ("http://127.0.0.1:4566", "eu-central-1", "127.0.0.1:4566"),
    ],
    ids=["the cloud", "the first region", "loopback"],
)
def test_an_address_names_the_host_of_the_region(
    monkeypatch: pytest.MonkeyPatch, endpoint: str | None, region: str, host: str
) -> None:
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    if endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    clients.get_s3.cache_clear()
    upload = Upload("acme", "depot", "lead", "u1")
    files = S3Files(clients.get_s3(), "shortlist-resumes", read_clock)
    address = urlsplit(files.sign_upload(upload, 9).url)
    clients.get_s3.cache_clear()

    assert address.netloc == host
    bucket = "" if endpoint is None else "/shortlist-resumes"
    assert address.path == f"{bucket}/{write_key(upload)}"


def test_a_tenant_has_so_many_uploads_waiting_and_no_more(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAITING_UPLOADS_LIMIT", "100")
    get_settings.cache_clear()
    path = f"{add_job(stack)}resumes/"
    other = f"{add_job(stack, job_id='other')}resumes/"
    files = [{"filename": f"a{number}.txt", "size": 9} for number in range(60)]
    assert stack.acme.post(path, {"files": files}).status == 201
    with count_calls() as calls:
        refused = stack.acme.post(other, {"files": files})
    assert calls == {"dynamodb.Query": 1}
    assert refused.status == 429
    assert refused.body["type"].endswith("/problems/rate-limited")
    assert int(refused.headers["retry-after"]) > 0
    assert stack.globex.post("/api/jobposts/", {**JOB, "job_id": "theirs"}).status == 201
    theirs = stack.globex.post("/api/jobposts/theirs/resumes/", {"files": files})
    assert theirs.status == 201
    assert stack.acme.post(other, {"files": files[:40]}).status == 201
    # What was announced and never came waits no longer than its address is good.
    later = read_clock() + timedelta(minutes=16)
    monkeypatch.setattr("catalogue.candidate_routes.read_clock", lambda: later)
    assert stack.acme.post(other, {"files": files}).status == 201


def test_a_file_that_takes_too_long_is_read_once(stack: Stack) -> None:
    key = key_of(announce(stack))
    boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=key, Body=b"x")
    readings: list[bytes] = []

    def read(content: bytes, limits: FileLimits) -> NormalisedText:
        readings.append(content)
        raise UnreadableResumeError("timed_out")

    reader = UploadReader(get_candidates(), get_files(), read, print)
    parsed = read_key(key)
    assert parsed is not None
    for _ in range(5):
        reader.read(parsed, key)
    assert readings == [b"x"]
    candidate = stack.acme.get(f"{PATH}candidates/lead/").body
    assert candidate["reading"]["reason"] == "timed_out"


@pytest.mark.parametrize("error", [IndexError("ours"), SettingsError("no parsers")])
def test_a_file_that_we_fail_on_to_the_last_is_not_said_to_be_damaged(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> NormalisedText:
        raise error

    reader = UploadReader(get_candidates(), get_files(), fail, print)
    monkeypatch.setattr(reader_handler, "get_reader", lambda: reader)
    key = key_of(announce(stack))
    boto3.client("s3", region_name=REGION).put_object(Bucket=BUCKET, Key=key, Body=CONTENT)

    assert tell(key, receive_count=4) == ["1"]
    assert candidate(stack)["reading"]["state"] == "waiting"
    assert tell(key, receive_count=5) == ["1"]
    assert candidate(stack)["reading"]["reason"] == "not_read"
