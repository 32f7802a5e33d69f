"""Announcements: to exactly whom, approved by a second person, once each, corrected, acknowledged."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
from sqlalchemy import select

from bot.models import (
    Announcement,
    AnnouncementCopy,
    AnnouncementState,
    Consent,
    ExamDay,
    Giver,
    Guardian,
    MessageState,
    OrganisationKind,
    OutboxMessage,
    Purpose,
    Role,
)
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import Pupil, parent, pupil
from tests.taps import go, labels, tap

MONDAY = datetime(2026, 10, 5, 10, 0)


async def town(c: City) -> tuple[int, Visitor, Visitor]:
    """A school, its coordinator, and the methodist who approves."""
    school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
    who = await c.join("Ольга Демо", Role.COORDINATOR, school)
    second = await c.join("Марина Демо", Role.METHODIST)
    return school, who, second


async def listening_parent(c: City, *children: Pupil) -> Visitor:
    """A parent who agreed to be written to about each child."""
    mother = await parent(c, *children)
    async with c.app.db.transaction() as session:
        for link in (await session.scalars(select(Guardian))).all():
            if link.student_id in {child.student_id for child in children}:
                session.add(
                    Consent(
                        student_id=link.student_id,
                        purpose=Purpose.REMINDERS,
                        version=1,
                        giver=Giver.GUARDIAN,
                        person_id=link.person_id,
                        given=True,
                        at=c.clock.now(),
                    )
                )
    return mother


async def written(c: City, who: Visitor, text: str, *choices: str) -> None:
    """A draft to these roles and grades, handed over for approval."""
    await go(c, who, "Объявления", "➕ Объявление", *choices, "Дальше: текст")
    await c.say(who, text)
    await tap(c, who, "На утверждение")


async def approved(c: City, second: Visitor) -> None:
    await go(c, second, "Объявления", "⏳", "Утвердить")
    await send(c)


async def send(c: City) -> None:
    await c.app.services.announcement_sending.tick()
    await c.settle()
    await c.app.services.announcement_sending.tick()
    await c.settle()


def got(who: Visitor, text: str) -> int:
    return len([each for each in who.messages if each.from_bot and text in each.text])


async def test_it_is_approved_by_a_second_person_and_reaches_exactly_the_grade(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        other = await c.organisation("Школа № 11 (демо)", OrganisationKind.SCHOOL)
        eleventh, ninth = await pupil(c, school), await pupil(c, school, grade=9)
        foreign = await pupil(c, other)
        await go(c, who, "Объявления", "➕ Объявление", "обучающийся", "11")
        assert "Получат: 1" in who.last.text
        assert f"Например: {eleventh.code}" in who.last.text
        await tap(c, who, "Дальше: текст")
        await c.say(who, "Здравствуйте, {код} из {клас}!")
        assert "Такой вставки нет: клас" in who.last.text
        await c.say(who, "Здравствуйте, {код} из {класс}! Встреча в <б> зале.")
        await tap(c, who, "Показать мне")
        assert f"Здравствуйте, {eleventh.code} из 11А! Встреча в <б> зале." in who.last.text
        await tap(c, who, "Назад", "На утверждение")
        assert "Утвердить" not in str(labels(who.last))
        await who.forge("an:approve:1")
        await c.settle()
        assert got(eleventh.visitor, "Здравствуйте") == 0
        assert "ждёт вашего утверждения" in second.last.text
        await approved(c, second)
        await send(c)
        assert got(eleventh.visitor, f"Здравствуйте, {eleventh.code} из 11А!") == 1
        assert got(ninth.visitor, "Здравствуйте") == got(foreign.visitor, "Здравствуйте") == 0
        progress = [each for each in who.messages if "рассылается: 1 из 1" in each.text]
        assert len(progress) == 1
        assert progress[0].edited
        async with c.app.db.reading() as session:
            assert (await session.get_one(Announcement, 1)).state is AnnouncementState.SENT


async def test_two_children_and_two_roles_are_one_message(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        children = [await pupil(c, school), await pupil(c, school, grade=9)]
        mother = await listening_parent(c, *children)
        silent = await parent(c, children[0])
        await written(c, who, "Собрание в пятницу, дети: {код}", "обучающийся", "родитель")
        await approved(c, second)
        assert got(mother, f"дети: {children[0].code}, {children[1].code}") == 1
        assert got(mother, "Собрание в пятницу") == 1
        assert got(silent, "Собрание") == 0
        for child in children:
            assert got(child.visitor, "Собрание в пятницу") == 1


async def test_who_blocked_the_bot_is_counted_and_a_restart_doubles_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        children = [await pupil(c, school) for _ in range(60)]
        for child in children[::3]:
            await child.visitor.block()
        await c.settle()
        await written(c, who, "Важная новость", "обучающийся")
        await go(c, second, "Объявления", "⏳", "Утвердить")
        await c.app.services.announcement_sending.tick()
        await c.kill()
        await send(c)
        for number, child in enumerate(children):
            assert got(child.visitor, "Важная новость") == (0 if number % 3 == 0 else 1)
        await go(c, who, "Объявления", "Важная новость")
        assert "Всего 60 · доставлено 40 · в пути 0 · недоступны 20" in who.last.text
        await tap(c, who, "Итоги")
        assert who.last.document is not None
        book = openpyxl.load_workbook(io.BytesIO(who.last.document.data))
        rows = [list(row) for row in book["По школам"].iter_rows(values_only=True)]
        assert ["Школа № 37 (демо)", 60, 40, 20, 0] in rows
        phone = [row[2] for row in book["Кому позвонить"].iter_rows(values_only=True)]
        assert set(phone) & {child.code for child in children} == {child.code for child in children[::3]}


async def test_a_sent_text_is_corrected_in_place_and_acknowledged(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        first, other = await pupil(c, school), await pupil(c, school)
        await go(c, who, "Объявления", "➕ Объявление", "обучающийся", "Дальше: текст")
        await c.say(who, "Встреча 12 октября")
        await tap(c, who, "Кнопка «Ознакомлен»", "На утверждение")
        await approved(c, second)
        await tap(c, first.visitor, "Ознакомлен")
        assert "Вы ознакомились" in first.visitor.last.text
        await go(c, who, "Объявления", "Встреча", "Исправить")
        await c.say(who, "Встреча 13 октября")
        for child in (first, other):
            assert "Исправлено\nВстреча 13 октября" in child.visitor.last.text
            assert got(child.visitor, "Встреча") == 1
        assert "Вы ознакомились" in first.visitor.last.text
        marks = first.visitor.mark, other.visitor.mark
        await go(c, who, "Объявления", "Встреча", "Кто не ознакомился")
        await tap(c, who, "Кто не ознакомился")
        assert first.visitor.received_since(marks[0]) == []
        assert len(other.visitor.received_since(marks[1])) == 1
        await tap(c, other.visitor, "Ознакомлен")
        async with c.app.db.reading() as session:
            copies = (await session.scalars(select(AnnouncementCopy))).all()
        assert all(copy.acknowledged_at for copy in copies)


async def test_pause_and_stop_hold_what_has_not_left(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        child = await pupil(c, school)
        await written(c, who, "Новость дня", "обучающийся")
        await go(c, second, "Объявления", "⏳", "Утвердить")
        await c.app.services.announcement_sending.tick()
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        await c.app.services.announcement_sending.pause(actor, 1)
        await c.settle()
        assert got(child.visitor, "Новость дня") == 0
        await c.app.services.announcement_sending.resume(actor, 1)
        await c.app.services.announcement_sending.pause(actor, 1)
        await c.app.services.announcement_sending.stop(actor, 1)
        await send(c)
        assert got(child.visitor, "Новость дня") == 0
        async with c.app.db.reading() as session:
            message = await session.scalar(
                select(OutboxMessage).where(OutboxMessage.notice == "announcement")
            )
            assert message is not None
            assert message.state is MessageState.SUPERSEDED


async def test_the_third_of_a_day_waits_for_the_evening_and_an_exam_day_is_quiet(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, who, second = await town(c)
        child, ninth = await pupil(c, school), await pupil(c, school, grade=9)
        async with c.app.db.transaction() as session:
            session.add(ExamDay(day=date(2026, 10, 5), grade=9))
        for name in ("Первое", "Второе", "Третье", "Четвёртое"):
            await written(c, who, name, "обучающийся")
            await approved(c, second)
        assert [got(child.visitor, name) for name in ("Первое", "Второе", "Третье", "Четвёртое")] == [
            1,
            1,
            0,
            0,
        ]
        assert got(ninth.visitor, "Первое") == 0
        mark = child.visitor.mark
        for hour in (17, 18, 19):
            c.clock.freeze(datetime(2026, 10, 5, hour, 5))
            await c.app.services.evening_digest.tick()
            await c.settle()
        (evening,) = child.visitor.received_since(mark)
        assert "Вечерняя сводка" in evening.text
        assert "Третье" in evening.text
        assert "Четвёртое" in evening.text
        await tap(c, child.visitor, "Целиком: Третье")
        assert child.visitor.last.text == "Третье"
        c.clock.freeze(datetime(2026, 10, 6, 9, 5))
        await c.settle()
        assert got(ninth.visitor, "Первое") == got(ninth.visitor, "Второе") == 1


async def test_the_week_of_a_family_comes_on_friday_and_is_off_by_one_tap(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, _, _ = await town(c)
        child = await pupil(c, school)
        mother = await listening_parent(c, child)
        mark = mother.mark
        for day in (8, 9, 9, 10):
            c.clock.freeze(datetime(2026, 10, day, 18, 30))
            await c.app.services.weekly_digest.tick()
            await c.settle()
        (told,) = mother.received_since(mark)
        assert child.code in told.text
        assert "Нужно ваше согласие" in told.text
        await tap(c, mother, "Не присылать")
        mark = mother.mark
        c.clock.freeze(datetime(2026, 10, 16, 18, 30))
        await c.app.services.weekly_digest.tick()
        await c.settle()
        assert mother.received_since(mark) == []
