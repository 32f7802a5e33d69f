"""Parents' meetings: a QR, a tap, a reminder, a head-count; strangers are forgotten afterwards."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
from sqlalchemy import func, select

from bot.models import MeetingSignUp, OrganisationKind, ParentsMeeting, Person, Role
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import parent, pupil
from tests.taps import go, label_like, tap

START = datetime(2026, 10, 5, 10, 0)


async def school_of(c: City, name: str = "Школа № 37 (демо)") -> int:
    return await c.organisation(name, OrganisationKind.SCHOOL)


async def announce(c: City, who: Visitor, day: str = "8") -> str:
    """Make a meeting; returns what stands in its link."""
    await go(c, who, "Собрания", "Новое собрание")
    await who.press(day, who.last)
    await c.settle()
    await tap(c, who, "18:00")
    await c.say(who, "Что такое целевой договор")
    await c.say(who, "актовый зал")
    assert who.last.photo is not None
    link = next(word for word in who.last.text.split() if "start=" in word)
    return link.partition("start=")[2]


async def signed(c: City) -> int:
    async with c.app.db.reading() as session:
        return await session.scalar(select(func.count()).select_from(MeetingSignUp)) or 0


async def tick(c: City, moment: datetime) -> None:
    c.clock.freeze(moment)
    await c.app.services.meetings.tick()
    await c.settle()


async def test_a_parent_signs_up_in_one_tap_is_reminded_and_counted(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        mother = await parent(c, await pupil(c, school))
        payload = await announce(c, coordinator)
        await mother.start(payload)
        await c.settle()
        assert "Что такое целевой договор" in mother.last.text
        assert await signed(c) == 0
        yes = mother.last
        for _ in range(2):
            await mother.press("Приду", yes)
            await c.settle()
        assert await signed(c) == 1
        mark = mother.mark
        for day, hour in ((6, 9), (7, 8), (7, 9), (7, 15), (8, 9)):
            await tick(c, datetime(2026, 10, day, hour))
        [told] = mother.received_since(mark)
        assert "Завтра собрание" in told.text
        await tick(c, datetime(2026, 10, 9, 9, 0))
        assert "сколько родителей пришло" in coordinator.last.text
        await tap(c, coordinator, "Сколько пришло")
        await c.say(coordinator, "много")
        assert "Нужно число" in coordinator.last.text
        await c.say(coordinator, "24")
        assert "Пришло: 24" in coordinator.last.text
        await go(c, methodist, "Журнал консультаций")
        assert methodist.last.document is not None
        book = openpyxl.load_workbook(io.BytesIO(methodist.last.document.data))
        rows = [list(row) for row in book["Охват родителей"].iter_rows(values_only=True)]
        assert ["Школа № 37 (демо)", 1, 0, 1, 24] in rows


async def test_a_stranger_who_signs_up_is_forgotten_a_month_later(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        payload = await announce(c, coordinator)
        async with c.app.db.reading() as session:
            before = await session.scalar(select(func.count()).select_from(Person))
        who = c.telegram.person("Чужой")
        await who.start(payload)
        await c.settle()
        assert "номер чата" in who.last.text
        await tap(c, who, "Приду")
        assert await signed(c) == 1
        await tick(c, datetime(2026, 10, 8, 18, 0) + timedelta(days=31))
        assert await signed(c) == 0
        async with c.app.db.reading() as session:
            assert await session.scalar(select(func.count()).select_from(Person)) == before


async def test_a_meeting_that_is_off_is_told_to_those_who_signed_up(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        mother = await parent(c, await pupil(c, school))
        payload = await announce(c, coordinator)
        await mother.start(payload)
        await c.settle()
        await tap(c, mother, "Приду")
        await go(c, coordinator, "Собрания", "Что такое", "Отменить собрание")
        assert "Записавшийся 1 человек об этом узнает" in coordinator.last.text
        await tap(c, coordinator, "Да, отменить")
        assert "отменено" in mother.last.text
        await mother.start(payload)
        await c.settle()
        assert "отменено" in mother.last.text


async def test_whoever_cannot_come_is_taken_off(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        mother = await parent(c, await pupil(c, school))
        await mother.start(await announce(c, coordinator))
        await c.settle()
        await tap(c, mother, "Приду", "Не приду")
        assert await signed(c) == 0
        await go(c, coordinator, "Собрания")
        assert "записалось 0" in label_like(coordinator.last, "Что такое")


async def test_another_school_s_meeting_is_out_of_reach_and_a_guess_opens_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school, other = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        colleague = await c.join("Игорь Демо", Role.COORDINATOR, other)
        await announce(c, coordinator)
        for act in ("open", "ask", "cancel", "count"):
            for number in (1, 4040):
                await colleague.forge(f"mt:{act}:{number}")
                await c.settle()
                assert "Этого больше нет" in colleague.toasts[-1].text
        who = c.telegram.person("Чужой")
        await who.start("eno-such-meeting")
        await c.settle()
        assert "Такого собрания нет" in who.last.text
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(ParentsMeeting.cancelled_at))).all() == [None]
