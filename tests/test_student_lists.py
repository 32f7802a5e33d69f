"""Lists of pupils as files: what is in them, what must not be, and that they look like papers."""

import io
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
from sqlalchemy import select

from bot.models import Age, Interest, OrganisationKind, Role, Student
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import Pupil, pupil
from tests.taps import go


async def two_schools(c: City) -> tuple[list[int], list[Pupil]]:
    """Pupils who are 18, so that no parent has to agree, and one minor who waits for a parent."""
    schools = [
        await c.organisation(name, OrganisationKind.SCHOOL)
        for name in ("Школа № 37 (демо)", "Школа № 11 (демо)")
    ]
    children = [await pupil(c, schools[0], age=Age.ADULT), await pupil(c, schools[1], age=Age.ADULT)]
    children.append(await pupil(c, schools[0], grade=9, age=Age.MINOR))
    async with c.app.db.transaction() as session:
        for row in await session.scalars(select(Student)):
            row.interest = Interest.WANTS_CONTRACT
            row.institution, row.employer = "=HYPERLINK(1)", "Школа № 37 (демо)"
    return schools, children


def sheets_of(who: Visitor) -> dict[str, list[list[object]]]:
    """The cells of the workbook on the screen."""
    assert who.last.document is not None
    book = openpyxl.load_workbook(io.BytesIO(who.last.document.data))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


async def test_the_city_s_list_and_its_summary(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 10, 5, 10, 0)) as c:
        _, children = await two_schools(c)
        who = await c.join("Марина Демо", Role.METHODIST)
        await go(c, who, "Обучающиеся", "Списки файлом", "Списки обучающихся (2.2), Excel")
        assert who.last.document is not None
        assert who.last.document.name == "spisok-2-2-2026-10-05.xlsx"
        sheets = sheets_of(who)
        rows = sheets["Список"]
        assert rows[0][0] == "Списки мотивированных на целевое обучение обучающихся 9, 11 классов"
        assert rows[2][0] == "2026/2027 учебный год, по состоянию на 05.10.2026"
        assert rows[3][0] == "Ещё 1 обучающийся ждёт согласия родителя и в список не включён."
        listed = [row[1:4] for row in rows if row[0] in (1, 2)]
        assert listed == [
            ["Школа № 11 (демо)", "11А", children[1].code],
            ["Школа № 37 (демо)", "11А", children[0].code],
        ]
        assert children[2].code not in str(sheets)
        assert ["Всего", 2, 2, 2] in [row[:4] for row in sheets["Сводка"]]


async def test_a_school_s_list_of_those_who_want_a_contract(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 10, 5, 10, 0)) as c:
        schools, children = await two_schools(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, schools[0])
        await go(c, who, "Обучающиеся", "Списки файлом", "Планируют договор (2.8.1), Excel")
        rows = sheets_of(who)["Список"]
        [row] = [row for row in rows if row[0] == 1]
        assert row[3] == children[0].code
        assert row[5] == "=HYPERLINK(1)"  # as text: see below
        assert who.last.document is not None
        book = openpyxl.load_workbook(io.BytesIO(who.last.document.data))
        assert all(cell.data_type != "f" for line in book["Список"] for cell in line)
        assert children[1].code not in str(rows)


async def test_the_same_as_a_paper_to_sign(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 10, 5, 10, 0)) as c:
        schools, children = await two_schools(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, schools[0])
        await go(c, who, "Обучающиеся", "Списки файлом", "Планируют договор (2.8.1), Word")
        assert who.last.document is not None
        document = docx.Document(io.BytesIO(who.last.document.data))
        text = "\n".join(each.text for each in document.paragraphs)
        assert "Сводные списки обучающихся, планирующих заключение договора о целевом обучении" in text
        assert "Циклограмма, п. 2.8.1" in text
        assert "Ещё 1 обучающийся ждёт согласия родителя" in text
        table, signature = document.tables
        assert table.columns[0].width < table.columns[1].width
        assert [cell.text for cell in table.rows[1].cells][2:4] == ["11А", children[0].code]
        assert signature.rows[0].cells[0].text == "Ответственный"


async def test_corrections_since_september(tmp_path: Path) -> None:
    async with city(tmp_path, datetime(2026, 10, 5, 10, 0)) as c:
        schools, children = await two_schools(c)
        who = await c.join("Ольга Демо", Role.COORDINATOR, schools[0])
        await go(c, who, "Обучающиеся", "11А", children[0].code, "Исправить", "Сфера", "Спорт")
        await go(c, who, "Обучающиеся", "Списки файлом", "Корректировки")
        rows = sheets_of(who)["Корректировки"]
        assert [row[2:] for row in rows[-2:] if row[3] == children[0].code] == [
            ["11А", children[0].code, "сфера", "Педагогика", "Спорт"]
        ]
