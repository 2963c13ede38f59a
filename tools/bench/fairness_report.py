"""The page about fairness: figures, and what makes them so."""

import statistics
from collections.abc import Sequence
from pathlib import Path

from tools.bench.fairness import (
    ASK_SECONDS,
    CANDIDATES_A_TASK,
    FEW_UPLOADS,
    LARGE,
    MANY_TASKS,
    MANY_UPLOADS,
    SMALL,
    Fairness,
    FairReadings,
)
from tools.local.parameters import WORKERS

TEXT = """# Fairness

How long one tenant's small rankings take while another tenant's large one runs. Made by
`make bench ARGS=fairness` on the local cloud with {workers} workers; times depend on the machine.

| Rankings of {small} candidates | Runs | Median s | Fastest s | Slowest s |
|---|---|---|---|---|
{alone}
{beside}

The large one has {large:,} candidates of another tenant and took {seconds:.0f} s. At most
{in_queue} of its {chunks} messages were in the queue at once: 4, and those whose worker has already
called the next one and not yet ended. Every run starts with a changed job post, so that every row
is made anew; it lasts from the 202 to SUCCESS, with the offline ranker.

## Many rankings, and many questions

| Rankings of {small} candidates | Runs | Median s | Fastest s | Slowest s |
|---|---|---|---|---|
{alone_again}
{beside_many}

{tasks} rankings of {task_candidates} candidates each are all that one tenant may have running.
The last of them ended after {many_tasks_seconds:.0f} s. The status of each was asked for again
{poll_seconds:.0f} s after each answer: no less is what `Retry-After` asks.

## Uploads

| Uploads | Seconds until all were read |
|---|---|
| {few}, of a tenant with nothing else | {few_seconds:.1f} |
| {many} of another tenant, uploaded before those | {many_seconds:.0f} |

When the {few} were read, {meanwhile} of the {many} were. A tenant has 6 leases of 10 readers;
what finds no lease is set aside, and each reading that ends calls the tenant's next
([0021](../decisions/0021-turns-of-readings.md)). Before there were leases, the
{few} had not been read after 241 s.

## What makes it so

- A ranking never has more than 4 chunks in the queue: each finished chunk calls the one 4 places
  behind it. So a small ranking that starts later finds 4 messages before it at most, not {chunks}.
- A chunk is short: 250 candidates. A worker is free for somebody else after seconds.
- There are more workers than a ranking has chunks in the queue: {workers} here, 10 in AWS
  (`WorkerConcurrency`). One large ranking leaves some of them free; only several large ones at once
  make a small one wait for a chunk to end.
- One tenant may have only so many rankings running at once (`RUNNING_TASKS_LIMIT`).

The small ones are slower here even when they wait for no worker: all workers share the machine's
processors, and an emulator that answers one request at a time and takes long for a large pile
([benchmark.md](benchmark.md)). In AWS each worker has its own processor, and a table does not wait.

## What AWS adds

Every message has its tenant as message group, which makes the standard queue a
[fair queue](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html):
of a tenant that has many messages in hand, later ones are delivered after those of quieter tenants.
This counts when several large rankings of one tenant run, each with its 4 chunks. The emulator
stores the groups and does not look at them; it is started with that put right
([local cloud](../local-cloud.md)), so it is not AWS's own queue that is measured here. The notices
that a reader calls have it, too; those that S3 sends have none.
"""


def write_fairness(
    path: Path, measured: Fairness, many: Fairness, readings: FairReadings, chunk_size: int
) -> None:
    """Write the figures as a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = TEXT.format(
        workers=WORKERS,
        small=SMALL,
        large=LARGE,
        alone=_write_row("alone", measured.alone),
        beside=_write_row("beside the large one", measured.beside),
        seconds=measured.large_seconds,
        in_queue=measured.in_queue,
        chunks=LARGE // chunk_size,
        alone_again=_write_row("alone", many.alone),
        beside_many=_write_row("beside the many", many.beside),
        tasks=MANY_TASKS,
        task_candidates=CANDIDATES_A_TASK,
        many_tasks_seconds=many.large_seconds,
        poll_seconds=ASK_SECONDS,
        few=FEW_UPLOADS,
        many=MANY_UPLOADS,
        few_seconds=readings.few_seconds,
        many_seconds=readings.many_seconds,
        meanwhile=readings.many_read_meanwhile,
    )
    path.write_text(text, encoding="utf-8")


def _write_row(name: str, seconds: Sequence[float]) -> str:
    middle = statistics.median(seconds)
    return f"| {name} | {len(seconds)} | {middle:.2f} | {min(seconds):.2f} | {max(seconds):.2f} |"
