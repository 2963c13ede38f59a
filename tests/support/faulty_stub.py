"""The project's model server with whatever real ones do wrong: refused, spoilt and broken off."""

import random
from collections import Counter
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import Field

from tests.support.stub_faults import DEFECTS, Fault, refuse_by_fault, spoil
from tests.support.stub_refusals import RefusesBy, refuse_parameter
from tools.stub.config import Config
from tools.stub.prompt import Prompt
from tools.stub.server import Body, Stub, write_error

_NO_FAULT = "ok"
_FAULT = web.RequestKey("fault", str)
# JSON has no tuples.
RawAnswer = Annotated[tuple[int, str, str], Field(strict=False)]
_FINISHES = {"truncated": "length", "content_filter": "content_filter"}


class FaultyConfig(Config):
    """Settings of the stub and of its faults.

    `faults` maps a fault to its probability; `fault_script` comes first, one entry a request. Both
    count only for requests whose prompt has `fault_match` in it. `unsupported` names parameters
    that are refused, `unsupported_values` the refused values of others, and `refuses_by` says where
    the refusal names them. `raw_answers` are statuses, texts and content types, sent as they are
    before anything else.
    """

    api_key: str = ""
    faults: dict[Fault, float] = Field(default_factory=dict)
    fault_script: list[Fault | Literal["ok"]] = Field(default_factory=list)
    fault_match: str = ""
    unsupported: list[str] = Field(default_factory=list)
    unsupported_values: dict[str, list[Any]] = Field(default_factory=dict)
    refuses_by: RefusesBy = "param"
    raw_answers: list[RawAnswer] = Field(default_factory=list)
    served_tier: str = ""
    tells_usage: bool = True
    hang_seconds: float = 600.0
    short_wait_seconds: float = 1.0
    long_wait_seconds: float = 3600.0


class FaultyStub(Stub):
    """A stub that does as well what no server should."""

    config: FaultyConfig

    def reset(self) -> None:
        """Forget the faults, too."""
        super().reset()
        self._faults: Counter[str] = Counter()
        self._draw = random.Random(self.config.seed)  # noqa: S311 - no secret

    def count(self) -> Body:
        """Return which faults there were, too."""
        return {**super().count(), "faults": dict(self._faults)}

    async def refuse(self, request: web.Request, body: Body, prompt: Prompt) -> web.Response | None:
        """Refuse a request for any reason that is set."""
        key = self.config.api_key
        if key and request.headers.get("Authorization") != f"Bearer {key}":
            return write_error(401, "A wrong key.", "invalid_api_key")
        if self.config.raw_answers:
            status, text, kind = self.config.raw_answers.pop(0)
            return web.Response(status=status, body=text.encode(), headers={"Content-Type": kind})
        refused = refuse_parameter(self.config, body)
        if refused is not None:
            self._faults["unsupported"] += 1
            return refused
        refused = await super().refuse(request, body, prompt)
        if refused is not None:
            return refused
        request[_FAULT] = fault = self._choose_fault(prompt)
        if fault == _NO_FAULT:
            return None
        self._faults[fault] += 1
        return None if fault in DEFECTS else await refuse_by_fault(self.config, fault, request)

    def complete(self, request: web.Request, body: Body, prompt: Prompt) -> Body:
        """Answer with the defect that was chosen."""
        completion = super().complete(request, body, prompt)
        (choice,) = completion["choices"]
        choice["finish_reason"] = _FINISHES.get(request[_FAULT], "stop")
        if request[_FAULT] == "refusal":
            choice["message"]["refusal"] = "I will not judge this."
        if not self.config.tells_usage:
            del completion["usage"]
        if self.config.served_tier:
            completion["service_tier"] = self.config.served_tier
        return completion

    def write(self, request: web.Request, verdict: Body) -> str:
        """Write what a model would write, with the defect that was chosen."""
        return spoil(request[_FAULT], verdict)

    def _choose_fault(self, prompt: Prompt) -> str:
        if self.config.fault_match not in prompt.text:
            return _NO_FAULT
        if self.config.fault_script:
            return self.config.fault_script.pop(0)
        left = self._draw.random()
        for fault, probability in self.config.faults.items():
            left -= probability
            if left < 0:
                return fault
        return _NO_FAULT
