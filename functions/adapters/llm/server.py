"""A model server that speaks OpenAI's protocol, asked through OpenAI's client."""

import asyncio
import json
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from adapters.llm.completion import (
    AnswerTooLongError,
    read_body,
    read_completion,
    read_usage,
)
from adapters.llm.completion_worth import Asked, read_answer
from adapters.llm.failures import translate
from adapters.llm.form import Body, Form, find_form
from adapters.llm.limit_headers import Headers, read_limits
from adapters.llm.refusals import Complaint, find_status, read_complaint, read_refusal
from adapters.logs import logger
from shortlist import VERSION
from shortlist.errors import RetryableError
from shortlist.judging.errors import ModelDeclinedError, ModelUnavailableError
from shortlist.judging.ports import ModelAnswer, Question, ServerFacts
from shortlist.spending import STANDARD_TIER, CallUsage

if TYPE_CHECKING:
    import httpx2
    import openai

_JSON = {"Content-Type": "application/json"}
Failure = ModelUnavailableError | ModelDeclinedError


# A complaint of this kind may be about a part of the request.
_MAY_BE_A_PART = frozenset({"bad_request", "server_error"})


class OpenAiServer:
    """A ModelServer (shortlist.judging.ports) for one event loop; close it, or use `async with`.

    What a server refuses or ignores is learned and not sent again (`form.py`); a call that
    learned something fails as `bad_request` with a `retry_after_seconds` of 0.
    """

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        facts: ServerFacts | None = None,
        profile_name: str = "",
    ) -> None:
        # The import takes half a second, which only those pay who ask a model.
        import httpx2  # noqa: PLC0415
        import openai  # noqa: PLC0415

        from adapters.llm.bounded import BoundedTransport  # noqa: PLC0415

        self._openai = openai
        self._response_type = httpx2.Response
        self._base_url = base_url
        self._facts = facts
        self._profile_name = profile_name
        self._logged: set[Complaint] = set()
        http = openai.DefaultAsyncHttpxClient(
            transport=BoundedTransport(),
            # Another address would get a resume that nobody meant to send there.
            follow_redirects=False,
            event_hooks={"response": [_read_as_utf8]},
        )
        self._client = openai.AsyncOpenAI(
            base_url=base_url,
            api_key=api_key,
            max_retries=0,
            http_client=http,
            # Whoever runs the server can tell us from others, and one release from the next.
            default_headers={"User-Agent": f"shortlist/{VERSION}"},
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
        form = await self._find_form(question.model)
        before = len(form.facts)
        try:
            return await self._ask(form, question, timeout_seconds)
        finally:
            if self._facts and len(form.facts) != before:
                with suppress(RetryableError):
                    await asyncio.to_thread(self._facts.keep, frozenset(form.facts))

    async def _ask(self, form: Form, question: Question, timeout_seconds: float) -> ModelAnswer:
        body = form.write(question)
        asked = Asked(form, question, body)
        try:
            async with asyncio.timeout(timeout_seconds):
                text, headers = await self._send(body, timeout_seconds)
        except self._openai.APIStatusError as error:
            complaint = read_complaint(error.status_code, error.response.text)
            usage = read_usage(read_body(error.response.text))
            headers = error.response.headers
            raise self._translate(complaint, headers, usage, asked) from error
        except (TimeoutError, self._openai.APITimeoutError) as error:
            raise ModelUnavailableError("timeout") from error
        except AnswerTooLongError as error:
            usage = CallUsage(is_known=False)
            raise ModelUnavailableError("invalid_answer", usage=usage) from error
        except self._openai.APIConnectionError as error:
            raise _translate_connection(error) from error
        completion = read_completion(text, _find_tier(question, body))
        if completion.failed is not None:
            complaint = read_complaint(
                find_status(completion.failed), json.dumps(completion.failed)
            )
            raise self._translate(complaint, headers, completion.usage, asked)
        if completion.usage is None:
            is_page = text.lstrip()[:1] == "<"
            raise ModelUnavailableError("no_such_address" if is_page else "invalid_answer")
        return read_answer(completion, completion.usage, read_limits(headers), asked)

    async def _find_form(self, model: str) -> Form:
        form = find_form(self._base_url, model, self._profile_name)
        if not form.is_known:
            form.is_known = True
            with suppress(RetryableError):
                form.facts |= await asyncio.to_thread(self._facts.read) if self._facts else set()
        return form

    async def _send(self, body: Body, timeout_seconds: float) -> tuple[str, Headers]:
        # Written here and read as it came: the client would walk through each message to look for
        # files, which takes longer than sending it, and its models drop what they do not know.
        response = await self._client.post(
            "/chat/completions",
            cast_to=self._response_type,
            content=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
            options={"headers": _JSON, "timeout": timeout_seconds},
        )
        return response.content.decode("utf-8", "replace"), response.headers

    def _translate(
        self,
        complaint: Complaint,
        headers: Headers,
        usage: CallUsage | None,
        asked: Asked,
    ) -> Failure:
        self._log(complaint)
        error = translate(complaint, headers, usage)
        refusal = read_refusal(complaint)
        if refusal is None:
            return error
        if error.reason == "context_overflow":
            room = refusal.find_room()
            has_learned = room is not None and asked.form.learn_room(
                asked.question, room, asked.body
            )
        else:
            optional = asked.body.keys() - {"model", "messages"}
            is_open = error.reason in _MAY_BE_A_PART or refusal.find_names(optional)
            has_learned = bool(is_open) and asked.form.learn(refusal, asked.question, asked.body)
        if not has_learned:
            return error
        return ModelUnavailableError(
            "bad_request", usage=usage, limits=error.limits, retry_after_seconds=0
        )

    def _log(self, complaint: Complaint) -> None:
        known = complaint._replace(text="")
        if known in self._logged:
            return
        self._logged.add(known)
        logger.warning(
            "the model server refused a request",
            status=complaint.status,
            codes=sorted(code for code in complaint.codes if _is_identifier(code)),
            params=sorted(place[0] for place in complaint.places if _is_identifier(place[0])),
        )


async def _read_as_utf8(response: "httpx2.Response") -> None:
    # The client breaks on some of the encodings that a server may name.
    response.encoding = "utf-8"


def _translate_connection(error: "openai.APIConnectionError") -> Failure:
    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in causes:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    names = (one.errno for one in causes if isinstance(one, socket.gaierror))
    is_nowhere = socket.EAI_NONAME in names
    return ModelUnavailableError("no_such_address" if is_nowhere else "connection")


def _find_tier(question: Question, body: dict[str, Any]) -> str | None:
    """Return the tier of an answer that names none, if it is not the one that was asked for."""
    is_refused = question.service_tier is not None and "service_tier" not in body
    return STANDARD_TIER if is_refused else None


def _is_identifier(word: str) -> bool:
    return len(word) < 60 and word.replace("_", "").replace("-", "").replace(".", "").isalnum()
