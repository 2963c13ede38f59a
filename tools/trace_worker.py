"""`python -m tools.trace_worker`: how deep the worker's path is, and how often a text is gone over.

One chunk of two candidates is ranked offline in this process, with moto behind the stores. Counted
are calls of the product's own functions: how many stand on each other at most, how many lead from
one module to another, and how many modules they touch, on the way from the message to a rank.
A pass is a function that was handed a whole text, as one text or as its lines.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from moto import mock_aws

from adapters.dynamodb.dynamo_catalogue import DynamoCatalogue
from adapters.dynamodb.dynamo_chunks import DynamoChunks
from adapters.dynamodb.dynamo_endings import DynamoEndings
from adapters.dynamodb.dynamo_rows import DynamoRows
from adapters.dynamodb.dynamo_starts import DynamoStarts
from adapters.dynamodb.dynamo_tasks import DynamoTasks
from adapters.dynamodb.table import Table
from adapters.event_bus import EventBridgeBus
from shortlist.catalogue.candidate import Candidate
from shortlist.catalogue.jobpost import JobPost
from shortlist.catalogue.ports import Resume
from shortlist.identity import Identity
from shortlist.judging.presentation import present
from shortlist.judging.prompt import build_tail
from shortlist.options import StartRequest
from shortlist.ranking.offline import OfflineRanker
from shortlist.ranking.ranker import CandidateRanker, Report
from shortlist.reading.reading_state import Reading
from shortlist.rubric.drafting import draft_rubric
from shortlist.screening.job_words import JobShingles
from shortlist.screening.screening import screen_resume
from shortlist.settings import Settings
from shortlist.tasks.ending import EndingTeller
from shortlist.tasks.engine import Engine
from shortlist.tasks.messages import Delivery, WorkMessage
from shortlist.tasks.ports import Plan
from shortlist.tasks.start import Starter
from shortlist.tasks.task import Task
from shortlist.times import read_clock, write_time
from shortlist.words.resume_text import read_resume_text
from tools.mocked.stack import REGION, make_tables

ROOT = Path(__file__).parents[1]
PRODUCT = str(ROOT / "functions" / "shortlist")
# The path of a message, without what a ranker does inside one resume and a store inside one call.
PATH_PARTS = ("tasks", "ranking/ranker.py", "judging/model_ranker.py", "judging/batches.py")
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

    messages: list[WorkMessage] = field(default_factory=list)

    def send(self, messages: Sequence[WorkMessage], *, delay_seconds: int = 0) -> None:
        """Keep messages."""
        self.messages.extend(messages)


def trace_path(act: Callable[[], object]) -> Trace:
    """Follow the worker's path through an act."""
    trace = Trace()
    stack: list[str] = []

    def follow(frame: FrameType, event: str, _argument: Any) -> None:
        name = frame.f_code.co_filename.removeprefix(f"{PRODUCT}/")
        if not name.startswith(PATH_PARTS) or frame.f_code.co_name.startswith("<"):
            return
        if event == "call":
            if stack and stack[-1] != name:
                trace.moves += 1
            stack.append(name)
            trace.modules.add(name)
            trace.deepest = max(trace.deepest, len(stack))
        elif event == "return" and stack:
            stack.pop()

    sys.setprofile(follow)
    try:
        act()
    finally:
        sys.setprofile(None)
    return trace


def count_passes(act: Callable[[], object], length: int) -> int:
    """Count the functions that an act hands a whole text of this length."""
    passes: set[str] = set()

    def follow(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(PRODUCT):
            names = frame.f_code.co_varnames[: frame.f_code.co_argcount]
            if any(_is_whole(frame.f_locals.get(name), length) for name in names):
                passes.add(frame.f_code.co_qualname)

    sys.setprofile(follow)
    try:
        act()
    finally:
        sys.setprofile(None)
    return len(passes)


def _is_whole(value: Any, length: int) -> bool:
    if isinstance(value, str):
        return len(value) >= _WHOLE * length
    if isinstance(value, list | tuple):
        return sum(len(one) for one in value if isinstance(one, str)) >= _WHOLE * length
    return False


def trace_chunk(title: str, description: str, texts: Sequence[str]) -> Trace:
    """Rank a chunk of these texts and follow the worker's path."""
    import boto3  # noqa: PLC0415  # within the mock

    client = boto3.client("dynamodb", region_name=REGION)
    table = Table(client, "tasks")
    posts = Table(client, "catalogue")
    catalogue = DynamoCatalogue(posts, table)
    starts = DynamoStarts(table, posts, read_clock)
    endings = DynamoEndings(table)
    tasks = DynamoTasks(table, starts, endings, read_clock)
    now = write_time(read_clock())
    job = JobPost(
        job_id="job", title=title, description=description, rubric_version=1, created_at=now
    )
    catalogue.add_job_post("acme", job, draft_rubric(title, description, version=1))
    resumes = [
        Resume(
            Candidate(candidate_id=f"c{number}", reading=Reading(state="read"), created_at=now),
            text,
        )
        for number, text in enumerate(texts)
    ]
    catalogue.add_candidates("acme", "job", resumes, limit=99)
    queue = SentMessages()
    settings = Settings(
        catalogue_table="catalogue", task_table="tasks", resume_bucket="b", ranking_queue_url="q"
    )
    identity = Identity(role="recruiter", tenant="acme", subject="tracer")
    Starter(tasks, starts, queue, settings, read_clock, print).start(
        identity, "job", StartRequest(ranker="offline"), None
    )

    def make_ranker(task: Task, plan: Plan, delivery: Delivery, report: Report) -> CandidateRanker:
        return CandidateRanker(OfflineRanker(plan.title, plan.description, plan.rubric), report)

    def make_drafter(task: Task, delivery: Delivery) -> Any:
        raise ValueError("the offline ranker asks for no draft")

    bus = EventBridgeBus(boto3.client("events", region_name=REGION), "default")
    teller = EndingTeller(endings, bus, print)
    engine = Engine(
        tasks,
        DynamoChunks(table, read_clock),
        DynamoRows(table),
        catalogue,
        queue,
        make_ranker,
        make_drafter,
        read_clock,
        teller,
    )
    (message,) = queue.messages
    return trace_path(lambda: engine.work(message, Delivery("tracer")))  # type: ignore[arg-type]


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
    # Word lists are read on first use.
    offline.rank("c", None, text)
    show_to_model(text, shingles)
    for name, act in (
        ("offline row", lambda: offline.rank("c", None, text)),
        ("question for a model", lambda: show_to_model(text, shingles)),
    ):
        yield f"passes over a text, {name}: {count_passes(act, len(text))}"


def main() -> None:
    """Trace and print."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        os.environ[name] = "testing"
    with mock_aws():
        make_tables()
        for line in write_lines(*read_demo()):
            print(line)


if __name__ == "__main__":
    main()
