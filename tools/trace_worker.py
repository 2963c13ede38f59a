"""`python -m tools.trace_worker`: how deep the worker's path is, and how often a text is gone over.

One chunk of two candidates is ranked offline in this process, with moto behind the stores. Counted
are calls of the product's own functions: how many stand on each other at most, how many lead from
one module to another, and how many modules they touch, on the way from the message to a rank.
A pass is a function that was handed a whole text, as one text or as its lines.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Any

from shortlist.judging.prompt import build_tail, present
from shortlist.ranking.offline import OfflineRanker
from shortlist.rubric.drafting import draft_rubric
from shortlist.screening.job_words import JobShingles
from shortlist.screening.screening import screen_resume
from shortlist.tasks.messages import Delivery, RankingMessage, WorkMessage
from shortlist.words.resume_text import read_resume_text
from tools.bench.calls import add_pile, start_ranking
from tools.mocked.stack import open_account
from worker.handler import get_engine

ROOT = Path(__file__).parents[1]
PRODUCT = str(ROOT / "functions" / "shortlist")
# The path of a message, without what a ranker does inside one resume and a store inside one call.
PATH_PARTS = ("tasks", "ranking/ranker.py", "judging/model_ranker.py")
_WHOLE = 0.8


@dataclass
class Trace:
    """What was called: depth, moves between modules, and modules."""

    deepest: int = 0
    moves: int = 0
    modules: set[str] = field(default_factory=set)


@dataclass
class SentMessages:
    """A RankingQueue that keeps what it is given."""

    messages: list[RankingMessage] = field(default_factory=list)

    def send(self, messages: Sequence[WorkMessage], *, delay_seconds: int = 0) -> None:
        """Keep messages about rankings."""
        self.messages += [one for one in messages if isinstance(one, RankingMessage)]


def trace_path(act: Callable[[], object]) -> Trace:
    """Follow the worker's path through an act."""
    trace = Trace()
    stack: list[str] = []

    def follow(frame: FrameType, event: str, _argument: Any) -> None:
        name = frame.f_code.co_filename.removeprefix(f"{PRODUCT}/")
        if not name.startswith(PATH_PARTS) or frame.f_code.co_name.startswith("<"):
            return
        if event == "call":
            trace.moves += stack[-1:] not in ([], [name])
            stack.append(name)
            trace.modules.add(name)
            trace.deepest = max(trace.deepest, len(stack))
        elif event == "return" and stack:
            stack.pop()

    _follow_through(act, follow)
    return trace


def count_passes(act: Callable[[], object], length: int) -> int:
    """Count the functions that an act hands a whole text of this length."""
    passes: set[str] = set()

    def follow(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(PRODUCT):
            names = frame.f_code.co_varnames[: frame.f_code.co_argcount]
            if any(_is_whole(frame.f_locals.get(name), length) for name in names):
                passes.add(frame.f_code.co_qualname)

    _follow_through(act, follow)
    return len(passes)


def _follow_through(act: Callable[[], object], follow: Callable[..., None]) -> None:
    sys.setprofile(follow)
    try:
        act()
    finally:
        sys.setprofile(None)


def _is_whole(value: Any, length: int) -> bool:
    parts = value if isinstance(value, list | tuple) else [value]
    return sum(len(one) for one in parts if isinstance(one, str)) >= _WHOLE * length


def trace_chunk(title: str, description: str, texts: Sequence[str]) -> Trace:
    """Rank a chunk of these texts in an account of moto's, and follow the worker's path."""
    queue = SentMessages()
    add_pile(title, description, texts)
    start_ranking(queue)
    (message,) = queue.messages
    engine = replace(get_engine(), run=run_here)
    return trace_path(lambda: engine.work(message, Delivery("tracer")))


async def run_here(function: Callable[..., object], *arguments: object) -> object:
    """Call a function in this thread, which is the one that is followed."""
    return function(*arguments)


def show_to_model(text: str, shingles: JobShingles) -> str:
    """Make what a model is asked of a text, as the judge does."""
    read = read_resume_text(text)
    quarantined = screen_resume(read, shingles).quarantined
    shown = present(read.lines, quarantined, None, blind=True)
    return build_tail(shown.lines) if shown else ""


def read_demo() -> tuple[str, str, list[str]]:
    """Return a job post and the two longest resumes of the demo."""
    (post, *_) = sorted((ROOT / "demo" / "jobposts").iterdir())
    title, _, description = post.read_text("utf-8").partition("\n")
    resumes = (path.read_text("utf-8") for path in (ROOT / "demo" / "resumes").rglob("*.*"))
    return title.strip("# ") or "Engineer", description.strip(), sorted(resumes, key=len)[-2:]


def write_lines(title: str, description: str, texts: Sequence[str]) -> Iterable[str]:
    """Yield what was counted, line by line."""
    trace = trace_chunk(title, description, texts)
    yield f"depth of the worker's path: {trace.deepest}"
    yield f"moves between its modules: {trace.moves}"
    yield f"modules: {len(trace.modules)}"
    rubric = draft_rubric(title, description, version=1)
    offline = OfflineRanker(title, description, rubric)
    shingles = JobShingles(f"{title}\n{description}")
    text = texts[-1]
    acts: dict[str, Callable[[], object]] = {
        "offline row": lambda: offline.rank("c", None, text),
        "question for a model": lambda: show_to_model(text, shingles),
    }
    for act in acts.values():
        act()  # word lists are read on first use
    for name, act in acts.items():
        yield f"passes over a text, {name}: {count_passes(act, len(text))}"


def main() -> None:
    """Trace and print."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        os.environ[name] = "testing"
    with open_account(), redirect_stdout(sys.stderr):
        lines = list(write_lines(*read_demo()))
    print(*lines, sep="\n")


if __name__ == "__main__":
    main()
