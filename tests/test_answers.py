"""Answers to people in a bad hour of the network: what was asked for is done once, and told if it can be."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.messenger import answers
from bot.messenger.inbox import Inbox
from bot.models import Assignment, AuditEntry, InboxUpdate, OrganisationKind, Role, UpdateState
from bot.sandbox import Visitor
from tests.city import City, city

SMALL_PLAN = Path(__file__).parent / "small_plan.txt"


class School(City):
    """One school whose coordinator has the card of 2.1.1 before them."""

    coordinator: Visitor
    slept: list[float]


@pytest.fixture
async def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[School]:
    slept: list[float] = []

    async def pause(_: Inbox, seconds: float) -> bool:
        slept.append(seconds)
        return True

    monkeypatch.setattr(Inbox, "pause", pause)
    async with city(tmp_path) as c:
        c.__class__ = School
        assert isinstance(c, School)
        c.slept = slept
        await c.administrator.start()
        number = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        c.coordinator = await c.join("Ольга Демо", Role.COORDINATOR, number)
        await c.activate(SMALL_PLAN)
        await c.say(c.coordinator, "/tasks")
        await c.press(c.coordinator, "2.1.1 · 1 февр")
        await c.press(c.coordinator, "Принято")
        yield c


async def promises(c: City) -> int:
    """How often something was promised, as the log of changes has it."""
    async with c.app.db.reading() as session:
        promised = await session.scalar(select(func.count()).where(Assignment.promised.is_not(None)))
        written = await session.scalar(select(func.count()).where(AuditEntry.action == "promised"))
    assert promised == 1
    return written or 0


async def unhandled(c: City) -> int:
    async with c.app.db.reading() as session:
        found = select(func.count()).where(InboxUpdate.state != UpdateState.DONE)
        return await session.scalar(found) or 0


async def test_a_busy_telegram_gets_the_same_answer_later(school: School) -> None:
    school.telegram.faults.too_many_requests(35, times=1, method="editMessageText")
    await school.press(school.coordinator, "25")
    assert school.slept == [35]
    assert "Обещано к 25" in school.coordinator.last.text
    assert (await promises(school), await unhandled(school)) == (1, 0)


async def test_a_failing_telegram_is_asked_again(school: School) -> None:
    school.telegram.faults.server_error(times=3, method="editMessageText")
    await school.press(school.coordinator, "25")
    assert school.slept == list(answers.PAUSES[:3])
    assert "Обещано к 25" in school.coordinator.last.text
    assert (await promises(school), await unhandled(school)) == (1, 0)


@pytest.mark.parametrize("fault", ["cut_before", "cut_after"])
async def test_a_change_of_a_message_is_repeated_after_a_cut(school: School, fault: str) -> None:
    getattr(school.telegram.faults, fault)(method="editMessageText")
    getattr(school.telegram.faults, fault)(method="answerCallbackQuery")
    await school.press(school.coordinator, "25")
    assert "Обещано к 25" in school.coordinator.last.text
    assert (await promises(school), await unhandled(school)) == (1, 0)


async def test_a_new_message_that_may_have_arrived_is_not_sent_twice(school: School) -> None:
    since = school.coordinator.mark
    school.telegram.faults.cut_after(method="sendMessage")
    await school.say(school.coordinator, "/menu")
    assert len(school.coordinator.received_since(since)) == 1
    assert school.slept == []
    assert await unhandled(school) == 0, "it is done, and the others of the chat go on"
    await school.say(school.coordinator, "/tasks")
    assert "2.1.1" in str(school.coordinator.last)


async def test_a_file_that_cannot_be_fetched_is_asked_for_again(school: School) -> None:
    school.telegram.faults.cut_before(method="getFile", times=len(answers.PAUSES) + 1)
    await school.administrator.send_file("план.txt", SMALL_PLAN.read_bytes())
    await school.settle()
    assert "Файл не удалось получить" in school.administrator.last.text
    assert await unhandled(school) == 0
    await school.administrator.send_file("план.txt", SMALL_PLAN.read_bytes())
    await school.settle()
    assert "не удалось" not in school.administrator.last.text


async def test_an_answer_that_stays_away_does_not_repeat_the_work(school: School) -> None:
    school.telegram.faults.server_error(times=len(answers.PAUSES) + 1, method="editMessageText")
    await school.press(school.coordinator, "25")
    assert (await promises(school), await unhandled(school)) == (1, 0)
    since = school.coordinator.mark
    await school.say(school.coordinator, "/menu")
    assert len(school.coordinator.received_since(since)) == 1, "and the next thing is answered"
