"""What every figure stands on: sizes, a temporary folder, the local Telegram, the product over a database."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import municipality
from benchmarks.telegram import TOKEN, Telegram
from bot.app import App, build
from bot.clock import Clock
from bot.operations.garbage import spared
from bot.settings import Settings, load_settings


@dataclass(frozen=True)
class Sizes:
    """How much is done in one round."""

    updates: int = 300
    echoes: int = 1000
    deliveries: int = 1000
    digest: int = 600
    digest_rounds: int = 1
    bulk_rate: float | None = None
    latency: float = 0.0
    far: int = 200_000
    ticks: int = 50
    due: int = 5000
    organisations: int = 130
    phrases: int = 1000
    imported: str = "aiogram"
    first_start: bool = True
    residents: int = 5000
    day_deliveries: int = 1500
    day_taps: int = 500
    plan_rows: int = 5000
    pupils: int = 300
    class_hour: float = 60.0


FULL = Sizes(digest=5000, far=1_400_000, day_deliveries=5000, day_taps=5000)
TINY = Sizes(
    updates=10,
    echoes=10,
    deliveries=10,
    digest=20,
    far=2000,
    ticks=3,
    due=20,
    organisations=3,
    phrases=10,
    residents=20,
    day_deliveries=10,
    day_taps=5,
    plan_rows=40,
    pupils=12,
    class_hour=1.5,
    imported="json",
    first_start=False,
)


@dataclass(frozen=True)
class Ground:
    """The place of one run."""

    sizes: Sizes
    folder: Path
    telegram: Telegram

    @cached_property
    def clock(self) -> Clock:
        """A clock that runs, from the morning all figures are taken on."""
        clock = Clock(ZoneInfo(municipality.ZONE))
        clock.run_from(municipality.NOW)
        return clock

    def settings(self, database: Path) -> Settings:
        """The product's own defaults, over a database; the rate of the bulk can be chosen."""
        chosen = {} if self.sizes.bulk_rate is None else {"bulk_rate": self.sizes.bulk_rate}
        return load_settings(
            _env_file=None,
            database_url=f"sqlite+aiosqlite:///{database}",
            admin_ids=frozenset({municipality.ADMINISTRATOR}),
            **chosen,
        )

    @asynccontextmanager
    async def product(self, database: Path, *, paced: bool = False) -> AsyncIterator[App]:
        """The product, ready to start; what it does is up to the figure."""
        address = self.telegram.address or "http://127.0.0.1:9"
        app = build(self.settings(database), self.clock, TOKEN, address, paced=paced)
        try:
            await app.prepare()
            with spared():
                yield app
        finally:
            await app.stop()

    async def settled(self, name: str, people: int, *, due: int = 0, future: int = 0) -> Path:
        """A new database of this name with a municipality in it."""
        database = municipality.copy(await municipality.empty(self.folder), name)
        municipality.settle(database, people, due=due, future=future)
        return database


def chats(count: int) -> list[int]:
    """The first people's chats."""
    return list(range(municipality.FIRST_PERSON, municipality.FIRST_PERSON + count))


def count_of(database: Path, question: str) -> int:
    """One number out of a database, to see that what was measured has really been done."""
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute(question).fetchone()[0]
        return found


def must_be(what: str, found: int, wanted: int) -> None:
    """A figure about work that was not done is none."""
    if found != wanted:
        raise AssertionError(f"{what}: {found} instead of {wanted}")


def to_json(value: object) -> str:
    """As it is written to a file."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
