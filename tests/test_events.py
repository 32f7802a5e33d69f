"""Events: made, published, changed, cancelled; at the door, afterwards, in the calendar, in the reports."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
from sqlalchemy import select

from bot.models import (
    Event,
    EventKind,
    EventState,
    Feedback,
    OrganisationKind,
    Participation,
    ParticipationState,
    Role,
    RouteStep,
    Student,
    StudentState,
)
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import Pupil, agreed_by_a_parent, parent, pupil
from tests.taps import go, labels, tap

START = datetime(2026, 10, 5, 10, 0)
EVENT_DAY = datetime(2026, 10, 20, 15, 0)


async def school_of(c: City, name: str = "Школа № 37 (демо)") -> int:
    return await c.organisation(name, OrganisationKind.SCHOOL)


async def pupils_of(c: City, school: int, count: int, **about: object) -> list[Pupil]:
    children = [await pupil(c, school, **about) for _ in range(count)]  # type: ignore[arg-type]
    await agreed_by_a_parent(c, *children)
    return children


async def made(
    c: City,
    who: Visitor,
    school: int,
    *,
    at: datetime = EVENT_DAY,
    seats: int = 20,
    kind: EventKind = EventKind.EXCURSION,
    title: str = "Экскурсия на завод",
    publish: bool = True,
) -> int:
    """An event of a school, published."""
    actor = await c.app.services.people.actor(who.id, who.id)
    assert actor is not None
    subject = "maths" if kind is EventKind.EXAM_COURSE else ""
    view = await c.app.services.events.make(
        actor, school, kind, c.clock.at(at), 60, title, "Завод «Волгарь» (демо), проходная", subject
    )
    await c.app.services.event_edits.write(actor, view.event_id, "seats", str(seats))
    if publish:
        await c.app.services.events.publish(actor, view.event_id)
    return view.event_id


async def states(c: City, event: int) -> list[ParticipationState]:
    """How everybody stands to an event, as a fresh session reads it."""
    async with c.app.db.reading() as session:
        rows = await session.scalars(
            select(Participation.state)
            .where(Participation.event_id == event)
            .order_by(Participation.queued_at, Participation.id)
        )
        return list(rows)


async def tick(c: City, at: datetime) -> None:
    """All that happens around events by itself."""
    c.clock.freeze(at)
    await c.app.services.events.tick()
    await c.app.services.seats.tick()
    await c.app.services.event_reminders.tick()
    await c.settle()


async def test_an_event_is_made_in_the_chat_published_and_joined(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        (child,) = await pupils_of(c, school, 1)
        (other,) = await pupils_of(c, await school_of(c, "Школа № 11 (демо)"), 1)
        await go(c, who, "Мероприятия организации", "➕ Мероприятие", "Экскурсия")
        await c.press(who, "20")
        await tap(c, who, "15:00", "1,5 часа")
        await c.say(who, "Экскурсия на завод")
        await c.say(who, "Проходная, ул. Демонстрационная, 1")
        assert "Черновик" in who.last.text
        assert "20 октября 2026, вт, 15:00–16:30" in who.last.text
        await go(c, child.visitor, "Мероприятия")
        assert "Пока ничего не запланировано" in child.visitor.last.text
        await go(c, who, "Мероприятия организации", "Экскурсия", "Изменить", "Что взять")
        await c.say(who, "Паспорт не нужен, возьмите воду")
        await go(c, who, "Мероприятия организации", "Экскурсия", "Опубликовать")
        assert "Ссылка для записи: https://t.me/" in who.last.text
        await go(c, child.visitor, "Мероприятия", "Экскурсия")
        assert "Свободно мест: 20 из 20" in child.visitor.last.text
        assert "🎒 С собой: Паспорт не нужен, возьмите воду" in child.visitor.last.text
        await tap(c, child.visitor, "Записаться")
        assert "✅ Вы записаны" in child.visitor.last.text
        await go(c, other.visitor, "Мероприятия")
        assert "Пока ничего не запланировано" in other.visitor.last.text
        await other.visitor.forge("ee:join:1:2")
        await c.settle()
        assert "Этого больше нет" in other.visitor.toasts[-1].text
        assert await states(c, 1) == [ParticipationState.SIGNED]


async def test_a_parent_signs_the_child_up_and_nobody_without_consent(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await made(c, who, school)
        child = await pupil(c, school)
        mother = await parent(c, child)
        await go(c, mother, "Мероприятия", "Экскурсия", "Записаться")
        assert "согласия родителя" in mother.last.text or "согласия родителя" in mother.toasts[-1].text
        assert await states(c, 1) == []
        await agreed_by_a_parent(c, child)
        await go(c, mother, "Мероприятия", "Экскурсия", "Записаться")
        assert await states(c, 1) == [ParticipationState.SIGNED]


async def test_a_change_is_told_once_and_a_cancellation_at_once(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        children = await pupils_of(c, school, 2)
        await made(c, who, school)
        await go(c, children[0].visitor, "Мероприятия", "Экскурсия", "Записаться")
        mark, silent = children[0].visitor.mark, children[1].visitor.mark
        await go(c, who, "Мероприятия организации", "Экскурсия", "Изменить", "День и час")
        await c.press(who, "22")
        await tap(c, who, "16:30")
        await go(c, who, "Мероприятия организации", "Экскурсия", "Изменить", "Место")
        await c.say(who, "Актовый зал школы")
        await tick(c, datetime(2026, 10, 5, 10, 3))
        assert children[0].visitor.received_since(mark) == []
        await tick(c, datetime(2026, 10, 5, 10, 10))
        await tick(c, datetime(2026, 10, 5, 10, 20))
        (told,) = children[0].visitor.received_since(mark)
        assert "Теперь: 22 октября 2026, 16:30" in told.text
        assert "Теперь: Актовый зал школы" in told.text
        await go(c, who, "Мероприятия организации", "Экскурсия", "Отменить мероприятие", "Да, отменить")
        (_, gone) = children[0].visitor.received_since(mark)
        assert "Отменено: Экскурсия на завод, 22 октября 2026, 16:30" in gone.text
        assert children[1].visitor.received_since(silent) == []
        assert await states(c, 1) == [ParticipationState.CANCELLED]


async def test_conflicts_in_time_are_shown_before_signing_up(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        (child,) = await pupils_of(c, school, 1)
        await made(c, who, school)
        await made(c, who, school, at=EVENT_DAY.replace(minute=30), title="Мастер-класс пекаря")
        await made(c, who, school, at=EVENT_DAY.replace(hour=16), title="Встреча с врачом")
        await go(c, child.visitor, "Мероприятия", "Экскурсия", "Записаться")
        await go(c, child.visitor, "Мероприятия", "Мастер-класс")
        assert "В это время вы уже записаны: «Экскурсия на завод»" in child.visitor.last.text
        assert "Всё равно записаться" in labels(child.visitor.last)
        await go(c, child.visitor, "Мероприятия", "Встреча с врачом")
        assert "уже записаны" not in child.visitor.last.text


async def test_reminders_come_the_day_before_and_two_hours_before_once(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        first, second, muted = await pupils_of(c, school, 3)
        await made(c, who, school)
        for child in (first, second, muted):
            await go(c, child.visitor, "Мероприятия", "Экскурсия", "Записаться")
        await c.say(muted.visitor, "/stop")
        await tap(c, muted.visitor, "Мероприятия")
        await go(c, second.visitor, "Мероприятия", "Экскурсия", "Не приду")
        marks = {child: child.visitor.mark for child in (first, second, muted)}
        for day, hour in ((18, 12), (19, 8), (19, 9), (19, 15), (20, 9), (20, 12), (20, 13), (20, 14)):
            await tick(c, datetime(2026, 10, day, hour, 5))
        day_before, hours_before = first.visitor.received_since(marks[first])
        assert (day_before.date.day, day_before.date.hour) == (19, 9)
        assert (hours_before.date.day, hours_before.date.hour) == (20, 13)
        assert "Скоро: Экскурсия на завод, 20 октября 2026, 15:00" in hours_before.text
        assert second.visitor.received_since(marks[second]) == []
        assert muted.visitor.received_since(marks[muted]) == []


async def test_the_door_the_list_and_the_feedback(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        first, second, third, stranger = await pupils_of(c, school, 4)
        await go(c, who, "Маршрутные листы", "11А", "Составить всем")
        await made(c, who, school)
        for child in (first, second, third):
            await go(c, child.visitor, "Мероприятия", "Экскурсия", "Записаться")
            assert not any("Я на месте" in each for each in labels(child.visitor.last))
        await go(c, who, "Мероприятия организации", "Экскурсия", "Код у двери")
        assert "Отмечать можно с 20 октября 2026, 14:00" in who.toasts[-1].text
        c.clock.freeze(datetime(2026, 10, 20, 14, 50, 10))
        await tap(c, who, "Код у двери")
        code = "".join(filter(str.isdecimal, who.last.text.split("Код у двери:")[1].split("\n")[0]))
        assert len(code) == 6
        await first.visitor.start(f"d1-{code}")
        await c.settle()
        assert "Отметили: вы на «Экскурсия на завод»" in first.visitor.last.text
        c.clock.freeze(datetime(2026, 10, 20, 14, 51, 30))  # the next minute: the last code still opens
        await go(c, second.visitor, "Мероприятия", "Мои записи", "Экскурсия", "Я на месте")
        await c.say(second.visitor, "000000" if code != "000000" else "111111")
        assert "Код не подошёл" in second.visitor.last.text
        await c.say(second.visitor, f"{code[:3]} {code[3:]}")
        assert "Отметили" in second.visitor.last.text
        c.clock.freeze(datetime(2026, 10, 20, 14, 53))
        await third.visitor.start(f"d1-{code}")
        await c.settle()
        assert "Код не подошёл" in third.visitor.last.text
        await go(c, who, "Мероприятия организации", "Экскурсия", "Код у двери")
        fresh = "".join(filter(str.isdecimal, who.last.text.split("Код у двери:")[1].split("\n")[0]))
        await stranger.visitor.start(f"d1-{fresh}")
        await c.settle()
        assert "Вы не записаны" in stranger.visitor.last.text
        await go(c, who, "Мероприятия организации", "Экскурсия", "Кто пришёл")
        assert "Пришли: 2 · не пришли: 0 · не отмечены: 1" in who.last.text
        await tap(c, who, "Остальные не пришли")
        assert await states(c, 1) == [
            ParticipationState.ATTENDED,
            ParticipationState.ATTENDED,
            ParticipationState.MISSED,
        ]
        async with c.app.db.reading() as session:
            steps = await session.scalars(
                select(RouteStep.state).where(RouteStep.event_id == 1).order_by(RouteStep.sheet_id)
            )
            # their routes plan no excursion: who was there has a step more, nobody has missed a planned one
            assert [state.value for state in steps] == ["done", "done"]


async def test_whoever_came_says_once_how_it_was(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        first, absent = await pupils_of(c, school, 2)
        await made(c, who, school)
        for child in (first, absent):
            await go(c, child.visitor, "Мероприятия", "Экскурсия", "Записаться")
        c.clock.freeze(datetime(2026, 10, 20, 14, 30))
        await go(c, who, "Мероприятия организации", "Экскурсия", "Кто пришёл", first.code)
        await tap(c, who, "Остальные не пришли")
        mark = first.visitor.mark
        await tick(c, datetime(2026, 10, 20, 16, 5))
        await tick(c, datetime(2026, 10, 20, 17, 5))
        (asked,) = first.visitor.received_since(mark)
        assert "Вы были на «Экскурсия на завод».\nПонравилось?" in asked.text
        await tap(c, first.visitor, "🙂", "😐", "🙂")
        await c.say(first.visitor, "Запомнился цех")
        await first.visitor.forge("eh:1:1:1:1")
        await c.settle()
        assert "ваш ответ уже есть" in first.visitor.last.text
        async with c.app.db.reading() as session:
            said = (await session.scalars(select(Feedback))).one()
            assert (said.liked, said.useful, said.again, said.line) == (3, 2, 3, "Запомнился цех")
            event = await session.get_one(Event, 1)
            assert event.state is EventState.HELD
        await absent.visitor.forge("eh:1:3:3:3")
        await c.settle()
        async with c.app.db.reading() as session:
            assert len((await session.scalars(select(Feedback))).all()) == 1


async def test_the_host_is_asked_on_the_next_morning(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        (child,) = await pupils_of(c, school, 1)
        await made(c, who, school)
        await go(c, child.visitor, "Мероприятия", "Экскурсия", "Записаться")
        mark = who.mark
        await tick(c, datetime(2026, 10, 20, 17, 0))
        assert who.received_since(mark) == []
        await tick(c, datetime(2026, 10, 21, 9, 5))
        await tick(c, datetime(2026, 10, 21, 10, 5))
        (told,) = who.received_since(mark)
        assert "отметьте, кто пришёл" in told.text
        await tap(c, who, "Кто пришёл", child.code)
        assert await states(c, 1) == [ParticipationState.ATTENDED]
        await tap(c, who, child.code)
        assert await states(c, 1) == [ParticipationState.MISSED]


async def test_the_calendar_moves_and_cancels_what_it_has(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        (child,) = await pupils_of(c, school, 1)
        await made(c, who, school)
        await go(c, child.visitor, "Мероприятия", "Экскурсия", "Записаться", "В календарь")

        def read() -> Any:
            assert child.visitor.last.document is not None
            calendar: Any = icalendar.Calendar.from_ical(child.visitor.last.document.data)
            (event,) = calendar.walk("VEVENT")
            return event

        first = read()
        assert first["dtstart"].dt == c.clock.at(EVENT_DAY)
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        moved = c.clock.at(datetime(2026, 10, 21, 12, 0))
        await c.app.services.event_edits.set_start(actor, 1, moved)
        await go(c, child.visitor, "Мероприятия", "Мои записи", "Все в календарь")
        second = read()
        assert (second["uid"], second["dtstart"].dt) == (first["uid"], moved)
        assert second["sequence"] > first["sequence"]
        await go(c, child.visitor, "Мероприятия", "Экскурсия", "Не приду")
        await child.visitor.forge("ee:all:0:1")
        await c.settle()
        third = read()
        assert (third["uid"], str(third["status"])) == (first["uid"], "CANCELLED")
        assert third["sequence"] > second["sequence"]


async def test_a_course_is_joined_at_once_and_left_at_once(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        centre = await c.organisation("МБУ ГЦОКО (демо)", OrganisationKind.QUALITY_CENTRE)
        school = await school_of(c)
        who = await c.join("Марина Демо", Role.EXECUTOR, centre)
        (child,) = await pupils_of(c, school, 1)
        (younger,) = await pupils_of(c, school, 1, grade=9)
        at = datetime(2026, 10, 21, 16, 0)
        await made(
            c, who, centre, at=at, kind=EventKind.EXAM_COURSE, title="Математика, группа 1", publish=False
        )
        await go(c, who, "Мероприятия организации", "Математика", "Повторять")
        await c.press(who, "3")
        await tap(c, who, "Опубликовать")
        async with c.app.db.reading() as session:
            starts = (await session.scalars(select(Event.starts_at).order_by(Event.id))).all()
        # 4 November is a day off
        assert [c.clock.at(start).day for start in starts] == [21, 28, 11, 18]
        await go(c, child.visitor, "Мероприятия", "Математика")
        assert "Математика, занятий: 4. Записываются сразу на все" in child.visitor.last.text
        await tap(c, child.visitor, "Записаться")
        for number in (1, 2, 3, 4):
            assert await states(c, number) == [ParticipationState.SIGNED]
        await go(c, younger.visitor, "Мероприятия")
        assert "Пока ничего" in younger.visitor.last.text
        await go(c, child.visitor, "Мероприятия", "Математика", "Не приду ни на одно")
        for number in (1, 2, 3, 4):
            assert await states(c, number) == [ParticipationState.CANCELLED]


async def test_whoever_left_school_holds_no_seat(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        first, second = await pupils_of(c, school, 2)
        await made(c, who, school, seats=1)
        for child in (first, second):
            await go(c, child.visitor, "Мероприятия", "Экскурсия")
            await tap(c, child.visitor, "Записаться" if child is first else "Встать в очередь")
        async with c.app.db.transaction() as session:
            (await session.get_one(Student, first.student_id)).state = StudentState.LEFT
        await tick(c, datetime(2026, 10, 6, 10, 0))
        assert await states(c, 1) == [ParticipationState.CANCELLED, ParticipationState.OFFERED]
        assert "Освободилось место" in second.visitor.last.text


async def test_reports_count_who_came(tmp_path: Path) -> None:
    async with city(tmp_path, START) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        children = await pupils_of(c, school, 2)
        await made(c, who, school, kind=EventKind.SATURDAY, title="Профессиональная суббота")
        for child in children:
            await go(c, child.visitor, "Мероприятия", "суббота", "Записаться")
        c.clock.freeze(datetime(2026, 10, 20, 14, 30))
        await go(c, who, "Мероприятия организации", "суббота", "Кто пришёл", children[0].code)
        await tap(c, who, "Остальные не пришли")
        await tick(c, datetime(2026, 10, 20, 17, 0))
        for name, sheet in (("Мероприятия и охват", "Мероприятия"), ("Осенний сезон", "Мероприятия")):
            await go(c, who, "Отчёты о мероприятиях", name)
            assert who.last.document is not None
            book = openpyxl.load_workbook(io.BytesIO(who.last.document.data))
            row = next(iter(book[sheet].iter_rows(min_row=6, values_only=True)))
            assert row[2:3] + row[5:9] == ("Профессиональная суббота", 20, 2, 1, 1)
            coverage = next(iter(book["Охват по школам"].iter_rows(min_row=6, values_only=True)))
            assert coverage[:2] == ("Школа № 37 (демо)", 1)
        for name in ("Подготовка к ЕГЭ", "Партнёры"):
            await go(c, who, "Отчёты о мероприятиях", name)
            assert who.last.document is not None
