"""Updates that Telegram brings: only with the secret, stored before they are confirmed."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select, text

from bot import lifecycle
from bot.messenger.webhook import LARGEST_BODY, SECRET_HEADER, Webhook
from bot.models import InboxUpdate
from bot.operations.site import open_site
from bot.settings import WrongSetting, load_settings
from tests.city import City, city

SECRET = "a-secret-of-the-tests_0123456789"
PATH = "/telegram"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[City]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}{PATH}"
    async with city(tmp_path, webhook_url=address, webhook_secret=SECRET, webhook_port=port) as c:
        yield c


@asynccontextmanager
async def receiving(c: City) -> AsyncIterator[None]:
    application = Webhook(c.app.inbox, SECRET).application(PATH)
    async with open_site(application, "127.0.0.1", c.settings.webhook_port, setting="WEBHOOK"):
        yield


async def post(c: City, body: bytes, **headers: str) -> int:
    named = {SECRET_HEADER: SECRET} | {name.replace("_", "-"): value for name, value in headers.items()}
    async with (
        aiohttp.ClientSession() as session,
        session.post(c.settings.webhook_url, data=body, headers=named) as answer,
    ):
        return answer.status


async def stored(c: City) -> list[int]:
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(InboxUpdate.update_id).order_by(InboxUpdate.update_id)))


async def all_taken(c: City) -> None:
    await c.telegram.until(lambda: c.telegram.world.updates.pending == 0)
    await c.app.inbox.settled()


async def test_what_telegram_brings_is_answered(town: City) -> None:
    async with receiving(town):
        await town.app.say_where_updates_go()
        await town.administrator.start()
        await all_taken(town)
        assert "Алла" not in town.administrator.last.text
        assert "администратор" in town.administrator.last.text.lower()
    await town.administrator.say("/menu")  # nobody listens now: Telegram keeps it
    async with receiving(town):
        town.telegram.webhook.first_delay = 0.01
        await town.app.say_where_updates_go()
        await all_taken(town)
        assert "Кому позвонить" in str(town.administrator.last)
    assert len(await stored(town)) == 2


async def test_a_revoked_token_ends_a_process_that_never_asks_for_updates(town: City) -> None:
    async with receiving(town):
        await town.app.say_where_updates_go()
        await town.administrator.start()
        await town.telegram.until(lambda: town.telegram.world.updates.pending == 0)
    town.telegram.world.token = "100200300:a-new-one"
    with pytest.raises(WrongSetting, match="BOT_TOKEN: Telegram has revoked"):
        await asyncio.wait_for(lifecycle.work(town.app, asyncio.Event()), 10)


async def test_without_the_secret_nothing_is_stored(town: City) -> None:
    update = b'{"update_id": 5, "message": {"chat": {"id": 7}}}'
    async with receiving(town):
        for wrong in ("", "guess", SECRET[:-1], SECRET + "0", "сек".encode().decode("latin-1")):
            assert await post(town, update, X_Telegram_Bot_Api_Secret_Token=wrong) == 403
        assert await stored(town) == []
        assert await post(town, update) == 200
        assert await post(town, update) == 200, "a repeat is confirmed, too"
        assert await stored(town) == [5]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"7",
        b'{"update_id": "5"}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 1e400}',
        b'{"update_id": 99999999999999999999}',
        b"[" * 100_000,
        b'{"update_id": 5, "message": ' + b'{"a": ' * 600 + b"1" + b"}" * 601,
    ],
    ids=lambda body: repr(body[:24]),
)
async def test_nonsense_is_refused(town: City, body: bytes) -> None:
    async with receiving(town):
        assert await post(town, body) == 400
    assert await stored(town) == []


async def test_a_body_too_large_is_not_read(town: City) -> None:
    async with receiving(town):
        assert await post(town, b" " * (LARGEST_BODY + 1)) == 413


async def test_what_cannot_be_stored_is_not_confirmed(town: City) -> None:
    update = b'{"update_id": 5, "message": {"chat": {"id": 7}}}'
    async with receiving(town):
        async with town.app.db.transaction() as session:
            await session.execute(text("ALTER TABLE inbox_updates RENAME TO away"))
        assert await post(town, update) == 503
        async with town.app.db.transaction() as session:
            await session.execute(text("ALTER TABLE away RENAME TO inbox_updates"))
        assert await post(town, update) == 200
    assert await stored(town) == [5]


@pytest.mark.parametrize("secret", ["", "short", "with spaces in between", "ё" * 20])
def test_a_webhook_needs_a_strong_secret(secret: str) -> None:
    with pytest.raises(WrongSetting, match="WEBHOOK_SECRET"):
        load_settings(_env_file=None, webhook_url="https://bot.example.ru/telegram", webhook_secret=secret)


@pytest.mark.parametrize(
    "address", ["bot.example.ru/hook", "https://bot.example.ru", "ftp://a.ru/x", "https:///x"]
)
def test_a_webhook_needs_an_address_with_a_path(address: str) -> None:
    with pytest.raises(WrongSetting, match="WEBHOOK_URL"):
        load_settings(_env_file=None, webhook_url=address, webhook_secret=SECRET)
