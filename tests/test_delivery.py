"""What leaves the outbox, and what a failing messenger does to it; what comes in twice or broken."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from aiogram.exceptions import TelegramUnauthorizedError
from sqlalchemy import func, select, update

from bot.messenger.pace import Pace
from bot.messenger.rendered import Rendered
from bot.models import (
    Assignment,
    AssignmentState,
    InboxUpdate,
    MessageState,
    OrganisationKind,
    OutboxMessage,
    Peer,
    Role,
    Unreachable,
    UpdateState,
)
from bot.sandbox import Visitor
from bot.texts import Html
from tests.city import TOKEN, City, city

SMALL_PLAN = Path(__file__).parent / "small_plan.txt"
MORNING = date(2027, 1, 18)


class Schools(City):
    """Three schools, one coordinator each; 2.1.1 is nudged on 18 January."""

    coordinators: list[Visitor]


@pytest.fixture
async def schools(tmp_path: Path) -> AsyncIterator[Schools]:
    async with city(tmp_path, start=datetime(2027, 1, 15, 20, 30)) as c:
        c.__class__ = Schools
        assert isinstance(c, Schools)
        c.coordinators = []
        await c.administrator.start()
        for number in (1, 2, 3):
            organisation = await c.organisation(f"Школа № {number} (демо)", OrganisationKind.SCHOOL)
            c.coordinators.append(await c.join(f"Координатор {number}", Role.COORDINATOR, organisation))
        await c.activate(SMALL_PLAN)
        yield c


async def digests(c: Schools) -> list[MessageState]:
    """The states of the coordinators' digests, in the order of the people."""
    accounts = [who.id for who in c.coordinators]
    async with c.app.db.reading() as session:
        found = await session.scalars(
            select(OutboxMessage.state)
            .join(Peer, Peer.id == OutboxMessage.peer_id)
            .where(OutboxMessage.notice == "digest", Peer.user_id.in_(accounts))
            .order_by(OutboxMessage.peer_id)
        )
        return list(found)


def told(c: Schools, since: int) -> list[int]:
    """How many messages each coordinator has got."""
    return [len(who.received_since(since)) for who in c.coordinators]


async def test_a_flood_wait_is_waited_out_and_nothing_is_lost(schools: Schools) -> None:
    since = schools.administrator.mark
    schools.telegram.faults.too_many_requests(1, times=4, method="sendMessage")
    await schools.morning(MORNING)
    assert told(schools, since) == [0, 0, 0], "silence for as long as Telegram asked"
    pace = Pace(None, None)
    schools.app.sender._pace = pace
    await schools.settle()
    assert told(schools, since) == [1, 1, 1]
    assert await digests(schools) == [MessageState.SENT] * 3


async def test_a_revoked_token_costs_no_message_and_no_answer(schools: Schools) -> None:
    asking, since = schools.coordinators[0], schools.administrator.mark
    await asking.say("/menu")
    await schools.app.poller.poll_once(0)
    schools.clock.freeze(datetime.combine(MORNING, time(9, 0)))
    await schools.app.services.reminders.tick()
    schools.telegram.world.token = "100200300:a-new-one"
    answering = asyncio.create_task(schools.app.inbox.settled())
    await schools.app.sender.deliver()
    with pytest.raises(TelegramUnauthorizedError):
        await schools.app.token_refusal.come()
    await schools.app.stop()
    await answering
    assert told(schools, since) == [0, 0, 0]
    assert await digests(schools) == [MessageState.PENDING] * 3
    schools.telegram.world.token = TOKEN  # the administrator brings one that is accepted
    await schools.kill()
    await schools.settle()
    assert sorted(told(schools, since)) == [1, 1, 2]
    assert len([each for each in asking.received_since(since) if "Что нужно сделать?" in each.text]) == 1


async def test_blocked_people_are_data_and_the_others_get_theirs(schools: Schools) -> None:
    await schools.coordinators[1].block()
    await schools.settle()
    schools.coordinators[2].deactivate()
    since = schools.administrator.mark
    await schools.morning(MORNING)
    assert told(schools, since) == [1, 0, 0]
    assert await digests(schools) == [
        MessageState.SENT,
        MessageState.UNREACHABLE,
        MessageState.UNREACHABLE,
    ]
    async with schools.app.db.reading() as session:
        why = await session.scalars(
            select(Peer.unreachable).where(Peer.unreachable.is_not(None)).order_by(Peer.id)
        )
        assert list(why) == [Unreachable.BLOCKED, Unreachable.DEACTIVATED]


async def test_who_comes_back_is_written_to_again(schools: Schools) -> None:
    await schools.coordinators[0].block()
    await schools.settle()
    await schools.coordinators[0].start()
    await schools.settle()
    since = schools.administrator.mark
    await schools.morning(MORNING)
    assert told(schools, since) == [1, 1, 1]


async def test_a_server_error_is_tried_again_and_holds_up_nobody_else(schools: Schools) -> None:
    since = schools.administrator.mark
    first = schools.coordinators[0]
    schools.telegram.faults.server_error(times=2, method="sendMessage", chat_id=first.id)
    await schools.morning(MORNING)
    assert told(schools, since) == [0, 1, 1]
    for seconds in (5, 10):
        assert told(schools, since)[0] == 0
        schools.clock.freeze(schools.clock.now() + timedelta(seconds=seconds))
        await schools.settle()
    assert told(schools, since) == [1, 1, 1]
    assert await digests(schools) == [MessageState.SENT] * 3


async def test_an_answer_that_never_came_is_marked_and_not_repeated_blindly(schools: Schools) -> None:
    since = schools.administrator.mark
    schools.telegram.faults.cut_after(method="sendMessage", chat_id=schools.coordinators[0].id)
    await schools.morning(MORNING)
    await schools.settle()
    assert told(schools, since) == [1, 1, 1], "the first one had its effect, so it must not come twice"
    assert await digests(schools) == [MessageState.UNCERTAIN, MessageState.SENT, MessageState.SENT]


async def test_what_was_not_sent_yesterday_comes_today_in_one_message(schools: Schools) -> None:
    since = schools.administrator.mark
    schools.clock.freeze(datetime(2027, 1, 18, 9, 0))
    await schools.app.services.reminders.tick()
    await schools.kill()
    await schools.morning(date(2027, 1, 25))
    assert told(schools, since) == [1, 1, 1]
    assert "До срока 7 дней" in schools.coordinators[0].last.text
    states = await digests(schools)
    assert states.count(MessageState.SUPERSEDED) == states.count(MessageState.SENT) == 3


async def test_a_process_that_was_down_for_two_weeks_catches_up_once(schools: Schools) -> None:
    since = schools.administrator.mark
    await schools.morning(date(2027, 1, 28))
    assert told(schools, since) == [1, 1, 1]
    assert "До срока 4 дня" in schools.coordinators[0].last.text
    await schools.morning(date(2027, 1, 28))
    assert told(schools, since) == [1, 1, 1]


async def test_nothing_on_days_off_and_in_quiet_hours(schools: Schools) -> None:
    since = schools.administrator.mark
    for moment in (
        datetime(2027, 1, 16, 9, 0),
        datetime(2027, 1, 17, 12, 0),
        datetime(2027, 1, 18, 7, 59),
        datetime(2027, 1, 18, 8, 59),
        datetime(2027, 1, 18, 20, 0),
    ):
        schools.clock.freeze(moment)
        await schools.app.services.reminders.tick()
        await schools.settle()
        assert told(schools, since) == [0, 0, 0], moment
    await schools.morning(date(2027, 1, 19))
    assert told(schools, since) == [1, 1, 1]


async def test_two_ticks_at_once_write_one_digest(schools: Schools) -> None:
    since = schools.administrator.mark
    schools.clock.freeze(datetime(2027, 1, 18, 9, 0))
    tick = schools.app.services.reminders.tick
    await asyncio.gather(*(tick() for _ in range(5)))
    await schools.settle()
    assert told(schools, since) == [1, 1, 1]


async def test_an_update_that_comes_again_is_dropped(schools: Schools) -> None:
    who = schools.coordinators[0]
    message = {
        "message_id": 77,
        "date": 0,
        "chat": {"id": who.id, "type": "private", "first_name": "Ольга"},
        "from": {"id": who.id, "is_bot": False, "first_name": "Ольга"},
        "text": "привет",
    }
    for _ in range(2):
        await schools.app.inbox.store([{"update_id": 5_000_000, "message": message}])
        await schools.app.inbox.settled()
    assert len([m for m in who.messages if "не понял" in m.text]) == 1


async def test_a_contact_is_read_and_its_number_is_not_kept(schools: Schools) -> None:
    who = schools.coordinators[0]
    await who.send_contact()
    await schools.app.poller.poll_once(0)
    async with schools.app.db.reading() as session:
        payload = await session.scalar(
            select(InboxUpdate.payload).where(InboxUpdate.state == UpdateState.PENDING)
        )
    assert payload is not None
    assert '"phone_number": ""' in payload
    await schools.settle()
    assert "не понял" in who.last.text
    async with schools.app.db.reading() as session:
        parked = select(func.count()).where(InboxUpdate.state == UpdateState.PARKED)
        assert await session.scalar(parked) == 0


async def test_what_was_handled_leaves_no_trace_of_the_person(schools: Schools) -> None:
    stranger = schools.telegram.person("Иван Прохожий", username="ivan_demo")
    await stranger.start("iwrong-token-wrong-token")
    await schools.app.poller.poll_once(0)
    async with schools.app.db.reading() as session:
        waiting = await session.scalar(
            select(InboxUpdate.payload).where(InboxUpdate.state == UpdateState.PENDING)
        )
    assert waiting is not None
    assert "Иван" not in waiting, "no name is stored, not even until it is handled"
    assert "ivan_demo" not in waiting
    await schools.kill()
    await schools.settle()
    assert "Такого приглашения нет" in stranger.last.text
    async with schools.app.db.reading() as session:
        rows = (await session.execute(select(InboxUpdate.payload, InboxUpdate.chat_key))).all()
    assert {tuple(row) for row in rows} == {("", 0)}


async def test_an_update_stored_before_a_kill_is_handled_after_it(schools: Schools) -> None:
    who = schools.coordinators[0]
    await schools.morning(MORNING)
    await schools.press(who, "2.1.1 · 1 февр")
    await schools.press(who, "Готово")
    await who.say("Классов: 4")
    await schools.app.poller.poll_once(0)
    await schools.kill()  # the process dies between storing the update and handling it
    await schools.settle()
    assert "Отправлено контролёру" in who.last.text
    async with schools.app.db.reading() as session:
        reported = await session.scalar(
            select(func.count()).where(Assignment.state == AssignmentState.REPORTED)
        )
    assert reported == 1


async def test_a_poisonous_update_is_parked_and_the_others_go_on(schools: Schools) -> None:
    schools.telegram.put_update("message", {"message_id": "not a number"}, 0)
    await schools.coordinators[0].say("привет")
    await schools.settle()
    assert "не понял" in schools.coordinators[0].last.text
    async with schools.app.db.reading() as session:
        parked = await session.execute(
            select(InboxUpdate.attempts).where(InboxUpdate.state == UpdateState.PARKED)
        )
        assert [attempts for (attempts,) in parked] == [3]
    await schools.settle()
    assert "не удалось обработать" in schools.administrator.last.text


async def test_a_form_survives_a_restart(schools: Schools) -> None:
    who = schools.coordinators[0]
    await schools.morning(MORNING)
    await schools.press(who, "2.1.1 · 1 февр")
    await schools.press(who, "Не наше")
    await schools.kill()
    await schools.say(who, "Это к управлению")
    assert "Передал контролёру" in who.last.text


async def test_a_message_that_telegram_cannot_parse_goes_as_plain_text(schools: Schools) -> None:
    since = schools.administrator.mark
    schools.app.sender._render = lambda message, language: Rendered(Html("<b>не закрыт &amp; всё"))
    await schools.morning(MORNING)
    assert told(schools, since) == [1, 1, 1]
    assert schools.coordinators[0].last.text == "не закрыт & всё"


async def test_the_bulk_leaves_evenly_and_makes_room_for_answers() -> None:
    pace = Pace(20, None)
    now = asyncio.get_running_loop().time()
    moments = [pace.leave_at(now) for _ in range(3)]
    pace.answered()
    moments += [pace.leave_at(now) for _ in range(2)]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps == pytest.approx([0.05, 0.05, 0.1, 0.05], abs=1e-3)


async def test_slots_that_went_by_are_not_made_up_for_in_a_burst() -> None:
    pace = Pace(20, None)
    long_ago = asyncio.get_running_loop().time() - 10
    moments = [pace.leave_at(long_ago + number / 20) for number in range(4)]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps == pytest.approx([0.05] * 3, abs=1e-3)


async def test_a_claim_left_by_a_dead_process_is_taken_up(schools: Schools) -> None:
    since = schools.administrator.mark
    schools.clock.freeze(datetime(2027, 1, 18, 9, 0))
    await schools.app.services.reminders.tick()
    async with schools.app.db.transaction() as session:
        mine = schools.app.lease.worker_id
        await session.execute(update(OutboxMessage).values(state=MessageState.SENDING, claimed_by=mine))
    await schools.kill()
    await schools.settle()
    assert told(schools, since) == [1, 1, 1]


async def test_a_database_that_is_away_for_a_while_costs_nobody_anything(
    schools: Schools, tmp_path: Path
) -> None:
    """While another program holds the write lock, a tap waits; afterwards it is answered once."""
    if not schools.app.db.is_sqlite:
        pytest.skip("the lock of a file is SQLite's own")
    who = schools.coordinators[0]
    await schools.morning(MORNING)
    await schools.press(who, "2.1.1 · 1 февр")
    await schools.press(who, "Принято")
    holder = sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    await who.press("25")
    fetching = asyncio.create_task(schools.app.poller.poll_once(0))
    await asyncio.wait({fetching}, timeout=0.3)
    holder.execute("ROLLBACK")
    holder.close()
    await asyncio.wait({fetching})
    await schools.settle()
    assert "Обещано к 25 января 2027" in who.last.text
    async with schools.app.db.reading() as session:
        parked = select(func.count()).where(InboxUpdate.state == UpdateState.PARKED)
        assert await session.scalar(parked) == 0


async def test_a_message_that_cannot_be_rendered_stops_nobody_else(schools: Schools) -> None:
    since = schools.administrator.mark
    render = schools.app.sender._render
    broken: list[int] = []

    def fail_once(message: OutboxMessage, language: str) -> Rendered:
        if message.notice == "digest" and not broken:
            broken.append(message.id)
            raise KeyError("a field of an older version")
        return render(message, language)

    schools.app.sender._render = fail_once
    await schools.morning(MORNING)
    async with schools.app.db.reading() as session:
        failed = await session.scalars(
            select(OutboxMessage.id).where(OutboxMessage.state == MessageState.FAILED)
        )
        assert list(failed) == broken
    assert sum(told(schools, since)) >= 2
