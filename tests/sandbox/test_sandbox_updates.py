"""Long polling and webhook: what reaches the bot, when, and what is forgotten."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiohttp import web

from bot.clock import Clock
from bot.sandbox import LocalTelegram, Visitor
from bot.sandbox.webhook import SECRET_HEADER

from .http import call
from .test_sandbox_taps import QUESTION


async def test_offset_confirms_and_limit_bounds(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    for word in ("раз", "два", "три"):
        await anna.say(word)
    first = await bot.get_updates(limit=2)
    assert len(first) == 2
    assert [update.update_id for update in await bot.get_updates()] == [
        first[0].update_id + step for step in range(4)
    ]
    assert telegram.pending_updates == 4
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["два", "три"]
    assert telegram.pending_updates == 2
    last = await bot.get_updates(offset=-1)
    assert [update.message.text for update in last if update.message] == ["три"]
    await bot.get_updates(offset=last[0].update_id + 1)
    await telegram.wait_confirmed(0.1)


async def test_long_poll_answers_as_soon_as_something_comes(
    telegram: LocalTelegram, bot: Bot, anna: Visitor
) -> None:
    await bot.get_updates(offset=-1)
    start = await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(offset=start[0].update_id + 1, timeout=30))
    await telegram.wait_confirmed()
    await anna.say("проснись")
    [update] = await asyncio.wait_for(poll, 1)
    assert update.message is not None
    assert update.message.text == "проснись"
    assert await bot.get_updates(offset=update.update_id + 1, timeout=0) == []


async def test_a_second_poller_ends_the_first(telegram: LocalTelegram, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.wait({first}, timeout=0.1)
    second = asyncio.create_task(bot.get_updates(timeout=30))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await asyncio.wait_for(first, 1)
    second.cancel()


async def test_stop_lets_a_waiting_poller_go(telegram: LocalTelegram, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.wait({poll}, timeout=0.1)
    await asyncio.wait_for(telegram.stop(), 2)
    assert await asyncio.wait_for(poll, 1) == []


async def test_allowed_updates_choose_the_kinds(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["message"])
    await anna.block()
    await anna.unblock()
    await anna.say("после")
    kinds = [update.event_type for update in await bot.get_updates()]
    assert kinds == ["message", "message"]
    await bot.get_updates(allowed_updates=[])
    await anna.block()
    [*_, change] = await bot.get_updates()
    assert change.my_chat_member is not None
    assert change.my_chat_member.new_chat_member.status == "kicked"


async def test_a_message_waits_a_day_and_a_tap_150_seconds(
    telegram: LocalTelegram, bot: Bot, anna: Visitor, clock: Clock
) -> None:
    await bot.send_message(anna.id, "?", reply_markup=QUESTION)
    await anna.press("Да")
    assert [update.event_type for update in await bot.get_updates()] == ["message", "callback_query"]
    clock.freeze(clock.now() + timedelta(seconds=151))
    assert [update.event_type for update in await bot.get_updates()] == ["message"]
    clock.freeze(clock.now() + timedelta(hours=24))
    assert await bot.get_updates() == []


class Receiver:
    """A webhook address that answers as told and remembers what came."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.got: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.flying = 0
        self.most_flying = 0
        self.gate: asyncio.Event | None = None

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        self.flying += 1
        self.most_flying = max(self.most_flying, self.flying)
        if self.gate is not None:
            await self.gate.wait()
        self.flying -= 1
        self.secrets.add(request.headers.get(SECRET_HEADER))
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.got.append(json.loads(await request.text()))
        return web.Response(status=status)


async def started(receiver: Receiver) -> tuple[web.ServerRunner, str]:
    runner = web.ServerRunner(web.Server(receiver))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"


async def test_webhook_with_secret_and_repeats(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    receiver = Receiver()
    receiver.answers = [500, 503]
    runner, url = await started(receiver)
    telegram.webhook.first_delay = 0.01
    await bot.set_webhook(url, secret_token="s3cret", drop_pending_updates=True)
    with pytest.raises(TelegramConflictError, match="webhook is active"):
        await bot.get_updates()
    await anna.say("раз")
    await anna.say("два")
    await telegram.wait_confirmed()
    assert [update["message"]["text"] for update in receiver.got] == ["раз", "два"]
    assert receiver.secrets == {"s3cret"}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (url, 0)
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    await bot.delete_webhook()
    assert await bot.get_updates() == []
    await runner.cleanup()


async def test_webhook_keeps_order_in_a_chat_and_counts_connections(
    telegram: LocalTelegram, bot: Bot, anna: Visitor
) -> None:
    receiver = Receiver()
    receiver.gate = asyncio.Event()
    runner, url = await started(receiver)
    others = [telegram.person(f"Человек {number}") for number in range(5)]
    await bot.set_webhook(url, max_connections=3, drop_pending_updates=True)
    for person in others:
        await person.start()
    for number in range(5):
        await anna.say(str(number))
    await asyncio.wait([asyncio.create_task(telegram.wait_confirmed(0.2))])
    assert receiver.flying == 3
    receiver.gate.set()
    await telegram.wait_confirmed()
    assert receiver.most_flying == 3
    own = [update["message"]["text"] for update in receiver.got if update["message"]["from"]["id"] == anna.id]
    assert own == ["0", "1", "2", "3", "4"]
    await runner.cleanup()


async def test_webhook_addresses_and_secrets_are_checked(telegram: LocalTelegram, bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="this machine only"):
        await bot.set_webhook("https://example.org/hook")
    with pytest.raises(TelegramBadRequest, match="unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:1/hook", secret_token="с буквами")
    answer = await call(telegram, "setWebhook", {"url": "http://127.0.0.1:1/", "max_connections": 101})
    assert "between 1 and 100" in answer["description"]
    answer = await call(telegram, "getUpdates", {"allowed_updates": ["mesage"]})
    assert 'no updates of kind "mesage"' in answer["description"]


async def test_a_raw_update_goes_through_as_given(telegram: LocalTelegram, bot: Bot) -> None:
    identifier = telegram.put_update("poll", {"id": "1", "question": "?", "options": []})
    answer = await call(telegram, "getUpdates", {})
    assert answer["result"] == [
        {"update_id": identifier, "poll": {"id": "1", "question": "?", "options": []}}
    ]


async def test_the_same_address_again_after_an_outage(telegram: LocalTelegram, anna: Visitor) -> None:
    port = int(telegram.api_url.rsplit(":", 1)[1])
    await telegram.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await call(telegram, "getMe", {})
    await anna.say("пока никого не было")
    await telegram.start(port=port)
    answer = await call(telegram, "getUpdates", {})
    assert [update["message"]["text"] for update in answer["result"]] == ["/start", "пока никого не было"]
