"""«Кому позвонить»: nobody falls silent unseen when the messenger does not reach them."""

import io
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bot.models import Role
from bot.sandbox.faults import Fault
from bot.sandbox.refusals import bad_request
from tests.board_city import (
    FIRST,
    ODD,
    SECOND,
    Town,
    cells,
    coordinator,
    labels,
    put_to_work,
    report,
    school,
    stand_at,
    town,
)
from tests.city import city

NUDGES = (date(2026, 6, 17), date(2026, 6, 24), date(2026, 6, 30))
"""Ten, five and one working days before 1 July 2026, when 1.2 and 1.3 are due."""


@pytest.fixture
async def june(tmp_path: Path) -> AsyncIterator[Town]:
    """The eve of the first nudges: two schools with somebody in them, one with nobody."""
    async with town(tmp_path) as made:
        yield made


async def call_list(s: Town) -> str:
    await s.c.say(s.controller, "/menu")
    await s.c.press(s.controller, "Кому позвонить")
    return s.controller.last.text


async def test_everybody_reached_nobody_to_call(june: Town) -> None:
    third = await coordinator(june.c, june.numbers[ODD], "Яна Демо")
    await june.c.morning(NUDGES[0])
    assert "2 напоминания" in third.last.text
    assert "👍 Звонить некому" in await call_list(june)
    assert labels(june.controller) == ["Меню"]


async def test_who_blocked_the_bot_is_listed_with_the_dates_they_missed(june: Town) -> None:
    c = june.c
    stand_at(c, date(2026, 6, 15))
    await june.first.block()
    await c.settle()
    for day in NUDGES[:2]:
        await c.morning(day)
    seen = await call_list(june)
    entry = _entry(seen, FIRST)
    assert f"▪️ {FIRST} — координатор школы" in entry
    assert "Бот заблокирован с 15 июня 2026" in entry
    assert "Не дошло сообщений: 2." in entry
    assert "не знают: 1.2. формирование муниципального прогноза" in entry
    assert entry.count("срок 1 июля 2026") == 2
    assert "→ Позвоните, назовите сроки и попросите разблокировать бота." in entry
    assert SECOND not in seen, "the bot reaches them"


async def test_what_is_done_meanwhile_need_not_be_told(june: Town) -> None:
    c = june.c
    await june.first.block()
    await c.settle()
    await c.morning(NUDGES[0])
    assert "1.2. " in _entry(await call_list(june), FIRST)
    await june.first.unblock()
    await report(c, june.first, "1.2", FIRST, "сделано")
    await june.first.block()
    await c.settle()
    entry = _entry(await call_list(june), FIRST)
    assert "1.2. " not in entry
    assert "1.3. " in entry


async def test_who_comes_back_leaves_the_list(june: Town) -> None:
    c = june.c
    await june.first.block()
    await c.settle()
    await c.morning(NUDGES[0])
    assert FIRST in await call_list(june)
    await june.first.unblock()
    await c.settle()
    assert FIRST not in await call_list(june)


async def test_a_deleted_account_is_found_when_a_message_is_sent(june: Town) -> None:
    c = june.c
    june.second.deactivate()
    await c.morning(NUDGES[0])
    entry = _entry(await call_list(june), SECOND)
    assert "Аккаунт удалён, бот узнал об этом 17 июня 2026. Не дошло сообщений: 1." in entry
    assert "Новое приглашение отправит администратор." in entry


async def test_an_organisation_with_nobody(june: Town) -> None:
    c = june.c
    entry = _entry(await call_list(june), ODD)
    assert "Никто не подключён" in entry
    assert "не знают" not in entry, "nothing has been asked yet"
    await c.morning(NUDGES[0])
    entry = _entry(await call_list(june), ODD)
    assert "не знают: 1.2." in entry
    assert "не знают: 1.3." in entry
    assert "1.1." not in entry, "its first nudge comes on 1 July"
    assert "Пригласить людей" not in labels(june.controller), "inviting is for administrators"


async def test_a_colleague_who_knows_is_mentioned(june: Town) -> None:
    c = june.c
    await june.first.block()
    await c.settle()
    await c.morning(NUDGES[0])
    assert "не знают" in _entry(await call_list(june), FIRST)
    await coordinator(c, june.numbers[FIRST], "Яна Демо")
    await c.morning(NUDGES[1])
    entry = _entry(await call_list(june), FIRST)
    assert "не знают" not in entry
    assert "об остальных сроках в организации знают: 2" in entry


async def test_what_the_controller_hears_does_not_count_as_told(june: Town) -> None:
    """Overdue by five working days and weekly, the controller is told; the blocked school still is not."""
    c = june.c
    await june.first.block()
    await c.settle()
    await c.live_until(date(2026, 7, 20))
    assert "1.2" in " ".join(message.text for message in june.controller.messages)
    entry = _entry(await call_list(june), FIRST)
    assert "не знают: 1.2." in entry


async def test_a_message_in_doubt_is_shown_until_the_next_one_arrives(june: Town) -> None:
    c = june.c
    c.telegram.faults.cut_after(times=1, method="sendMessage", chat_id=june.second.id)
    await c.morning(NUDGES[0])
    entry = _entry(await call_list(june), SECOND)
    assert "Таких сообщений: 1, последнее — 17 июня 2026." in entry
    assert "→ Спросите, пришло ли сообщение." in entry
    assert "не знают: 1.2." in entry
    await c.morning(NUDGES[1])
    assert SECOND not in await call_list(june), "the next nudge has arrived"


async def test_a_message_the_messenger_refuses_is_shown(june: Town) -> None:
    c = june.c
    refusal = Fault(error=bad_request("the text is refused"), method="sendMessage", chat_id=june.second.id)
    c.telegram.faults.laid.append(refusal)
    await c.morning(NUDGES[0])
    entry = _entry(await call_list(june), SECOND)
    assert "Telegram не принял сообщений: 1, последнее — 17 июня 2026." in entry
    assert "причина в журнале программы" in entry
    assert "не знают: 1.2." in entry


async def test_the_list_goes_out_of_the_chat(june: Town) -> None:
    c, controller = june.c, june.controller
    await june.first.block()
    await c.settle()
    await c.morning(NUDGES[0])
    await call_list(june)
    await c.press(controller, "Списком")
    seen = controller.last.text
    assert seen.startswith("Кому позвонить · на 17 июня 2026")
    assert FIRST in seen
    assert ODD in seen
    assert seen.count("не знают: ") == 4
    await c.press(controller, "Назад")

    await c.press(controller, "Таблица XLSX")
    document = controller.last.document
    assert document is not None
    assert document.name == "Кому-позвонить-2026-06-17.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(document.data)).active
    assert sheet is not None
    rows = cells(sheet)
    assert [(row[0], row[5], row[7], row[8]) for row in rows] == [
        (FIRST, "1.2", date(2026, 7, 1), date(2026, 7, 1)),
        (FIRST, "1.3", date(2026, 7, 1), date(2026, 7, 1)),
        (ODD, "1.2", date(2026, 7, 1), date(2026, 7, 1)),
        (ODD, "1.3", date(2026, 7, 1), date(2026, 7, 1)),
    ]
    assert rows[0][1:5] == ("координатор школы", "бот заблокирован", date(2026, 6, 1), 1)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


async def test_a_long_list_is_paged_and_goes_out_as_a_file(tmp_path: Path) -> None:
    async with city(tmp_path) as c:
        for number in range(1, 31):
            await school(c, f"Школа № {number} имени & <героя> " + "и других " * 15)
        controller = await c.join("Пётр Демо", Role.CONTROLLER)
        await put_to_work(c)
        await c.morning(NUDGES[0])
        await c.say(controller, "/menu")
        await c.press(controller, "Кому позвонить")
        for _ in range(5):
            await c.press(controller, "Дальше ›")
        assert "Школа № 30" in controller.last.text
        await c.press(controller, "Списком")
        document = controller.last.document
        assert document is not None
        assert document.name == "Кому-позвонить-2026-06-17.txt"
        assert document.data.decode("utf-8-sig").count("не знают: ") == 60


async def test_the_administrator_can_invite_from_here(june: Town) -> None:
    c = june.c
    await c.administrator.start()
    await c.settle()
    await c.say(c.administrator, "/menu")
    await c.press(c.administrator, "Кому позвонить")
    assert ODD in c.administrator.last.text
    await c.press(c.administrator, "Пригласить людей")
    assert "Пригласить людей" not in labels(c.administrator)


def _entry(seen: str, organisation: str) -> str:
    """The part of the list that is about one organisation."""
    parts = [part for part in seen.split("\n\n") if f"▪️ {organisation}" in part]
    assert len(parts) == 1, seen
    return parts[0]
