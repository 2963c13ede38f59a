"""Botocore's exceptions, turned into ours once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from adapters.dynamodb.values import Item, read_item
from shortlist.errors import LostRaceError, PermanentError, StoreUnavailableError

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
