"""Plans of other formats come into the chat: a flat Excel plan, a PDF, and files that get a sentence back."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.models import Plan, PlanItem, Role
from bot.sandbox import Visitor
from tests.city import City, city
from tests.plan_document.nasty import HAND_MADE
from tests.plan_document.zoo.office import book
from tests.plan_document.zoo.on_pages import BROKEN, TITLE
from tests.plan_document.zoo.paper import pdf

FLAT = book(
    {
        "План": [
            ["План мероприятий по целевому обучению на 2027 год", "", "", ""],
            ["№ п/п", "Мероприятие", "Срок", "Ответственный"],
            [1, "Ярмарка вакансий", date(2027, 4, 15), "Школы"],
            [2, "Сбор заявлений", "до 10 июня", "Демова А.А."],
        ]
    }
)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[tuple[City, Visitor]]:
    """A methodist, nothing else."""
    async with city(tmp_path, start=datetime(2026, 9, 14, 10, 0)) as c:
        yield c, await c.join("Мария Демо", Role.METHODIST)


async def upload(c: City, who: Visitor, name: str, content: bytes) -> str:
    """Send a file and read the answer."""
    await who.send_file(name, content)
    await c.settle()
    return who.last.text


async def test_a_plan_without_sections_keeps_its_own_numbers(office: tuple[City, Visitor]) -> None:
    c, methodist = office
    seen = await upload(c, methodist, "План на год.XLSX", FLAT)
    assert "пунктов: 2" in seen
    async with c.app.db.reading() as session:
        numbers = list(await session.scalars(select(PlanItem.number).order_by(PlanItem.position)))
    assert numbers == ["1", "2"]
    await c.press(methodist, "Пункты и даты")
    assert "1. Мероприятия" in methodist.last.text
    assert "15 апреля 2027" in methodist.last.text


async def test_a_pdf_of_several_pages(office: tuple[City, Visitor]) -> None:
    c, methodist = office
    content = pdf(TITLE, BROKEN, shares={5: (1, 4, 3, 3, 3)}, header=1, narrow=True)
    assert "Разделов: 2, пунктов: 5." in await upload(c, methodist, "план.pdf", content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("скан.pdf", HAND_MADE["a PDF without text"][1](), "нет текста, только снимки"),
        ("бомба.xlsx", HAND_MADE["everything merged"][1](), "слишком много для плана"),
        ("битый.pdf", b"%PDF-1.7 \xff\xfe", "повреждён"),
        ("таблица.csv", b"a;b\n1;2\n", "нет таблицы плана"),
        ("пустая.html", b"<html></html>", "нет таблицы плана"),
    ],
)
async def test_a_file_that_cannot_be_read_gets_a_sentence(
    office: tuple[City, Visitor], name: str, content: bytes, words: str
) -> None:
    c, methodist = office
    assert words in await upload(c, methodist, name, content)
    async with c.app.db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Plan)) == 0
