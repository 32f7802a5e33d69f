"""The board: what the controller sees of who did what, down to the card, and what goes out of the chat."""

import io
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from unicodedata import is_normalized

import openpyxl
import pytest

from bot.models import EvidenceKind, Role
from bot.sandbox import Visitor
from bot.services.assignments import Evidence
from tests.board_city import (
    FIRST,
    ODD,
    SCHOOLS,
    SECOND,
    Town,
    accept,
    actor_of,
    assignment,
    cells,
    labels,
    press_through,
    promise,
    put_to_work,
    report,
    school,
    stand_at,
    town,
)
from tests.city import PLANS, START, city

IN_ALL = 36 * len(SCHOOLS)
"""Every school has 36 dates of the cycle 2027."""


@pytest.fixture
async def summer(tmp_path: Path) -> AsyncIterator[Town]:
    """3 July 2026: 1.2 and 1.3 were due on 1 July, 1.1 is due on the 15th and was asked on the 1st.

    School 1 promised 1.2 for 30 June and broke it, and promises 1.1 for 14 July. School 2 reported 1.2, and
    its report on 1.3 is accepted. The school with the odd name never said a word, nobody is there.
    """
    async with town(tmp_path) as s:
        stand_at(s.c, date(2026, 6, 22))
        await promise(s.c, s.first, "1.2", FIRST, date(2026, 6, 30))
        await report(s.c, s.second, "1.2", SECOND, "=1+1 места учтены")
        await accept(s.c, s.controller, await report(s.c, s.second, "1.3", SECOND, "перечень утверждён"))
        stand_at(s.c, date(2026, 7, 3))
        await promise(s.c, s.first, "1.1", FIRST, date(2026, 7, 14))
        await s.c.settle()
        yield s


async def open_board(s: Town) -> str:
    await s.c.say(s.controller, "/board")
    return s.controller.last.text


async def test_the_board_counts_every_assignment_once(summer: Town) -> None:
    seen = await open_board(summer)
    assert seen.splitlines()[0].startswith("План № 238-рз/IV, цикл 2027 · на 3 июля 2026")
    assert f"закрыто 1 из {IN_ALL}" in seen
    assert "🟢 снято с контроля: 1" in seen
    assert "🟡 ждут контроля: 1" in seen
    assert f"⚪ срок впереди: {IN_ALL - 6}, из них обещано: 1" in seen
    assert "🔴 просрочено: 4" in seen  # 1.2: schools 1 and 3; 1.3: schools 1 and 3
    assert "🔕 молчат, не ответили ни разу: 5" in seen  # 1.1: 2 and 3; 1.2: 3; 1.3: 1 and 3
    assert "🔴 4" in labels(summer.controller)


async def test_the_bar_fills_as_things_are_accepted(summer: Town) -> None:
    await open_board(summer)
    await summer.c.press(summer.controller, _section(summer.controller, "1."))
    seen = summer.controller.last.text
    assert "▓░░░░ 1 из 9 · 🔴 4 · 🔕 5" in seen


async def test_from_the_board_down_to_the_card(summer: Town) -> None:
    c, controller = summer.c, summer.controller
    await open_board(summer)
    await c.press(controller, _section(controller, "1."))
    assert "📅 1 июля 2026" in controller.last.text
    await c.press(controller, "🔴 1.2")
    seen = controller.last.text
    assert "Срок в плане: «ежегодно, до 1 июля года, предшествующего" in seen
    assert "Понято так:" in seen
    assert "Ожидаемый результат: Сформирован муниципальный прогноз" in seen
    assert labels(controller)[:3] == [f"🔴🔕 {ODD}", f"🔴 {FIRST} · обещано 30 июн", f"🟡 {SECOND}"]

    await c.press(controller, f"🔴🔕 {ODD}")
    seen = controller.last.text
    assert ODD in seen
    assert "Никто не подключён" in seen
    assert "🔴 просрочено: 2" in seen
    await c.press(controller, "Назад")

    await c.press(controller, f"🟡 {SECOND}")
    assert "👤 координатор школы" in controller.last.text
    await c.press(controller, "🟡 Карточка пункта 1.2")
    assert SECOND in controller.last.text
    assert "Снять с контроля" in labels(controller)


async def test_every_place_of_the_board_lists_its_assignments(summer: Town) -> None:
    c, controller = summer.c, summer.controller
    expected = {
        "🔴 4": [f"🔴 1.2 · {FIRST} · 1 июл", f"🔴🔕 1.3 · {FIRST} · 1 июл"],
        "🔕 5": [f"⚪🔕 1.1 · {SECOND} · 15 июл", f"🔴🔕 1.2 · {ODD} · 1 июл"],
        "🟡 1": [f"🟡 1.2 · {SECOND} · 1 июл"],
        "🟢 1": [f"🟢 1.3 · {SECOND} · 1 июл"],
        f"⚪ {IN_ALL - 6}": [f"🔵 1.1 · {FIRST} · 15 июл"],
    }
    for place, rows in expected.items():
        await open_board(summer)
        await c.press(controller, place)
        assert set(rows) <= set(labels(controller)), place
        assert place.split()[1] in controller.last.text.split(":")[1], place
        await c.press(controller, "Назад")
        assert "закрыто 1 из" in controller.last.text


async def test_who_has_not_reported_is_a_text_to_forward(summer: Town) -> None:
    c, controller = summer.c, summer.controller
    await open_board(summer)
    await c.press(controller, "Кто не сдал")
    by_item = controller.last.text
    assert by_item.splitlines()[0].startswith("Кто не сдал на 3 июля 2026")
    each = [f"• {ODD} — опоздание 2 рабочих дня", f"• {FIRST} — опоздание 2 рабочих дня"]
    assert _lines(by_item, "•") == each * 2
    assert by_item.index("1.2. ") < by_item.index("1.3. ")
    assert by_item.count("срок 1 июля 2026") == 2

    await c.press(controller, "По организациям")
    by_organisation = controller.last.text
    assert by_organisation.index(ODD) < by_organisation.index(FIRST)
    assert len(_lines(by_organisation, "• 1.2.")) == 2
    assert "срок 1 июля 2026, опоздание 2 рабочих дня" in by_organisation


async def test_a_list_too_long_for_a_message_is_one_file(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        names = [f"Школа № {number}" for number in range(1, 61)]
        for name in names:
            await school(c, name)
        controller = await c.join("Пётр Демо", Role.CONTROLLER)
        await put_to_work(c)
        stand_at(c, date(2026, 7, 3))
        await c.say(controller, "/board")
        before = controller.mark
        await c.press(controller, "Кто не сдал")
        (message,) = controller.received_since(before)
        assert message.document is not None
        assert message.document.name == "Кто-не-сдал-2027-на-2026-07-03.txt"
        text = message.document.data.decode("utf-8-sig")
        assert text.count("опоздание 2 рабочих дня") == 120
        assert text.index("Школа № 2 ") < text.index("Школа № 11 ")
        await c.press(controller, "По организациям")
        again = controller.last.document
        assert again is not None
        assert again.data.decode("utf-8-sig").count("• 1.3.") == 60
        await c.press(controller, "Назад")
        assert "закрыто 0 из" in controller.last.text


async def test_the_table(summer: Town) -> None:
    c, controller = summer.c, summer.controller
    await open_board(summer)
    await c.press(controller, "Таблица XLSX")
    document = controller.last.document
    assert document is not None
    assert document.name == "Контроль-2027-на-2026-07-03.xlsx"
    assert is_normalized("NFC", document.name)
    book = openpyxl.load_workbook(io.BytesIO(document.data))
    assert book.sheetnames == ["Сводка", "Поручения", "Кто не сдал"]

    summary = list(book["Сводка"].values)
    header = next(row for row in summary if row[0] == "Раздел")
    assert header[1:] == (
        "Всего поручений",
        "Снято с контроля",
        "Ждут контроля",
        "Срок впереди",
        "из них обещано",
        "Просрочено",
        "Молчат",
    )
    assert summary[-1] == ("Всего", IN_ALL, 1, 1, IN_ALL - 6, 1, 4, 5)
    assert sum(1 for row in summary if isinstance(row[1], int)) == 4

    rows = {(row[0], row[3]): row for row in cells(book["Поручения"])}
    reported = rows["1.2", SECOND]
    assert reported[4] == reported[5] == date(2026, 7, 1)
    assert reported[6:] == ("ждёт контроля", None, date(2026, 6, 22), "=1+1 места учтены", None, None)
    assert rows["1.2", FIRST][6:8] == ("просрочено, обещано", date(2026, 6, 30))
    assert rows["1.2", FIRST][10] == 2
    assert rows["1.3", SECOND][6] == "снято с контроля"
    assert rows["1.2", ODD][6] == "просрочено, ответа нет"
    assert rows["2.2", FIRST][4:6] == (date(2026, 10, 31), date(2026, 10, 30))
    assert rows["3.3", None][6] == "Исполнять некому: ни одна организация не названа исполнителем."
    _no_formulas(book)

    debts = cells(book["Кто не сдал"])
    assert sorted((row[1], row[0], row[5]) for row in debts) == sorted(
        [("1.2", FIRST, 2), ("1.2", ODD, 2), ("1.3", FIRST, 2), ("1.3", ODD, 2)]
    )
    for sheet in book.worksheets:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None


async def test_returned_and_reported_again(summer: Town) -> None:
    """A returned report is late again; its reason stands in the table until the next report."""
    c, controller = summer.c, summer.controller
    number = (await assignment(c, "1.2", SECOND)).id
    view = await c.app.services.assignments.view(await actor_of(c, controller), number)
    await c.app.services.control.give_back(
        await actor_of(c, controller), view.reports[0].completion_id, "Нет подписи"
    )
    await c.settle()
    await open_board(summer)
    assert "🔴 просрочено: 5" in controller.last.text
    assert "🔕 молчат, не ответили ни разу: 5" in controller.last.text
    await c.press(controller, "Таблица XLSX")
    assert controller.last.document is not None
    book = openpyxl.load_workbook(io.BytesIO(controller.last.document.data))
    rows = {(row[0], row[3]): row for row in cells(book["Поручения"])}
    assert rows["1.2", SECOND][6] == "просрочено, возвращено на доработку"
    assert rows["1.2", SECOND][11] == "Нет подписи"


async def test_a_disputed_item_is_marked_where_it_is_forwarded(summer: Town) -> None:
    c, controller = summer.c, summer.controller
    number = (await assignment(c, "1.3", FIRST)).id
    actor = await actor_of(c, summer.first)
    await c.app.services.assignments.dispute(actor, number, "m1", "Не наше")
    await c.settle()
    await open_board(summer)
    assert "🔕 молчат, не ответили ни разу: 4" in controller.last.text
    await c.press(controller, "Кто не сдал")
    assert "(сообщили «не наше», решения пока нет)" in controller.last.text
    assert controller.last.text.count("решения пока нет") == 1


async def test_nobody_is_silent_on_the_day_of_the_first_nudge(tmp_path: Path) -> None:
    async with town(tmp_path) as s:
        for day, silent in ((date(2026, 6, 17), 0), (date(2026, 6, 18), 6)):
            stand_at(s.c, day)
            assert f"молчат, не ответили ни разу: {silent}" in await open_board(s)


async def test_a_call_for_help_is_an_answer(summer: Town) -> None:
    number = (await assignment(summer.c, "1.3", FIRST)).id
    actor = await actor_of(summer.c, summer.first)
    await summer.c.app.services.assignments.ask_help(actor, number, "m1", "Кого включать?")
    await summer.c.settle()
    seen = await open_board(summer)
    assert "🔴 просрочено: 4" in seen
    assert "🔕 молчат, не ответили ни разу: 4" in seen


async def test_who_is_out_of_reach_is_marked_on_the_organisation(summer: Town) -> None:
    c, controller = summer.c, summer.controller
    await summer.first.block()
    await c.settle()
    await open_board(summer)
    await c.press(controller, "🔴 4")
    await open_board(summer)
    await c.press(controller, _section(controller, "1."))
    await c.press(controller, "🔴 1.2")
    await c.press(controller, f"🔴 {FIRST} · обещано 30 июн")
    assert "👤 координатор школы — ☎️ бот не достаёт, позвоните" in controller.last.text


async def test_continuing_work_is_silent_until_the_month_is_answered(tmp_path: Path) -> None:
    """2.3 runs through the school year; on 30 September 2026 «что сделано?» was asked for the first time."""
    async with town(tmp_path) as s:
        c, controller = s.c, s.controller
        for day, silent in ((date(2026, 9, 30), False), (date(2026, 10, 1), True)):
            stand_at(c, day)
            assert await _is_silent(s, "2.3") is silent, day
        number = (await assignment(c, "2.3", FIRST)).id
        told = Evidence(source="m1", kind=EvidenceKind.TEXT, text="провели две встречи")
        await c.app.services.assignments.report_progress(await actor_of(c, s.first), number, told)
        assert not await _is_silent(s, "2.3")
        for day, silent in ((date(2026, 10, 30), False), (date(2026, 11, 2), True)):
            stand_at(c, day)
            assert await _is_silent(s, "2.3") is silent, day
        stand_at(c, date(2027, 6, 25))
        await c.say(controller, "/board")
        await c.press(controller, "Кто не сдал")
        document = controller.last.document
        assert document is not None
        debts = document.data.decode("utf-8-sig")
        assert "2.2. " in debts
        assert "2.3. " not in debts, "continuing work is never late"


async def test_dates_that_passed_before_the_start_are_named_and_not_asked(tmp_path: Path) -> None:
    async with city(tmp_path, START.replace(month=7, day=10)) as c:
        await school(c, FIRST)
        controller = await c.join("Пётр Демо", Role.CONTROLLER)
        await put_to_work(c)
        await c.say(controller, "/board")
        assert "Прошли до запуска плана: 2" in controller.last.text
        assert "🔴 просрочено: 0" in controller.last.text
        await c.press(controller, _section(controller, "1."))
        assert "⏮ 📅 1 июля 2026" in controller.last.text
        await c.press(controller, "1.2")
        assert "Срок прошёл до запуска плана. О нём бот не спрашивает." in controller.last.text


async def test_both_dates_where_the_official_one_is_a_day_off(summer: Town) -> None:
    """3.3 is due on Saturday 10 October 2026 and 20 January 2027."""
    c, controller = summer.c, summer.controller
    await open_board(summer)
    await c.press(controller, _section(controller, "3."))
    assert "3.3" in await press_through(c, controller)
    await c.press(controller, "3.3")
    assert "📅 10 октября 2026, сб (выходной, сдать до 9 октября 2026, пт)" in controller.last.text
    await c.press(controller, "20 янв")
    assert "📅 20 января 2027" in controller.last.text
    await c.press(controller, "Назад")
    assert "3.3" in labels(controller), "back to the page the item stands on"


async def test_two_plans_and_items_without_a_date(summer: Town) -> None:
    c, controller = summer.c, summer.controller
    await put_to_work(c, PLANS / "plan-1039-rz-2018.docx")
    seen = await open_board(summer)
    assert "Какой план показать?" in seen
    await c.press(controller, "№ 1039-РЗ/IV · 2027")
    assert "📅 Без даты:" in controller.last.text
    await c.press(controller, "Назначить даты")
    number = labels(controller)[0]
    assert f"{number}." in controller.last.text
    await c.press(controller, number)
    assert controller.last.buttons, "the calendar to pick the day from"
    await open_board(summer)
    await c.press(controller, "№ 1039-РЗ/IV · 2027")
    await c.press(controller, "Другие планы")
    assert "Какой план показать?" in controller.last.text


async def test_without_a_working_plan_the_board_says_what_to_do(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        controller = await c.join("Пётр Демо", Role.CONTROLLER)
        await c.say(controller, "/board")
        assert "Работающих планов пока нет" in controller.last.text
        assert labels(controller) == ["Планы", "Меню"]


async def test_the_board_is_not_for_executors(summer: Town) -> None:
    c = summer.c
    await open_board(summer)
    tap = summer.controller.last.button("Таблица XLSX")
    assert tap is not None
    await c.say(summer.first, "/board")
    assert "Я не понял" in summer.first.last.text
    assert summer.first.last.document is None


async def test_long_names_fit_every_screen(tmp_path: Path) -> None:
    """The local Telegram refuses what is too long: nothing has to be checked but that all screens come."""
    async with city(tmp_path) as c:
        for number in range(1, 13):
            await school(c, f"Школа № {number} " + "имени & <героя> " * 11)
        controller = await c.join("Пётр Демо", Role.CONTROLLER)
        await put_to_work(c)
        stand_at(c, date(2027, 8, 30))
        await c.say(controller, "/board")
        sections = [label for label in labels(controller) if label[0].isdigit()]
        for label in sections:
            await c.press(controller, label)
            await press_through(c, controller)
            items = [label for label in labels(controller) if label[-1].isdigit()]
            await c.press(controller, items[-1])
            assert "Понято так:" in controller.last.text
            if "Дальше ›" in labels(controller):
                await c.press(controller, "Дальше ›")
                await c.press(controller, "‹ Раньше")
            await c.press(controller, "Назад")
            await c.press(controller, "Назад")
        await c.press(controller, "Кто не сдал")
        assert controller.last.document is not None


async def _is_silent(s: Town, item: str) -> bool:
    """Whether the board says so of the first school."""
    c, controller = s.c, s.controller
    await open_board(s)
    await c.press(controller, _section(controller, f"{item[0]}."))
    await c.press(controller, item if item in labels(controller) else f"🔕 {item}")
    assert {f"⚪ {FIRST}", f"⚪🔕 {FIRST}"} & set(labels(controller))
    return f"⚪🔕 {FIRST}" in labels(controller)


def _section(who: Visitor, number: str) -> str:
    return next(label for label in labels(who) if label.startswith(number))


def _lines(text: str, start: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(start)]


def _no_formulas(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
