"""The ticks: a handful of interval jobs, each one call of a service; nothing else keeps time.

Of several processes one reminds and cleans up, all deliver.
"""

from collections.abc import Awaitable, Callable, Sequence

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.messenger.inbox import Inbox
from bot.messenger.sender import Sender
from bot.operations.heartbeat import CLEAN, DELIVER, REMIND, Pulse
from bot.operations.leadership import Leadership
from bot.services.reminders import Reminders

REMIND_SECONDS = 20
DELIVER_SECONDS = 1
CLEAN_HOURS = 6
SLOW_MINUTES = 5
"""Between ticks whose work is never urgent: reminders of forms, questions, what is past its time."""


class Jobs:
    """Starts and stops the ticks."""

    def __init__(
        self,
        clock: Clock,
        pulse: Pulse,
        leadership: Leadership,
        reminders: Reminders,
        quick: Sequence[Callable[[], Awaitable[None]]],
        slow: Sequence[Callable[[], Awaitable[None]]],
        inbox: Inbox,
        sender: Sender,
    ) -> None:
        self._leadership = leadership
        # A tick that is late still has to run (the default drops it after one second), but only once.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=clock.zone, job_defaults=defaults)
        remind = self._led(pulse.of(REMIND, reminders.tick))
        deliver = pulse.of(DELIVER, sender.deliver)
        clean = self._led(pulse.of(CLEAN, inbox.forget_handled))
        self._scheduler.add_job(remind, "interval", seconds=REMIND_SECONDS, id=REMIND)
        self._scheduler.add_job(deliver, "interval", seconds=DELIVER_SECONDS, id=DELIVER)
        self._scheduler.add_job(clean, "interval", hours=CLEAN_HOURS, id=CLEAN)
        for tick in quick:
            self._scheduler.add_job(self._led(tick), "interval", seconds=REMIND_SECONDS)
        for tick in slow:
            self._scheduler.add_job(self._led(tick), "interval", minutes=SLOW_MINUTES)

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def pause(self) -> None:
        """No further tick begins; one that runs goes on."""
        if self._scheduler.running:
            self._scheduler.pause()

    def stop(self) -> None:
        """The end: a tick that still runs is cancelled."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _led(self, tick: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        async def tick_of_the_leader() -> None:
            if self._leadership.held:
                await tick()

        return tick_of_the_leader
