"""A restart changes nothing on anybody's screen."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiogram.types import BotCommand, BufferedInputFile

from bot.clock import Clock
from bot.sandbox import LocalTelegram

from .conftest import TOKEN, bot_for
from .pictures import png
from .test_sandbox_taps import QUESTION

ZONE = ZoneInfo("Europe/Moscow")


async def test_everything_survives(tmp_path: Path) -> None:
    state = tmp_path / "telegram.json"
    clock = Clock(ZONE)
    clock.run_from(datetime(2027, 1, 15, 9, 30))
    first = LocalTelegram(TOKEN, clock, state_file=state)
    await first.start()
    bot = bot_for(first)
    anna = first.person("Анна Петрова", "координатор")
    boris = first.person("Борис Волков", "контролёр")
    await anna.start("code")
    await bot.send_message(anna.id, "<b>Вопрос</b>", reply_markup=QUESTION)
    await bot.send_photo(anna.id, BufferedInputFile(png(30, 20), "x.png"))
    await anna.send_file("Отчёт.docx", b"content")
    await bot.set_my_commands([BotCommand(command="start", description="Начать")])
    await anna.press("Да")
    await boris.start()
    await boris.block()
    ids = [update.update_id for update in await bot.get_updates()]
    await bot.get_updates(offset=ids[1])
    await bot.session.close()
    await first.stop()

    clock = Clock(ZONE)
    second = LocalTelegram(TOKEN, clock, state_file=state)
    await second.start()
    assert abs(clock.now() - datetime(2027, 1, 15, 9, 30, tzinfo=ZONE)) < timedelta(minutes=1)
    bot = bot_for(second)
    again = second.person("Анна Петрова", "координатор")
    assert again.id == anna.id
    assert [(m.id, m.html, m.buttons) for m in again.messages] == [
        (m.id, m.html, m.buttons) for m in anna.messages
    ]
    assert [m.photo for m in again.messages] == [None, None, png(30, 20), None]
    assert again.last.document is not None
    assert again.last.document.data == b"content"
    updates = await bot.get_updates()
    assert [update.update_id for update in updates] == ids[1:]
    [tap] = [update.callback_query for update in updates if update.callback_query]
    await bot.answer_callback_query(tap.id, "успел")
    assert [command.command for command in await bot.get_my_commands()] == ["start"]
    await again.say("дальше")
    assert (await bot.get_updates())[-1].update_id == ids[-1] + 1
    assert again.last.id > anna.last.id
    assert second.person("Анна Петрова", "координатор").id != anna.id
    assert second.person("Другой", user_id=boris.id).name == "Борис Волков"
    await bot.session.close()
    await second.stop()


async def test_a_change_reaches_the_disk_without_a_stop(tmp_path: Path, clock: Clock) -> None:
    state = tmp_path / "telegram.json"
    telegram = LocalTelegram(TOKEN, clock, state_file=state)
    await telegram.start()
    anna = telegram.person("Анна Петрова")
    await anna.start()
    await telegram.saved()
    saved = json.loads(state.read_text(encoding="utf-8"))
    assert saved["accounts"][0]["messages"][0]["text"] == "/start"
    await telegram.stop()


async def test_a_state_of_another_form_is_refused(tmp_path: Path, clock: Clock) -> None:
    state = tmp_path / "telegram.json"
    state.write_text('{"form": 99}', encoding="utf-8")
    with pytest.raises(ValueError, match="another version"):
        LocalTelegram(TOKEN, clock, state_file=state)
