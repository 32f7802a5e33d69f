"""A real Chromium without a window; tests that need it say so when it is not installed."""

import contextlib
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright, expect

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


expect.set_options(timeout=20_000)


def chromium_path() -> str:
    """Where Debian's chromium is; skips the test when it is nowhere."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    return found


@contextlib.asynccontextmanager
async def browsing(width: int = 1280, height: int = 860) -> AsyncIterator[Page]:
    """An open, empty page of the given size; an error in a script fails the test."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=_FLAGS)
        try:
            page = await browser.new_page(viewport={"width": width, "height": height}, locale="ru-RU")
            page.set_default_timeout(20_000)
            troubles: list[str] = []
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on(
                "console",
                lambda line: troubles.append(line.text) if "Content Security" in line.text else None,
            )
            yield page
            assert troubles == []
        finally:
            await browser.close()
