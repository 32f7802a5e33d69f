"""What is taken out of the bot: the official table in Word and Excel, deadlines as calendars."""

import io
import unicodedata
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import docx
import icalendar
import openpyxl
import pytest

from bot.errors import DomainError
from bot.models import OrganisationKind, Role
from bot.sandbox import Visitor
from bot.texts import Words
from tests.board_city import ODD, SECOND, Town, town
from tests.broken_plan import broken_plan
from tests.city import City, city

HEADS = [
    "№ п/п",
    "Мероприятие",
    "Срок исполнения",
    "Ответственные исполнители",
    "Ожидаемый результат",
    "Отметка об исполнении",
]


@pytest.fixture
async def june(tmp_path: Path) -> AsyncIterator[Town]:
    """The циклограмма at work in a city of three schools, 1 June 2026."""
    async with town(tmp_path) as made:
        yield made


async def to_export(c: City, who: Visitor, plan: str) -> None:
    """«Планы» → the plan → «Выгрузить»."""
    await c.press(who, "Меню")
    await c.press(who, "Планы")
    await c.press(who, plan)
    await c.press(who, "✓ Цикл 2027" if has(who, "✓ Цикл 2027") else "Цикл 2027")
    await c.press(who, "Выгрузить")


def has(who: Visitor, label: str) -> bool:
    """Whether the last message has this button."""
    return any(button.text == label for row in who.last.buttons for button in row)


async def file_of(c: City, who: Visitor, label: str) -> tuple[str, bytes]:
    """Press and take the document: its name and content."""
    await c.press(who, label)
    document = who.last.document
    assert document is not None, who.last
    assert document.name == unicodedata.normalize("NFC", document.name)
    return document.name, document.data


async def report(june: Town, number: str, text: str) -> None:
    """The first school reports an item; the controller accepts."""
    c = june.c
    await c.press(june.first, "Меню")
    await c.press(june.first, "Мои поручения")
    label = next(b.text for row in june.first.last.buttons for b in row if b.text.startswith(f"{number} "))
    await c.press(june.first, label)
    await c.press(june.first, "Готово")
    await c.say(june.first, text)
    await c.press(june.controller, "Снять с контроля")


async def test_the_official_table_as_word(june: Town) -> None:
    await report(june, "1.2", "Сдали прогноз")
    june.c.clock.freeze(datetime(2026, 7, 6, 10, 0))
    await to_export(june.c, june.controller, "▶ 238-рз/IV")
    name, content = await file_of(june.c, june.controller, "Таблица Word")
    assert name == "План № 238-рз IV, цикл 2027, 2026-07-06.docx"
    document = docx.Document(io.BytesIO(content))
    printed = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for part in (
        "УТВЕРЖДЁН",
        "распоряжением № 238-рз/IV",
        "от 06.04.2022",
        "Отметки об исполнении, цикл 2027, по состоянию на 06.07.2026",
    ):
        assert part in printed
    table, signatures = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == HEADS
    assert rows[1] == ["1", "2", "3", "4", "5", "6"]
    headings = [row[0] for row in rows if len(set(row)) == 1]
    assert len(headings) == 3, "a section is one merged cell"
    assert headings[0].startswith("1. ")
    items = {row[0]: row for row in rows[2:] if len(set(row)) > 1}
    assert len(items) == 35
    assert items["1.2"][5] == (f"01.07.2026 — исполнено 1 из 3; не исполнено 2 ({ODD}, {SECOND})"), items[
        "1.2"
    ][5]
    assert items["1.1"][5] == "15.07.2026 — срок не наступил (3)"
    assert items["1.2"][2] == (
        "ежегодно, до 1 июля года, предшествующего заключению договоров о целевом обучении"
    )
    assert [row.cells[0].text for row in signatures.rows] == ["Исполнитель", "", "Контролёр", ""]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader"), "the header is repeated on every page"


async def test_the_official_table_as_excel(june: Town) -> None:
    await to_export(june.c, june.controller, "▶ 238-рз/IV")
    name, content = await file_of(june.c, june.controller, "Таблица Excel")
    assert name.endswith(".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = rows.index(HEADS)
    assert len([row for row in rows[top + 2 :] if row[1]]) == 35
    merged = [each for each in sheet.merged_cells.ranges if each.min_row > top]
    assert len(merged) == 3
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row), "no formulas"


async def test_a_cell_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    async with city(tmp_path, start=datetime(2026, 9, 14, 10, 0)) as c:
        methodist = await c.join("Мария Демо", Role.METHODIST)
        odd = '=HYPERLINK("http://x";"y") & {{ 7*7 }} < %s'
        await methodist.send_file("план.docx", broken_plan(("1.6", 4, odd), ("1.7", 4, "@SUM(1+1)")))
        await c.settle()
        await c.press(methodist, "Выгрузить")
        _, content = await file_of(c, methodist, "Таблица Excel")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
        assert cells[odd] == "s"
        assert cells["@SUM(1+1)"] == "s"
        await c.press(methodist, "Назад")
        _, content = await file_of(c, methodist, "Таблица Word")
        table = docx.Document(io.BytesIO(content)).tables[0]
        texts = {cell.text for row in table.rows for cell in row.cells}
        assert odd in texts
        marks = {row.cells[5].text for row in table.rows[2:] if row.cells[0].text != row.cells[5].text}
        assert marks == {""}, "a plan that is not at work is a form to fill in"


async def test_what_is_undecided_or_corrected_is_said_in_the_table(tmp_path: Path) -> None:
    async with city(tmp_path, start=datetime(2026, 9, 14, 10, 0)) as c:
        methodist = await c.join("Мария Демо", Role.METHODIST)
        await methodist.send_file("план.docx", broken_plan())
        await c.settle()
        await c.press(methodist, "Разобрать сроки (10)")
        await c.press(methodist, "Исправить")
        await c.say(methodist, "до 30 апреля 2027 года")
        await c.press(methodist, "Да, так")
        await c.press(methodist, "Без срока")
        await c.press(methodist, "К плану")
        await c.press(methodist, "Запустить цикл 2027")
        await c.press(methodist, "Да, запустить")
        await to_export(c, methodist, "▶ 77-демо")
        _, content = await file_of(c, methodist, "Таблица Word")
        table = docx.Document(io.BytesIO(content)).tables[0]
        rows = {row.cells[0].text: row.cells for row in table.rows}
        assert rows["1.1"][2].text == "до 31 апреля 2027 года (уточнено: до 30 апреля 2027 года)"
        assert rows["1.1"][5].text == "30.04.2027 — исполнителей на контроле нет"
        assert rows["1.2"][5].text == "без срока"
        assert rows["1.3"][5].text == "срок не определён: план понят не до конца"


def strictly(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar, after RFC 5545 to the letter: line ends, folding, escapes, properties."""
    assert content.endswith(b"\r\n")
    physical = content.split(b"\r\n")[:-1]
    assert all(b"\n" not in line and b"\r" not in line for line in physical)
    assert all(0 < len(line) <= 75 for line in physical), max(map(len, physical))
    for raw in physical:
        raw.decode("utf-8")  # a fold never cuts a letter in two
    text = content.decode("utf-8").replace("\r\n ", "")
    lines = text.split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0", "METHOD:PUBLISH"} <= set(lines)
    assert any(line.startswith("PRODID:") for line in lines)
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in ("BEGIN", "END"):
            assert name not in events[-1], f"{name} twice"
            events[-1][name] = value
            if name in ("SUMMARY", "DESCRIPTION"):
                bare = value.replace("\\\\", "").replace("\\,", "").replace("\\;", "").replace("\\n", "")
                assert not set(bare) & set(",;\\"), f"not escaped: {value}"
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SEQUENCE"} <= set(event)
        assert event["DTSTAMP"].endswith("Z")
        first, last = (date.fromisoformat(event[f"{name};VALUE=DATE"]) for name in ("DTSTART", "DTEND"))
        assert (last - first).days == 1
    assert len({event["UID"] for event in events}) == len(events)
    parsed = icalendar.Calendar.from_ical(content)
    assert not parsed.errors
    assert len(parsed.walk("VEVENT")) == len(events)
    return events


def by_number(events: list[dict[str, str]], number: str, day: str | None = None) -> dict[str, str]:
    """The event of an item (on a day)."""
    found = [
        event
        for event in events
        if event["SUMMARY"].removeprefix("✅ ").startswith(f"{number}. ")
        and day in (None, event["DTSTART;VALUE=DATE"])
    ]
    assert len(found) == 1, found
    return found[0]


async def test_the_calendar_of_a_whole_plan(june: Town) -> None:
    await to_export(june.c, june.controller, "▶ 238-рз/IV")
    name, content = await file_of(june.c, june.controller, "Календарь плана")
    assert name == "План № 238-рз IV, цикл 2027.ics"
    events = strictly(content)
    assert len(events) > 35
    october = by_number(events, "3.3", "20261009")
    assert "Официальный срок (10 октября 2026) — выходной" in october["DESCRIPTION"]
    window = by_number(events, "2.2")
    assert window["DTSTART;VALUE=DATE"] == "20261030", "31 October is a Saturday"
    assert "Период: 1 сентября 2026 – 31 октября 2026" in window["DESCRIPTION"]
    await june.c.press(june.controller, "Назад")
    _, again = await file_of(june.c, june.controller, "Календарь плана")
    assert again == content, "nothing has changed"


async def test_the_calendar_of_one_organisation(june: Town) -> None:
    await to_export(june.c, june.controller, "▶ 238-рз/IV")
    await june.c.press(june.controller, "Календарь организации")
    name, content = await file_of(june.c, june.controller, SECOND)
    assert name == "Школа № 2, сроки цикла 2027.ics"
    events = strictly(content)
    assert all("Школа № 2" in event["DESCRIPTION"] for event in events)
    await june.c.press(june.controller, "Назад")
    await june.c.press(june.controller, "Календарь организации")
    name, content = await file_of(june.c, june.controller, ODD)
    assert not set(name) & set('<>:"/\\|?*')
    assert "<3 & " in strictly(content)[0]["DESCRIPTION"]


async def test_my_own_deadlines_follow_every_change(june: Town) -> None:
    c, who = june.c, june.first

    async def mine() -> list[dict[str, str]]:
        await c.press(who, "Меню")
        await c.press(who, "Мои поручения")
        name, content = await file_of(c, who, "🗓 Мои сроки в календарь")
        assert name == "Мои сроки.ics"
        return strictly(content)

    first = by_number(await mine(), "1.2")
    assert (first["DTSTART;VALUE=DATE"], first["STATUS"]) == ("20260701", "CONFIRMED")
    c.clock.freeze(datetime(2026, 6, 2, 10, 0))
    assert by_number(await mine(), "1.2")["SEQUENCE"] == first["SEQUENCE"], "another day, the same event"

    await c.press(who, "Меню")
    await c.press(who, "Мои поручения")
    await c.press(who, "1.2 · 1 июл")
    await c.press(who, "Перенести срок")
    await c.press(who, "10")
    await c.say(who, "Ждём данные")
    await c.press(june.controller, "Перенести")
    moved = by_number(await mine(), "1.2")
    assert (moved["UID"], moved["DTSTART;VALUE=DATE"]) == (first["UID"], "20260710")
    assert int(moved["SEQUENCE"]) > int(first["SEQUENCE"])

    actor = await c.app.services.people.actor(c.administrator.id, c.administrator.id)
    assert actor is not None
    await c.app.services.calendar.set_day(actor, date(2026, 7, 10), working=False)
    shifted = by_number(await mine(), "1.2")
    assert (shifted["UID"], shifted["DTSTART;VALUE=DATE"]) == (first["UID"], "20260709")
    assert int(shifted["SEQUENCE"]) > int(moved["SEQUENCE"])

    await report(june, "1.2", "Готово")
    done = by_number(await mine(), "1.2")
    assert done["SUMMARY"].startswith("✅ 1.2. ")
    assert int(done["SEQUENCE"]) > int(shifted["SEQUENCE"])


async def test_what_is_left_out_of_a_new_version_is_cancelled_in_calendars(tmp_path: Path) -> None:
    async with city(tmp_path, start=datetime(2026, 9, 14, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        methodist = await c.join("Мария Демо", Role.METHODIST)
        coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)

        async def begin(content: bytes) -> None:
            await methodist.send_file("план.docx", content)
            await c.settle()
            again = has(methodist, "Перейти на версию 2")
            await c.press(methodist, "Перейти на версию 2" if again else "Запустить цикл 2027")
            await c.press(methodist, "Да, перейти" if again else "Да, запустить")

        async def calendars(listed: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
            await to_export(c, methodist, listed)
            _, plan = await file_of(c, methodist, "Календарь плана")
            await c.press(coordinator, "Меню")
            await c.press(coordinator, "Мои поручения")
            _, mine = await file_of(c, coordinator, "🗓 Мои сроки в календарь")
            return strictly(plan), strictly(mine)

        await begin(broken_plan())
        before = await calendars("▶ 77-демо")
        await begin(broken_plan(("1.6", 2, "ежегодно, до 22 апреля"), without="1.7"))
        after = await calendars("▶ 77-демо, версия 2")
        for was, now in zip(before, after, strict=True):
            moved, gone = by_number(now, "1.6"), by_number(now, "1.7")
            assert (moved["DTSTART;VALUE=DATE"], moved["STATUS"]) == ("20270422", "CONFIRMED")
            assert gone["STATUS"] == "CANCELLED"
            for number, event in (("1.6", moved), ("1.7", gone)):
                old = by_number(was, number)
                assert event["UID"] == old["UID"]
                assert int(event["SEQUENCE"]) > int(old["SEQUENCE"])
            assert {event["UID"] for event in was} == {event["UID"] for event in now}


async def test_there_is_no_calendar_without_dates(june: Town) -> None:
    c = june.c
    await to_export(c, june.controller, "▶ 238-рз/IV")
    await c.press(june.controller, "Назад")
    await c.press(june.controller, "Цикл 2026")
    await c.press(june.controller, "Выгрузить")
    await c.press(june.controller, "Календарь плана")
    assert "ещё не запущен" in june.controller.toasts[-1].text
    actor = await c.app.services.people.actor(june.controller.id, june.controller.id)
    assert actor is not None
    with pytest.raises(DomainError, match="calendar-empty"):
        await c.app.services.plan_export.my_calendar(actor, Words("ru"))
