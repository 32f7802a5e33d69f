"""Bare HTTP calls, for what aiogram would never send."""

from typing import Any

import aiohttp

from bot.sandbox import LocalTelegram

from .conftest import TOKEN


async def call(
    telegram: LocalTelegram, method: str, values: dict[str, Any], token: str = TOKEN
) -> dict[str, Any]:
    """POST JSON and return the whole answer."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{telegram.api_url}/bot{token}/{method}", json=values) as response,
    ):
        answer: dict[str, Any] = await response.json()
        assert response.status == answer.get("error_code", 200)
        return answer
