"""Works off the reading queue: one uploaded file a message."""

import json
from functools import cache
from typing import Any
from urllib.parse import unquote_plus

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from adapters.documents import read_document
from adapters.logs import logger, standard_logger
from adapters.metrics import record_reading, record_unredacted
from adapters.s3 import is_export, read_key
from adapters.wiring import get_candidates, get_files, get_lease_store, get_reading_queue
from shortlist.catalogue.ports import Upload
from shortlist.catalogue.reading_leases import ReadingLeases, UploadNotice
from shortlist.catalogue.upload_reader import UploadReader
from shortlist.reading.reading_state import Reading
from shortlist.times import read_clock

# The queue's maxReceiveCount in template.yaml; a template test compares them.
LAST_RECEIVE = 5

processor = BatchProcessor(
    event_type=EventType.SQS, raise_on_entire_batch_failure=False, logger=standard_logger
)


@cache
def get_reader() -> UploadReader:
    """Return the reader of this process."""
    return UploadReader(get_candidates(), get_files(), read_document, record_unredacted)


@cache
def get_reading_leases() -> ReadingLeases:
    """Return what lets a tenant have only so many readers."""
    return ReadingLeases(get_lease_store(), get_reading_queue(), read_clock)


def read_upload(record: SQSRecord) -> None:
    """Read the files that one message tells of; S3's test message tells of none."""
    is_last = int(record.attributes.approximate_receive_count) >= LAST_RECEIVE
    for part in json.loads(record.body).get("Records", []):
        _read_file(part["s3"]["object"]["key"], is_last=is_last)


def _read_file(encoded_key: str, *, is_last: bool) -> None:
    if is_export(encoded_key):
        return
    upload = read_key(encoded_key)
    if upload is None:
        logger.warning("a file that is nobody's resume")
        return
    logger.append_keys(job_id=upload.job_id, candidate_id=upload.candidate_id)
    notice = UploadNotice(upload.tenant, upload.upload_id, encoded_key)
    with get_reading_leases().lease(notice) as has_lease:
        if has_lease:
            _read_leased(upload, encoded_key, is_last=is_last)


def _read_leased(upload: Upload, encoded_key: str, *, is_last: bool) -> None:
    try:
        reading = get_reader().read(upload, unquote_plus(encoded_key))
    except Exception:  # whatever it was, the candidate must not wait for ever
        if is_last:
            _record(get_reader().give_up(upload))
        raise
    _record(reading)


def _record(reading: Reading | None) -> None:
    if reading is not None:
        record_reading(reading)
        logger.info("resume read", extra={"reading": reading.model_dump()})


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> Any:
    """Work off a batch of upload notices and name those to be delivered again."""
    return process_partial_response(
        event=event, record_handler=read_upload, processor=processor, context=context
    )
