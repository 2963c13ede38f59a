"""`endpoint.json`: what a client needs to know of a running local cloud."""

import json
from collections.abc import Mapping

from tools.local.files import write_private
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
