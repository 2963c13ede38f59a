"""The process that parses one file and then ends: `python -m adapters.documents.child`."""

import contextlib
import gc
import importlib
import json
import math
import resource
import sys
import time
from dataclasses import asdict, replace

from adapters.documents.child_answer import READY, ChildAnswer, answer_size
from shortlist.reading.plain_text import plain_resume_text
from shortlist.reading.reasons import FileLimits, UnreadableResumeError

_MODULES = {"pdf": "pdf", "zip": "word", "text": "plain"}
_MAX_OPEN_FILES = 32


def main() -> None:
    """Read a file from standard input, its kind and the limits from the arguments; answer in JSON.

    Everything heavy is imported before the limits are set, and `READY` says that it went well:
    whatever goes wrong later is the fault of the file.
    """
    kind, limits = sys.argv[1], FileLimits(**json.loads(sys.argv[2]))
    content = sys.stdin.buffer.read()
    parser = importlib.import_module(f"adapters.documents.{_MODULES[kind]}")
    sys.stdout.write(READY)
    sys.stdout.flush()
    _confine(limits)
    # The process ends before a collection could pay.
    gc.disable()
    try:
        answer = _made_plain(parser.text_of(content, limits), limits)
    except UnreadableResumeError as error:
        answer = ChildAnswer(reason=error.reason)
    json.dump(asdict(answer), sys.stdout, ensure_ascii=False)


def _made_plain(answer: ChildAnswer, limits: FileLimits) -> ChildAnswer:
    normalised = plain_resume_text(answer.text)
    if len(normalised.text) > limits.max_characters:
        raise UnreadableResumeError("too_large")
    if not any(character.isalnum() for character in normalised.text):
        raise UnreadableResumeError("empty")
    flags = sorted({*answer.flags, *normalised.flags})
    return replace(answer, text=normalised.text, flags=flags)


def _confine(limits: FileLimits) -> None:
    """Give up memory, processor time, files and children beyond the limits, for good."""
    seconds = math.ceil(time.process_time() + limits.cpu_seconds)
    bounds = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_FSIZE: answer_size(limits),
        resource.RLIMIT_NOFILE: _MAX_OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    with contextlib.suppress(ValueError, OSError):
        # A second later it would be killed by a signal that does not say why.
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    for kind, bound in bounds.items():
        # Some systems refuse some limits; the parent's clock holds on all of them.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))


if __name__ == "__main__":
    main()
