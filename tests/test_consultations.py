"""Consultations: offered, booked once, reminded, given back, held; the journal of item 2.7."""

import asyncio
import io
from datetime import datetime
from pathlib import Path

import openpyxl
from sqlalchemy import select

from bot.models import Consultation, ConsultationSlot, OrganisationKind, Role
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import parent, pupil
from tests.taps import go, label_like, labels, tap

MONDAY = datetime(2026, 6, 1, 10, 0)


async def school_of(c: City, name: str = "Школа № 37 (демо)") -> int:
    return await c.organisation(name, OrganisationKind.SCHOOL)


async def offer(c: City, who: Visitor, day: str = "3", hour: str = "15:00", many: str = "3 × 20") -> None:
    """Offer times on a day of this month."""
    await go(c, who, "Мои консультации", "Предложить время")
    await who.press(day, who.last)
    await c.settle()
    await tap(c, who, hour, many, "Один раз")
    await c.say(who, "кабинет 12")
    assert "Время предложено" in who.last.text


async def book(c: City, who: Visitor, at: str = "15:00", topic: str = "Договор") -> None:
    await go(c, who, "Консультации", "Школа № 37", at, topic)


async def bookings(c: City) -> list[Consultation]:
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(Consultation).order_by(Consultation.id)))


async def test_a_parent_books_in_four_taps_is_reminded_and_the_coordinator_marks_it(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        mother = await parent(c, child)
        await offer(c, coordinator)
        assert len([label for label in labels(coordinator.last) if "⚪️" in label]) == 3
        await book(c, mother)
        assert "3 июня 2026, 15:00" in mother.last.text
        assert "кабинет 12" in mother.last.text
        assert "К вам записались" in coordinator.last.text
        assert mother.name not in coordinator.last.text
        mark = mother.mark
        for moment in (
            datetime(2026, 6, 2, 8, 0),
            datetime(2026, 6, 2, 9, 0),
            datetime(2026, 6, 2, 12, 0),
            datetime(2026, 6, 3, 12, 0),
            datetime(2026, 6, 3, 13, 0),
            datetime(2026, 6, 3, 14, 0),
        ):
            c.clock.freeze(moment)
            await c.app.services.consultations.tick()
            await c.settle()
        told = mother.received_since(mark)
        assert len(told) == 2
        assert all("Напоминаю о консультации" in each.text for each in told)
        c.clock.freeze(datetime(2026, 6, 3, 15, 30))
        await go(c, coordinator, "Мои консультации", "15:00", "Оказана")
        assert "✅" in label_like(coordinator.last, "15:00")
        [booking] = await bookings(c)
        assert booking.topic == "contract"
        assert booking.held_at is not None


async def test_two_race_for_one_time_and_one_has_it(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await offer(c, coordinator, many="1 × 20")
        people = [(await pupil(c, school)).visitor for _ in range(5)]
        for who in people:
            await go(c, who, "Консультации", "Школа № 37", "15:00")
        await asyncio.gather(*(who.press(label_like(who.last, "Договор"), who.last) for who in people))
        await c.settle()
        assert len(await bookings(c)) == 1
        assert sum("Вы записаны" in who.last.text for who in people) == 1
        assert sum(bool(who.toasts) and "только что заняли" in who.toasts[-1].text for who in people) == 4


async def test_a_double_tap_books_once_and_a_time_given_back_is_free_again(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await offer(c, coordinator, many="1 × 20")
        first, second = (await pupil(c, school)).visitor, (await pupil(c, school)).visitor
        await book(c, first)
        await first.repeat_last_tap()
        await c.settle()
        assert len(await bookings(c)) == 1
        await go(c, second, "Консультации")
        assert "Школа № 37" not in str(labels(second.last))
        await go(c, first, "Консультации", "Отменить")
        assert await bookings(c) == []
        await book(c, second)
        assert "Вы записаны" in second.last.text


async def test_a_time_taken_back_tells_whoever_has_booked(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await offer(c, coordinator)
        who = (await pupil(c, school)).visitor
        await book(c, who)
        await go(c, coordinator, "Мои консультации", "15:00", "Отменить время")
        assert "отменили" in who.last.text
        await tap(c, who, "Другое время", "15:20", "Поступление")
        assert "15:20" in who.last.text


async def test_days_off_are_passed_over_and_nothing_is_offered_twice(tmp_path: Path) -> None:
    """Every week from Friday 5 June on: the 12th is a holiday."""
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        for _ in range(2):
            await go(c, coordinator, "Мои консультации", "Предложить время")
            await coordinator.press("5", coordinator.last)
            await c.settle()
            await tap(c, coordinator, "9:00", "1 × 30", "4 недели")
            await c.say(coordinator, "кабинет 12")
        assert "уже предложено" in coordinator.last.text
        async with c.app.db.reading() as session:
            slots = await session.scalars(select(ConsultationSlot.starts_at).order_by(ConsultationSlot.id))
            assert [c.clock.at(each).day for each in slots] == [5, 19, 26]


async def test_a_stranger_books_and_can_be_forgotten(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await offer(c, coordinator)
        who = c.telegram.person("Чужой")
        await who.start()
        await c.settle()
        await tap(c, who, "Вопросы и ответы", "Консультации", "Школа № 37", "15:20")
        assert "номер этого чата" in who.last.text
        await tap(c, who, "Договор")
        assert "Вы записаны" in who.last.text
        await c.say(who, "/forget")
        await tap(c, who, "Да, удалить")
        assert [each.person_id for each in await bookings(c)] == [None]


async def test_another_s_booking_and_another_s_time_are_out_of_reach(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, other = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        colleague = await c.join("Игорь Демо", Role.COORDINATOR, other)
        await offer(c, coordinator)
        first, second = (await pupil(c, school)).visitor, (await pupil(c, school)).visitor
        await book(c, first)
        for who, word in ((second, "ks:cancel:{}:0"), (colleague, "kd:withdraw:{}:-1")):
            for number in (1, 4040):
                await who.forge(word.format(number))
                await c.settle()
                assert "Этого больше нет" in who.toasts[-1].text
        assert len(await bookings(c)) == 1


async def test_the_journal_holds_topics_and_no_people(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 10, 5, 10, 0)) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child = await pupil(c, school)
        mother = await parent(c, child)
        await offer(c, coordinator, day="7")
        await book(c, mother)
        c.clock.freeze(datetime(2026, 10, 7, 16, 0))
        await go(c, coordinator, "Мои консультации", "15:00", "Оказана")
        await go(
            c, coordinator, "Мои консультации", "15:20", "Оказана", "Ответственность"
        )  # came without booking
        await go(c, methodist, "Журнал консультаций")
        document = methodist.last.document
        assert document is not None
        book_ = openpyxl.load_workbook(io.BytesIO(document.data))
        rows = [list(row) for row in book_["Журнал"].iter_rows(min_row=5, values_only=True)]
        assert [[row[1], row[3], row[4]] for row in rows if row[0]] == [
            ["15:00", "Договор", 11],
            ["15:20", "Ответственность", None],
        ]
        coverage = [list(row) for row in book_["Охват родителей"].iter_rows(values_only=True)]
        assert ["Школа № 37 (демо)", 1, 2, 0, 0] in coverage
        everything = str(rows) + str(coverage)
        assert child.code not in everything
