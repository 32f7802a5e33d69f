"""Requests to the Bot API as JSON, and their answers read once.

aiogram sends a form: every value walked through and percent-encoded, which for Cyrillic text with buttons
costs more than the rest of the request. It also makes a class for each answer it reads, and loses it again.
What carries a file still goes the form's way, and whatever is not a plain success is aiogram's to understand.
"""

import asyncio
import json
from functools import cache
from http import HTTPStatus
from typing import Any, NoReturn, cast

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import TelegramObject
from aiohttp import ClientError
from pydantic import TypeAdapter

HEADERS = {"Content-Type": "application/json"}


def _refuse_what_is_no_answer(method: TelegramMethod[Any], status: int) -> NoReturn:
    """What stands before the Bot API answers in its own words: the page of a proxy or a provider."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.GATEWAY_TIMEOUT:
        raise TelegramServerError(method=method, message=f"HTTP {status}")
    raise TelegramNetworkError(method=method, message=f"HTTP {status}, and no answer of the Bot API")


@cache
def _reader(method: type[TelegramMethod[Any]]) -> TypeAdapter[Any]:
    return TypeAdapter(method.__returning__)


class _NeedsFormError(TypeError):
    """The request holds something that JSON cannot carry."""


class JsonSession(AiohttpSession):
    """aiogram's session with lighter requests; answers and errors are aiogram's own."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own signature
    ) -> TelegramType:
        """Send a method and read the answer."""
        try:
            body = self._body(bot, method)
        except _NeedsFormError:
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        address = self.api.api_url(token=bot.token, method=method.__api_method__)
        limit: Any = self.timeout if timeout is None else timeout
        try:
            async with session.post(address, data=body, headers=HEADERS, timeout=limit) as answer:
                content = (await answer.read()).decode(errors="replace")
        except TimeoutError as late:
            raise TelegramNetworkError(method=method, message="Request timeout error") from late
        except ClientError as failure:
            raise TelegramNetworkError(
                method=method, message=f"{type(failure).__name__}: {failure}"
            ) from failure
        try:
            found = self.json_loads(content)
        except ValueError:
            found = None
        if not isinstance(found, dict) or answer.status == HTTPStatus.GATEWAY_TIMEOUT:
            _refuse_what_is_no_answer(method, answer.status)
        elif answer.status == HTTPStatus.OK and found.get("ok") is True:
            result = _reader(type(method)).validate_python(found["result"], context={"bot": bot})
            return cast("TelegramType", result)
        checked = self.check_response(bot=bot, method=method, status_code=answer.status, content=content)
        return cast("TelegramType", checked.result)

    async def close(self) -> None:
        """Give the connections back; aiogram waits a quarter of a second for TLS to end, if there is any."""
        if self._session is not None and not self._session.closed and self.api.base.startswith("http://"):
            await self._session.close()
            await asyncio.sleep(0)
            return
        await super().close()

    def _body(self, bot: Bot, method: TelegramMethod[Any]) -> bytes:
        def plain(value: Any) -> Any:
            default = bot.default[value.name] if isinstance(value, Default) else None
            if isinstance(default, TelegramObject):
                return self.prepare_value(default, bot=bot, files={}, _dumps_json=False)
            if default is None:
                raise _NeedsFormError
            return default

        values = {
            name: value
            for name, value in method.model_dump(exclude_none=True, warnings=False).items()
            if not isinstance(value, Default) or bot.default[value.name] is not None
        }
        return json.dumps(values, ensure_ascii=False, default=plain).encode()
