"""Reads a resume file in a process of its own, which it may take down with it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO

from adapters.documents.child_answer import READY, answer_size, check_answer
from adapters.documents.kinds import Kind, kind_of
from shortlist.errors import SettingsError
from shortlist.reading.plain_text import NormalisedText
from shortlist.reading.reasons import FileLimits, UnreadableResumeError

_LEAST_SECONDS = 8.0
# Signals by which somebody else ends a process, as a machine short of memory does; the file may be
# sound, so it is read once more. What the parser itself dies of would only come again.
_ENDED_BY_OTHERS = (-signal.SIGKILL, -signal.SIGTERM)
_TRIES = 2
_BYTES_A_SECOND = 50_000
_CHILD = "adapters.documents.child"
# Where an interpreter may need to find its own library; nothing else is handed on.
_PASSED_ON = ("LD_LIBRARY_PATH",)


def read_document(content: bytes, limits: FileLimits) -> NormalisedText:
    """Read the text of a PDF, DOCX or plain text file; what it is called decides nothing.

    Raises:
        UnreadableResumeError: with the reason.
        SettingsError: if the parsers are missing, which is not the fault of the file.
    """
    if not content:
        raise UnreadableResumeError("empty")
    if len(content) > limits.max_bytes:
        raise UnreadableResumeError("too_large")
    kind = kind_of(content)
    limits = replace(limits, cpu_seconds=_time_for(content, limits))
    # Files without a name instead of pipes: nobody waits for anybody, and their size has a limit.
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as output:
        source.write(content)
        code = _run_to_an_end(kind, limits, source, output)
        output.seek(0)
        started = output.read(len(READY)) == READY.encode()
        answer = output.read(answer_size(limits))
    if code in (-signal.SIGXCPU, None):
        raise UnreadableResumeError("timed_out")
    if code in _ENDED_BY_OTHERS:
        raise UnreadableResumeError("not_read")
    if not started:
        raise SettingsError("the document parsers do not start; are they deployed?")
    if code != 0:
        raise UnreadableResumeError("broken")
    return check_answer(answer, limits)


def _time_for(content: bytes, limits: FileLimits) -> float:
    """Give a small file less time: one that needs it all is made to cost it."""
    return min(limits.cpu_seconds, _LEAST_SECONDS + len(content) / _BYTES_A_SECOND)


def _run_to_an_end(
    kind: Kind, limits: FileLimits, source: IO[bytes], output: IO[bytes]
) -> int | None:
    """Run the child, and once more if somebody else ended it; both share the time by the clock."""
    end = time.monotonic() + limits.wall_seconds
    code: int | None = None
    for _ in range(_TRIES):
        source.seek(0)
        output.seek(0)
        output.truncate()
        left = max(end - time.monotonic(), 0.0)
        code = _run(kind, replace(limits, wall_seconds=left), source, output)
        if code not in _ENDED_BY_OTHERS:
            break
    return code


def _run(kind: Kind, limits: FileLimits, source: IO[bytes], output: IO[bytes]) -> int | None:
    """Run the child to its end or to the end of its time; None means that it was killed."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-m", _CHILD, kind, json.dumps(asdict(limits))],
        stdin=source,
        stdout=output,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    try:
        return process.wait(limits.wall_seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        process.kill()
        process.wait()


def _environment() -> dict[str, str]:
    """Let the child find the same packages and nothing else: no credentials, no settings."""
    path = os.pathsep.join(str(Path(entry or ".").resolve()) for entry in sys.path)
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **kept}
