"""A limit on the processor time that one resume may take, kept from outside our own rules."""

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from shortlist.errors import DefiantResumeError

# A usual resume takes milliseconds, 150,000 characters of anything a second.
RESUME_CPU_SECONDS = 5.0


@contextmanager
def limit_cpu(seconds: float = RESUME_CPU_SECONDS) -> Iterator[None]:
    """Stop the work inside once it has used so much processor time.

    A timer of the process interrupts it, within a regular expression too. Signals reach the main
    thread only: in another one, and within a limit that runs already, nothing is limited.

    Raises:
        DefiantResumeError: if the work took longer.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getitimer(signal.ITIMER_VIRTUAL)[0]:
        yield
        return
    # Other work's garbage would be collected at this resume's cost, and what is raised within the
    # collector is lost.
    collects = gc.isenabled()
    gc.disable()
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if collects:
            gc.enable()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise DefiantResumeError("the resume takes too long to look through")
