"""A model server that speaks OpenAI's protocol, asked through OpenAI's client."""

import asyncio
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from adapters.llm.completion import read_completion
from adapters.llm.dialect import Body, find_dialect
from adapters.llm.failures import translate_status
from adapters.llm.limit_headers import read_limits
from adapters.llm.refusals import read_refusal
from shortlist.frozen import Frozen
from shortlist.judging.errors import ModelUnavailableError
from shortlist.judging.ports import ModelAnswer, Question
from shortlist.prices.price_table import STANDARD_TIER

if TYPE_CHECKING:
    import httpx2

OPENAI_URL = "https://api.openai.com/v1"


class OpenAiServer:
    """A ModelServer (shortlist.judging.ports) for one event loop; close it, or use `async with`.

    Parameters that a server refuses are not sent again by this process; a call that learned of
    one fails as `bad_request` with a `retry_after_seconds` of 0.
    """

    def __init__(self, *, base_url: str = OPENAI_URL, api_key: str) -> None:
        # The import takes half a second, which only those pay who ask a model.
        import httpx2  # noqa: PLC0415
        import openai  # noqa: PLC0415

        self._openai = openai
        self._response_type = httpx2.Response
        self._base_url = base_url
        http = openai.DefaultAsyncHttpxClient(event_hooks={"response": [_read_as_utf8]})
        self._client = openai.AsyncOpenAI(
            base_url=base_url, api_key=api_key, max_retries=0, http_client=http
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def ask(self, question: Question, *, timeout_seconds: float) -> ModelAnswer:
        """Ask with one request; the whole of it ends within the timeout.

        Raises:
            ModelUnavailableError: another try may do.
            ModelDeclinedError: the same question will not be answered.
        """
        dialect = find_dialect(self._base_url, question.model)
        body = dialect.write(question)
        try:
            async with asyncio.timeout(timeout_seconds):
                response = await self._send(body, question.answer, timeout_seconds)
        except self._openai.APIStatusError as error:
            refusal = read_refusal(error)
            if refusal and dialect.learn(refusal, question, body):
                limits = read_limits(error.response.headers)
                raise ModelUnavailableError(
                    "bad_request", limits=limits, retry_after_seconds=0
                ) from error
            raise translate_status(error) from error
        except (TimeoutError, self._openai.APITimeoutError) as error:
            raise ModelUnavailableError("timeout") from error
        except self._openai.APIConnectionError as error:
            raise ModelUnavailableError("connection") from error
        tier = _find_tier(question, body)
        answer = read_completion(response.text, read_limits(response.headers), tier)
        dialect.confirm(question, body)
        return answer

    async def _send(
        self, body: Body, answer: type[Frozen], timeout_seconds: float
    ) -> "httpx2.Response":
        # Not `chat.completions.create`: it rewrites the body for a millisecond of each call.
        return await self._client.post(
            "/chat/completions",
            cast_to=self._response_type,
            body={**body, "response_format": _write_format(answer)},
            options={"timeout": timeout_seconds},
        )


async def _read_as_utf8(response: "httpx2.Response") -> None:
    # The client breaks on some of the encodings that a server may name.
    response.encoding = "utf-8"


def _find_tier(question: Question, body: Body) -> str | None:
    """Return the tier of an answer that names none, if it is not the one that was asked for."""
    is_refused = question.service_tier is not None and "service_tier" not in body
    return STANDARD_TIER if is_refused else None


@cache
def _write_format(answer: type[Frozen]) -> Any:
    import openai  # noqa: PLC0415

    tool: Mapping[str, Any] = openai.pydantic_function_tool(answer)["function"]
    schema = {"name": tool["name"], "schema": tool["parameters"], "strict": True}
    return {"type": "json_schema", "json_schema": schema}
