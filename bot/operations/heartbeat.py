"""Signs of life in the database: the doctor and the health endpoint see from them whether work goes on."""

import os
import socket
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from bot.clock import Clock
from bot.models import Database, Heartbeat
from bot.models.insertion import insert_into
from bot.operations.metrics import Metrics

REMIND, DELIVER, CLEAN, CONFLICT = "remind", "deliver", "clean", "conflict"
"""The ticks, and one bad sign: Telegram told of a second poller."""

BEAT_EVERY = timedelta(seconds=15)  # a tick may come every second; a row written as often wears the disk out

_written: WeakKeyDictionary[Database, dict[str, datetime]] = WeakKeyDictionary()


async def beat(db: Database, clock: Clock, name: str) -> None:
    """Remember that `name` was done now; costs nothing when that was written a moment ago."""
    now = clock.now()
    written = _written.setdefault(db, {})
    if name in written and abs(now - written[name]) < BEAT_EVERY:
        return
    values = {"at": now, "process": f"{socket.gethostname()}:{os.getpid()}"}
    async with db.transaction() as session:
        await session.execute(
            insert_into(Heartbeat, db.engine.dialect.name)
            .values(name=name, **values)
            .on_conflict_do_update(index_elements=[Heartbeat.name], set_=values)
        )
    written[name] = now


class Pulse:
    """Makes of a use case a tick that is timed and leaves a sign of life when it went well."""

    def __init__(self, db: Database, clock: Clock, metrics: Metrics) -> None:
        self._db = db
        self._clock = clock
        self._metrics = metrics

    def of(self, name: str, work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        """The tick `name`: do `work`, then beat."""

        async def tick() -> None:
            with self._metrics.tick(name):
                done = await work()
            if name == REMIND and isinstance(done, int):
                self._metrics.digests.inc(done)
            await beat(self._db, self._clock, name)

        return tick
