"""Contests: who hears of one and who does not, applying, the countdown, results, files."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from bot.models import (
    Consent,
    Contest,
    ContestEntry,
    EntryState,
    Giver,
    Guardian,
    Membership,
    Mute,
    OrganisationKind,
    Peer,
    Purpose,
    Role,
    Sphere,
    Topic,
)
from bot.sandbox import Visitor
from bot.services.contest_templates import GRADES, LEVELS, templates
from tests.city import City, city
from tests.families import Pupil, parent, pupil
from tests.taps import go, label_like, labels, tap

MONDAY = datetime(2026, 6, 1, 10, 0)


async def school_of(c: City, name: str = "Школа № 37 (демо)") -> int:
    return await c.organisation(name, OrganisationKind.SCHOOL)


async def agree(c: City, who: Visitor, child: Pupil) -> None:
    """A parent says that the bot may write."""
    async with c.app.db.transaction() as session:
        person = await session.scalar(select(Peer.person_id).where(Peer.user_id == who.id))
        assert person is not None
        session.add(
            Consent(
                student_id=child.student_id,
                purpose=Purpose.REMINDERS,
                version=1,
                giver=Giver.GUARDIAN,
                person_id=person,
                given=True,
                at=c.clock.now(),
            )
        )


async def listening_parent(c: City, *children: Pupil) -> Visitor:
    who = await parent(c, *children)
    for child in children:
        await agree(c, who, child)
    return who


async def draft(c: City, who: Visitor, title: str, grades: tuple[int, ...], day: str = "20") -> None:
    """A draft, complete: applications until a day of this month."""
    await go(c, who, "Конкурсы: ведение", "Новый")
    await c.say(who, title)
    await tap(c, who, "Организатор")
    await c.say(who, "МБУ ГЦОКО")
    await tap(c, who, "Классы")
    for grade in grades:
        await who.press(next(each for each in labels(who.last) if each == str(grade)), who.last)
        await c.settle()
    await tap(c, who, "Назад", "Этапы и сроки", "Добавить этап")
    await who.press(day, who.last)
    await c.settle()
    await tap(c, who, "Назад")


async def published(
    c: City, who: Visitor, title: str = "Слёт юных мастеров", grades: tuple[int, ...] = (9,), day: str = "20"
) -> None:
    await draft(c, who, title, grades, day)
    await tap(c, who, "Опубликовать", "Да, опубликовать")
    assert "🟢 Опубликован" in who.last.text


async def tick(c: City, day: int, hour: int = 9, minute: int = 0) -> None:
    c.clock.freeze(datetime(2026, 6, day, hour, minute))
    await c.app.services.contests.tick()
    await c.settle()


def heard(who: Visitor, mark: int, part: str) -> int:
    return sum(part in each.text for each in who.received_since(mark))


async def entries(c: City) -> list[ContestEntry]:
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(ContestEntry).order_by(ContestEntry.id)))


@pytest.mark.parametrize("template", templates(), ids=lambda each: str(each.key))
def test_a_shipped_contest_is_complete_and_stands_in_the_order(template: Any) -> None:
    order = Path("plans") / (
        "plan-1039-rz-2018.txt" if template.order == "plan" else "ciklogramma-238-rz-2022.txt"
    )
    printed = " ".join(order.read_text(encoding="utf-8").split())
    assert template.level in LEVELS
    assert set(template.grades) <= set(GRADES)
    for name in template.nominations:
        assert name in printed
    for named in template.title.split("«")[1:]:
        words = named.split("»")[0]
        assert words in printed or words == "Профессионалы", words
    assert len({each.key for each in templates()}) == len(templates())


async def test_it_reaches_exactly_the_grades_and_each_person_once(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        ninth, second_ninth = await pupil(c, school, grade=9), await pupil(c, school, grade=9)
        eleventh = await pupil(c, school, grade=11)
        silent = await pupil(c, school, grade=9, consents=(Purpose.PARTICIPATION,))
        muted = await pupil(c, school, grade=9)
        mother = await listening_parent(c, ninth, second_ninth, eleventh)
        father = await parent(c, ninth)  # said nothing
        other = await listening_parent(c, eleventh)
        async with c.app.db.transaction() as session:
            session.add(Mute(person_id=muted.person_id, topic=Topic.CONTESTS, since=c.clock.now()))
            session.add_all(  # a pupil who is the parent of another one too
                [
                    Membership(person_id=ninth.person_id, role=Role.GUARDIAN, started_at=c.clock.now()),
                    Guardian(
                        person_id=ninth.person_id,
                        student_id=second_ninth.student_id,
                        linked_at=c.clock.now(),
                    ),
                ]
            )
        await agree(c, ninth.visitor, second_ninth)
        people = [ninth.visitor, second_ninth.visitor, eleventh.visitor, silent.visitor, muted.visitor]
        people += [mother, father, other]
        marks = [who.mark for who in people]
        await draft(c, methodist, "Слёт юных мастеров", (5, 6, 7, 8, 9))
        await tap(c, methodist, "Опубликовать")
        assert "обучающихся в боте: 4" in methodist.last.text
        assert "Получат сообщение: 3" in methodist.last.text
        await tap(c, methodist, "Да, опубликовать")
        told = [heard(who, mark, "Новый конкурс") for who, mark in zip(people, marks, strict=True)]
        assert told == [1, 1, 0, 0, 0, 1, 0, 0]
        assert "20 июня 2026" in ninth.visitor.last.text
        await methodist.repeat_last_tap()
        await c.settle()
        assert [heard(who, mark, "Новый") for who, mark in zip(people, marks, strict=True)] == told
        for who in (eleventh.visitor, other):
            await go(c, who, "Конкурсы")
            assert "пока нет" in who.last.text
            for data in ("kn:open:1", "kn:watch:1", f"ka:apply:1:{eleventh.student_id}:-1"):
                await who.forge(data)
                await c.settle()
                assert "Этого больше нет" in who.toasts[-1].text
        assert await entries(c) == []
        await go(c, silent.visitor, "Конкурсы", "Слёт")  # was not written to, and may look
        assert "Классы: 5–9" in silent.visitor.last.text


async def test_sphere_and_school_narrow_it_and_wider_grades_tell_only_the_new_ones(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, other = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        doctor = await pupil(c, school, grade=9, sphere=Sphere.MEDICINE)
        teacher = await pupil(c, school, grade=9, sphere=Sphere.PEDAGOGY)
        elsewhere = await pupil(c, other, grade=9, sphere=Sphere.MEDICINE)
        older = await pupil(c, school, grade=10, sphere=Sphere.MEDICINE)
        people = [each.visitor for each in (doctor, teacher, elsewhere, older)]
        marks = [who.mark for who in people]
        await draft(c, coordinator, "Юный медик", (9,))
        await tap(c, coordinator, "Сфера", "Медицина", "Опубликовать", "Да, опубликовать")
        assert [heard(w, m, "Юный медик") for w, m in zip(people, marks, strict=True)] == [1, 0, 0, 0]
        await tap(c, coordinator, "Классы", "10")
        assert [heard(w, m, "Юный медик") for w, m in zip(people, marks, strict=True)] == [1, 0, 0, 1]
        await go(c, elsewhere.visitor, "Конкурсы")
        assert "пока нет" in elsewhere.visitor.last.text


async def test_in_the_evening_it_waits_and_tells_what_is_true_in_the_morning(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 6, 1, 21, 0)) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child = await pupil(c, school, grade=9)
        mark = child.visitor.mark
        await published(c, methodist)
        await published(c, methodist, "Закрытый сразу")
        await tap(c, methodist, "Завершить", "Да, завершить")
        assert child.visitor.received_since(mark) == []
        await go(c, methodist, "Конкурсы: ведение", "Слёт", "Этапы и сроки", "Приём заявок")
        await methodist.press("24", methodist.last)
        await c.settle()
        c.clock.freeze(datetime(2026, 6, 2, 9, 0))
        await c.settle()
        [told] = child.visitor.received_since(mark)
        assert "Слёт юных мастеров" in told.text
        assert "24 июня" in told.text


async def test_a_pupil_and_a_parent_apply_in_taps_and_withdraw(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child, sister = await pupil(c, school, grade=9), await pupil(c, school, grade=9)
        mother = await parent(c, child, sister)
        await draft(c, methodist, "День науки", (8, 9))
        await tap(c, methodist, "Номинации")
        await c.say(methodist, "Техника\nБиология")
        await tap(c, methodist, "Опубликовать", "Да, опубликовать")
        await tap(c, child.visitor, "Открыть конкурс", "Участвовать", "Биология")
        assert f"{child.code}: заявка подана, «Биология»" in child.visitor.last.text
        await child.visitor.repeat_last_tap()
        await c.settle()
        assert len(await entries(c)) == 1
        await go(c, mother, "Конкурсы", "День науки")
        assert f"Отозвать заявку: {child.code}" in labels(mother.last)
        await tap(c, mother, f"Участвовать: {sister.code}", "Техника")
        assert "Родитель записал вас" in sister.visitor.last.text
        await go(c, child.visitor, "Конкурсы", "✅ День науки", "Отозвать")
        assert "заявка отозвана" in child.visitor.last.text
        assert [(each.state, each.decided_at is None) for each in await entries(c)] == [
            (EntryState.WITHDRAWN, False),
            (EntryState.APPLIED, True),
        ]
        await tap(c, child.visitor, "Участвовать", "Техника")
        assert [each.nomination for each in await entries(c)] == ["Техника", "Техника"]
        c.clock.freeze(datetime(2026, 6, 21, 12, 0))
        await tap(c, child.visitor, "Отозвать")
        assert not [each for each in labels(child.visitor.last) if "Участвовать" in each]
        await child.visitor.forge(f"ka:apply:1:{child.student_id}:0")
        await c.settle()
        assert "уже закончился" in child.visitor.toasts[-1].text


async def test_the_countdown_is_for_those_who_applied_or_asked(tmp_path: Path) -> None:
    """Until 20 June: a week before is a Saturday after a holiday, so it is said on 11 June."""
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        applied, asked, neither = [await pupil(c, school, grade=9) for _ in range(3)]
        mother = await parent(c, applied)
        await published(c, methodist)
        await go(c, mother, "Конкурсы", "Слёт", "Участвовать")
        await go(c, asked.visitor, "Конкурсы", "Слёт", "Напомнить")
        people = [applied.visitor, asked.visitor, neither.visitor, mother]
        marks = [who.mark for who in people]

        def counted() -> list[int]:
            return [heard(who, mark, "⏳") for who, mark in zip(people, marks, strict=True)]

        await tick(c, 10)
        await tick(c, 11, 8, 59)
        assert counted() == [0, 0, 0, 0]
        await tick(c, 11)
        await tick(c, 11, 12)
        assert counted() == [1, 1, 0, 1]
        assert "осталось 9 дней" in applied.visitor.last.text
        assert "Ваша заявка есть" in applied.visitor.last.text
        assert "подайте заявку" in asked.visitor.last.text
        await tick(c, 13, 12)  # a day off
        await tick(c, 16, 21)  # quiet
        assert counted() == [1, 1, 0, 1]
        await tick(c, 17)
        assert counted() == [2, 2, 0, 2]
        await go(c, neither.visitor, "Конкурсы", "Слёт", "Напомнить")  # not told of what has passed
        await tick(c, 17, 12)
        assert counted() == [2, 2, 0, 2]
        await go(c, asked.visitor, "Конкурсы", "Слёт", "Не напоминать")
        await tick(c, 19)
        assert counted() == [3, 2, 1, 3]
        assert "последний день завтра" in mother.last.text
        await tick(c, 20)
        assert counted() == [3, 2, 1, 3]


async def test_a_third_contest_of_a_day_waits_for_the_evening_and_a_closed_one_does_not_come(
    tmp_path: Path,
) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child = (await pupil(c, school, grade=9)).visitor
        mark = child.mark
        for title in ("Слёт мастеров", "Турнир умений", "Смотр ремёсел", "Кубок талантов"):
            await published(c, methodist, title)
        assert [heard(child, mark, each) for each in ("Слёт", "Турнир", "Смотр", "Кубок")] == [1, 1, 0, 0]
        await go(c, methodist, "Конкурсы: ведение", "Смотр", "Завершить", "Да")
        mark = child.mark
        c.clock.freeze(datetime(2026, 6, 1, 18, 0))
        await c.app.services.evening_digest.tick()
        await c.settle()
        (evening,) = child.received_since(mark)
        assert "Кубок талантов" in evening.text
        assert "Смотр" not in evening.text


async def test_a_moved_day_tells_those_who_applied_and_counts_anew(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        applied, neither = await pupil(c, school, grade=9), await pupil(c, school, grade=9)
        await published(c, methodist, day="10")
        await tap(c, applied.visitor, "Открыть конкурс", "Участвовать")
        marks = [applied.visitor.mark, neither.visitor.mark]
        await tick(c, 3)
        assert heard(applied.visitor, marks[0], "осталось 7 дней") == 1
        await go(c, methodist, "Конкурсы: ведение", "Слёт", "Этапы и сроки", "Приём заявок")
        await methodist.press("9", methodist.last)  # a week before was yesterday: nobody hears of it now
        await c.settle()
        await tick(c, 3, 12)
        assert heard(applied.visitor, marks[0], "⏳") == 1
        await tap(c, methodist, "Приём заявок")
        await methodist.press("10", methodist.last)
        await c.settle()
        c.clock.freeze(datetime(2026, 6, 3, 13, 0))
        await tap(c, methodist, "Приём заявок")
        await methodist.press("26", methodist.last)
        await c.settle()
        assert "не до 10 июня 2026, а до 26 июня 2026" in applied.visitor.last.text
        await tick(c, 9)
        assert heard(applied.visitor, marks[0], "⏳") == 1
        await tick(c, 19)
        assert heard(applied.visitor, marks[0], "⏳") == 2
        await go(c, methodist, "Конкурсы: ведение", "Слёт", "Завершить", "Да, завершить")
        await tick(c, 25)
        assert heard(applied.visitor, marks[0], "⏳") == 2
        assert neither.visitor.received_since(marks[1]) == []


async def parents_signed(c: City, *children: Pupil) -> None:
    """Papers of parents that agree to participation."""
    async with c.app.db.transaction() as session:
        for child in children:
            session.add(
                Consent(
                    student_id=child.student_id,
                    purpose=Purpose.PARTICIPATION,
                    version=1,
                    giver=Giver.PAPER,
                    person_id=child.person_id,
                    given=True,
                    at=c.clock.now(),
                )
            )


async def test_results_by_taps_and_by_a_list_are_told_kindly_and_handed_over(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school, other = await school_of(c), await school_of(c, "Школа № 11 (демо)")
        methodist = await c.join("Марина Демо", Role.METHODIST)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        first, second = await pupil(c, school, grade=9), await pupil(c, school, grade=9)
        third = await pupil(c, other, grade=9)
        older = await pupil(c, school, grade=11)
        mother = await listening_parent(c, first)
        await parents_signed(c, first, third)
        await published(c, methodist)
        await tap(c, first.visitor, "Открыть конкурс", "Участвовать")
        await go(c, coordinator, "Конкурсы: ведение", "Слёт", "Заявки и итоги", "Внести по коду")
        for code, refusal in ((third.code, "Такого кода"), (older.code, "не для класса")):
            await c.say(coordinator, code)
            assert refusal in coordinator.last.text
        await c.say(coordinator, second.code.lower().replace("-", " – "))
        await tap(c, coordinator, "Да, записать")
        assert "Школа записала вас" in second.visitor.last.text
        await tap(c, coordinator, first.code, "призёр")
        for who in (first.visitor, mother):
            assert "призёр конкурса «Слёт юных мастеров»" in who.last.text
        decided = [each.decided_at for each in await entries(c)]
        c.clock.freeze(datetime(2026, 6, 1, 10, 30))
        await tap(c, coordinator, "призёр")
        assert [each.decided_at for each in await entries(c)] == decided
        assert heard(first.visitor, 0, "призёр конкурса") == 1
        await go(c, methodist, "Конкурсы: ведение", "Слёт", "Заявки и итоги", "Итоги списком", "победитель")
        await c.say(methodist, f"{third.code}\n{older.code}, К-99-9А-01; {second.code}")
        assert "Отмечено 2: победитель" in methodist.last.text
        assert f"{older.code}, К-99-9А-01" in methodist.last.text
        assert "победитель конкурса" in third.visitor.last.text
        assert "Спасибо" not in second.visitor.last.text
        states = {each.student_id: each.state for each in await entries(c)}
        assert states == {
            first.student_id: EntryState.PRIZE,
            second.student_id: EntryState.WINNER,
            third.student_id: EntryState.WINNER,
        }
        await tap(c, methodist, "Назад", "Таблица XLSX")
        book = book_of(methodist)
        rows = [list(row) for row in book["Заявки и итоги"].iter_rows(values_only=True)]
        assert {row[2]: row[4] for row in rows if row[2]} == {
            "Код": "Итог",
            first.code: "призёр",
            third.code: "победитель",
        }
        assert any("ждёт согласия родителя" in str(row[0]) for row in rows)
        by_school = [list(row) for row in book["Свод по школам"].iter_rows(values_only=True)]
        assert ["Школа № 37 (демо)", 2, 0, 1, 1] in by_school
        assert ["Всего", 3, 0, 1, 2] in by_school
        await go(c, coordinator, "Конкурсы: ведение", "Список призёров")
        talented = [list(row) for row in book_of(coordinator).active.iter_rows(values_only=True)]
        assert [row[2] for row in talented if row[2]] == ["Код", first.code]
        await go(c, first.visitor, "Конкурсы", "🥈 Слёт")
        assert not [each for each in labels(first.visitor.last) if "Отозвать" in each]
        await first.visitor.forge(f"ka:withdraw:1:{first.student_id}:-1")
        await c.settle()
        assert "уже подведён" in first.visitor.toasts[-1].text


def book_of(who: Visitor) -> Any:
    document = who.last.document
    assert document is not None
    return openpyxl.load_workbook(io.BytesIO(document.data))


@pytest.mark.parametrize(("year", "offered"), [(2026, False), (2027, True), (2028, False)])
async def test_a_contest_of_every_second_year_is_offered_in_its_years(
    tmp_path: Path, year: int, offered: bool
) -> None:
    async with city(tmp_path, datetime(year, 6, 1, 10, 0)) as c:
        methodist = await c.join("Марина Демо", Role.METHODIST)
        await go(c, methodist, "Конкурсы: ведение", "Из планов")
        seen = labels(methodist.last)
        while "Дальше ›" in seen:
            await tap(c, methodist, "Дальше")
            seen += labels(methodist.last)
            if "Дальше ›" not in labels(methodist.last):
                break
        text = "\n".join(seen)
        assert ("п. 3.13" in text, "п. 1.9" in text) == (offered, offered)
        assert "п. 1.10" not in text
        assert "п. 3.11" in text
        await tap(c, methodist, "Все, и не этого года")
        everything = labels(methodist.last)
        while "Дальше ›" in labels(methodist.last):
            await tap(c, methodist, "Дальше")
            everything += labels(methodist.last)
        assert "п. 3.13" in "\n".join(everything)


async def test_a_draft_from_an_order_is_changed_and_needs_a_day_before_it_is_out(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        colleague = await c.join("Игорь Демо", Role.COORDINATOR, await school_of(c, "Школа № 11 (демо)"))
        child = await pupil(c, school, grade=9)
        await go(c, coordinator, "Конкурсы: ведение", "Из планов", "Дальше", "п. 3.11 · 8–9")
        assert "Классы: 8–9" in coordinator.last.text
        assert "То, что сегодня наука" in coordinator.last.text
        await tap(c, coordinator, "Опубликовать")
        assert "Нет ни одного этапа" in coordinator.toasts[-1].text
        await tap(c, coordinator, "Контакт")
        for wrong in ("Иванова Мария Петровна", "Петров И. И., кабинет 3", "к Сидорову А.Б."):
            await c.say(coordinator, wrong)
            assert "имя человека" in coordinator.last.text
        await c.say(coordinator, "ГЦОКО, кабинет 12")
        assert "Куда обратиться: ГЦОКО, кабинет 12" in coordinator.last.text
        await tap(c, coordinator, "Положение")
        await coordinator.send_file("polozhenie.pdf", b"%PDF-1.4 rules")
        await c.settle()
        assert "polozhenie.pdf" in coordinator.last.text
        await tap(c, coordinator, "Этапы и сроки", "Добавить этап")
        await coordinator.press("15", coordinator.last)
        await c.settle()
        await tap(c, coordinator, "Добавить этап", "Финал")
        await coordinator.press("10", coordinator.last)  # before the applications end
        await c.settle()
        assert "по порядку" in coordinator.toasts[-1].text
        await coordinator.press("30", coordinator.last)
        await c.settle()
        await tap(c, coordinator, "Добавить этап", "Своё название")
        await c.say(coordinator, "Выставка работ")
        await tap(c, coordinator, "›")
        await coordinator.press("10", coordinator.last)
        await c.settle()
        assert "Выставка работ — до 10 июля 2026" in coordinator.last.text
        await tap(c, coordinator, "Финал", "Убрать этап", "Назад", "Опубликовать", "Да, опубликовать")
        await tap(c, child.visitor, "Открыть конкурс", "Положение")
        assert child.visitor.last.document is not None
        assert child.visitor.last.document.data == b"%PDF-1.4 rules"
        await go(c, colleague, "Конкурсы: ведение")
        assert "День науки" not in str(labels(colleague.last))
        for data in (
            "kt:open:1",
            "kt:publish:1",
            "kf:1:title",
            "kv:1:grade:11",
            "kj:list:1:-1",
            "kr:list:1:0",
        ):
            await colleague.forge(data)
            await c.settle()
            assert "Этого больше нет" in colleague.toasts[-1].text, data
        async with c.app.db.reading() as session:
            [kept] = await session.scalars(select(Contest))
            assert kept.template_key == "science-day-8-9"
            assert kept.grades == [8, 9]
            assert kept.organisation_id == school


async def test_a_contest_for_kindergartens_writes_to_nobody(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child = await pupil(c, school, grade=9)
        mark = child.visitor.mark
        await go(
            c, methodist, "Конкурсы: ведение", "Из планов", "KidSkills", "Этапы и сроки", "Добавить этап"
        )
        await methodist.press("20", methodist.last)
        await c.settle()
        await tap(c, methodist, "Назад", "Опубликовать")
        assert "никому писать не буду" in methodist.last.text
        await tap(c, methodist, "Да, опубликовать")
        assert child.visitor.received_since(mark) == []
        await go(c, child.visitor, "Конкурсы")
        assert "пока нет" in child.visitor.last.text


async def test_whoever_is_forgotten_leaves_no_application(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        child, sister = await pupil(c, school, grade=9), await pupil(c, school, grade=9)
        mother = await parent(c, child, sister)
        await published(c, methodist)
        await go(c, mother, "Конкурсы", "Слёт", f"Участвовать: {child.code}")
        await tap(c, mother, f"Участвовать: {sister.code}", "Напомнить")
        await c.say(mother, "/forget")
        await tap(c, mother, "Да, удалить")
        assert [each.applied_by for each in await entries(c)] == [None, None]
        await c.say(child.visitor, "/forget")
        await tap(c, child.visitor, "Да, удалить")
        assert [each.student_id for each in await entries(c)] == [sister.student_id]
        assert label_like(methodist.last, "Завершить")


async def test_an_application_of_a_double_goes_to_the_entry_that_is_kept(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        double, kept = await pupil(c, school, grade=9), await pupil(c, school, grade=9)
        await published(c, methodist)
        await tap(c, double.visitor, "Открыть конкурс", "Участвовать")
        actor = await c.app.services.people.actor(coordinator.id, coordinator.id)
        assert actor is not None
        await c.app.services.register.merge(actor, double.student_id, kept.student_id)
        await go(c, coordinator, "Конкурсы: ведение", "Слёт", "Заявки и итоги")
        assert f"⚪️ {kept.code}" in labels(coordinator.last)
        assert f"⚪️ {double.code}" not in labels(coordinator.last)


async def test_a_kill_between_publishing_and_telling_tells_everybody_once(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        school = await school_of(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        children = [await pupil(c, school, grade=9) for _ in range(5)]
        marks = [child.visitor.mark for child in children]
        await draft(c, methodist, "Слёт юных мастеров", (9,))
        await tap(c, methodist, "Опубликовать")
        await methodist.press("Да, опубликовать", methodist.last)
        await c.app.poller.poll_once(0)
        await c.app.inbox.settled()  # committed, and nothing delivered yet
        await c.kill()
        await c.settle()
        await c.app.services.contests.tick()
        await c.settle()
        told = [
            heard(each.visitor, mark, "Новый конкурс") for each, mark in zip(children, marks, strict=True)
        ]
        assert told == [1] * 5
