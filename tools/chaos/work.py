"""What the workers did, by the lines that they and the emulator logged."""

import json
from collections.abc import Mapping
from typing import Any

from shortlist.tasks.engine import Engine
from tools.local.aws import connect
from tools.local.deployment import read_outputs
from tools.local.place import Place

_DIED = "errorMessage=Worker process died"


def count_deaths(place: Place) -> int:
    """Count the processes that the emulator found dead with an invocation in hand."""
    return place.emulator_log.read_text(encoding="utf-8").count(_DIED)


def count_repeats(place: Place, sizes: Mapping[str, int]) -> int:
    """Count the rows that finished chunks had made more than once; `sizes` are by task id.

    A worker that was killed logs no chunk, so what it made and had not yet stored is not in it:
    fewer rows a kill than are stored at a time.
    """
    made: dict[tuple[str, int], int] = {}
    group = read_outputs(place)["LogGroupName"]
    pages = connect(place, "logs").get_paginator("filter_log_events")
    for page in pages.paginate(logGroupName=group, filterPattern='"chunk done"'):
        for event in page["events"]:
            line: dict[str, Any] = json.loads(event["message"])
            if line["task_id"] in sizes:
                name = (line["task_id"], line["chunk"])
                made[name] = made.get(name, 0) + line["rows"]
    return sum(
        max(0, rows - _chunk_size(sizes[task_id], chunk)) for (task_id, chunk), rows in made.items()
    )


def _chunk_size(size: int, chunk: int) -> int:
    return min(Engine.chunk_size, size - chunk * Engine.chunk_size)
