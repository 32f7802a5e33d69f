"""A few invented lives in the suite; `python -m tests.fuzz --lives 300` tries many."""

from hypothesis import HealthCheck, settings

from tests.fuzz.municipality import Municipality

TestMunicipality = Municipality.TestCase
TestMunicipality.settings = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
