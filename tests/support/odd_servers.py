"""Model servers that behave as others' do, one behaviour a path: answers, refusals, odd forms.

Each behaviour is a function from a request's body to what is answered; docs/measurements/
model-servers.md says whose behaviour it is.
"""

import json
import re
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple

Body = dict[str, Any]


class Reply(NamedTuple):
    """What a server answers: a status, a body as bytes, text or JSON, headers.

    One that is cut breaks off in the middle of its body.
    """

    status: int
    body: Any
    headers: Mapping[str, str] = MappingProxyType({})
    is_cut: bool = False


Behave = Callable[[Body, "Heard"], Reply]


@dataclass
class Heard:
    """What a server was asked: the bodies, without their messages."""

    bodies: list[Body] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many requests there were, this one included."""
        return len(self.bodies)


def judge(body: Body) -> str:
    """Answer a prompt of ours as a model would: a draft, or level 2 for each criterion."""
    messages = "\n".join(str(message["content"]) for message in body["messages"])
    if "You draft a rubric" in messages:
        titles = ["Python services", "PostgreSQL", "AWS Lambda", "Docker", "Tests", "On call"]
        drafted = [{"title": title, "importance": "important"} for title in titles]
        return json.dumps({"criteria": drafted, "gates": []})
    lines = [int(number) for number in re.findall(r"^L(\d+)\|", messages, re.M)][-4:]
    rubric = messages.rpartition("# The criteria")[2]
    names = re.findall(r"^(C\d+):", rubric, re.M)
    gates = re.findall(r"^(G\d+):", rubric, re.M)
    answer = {
        "criteria": [{"id": name, "level": 2, "lines": lines[:1]} for name in names],
        "gates": [{"id": name, "status": "unknown", "lines": []} for name in gates],
        "instruction_lines": [],
        "summary": "Has worked.",
    }
    return json.dumps(answer)


def complete(body: Body, content: Any = None, finish: str | None = "stop", **more: Any) -> Reply:
    """Write a completion; `usage=None` leaves its usage out."""
    usage = more.pop("usage", {"prompt_tokens": 1700, "completion_tokens": 200})
    said = judge(body) if content is None else content
    message = {"role": "assistant", "content": said, **more}
    whole: Body = {"object": "chat.completion", "model": body.get("model")}
    whole["choices"] = [{"index": 0, "message": message, "finish_reason": finish}]
    return Reply(200, whole | ({"usage": usage} if usage else {}))


def refuse(status: int, message: str, **fields: Any) -> Reply:
    """Write an error in OpenAI's form."""
    return Reply(status, {"error": {"message": message, **fields}})


def encode(body: Any) -> bytes:
    """Write a body as bytes."""
    if isinstance(body, bytes):
        return body
    return (body if isinstance(body, str) else json.dumps(body)).encode()


@dataclass
class OddServer:
    """A running server of some behaviours."""

    base: str
    heard: dict[str, Heard]

    def url(self, name: str) -> str:
        """Return the address under which one behaviour answers, and forget what it heard."""
        self.heard[name] = Heard()
        return f"{self.base}/{name}/v1"


@contextmanager
def run_odd_server(
    behaviours: dict[str, Behave], context: ssl.SSLContext | None = None
) -> Iterator[OddServer]:
    """Serve behaviours on a free port; behind TLS with a context."""
    heard: dict[str, Heard] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Write no log."""

        def do_POST(self) -> None:
            """Answer as the path's behaviour does."""
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            name = self.path.split("/")[1]
            heard[name].bodies.append({key: body[key] for key in body if key != "messages"})
            reply = behaviours[name](body, heard[name])
            data = encode(reply.body)
            self.send_response(reply.status)
            headers = {"content-type": "application/json", **reply.headers}
            for key, value in {**headers, "content-length": str(len(data))}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if reply.is_cut else data)
            self.close_connection = reply.is_cut

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        scheme, host = ("https", "localhost") if context else ("http", "127.0.0.1")
        yield OddServer(f"{scheme}://{host}:{server.server_address[1]}", heard)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
