"""What leaves for the Bot API is the same as aiogram's own form would have said."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from aiohttp import web

from bot.messenger.session import JsonSession
from bot.operations.site import open_site
from bot.sandbox import Visitor
from tests.city import City, city


class Line(City):
    """A person who has pressed Start, and the product's bot to speak to them with."""

    person: Visitor


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with city(tmp_path) as c:
        c.__class__ = Line
        assert isinstance(c, Line)
        c.person = c.telegram.person("Прохожий")
        await c.person.start()
        await c.settle()
        yield c


async def test_the_defaults_of_the_bot_go_along(line: Line) -> None:
    await line.app.bot.send_message(line.person.id, "<b>жирно</b> https://example.ru")
    content = line.telegram.world.accounts[line.person.id].messages
    sent = content[max(content)]
    assert sent["text"] == "жирно https://example.ru"
    assert sent["entities"][0]["type"] == "bold"
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_what_is_said_overrides_the_defaults(line: Line) -> None:
    await line.app.bot.send_message(
        line.person.id,
        "<b>как есть</b>",
        parse_mode=None,
        link_preview_options=LinkPreviewOptions(is_disabled=False),
        reply_markup=InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="Кнопка", callback_data="ю:1")]]
        ),
    )
    assert line.person.last.text == "<b>как есть</b>"
    assert [each.text for each in line.person.last.buttons[0]] == ["Кнопка"]


async def test_a_file_goes_as_a_form(line: Line) -> None:
    sent = await line.app.bot.send_document(
        line.person.id, BufferedInputFile("дела".encode(), filename="Отчёт.txt"), caption="<i>вот</i>"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("Отчёт.txt", "вот")
    assert (await line.app.bot.download(sent.document)).read().decode() == "дела"  # type: ignore[union-attr]


async def test_answers_are_read_and_refusals_are_aiograms_own(line: Line) -> None:
    me = await line.app.bot.get_me()
    assert me.is_bot
    message = await line.app.bot.send_message(line.person.id, "раз")
    assert (message.text, message.chat.id) == ("раз", line.person.id)
    edited = await message.edit_text("два")
    assert not isinstance(edited, bool)
    assert edited.text == "два"
    with pytest.raises(TelegramBadRequest, match="not modified"):
        await message.edit_text("два")
    faults = line.telegram.faults
    faults.too_many_requests(90, method="sendMessage")
    with pytest.raises(TelegramRetryAfter) as busy:
        await line.app.bot.send_message(line.person.id, "три")
    assert busy.value.retry_after == 90
    faults.cut_after(method="sendMessage")
    with pytest.raises(TelegramNetworkError):
        await line.app.bot.send_message(line.person.id, "три")


@pytest.mark.parametrize(("status", "expected"), [(502, TelegramServerError), (504, TelegramNetworkError)])
async def test_the_page_of_a_proxy_is_no_answer(line: Line, status: int, expected: type[Exception]) -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(status=status, text="<html>Bad Gateway</html>", content_type="text/html")

    application = web.Application()
    application.router.add_post("/{tail:.*}", page)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    async with open_site(application, "127.0.0.1", port, setting="TEST"):
        session = JsonSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{port}"))
        async with Bot("100200300:behind-a-proxy", session=session) as bot:
            with pytest.raises(expected):
                await bot.send_message(line.person.id, "раз")
