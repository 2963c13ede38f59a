"""Values packed into one attribute: JSON, compressed, because resumes and rows are long."""

import json
import zlib
from decimal import Decimal
from typing import Any

from shortlist.spending import Spend

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


def write_spend(spend: Spend | None) -> bytes | None:
    """Pack what calls took; a cost keeps every digit."""
    if spend is None:
        return None
    cost = None if spend.cost_usd is None else str(spend.cost_usd)
    return pack({**spend._asdict(), "cost_usd": cost})


def read_spend(packed: bytes | None) -> Spend | None:
    """Return what calls took."""
    if packed is None:
        return None
    values = unpack(packed)
    cost = values.pop("cost_usd")
    return Spend(**values, cost_usd=None if cost is None else Decimal(cost))
