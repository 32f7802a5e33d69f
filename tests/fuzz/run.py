"""One run of the fuzz: towns, one after another, each pelted with updates and looked over."""

import io
import logging
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

import structlog
from sqlalchemy import select

from bot import logs
from bot.models import InboxUpdate, UpdateState
from tests.board_city import Town, town
from tests.city import TOKEN
from tests.fuzz.checks import Broken, Memory, check_log, check_rows, check_strangers
from tests.fuzz.inhabitants import populate
from tests.fuzz.shapes import CANARY
from tests.fuzz.updates import Source

BATCH = 20
LOOKED_OVER_EVERY = 10
UPDATES_OF_A_TOWN = 3_000


async def pelt(folder: Path, updates: int, seed: int) -> Counter[str]:
    """Send so many updates; raises `Broken` with the seed when something does not hold."""
    counts: Counter[str] = Counter()
    number = 0
    while counts["updates"] < updates:
        wanted = min(UPDATES_OF_A_TOWN, updates - counts["updates"])
        place = folder / f"town-{number}"
        place.mkdir(parents=True)
        try:
            with captured_log() as written:
                counts += await _one_town(place, wanted, Random(seed + number), written)
        except Broken as fault:
            raise Broken(f"seed {seed + number}, {counts['updates']} updates before: {fault}") from fault
        shutil.rmtree(place)
        number += 1
        counts["towns"] = number
    return counts


async def _one_town(folder: Path, updates: int, random: Random, written: io.StringIO) -> Counter[str]:
    async with town(folder) as made:
        c = made.c
        people, strangers = await populate(made)
        source, memory = Source(c, people, random), Memory()
        done = batches = 0
        while done < updates:
            size = min(BATCH, updates - done)
            for _ in range(size):
                _put_one(source)
            await c.settle()
            done += size
            batches += 1
            if random.random() < 0.1:
                await _live_on(made, random)
            async with c.app.db.reading() as session:
                await _check_parked(session, written)
                await check_strangers(session, strangers)
                if batches % LOOKED_OVER_EVERY == 0 or done >= updates:
                    await check_rows(session, memory)
        check_log(written.getvalue(), (TOKEN, CANARY, "Ольга", "Инна", "Пётр", "+7910", "910 555"))
        source.counts["answers"] += sum(
            count
            for name, count in c.telegram.counters.items()
            if name.startswith(("send", "edit", "answer"))
        )
        source.counts["updates"] = done
        source.counts["accepted assignments"] += len(memory.closed)
        source.counts["audit entries"] += len(memory.audit)
        return source.counts


def _put_one(source: Source) -> None:
    """A way that finds nothing to send is tried again."""
    before = source.c.telegram.world.updates.next_id
    while source.c.telegram.world.updates.next_id == before:
        source.next()


async def _live_on(made: Town, random: Random) -> None:
    day = made.c.clock.today() + timedelta(days=random.choice((0, 1, 1, 3, 20)))
    moment = random.choice((time(9, 0), time(9, 5), time(14, 0), time(23, 30), time(3, 0)))
    made.c.clock.freeze(max(datetime.combine(day, moment), made.c.clock.now().replace(tzinfo=None)))
    services = made.c.app.services
    for tick in (services.reminders.tick, *services.slow_ticks, *services.quick_ticks):
        await tick()
    await made.c.settle()


async def _check_parked(session: object, written: io.StringIO) -> None:
    parked = await session.scalar(  # type: ignore[attr-defined]
        select(InboxUpdate.payload).where(InboxUpdate.state == UpdateState.PARKED).limit(1)
    )
    if parked is not None:
        why = ("handler_failed", "answer_refused")
        faults = [line for line in written.getvalue().splitlines() if any(each in line for each in why)]
        raise Broken(f"parked: {parked[:3000]}\n{faults[-1] if faults else ''}")


@contextmanager
def captured_log() -> Iterator[io.StringIO]:
    """Everything the product logs, as a collector would get it; afterwards the log is as it was."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = (root.handlers, root.level, ours.level, structlog.get_config())
    stream = io.StringIO()
    logs.configure("DEBUG", [TOKEN], stream=stream, interactive=False)
    try:
        yield stream
    finally:
        logging.captureWarnings(False)
        root.handlers = before[0]
        root.setLevel(before[1])
        ours.setLevel(before[2])
        structlog.configure(**before[3])
