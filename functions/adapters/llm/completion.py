"""The body of a chat completion, in the forms that servers give it.

Not by the client's own models: they take what they know of OpenAI's form, and lose the usage of
answers that have another one.
"""

import json
import re
from typing import Any, NamedTuple, TypeGuard

from shortlist.spending import CallUsage

# No call takes more; a number beyond it would not fit into a ledger.
_MOST_TOKENS = 10**9
_LENGTH = frozenset({"length", "max_tokens", "model_length", "max_output_tokens"})
_FILTERED = frozenset({"content_filter", "safety", "prohibited_content", "recitation", "blocklist"})
# How a stream of events begins; some servers send comments first to keep a connection.
_EVENTS = ("data:", "event:", ":")
# What a body without any answer says of itself.
_SAY_WHY = frozenset({"message", "detail", "msg", "errors", "error_code", "base_resp"})
_UNKNOWN = CallUsage(is_known=False)


class AnswerTooLongError(Exception):
    """A server sends more than any answer has."""


class Completion(NamedTuple):
    """What a model said: its answer, what it thought where that is apart, and how it ended.

    `usage` is None if the server did not say anything that could have been paid for.
    """

    text: str
    thoughts: str
    usage: CallUsage | None
    is_truncated: bool
    is_filtered: bool
    is_refused: bool
    failed: dict[str, Any] | None


def read_completion(text: str, tier: str | None = None) -> Completion:
    """Read what a server said; any text will do.

    `tier` is the one that served it if the body names none; None: the one that was asked for.
    """
    body = _read_answer(text)
    choice = _first(body.get("choices")) or _find_bare_choice(body)
    message = as_object(choice.get("message")) or as_object(choice.get("delta")) or choice
    finish = str(choice.get("finish_reason")).lower()
    thoughts = [_read_text(message.get(name)) for name in ("reasoning_content", "reasoning")]
    error = choice.get("error") or body.get("error")
    if not choice and _SAY_WHY & body.keys():
        error = error or body
    if finish == "error" or (error and not message.get("content")):
        failed: dict[str, Any] | None = choice if choice.get("error") else body
    else:
        failed = None
    return Completion(
        text="\n".join(filter(None, [_read_content(message), *_read_calls(message)])),
        thoughts="\n".join(filter(None, thoughts)),
        usage=read_usage(body, tier) or (_UNKNOWN if choice and failed is None else None),
        is_truncated=finish in _LENGTH,
        is_filtered=finish in _FILTERED,
        is_refused=bool(message.get("refusal")),
        failed=failed,
    )


def _read_answer(text: str) -> dict[str, Any]:
    if not text.lstrip().startswith(_EVENTS):
        return read_body(text)
    # Comments keep a connection open; what they are followed by may be no stream at all.
    start = re.search(r"^\{", text, re.M)
    return read_body(text[start.start() :]) if start else _join_events(text)


def _find_bare_choice(body: dict[str, Any]) -> dict[str, Any]:
    """Return the choice of a server whose answers have one message and no list of choices."""
    is_answer = isinstance(body.get("message"), dict) and "content" in body["message"]
    return (
        {"message": body["message"], "finish_reason": body.get("done_reason")} if is_answer else {}
    )


def read_json(text: str) -> Any:
    """Read JSON; None if the text is anything else."""
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None


def read_body(text: str) -> dict[str, Any]:
    """Read a JSON object, or the first of a list; an empty one if the text is anything else."""
    body = read_json(text)
    return as_object(body[0] if isinstance(body, list) and body else body)


def as_object(value: object) -> dict[str, Any]:
    """Return a value that is a JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def read_usage(body: dict[str, Any], tier: str | None = None) -> CallUsage | None:
    """Read what a call took, and the tier that served it; None if the server does not tell."""
    usage = as_object(body.get("usage"))
    if not usage:
        return None
    prompt = as_object(usage.get("prompt_tokens_details"))
    completion = as_object(usage.get("completion_tokens_details"))
    served = body.get("service_tier")
    # Some servers use the names of another protocol.
    read = usage.get("prompt_tokens", usage.get("input_tokens"))
    said = usage.get("completion_tokens", usage.get("output_tokens"))
    return CallUsage(
        input=_count(read),
        cached=_count(prompt.get("cached_tokens")),
        cache_write=_count(prompt.get("cache_write_tokens")),
        output=_count(said),
        reasoning=_count(completion.get("reasoning_tokens")),
        is_known=_is_count(read) and _is_count(said),
        tier=served if isinstance(served, str) and served else tier,
    )


def _read_content(message: dict[str, Any]) -> str:
    """Read what a message says; JSON that is no text is one for us."""
    content = message.get("content", message.get("text"))
    return json.dumps(content) if isinstance(content, dict) and content else _read_text(content)


def _read_text(value: object) -> str:
    """Read a text, or the texts of a list of parts."""
    if isinstance(value, str):
        return value.strip()
    parts = value if isinstance(value, list) else []
    texts = [as_object(part).get("text") for part in parts]
    return "".join(one for one in texts if isinstance(one, str)).strip()


def _read_calls(message: dict[str, Any]) -> list[str]:
    """Read what a message says as the arguments of a tool, which nobody asked for."""
    calls = message.get("tool_calls")
    functions = [as_object(call).get("function") for call in calls] if _is_list(calls) else []
    said = [as_object(one).get("arguments") for one in [*functions, message.get("function_call")]]
    return [one if isinstance(one, str) else json.dumps(one) for one in said if one]


def _join_events(text: str) -> dict[str, Any]:
    """Join the events of a stream that nobody asked for into the body that it stands for."""
    whole: dict[str, Any] = {}
    said = {"content": "", "reasoning": "", "arguments": ""}
    finish = None
    for line in text.splitlines():
        event = read_body(line.removeprefix("data:").strip()) if line[:5] == "data:" else {}
        whole |= {name: value for name, value in event.items() if value is not None}
        choice = _first(event.get("choices"))
        part = as_object(choice.get("delta")) or as_object(choice.get("message"))
        finish = choice.get("finish_reason") or finish
        said["content"] += _read_text_as_it_is(part.get("content"))
        thought = part.get("reasoning_content") or part.get("reasoning")
        said["reasoning"] += _read_text_as_it_is(thought)
        said["arguments"] += "".join(_read_calls(part))
    message = {
        "content": said["content"],
        "reasoning": said["reasoning"],
        "function_call": {"arguments": said["arguments"]},
    }
    return whole | {"choices": [{"message": message, "finish_reason": finish}]}


def _read_text_as_it_is(value: object) -> str:
    return value if isinstance(value, str) else _read_text(value)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def _first(value: object) -> dict[str, Any]:
    return as_object(value[0]) if isinstance(value, list) and value else {}


def _count(value: object) -> int:
    return int(str(value).partition(".")[0]) if _is_count(value) else 0


def _is_count(value: object) -> bool:
    """Tell whether this is a sensible number of tokens, perhaps as a text or with a ".0"."""
    found = re.fullmatch(r"(\d{1,10})(\.0+)?", str(value)) if not isinstance(value, bool) else None
    return found is not None and int(found[1]) <= _MOST_TOKENS
