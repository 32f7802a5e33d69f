"""A year of nudges, lived twice: undisturbed, and with kills at random moments of ticks and deliveries.

What the undisturbed year put into the chats is what was planned. The other one has to hold the same.
"""

import asyncio
from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select

from benchmarks import municipality
from benchmarks.chaos.deeds import CallForHelp, Deed, Promise, Report
from benchmarks.chaos.evidence import Row, Testimony
from benchmarks.chaos.stage import MEANWHILE, MOMENTS, Play, Stage, kill, playing
from benchmarks.chaos.town import Town, founded
from bot.models import MessageState, OutboxMessage, Peer

DIGEST_TIME = time(9, 0)
EVERY_DAY = timedelta(days=1)
TICK = "tick"
YEAR_MOMENTS = {TICK: 3, **MOMENTS}
TICK_SECONDS = 0.05
CALLS = 12
PATIENCE = 0.5
"""A quiet morning makes no calls to wait for."""
DEEDS = 2


async def killed(stage: Stage) -> Row:
    """The same year twice."""
    sizes = stage.sizes
    file = stage.folder / "town.sqlite3"
    town = await founded(stage.empty, file, sizes.schools, _morning_of(sizes.first) - timedelta(hours=23))
    calm, planned = await _lived(stage, "year, undisturbed", town, 0)
    row, seen = await _lived(stage, "year, killed", town, sizes.kills)
    wanted, got = _told(planned), _told(seen)
    missing = [f"{chat}: {text[:60]!r}" for chat, text in (wanted - got).elements()]
    surplus = [f"{chat}: {text[:60]!r}" for chat, text in (got - wanted).elements()]
    row.lost += len(missing)
    row.doubled_without_cause += len(surplus)
    row.tell("planned and not told", missing)
    row.tell("told and not planned", surplus)
    row.tell("undisturbed", calm.faults)
    row.lost += len(calm.faults)
    row.seconds += calm.seconds
    return row


def _told(testimony: Testimony) -> Counter[tuple[int, str]]:
    """What each chat was told of the bot's own accord."""
    return Counter(
        (notice.chat, notice.text)
        for notice in testimony.notices
        if notice.state is not MessageState.SUPERSEDED
    )


async def _lived(stage: Stage, name: str, town: Town, kills: int) -> tuple[Row, Testimony]:
    first, last = stage.sizes.first, stage.sizes.last
    mornings = [_morning_of(first) + EVERY_DAY * number for number in range((last - first).days + 1)]
    async with playing(stage, name, town.file, town.chats, mornings[0], alone=False, paced=True) as play:
        of_morning = Counter(play.dice.choices(mornings, k=kills))
        for morning in mornings:
            await play.house.whole()
            await play.set_clock(morning, standing=True)
            killing = asyncio.create_task(_kill(play, of_morning[morning]))
            await _morning(play, morning, town)
            await killing
            # What a dead process had claimed waits for its lease, and the clock does not move meanwhile:
            # the next morning would take a digest that has not left into its own.
            await play.all_done()
        testimony = await play.testify()
    if play.row.unfinished:  # without a whole year there is nothing to compare
        raise SystemExit(f"{name}: {play.row.unfinished}")
    return play.row, testimony


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, DIGEST_TIME, tzinfo=ZoneInfo(municipality.ZONE))


async def _morning(play: Play, morning: datetime, town: Town) -> None:
    house = play.house
    await house.do("tick")
    await house.do("settle")
    for deed in await _deeds(play, morning, town):
        play.deeds.append(deed)
        await deed.do(play.street, play.dice)
        await house.do("settle")


async def _kill(play: Play, times: int) -> None:
    for _ in range(times):
        victim = await play.house.someone(play.dice)
        moment = play.dice.choices(list(YEAR_MOMENTS), list(YEAR_MOMENTS.values()))[0]
        if moment == TICK:
            await asyncio.sleep(play.dice.uniform(0, TICK_SECONDS))
            await kill(play, victim, MEANWHILE, 0, PATIENCE)
        else:
            await kill(play, victim, moment, play.dice.randint(0, CALLS), PATIENCE)


async def _deeds(play: Play, morning: datetime, town: Town) -> list[Deed]:
    """What some people answer this morning, the same in both years."""
    dice = Random(f"{play.stage.seed}:{morning}")  # noqa: S311 - repeatable, not secret
    async with play.database.reading() as session:
        rows = await session.execute(
            select(Peer.chat_id, OutboxMessage.arguments)
            .join(Peer, Peer.id == OutboxMessage.peer_id)
            .where(OutboxMessage.key.like(f"digest:{morning.date()}:%"))
            .order_by(Peer.chat_id)
        )
        cards = {
            card["assignment_id"]: (chat, card)
            for chat, arguments in rows
            if chat not in town.committee and chat != municipality.ADMINISTRATOR
            for card in arguments["own"]
        }
    chosen = dice.sample(sorted(cards), min(DEEDS, len(cards)))
    return [_deed(number, *cards[number], morning.date(), dice) for number in chosen]


def _deed(number: int, chat: int, card: dict[str, object], today: date, dice: Random) -> Deed:
    due = date.fromisoformat(str(card["effective"] or card["due"]))
    kind = dice.choice(("promise", "promise", "report", "help"))
    if kind == "promise" and (due - today).days > 1:
        return Promise(chat, number, today + timedelta(days=dice.randint(1, (due - today).days - 1)))
    if kind == "help":
        return CallForHelp(chat, number, f"Вопрос от {today} о № {number}")
    return Report(chat, number, f"Отчёт от {today} о № {number}")
