"""Logs of a test look as in production: short, and without anything a person wrote."""

import asyncio
import gc
from collections.abc import Iterator

import pytest

from bot.logs import configure
from tests.databases import drop_template

# A thousand products are built: looking for garbage took a sixth of the time.
gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def _logs() -> None:
    configure("WARNING")


@pytest.fixture(autouse=True, scope="session")
def _template() -> Iterator[None]:
    yield
    asyncio.run(drop_template())
