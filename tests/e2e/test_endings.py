"""The rules of infra/endings/ on the emulator: an ending that the bus takes comes out of them."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from adapters.eventbridge import EventBridgeBus
from shortlist.tasks.ending import Ending, ScoredRows
from tests.support.infra import load_leaf
from tools.local.place import Place, connect
from tools.mocked.template import ROOT

pytestmark = pytest.mark.e2e

SECRET = "invented-for-this-test"
ENDING = Ending(
    task_id="01a21d80333b79776f9bef5919bd5647",
    job_id="baker",
    tenant="acme",
    attempt=1,
    status="SUCCESS",
    error_code=None,
    complete=True,
    candidates=3,
    rows=ScoredRows(offline=2, none=1),
    ended_at="2026-11-27T09:12:07.482Z",
)
Posts = list[tuple[dict[str, str], Any]]


def tell(place: Place) -> None:
    """Put the ending on the bus, as worker and sweeper do."""
    bus = EventBridgeBus(connect(place, "events"), "default")
    assert bus.send([ENDING]) == [ENDING]


def wait_for(find: Callable[[], Any]) -> Any:
    """Return what is found, as soon as something is."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if found := find():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came")


def test_an_ending_comes_to_the_queue_of_the_template(bare_place: Place) -> None:
    client = connect(bare_place, "cloudformation")
    body = (ROOT / "infra" / "endings" / "queue.yaml").read_text(encoding="utf-8")
    client.create_stack(StackName="endings", TemplateBody=body)
    waiter = client.get_waiter("stack_create_complete")
    waiter.wait(StackName="endings", WaiterConfig={"Delay": 1})
    (stack,) = client.describe_stacks(StackName="endings")["Stacks"]
    (url,) = [one["OutputValue"] for one in stack["Outputs"]]
    tell(bare_place)
    sqs = connect(bare_place, "sqs")
    (message,) = wait_for(lambda: sqs.receive_message(QueueUrl=url).get("Messages"))
    event = json.loads(message["Body"])
    assert (event["source"], event["detail-type"]) == ("shortlist", "Ranking ended")
    assert Ending.model_validate(event["detail"]) == ENDING


@pytest.fixture
def receiver() -> Iterator[tuple[str, Posts]]:
    """Receive posts on loopback: the address, and what came."""
    came: Posts = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Stay silent."""

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hooks/shortlist", came
        server.shutdown()


def test_an_ending_is_posted_with_the_secret_header_of_the_template(
    bare_place: Place, receiver: tuple[str, Posts]
) -> None:
    # The emulator makes connections by their calls only, so that the template's are made here.
    url, came = receiver
    leaf = load_leaf("endings/webhook")
    resources, header = leaf["Resources"], leaf["Parameters"]["HeaderName"]["Default"]
    events = connect(bare_place, "events")
    connection = events.create_connection(
        Name="webhook",
        AuthorizationType=resources["Connection"]["Properties"]["AuthorizationType"],
        AuthParameters={"ApiKeyAuthParameters": {"ApiKeyName": header, "ApiKeyValue": SECRET}},
    )
    destination = events.create_api_destination(
        Name="webhook",
        ConnectionArn=connection["ConnectionArn"],
        InvocationEndpoint=url,
        HttpMethod=resources["Destination"]["Properties"]["HttpMethod"],
    )
    pattern = json.dumps(resources["Rule"]["Properties"]["EventPattern"])
    events.put_rule(Name="webhook", EventPattern=pattern)
    target = {"Id": "webhook", "Arn": destination["ApiDestinationArn"]}
    role = {"RoleArn": "arn:aws:iam::000000000000:role/sender"}
    events.put_targets(Rule="webhook", Targets=[{**target, **role}])
    tell(bare_place)
    ((headers, body),) = wait_for(lambda: came)
    assert headers[header.lower()] == SECRET
    assert Ending.model_validate(json.loads(body)["detail"]) == ENDING
