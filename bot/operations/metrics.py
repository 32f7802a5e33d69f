"""Numbers for Prometheus: counted where the work is done, one registry for each running product."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext

from bot.models import Database

_PREFIX = "target_route"
_HANDLING = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_LAG = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3600.0, 14_400.0, 86_400.0)
_TICK = (0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0)

Gauges = dict[str, dict[tuple[str, str] | None, float]]
"""Name → (label, value) → number, as the database has it at the moment."""


class Metrics:
    """What one process has done since it started; `text` adds what the database holds."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self.stored = self._counter("updates_stored", "Updates kept before they were confirmed")
        self.parked = self._counter("updates_parked", "Updates given up after repeats")
        self.delivered = self._counter("messages_delivered", "Messages of the outbox the messenger took")
        self.digests = self._counter("digests_written", "Morning digests put into the outbox")
        self._handled = Counter(
            f"{_PREFIX}_updates_handled", "Attempts to handle an update", ["outcome"], registry=self._registry
        )
        self._handled_well = self._handled.labels("done")
        self._handled_badly = self._handled.labels("failed")
        self._handling = self._histogram("update_handling_seconds", "Handling one update", _HANDLING)
        self._lag = self._histogram("delivery_lag_seconds", "From may go to delivered", _LAG)
        self._ticks = Histogram(
            f"{_PREFIX}_tick_seconds",
            "How long a tick took",
            ["tick"],
            buckets=_TICK,
            registry=self._registry,
        )
        self._ticks_failed = Counter(
            f"{_PREFIX}_ticks_failed", "Ticks that ended with a fault", ["tick"], registry=self._registry
        )
        self._database_errors = Counter(
            f"{_PREFIX}_database_errors", "Statements the database refused", ["kind"], registry=self._registry
        )

    @contextmanager
    def handling(self) -> Iterator[None]:
        """One attempt to handle an update."""
        start = perf_counter()
        try:
            yield
        except Exception:
            self._handled_badly.inc()
            raise
        else:
            self._handled_well.inc()
        finally:
            self._handling.observe(perf_counter() - start)

    def reporting(self, report_parked: Callable[[int], Awaitable[None]]) -> Callable[[int], Awaitable[None]]:
        """The report of a parked update, counted."""

        async def report(update_id: int) -> None:
            self.parked.inc()
            await report_parked(update_id)

        return report

    def message_delivered(self, lag_seconds: float) -> None:
        """A message of the outbox has arrived so long after it was allowed to go."""
        self.delivered.inc()
        self._lag.observe(max(0.0, lag_seconds))

    @contextmanager
    def tick(self, name: str) -> Iterator[None]:
        """One run of a tick."""
        start = perf_counter()
        try:
            yield
        except Exception:
            self._ticks_failed.labels(name).inc()
            raise
        finally:
            self._ticks.labels(name).observe(perf_counter() - start)

    def watch(self, db: Database) -> None:
        """Count what the database refuses from now on."""

        def count(context: ExceptionContext) -> None:
            self._database_errors.labels(type(context.original_exception).__name__).inc()

        event.listen(db.engine.sync_engine, "handle_error", count)

    def text(self, gauges: Gauges) -> bytes:
        """Everything in the format Prometheus reads."""
        now = CollectorRegistry()
        now.register(_Now(gauges))
        return generate_latest(self._registry) + generate_latest(now)

    def _counter(self, name: str, help_: str) -> Counter:
        return Counter(f"{_PREFIX}_{name}", help_, registry=self._registry)

    def _histogram(self, name: str, help_: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"{_PREFIX}_{name}", help_, buckets=buckets, registry=self._registry)


class _Now:
    """Numbers that were read a moment ago."""

    def __init__(self, gauges: Gauges) -> None:
        self._gauges = gauges

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One family for each name."""
        for name, values in self._gauges.items():
            label = next((key[0] for key in values if key), None)
            family = GaugeMetricFamily(
                f"{_PREFIX}_{name}", name.replace("_", " "), labels=[label] if label else None
            )
            for key, value in values.items():
                family.add_metric([key[1]] if key else [], value)
            yield family
