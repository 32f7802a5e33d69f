"""Telegram's rules about messages, each through a real aiogram bot over HTTP."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNotFound
from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    WebAppInfo,
)

from bot.clock import Clock
from bot.sandbox import LocalTelegram, Visitor

from .conftest import TOKEN
from .http import call
from .pictures import png


def inline(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def button(data: str, text: str = "Кнопка") -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data)


async def test_message_carries_entities_date_and_the_chat(bot: Bot, anna: Visitor, clock: Clock) -> None:
    message = await bot.send_message(anna.id, "  Привет, <b>🌍 мир</b> &amp; <i>город</i>\n")
    assert message.text == "Привет, 🌍 мир & город"
    assert message.html_text == "Привет, <b>🌍 мир</b> &amp; <i>город</i>"
    assert [(e.type, e.offset, e.length) for e in message.entities or []] == [
        ("bold", 8, 6),
        ("italic", 17, 5),
    ]
    assert message.date == clock.now()
    assert message.chat.first_name == "Анна"
    assert anna.last.html == message.html_text
    assert anna.last.date == clock.now()


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<h1>Заголовок</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("да <b>нет", 'Can\'t find end tag corresponding to start tag "b"'),
        ("да</b>", "Unexpected end tag at byte offset 4"),
        ("<b>да</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("конец <b", "Unclosed start tag at byte offset 11"),
        ('<a href="https://ya.ru', "Unclosed start tag at byte offset 0"),
        ('<span class="red">х</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_wrong_html_is_refused_with_its_place(
    bot: Bot, anna: Visitor, source: str, complaint: str
) -> None:
    with pytest.raises(TelegramBadRequest) as refusal:
        await bot.send_message(anna.id, source)
    assert refusal.value.message.startswith("Bad Request: can't parse entities: ")
    assert complaint in refusal.value.message


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("<pre><code class='language-python'>x</code></pre>", "x", ["pre"]),
        ("<a href='https://ya.ru'>яндекс</a>", "яндекс", ["text_link"]),
        ("<a href='no link'>яндекс</a>", "яндекс", []),
        ("<tg-spoiler>тайна</tg-spoiler>", "тайна", ["spoiler"]),
        ("<blockquote expandable>длинно</blockquote>", "длинно", ["expandable_blockquote"]),
        ("<b><i>оба</i></b>", "оба", ["bold", "italic"]),
        ("a & b &nbsp; &lt;3", "a & b &nbsp; <3", []),
        ("<b></b>пусто", "пусто", []),
        ("строка\r\nс\tтабуляцией\t", "строка\nс табуляцией", []),
        ("Смотри /board и https://ya.ru", "Смотри /board и https://ya.ru", ["bot_command", "url"]),
    ],
)
async def test_html_becomes_entities(
    bot: Bot, anna: Visitor, source: str, text: str, kinds: list[str]
) -> None:
    message = await bot.send_message(anna.id, source)
    assert message.text == text
    assert [entity.type for entity in message.entities or []] == kinds


async def test_length_counts_utf16_after_parsing(bot: Bot, anna: Visitor) -> None:
    await bot.send_message(anna.id, "<b>" + "я" * 4096 + "</b>")
    await bot.send_message(anna.id, "🌍" * 2048)
    for text in ("я" * 4097, "🌍" * 2049):
        with pytest.raises(TelegramBadRequest, match="message is too long"):
            await bot.send_message(anna.id, text)
    for empty in ("   ", "<b> </b>"):
        with pytest.raises(TelegramBadRequest, match="text must be non-empty"):
            await bot.send_message(anna.id, empty)
    document = BufferedInputFile(b"x", "a.txt")
    await bot.send_document(anna.id, document, caption="я" * 1024)
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await bot.send_document(anna.id, document, caption="я" * 1025)


async def test_given_entities_are_checked_against_the_text(bot: Bot, anna: Visitor) -> None:
    bold = MessageEntity(type="bold", offset=0, length=4)
    message = await bot.send_message(anna.id, "Смело", entities=[bold], parse_mode=None)
    assert message.html_text == "<b>Смел</b>о"
    wide = MessageEntity(type="bold", offset=3, length=4)
    with pytest.raises(TelegramBadRequest, match="entity beyond the end"):
        await bot.send_message(anna.id, "Смело", entities=[wide], parse_mode=None)


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        (inline([button("")]), "BUTTON_DATA_INVALID"),
        (inline([button("я" * 33)]), "BUTTON_DATA_INVALID"),
        (inline([InlineKeyboardButton(text="Ничего")]), "Text buttons are unallowed"),
        (inline([InlineKeyboardButton(text="Два", callback_data="a", url="https://ya.ru")]), "exactly one"),
        (inline([button("a", text=" ")]), "text must be non-empty"),
        (inline([InlineKeyboardButton(text="x", url="http://localhost/x")]), "Wrong HTTP URL"),
        (
            inline([InlineKeyboardButton(text="x", web_app=WebAppInfo(url="http://ya.ru"))]),
            "Only HTTPS links",
        ),
        (inline([InlineKeyboardButton(text="x", copy_text=CopyTextButton(text=""))]), "COPY_TEXT_INVALID"),
        (inline([button("a")] * 9), "at most 8"),
        (inline(*[[button("a")]] * 101), "reply markup is too long"),
        (ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="x")] * 13]), "at most 12"),
    ],
)
async def test_keyboards_that_telegram_refuses(
    bot: Bot, anna: Visitor, markup: InlineKeyboardMarkup | ReplyKeyboardMarkup, complaint: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=complaint):
        await bot.send_message(anna.id, "Текст", reply_markup=markup)


async def test_the_largest_keyboard_and_data_pass(bot: Bot, anna: Visitor) -> None:
    rows = [[button("я" * 32, text=str(8 * row + column)) for column in range(8)] for row in range(12)]
    message = await bot.send_message(anna.id, "Текст", reply_markup=inline(*rows))
    assert message.reply_markup is not None
    assert message.reply_markup.model_dump() == inline(*rows).model_dump()


async def test_reply_keyboard_is_shown_hidden_and_removed(bot: Bot, anna: Visitor) -> None:
    once = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Да")]], one_time_keyboard=True)
    await bot.send_message(anna.id, "?", reply_markup=once)
    assert anna.keyboard == [["Да"]]
    await anna.press("Да")
    assert (anna.last.text, anna.keyboard) == ("Да", [])
    await bot.send_message(anna.id, "?", reply_markup=once)
    assert anna.keyboard == [["Да"]]
    await bot.send_message(anna.id, ".", reply_markup=ReplyKeyboardRemove())
    assert anna.keyboard == []


async def test_edit_changes_text_and_takes_the_keyboard_away(bot: Bot, anna: Visitor, clock: Clock) -> None:
    sent = await bot.send_message(anna.id, "Один", reply_markup=inline([button("a")]))
    edited = await bot.edit_message_text("<b>Два</b>", chat_id=anna.id, message_id=sent.message_id)
    assert isinstance(edited, Message)
    assert edited.html_text == "<b>Два</b>"
    assert edited.reply_markup is None
    assert (anna.last.text, anna.last.edited, anna.last.buttons) == ("Два", True, [])


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, anna: Visitor) -> None:
    keyboard = inline([button("a")])
    sent = await bot.send_message(anna.id, "<b>Один</b>", reply_markup=keyboard)
    chat, number = anna.id, sent.message_id
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("<b>Один</b> ", chat_id=chat, message_id=number, reply_markup=keyboard)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(chat_id=chat, message_id=number, reply_markup=keyboard)
    await bot.edit_message_reply_markup(chat_id=chat, message_id=number, reply_markup=None)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(chat_id=chat, message_id=number, reply_markup=None)


async def test_what_cannot_be_edited(bot: Bot, anna: Visitor) -> None:
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("x", chat_id=anna.id, message_id=99)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("x", chat_id=anna.id, message_id=anna.last.id)
    sent = await bot.send_document(anna.id, BufferedInputFile(b"x", "a.txt"), caption="Файл")
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await bot.edit_message_text("x", chat_id=anna.id, message_id=sent.message_id)
    await bot.edit_message_caption(chat_id=anna.id, message_id=sent.message_id, caption="<i>Новый</i>")
    assert anna.last.html == "<i>Новый</i>"
    text = await bot.send_message(anna.id, "x")
    with pytest.raises(TelegramBadRequest, match="there is no caption"):
        await bot.edit_message_caption(chat_id=anna.id, message_id=text.message_id, caption="y")


async def test_delete_and_its_48_hours(bot: Bot, anna: Visitor, clock: Clock) -> None:
    old = await bot.send_message(anna.id, "старое")
    clock.freeze(clock.now() + timedelta(hours=47))
    fresh = await bot.send_message(anna.id, "новое")
    clock.freeze(clock.now() + timedelta(hours=2))
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(anna.id, old.message_id)
    await bot.delete_message(anna.id, fresh.message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(anna.id, fresh.message_id)
    assert [message.text for message in anna.messages if message.from_bot] == ["старое"]


async def test_who_can_be_written_to(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(12345, "x")
    stranger = telegram.person("Чужой Человек")
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "x")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.get_chat(stranger.id)
    await anna.block()
    for attempt in (bot.send_message(anna.id, "x"), bot.send_chat_action(anna.id, "typing")):
        with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
            await attempt
    await anna.unblock()
    await bot.send_message(anna.id, "снова")
    anna.deactivate()
    with pytest.raises(TelegramForbiddenError, match="user is deactivated"):
        await bot.send_message(anna.id, "x")


async def test_reply_copy_and_forward(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    boris = telegram.person("Борис Волков")
    await boris.start()
    photo = await bot.send_photo(anna.id, BufferedInputFile(png(40, 30), "a.png"), caption="<b>Фото</b>")
    reply = await bot.send_message(
        anna.id, "ответ", reply_parameters=ReplyParameters(message_id=photo.message_id)
    )
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.message_id == photo.message_id
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(anna.id, "ответ", reply_parameters=ReplyParameters(message_id=999))
    copied = await bot.copy_message(boris.id, anna.id, photo.message_id)
    assert (boris.last.id, boris.last.html) == (copied.message_id, "<b>Фото</b>")
    assert boris.last.photo == png(40, 30)
    forwarded = await bot.forward_message(boris.id, anna.id, photo.message_id)
    assert forwarded.forward_origin is not None
    closed = await bot.send_message(anna.id, "тайна", protect_content=True)
    with pytest.raises(TelegramBadRequest, match="protected content"):
        await bot.copy_message(boris.id, anna.id, closed.message_id)
    with pytest.raises(TelegramBadRequest, match="message to copy not found"):
        await bot.copy_message(boris.id, anna.id, 999)


async def test_location_and_its_bounds(bot: Bot, anna: Visitor) -> None:
    message = await bot.send_location(anna.id, 57.77, 40.93)
    assert message.location is not None
    assert (message.location.latitude, message.location.longitude) == (57.77, 40.93)
    with pytest.raises(TelegramBadRequest, match="wrong location"):
        await bot.send_location(anna.id, 91, 0)


async def test_parameters_are_checked_by_name_and_type(telegram: LocalTelegram, anna: Visitor) -> None:
    good = {"chat_id": anna.id, "text": "x"}
    assert (await call(telegram, "sendMessage", good))["ok"]
    assert (await call(telegram, "SENDMESSAGE", good))["ok"]
    wrong: list[tuple[dict[str, Any], str]] = [
        ({**good, "txt": "y"}, 'has no parameter "txt"'),
        ({"chat_id": anna.id}, "message text is empty"),
        ({"text": "x"}, "chat_id is empty"),
        ({**good, "disable_notification": "maybe"}, "must be of type Boolean"),
        ({**good, "chat_id": "anna"}, "must be of type Integer or String"),
        ({**good, "reply_markup": "["}, "must be of type InlineKeyboardMarkup"),
        ({**good, "entities": "{}"}, "must be of type Array of MessageEntity"),
        ({**good, "business_connection_id": "b"}, "not supported by the local Telegram"),
        ({**good, "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ]
    for values, complaint in wrong:
        answer = await call(telegram, "sendMessage", values)
        assert (answer["ok"], answer["error_code"]) == (False, 400), values
        assert complaint in answer["description"]


async def test_unknown_method_and_wrong_token(telegram: LocalTelegram) -> None:
    assert (await call(telegram, "sendMesage", {}))["error_code"] == 404
    assert (await call(telegram, "getMe", {}, token="1:no"))["error_code"] == 401
    with pytest.raises(ValueError, match="bot token"):
        LocalTelegram("no-token", telegram.world.clock)


async def test_get_me_and_get_chat(bot: Bot, anna: Visitor) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (int(TOKEN.split(":")[0]), True, "celevoy_marshrut_demo_bot")
    chat = await bot.get_chat(anna.id)
    assert (chat.type, chat.first_name, chat.last_name) == ("private", "Анна", "Петрова")


async def test_only_this_machine(telegram: LocalTelegram, clock: Clock) -> None:
    other = LocalTelegram(TOKEN, clock)
    with pytest.raises(ValueError, match="this machine only"):
        await other.start(host="0.0.0.0")
    assert telegram.api_url.startswith("http://127.0.0.1:")


async def test_dates_follow_the_given_clock(bot: Bot, anna: Visitor, clock: Clock) -> None:
    clock.freeze(datetime(2028, 2, 29, 8, 0))
    message = await bot.send_message(anna.id, "високосный")
    assert message.date == clock.now()


async def test_aiogram_not_found_is_its_own_error(telegram: LocalTelegram, bot: Bot) -> None:
    with pytest.raises(TelegramNotFound):
        await bot.get_managed_bot_token(user_id=1)
