"""What the parsing process hands back, and how much of it the parent believes."""

import json
from dataclasses import dataclass, field
from typing import get_args

from shortlist.reading.plain_text import Flag, NormalisedText
from shortlist.reading.reasons import FileLimits, Reason, UnreadableResumeError

READY = "ready\n"

_LONGEST_ESCAPE = 6
_ENVELOPE = 4_096


@dataclass(frozen=True, slots=True)
class ChildAnswer:
    """Either a text or the reason why there is none; pages count from 1."""

    text: str = ""
    flags: list[Flag] = field(default_factory=list)
    scanned_pages: list[int] = field(default_factory=list)
    reason: Reason | None = None


def answer_size(limits: FileLimits) -> int:
    """Bound the bytes of an answer in JSON."""
    return limits.max_characters * _LONGEST_ESCAPE + _ENVELOPE


def check_answer(output: bytes, limits: FileLimits) -> NormalisedText:
    """Check an answer as if a hostile file had written it."""
    try:
        answer = json.loads(output)
        text, flags, reason = answer["text"], answer["flags"], answer["reason"]
        pages = answer["scanned_pages"]
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableResumeError("broken") from error
    if reason is not None:
        raise UnreadableResumeError(reason if reason in get_args(Reason) else "broken")
    if not (isinstance(text, str) and isinstance(flags, list) and isinstance(pages, list)):
        raise UnreadableResumeError("broken")
    if not 0 < len(text) <= limits.max_characters:
        raise UnreadableResumeError("broken")
    if not all(type(page) is int and 1 <= page <= limits.max_pages for page in pages):
        raise UnreadableResumeError("broken")
    known = tuple(flag for flag in get_args(Flag) if flag in flags)
    return NormalisedText(text, known, tuple(sorted(pages)))
