"""Logs of a test look as in production: short, and without anything a person wrote."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.logs import configure
from tests.databases import drop_template


@pytest.fixture(autouse=True, scope="session")
def _logs() -> None:
    configure("WARNING")


@pytest.fixture(autouse=True, scope="session")
def _template() -> Iterator[None]:
    yield
    asyncio.run(drop_template())
