"""The only place that asks the machine what time it is.

Everything else receives a `Clock`, so that a test or the demo can live through a year in a second.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """Wall-clock time in the municipality's zone, optionally shifted (the demo, the tests)."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._frozen: datetime | None = None
        self._shift = timedelta(0)

    def now(self) -> datetime:
        """The current moment, aware, in the municipality's zone."""
        if self._frozen is not None:
            return self._frozen
        return (datetime.now(UTC) + self._shift).astimezone(self.zone)

    def today(self) -> date:
        """The current day in the municipality's zone."""
        return self.now().date()

    def at(self, moment: datetime) -> datetime:
        """The same moment seen in the municipality's zone; a naive moment is taken as local."""
        return moment.replace(tzinfo=self.zone) if moment.tzinfo is None else moment.astimezone(self.zone)

    @property
    def shift(self) -> timedelta:
        """How far the clock runs from the real one (the demo keeps it across restarts)."""
        return self._shift

    def run_from(self, moment: datetime) -> None:
        """Let time flow on from `moment` (naive means local)."""
        self._frozen = None
        self._shift = self.at(moment) - datetime.now(UTC)

    def freeze(self, moment: datetime) -> None:
        """Stand still at `moment` (naive means local)."""
        self._frozen = self.at(moment)
