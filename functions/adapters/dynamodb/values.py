"""Values: plain ones of Python, typed ones of DynamoDB."""

from collections.abc import Mapping
from typing import Any

from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer

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
