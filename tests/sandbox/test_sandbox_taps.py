"""Buttons: taps, repeats, answers and their limits of time and length."""

from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InaccessibleMessage, InlineKeyboardButton, InlineKeyboardMarkup

from bot.clock import Clock
from bot.sandbox import LocalTelegram, Visitor

QUESTION = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Да", callback_data="yes"),
            InlineKeyboardButton(text="Нет", callback_data="no"),
        ]
    ]
)


async def taps(bot: Bot) -> list[CallbackQuery]:
    return [update.callback_query for update in await bot.get_updates() if update.callback_query]


async def test_a_tap_can_be_answered_once(bot: Bot, anna: Visitor) -> None:
    await bot.send_message(anna.id, "?", reply_markup=QUESTION)
    await anna.press("Да")
    [tap] = await taps(bot)
    assert (tap.data, tap.from_user.id) == ("yes", anna.id)
    await bot.answer_callback_query(tap.id, "Хорошо", show_alert=True)
    assert [(toast.text, toast.alert) for toast in anna.toasts] == [("Хорошо", True)]
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(tap.id)


async def test_an_answer_after_150_seconds_is_too_late(bot: Bot, anna: Visitor, clock: Clock) -> None:
    await bot.send_message(anna.id, "?", reply_markup=QUESTION)
    await anna.press("no")
    [tap] = await taps(bot)
    clock.freeze(clock.now() + timedelta(seconds=151))
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired"):
        await bot.answer_callback_query(tap.id, "поздно")
    assert anna.toasts == []


async def test_an_answer_has_200_characters(bot: Bot, anna: Visitor) -> None:
    await bot.send_message(anna.id, "?", reply_markup=QUESTION)
    await anna.press("Да")
    [tap] = await taps(bot)
    with pytest.raises(TelegramBadRequest, match="MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(tap.id, "я" * 201)
    await bot.answer_callback_query(tap.id, "я" * 200)


async def test_the_same_tap_again_has_a_new_update_id(bot: Bot, anna: Visitor) -> None:
    with pytest.raises(AssertionError, match="has not tapped"):
        await anna.repeat_last_tap()
    await bot.send_message(anna.id, "?", reply_markup=QUESTION)
    await anna.press("Да")
    await anna.repeat_last_tap()
    updates = [update for update in await bot.get_updates() if update.callback_query]
    assert updates[0].update_id + 1 == updates[1].update_id
    first, second = (update.callback_query for update in updates)
    assert first is not None
    assert second is not None
    assert (first.data, first.message, first.id != second.id) == (second.data, second.message, True)


async def test_a_tap_on_a_screen_that_is_behind(bot: Bot, anna: Visitor) -> None:
    sent = await bot.send_message(anna.id, "?", reply_markup=QUESTION)
    seen = anna.last
    await bot.edit_message_text("Решено", chat_id=anna.id, message_id=sent.message_id)
    await anna.press("Да", message=seen)
    await bot.delete_message(anna.id, sent.message_id)
    await anna.press("Нет", message=seen)
    after_edit, after_delete = await taps(bot)
    assert after_edit.message is not None
    assert not isinstance(after_edit.message, InaccessibleMessage)
    assert after_edit.message.text == "Решено"
    assert isinstance(after_delete.message, InaccessibleMessage)


async def test_press_finds_the_newest_and_tells_what_there_is(bot: Bot, anna: Visitor) -> None:
    old = await bot.send_message(anna.id, "1", reply_markup=QUESTION)
    new = await bot.send_message(anna.id, "2", reply_markup=QUESTION)
    await anna.press("Да")
    await anna.press("Да", message=old.message_id)
    found = [tap.message.message_id for tap in await taps(bot) if tap.message]
    assert found == [new.message_id, old.message_id]
    with pytest.raises(AssertionError, match=r"no button 'Может быть'; there is: .*Да \| Нет"):
        await anna.press("Может быть")
    with pytest.raises(AssertionError, match="no button 'Может быть' in"):
        await anna.press("Может быть", message=anna.last)


async def test_a_deep_link_button_presses_start(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    link = f"https://t.me/{(await bot.get_me()).username}?start=code-7"
    keyboard = [
        [InlineKeyboardButton(text="Открыть", url=link), InlineKeyboardButton(text="Сайт", url="ya.ru")]
    ]
    await bot.send_message(anna.id, "?", reply_markup=InlineKeyboardMarkup(inline_keyboard=keyboard))
    await anna.press("Открыть")
    assert anna.last.text == "/start code-7"
    await anna.press("Сайт")
    assert anna.last.text == "/start code-7"
    for payload in ("два слова", "я" * 3, "a" * 65):
        with pytest.raises(ValueError, match="no deep link can carry"):
            await anna.start(payload)


async def test_who_has_not_started_or_has_blocked_cannot_act(telegram: LocalTelegram, anna: Visitor) -> None:
    boris = telegram.person("Борис Волков")
    with pytest.raises(AssertionError, match="has not pressed Start"):
        await boris.say("привет")
    await anna.block()
    with pytest.raises(AssertionError, match="has blocked the bot"):
        await anna.say("привет")
    await anna.start()
    assert anna.last.text == "/start"


async def test_own_message_edited_contact_and_place(bot: Bot, anna: Visitor) -> None:
    await anna.say("опечатка")
    await anna.edit(anna.last, "/help исправлено")
    await anna.send_contact()
    await anna.send_contact(own=False)
    await anna.send_location()
    updates = (await bot.get_updates())[1:]
    edited = updates[1].edited_message
    assert edited is not None
    assert (edited.text, edited.edit_date is not None) == ("/help исправлено", True)
    contacts = [update.message.contact for update in updates if update.message and update.message.contact]
    assert [contact.user_id for contact in contacts] == [anna.id, None]
    assert contacts[0].phone_number.startswith("+7")
    assert updates[-1].message is not None
    assert updates[-1].message.location is not None
    await bot.send_message(anna.id, "x")
    with pytest.raises(AssertionError, match="cannot edit a message of the bot"):
        await anna.edit(anna.last, "y")
