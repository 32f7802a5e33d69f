"""What a whole process costs: until its first answer, and in memory after a day."""

import json
import time
from pathlib import Path
from typing import ClassVar, Literal

from benchmarks import municipality
from benchmarks.day import RESIDENT
from benchmarks.figure import Figure, Sample
from benchmarks.ground import chats
from benchmarks.telegram import TOKEN, ended, start

LIMIT_SECONDS = 120


class Start(Figure):
    """`python -m bot run` until somebody who waits has an answer."""

    name: ClassVar[str] = "start"
    title: ClassVar[str] = "start to first answer"
    reference: ClassVar[str] = "`import aiogram` alone"
    unit: ClassVar[str] = "s"
    compared: ClassVar[Literal["ratio", "difference"]] = "difference"
    at_most: ClassVar[float | None] = 2.0

    async def ours(self) -> Sample:
        """Over the database of yesterday; and beside it over none at all."""
        database = await self.ground.settled("start", 1)
        again = await self._first_answer(database)
        if not self.ground.sizes.first_start:
            return Sample(again)
        fresh = self.ground.folder / "fresh.sqlite3"
        for end in ("", "-wal", "-shm"):
            fresh.with_name(fresh.name + end).unlink(missing_ok=True)
        return Sample(again, {"the very first start, s": await self._first_answer(fresh)})

    async def theirs(self) -> Sample:
        """Until the process has ended."""
        started = time.monotonic()
        process = await start(["-c", f"import {self.ground.sizes.imported}"], self.ground.folder)
        await process.wait()
        return Sample(time.monotonic() - started)

    async def _first_answer(self, database: Path) -> float:
        telegram = self.ground.telegram
        await telegram.people(municipality.ADMINISTRATOR, 1)
        wanted = {"sendMessage": 1}
        started = time.monotonic()
        process = await start(
            ["-m", "bot", "run"],
            self.ground.folder,
            BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=telegram.address,
            DATABASE_URL=f"sqlite+aiosqlite:///{database}",
            ADMIN_IDS=str(municipality.ADMINISTRATOR),
            LOG_LEVEL="WARNING",
        )
        try:
            await telegram.ask(
                "messages",
                chats=[municipality.ADMINISTRATOR],
                text="/menu",
                wanted=wanted,
                limit=LIMIT_SECONDS,
            )
            seconds = time.monotonic() - started
        finally:
            process.terminate()
            await ended(process)
        return seconds


class Memory(Figure):
    """A process that has written a morning for thousands, delivered and answered."""

    name: ClassVar[str] = "memory"
    title: ClassVar[str] = "resident memory after a day with 5,000 people"
    reference: ClassVar[str] = "`import aiogram` alone"
    unit: ClassVar[str] = "MB"
    compared: ClassVar[Literal["ratio", "difference"]] = "difference"
    at_most: ClassVar[float | None] = 80.0

    @property
    def rounds_at_most(self) -> int:
        """Memory hardly varies."""
        return 3

    async def ours(self) -> Sample:
        """A process of its own that lives through a day in seconds."""
        sizes, telegram = self.ground.sizes, self.ground.telegram
        database = await self.ground.settled("day", sizes.residents, due=sizes.residents)
        await telegram.people(municipality.FIRST_PERSON, sizes.residents)
        process = await start(
            ["-m", "benchmarks.day", telegram.address, str(database), str(sizes.day_deliveries)],
            self.ground.folder,
            piped=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            await process.stdout.readline()  # the morning has been written, the bot polls
            await telegram.ask(
                "messages",
                chats=chats(sizes.day_taps),
                text="/tasks",
                wanted={"sendMessage": sizes.day_taps},
                limit=LIMIT_SECONDS,
            )
            process.stdin.close()
            kilobytes = json.loads(await process.stdout.readline())
        finally:
            await ended(process)
        return Sample(kilobytes["now"] / 1024, {"the most it ever held, MB": kilobytes["most"] / 1024})

    async def theirs(self) -> Sample:
        """The same question, asked right after the import."""
        process = await start(
            ["-c", f"import {self.ground.sizes.imported}\n{RESIDENT}"], self.ground.folder, piped=True
        )
        assert process.stdout is not None
        kilobytes = json.loads(await process.stdout.readline())
        await ended(process)
        return Sample(kilobytes["now"] / 1024)
