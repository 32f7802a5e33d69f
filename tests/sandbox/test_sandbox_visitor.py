"""What a person can do with their phone, and what the bot gets from it."""

import pytest
from aiogram import Bot

from bot.sandbox import LocalTelegram, Visitor

from .pictures import png


async def test_start_with_a_payload_and_the_answer(telegram: LocalTelegram, echo_bot: Bot) -> None:
    boris = telegram.person("Борис Волков", "контролёр")
    await boris.start("invite-7_x")
    [answer] = await boris.wait_message(0)
    assert answer.text == "Здравствуйте! invite-7_x"
    assert answer.html == "<b>Здравствуйте!</b> invite-7_x"
    assert [[button.text for button in row] for row in answer.buttons] == [
        ["Принято", "Готово"],
        ["Пригласить"],
    ]
    assert boris.messages[0].text == "/start invite-7_x"


async def test_press_edits_and_shows_a_toast(telegram: LocalTelegram, anna: Visitor, echo_bot: Bot) -> None:
    await anna.wait_message(0)
    await anna.press("Принято")
    await telegram.until(lambda: anna.last.edited)
    assert anna.last.html == "Поручение <b>принято</b>"
    assert [(toast.text, toast.alert) for toast in anna.toasts] == [("Принято к исполнению", False)]
    with pytest.raises(AssertionError, match="no button at all"):
        await anna.press("Принято")


async def test_a_file_comes_back_byte_for_byte(telegram: LocalTelegram, anna: Visitor, echo_bot: Bot) -> None:
    data = bytes(range(256)) * 40
    await anna.send_file("Отчёт за год.docx", data, "вот")
    await telegram.until(lambda: anna.last.from_bot and anna.last.document is not None)
    document = anna.last.document
    assert document is not None
    assert (document.name, document.data) == ("Отчёт за год.docx", data)


async def test_a_picture_comes_back_by_its_file_id(
    telegram: LocalTelegram, anna: Visitor, echo_bot: Bot
) -> None:
    picture = png(900, 400)
    await anna.send_photo(picture)
    await telegram.until(lambda: anna.last.from_bot and anna.last.photo is not None)
    assert anna.last.photo == picture
