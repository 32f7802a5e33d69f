"""Logs of a test look as in production: short, and without anything a person wrote."""

import pytest

from bot.logs import configure


@pytest.fixture(autouse=True, scope="session")
def _logs() -> None:
    configure("WARNING")
