"""Bounds for a process that reads one file: what comes from outside may take so much and no more."""

import contextlib
import signal
import sys
from collections.abc import Iterator
from types import FrameType

from bot.plan_document.failures import TooMuch

if sys.platform != "win32":
    import resource

SECONDS = 10
"""Of the processor's time: what a loaded machine makes slow is no bomb."""
MEGABYTES = 500
_GRACE = 2
"""Seconds after which the system ends a process that does not listen to its alarm."""
_OFFICE_MEGABYTES = 2_000


@contextlib.contextmanager
def bounded(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Within the block more work than `seconds` raises `TooMuch`, more memory than `megabytes` a MemoryError.

    For the main thread of a process that does nothing else: the bounds are those of the process.
    """
    if sys.platform == "win32":  # it has neither alarms nor bounds of this kind
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, seconds - 0.5)
    _set(resource.RLIMIT_AS, megabytes * 1024 * 1024)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        resource.setrlimit(resource.RLIMIT_AS, before)


def bound_processor() -> None:
    """The system ends this process when it has worked for longer than any plan needs."""
    if sys.platform != "win32":
        _set(resource.RLIMIT_CPU, SECONDS + _GRACE)


@contextlib.contextmanager
def lifted() -> Iterator[None]:
    """Within the block a program may be started that needs more memory than a reader; it has bounds too.

    It inherits that of the processor (`bound_processor`): set here, that would count this process's own work.
    """
    if sys.platform == "win32":
        yield
        return
    memory = resource.getrlimit(resource.RLIMIT_AS)
    _set(resource.RLIMIT_AS, _OFFICE_MEGABYTES * 1024 * 1024)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, memory)


def _set(kind: int, most: int) -> None:
    """A bound, as far as the one of the machine allows."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise TooMuch
