"""`python -m tools.stub.server`: chat completions on loopback, with settings and counts."""

import argparse
import asyncio
import json
import time
from collections import Counter, deque
from typing import Any

from aiohttp import web

from tools.stub.config import Config
from tools.stub.judge import answer
from tools.stub.limits import Bucket, PrefixCache, count_tokens, write_usage
from tools.stub.prompt import Prompt, read_prompt

_COUNTED = (
    "requests", "answered", "rejected_429", "input", "cached", "output", "most_in_flight",
)  # fmt: skip
_DEFAULT_OUTPUT_TOKENS = 16
Body = dict[str, Any]


def write_error(
    status: int, message: str, code: str | None = None, *, param: str | None = None
) -> web.Response:
    """Write an error as OpenAI does."""
    kind = "invalid_request_error" if status < 429 else "server_error"
    error = {"message": message, "type": kind, "param": param, "code": code}
    return web.json_response({"error": error}, status=status)


class Stub:
    """A model server. `bodies` holds the last requests, for tests in the same process."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.reset()

    def reset(self) -> None:
        """Forget what was counted, cached and used of the limits; keep the settings."""
        self.bodies: deque[Body] = deque(maxlen=500)
        self._counts: Counter[str] = Counter()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._cache = PrefixCache()
        self._in_flight = 0
        self._fill_buckets()

    def configure(self, values: Body) -> None:
        """Change some settings; new limits start full.

        Raises:
            ValueError: for a setting that there is not, or a value that it cannot have.
        """
        self.config = self.config.change(values)
        if not values.keys().isdisjoint({"rpm", "tpm", "burst_seconds"}):
            self._fill_buckets()

    def count(self) -> Body:
        """Return what happened since the last reset."""
        again = sum(count - 1 for count in self._answers.values())
        return {**{name: self._counts[name] for name in _COUNTED}, "answered_again": again}

    def make_app(self) -> web.Application:
        """Make the application that serves it."""
        app = web.Application(client_max_size=16 * 1024 * 1024)
        app.router.add_post("/v1/chat/completions", self._complete)
        app.router.add_get("/_stub/config", self._show_config)
        app.router.add_post("/_stub/config", self._change_config)
        app.router.add_get("/_stub/stats", self._show_stats)
        app.router.add_post("/_stub/reset", self._reset)
        return app

    async def _complete(self, request: web.Request) -> web.Response:
        self._counts["requests"] += 1
        self._in_flight += 1
        self._counts["most_in_flight"] = max(self._counts["most_in_flight"], self._in_flight)
        try:
            response = await self._respond(request)
        finally:
            self._in_flight -= 1
        self._counts["rejected_429"] += response.status == web.HTTPTooManyRequests.status_code
        for bucket, what in ((self._requests, "requests"), (self._tokens, "tokens")):
            response.headers.update(bucket.write_headers(what))
        return response

    async def _respond(self, request: web.Request) -> web.Response:
        body: Body = await request.json()
        self.bodies.append(body)
        prompt = read_prompt(body["messages"])
        refused = await self.refuse(request, body, prompt)
        if refused is not None:
            return refused
        await asyncio.sleep(self.config.latency_ms / 1000)
        return web.json_response(self.complete(request, body, prompt))

    async def refuse(self, request: web.Request, body: Body, prompt: Prompt) -> web.Response | None:
        """Refuse a request that is above a limit."""
        if 0 < self.config.most_in_flight < self._in_flight:
            return write_error(429, "Too many at once.", "rate_limit_exceeded")
        output = body.get("max_completion_tokens") or body.get("max_tokens")
        charge = max(count_tokens(prompt.text), output or _DEFAULT_OUTPUT_TOKENS)
        wait = max(self._requests.find_wait(1), self._tokens.find_wait(charge))
        if not wait:
            self._requests.take(1)
            self._tokens.take(charge)
            return None
        response = write_error(429, "Too many a minute.", "rate_limit_exceeded")
        response.headers["retry-after-ms"] = str(int(wait * 1000) + 1)
        return response

    def complete(self, request: web.Request, body: Body, prompt: Prompt) -> Body:
        """Answer a request, and charge for it."""
        salt = str(body.get("seed", ""))
        asked = (f"{body.get('model')} {salt}", prompt.text)
        content = self.write(request, answer(self.config, prompt, salt))
        # A server writes the shape into the prompt, before the messages.
        shape = body.get("response_format", {}).get("json_schema", {}).get("schema", {})
        usage = self._charge(f"{json.dumps(shape)}\n{prompt.text}", content)
        self._answers[asked] += 1
        self._counts["answered"] += 1
        message = {"role": "assistant", "content": content or None, "refusal": None}
        return {
            "id": f"chatcmpl-{self._counts['answered']}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body.get("model"),
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": usage,
        }

    def write(self, request: web.Request, verdict: Body) -> str:
        """Write what a model would write in answer to a request."""
        return json.dumps(verdict)

    def _charge(self, prompt: str, content: str) -> Body:
        tokens = {
            "input": count_tokens(prompt),
            "cached": self._cache.count_cached(prompt),
            "output": max(1, count_tokens(content)),
        }
        self._cache.add(prompt)
        self._counts.update(tokens)
        return write_usage(tokens["input"], tokens["cached"], tokens["output"])

    def _fill_buckets(self) -> None:
        self._requests = Bucket(self.config.rpm, self.config.burst_seconds)
        self._tokens = Bucket(self.config.tpm, self.config.burst_seconds)

    async def _show_config(self, _: web.Request) -> web.Response:
        return web.json_response(self.config.model_dump())

    async def _change_config(self, request: web.Request) -> web.Response:
        try:
            self.configure(await request.json())
        except ValueError as error:
            return write_error(400, str(error))
        return await self._show_config(request)

    async def _show_stats(self, _: web.Request) -> web.Response:
        return web.json_response(self.count())

    async def _reset(self, request: web.Request) -> web.Response:
        self.reset()
        return await self._show_stats(request)


def main() -> None:
    """Serve until somebody stops it."""
    parser = argparse.ArgumentParser(prog="python -m tools.stub.server", description=__doc__)
    parser.add_argument("--port", type=int, default=9100)
    app, port = Stub(Config()).make_app(), parser.parse_args().port
    web.run_app(app, host="127.0.0.1", port=port, handler_cancellation=True, access_log=None)


if __name__ == "__main__":
    main()
