"""Values: plain ones of Python, typed ones of DynamoDB."""

import json
import zlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer

from shortlist.spending import Spend

Item = dict[str, Any]

_serializer = TypeSerializer()
_deserializer = TypeDeserializer()


def write_item(item: Mapping[str, Any]) -> Any:
    """Turn plain values into DynamoDB's typed ones; None is left out."""
    return {k: _serializer.serialize(v) for k, v in item.items() if v is not None}


def read_item(item: Mapping[str, Any]) -> Item:
    """Turn DynamoDB's typed values into plain ones; numbers become int."""
    return {name: _plain(_deserializer.deserialize(value)) for name, value in item.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Binary):
        return bytes(value)  # type: ignore[call-overload]  # the stubs lack __bytes__
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, set):
        return {_plain(part) for part in value}
    return value if isinstance(value, str | bool | bytes) or value is None else int(value)


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
