"""How the page moves the demo's clock: the host application lends these."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ClockControls:
    """Callables of the host; a text they return is shown, an error they raise is shown as a line."""

    now: Callable[[], datetime]
    next_reminder: Callable[[], Awaitable[str | None]]
    advance_days: Callable[[int], Awaitable[str | None]]
    move_to: Callable[[date], Awaitable[str | None]]
