"""How fast the outbox empties: without a pace, and at Telegram's with its limit enforced."""

import asyncio
import time
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks import bare, municipality
from benchmarks.figure import Figure, Sample
from benchmarks.ground import chats, count_of, must_be
from bot.app import App
from bot.texts import Words

SENT = "SELECT count(*) FROM outbox_messages WHERE state = 'sent'"
TEXT = "<b>До срока 14 дней</b> " + "2.1.1. формирование перечня профильных классов, " * 8
AT_A_TIME = 10
ASKING = 40
PERCENTILE = 0.99


class Deliveries(Figure):
    """A morning's digests leave as fast as they can."""

    name: ClassVar[str] = "outbox"
    title: ClassVar[str] = "outbox deliveries, unpaced"
    reference: ClassVar[str] = "a bare Bot.send_message, 10 at a time"
    unit: ClassVar[str] = "messages/s"
    at_least: ClassVar[float | None] = 0.8

    async def prepare(self) -> None:
        """The morning has been written, nothing has been sent."""
        count = self.ground.sizes.deliveries
        self._morning = await self.ground.settled("outbox", count, due=count)
        async with self.ground.product(self._morning) as app:
            must_be("digests", await app.services.reminders.tick(), count)

    async def ours(self) -> Sample:
        """Claim, send, settle."""
        count = self.ground.sizes.deliveries
        database = municipality.copy(self._morning, "outbox-sent")
        await self.ground.telegram.people(municipality.FIRST_PERSON, count)
        async with self.ground.product(database) as app:
            await app.bot.send_message(municipality.FIRST_PERSON, TEXT)  # as warm as the reference is
            Words(app.settings.language).label("menu")  # a process reads its texts once
            started = time.monotonic()
            await _deliver_all(app, database, count)
            seconds = time.monotonic() - started
        return Sample(count / seconds)

    async def theirs(self) -> Sample:
        """The same number of texts of the same length."""
        count = self.ground.sizes.deliveries
        await self.ground.telegram.people(municipality.FIRST_PERSON, count)
        return Sample(
            count / await bare.send_all(self.ground.telegram.address, chats(count), TEXT, AT_A_TIME)
        )


class Digest(Figure):
    """A morning at Telegram's pace; meanwhile people write and are answered."""

    name: ClassVar[str] = "digest"
    title: ClassVar[str] = "digest at Telegram's pace, the limit of 30/s enforced"
    reference: ClassVar[str] = "30 messages a second; the answers to people count too"
    unit: ClassVar[str] = "messages/s"
    at_least: ClassVar[float | None] = 0.97
    notes_at_most: ClassVar[Mapping[str, float]] = {"429": 0, "p99 of live answers, ms": 300}
    every: ClassVar[float] = 0.5

    @property
    def rounds_at_most(self) -> int:
        """A round takes as long as Telegram's limit makes it."""
        return self.ground.sizes.digest_rounds

    async def ours(self) -> Sample:
        """From the first message until the last is settled."""
        count = self.ground.sizes.digest
        telegram = self.ground.telegram
        database = await self.ground.settled("digest", count + ASKING, due=count)
        await telegram.people(municipality.FIRST_PERSON, count + ASKING)
        await telegram.ask("limits", on=True)
        await telegram.ask("latency", seconds=self.ground.sizes.latency)
        try:
            async with self.ground.product(database, paced=True) as app:
                must_be("digests", await app.services.reminders.tick(), count)
                await app.bot.get_me()
                await telegram.ask("mark")
                started = time.monotonic()
                polling = asyncio.create_task(fetch_and_handle(app))
                await telegram.ask(
                    "live", chats=chats(count + ASKING)[count:], text="/menu", every=self.every
                )
                await _deliver_all(app, database, count)
                seconds = time.monotonic() - started
                made = (await telegram.ask("counters"))["made"]
                waited = (await telegram.ask("live_end"))["seconds"]
                polling.cancel()
                await asyncio.gather(polling, return_exceptions=True)
        finally:
            await telegram.ask("limits", on=False)
            await telegram.ask("latency", seconds=0)
        notes = {
            "digests/s": count / seconds,
            "429": float(made.get("sendMessage 429", 0)),
            "p99 of live answers, ms": 1000 * _percentile(waited),
            "live answers": float(len(waited)),
        }
        return Sample(made["sendMessage"] / seconds, notes)

    async def theirs(self) -> Sample:
        """What Telegram publishes."""
        return Sample(30.0)


async def fetch_and_handle(app: App) -> None:
    """What `App.run` does beside the ticks."""
    await asyncio.gather(app.leadership.stand(), app.fetch(), app.inbox.run())


async def _deliver_all(app: App, database: Path, count: int) -> None:
    """As the tick does it every second: again, until everything has been sent."""
    await app.sender.deliver()
    while count_of(database, SENT) < count:
        await asyncio.sleep(0.2)
        await app.sender.deliver()


def _percentile(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * PERCENTILE), len(ordered) - 1)] if ordered else 0.0
