"""Route sheets: begun from a template, followed in chat, edited at school, drawn and printed."""

import io
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
from sqlalchemy import select

from bot.models import (
    Age,
    AuditEntry,
    OrganisationKind,
    Role,
    RouteSheet,
    RouteStep,
    RouteTemplate,
    Sphere,
    StepKind,
    StepState,
)
from bot.services.route_templates import RouteTemplates, TemplateStep, due_of
from tests.city import City, city
from tests.families import Pupil, agreed_by_a_parent, parent, pupil
from tests.mentors import tutored
from tests.taps import go, label_like, labels, tap

AUTUMN = datetime(2026, 10, 5, 10, 0)


async def steps_of(c: City, child: Pupil) -> list[RouteStep]:
    """The steps of a pupil's sheet as a fresh session reads them."""
    async with c.app.db.reading() as session:
        return list(
            await session.scalars(
                select(RouteStep)
                .join(RouteSheet, RouteSheet.id == RouteStep.sheet_id)
                .where(RouteSheet.student_id == child.student_id)
                .order_by(RouteStep.due, RouteStep.position)
            )
        )


async def school_with_pupil(c: City, **about: object) -> tuple[int, Pupil]:
    school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
    child = await pupil(c, school, **about)  # type: ignore[arg-type]
    await agreed_by_a_parent(c, child)
    return school, child


async def test_a_class_gets_its_sheets_in_one_tap_and_the_pupil_follows_the_route(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, child = await school_with_pupil(c, sphere=Sphere.MEDICINE)
        without_consent = await pupil(c, school)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await go(c, who, "Маршрутные листы", "11А")
        assert "Ждут согласия родителя: 1" in who.last.text
        await tap(c, who, "Составить всем, у кого нет (1)")
        assert who.toasts[-1].text == "Составлен 1 лист"
        assert f"{child.code}: 0 из 10" in who.last.text
        assert await steps_of(c, without_consent) == []
        told = child.visitor.last
        assert "Школа составила ваш маршрутный лист: 10 шагов" in told.text
        await tap(c, child.visitor, "Посмотреть маршрут")
        assert (
            "Дальше: <b>Личный профессиональный план: пять ответов</b>, до 19 октября 2026"
            in child.visitor.last.html
        )
        assert "Экскурсия в больницу" in child.visitor.last.text
        await tap(c, child.visitor, "Ознакомлен")
        assert "Ознакомлен(а)" not in str(labels(child.visitor.last))
        await tap(c, child.visitor, "1", "Сделано")
        assert "✅ Сделано" in child.visitor.last.text
        await tap(c, child.visitor, "Что сделано")
        await c.say(child.visitor, "Ответил на пять вопросов")
        assert "📝 Ответил на пять вопросов" in child.visitor.last.text
        await tap(c, child.visitor, "Назад", "2", "Не получилось", "Болезнь")
        assert "Почему: Болезнь" in child.visitor.last.text
        first, second, *_ = await steps_of(c, child)
        assert (first.state, first.evidence) == (StepState.DONE, "Ответил на пять вопросов")
        assert (second.state, second.reason) == (StepState.MISSED, "ill")
        await c.press(who, label_like(who.last, child.code))
        assert "Сделано: 1 из 10" in who.last.text


async def test_the_school_replaces_moves_adds_and_removes(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, child = await school_with_pupil(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await go(c, who, "Обучающиеся", "11А", child.code, "Маршрут")
        assert "С какого шаблона начать?" in who.last.text
        assert labels(who.last)[0] == "11 класс, педагогический вуз"
        await tap(c, who, "педагогический вуз")
        await tap(c, who, "2", "Заменить", "Экскурсия")
        await c.say(who, "Экскурсия в лицей № 100 (демо)")
        await c.press(who, "20")
        assert "🔁 " in who.last.text
        assert "Экскурсия в лицей № 100 (демо) — 20 окт" in who.last.text
        old = next(step for step in await steps_of(c, child) if step.state is StepState.REPLACED)
        new = next(step for step in await steps_of(c, child) if step.id == old.replaced_by)
        assert (new.title, new.due) == ("Экскурсия в лицей № 100 (демо)", date(2026, 10, 20))
        await c.press(who, str([s.id for s in await steps_of(c, child)].index(new.id) + 1))
        await tap(c, who, "Другой день")
        await c.press(who, "27")
        assert "до 27 октября 2026" in who.last.text
        await tap(c, who, "Назад", "➕ Шаг", "Проект")
        await c.say(who, "Проект «Моя школа»")
        await c.press(who, "›")
        await c.press(who, "12")
        added = next(step for step in await steps_of(c, child) if step.title == "Проект «Моя школа»")
        assert added.due == date(2026, 11, 12)
        await c.press(who, str([s.id for s in await steps_of(c, child)].index(added.id) + 1))
        await tap(c, who, "Убрать")
        assert "Проект «Моя школа»" not in who.last.text
        async with c.app.db.reading() as session:
            acts = await session.scalars(
                select(AuditEntry.action).where(AuditEntry.subject == "route step").order_by(AuditEntry.id)
            )
            assert list(acts) == ["added", "replaced", "moved", "added", "removed"]


async def test_a_parent_sees_and_changes_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, child = await school_with_pupil(c)
        mother = await parent(c, child)
        await go(c, mother, "Маршрут")
        assert f"У {child.code} пока нет маршрутного листа" in mother.last.text
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await go(c, who, "Маршрутные листы", "11А", "Составить всем")
        await go(c, mother, "Мои дети", "Маршрут")
        assert "Дальше:" in mother.last.text
        await tap(c, mother, "1")
        assert not [label for label in labels(mother.last) if "Сделано" in label or "Заменить" in label]
        step = (await steps_of(c, child))[0]
        for word in (f"ro:done:{step.id}:0", f"rr:{step.id}:0", f"ro:line:{step.id}:0"):
            await mother.forge(word)
            await c.settle()
        assert (await steps_of(c, child))[0].state is StepState.PLANNED


async def test_the_pupil_is_reminded_once_and_asked_once(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, child = await school_with_pupil(c)
        quiet = await pupil(c, school, age=Age.ADULT, consents=())
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await go(c, who, "Маршрутные листы", "11А", "Составить всем")
        mark, silent = child.visitor.mark, quiet.visitor.mark
        for day in range(6, 31):  # the first step is due on Monday 19 October
            for hour in (8, 9, 12):
                c.clock.freeze(datetime(2026, 10, day, hour, 30))
                await c.app.services.route_reminders.tick()
                await c.settle()
        near, asked, later = child.visitor.received_since(mark)
        assert "Скоро в вашем маршруте" in near.text
        assert "Личный профессиональный план: пять ответов — до 19 октября 2026" in near.text
        assert near.date.date() == date(2026, 10, 16)
        assert "Как прошло?" in asked.text
        assert asked.date.date() == date(2026, 10, 20)
        assert "31 октября 2026" in later.text
        assert quiet.visitor.received_since(silent) == []
        await child.visitor.press(labels(asked)[0], asked)
        await c.settle()
        await c.press(child.visitor, "✅ Сделано")
        assert (await steps_of(c, child))[0].state is StepState.DONE


async def test_the_card_is_a_picture_and_the_papers_hold_what_was_marked(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, child = await school_with_pupil(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await go(c, who, "Маршрутные листы", "11А", "Составить всем")
        await go(c, child.visitor, "Маршрут", "1", "Сделано", "Назад", "Карточка")
        picture = child.visitor.last.photo
        assert picture is not None
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
        await go(c, child.visitor, "Маршрут", "Документ")
        file = child.visitor.last.document
        assert file is not None
        document = docx.Document(io.BytesIO(file.data))
        words = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert "МАРШРУТНЫЙ ЛИСТ" in words
        assert child.code in words
        assert "Выполнено 1 из 10 мероприятий по состоянию на 05.10.2026" in words
        assert document.tables[0].rows[1].cells[5].text == "Выполнено 05.10.2026"
        await go(c, who, "Маршрутные листы", "11А", "Листы класса")
        assert who.last.document is not None
        assert who.last.document.name == "Маршрутные листы 11А 2026-10-05.docx"
        await go(c, who, "Маршрутные листы", "Реестр")
        assert who.last.document is not None
        book = openpyxl.load_workbook(io.BytesIO(who.last.document.data))
        assert book.sheetnames == ["Листы", "Шаги", "Виды мероприятий"]
        rows = list(book["Листы"].iter_rows(values_only=True))
        assert rows[5][3] == child.code
        assert rows[5][9:] == (10, 1, 0, 0, 0)


async def test_the_methodist_makes_a_template_and_schools_are_offered_it_first(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, child = await school_with_pupil(c, sphere=Sphere.SPORT)
        who = await c.join("Марина Демо", Role.METHODIST)
        await go(c, who, "Шаблоны маршрутов", "➕ Шаблон", "11", "Спорт", "Вуз")
        await c.say(who, "11 класс, спорт")
        await tap(c, who, "➕ Шаг", "Экскурсия")
        await c.say(who, "Экскурсия на стадион")
        await c.press(who, "15")
        assert "1. Экскурсия на стадион — 15 окт" in who.last.text
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await go(c, coordinator, "Маршрутные листы", "11А", child.code)
        assert labels(coordinator.last)[0] == "11 класс, спорт"
        await tap(c, who, "Не показывать школам")
        await go(c, coordinator, "Маршрутные листы", "11А", child.code)
        assert "11 класс, спорт" not in labels(coordinator.last)


async def test_shipped_templates_come_once_and_an_edited_one_stays(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        who = await c.join("Марина Демо", Role.METHODIST)
        await go(c, who, "Шаблоны маршрутов", "11 класс, поступление в вуз", "1", "Убрать")
        await RouteTemplates(c.app.db, c.clock).seed()
        async with c.app.db.transaction() as session:
            changed = await session.scalar(select(RouteTemplate).where(RouteTemplate.key == "9-college"))
            assert changed is not None
            number = changed.id
        actor = await c.app.services.people.actor(who.id, who.id)
        assert actor is not None
        found = {each.title: each for each in await c.app.services.route_templates.listed(actor)}
        assert len(found) == 7
        assert len(found["11 класс, поступление в вуз"].steps) == 9
        assert found["9 класс, поступление в колледж"].template_id == number


def test_days_of_a_template_in_a_school_year() -> None:
    def due(month: int | None, day: int | None, after: int | None, start: date) -> date:
        step = TemplateStep(1, 1, "Шаг", StepKind.TRIAL, month, day, after, "")
        return due_of(step, start)

    assert due(11, 30, None, date(2026, 10, 5)) == date(2026, 11, 30)
    assert due(2, 15, None, date(2026, 10, 5)) == date(2027, 2, 15)
    assert due(2, 15, None, date(2027, 1, 20)) == date(2027, 2, 15)
    assert due(None, None, 14, date(2026, 10, 5)) == date(2026, 10, 19)
    assert due(10, 31, None, date(2026, 11, 10)) == date(2026, 11, 24)  # its day has passed
    assert due(2, 29, None, date(2026, 10, 5)) == date(2027, 2, 28)


async def test_the_tutor_edits_the_sheets_of_own_pupils_only(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school = await tutored(c, 2)
        mine, other = school.pupils
        await go(c, school.tutor, "Мои подопечные", other.code, "Завершить", "больше не может")
        await go(c, school.tutor, "Мои подопечные", mine.code, "Маршрут", "педагогический вуз")
        assert f"Маршрутный лист · {mine.code}" in school.tutor.last.text
        await tap(c, school.tutor, "1", "Сделано")
        await go(c, mine.visitor, "Маршрут")
        assert "Сделано: 1" in mine.visitor.last.text
        before = school.tutor.last.text
        await school.tutor.forge(f"ro:open:{other.student_id}:0")
        await c.settle()
        assert school.tutor.last.text == before
        assert other.code not in school.tutor.last.text
