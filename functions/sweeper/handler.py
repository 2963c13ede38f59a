"""Sweeps once: the scheduler calls it every minute."""

from contextlib import ExitStack
from functools import cache
from typing import Any

from adapters.cloudwatch_observer import CloudWatchObserver
from adapters.logs import logger
from adapters.metrics import record_sweep
from adapters.wiring import (
    get_bus,
    get_endings,
    get_erasures,
    get_lease_store,
    get_queue,
    get_reading_queue,
    get_task_lists,
    get_tasks,
)
from shortlist.catalogue.reading_leases import send_quiet_notices
from shortlist.erasure import send_quiet_erasures
from shortlist.tasks.ending import tell_left_endings
from shortlist.tasks.sweep import Sweep, Sweeper
from shortlist.times import read_clock


@cache
def get_sweeper() -> Sweeper:
    """Return the sweeper of this process."""
    return Sweeper(get_tasks(), get_task_lists(), get_queue(), read_clock, CloudWatchObserver())


@logger.inject_lambda_context(clear_state=True)
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Look at every unfinished task once and tell what was done."""
    with ExitStack() as whatever_happens:
        # Whatever a task does to the sweep, the rest goes on.
        whatever_happens.callback(_tell_endings)
        whatever_happens.callback(_send_erasures)
        whatever_happens.callback(_send_notices)
        sweep = _sweep()
    record_sweep(unfinished=sweep.seen - sweep.ended)
    logger.info("swept", extra=sweep._asdict())
    return sweep._asdict()


def _sweep() -> Sweep:
    try:
        return get_sweeper().sweep()
    except ExceptionGroup:
        # What Lambda itself logs of an error names the group only.
        logger.exception("not all tasks could be looked after")
        raise


def _send_erasures() -> None:
    erasures = send_quiet_erasures(get_erasures(), get_queue(), read_clock())
    if erasures:
        logger.warning("erasures sent again", extra={"erasures": erasures})


def _send_notices() -> None:
    notices = send_quiet_notices(get_lease_store(), get_reading_queue(), read_clock())
    if notices:
        logger.info("uploads called", extra={"notices": notices})


def _tell_endings() -> None:
    endings = tell_left_endings(get_endings(), get_bus(), read_clock())
    if endings:
        logger.info("endings told", extra={"endings": endings})
