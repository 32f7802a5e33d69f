"""Too much at once: bursts of a busy person pass, a flood is answered once a minute, guessing ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiogram import Dispatcher
from sqlalchemy import select

from bot.app import build
from bot.handlers.flood import BURST, MOST_PEOPLE, WRONG_INVITES, FloodLimit, GuessingLimit
from bot.models import InboxUpdate, Membership, OutboxMessage, Peer, Role, Unreachable, UpdateState
from bot.sandbox import Visitor
from bot.texts import Words
from tests.city import TOKEN, City, city

FLOOD, GUESSING = Words("ru").label("flood"), Words("ru").label("invite-guessing")


class Seconds:
    """A watch that only the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """What it shows."""
        return self.now


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[tuple[City, Seconds]]:
    """A town whose limits look at the watch of the test."""
    async with city(folder) as c:
        seconds = Seconds()
        dispatcher: Dispatcher = c.app.dispatcher
        dispatcher.update.outer_middleware(FloodLimit(seconds))
        for each in dispatcher.message.outer_middleware:
            if isinstance(each, GuessingLimit):
                each._seconds = seconds
        await c.administrator.start()
        await c.settle()
        yield c, seconds


async def _send(c: City, who: Visitor, times: int, text: str = "/menu") -> list[str]:
    mark = who.mark
    for _ in range(times):
        await who.say(text)
    await c.settle()
    return [message.text for message in who.received_since(mark)]


async def test_a_busy_person_is_never_held_up(tmp_path: Path) -> None:
    async with watched(tmp_path) as (c, seconds):
        for _ in range(6):
            answers = await _send(c, c.administrator, 30)
            assert len(answers) == 30
            assert FLOOD not in answers
            seconds.now += 15


async def test_a_flood_is_answered_kindly_once_a_minute_and_then_forgiven(tmp_path: Path) -> None:
    async with watched(tmp_path) as (c, seconds):
        other = await c.join("Пётр Иной", Role.CONTROLLER)
        seconds.now += 60
        answers = await _send(c, c.administrator, int(BURST) + 20)
        assert len(answers) == BURST + 1
        assert answers.count(FLOOD) == 1
        assert FLOOD not in await _send(c, other, 5), "only the one who floods is held up"
        seconds.now += 1
        assert FLOOD not in await _send(c, c.administrator, 10), "said once a minute"
        seconds.now += 60
        assert FLOOD not in await _send(c, c.administrator, int(BURST)), "all is forgiven"
        assert await _send(c, c.administrator, 10) == [FLOOD]


async def test_a_flood_of_taps_is_answered_in_a_window(tmp_path: Path) -> None:
    async with watched(tmp_path) as (c, seconds):
        seconds.now += 60
        await c.say(c.administrator, "/language")
        message = c.administrator.last
        for _ in range(int(BURST) + 10):
            await c.administrator.press("English", message)
        await c.settle()
        said = [
            toast for toast in c.administrator.toasts if toast.text in (FLOOD, Words("en").label("flood"))
        ]
        assert len(said) == 1
        assert said[0].alert


async def test_whoever_blocks_the_bot_in_a_flood_is_still_noticed(tmp_path: Path) -> None:
    async with watched(tmp_path) as (c, _):
        who = await c.join("Пётр Иной", Role.CONTROLLER)
        await _send(c, who, int(BURST) + 5)
        await who.block()
        await c.settle()
        async with c.app.db.reading() as session:
            assert await session.scalar(select(Peer.unreachable).where(Peer.user_id == who.id))


async def test_those_who_are_quiet_are_forgotten(tmp_path: Path) -> None:
    async with watched(tmp_path) as (c, seconds):
        limit = next(
            each for each in c.app.dispatcher.update.outer_middleware if isinstance(each, FloodLimit)
        )
        for number in range(MOST_PEOPLE):
            limit._allowance(number)
        seconds.now += 120
        limit._allowance(MOST_PEOPLE)
        assert list(limit._people) == [MOST_PEOPLE]


async def test_guessing_invites_ends_after_five_wrong_ones(tmp_path: Path) -> None:
    async with watched(tmp_path) as (c, seconds):
        boss = await c.app.services.people.actor(c.administrator.id, c.administrator.id)
        assert boss is not None
        invite = await c.app.services.people.invite(boss, Role.CONTROLLER, None)
        guesser = c.telegram.person("Чужой")
        unknown = Words("ru").label("invite-unknown")
        for number in range(WRONG_INVITES):
            await guesser.start(f"iguess{number}")
            await c.settle()
            assert guesser.last.text == unknown
            assert guesser.last.buttons == [], "a stranger is shown no menu"
        await guesser.start(f"i{invite.token}")
        await c.settle()
        assert guesser.last.text == GUESSING, "even a right one is not looked at"
        friend = c.telegram.person("Свой")
        await friend.start(f"i{invite.token}")
        await c.settle()
        assert friend.last.text not in (unknown, GUESSING), "others are not held up"
        seconds.now += 599
        assert await _send(c, guesser, 1, "/start iguess") == [GUESSING]
        seconds.now += 2
        assert await _send(c, guesser, 1, "/start iguess") == [unknown]
        async with c.app.db.reading() as session:
            assert len((await session.scalars(select(Membership))).all()) == 1


async def test_four_wrong_invites_in_ten_minutes_are_a_mistake_not_an_attack(tmp_path: Path) -> None:
    async with watched(tmp_path) as (c, seconds):
        clumsy = c.telegram.person("Рассеянный")
        for _ in range(3):
            await clumsy.start("iwrong")
            assert GUESSING not in await _send(c, clumsy, 3, "/start iwrong")
            seconds.now += 601


async def test_a_person_who_leaves_before_the_answer_parks_nothing(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        await c.administrator.start()
        await c.settle()
        who = await c.join("Пётр Иной", Role.CONTROLLER)
        await who.say("/menu")
        c.telegram.world.accounts[who.id].blocked = True
        await c.settle()
        async with c.app.db.reading() as session:
            parked = InboxUpdate.state == UpdateState.PARKED
            assert (await session.scalars(select(InboxUpdate).where(parked))).all() == []
            assert (await session.scalars(select(OutboxMessage.notice))).all() == []
            left = await session.scalar(select(Peer.unreachable).where(Peer.user_id == who.id))
        assert left is Unreachable.BLOCKED


async def test_the_limit_stands_where_real_people_write(tmp_path: Path) -> None:

    async with city(tmp_path) as c:
        for paced in (True, False):
            app = build(c.settings, c.clock, TOKEN, c.telegram.api_url, paced=paced)
            found = [each for each in app.dispatcher.update.outer_middleware if isinstance(each, FloodLimit)]
            assert bool(found) is paced
            await app.stop()
