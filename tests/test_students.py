"""The register of pupils: the coordinator keeps it, the methodist counts, nobody sees another school's."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.models import (
    AuditEntry,
    EventKind,
    Interest,
    Membership,
    OrganisationKind,
    Participation,
    Role,
    RouteSheet,
    Student,
    StudentChange,
    StudentState,
)
from tests.city import City, city
from tests.families import agreed_by_a_parent, parent, pupil
from tests.taps import go, labels, tap
from tests.test_registration import scan


async def student(c: City, number: int) -> Student:
    """A pupil as a fresh session reads it."""
    async with c.app.db.reading() as session:
        return await session.get_one(Student, number)


async def changes(c: City) -> list[tuple[str, str, str]]:
    async with c.app.db.reading() as session:
        rows = await session.scalars(select(StudentChange).order_by(StudentChange.id))
        return [(each.field, each.was, each.now) for each in rows]


async def school_of(c: City, name: str = "Школа № 37 (демо)") -> int:
    return await c.organisation(name, OrganisationKind.SCHOOL)


async def test_a_new_entry_is_confirmed_and_the_pupil_hears_of_it(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school, state=StudentState.NEW)
        await go(c, who, "Обучающиеся", "11А")
        assert f"🆕 {child.code}" in labels(who.last)
        await tap(c, who, child.code, "Подтвердить")
        assert "Заявка подтверждена" in who.last.text
        assert (await student(c, child.student_id)).state is StudentState.APPROVED
        assert "подтвердил вашу заявку" in child.visitor.last.text
        assert await changes(c) == [("state", "new", "approved")]


async def test_a_whole_class_is_confirmed_in_one_tap(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        children = [await pupil(c, school, state=StudentState.NEW) for _ in range(3)]
        await go(c, who, "Обучающиеся", "11А", "Подтвердить всех")
        assert "Подтверждены 3 заявки" in who.toasts[-1].text
        for child in children:
            assert (await student(c, child.student_id)).state is StudentState.APPROVED
            assert len([m for m in child.visitor.messages if "подтвердил" in m.text]) == 1
        assert "Подтвердить всех" not in str(labels(who.last))


async def test_class_and_sphere_are_corrected_and_the_code_stays(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        await go(c, who, "Обучающиеся", "11А", child.code, "Исправить", "Класс", "11", "Б")
        assert child.code in who.last.text
        assert "11Б" in who.last.text
        assert "теперь 11Б" in child.visitor.last.text
        await tap(c, who, "Исправить", "Сфера", "Спорт")
        assert await changes(c) == [("class", "11А", "11Б"), ("sphere", "pedagogy", "sport")]
        row = await student(c, child.student_id)
        assert (row.code, row.letter) == (child.code, "Б")


async def test_whoever_left_is_in_no_list_and_can_be_taken_back(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        child = await pupil(c, school)
        await go(c, who, "Обучающиеся", "11А", child.code, "Выбыл")
        assert (await student(c, child.student_id)).state is StudentState.APPROVED
        await tap(c, who, "Да, выбыл")
        assert (await student(c, child.student_id)).state is StudentState.LEFT
        assert "анкета" in child.visitor.last.text
        await child.visitor.start()
        await c.settle()
        assert "Моя анкета" not in str(labels(child.visitor.last))
        await go(c, who, "Обучающиеся")
        assert "Всего: 0" in who.last.text
        await who.forge(f"st:approve:{child.student_id}")
        await c.settle()
        await c.say(child.visitor, "/menu")
        assert "Моя анкета" in labels(child.visitor.last)


async def test_whoever_moved_signs_up_in_the_new_school_and_gets_another_code(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        old, new = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        who = await c.join("Ольга Демо", Role.COORDINATOR, old)
        other = await c.join("Игорь Демо", Role.COORDINATOR, new)
        child = await pupil(c, old)
        await go(c, who, "Обучающиеся", "11А", child.code, "Перешёл", "Да, перешёл")
        actor = await c.app.services.people.actor(other.id, other.id)
        assert actor is not None
        links = await c.app.services.class_links.make(actor, new, 11, "В")
        await child.visitor.start(f"c{links.tokens[0]}")
        await c.settle()
        await tap(c, child.visitor, "Медицина", "Вуз", "Хочу", "14–17")
        assert "К-11-11В-01" in child.visitor.last.text
        before = await student(c, child.student_id)
        assert (before.person_id, before.state) == (None, StudentState.MOVED)
        async with c.app.db.reading() as session:
            held = await session.scalars(
                select(Membership).where(
                    Membership.person_id == child.person_id, Membership.ended_at.is_(None)
                )
            )
            assert [each.role for each in held] == [Role.STUDENT]


async def test_a_double_is_merged_into_the_entry_that_stays(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        kept, double = await pupil(c, school), await pupil(c, school)
        other_class = await pupil(c, school, letter="Б")
        await go(c, who, "Обучающиеся", "11А", double.code, "Дубль")
        assert other_class.code not in str(labels(who.last))
        await tap(c, who, kept.code)
        assert kept.code in who.last.text
        assert (await student(c, double.student_id)).merged_into == kept.student_id
        assert "объединена" in double.visitor.last.text
        await tap(c, who, "Назад")
        assert double.code not in str(labels(who.last))


async def test_the_methodist_counts_and_sees_schools_without_anybody(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        first, _ = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        who = await c.join("Марина Демо", Role.METHODIST)
        child = await pupil(c, first)
        async with c.app.db.transaction() as session:
            row = await session.get_one(Student, child.student_id)
            row.interest = Interest.WANTS_CONTRACT
        await go(c, who, "Обучающиеся")
        assert "Всего: 1" in who.last.text
        assert "1. Школа № 11 (демо): 0 заявок" in who.last.text
        assert "Сферы: Педагогика — 1" in who.last.text
        assert "В 1 школе пока нет заявок" in who.last.text
        await tap(c, who, "2", "11А", child.code)
        assert "Подтвердить" not in str(labels(who.last))
        assert "Исправить" not in str(labels(who.last))


async def test_a_class_that_got_a_code_and_has_nobody_is_named(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        links = await c.app.services.class_links.make(actor, school, 9, "В")
        await go(c, who, "Обучающиеся")
        assert "9В: 0 заявок" in who.last.text
        child = await scan(c, links.tokens[0])
        await tap(c, child, "Спорт", "Колледж", "Пока", "14–17")
        await go(c, who, "Обучающиеся")
        assert "9В: 1, новых 1" in who.last.text
        assert "ждут согласия родителя: 1" in who.last.text


async def test_what_a_double_did_goes_to_the_kept_entry(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 10, 5, 10, 0)) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        kept, double = await pupil(c, school), await pupil(c, school)
        await agreed_by_a_parent(c, kept, double)
        await go(c, who, "Маршрутные листы", "11А", double.code)
        await tap(c, who, "педагогический вуз")
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        at = c.clock.at(datetime(2026, 10, 20, 15, 0))
        events = c.app.services.events
        await events.make(actor, school, EventKind.EXCURSION, at, 60, "Экскурсия", "Завод (демо)")
        await events.publish(actor, 1)
        await double.visitor.forge(f"ee:join:1:{double.student_id}")
        await c.settle()
        await go(c, who, "Обучающиеся", "11А", double.code, "Дубль", kept.code)
        async with c.app.db.reading() as session:
            assert (await session.scalars(select(RouteSheet.student_id))).all() == [kept.student_id]
            assert (await session.scalars(select(Participation.student_id))).all() == [kept.student_id]


ALL_TAPS = (
    "st:open:{}",
    "st:approve:{}",
    "st:correct:{}",
    "st:double:{}",
    "st:ask-left:{}",
    "st:left:{}",
    "st:moved:{}",
    "sg:{}:11:3",
    "sf:{}:sphere:sport",
    "sm:{}:{}",
)


@pytest.mark.parametrize("word", ALL_TAPS)
@pytest.mark.parametrize("number", ["foreign", "unknown"])
async def test_another_school_reaches_nothing_and_cannot_tell_what_exists(
    tmp_path: Path, word: str, number: str
) -> None:
    async with city(tmp_path) as c:
        school, other = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        child = await pupil(c, school, state=StudentState.NEW)
        who = await c.join("Игорь Демо", Role.COORDINATOR, other)
        target = child.student_id if number == "foreign" else 4040
        await who.forge(word.replace("{}", str(target)))
        await c.settle()
        assert "Этого больше нет" in who.toasts[-1].text
        row = await student(c, child.student_id)
        assert (row.state, row.letter, row.sphere.value) == (StudentState.NEW, "А", "pedagogy")
        async with c.app.db.reading() as session:
            refused = await session.scalars(select(AuditEntry).where(AuditEntry.action == "refused"))
            assert [each.details for each in refused] == [{"reason": "error-not-found"}]


async def test_a_parent_is_no_coordinator(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        child = await pupil(c, await school_of(c))
        mother = await parent(c, child)
        for word in ALL_TAPS:
            await mother.forge(word.replace("{}", str(child.student_id)))
            await c.settle()
            assert "больше не действует" in mother.toasts[-1].text


async def test_on_mondays_of_september_the_school_hears_how_many_signed_up(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 9, 1, 10, 0)) as c:
        school = await school_of(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        await c.app.services.class_links.make(actor, school, 9, "В")
        for day, letter in ((1, "А"), (4, "А"), (8, "Б")):
            c.clock.freeze(datetime(2026, 9, day, 12, 0))
            await pupil(c, school, letter=letter, state=StudentState.NEW)
        mark = who.mark
        for day in range(9, 22):
            for hour in (7, 9, 11):
                c.clock.freeze(datetime(2026, 9, day, hour, 0))
                await c.app.services.weekly_count.tick()
                await c.settle()
        first, second = who.received_since(mark)
        assert "за неделю +1, всего 3. Пока никого: 9В." in first.text
        assert "Ждут подтверждения: 3 заявки." in first.text
        assert "за неделю +0, всего 3" in second.text
