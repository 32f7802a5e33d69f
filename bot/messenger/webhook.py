"""Updates that the messenger brings by itself: checked, stored, and only then answered with 200."""

import hmac
import json
from typing import Any

import structlog
from aiohttp import web

from bot.messenger.inbox import Inbox
from bot.messenger.raw_update import RawUpdate

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header, not a secret
LARGEST_BODY = 1024 * 1024
LARGEST_NUMBER = 2**63 - 1


class Webhook:
    """The receiving end. Anything but 200 makes the messenger bring the update again."""

    def __init__(self, inbox: Inbox, secret: str) -> None:
        self._inbox = inbox
        self._secret = secret.encode()

    def application(self, path: str) -> web.Application:
        """Only this path, only POST."""
        made = web.Application(client_max_size=LARGEST_BODY)
        made.router.add_post(path, self._receive)
        return made

    async def _receive(self, request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        if not hmac.compare_digest(shown, self._secret):
            log.warning("webhook_without_secret")
            return web.Response(status=403)
        update = _read(await request.read())
        if update is None:
            log.error("webhook_with_nonsense")
            return web.Response(status=400)
        try:
            await self._inbox.store([update])
        except RecursionError:
            log.error("webhook_with_nonsense")
            return web.Response(status=400)
        except Exception as fault:  # however the database fails: not stored, so not confirmed
            log.warning("webhook_not_stored", error=type(fault).__name__, update_id=update["update_id"])
            return web.Response(status=503)
        return web.Response()


def _read(body: bytes) -> RawUpdate | None:
    try:
        update: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int or not 0 <= number <= LARGEST_NUMBER:
        return None
    return {name: value for name, value in update.items() if name == "update_id" or isinstance(value, dict)}
