"""A web application on an address of this machine, open for as long as it is needed."""

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.settings import WrongSetting

CLOSE_SECONDS = 3.0
"""A half-sent request must not use up the time in which work is finished."""


@asynccontextmanager
async def open_site(
    application: web.Application, host: str, port: int, *, setting: str
) -> AsyncIterator[None]:
    """Answer inside; `WrongSetting` names `<setting>_PORT` or `<setting>_HOST` where that is impossible."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=CLOSE_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as refusal:
            if refusal.errno == errno.EADDRINUSE:
                raise WrongSetting(
                    f"{setting}_PORT: port {port} is taken by another program, choose another one."
                ) from None
            raise WrongSetting(f"{setting}_HOST: nothing can listen on {host}:{port}.") from None
        yield
    finally:
        await runner.cleanup()
