"""Where a scenario plays: its sizes, a municipality in a database, the processes, the people, the killer."""

import asyncio
import random
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import municipality
from benchmarks.chaos import databases
from benchmarks.chaos.deeds import Deed, Doer
from benchmarks.chaos.evidence import Left, Row, Testimony, examine, work_left
from benchmarks.chaos.house import House, NotFinishedError, Nursery, Process, Street, until
from benchmarks.chaos.worker import Order
from bot.clock import Clock
from bot.models import Database

STILL = 20.0
"""Seconds in which nothing changes, and a scenario is given up."""
LEASE_SECONDS = 4.0
"""Over PostgreSQL what a dead process had claimed lies there until its lease has run out. With the product's
own half a minute a year of two hundred kills would take hours."""
LONGEST = 1800.0
LAST_CALLS = 0.03
MOST_WAITING = 8
PATIENCE = 4.0
"""Seconds an armed kill waits for its call, then it comes without one; a process that has just
started begins to deliver after a second."""
STARTING = 0.25
"""Seconds within which a process that has just been started is killed, when that is the moment chosen."""
BEFORE_EFFECT, AFTER_EFFECT, MEANWHILE, STARTS = (
    "before the effect",
    "after the effect",
    "meanwhile",
    "starts",
)
MOMENTS = {BEFORE_EFFECT: 3, AFTER_EFFECT: 4, MEANWHILE: 4, STARTS: 1}
SEND = "sendMessage"
COMMITTEE = ("controller", "methodist")


@dataclass(frozen=True)
class Sizes:
    """How much happens."""

    people: int = 2000
    kills: int = 200
    region: int = 12_000
    """People who are all due at once, and nothing goes wrong."""
    troubled: int = 300
    """People of the scenarios without kills."""
    outages: int = 3
    outage_seconds: float = 10.0
    away_seconds: float = 4.0
    first: date = date(2026, 6, 1)
    last: date = date(2027, 6, 30)
    """The mornings of the year of nudges."""
    schools: int = 10
    killed_at: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Calls of a deed at which the product is killed; no deed makes more, with the news that it causes."""
    announced: int = 5000
    announcement_kills: int = 20
    deeds_every: float = 0.1
    """Seconds between two deeds, on average."""


SHORT = Sizes(
    people=40,
    kills=5,
    region=60,
    troubled=24,
    outages=1,
    outage_seconds=1.0,
    away_seconds=0.5,
    first=date(2027, 1, 25),
    last=date(2027, 2, 8),
    schools=1,
    killed_at=(1, 2),
    announced=60,
    announcement_kills=4,
    deeds_every=0.05,
)


@dataclass(frozen=True)
class Stage:
    """The place of one run of all scenarios."""

    street: Street
    nursery: Nursery
    folder: Path
    empty: Path
    """A database of no content."""
    sizes: Sizes
    seed: int
    alone: asyncio.Lock
    """Held by who migrates a database: the migrations know only one at a time."""
    database: str = databases.SQLITE
    processes: int = 1

    def dice(self, name: str) -> random.Random:
        """The same for the same seed."""
        return random.Random(f"{self.seed}:{name}")  # noqa: S311 - repeatable, not secret


@dataclass
class Play:
    """One scenario under way."""

    stage: Stage
    row: Row
    dice: random.Random
    address: str
    database: Database
    house: House
    deeds: list[Deed] = field(default_factory=list)
    outages: list[int] = field(default_factory=list)

    @property
    def street(self) -> Street:
        """The phones."""
        return self.stage.street

    async def set_clock(self, moment: datetime, *, standing: bool = False) -> None:
        """For everybody."""
        await self.house.set_clock(moment, standing=standing)

    async def quiet(self) -> None:
        """Wait until nothing is left to do; `NotFinishedError` when nothing changes any more before that."""
        loop = asyncio.get_running_loop()
        before: object = None
        changed = started = loop.time()
        while True:
            state = await self.street.ask("state")
            left = await self.left()
            if not (left.messages or left.updates or state["pending"]):
                return
            now = (left, state["pending"], state["calls"])
            if now != before:
                before, changed = now, loop.time()
            if loop.time() - changed > STILL or loop.time() - started > LONGEST:
                waiting = f"{left.updates} stored and {state['pending']} unfetched updates"
                raise NotFinishedError(f"still to do: {left.messages} messages, {waiting}")
            await asyncio.sleep(0.02)

    async def left(self) -> Left:
        """What is still to be done now."""
        return await work_left(self.database, self.house.clock.now())

    async def all_done(self) -> None:
        """Where nobody works unasked: until nothing is left, however long the claims of a dead one last."""

        async def done() -> bool:
            await self.house.do("settle")
            left = await self.left()
            return not (left.messages or left.updates)

        await until(done, STILL, "messages and updates")

    async def caught_up(self) -> None:
        """Wait while more is to be answered than people would wait for: they are not the load here."""

        async def few() -> bool:
            stored = (await self.left()).updates
            return bool((await self.street.ask("state"))["pending"] + stored < MOST_WAITING)

        await until(few, LONGEST, "answers")

    async def testify(self) -> Testimony:
        """All is still: compare, and put it into the row."""
        causes = [each.mark for each in self.house.deaths] + self.outages
        self.row.kills, self.row.own_ends = self.house.kills, self.house.own_ends
        return await examine(self.row, self.database, self.street, causes, self.deeds, self.house.clock)


@asynccontextmanager
async def playing(
    stage: Stage,
    name: str,
    file: Path,
    chats: int,
    now: datetime,
    *,
    alone: bool = True,
    paced: bool = False,
) -> AsyncIterator[Play]:
    """The processes at work over a copy of a database; what does not finish becomes a remark in the row."""
    started = time.monotonic()
    row = Row(name, stage.database)
    await stage.street.people(municipality.FIRST_PERSON, chats)
    async with databases.opened(file, stage.database, stage.alone) as address:
        database = Database(address)
        order = Order(
            channel=("", 0),
            telegram=stage.street.address,
            database=address,
            now=now.isoformat(),
            standing=not alone,
            alone=alone,
            paced=paced,
            lease_seconds=LEASE_SECONDS,
            folder=str(stage.folder),
        )
        clock = Clock(ZoneInfo(municipality.ZONE))
        (clock.run_from if alone else clock.freeze)(now)
        house = House(stage.street, stage.nursery, order, stage.processes, clock)
        play = Play(stage, row, stage.dice(name), address, database, house)
        try:
            await house.open()
            yield play
        except NotFinishedError as remark:
            row.unfinished = str(remark)
            await play.testify()
        finally:
            await house.close()
            await stage.street.ask("calm")
            await database.close()
            row.seconds = time.monotonic() - started


def settled(stage: Stage, name: str, people: int, *, due: int | None = None) -> Path:
    """A municipality with a digest due for `due` people (everybody), and two people of the committee."""
    file = stage.folder / f"{name}.sqlite3"
    shutil.copy(stage.empty, file)
    municipality.settle(file, people, due=people if due is None else due)
    then = "2026-06-01 07:00:00.000000"
    with closing(sqlite3.connect(file)) as connection, connection:
        for number, role in enumerate(COMMITTEE, start=people + 1):
            chat = municipality.FIRST_PERSON + number - 1
            for table, row in (
                ("people (id, language, created_at)", (number, "ru", then)),
                (
                    "peers (id, person_id, messenger, user_id, chat_id)",
                    (number, number, "telegram", chat, chat),
                ),
                (
                    "memberships (id, person_id, role, position, started_at)",
                    (number, number, role, "", then),
                ),
            ):
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - names of our own
    return file


@asynccontextmanager
async def busy_people(play: Play, people: int, every: float) -> AsyncIterator[None]:
    """All the while some of the people press and write, one of them every so many seconds on average."""
    tomorrow = municipality.NOW.date() + timedelta(days=1)
    doers = [
        Doer(municipality.FIRST_PERSON + number, number + 1, tomorrow, municipality.DUE - timedelta(days=1))
        for number in range(max(1, people // 2))
    ]

    async def live() -> None:
        while True:
            await asyncio.sleep(play.dice.uniform(0, 2 * every))
            await play.caught_up()
            deed = play.dice.choice(doers).next(play.dice)
            # Shielded: half a deed could not be judged.
            await asyncio.shield(_done(deed, play))

    living = asyncio.create_task(live())
    try:
        yield
    finally:
        living.cancel()
        with suppress(asyncio.CancelledError):
            await living


async def _done(deed: Deed, play: Play) -> None:
    play.deeds.append(deed)
    await deed.do(play.street, play.dice)


async def assail(play: Play, kills: int, calls: int) -> None:
    """Kill so many processes one after another: each after at most `calls` calls, or while it starts."""
    last = play.house.kills + kills
    while play.house.kills < last:
        victim = await play.house.someone(play.dice)
        await kill(play, victim, _moment(play.dice), play.dice.randint(0, calls))


async def kill(play: Play, victim: Process, moment: str, calls: int, patience: float = PATIENCE) -> None:
    """One kill; where it is to hit a start: the victim, and then its successor before it is ready."""
    if moment in (BEFORE_EFFECT, AFTER_EFFECT):
        method = play.dice.choice((SEND, None))
        after = moment == AFTER_EFFECT
        await play.street.ask("arm", pid=victim.pid, calls=calls, method=method, after=after)
        await _ended(victim, patience)
        await play.street.ask("disarm")
    elif moment == MEANWHILE:
        await _sent(play, victim, calls, patience)
        await asyncio.sleep(play.dice.uniform(0, LAST_CALLS))
    else:
        successor = asyncio.create_task(play.house.newborn())
        await asyncio.sleep(0)
        victim.kill()
        victim = await successor
        await asyncio.sleep(play.dice.uniform(0, STARTING))
    victim.kill()
    await victim.ended.wait()


def _moment(dice: random.Random) -> str:
    return dice.choices(list(MOMENTS), list(MOMENTS.values()))[0]


async def _ended(victim: Process, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(victim.ended.wait(), seconds)


async def _sent(play: Play, victim: Process, messages: int, seconds: float) -> None:
    first = (await play.street.ask("state"))["sent"]

    async def enough() -> bool:
        return victim.ended.is_set() or (await play.street.ask("state"))["sent"] - first >= messages

    with suppress(NotFinishedError):
        await until(enough, seconds, "messages")


async def written(play: Play, wanted: int, kills: int, what: str = "tick") -> None:
    """Have what is due written into the outbox; some processes are killed over it."""
    for _ in range(kills):
        victim = await play.house.someone(play.dice)
        ticking = asyncio.create_task(victim.ask(what))
        await asyncio.sleep(play.dice.uniform(0, 0.1 + wanted / 2000))
        victim.kill()
        await victim.ended.wait()
        await asyncio.gather(ticking, return_exceptions=True)
    await play.house.do(what)
