"""Monitoring (2.8.5, 2.4.3): opens in time, assembles itself, schools confirm, the centre merges."""

import io
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy import select

from bot.models import (
    Assignment,
    AssignmentState,
    Completion,
    Interest,
    MonitoringKind,
    MonitoringReport,
    Occurrence,
    OrganisationKind,
    PlanItem,
    Role,
    Student,
)
from bot.working_days import WorkingDays
from tests.city import City, city
from tests.families import Pupil, agreed_by_a_parent, pupil
from tests.taps import go, labels, tap

AUTUMN = datetime(2026, 10, 5, 10, 0)
OPENING = datetime(2026, 12, 23, 9, 5)


async def tick(c: City, at: datetime) -> None:
    c.clock.freeze(at)
    await c.app.services.monitoring_opening.tick()
    await c.settle()


async def school_of(c: City, name: str, count: int = 1) -> tuple[int, list[Pupil]]:
    school = await c.organisation(name, OrganisationKind.SCHOOL)
    children = [await pupil(c, school) for _ in range(count)]
    await agreed_by_a_parent(c, *children)
    return school, children


async def test_from_a_template_to_the_january_report(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        await c.administrator.start()
        school, children = await school_of(c, "Школа № 37 (демо)", 3)
        await school_of(c, "Школа № 11 (демо)")
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await c.activate()
        await go(c, who, "Маршрутные листы", "11А", "Составить всем")
        for child in children[:2]:
            await go(c, child.visitor, "Маршрут", "1", "Сделано", "Назад", "2", "Не получилось", "Отменили")
        newcomer = await pupil(c, school)
        await agreed_by_a_parent(c, newcomer)
        async with c.app.db.transaction() as session:
            (await session.get_one(Student, newcomer.student_id)).interest = Interest.WANTS_CONTRACT
        marks = {child.visitor: child.visitor.mark for child in children}
        before = who.mark
        await tick(c, datetime(2026, 12, 22, 9, 5))
        assert who.received_since(before) == []
        await tick(c, OPENING)
        await tick(c, datetime(2026, 12, 23, 11, 0))
        (told,) = [each for each in who.received_since(before) if "2.8.5" in each.text]
        # two pupils × 3 steps and one × 5 have passed without a word; one has no sheet
        assert "Не хватает сведений: 12. Дополните и подтвердите до 15 января 2027" in told.text
        for child in children:
            (asked,) = child.visitor.received_since(marks[child.visitor])
            assert "Как прошло?" in asked.text
        await tap(c, who, "Открыть отчёт", "Чего не хватает")
        assert f"{newcomer.code}: хочет договор, а маршрутного листа нет" in who.last.text
        await tap(c, who, newcomer.code, "педагогический вуз")
        await go(c, who, "Мониторинг", "2.8.5")
        assert "Не хватает сведений: 11" in who.last.text
        await tap(c, who, "Пояснение")
        await c.say(who, "Проба перенесена из-за карантина")
        await tap(c, who, "Всё верно")
        assert "Подтверждён 23 декабря 2026" in who.last.text
        async with c.app.db.reading() as session:
            report = await session.scalar(
                select(MonitoringReport).where(MonitoringReport.organisation_id == school)
            )
            assert report is not None
            figures = report.figures
            assert (figures["pupils"], figures["sheets"], figures["done"], figures["missed"]) == (4, 4, 2, 2)
            assert figures["reasons"] == {"cancelled": 2}
            handed_in = (
                await session.execute(
                    select(Assignment.state, Completion.text)
                    .join(Completion, Completion.assignment_id == Assignment.id)
                    .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
                    .join(PlanItem, PlanItem.id == Occurrence.item_id)
                    .where(PlanItem.number == "2.8.5", Assignment.organisation_id == school)
                )
            ).one()
            assert handed_in.state is AssignmentState.REPORTED
            assert "выполнено 2, не выполнено 2" in handed_in.text
        await go(c, children[0].visitor, "Маршрут", "3", "Сделано")
        await go(c, who, "Мониторинг", "2.8.5")
        assert "Выполнено: 2" in who.last.text  # frozen until it is opened again
        await tap(c, who, "Исправить")
        assert "Выполнено: 3" in who.last.text
        await tap(c, who, "DOCX")
        assert who.last.document is not None
        document = docx.Document(io.BytesIO(who.last.document.data))
        assert document.paragraphs[0].text.startswith("ИНФОРМАЦИОННЫЙ ОТЧЁТ")
        assert document.tables[0].rows[-1].cells[0].text == "Итого"


async def test_the_centre_reminds_merges_and_hands_on(tmp_path: Path) -> None:
    async with city(tmp_path, AUTUMN) as c:
        school, children = await school_of(c, "Школа № 37 (демо)", 2)
        other, _ = await school_of(c, "Школа № 11 (демо)")
        first = await c.join("Ольга Демо", Role.COORDINATOR, school)
        late = await c.join("Игорь Демо", Role.COORDINATOR, other)
        centre = await c.join("Марина Демо", Role.METHODIST)
        await go(c, first, "Маршрутные листы", "11А", "Составить всем")
        await go(c, children[0].visitor, "Маршрут", "1", "Сделано")
        await tick(c, OPENING)
        await go(c, first, "Мониторинг", "2.8.5", "Всё верно")
        await go(c, centre, "Мониторинг", "2.8.5")
        assert "Подтвердили: 1 из 2" in centre.last.text
        assert "Школа № 11 (демо)" in centre.last.text
        mark = late.mark
        await tap(c, centre, "Напомнить")
        await tap(c, centre, "Напомнить")
        (told,) = late.received_since(mark)
        assert "ГЦОКО ждёт подтверждения отчёта по пункту 2.8.5" in told.text
        await tap(c, centre, "Свести отчёт")
        assert "1 организация не подтвердила" in centre.last.text
        await tap(c, centre, "Да, свести")
        assert "Сведён 23 декабря 2026" in centre.last.text
        await go(c, late, "Мониторинг", "2.8.5")
        assert "Сводный отчёт составлен" in late.last.text
        assert not [label for label in labels(late.last) if "подтверждаю" in label]
        async with c.app.db.reading() as session:
            number = await session.scalar(
                select(MonitoringReport.id).where(MonitoringReport.organisation_id == other)
            )
        await late.forge(f"mr:confirm:{number}")
        await c.settle()
        assert "уже составлен" in late.toasts[-1].text
        await go(c, centre, "Мониторинг", "2.8.5", "Передано")
        await c.say(centre, "№ 01-15/7 от 14.01.2027")
        assert "Передано письмом № 01-15/7 от 14.01.2027" in centre.last.text
        await tap(c, centre, "DOCX")
        assert centre.last.document is not None
        document = docx.Document(io.BytesIO(centre.last.document.data))
        rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
        assert [row[1] for row in rows] == [
            "Организация",
            "Школа № 11 (демо) *",
            "Школа № 37 (демо)",
            "Итого",
        ]
        assert rows[0][2:5] == ["Учеников", "Хотят договор", "Листов"]
        assert rows[3][2:] == ["3", "0", "2", "10", "1", "0", "0", "9", "10"]
        assert "* Сведения не подтверждены" in "\n".join(line.text for line in document.paragraphs)
        await go(c, centre, "Мониторинг", "2.8.5", "XLSX")
        assert centre.last.document is not None
        book = openpyxl.load_workbook(io.BytesIO(centre.last.document.data))
        assert book.sheetnames == ["Организации", "Виды мероприятий"]


async def test_programmes_are_monitored_for_april_and_october(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2027, 3, 17, 10, 0)) as c:
        palace = await c.organisation("Центр «Созвездие» (демо)", OrganisationKind.ADDITIONAL)
        garden = await c.organisation("Детский сад № 7 (демо)", OrganisationKind.KINDERGARTEN)
        who = await c.join("Иван Демо", Role.EXECUTOR, palace)
        await tick(c, datetime(2027, 3, 17, 11, 0))
        await tick(c, datetime(2027, 3, 18, 9, 0))
        async with c.app.db.reading() as session:
            found = (await session.scalars(select(MonitoringReport))).all()
        assert [(each.kind, each.due, each.organisation_id) for each in found] == [
            (MonitoringKind.PROGRAMMES, date(2027, 4, 1), palace)
        ]
        assert garden not in {each.organisation_id for each in found}
        assert "по пункту 2.4.3 собрался сам, пробелов нет" in who.last.text
        await tap(c, who, "Открыть отчёт", "Всё верно")
        assert "Подтверждён 18 марта 2027" in who.last.text


@pytest.mark.parametrize(
    ("due", "opens"),
    [
        (date(2027, 1, 15), date(2026, 12, 23)),
        (date(2027, 6, 15), date(2027, 5, 31)),
        (date(2027, 4, 1), date(2027, 3, 18)),
        (date(2027, 10, 1), date(2027, 9, 17)),
    ],
)
async def test_opens_ten_working_days_before(tmp_path: Path, due: date, opens: date) -> None:
    async with city(tmp_path, AUTUMN) as c:
        assert c.app.services.monitoring_opening.opens(due, WorkingDays()) == opens
