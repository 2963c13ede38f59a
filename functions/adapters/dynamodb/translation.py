"""What the database says in its own way, said in ours once: typed values, packed values, errors."""

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer
from botocore.exceptions import BotoCoreError, ClientError

from shortlist.errors import LostRaceError, PermanentError, StoreUnavailableError
from shortlist.spending import Spend

Item = dict[str, Any]

_serializer = TypeSerializer()
_deserializer = TypeDeserializer()
# The API answers these when the same call may succeed later:
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
RETRYABLE_CODES = frozenset(
    {
        "InternalServerError",
        "ItemCollectionSizeLimitExceededException",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "ReplicatedWriteConflictException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
        "UnrecognizedClientException",
        "ExpiredTokenException",
    }
)
CONFLICT = "TransactionConflict"
CONDITION = "ConditionalCheckFailed"


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


class StoreRefusedError(PermanentError):
    """The database will not do this, now or later: a defect of ours or of the deployment."""


class RefusedConditionError(LostRaceError):
    """A condition did not hold; `items` are the items that refused, None where one did not."""

    def __init__(self, items: list[Item | None]) -> None:
        super().__init__("a conditional write was refused")
        self.items = items


@contextmanager
def translate_errors() -> Iterator[None]:
    """Raise our errors for botocore's."""
    try:
        yield
    except ClientError as error:
        raise _translate(error.response) from error
    except BotoCoreError as error:
        raise StoreUnavailableError(type(error).__name__) from error


def _translate(response: Mapping[str, Any]) -> Exception:
    code = response["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        return RefusedConditionError([read_item(response.get("Item", {}))])
    if code == "TransactionCanceledException":
        return _translate_cancellation(response.get("CancellationReasons", []))
    if code in RETRYABLE_CODES:
        return StoreUnavailableError(code)
    return StoreRefusedError(code)


def _translate_cancellation(reasons: list[dict[str, Any]]) -> Exception:
    codes = {reason.get("Code", "None") for reason in reasons}
    if CONDITION in codes:
        return RefusedConditionError(
            [
                read_item(reason.get("Item", {})) if reason["Code"] == CONDITION else None
                for reason in reasons
            ]
        )
    if codes - {"None"} <= {CONFLICT, "ProvisionedThroughputExceeded", "ThrottlingError"}:
        return StoreUnavailableError("transaction conflict")
    return StoreRefusedError(f"transaction cancelled: {sorted(codes)}")
