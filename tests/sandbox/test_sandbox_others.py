"""A second opinion: the same inputs through emulators that other people wrote.

Neither is a dependency of the project. To run these: `pip install --target SOMEWHERE --no-deps teremok
lo-bot-api-emulator` and add SOMEWHERE to PYTHONPATH.
"""

import asyncio
import contextlib
import json
from types import ModuleType
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import web

from bot.sandbox import LocalTelegram
from bot.sandbox.content import text_content
from bot.sandbox.markup import checked_markup
from bot.sandbox.refusals import ApiError

from .conftest import TOKEN, LoopbackSession, echoing
from .echo import echo_router
from .http import call

#: Where teremok and the Bot API server's own source disagree we follow the source.
#: text → whether Telegram takes it, and why.
KNOWN_DIFFERENCES = {
    f"<b>{'я' * 4096}</b>": True,  # the length counts after parsing
    "a & b": True,  # a lonely & stays as it is
    "&nbsp;": True,  # so does an unknown reference
    "<a>x</a>": True,  # without href the text is taken for the address
    "<b class='x'>x</b>": True,  # unknown attributes are skipped
    "<tg-time unix='1'>x</tg-time>": True,  # newer than teremok
    "<b>x</>": True,  # an end tag may leave out its name
    "   ": False,  # white space is trimmed first
}
TEXTS = [
    "a",
    "",
    "я" * 4096,
    "я" * 4097,
    "🌍" * 2048,
    "🌍" * 2049,
    "<b>x</b>",
    "<h1>x</h1>",
    "<b>x",
    "x</b>",
    "<b><i>x</b></i>",
    "a &amp; b &#65; &#x41;",
    "3 < 5",
    "<a href='u'>x</a>",
    "<span>x</span>",
    "<span class='tg-spoiler'>x</span>",
    "<pre><code class='language-py'>x</code></pre>",
    "<blockquote expandable>x</blockquote>",
    "<tg-emoji emoji-id='1'>x</tg-emoji>",
    "<tg-emoji>x</tg-emoji>",
    "<B>x</B>",
    "<b >x</b >",
    "<br>",
    "<u/>x",
    "<code>a<b</code>",
    "<i>a<i>b</i></i>",
    "<!-- x -->",
]
BUTTONS: list[dict[str, Any]] = [
    {"callback_data": "a"},
    {"callback_data": ""},
    {"callback_data": "я" * 32},
    {"callback_data": "я" * 33},
    {},
    {"callback_data": "a", "url": "http://a.ru"},
    {"url": "http://a.ru"},
]


def other(name: str) -> ModuleType:
    found: ModuleType = pytest.importorskip(
        name, reason=f"{name} (PyPI) is not installed: see the head of this file"
    )
    return found


def we_take(text: str) -> bool:
    try:
        text_content({"text": text, "parse_mode": "HTML"})
    except ApiError:
        return False
    return True


def test_texts_as_teremok_judges_them() -> None:
    validation = other("teremok.validation")
    bot = Bot(TOKEN)

    def takes(text: str) -> bool:
        try:
            validation.validate_method(bot, SendMessage(chat_id=1, text=text, parse_mode="HTML"))
        except validation.ApiRuleViolation:
            return False
        return True

    assert {text: takes(text) for text in TEXTS} == {text: we_take(text) for text in TEXTS}
    assert {text: not takes(text) for text in KNOWN_DIFFERENCES} == KNOWN_DIFFERENCES
    assert {text: we_take(text) for text in KNOWN_DIFFERENCES} == KNOWN_DIFFERENCES


@pytest.mark.parametrize("action", BUTTONS)
def test_buttons_as_teremok_judges_them(action: dict[str, Any]) -> None:
    validation = other("teremok.validation")
    rows = [[InlineKeyboardButton(text="x", **action)]]
    markup = InlineKeyboardMarkup(inline_keyboard=rows)

    def refused(check: Any) -> str:
        try:
            check()
        except (ApiError, validation.ApiRuleViolation) as error:
            return str(error.description).split(":")[1]
        return ""

    message = SendMessage(chat_id=1, text="x", reply_markup=markup)
    theirs = refused(lambda: validation.validate_method(Bot(TOKEN), message))
    ours = refused(lambda: checked_markup(markup.model_dump(exclude_none=True)))
    assert ours == theirs


async def test_one_story_through_lo_bot_api_emulator(telegram: LocalTelegram) -> None:
    """The updates our people cause make the same bot do the same calls over there."""
    emulator = other("lo_bot_api_emulator").LoBotApiEmulator()
    anna = telegram.person("Анна Петрова")
    await anna.start("code")
    updates = (await call(telegram, "getUpdates", {}))["result"]
    async with echoing(telegram):
        await anna.wait_message(0)
        await anna.press("Готово")
        await telegram.until(lambda: bool(anna.toasts))
        await anna.say("Привет")
        await telegram.until(lambda: anna.last.from_bot and anna.last.text == "Привет")
    ours = [made.method for made in telegram.calls if made.method != "getMe"]
    taps = [tap for made in telegram.calls for tap in [made.result] if made.method == "sendMessage"]

    runner = web.AppRunner(emulator.app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    session = LoopbackSession(api=TelegramAPIServer.from_base(address))
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    tap = {
        "id": "1",
        "from": updates[0]["message"]["from"],
        "chat_instance": "1",
        "data": "done",
        "message": taps[0],
    }
    text = {**updates[0]["message"], "text": "Привет", "entities": []}
    for update in (updates[0], {"callback_query": tap}, {"message": text}):
        update.pop("update_id", None)
        await emulator.enqueue_update(json.loads(json.dumps(update)), token=TOKEN)
    dispatcher = Dispatcher()
    dispatcher.include_router(echo_router())
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False, handle_as_tasks=False)
    )
    async with asyncio.timeout(10):
        while len(theirs := _made(emulator)) < len(ours):  # noqa: ASYNC110 - their server rings no bell
            await asyncio.sleep(0.05)
    with contextlib.suppress(RuntimeError):
        await dispatcher.stop_polling()
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await bot.session.close()
    await runner.cleanup()
    assert theirs == [(method, 200) for method in ours]


def _made(emulator: Any) -> list[tuple[str, int]]:
    skipped = ("getMe", "getUpdates")
    return [(made["method"], made["status"]) for made in emulator.requests if made["method"] not in skipped]
