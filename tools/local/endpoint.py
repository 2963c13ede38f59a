"""`endpoint.json`, what a client needs to know of a running local cloud, for its owner alone."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from tools.local.place import STACK_NAME, Place


def write_endpoint(place: Place, tokens: Mapping[str, str]) -> None:
    """Write the addresses and the tokens; the file is for its owner alone."""
    endpoint = {
        "api_url": place.api_url,
        "page_url": place.page_url,
        "aws_endpoint_url": place.aws_endpoint_url,
        "stack_name": STACK_NAME,
        "tokens": dict(tokens),
    }
    write_private(place.endpoint_file, json.dumps(endpoint, indent=2) + "\n")


def write_private(path: Path, text: str) -> None:
    """Replace a file as a whole; it is never readable by others, not even for a moment."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.replace(path)
