"""What a prompt of Shortlist holds: criteria, gates and the numbered lines of a resume."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_CRITERION = re.compile(r"^(C\d+): (.*?)(?: \((?:critical|important|nice)\))?$", re.MULTILINE)
_GATE = re.compile(r"^(G\d+): (.*)$", re.MULTILINE)
_LINE = re.compile(r"^L(\d+)\| ?(.*)$", re.MULTILINE)
_WORD = re.compile(r"\w{3,}")
_STEM_LENGTH = 6


@dataclass(frozen=True)
class Prompt:
    """A prompt, taken apart; `resume` is its lines in one, folded and with single spaces.

    `asked` is what the user's messages say.
    """

    text: str
    criteria: list[tuple[str, str]]
    gates: list[tuple[str, str]]
    lines: dict[int, str]
    stems: dict[int, set[str]]
    resume: str
    asked: str = ""


def read_prompt(messages: list[dict[str, Any]]) -> Prompt:
    """Take the messages of a request apart; only the user's are a resume."""
    texts = [(message.get("role"), _read_text(message.get("content"))) for message in messages]
    told = "\n".join(text for role, text in texts if role != "user")
    asked = "\n".join(text for role, text in texts if role == "user")
    lines = {int(number): text for number, text in _LINE.findall(asked)}
    return Prompt(
        text="\n".join(text for _, text in texts),
        criteria=_CRITERION.findall(told),
        gates=_GATE.findall(told),
        lines=lines,
        stems={number: find_stems(text) for number, text in lines.items()},
        resume=fold(" ".join(lines.values()) if lines else asked),
        asked=asked,
    )


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Write a text in small letters and with single spaces."""
    return " ".join(text.casefold().split())


def find_stems(text: str) -> set[str]:
    """Return the beginnings of a text's words."""
    return {word[:_STEM_LENGTH] for word in _WORD.findall(text.casefold())}


def find_lines(prompt: Prompt, about: str) -> list[int]:
    """Return up to three lines that share most words with a text, long words first, if any do."""
    wanted = find_stems(about)
    shared = {number: _weigh(wanted & stems) for number, stems in prompt.stems.items()}
    best = sorted((number for number in shared if shared[number]), key=lambda n: (-shared[n], n))
    return best[:3]


def _weigh(stems: set[str]) -> int:
    return sum(len(stem) ** 2 for stem in stems)


def _read_text(content: object) -> str:
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content)
    return content if isinstance(content, str) else ""
