"""When an assignment is spoken of: a pure rule, from its dates to the days of its steps."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from bot.models import Audience, OccurrenceKind
from bot.working_days import WorkingDays

WEEK = 5
"""Working days between two weekly steps."""


class Step(NamedTuple):
    """One step: its name is unique within the assignment and carries the date it is counted from."""

    name: str
    day: date
    audience: Audience

    @property
    def kind(self) -> str:
        """«before», «overdue»…: the part of the name that chooses the words."""
        return step_kind(self.name)


def step_kind(name: str) -> str:
    """The kind of a step by its name."""
    return name.partition(":")[0]


def step_day(name: str) -> date | None:
    """The day a step carries at the end of its name, if any."""
    last = name.rpartition(":")[2]
    return date.fromisoformat(last) if last else None


@dataclass(frozen=True)
class Ladder:
    """Working days are counted to and from the effective due date.

    `maximum` bounds the planned steps of one assignment (a promise that was broken is one more).
    """

    before: tuple[int, ...] = (10, 5, 1, 0)
    overdue_responsible: int = 1
    overdue_head: int = 3
    overdue_controller: int = 5
    maximum: int = 12

    @classmethod
    def layered(cls, base: "Ladder", *overrides: dict[str, Any] | None) -> "Ladder":
        """The base with the plan's and then the item's own values over it."""
        for override in overrides:
            if override:
                values = dict(override)
                if "before" in values:
                    values["before"] = tuple(values["before"])
                base = replace(base, **values)
        return base

    def to_json(self) -> dict[str, Any]:
        """The form kept in the database."""
        return {**asdict(self), "before": list(self.before)}

    def steps(
        self,
        kind: OccurrenceKind,
        opens: date | None,
        due: date | None,
        effective_due: date | None,
        calendar: WorkingDays,
        overdue_from: date | None = None,
    ) -> list[Step]:
        """Every step of one assignment in order of days, at most `maximum`.

        `overdue_from` moves the overdue part later (a report that was returned after its day).
        """
        if kind is OccurrenceKind.ONGOING:
            made = self._ongoing(opens, due, calendar)
        elif due is None or effective_due is None:
            return []
        else:
            made = self._dated(kind, opens, due, effective_due, calendar, overdue_from)
        # A short window may open on the very morning of a later step: one step a day is enough.
        by_day: dict[tuple[date, Audience], Step] = {(step.day, step.audience): step for step in made}
        return sorted(by_day.values(), key=lambda step: step.day)[: self.maximum]

    def _ongoing(self, opens: date | None, due: date | None, calendar: WorkingDays) -> Iterator[Step]:
        if opens is None or due is None:
            return
        first = calendar.on_or_after(opens)
        yield Step(f"opens:{opens}", first, Audience.RESPONSIBLE)
        for month_end in month_ends(opens, due):
            day = calendar.on_or_before(month_end)
            if day > first:
                yield Step(f"month:{month_end:%Y-%m}", day, Audience.RESPONSIBLE)

    def _dated(
        self,
        kind: OccurrenceKind,
        opens: date | None,
        due: date,
        effective_due: date,
        calendar: WorkingDays,
        overdue_from: date | None,
    ) -> Iterator[Step]:
        if kind is OccurrenceKind.WINDOW and opens is not None:
            yield Step(f"opens:{opens}", calendar.on_or_after(opens), Audience.RESPONSIBLE)
        for days in self.before:
            day = calendar.shift(effective_due, -days) if days else calendar.on_or_before(effective_due)
            if opens is None or day >= opens:
                yield Step(f"before:{days}:{due}", day, Audience.RESPONSIBLE)
        late = max(effective_due, overdue_from or effective_due)
        anchor = f"{due}" if late == effective_due else f"{late}"
        for days, audience in (
            (self.overdue_responsible, Audience.RESPONSIBLE_AND_ABSENT),
            (self.overdue_head, Audience.HEAD),
            (self.overdue_controller, Audience.CONTROLLER),
        ):
            yield Step(f"overdue:{days}:{anchor}", calendar.shift(late, days), audience)
        for week in range(1, self.maximum):
            days = self.overdue_controller + WEEK * week
            yield Step(f"weekly:{week}:{anchor}", calendar.shift(late, days), Audience.EVERYBODY)


def month_ends(opens: date, due: date) -> Iterator[date]:
    """The last day of every month of a span, the last one cut to the span's end."""
    month = opens.replace(day=1)
    while month <= due:
        following = (month + timedelta(days=32)).replace(day=1)
        yield min(following - timedelta(days=1), due)
        month = following


def most_telling(names: Iterable[str]) -> str:
    """Of several steps that fall on one morning, the one whose words are the most urgent."""
    order = ("opens", "month", "before", "broken", "overdue", "weekly")
    return max(names, key=lambda name: order.index(step_kind(name)) if step_kind(name) in order else -1)
