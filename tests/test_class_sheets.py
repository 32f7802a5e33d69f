"""A coordinator prints the code of a class, or slips, and takes them back."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from sqlalchemy import select

from bot.models import AuditEntry, ClassLink, OrganisationKind, Role
from bot.sandbox import Visitor
from bot.services.class_links import NewLinks
from bot.services.class_sheet_pdf import QUIET, WIDTH, class_sheet, qr_matrix
from bot.texts import Words
from tests.city import City, city
from tests.taps import go, labels, tap


async def coordinator(c: City, name: str = "Школа № 37 (демо)") -> Visitor:
    school = await c.organisation(name, OrganisationKind.SCHOOL)
    return await c.join("Ольга Демо", Role.COORDINATOR, school)


async def links(c: City) -> list[ClassLink]:
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(ClassLink).order_by(ClassLink.id)))


def text_of(content: bytes) -> str:
    """What is written on the pages."""
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


async def test_a_sheet_for_the_wall(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await coordinator(c)
        await go(c, who, "Обучающиеся", "QR для класса", "11", "А", "Лист для класса")
        document = who.last.document
        assert document is not None
        assert document.name == "qr-11А.pdf"
        assert document.data.startswith(b"%PDF")
        written = text_of(document.data)
        for words in ("Школа № 37 (демо), 11А", "Нажмите «Старт»", "Имя, телефон", "31 июля 2026"):
            assert words in written, words
        assert "31 июля 2026" in who.last.text
        [link] = await links(c)
        assert (link.grade, link.letter, link.slip) == (11, "А", None)


def test_the_code_on_the_sheet_is_the_link() -> None:
    """Every module of the printed code is compared with the code of the address it has to open."""
    address = "https://t.me/target_route_bot?start=cA1b2C3d4E5f6G7h8I9j0KLMN"
    made = NewLinks(("x",), "Школа № 37 (демо)", 11, "А", date(2026, 7, 31), slips=False)
    content = class_sheet(made, [address], Words("ru"))
    with pypdfium2.PdfDocument(content) as document:
        picture = np.asarray(document[0].render(scale=4).to_pil().convert("L"))
    a_millimetre = picture.shape[1] / WIDTH
    matrix = qr_matrix(address)
    module = 110 / (len(matrix) + 2 * QUIET)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            right = WIDTH / 2 - 55 + (QUIET + x + 0.5) * module
            down = 66 + (QUIET + y + 0.5) * module
            assert (picture[int(down * a_millimetre), int(right * a_millimetre)] < 128) == dark, (x, y)


async def test_a_slip_for_each_by_a_number_that_is_typed(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await coordinator(c)
        await go(c, who, "Обучающиеся", "QR для класса", "9", "Б", "Листок каждому")
        await c.say(who, "сто")
        assert "от 1 до 40" in who.last.text
        await c.say(who, "12")
        document = who.last.document
        assert document is not None
        assert "12 листков" in who.last.text
        with pypdfium2.PdfDocument(document.data) as pages:
            assert len(pages) == 2
        assert "9Б № 12" in text_of(document.data)
        assert [link.slip for link in await links(c)] == list(range(1, 13))
        assert len({link.token_digest for link in await links(c)}) == 12


async def test_what_was_given_out_is_listed_and_taken_back(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await coordinator(c)
        await go(c, who, "Обучающиеся", "QR для класса", "11", "А", "Лист для класса")
        c.clock.freeze(c.clock.now() + timedelta(minutes=1))
        await go(c, who, "Обучающиеся", "QR для класса", "11", "А", "Листок каждому", "20")
        await go(c, who, "Обучающиеся", "QR для класса", "Выданные листы")
        assert "1. Школа № 37 (демо), 11А: листки, использовано 0 из 20" in who.last.text
        assert "2. Школа № 37 (демо), 11А: лист для класса" in who.last.text
        await tap(c, who, "Отозвать 1")
        assert "листки" not in who.last.text
        assert sum(link.revoked_at is not None for link in await links(c)) == 20
        await tap(c, who, "Отозвать 1")
        assert "Действующих листов нет" in who.last.text


async def test_the_whole_school(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await coordinator(c)
        await go(c, who, "Обучающиеся", "QR для класса", "Вся школа", "Лист для класса")
        assert who.last.document is not None
        assert who.last.document.name == "qr-school.pdf"
        [link] = await links(c)
        assert (link.grade, link.letter) == (None, "")


@pytest.mark.parametrize("word", ["cs:make:{}:11:1:0", "cs:make:999:11:1:0", "cl:revoke:{}:0"])
async def test_another_school_is_out_of_reach_and_the_attempt_is_noted(tmp_path: Path, word: str) -> None:
    async with city(tmp_path) as c:
        first = await coordinator(c)
        await go(c, first, "Обучающиеся", "QR для класса", "11", "А", "Лист для класса")
        [link] = await links(c)
        second = await coordinator(c, "Школа № 11 (демо)")
        target = link.id if word.startswith("cl") else link.organisation_id
        await go(c, second)
        await second.forge(word.format(target))
        await c.settle()
        assert "Этого больше нет" in second.toasts[-1].text
        assert [each.revoked_at for each in await links(c)] == [None]
        async with c.app.db.reading() as session:
            noted = await session.scalars(select(AuditEntry).where(AuditEntry.action == "refused"))
            assert [each.subject for each in noted] == [f"button {word[:2]}"]


async def test_whoever_has_no_school_sees_no_button(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        who = await c.join("Марина Демо", Role.METHODIST)
        await go(c, who, "Обучающиеся")
        assert "QR для класса" not in labels(who.last)
