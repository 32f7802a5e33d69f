"""Answers Bot API calls: reads, lays on faults and limits, runs the method, writes the journal."""

import asyncio
import hmac
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.sandbox import methods_bot, methods_edits, methods_messages
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.journal import Journal
from bot.sandbox.limits import COUNTED, Meter
from bot.sandbox.parameters import METHODS, read_arguments
from bot.sandbox.refusals import ApiError, bad_request
from bot.sandbox.requests import read_parameters
from bot.sandbox.updates import KINDS
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import World

Json = dict[str, Any]

_MAX_POLL_SECONDS = 50
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_HANDLERS: dict[str, Callable[[World, Json], Any]] = {
    **methods_messages.HANDLERS,
    **methods_edits.HANDLERS,
    **methods_bot.HANDLERS,
}
_NAMES = {name.lower(): name for name in METHODS}
#: Every method somebody answers here.
HANDLED = frozenset(_HANDLERS) | {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class BotApi:
    """The bot's side of the local Telegram."""

    def __init__(self, world: World, webhook: Webhook, journal: Journal, faults: Faults) -> None:
        self.world = world
        self.webhook = webhook
        self.journal = journal
        self.faults = faults
        self.meter: Meter | None = None

    async def answer(self, request: web.BaseRequest, token: str, name: str) -> web.StreamResponse:
        """The HTTP answer to one call."""
        try:
            if not hmac.compare_digest(token.encode(), self.world.token.encode()):
                raise ApiError(401, "Unauthorized")
            method = _NAMES.get(name.lower())
            if method is None:
                raise ApiError(404, "Not Found: method not found")
            raw = await read_parameters(request)
            if method == "getUpdates":
                return await self._poll(request, read_arguments(method, raw))
            return await self._call(request, method, raw)
        except ApiError as error:
            return _refusal(error)
        except web.HTTPRequestEntityTooLarge:
            return _refusal(ApiError(413, "Request Entity Too Large"))

    def download(self, token: str, path: str) -> web.StreamResponse:
        """The bytes of a file a bot asked for with getFile."""
        if not hmac.compare_digest(token.encode(), self.world.token.encode()):
            return _refusal(ApiError(401, "Unauthorized"))
        stored = self.world.files.by_path(path)
        if stored is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def _call(self, request: web.BaseRequest, method: str, raw: Json) -> web.StreamResponse:
        at = self.world.clock.now().timestamp()
        fault = self.faults.strike(method, _chat(raw), _port(request)) if self.faults.laid else None
        try:
            if fault is not None and fault.cut_before:
                raise ApiError(499, "the connection was cut before the effect")
            if fault is not None and fault.error is not None:
                raise fault.error
            args = read_arguments(method, raw)
            if self.meter is not None and method in COUNTED:
                self.meter.count(_chat(raw))
            result = await self._run(method, args)
        except ApiError as error:
            self.journal.refused(method, raw, at, error)
            if error.code == 499:
                return _cut(request, fault)
            return _refusal(error)
        self.journal.note(method, args, at, result)
        if fault is not None:
            await asyncio.sleep(fault.delay)
            if fault.cut_after:
                return _cut(request, fault)
        return _ok(_encode(result))

    async def _run(self, method: str, args: Json) -> Any:
        handler = _HANDLERS.get(method)
        if handler is not None:
            return handler(self.world, args)
        if method == "getWebhookInfo":
            return self.webhook.info()
        if method == "setWebhook":
            return self._set_webhook(args)
        await self.webhook.remove(drop=args.get("drop_pending_updates", False))
        return True

    def _set_webhook(self, args: Json) -> bool:
        self._allow(args)
        return self.webhook.install(args)

    async def _poll(self, request: web.BaseRequest, args: Json) -> web.StreamResponse:
        self.journal.counters["getUpdates"] += 1
        fault = self.faults.strike("getUpdates", 0, _port(request)) if self.faults.laid else None
        if fault is None:
            return _ok(await self._get_updates(args))
        if fault.error is not None:
            self.journal.counters[f"getUpdates {fault.error.code}"] += 1
            raise fault.error
        if fault.cut_before:
            return _cut(request, fault)
        found = await self._get_updates(args)
        await asyncio.sleep(fault.delay)
        return _cut(request, fault) if fault.cut_after else _ok(found)

    async def _get_updates(self, args: Json) -> str:
        if self.webhook.url:
            raise ApiError(409, _WEBHOOK_ACTIVE)
        self._allow(args)
        limit = min(max(args.get("limit", 100), 1), 100)
        timeout = min(max(args.get("timeout", 0), 0), _MAX_POLL_SECONDS)
        return await self.world.updates.poll(args.get("offset", 0), limit, timeout)

    def _allow(self, args: Json) -> None:
        if "allowed_updates" in args:
            allowed = args["allowed_updates"]
            unknown = [kind for kind in allowed if kind not in KINDS]
            if unknown:
                raise bad_request(f'there are no updates of kind "{unknown[0]}"')
            self.world.updates.allowed = allowed


def _chat(raw: Json) -> int:
    try:
        return int(raw.get("chat_id", 0))
    except (TypeError, ValueError):
        return 0


def _ok(body: str) -> web.Response:
    return web.Response(body=f'{{"ok":true,"result":{body}}}'.encode(), content_type="application/json")


def _refusal(error: ApiError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    return web.Response(body=_encode(body).encode(), status=error.code, content_type="application/json")


def _cut(request: web.BaseRequest, fault: Fault | None) -> web.Response:
    if fault is not None and fault.meanwhile is not None:
        fault.meanwhile()
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _port(request: web.BaseRequest) -> int:
    """Where the connection of a call comes from."""
    peer = request.transport.get_extra_info("peername") if request.transport is not None else None
    return int(peer[1]) if peer else 0
