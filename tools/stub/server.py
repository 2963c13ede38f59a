"""The stub's HTTP side: chat completions, and its own settings and counts."""

import asyncio
import json
import random
import time
from collections import Counter, deque
from typing import Any

from aiohttp import web

from tools.stub.config import DEFECTS, NO_FAULT, Config
from tools.stub.faults import refuse, spoil, write_error
from tools.stub.judge import answer
from tools.stub.limits import Bucket
from tools.stub.prompt import Prompt, read_prompt
from tools.stub.refusals import refuse_parameter
from tools.stub.usage import PrefixCache, count_tokens, write_usage

_DEFAULT_OUTPUT_TOKENS = 16
_FINISHES = {"truncated": "length", "content_filter": "content_filter"}
Body = dict[str, Any]


class Stub:
    """A model server. `bodies` holds the last requests, for tests in the same process."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.reset()

    def reset(self) -> None:
        """Forget what was counted, cached and used of the limits; keep the settings."""
        self.bodies: deque[Body] = deque(maxlen=500)
        self._counts: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._cache = PrefixCache()
        self._in_flight = 0
        self._draw = random.Random(self.config.seed)  # noqa: S311  # no secret
        self._fill_buckets()

    def configure(self, values: Body) -> None:
        """Change some settings; new limits start full.

        Raises:
            ValueError: for a setting, judge or fault that there is not.
        """
        self.config.update(values)
        if not values.keys().isdisjoint({"rpm", "tpm", "burst_seconds"}):
            self._fill_buckets()

    def count(self) -> Body:
        """Return what happened since the last reset."""
        names = (
            "requests",
            "answered",
            "rejected_429",
            "input",
            "cached",
            "output",
            "most_in_flight",
        )
        again = sum(count - 1 for count in self._answers.values())
        counts: Body = {name: self._counts[name] for name in names}
        return {**counts, "answered_again": again, "faults": dict(self._faults)}

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
            if self.config.limit_headers:
                response.headers.update(bucket.write_headers(what))
        return response

    async def _respond(self, request: web.Request) -> web.Response:
        if self.config.api_key and request.headers.get("Authorization") != (
            f"Bearer {self.config.api_key}"
        ):
            return write_error(401, "A wrong key.", "invalid_api_key")
        body: Body = await request.json()
        self.bodies.append(body)
        if self.config.raw_answers:
            status, text, kind = self.config.raw_answers.pop(0)
            content = {"Content-Type": kind}
            return web.Response(status=status, body=text.encode(), headers=content)
        prompt = read_prompt(body["messages"])
        refused = self._refuse_parameter(body) or self._refuse_for_limits(body, prompt)
        if refused is not None:
            return refused
        fault = self._draw_fault(prompt)
        if fault and fault not in DEFECTS:
            return await refuse(self.config, fault, request)
        await asyncio.sleep(self.config.latency_ms / 1000)
        return self._answer(body, prompt, fault)

    def _answer(self, body: Body, prompt: Prompt, fault: str | None) -> web.Response:
        salt = str(body.get("seed", ""))
        asked = (f"{body.get('model')} {salt}", prompt.text)
        if self.config.resample:
            salt = f"{salt} {self._answers[asked]}"
        content = spoil(fault, answer(self.config, prompt, salt))
        # A server writes the shape into the prompt, before the messages.
        shape = body.get("response_format", {}).get("json_schema", {}).get("schema", {})
        usage = self._charge(f"{json.dumps(shape)}\n{prompt.text}", content)
        self._answers[asked] += 1
        self._counts["answered"] += 1
        message = {"role": "assistant", "content": content or None, "refusal": None}
        if fault == "refusal":
            message["refusal"] = "I will not judge this."
        choice = {
            "index": 0,
            "message": message,
            "finish_reason": _FINISHES.get(fault or "", "stop"),
        }
        completion = {
            "id": f"chatcmpl-{self._counts['answered']}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body.get("model"),
            "choices": [choice],
        }
        if self.config.tells_usage:
            completion["usage"] = usage
        if self.config.served_tier:
            completion["service_tier"] = self.config.served_tier
        return web.json_response(completion)

    def _charge(self, prompt: str, content: str) -> Body:
        tokens = {
            "input": count_tokens(prompt),
            "cached": self._cache.count_cached(prompt),
            "output": max(1, count_tokens(content)),
        }
        self._cache.add(prompt)
        self._counts.update(tokens)
        return write_usage(tokens["input"], tokens["cached"], tokens["output"])

    def _refuse_parameter(self, body: Body) -> web.Response | None:
        refused = refuse_parameter(self.config, body)
        if refused is not None:
            self._faults["unsupported"] += 1
        return refused

    def _refuse_for_limits(self, body: Body, prompt: Prompt) -> web.Response | None:
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

    def _draw_fault(self, prompt: Prompt) -> str | None:
        if self.config.fault_match not in prompt.text:
            return None
        fault = self._next_fault()
        if fault == NO_FAULT:
            return None
        self._faults[fault] += 1
        return fault

    def _next_fault(self) -> str:
        if self.config.fault_script:
            return self.config.fault_script.pop(0)
        left = self._draw.random()
        for fault, probability in self.config.faults.items():
            left -= probability
            if left < 0:
                return fault
        return NO_FAULT

    def _fill_buckets(self) -> None:
        self._requests = Bucket(self.config.rpm, self.config.burst_seconds)
        self._tokens = Bucket(self.config.tpm, self.config.burst_seconds)

    async def _show_config(self, _: web.Request) -> web.Response:
        return web.json_response(self.config.show())

    async def _change_config(self, request: web.Request) -> web.Response:
        try:
            self.configure(await request.json())
        except (ValueError, json.JSONDecodeError) as error:
            return write_error(400, str(error))
        return web.json_response(self.config.show())

    async def _show_stats(self, _: web.Request) -> web.Response:
        return web.json_response(self.count())

    async def _reset(self, _: web.Request) -> web.Response:
        self.reset()
        return web.json_response(self.count())
