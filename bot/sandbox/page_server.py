"""Serves the page and does what a visitor does on it."""

import asyncio
import contextlib
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from aiohttp import web

from bot.sandbox.clock_controls import ClockControls
from bot.sandbox.images import picture_type
from bot.sandbox.page_view import chat_view, clock_view, overview
from bot.sandbox.parameters import Upload
from bot.sandbox.refusals import ApiError
from bot.sandbox.requests import read_parameters
from bot.sandbox.visitor import Visitor
from bot.sandbox.world import World

Json = dict[str, Any]

_STATIC = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_STATIC_NAME = re.compile(r"[a-z_]+\.(?:css|js|svg)")
_CHAT = re.compile(r"/page/chat/(\d+)(?:/([a-z]+))?")
_COALESCE = 0.05
_HEARTBEAT = 10.0
_HEARTBEAT_MOVING = 0.5
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_OWN_HEADER = "X-Local-Telegram"


class Page:
    """The visitor's side of the local Telegram."""

    def __init__(self, world: World, controls: ClockControls | None, guide: Sequence[str]) -> None:
        self.world = world
        self.controls = controls
        self.guide = tuple(guide)
        self._closed = asyncio.Event()
        self._clock_busy = False

    def open(self) -> None:
        """Take connections (again)."""
        self._closed.clear()

    def close(self) -> None:
        """End the live connections of open pages."""
        self._closed.set()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """The HTTP answer to a browser."""
        if urlsplit(f"//{request.host}").hostname not in _LOCAL_NAMES:
            return _error(403, "Эта страница открывается только на этом компьютере")
        if request.method == "POST" and _OWN_HEADER not in request.headers:
            return _error(403, "Запрос не с этой страницы")
        try:
            return await self._route(request)
        except (ApiError, AssertionError, ValueError, KeyError) as error:
            return _error(400, str(error))

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path == "/":
            return _static("index.html")
        if path == "/page/events":
            return await self._events(request)
        if path.startswith("/page/static/") and _STATIC_NAME.fullmatch(path[13:]):
            return _static(path[13:])
        if path.startswith("/page/file/"):
            return self._file(path[11:], download="download" in request.query)
        if path.startswith("/page/clock/") and request.method == "POST":
            return await self._move_clock(path[12:], await read_parameters(request))
        chat = _CHAT.fullmatch(path)
        if chat is None:
            return _error(404, "Такой страницы нет")
        account = self.world.accounts[int(chat.group(1))]
        if request.method != "POST":
            return _json(chat_view(self.world, account))
        act = _ACTS[chat.group(2)]
        await act(Visitor(self.world, account), await read_parameters(request))
        return _json({"ok": True})

    async def _events(self, request: web.BaseRequest) -> web.StreamResponse:
        """Server-sent events: the overview after every change and now and then for the clock."""
        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        closing = asyncio.ensure_future(self._closed.wait())
        try:
            while not self._closed.is_set():
                seen = self.world.changed.version
                view = json.dumps(overview(self.world, self.controls, self.guide), ensure_ascii=False)
                await response.write(f"data: {view}\n\n".encode())
                await asyncio.sleep(_COALESCE)
                change = asyncio.ensure_future(self.world.changed.beyond(seen))
                await asyncio.wait(
                    (change, closing), timeout=self._heartbeat, return_when=asyncio.FIRST_COMPLETED
                )
                change.cancel()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            closing.cancel()
            with contextlib.suppress(ConnectionError):
                await response.write_eof()
        return response

    @property
    def _heartbeat(self) -> float:
        return _HEARTBEAT_MOVING if self._clock_busy else _HEARTBEAT

    def _file(self, file_id: str, *, download: bool) -> web.StreamResponse:
        stored = self.world.files.by_id(file_id)
        if stored is None:
            return _error(404, "Файла нет")
        shown = picture_type(stored.data)
        headers = dict(_HEADERS)
        if download or shown is None:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name)}"
        return web.Response(
            body=stored.data, content_type=shown or "application/octet-stream", headers=headers
        )

    async def _move_clock(self, how: str, values: Json) -> web.StreamResponse:
        if self.controls is None:
            return _error(404, "Часы этой программы не переводятся")
        if self._clock_busy:
            return _error(409, "Часы уже переводятся, подождите немного")
        self._clock_busy = True
        try:
            said = await self._clock_step(self.controls, how, values)
        except Exception as error:
            return _error(400, str(error) or type(error).__name__)
        finally:
            self._clock_busy = False
            self.world.changed.fire()
        return _json({"said": said or "", "clock": clock_view(self.controls)})

    async def _clock_step(self, controls: ClockControls, how: str, values: Json) -> str | None:
        if how == "next":
            return await controls.next_reminder()
        if how == "day":
            return await controls.advance_days(1)
        if how == "july":
            today = controls.now().date()
            this_year = date(today.year, 7, 15)
            return await controls.move_to(this_year if today < this_year else date(today.year + 1, 7, 15))
        return await controls.move_to(date.fromisoformat(values["date"]))


async def _start(visitor: Visitor, values: Json) -> None:
    await visitor.start(values.get("payload", ""))


async def _say(visitor: Visitor, values: Json) -> None:
    text = values["text"].strip()
    if text:
        await visitor.say(text)


async def _press(visitor: Visitor, values: Json) -> None:
    await visitor.press(values["label"], values.get("message"))


async def _upload(visitor: Visitor, values: Json) -> None:
    upload = values["file"]
    if not isinstance(upload, Upload):
        raise ValueError("файла нет")
    send = visitor.send_photo if values.get("as") == "photo" else None
    if send is not None:
        await send(upload.data, values.get("caption", ""))
    else:
        await visitor.send_file(upload.name, upload.data, values.get("caption", ""))


async def _contact(visitor: Visitor, _values: Json) -> None:
    await visitor.send_contact()


async def _location(visitor: Visitor, _values: Json) -> None:
    await visitor.send_location()


async def _block(visitor: Visitor, _values: Json) -> None:
    await visitor.block()


async def _unblock(visitor: Visitor, _values: Json) -> None:
    await visitor.unblock()


async def _read(visitor: Visitor, _values: Json) -> None:
    visitor.read_all()


_ACTS: dict[str | None, Callable[[Visitor, Json], Awaitable[None]]] = {
    "start": _start,
    "say": _say,
    "press": _press,
    "upload": _upload,
    "contact": _contact,
    "location": _location,
    "block": _block,
    "unblock": _unblock,
    "read": _read,
}


@cache
def _bytes_of(name: str) -> bytes:
    return (_STATIC / name).read_bytes()


def _static(name: str) -> web.Response:
    kind = _TYPES[Path(name).suffix]
    return web.Response(body=_bytes_of(name), content_type=kind, charset="utf-8", headers=_HEADERS)


def _json(value: Json, status: int = 200) -> web.Response:
    body = json.dumps(value, ensure_ascii=False).encode()
    return web.Response(body=body, status=status, content_type="application/json", headers=_HEADERS)


def _error(status: int, reason: str) -> web.Response:
    return _json({"error": reason}, status)
