"""A few invented lives in the suite; `python -m tests.fuzz --lives 300` tries many."""

import pytest
from hypothesis import HealthCheck, settings

from tests.fuzz.house import House
from tests.fuzz.municipality import SEEN, Municipality

TestMunicipality = Municipality.TestCase
TestMunicipality.settings = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_a_morning_that_is_silent_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    life = Municipality()
    life.first_people()
    before = SEEN["lines that had to come"]
    life.days_pass(days=14)
    assert SEEN["lines that had to come"] > before, "there is something to be told"
    monkeypatch.setattr(House, "unsent_digests", lambda _house: [])
    with pytest.raises(AssertionError, match="was not told"):
        life.days_pass(days=14)
    life.teardown()
