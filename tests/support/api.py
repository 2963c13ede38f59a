"""Calls of the API, from an event to the handler that the template names and back."""

import importlib
import json
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.support.document import check_answer
from tests.support.recording import recorder
from tools.mocked.queue import FakeContext
from tools.mocked.template import resources_of


@dataclass
class Answer:
    """What a function answered."""

    status: int
    headers: dict[str, str]
    body: Any
    text: str = ""


def make_event(
    method: str,
    path: str,
    *,
    body: Any = None,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    claims: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Make the event that API Gateway's REST API hands over, with its lower-case twins."""
    text = body if body is None or isinstance(body, str) else json.dumps(body)
    sent = {"Content-Type": "application/json"} if text is not None else {}
    return {
        "resource": path,
        "path": path,
        "httpMethod": method,
        "headers": {"Host": "api.example.com", **sent, **(headers or {})},
        "multiValueHeaders": {},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": {"acceptedClientIds": "page,command-line,service"},
        "requestContext": {
            "requestId": "request-1",
            "path": f"/live{path}",
            "stage": "live",
            "httpMethod": method,
            "identity": {"sourceIp": "127.0.0.1"},
            "authorizer": {"claims": claims} if claims else None,
        },
        "body": text,
        "isBase64Encoded": False,
    }


def find_handler(method: str, path: str) -> str:
    """Name the handler behind the most specific path of the template that fits.

    As on API Gateway, a path that lacks the method does not give way to a less specific one.
    """
    fitting = [route for route in list_routes() if _matches(route, path)]
    if not fitting:
        raise LookupError(f"API Gateway would refuse {path}")
    best = min(fitting, key=lambda route: [_rank(part) for part in route.strip("/").split("/")])
    name = list_routes()[best].get(method)
    if name is None:
        raise LookupError(f"API Gateway would refuse {method} {path}")
    return name


def run_handler(name: str, event: Any) -> Any:
    """Run a handler by its name in the template, with the rights of its function noted."""
    module, _, function = name.rpartition(".")
    with recorder.act_as(name):
        return getattr(importlib.import_module(module), function)(event, FakeContext())


@cache
def list_routes() -> dict[str, dict[str, str]]:
    """Return the paths of the template's API, with a handler for each method."""
    routes: dict[str, dict[str, str]] = {}
    for properties in resources_of("AWS::Serverless::Function").values():
        for event in properties.get("Events", {}).values():
            route = event["Properties"]
            if event["Type"] == "Api":
                routes.setdefault(route["Path"], {})[route["Method"]] = properties["Handler"]
    return routes


def _matches(route: str, path: str) -> bool:
    pattern = re.sub(r"\{[^}+]+\}", "[^/]+", re.sub(r"\{[^}]+\+\}", ".+", route.rstrip("/")))
    return re.fullmatch(pattern or "", path.rstrip("/")) is not None


def _rank(part: str) -> int:
    return 2 if part.endswith("+}") else int(part.startswith("{"))


@dataclass
class Caller:
    """Somebody who calls the API with a token of these claims; without claims, with none."""

    claims: dict[str, str] | None
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        """Call the API as API Gateway would pass it on."""
        headers = {**self.headers, **options.pop("headers", {})}
        event = make_event(method, path, body=body, headers=headers, claims=self.claims, **options)
        raw = run_handler(find_handler(method, path), event)
        text = raw.get("body") or ""
        lists = raw.get("multiValueHeaders") or {}
        answer_headers = {name.lower(): values[-1] for name, values in lists.items()}
        is_json = "json" in answer_headers.get("content-type", "")
        parsed = json.loads(text) if is_json and text else None
        check_answer(method, path, raw["statusCode"], parsed)
        return Answer(raw["statusCode"], answer_headers, parsed, text)

    def get(self, path: str, **options: Any) -> Answer:
        """Call with GET."""
        return self.call("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Answer:
        """Call with POST."""
        return self.call("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> Answer:
        """Call with PUT."""
        return self.call("PUT", path, body, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        """Call with DELETE."""
        return self.call("DELETE", path, **options)


def recruiter(tenant: str) -> Caller:
    """Return a recruiter of a tenant."""
    return Caller(
        {
            "sub": f"recruiter-of-{tenant}",
            "custom:tenant": tenant,
            "email": f"recruiter@{tenant}.example",
            "token_use": "id",
            "aud": "page",
        }
    )


def operator() -> Caller:
    """Return an operator."""
    return Caller(
        {"sub": "operator-1", "cognito:groups": "operators", "token_use": "id", "aud": "page"}
    )
