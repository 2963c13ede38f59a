"""Values packed into one attribute: JSON, compressed, because resumes and rows are long."""

import json
import zlib
from typing import Any

# One item holds 400 KB (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Limits.html);
# the rest is for its other attributes.
PACKED_BYTES = 350_000


def pack(value: Any) -> bytes:
    """Pack a JSON value; equal values give equal bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode(), 6)


def unpack(packed: bytes) -> Any:
    """Return what was packed."""
    return json.loads(zlib.decompress(packed))
