"""How much a second process brings: two of them over PostgreSQL against one, on the same machine."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import ClassVar

from benchmarks import municipality
from benchmarks.answers import CARD, LIMIT_SECONDS, promises
from benchmarks.chaos.databases import POSTGRESQL, opened
from benchmarks.figure import Figure, Sample
from benchmarks.ground import chats, must_be
from benchmarks.telegram import ended, start


class Workers(Figure):
    """Everybody promises a day at once; database, Telegram and the load share the two cores with them."""

    name: ClassVar[str] = "workers"
    title: ClassVar[str] = "the tap that writes, handled by two processes over PostgreSQL"
    reference: ClassVar[str] = "by one process"
    unit: ClassVar[str] = "answers/s"
    at_least: ClassVar[float | None] = 1.1

    async def prepare(self) -> None:
        """The municipality, as a file that each round moves into a database of its own."""
        self._file = await self.ground.settled("workers", self.ground.sizes.updates)

    async def ours(self) -> Sample:
        """Two."""
        return await self._answers(2)

    async def theirs(self) -> Sample:
        """One."""
        return await self._answers(1)

    async def _answers(self, processes: int) -> Sample:
        count = self.ground.sizes.updates
        telegram = self.ground.telegram
        await telegram.people(municipality.FIRST_PERSON, count)
        async with (
            opened(self._file, POSTGRESQL, asyncio.Lock()) as address,
            AsyncExitStack() as stack,
        ):
            for _ in range(processes):
                await stack.enter_async_context(self._process(address))
            rounds = [
                await telegram.ask(
                    "taps",
                    taps=list(zip(chats(count), promises(count, days), strict=True)),
                    text=CARD,
                    label="Кнопка",
                    wanted={"answerCallbackQuery": count, "editMessageText": count},
                    limit=LIMIT_SECONDS,
                )
                for days in (0, 1)  # the first one warms the processes
            ]
            made = (await telegram.ask("counters"))["made"]
        must_be("answers", made["editMessageText"], count)
        return Sample(count / float(rounds[1]["seconds"]))

    @asynccontextmanager
    async def _process(self, address: str) -> AsyncIterator[None]:
        process = await start(
            ["-m", "benchmarks.workers", self.ground.telegram.address, address],
            self.ground.folder,
            piped=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            if not await process.stdout.readline():
                raise RuntimeError("a worker ended before it was ready")
            yield
        finally:
            process.stdin.close()
            await ended(process)


async def live(telegram: str, database: str) -> None:
    """One of the processes: work until stdin ends."""
    from zoneinfo import ZoneInfo

    from benchmarks.telegram import TOKEN
    from bot import logs
    from bot.app import build
    from bot.clock import Clock
    from bot.operations.garbage import spared
    from bot.settings import load_settings

    logs.configure("ERROR")
    settings = load_settings(
        _env_file=None,
        database_url=database,
        admin_ids=frozenset({municipality.ADMINISTRATOR}),
    )
    clock = Clock(ZoneInfo(municipality.ZONE))
    clock.run_from(municipality.NOW)
    app = build(settings, clock, TOKEN, telegram, paced=False)
    await app.prepare()
    with spared():
        await app.start()
        sys.stdout.write("\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        await app.stop()


if __name__ == "__main__":
    asyncio.run(live(sys.argv[1], sys.argv[2]))
