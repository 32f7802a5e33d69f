"""An announcement to thousands: from the approval to a copy and a message for everybody."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from benchmarks import bare, municipality
from benchmarks.figure import Figure, Sample
from benchmarks.ground import count_of, must_be
from bot.models import Announcement, AnnouncementState

TABLES = ("announcements", "outbox_messages", "announcement_copies")
ROLES = ("coordinator", "executor", "head")


class Spread(Figure):
    """Batches of 500, each a transaction of its own; how fast they leave is the figure `digest`."""

    name: ClassVar[str] = "announcement"
    title: ClassVar[str] = "an announcement spread to everybody addressed"
    reference: ClassVar[str] = "a bare driver inserting as many copies and messages in one transaction"
    unit: ClassVar[str] = "s"

    async def prepare(self) -> None:
        """A municipality with its people."""
        self._before = await self.ground.settled("announcement", self.ground.sizes.due)
        self._written: Path | None = None

    async def ours(self) -> Sample:
        """One tick."""
        database = municipality.copy(self._before, "spread")
        async with self.ground.product(database) as app:
            now = app.clock.now()
            actor = await app.services.people.actor(municipality.ADMINISTRATOR, municipality.ADMINISTRATOR)
            assert actor is not None
            async with app.db.transaction() as session:
                session.add(
                    Announcement(
                        body="Совещание в {школа} переносится на четверг.",
                        audience={"roles": list(ROLES)},
                        critical=True,
                        state=AnnouncementState.SCHEDULED,
                        send_at=now,
                        created_by=actor.person_id,
                        created_at=now,
                    )
                )
            started = time.monotonic()
            await app.services.announcement_sending.tick()
            seconds = time.monotonic() - started
        copies = count_of(database, "SELECT count(*) FROM announcement_copies")
        must_be("copies", copies, self.ground.sizes.due)
        self._written = database
        return Sample(seconds, {"copies/s": copies / seconds})

    async def theirs(self) -> Sample:
        """The very rows the product has written."""
        assert self._written is not None
        rows = [bare.rows_of(self._written, name) for name in TABLES]
        emptied = municipality.copy(self._written, "bare-spread")
        with closing(sqlite3.connect(emptied)) as connection, connection:
            for name in reversed(TABLES):
                connection.execute(f"DELETE FROM {name}")  # noqa: S608 - names of our own
        return Sample(bare.insert_all(emptied, rows))
