"""A pupil comes in by the QR of the class: six taps, Back, left and resumed, codes given once."""

import asyncio
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.models import (
    Base,
    Consent,
    FormState,
    InboxUpdate,
    Organisation,
    OrganisationKind,
    Purpose,
    RegistrationDraft,
    Role,
    Student,
)
from bot.sandbox import Visitor
from bot.services.actor import Actor
from bot.services.class_links import NewLinks
from tests.city import City, city
from tests.taps import label_like, labels, tap


async def coordinator_of(c: City, school: int) -> Actor:
    """Somebody who may give out links for a school."""
    visitor = await c.join("Ольга Демо", Role.COORDINATOR, school)
    actor = await c.app.services.people.actor(visitor.id, visitor.id)
    assert actor is not None
    return actor


async def links_of(
    c: City, name: str = "Школа № 37 (демо)", grade: int | None = 11, letter: str = "А", slips: int = 0
) -> NewLinks:
    """A school with a coordinator, and links of a class."""
    school = await c.organisation(name, OrganisationKind.SCHOOL)
    return await c.app.services.class_links.make(
        await coordinator_of(c, school), school, grade, letter, slips
    )


async def scan(c: City, token: str, name: str = "Ученик Демо") -> Visitor:
    """Scan a code and press «Старт»."""
    who = c.telegram.person(name)
    await who.start(f"c{token}")
    await c.settle()
    return who


async def everything(c: City) -> dict[str, list[tuple[object, ...]]]:
    """All rows but the numbers of handled updates."""
    async with c.app.db.reading() as session:
        return {
            table.name: [tuple(row) for row in await session.execute(select(table))]
            for table in Base.metadata.sorted_tables
            if table.name not in (InboxUpdate.__tablename__, FormState.__tablename__)
        }


async def students(c: City) -> list[Student]:
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(Student).order_by(Student.id)))


async def test_four_taps_from_the_code_of_a_class(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        links = await links_of(c)
        who = await scan(c, links.tokens[0])
        assert "Школа № 37" in who.last.text
        assert "Имя, телефон и документы не нужны" in who.last.text
        for answer in ("Педагогика", "Вуз", "Хочу договор"):
            await tap(c, who, answer)
        assert "11А" in who.last.text
        assert "Педагогика" in who.last.text
        await tap(c, who, "14–17")
        assert "К-37-11А-01" in who.last.text
        assert "координатор" in who.last.text
        assert "родител" in who.last.text
        [student] = await students(c)
        assert (student.code, student.grade, student.letter) == ("К-37-11А-01", 11, "А")
        async with c.app.db.reading() as session:
            agreed = await session.scalars(select(Consent.purpose).where(Consent.given))
            assert set(agreed) == {Purpose.PARTICIPATION, Purpose.REMINDERS}
            assert (await session.scalars(select(RegistrationDraft))).all() == []


async def test_six_taps_from_the_code_of_a_school(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        links = await links_of(c, grade=None, letter="")
        who = await scan(c, links.tokens[0])
        answers = ("9", "Б", "Медицина", "Колледж", "Пока думаю", "уже 18")
        for answer in answers:
            await tap(c, who, answer)
        assert len(answers) <= 6
        assert "К-37-9Б-01" in who.last.text


async def test_back_shows_the_question_before_and_keeps_the_answers(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await scan(c, (await links_of(c, grade=None, letter="")).tokens[0])
        assert "Назад" not in str(labels(who.last))
        await tap(c, who, "11", "В", "Спорт", "Назад")
        assert label_like(who.last, "Спорт").startswith("✓")
        await tap(c, who, "Назад")
        assert label_like(who.last, "В").startswith("✓")
        await tap(c, who, "В", "Культура", "Вуз", "Пока думаю")
        assert "Культура" in who.last.text
        await tap(c, who, "Назад", "Хочу договор", "14–17")
        [student] = await students(c)
        assert (student.sphere.value, student.interest.value) == ("culture", "wants_contract")


async def test_it_is_resumed_after_a_restart_where_it_was_left(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        links = await links_of(c)
        who = await scan(c, links.tokens[0])
        await tap(c, who, "Педагогика")
        await c.kill()
        await tap(c, who, "Вуз")
        await who.start(f"c{links.tokens[0]}")
        await c.settle()
        assert "решили" in who.last.text
        await tap(c, who, "Хочу", "14–17")
        assert "К-37-11А-01" in who.last.text


async def test_one_reminder_after_three_days_then_silence_then_nothing_is_left(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        links = await links_of(c)
        await c.administrator.start()
        await c.settle()
        before = await everything(c)
        who = await scan(c, links.tokens[0])
        await tap(c, who, "Педагогика")
        start, mark = c.clock.today(), who.mark
        for days in range(1, 14):
            day = start + timedelta(days=days)
            await c.morning(day, time(10, 0))
            await c.app.services.registration.tick()
            await c.settle()
            if days == 2:
                assert who.received_since(mark) == []
        [reminder] = who.received_since(mark)
        assert "не закончили" in reminder.text
        await tap(c, who, "Продолжить")
        assert "поступать" in who.last.text
        for days in range(14, 29):
            await c.morning(start + timedelta(days=days), time(10, 0))
            await c.app.services.registration.tick()
            await c.settle()
        assert len(who.received_since(mark)) == 1
        after = await everything(c)
        for table in ("people", "peers", "registration_drafts", "students", "consents", "outbox_messages"):
            assert after[table] == before[table], table


@pytest.mark.parametrize("answer", ["нет 14", "Не согласен"])
async def test_no_leaves_nothing_behind(tmp_path: Path, answer: str) -> None:
    async with city(tmp_path) as c:
        links = await links_of(c)
        before = await everything(c)
        who = await scan(c, links.tokens[0])
        await tap(c, who, "Педагогика", "Вуз", "Хочу", answer)
        assert "ничего не сохранено" in who.last.text
        assert "Вопросы и ответы" in labels(who.last)
        assert await everything(c) == before


async def test_the_last_tap_twice_makes_one_pupil(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await scan(c, (await links_of(c)).tokens[0])
        await tap(c, who, "Педагогика", "Вуз", "Хочу")
        yes = who.last
        await who.press(label_like(yes, "14–17"), yes)
        await who.repeat_last_tap()
        await c.settle()
        assert [student.code for student in await students(c)] == ["К-37-11А-01"]
        assert "К-37-11А-01" in who.last.text


async def test_whoever_is_registered_sees_the_own_card(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        links = await links_of(c)
        who = await scan(c, links.tokens[0])
        await tap(c, who, "Педагогика", "Вуз", "Хочу", "14–17")
        await who.start(f"c{links.tokens[0]}")
        await c.settle()
        assert "уже зарегистрированы" in who.last.text
        assert "К-37-11А-01" in who.last.text
        await who.start()
        await c.settle()
        assert "Моя анкета" in labels(who.last)


async def test_many_at_once_get_codes_of_their_own(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        links = await links_of(c)
        crowd = [await scan(c, links.tokens[0], f"Ученик {number} Демо") for number in range(12)]
        for answer in ("Педагогика", "Вуз", "Хочу", "14–17"):
            await asyncio.gather(*(who.press(label_like(who.last, answer), who.last) for who in crowd))
            await c.settle()
        codes = [student.code for student in await students(c)]
        assert sorted(codes) == [f"К-37-11А-{number:02}" for number in range(1, 13)]
        shown = [code for who in crowd for code in codes if code in who.last.text]
        assert sorted(shown) == sorted(codes)


async def test_two_schools_of_one_number_have_codes_that_differ(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        codes = []
        for name in ("Школа № 37 (демо)", "Лицей № 37 (демо)", "Гимназия Демо"):
            who = await scan(c, (await links_of(c, name)).tokens[0])
            await tap(c, who, "Педагогика", "Вуз", "Хочу", "18")
            codes.append((await students(c))[-1].code)
        async with c.app.db.reading() as session:
            last = await session.scalar(select(Organisation.id).where(Organisation.name == "Гимназия Демо"))
        assert codes == ["К-37-11А-01", "К-Л37-11А-01", f"К-0{last}-11А-01"]


async def test_a_slip_is_for_one_person(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        links = await links_of(c, slips=2)
        first = await scan(c, links.tokens[0])
        await tap(c, first, "Педагогика", "Вуз", "Хочу", "14–17")
        second = await scan(c, links.tokens[0], "Другой Демо")
        assert "уже воспользовались" in second.last.text
        other = await scan(c, links.tokens[1], "Третий Демо")
        assert "сфера" in other.last.text


async def test_a_dead_link_says_what_to_do(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        links = await links_of(c)
        unknown = await scan(c, "no-such-token", "Первый Демо")
        assert "координатор" in unknown.last.text
        c.clock.freeze(c.clock.now() + timedelta(days=61))
        late = await scan(c, links.tokens[0], "Второй Демо")
        assert "Срок кода вышел" in late.last.text
        assert await students(c) == []


async def test_old_buttons_of_a_finished_form_do_no_harm(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await scan(c, (await links_of(c)).tokens[0])
        begun = who.last
        await tap(c, who, "Педагогика", "Вуз", "Хочу", "14–17")
        await who.press(label_like(begun, "Медицина"), begun)
        await c.settle()
        assert "К-37-11А-01" in who.last.text
        [student] = await students(c)
        assert student.sphere.value == "pedagogy"


async def test_the_own_entry_is_looked_at_and_corrected(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await scan(c, (await links_of(c)).tokens[0])
        await tap(c, who, "Педагогика", "Вуз", "Пока", "14–17", "Экзамены", "Математика", "Физика", "Готово")
        assert "Экзамены: Математика, Физика" in who.last.text
        await tap(c, who, "Сфера", "Инженерное")
        assert "Инженерное дело" in who.last.text
        await tap(c, who, "Хочу договор", "Учебное заведение")
        await c.say(who, "Колледж связи (демо)")
        assert "Колледж связи (демо)" in who.last.text
        await tap(c, who, "Работодатель", "Пока не знаю")
        assert "Работодатель: пока не названо" in who.last.text
        [student] = await students(c)
        assert (student.institution, student.employer) == ("Колледж связи (демо)", "")
        assert student.subjects == ["maths", "physics"]
