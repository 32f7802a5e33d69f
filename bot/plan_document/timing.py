"""What a deadline text means, as plain data: the shape every other room of the reader agrees on.

The field names are those of the expected readings (`tests/plan_document/labels/README.md`); `to_json` and
`from_json` are each other's inverse.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, cast, get_args

Kind = Literal["dated", "recurring", "window", "ongoing", "relative", "on_plan", "unparseable"]
Recurrence = Literal["once", "yearly", "biennial", "half_yearly", "quarterly", "monthly", "weekly", "other"]

KINDS: tuple[str, ...] = get_args(Kind)
RECURRENCES: tuple[str, ...] = get_args(Recurrence)


class Day(NamedTuple):
    """A day of the calendar; `year` None means any year, `month` None means any month."""

    month: int | None
    day: int
    year: int | None = None

    def to_json(self) -> dict[str, int | None]:
        """`{"month", "day", "year"}`."""
        return {"month": self.month, "day": self.day, "year": self.year}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Day":
        """The inverse of `to_json`; a missing `year` means any year."""
        return cls(month=data["month"], day=data["day"], year=data.get("year"))


class Span(NamedTuple):
    """A stretch of days, both ends inclusive; either end may be open (None)."""

    from_: Day | None
    to: Day | None

    def to_json(self) -> dict[str, dict[str, int | None] | None]:
        """`{"from", "to"}`, each a day or null."""
        return {
            "from": self.from_.to_json() if self.from_ else None,
            "to": self.to.to_json() if self.to else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Span":
        """The inverse of `to_json`."""
        start, end = data.get("from"), data.get("to")
        return cls(
            from_=Day.from_json(start) if start else None,
            to=Day.from_json(end) if end else None,
        )


class PlanWarning(NamedTuple):
    """Something a person should look at. `code` is stable and English, `message` is Russian."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Timing:
    """The meaning of one deadline text.

    `phrase` is the text as printed; `year_offset` is -1 for «года, предшествующего …», else 0;
    `explanation` says the reading in Russian words; `warnings` are Russian sentences and always name the
    words that were not understood; `notes` holds weekday rules (`weekday=TH; nth=1,3`) and offsets
    (`offset=-2 working days`).
    """

    phrase: str
    kind: Kind
    recurrence: Recurrence | None = None
    deadlines: tuple[Day, ...] = ()
    window: Span | None = None
    years: tuple[int, ...] | None = None
    year_offset: int = 0
    then_whole_period: bool = False
    explanation: str = ""
    warnings: tuple[str, ...] = ()
    notes: str = ""

    def to_json(self) -> dict[str, Any]:
        """The reading as JSON-ready data."""
        return {
            "phrase": self.phrase,
            "kind": self.kind,
            "recurrence": self.recurrence,
            "deadlines": [day.to_json() for day in self.deadlines],
            "window": self.window.to_json() if self.window else None,
            "years": list(self.years) if self.years is not None else None,
            "year_offset": self.year_offset,
            "then_whole_period": self.then_whole_period,
            "explanation": self.explanation,
            "warnings": list(self.warnings),
            "notes": self.notes,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Timing":
        """The inverse of `to_json`; raises ValueError for an unknown kind or recurrence."""
        kind, recurrence = data["kind"], data.get("recurrence")
        if kind not in KINDS or (recurrence is not None and recurrence not in RECURRENCES):
            raise ValueError(f"not a timing: kind {kind!r}, recurrence {recurrence!r}")
        window, years = data.get("window"), data.get("years")
        return cls(
            phrase=data["phrase"],
            kind=cast("Kind", kind),
            recurrence=cast("Recurrence | None", recurrence),
            deadlines=tuple(Day.from_json(day) for day in data.get("deadlines", ())),
            window=Span.from_json(window) if window else None,
            years=tuple(years) if years is not None else None,
            year_offset=data.get("year_offset", 0),
            then_whole_period=data.get("then_whole_period", False),
            explanation=data.get("explanation", ""),
            warnings=tuple(data.get("warnings", ())),
            notes=data.get("notes", ""),
        )

    def same_reading(self, other: "Timing") -> bool:
        """Whether both say the same dates, whatever the words they were said in."""
        return self._meaning() == other._meaning()

    def _meaning(self) -> tuple[object, ...]:
        return (
            self.kind,
            self.recurrence,
            self.deadlines,
            self.window,
            self.years,
            self.year_offset,
            self.then_whole_period,
        )


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WeekdayRule = tuple[tuple[int, ...], tuple[int, ...]]
"""Days of the week (0 is Monday) and which of the month they are (-1 is the last)."""


def weekday_rules(notes: str) -> list[WeekdayRule]:
    """The rules «weekday=TH; nth=1,3» of a timing's notes; a weekly rhythm has no `nth` and gives none."""
    rules: list[WeekdayRule] = []
    weekdays: tuple[int, ...] = ()
    for part in notes.split("; "):
        name, _, value = part.partition("=")
        if name == "weekday":
            weekdays = tuple(WEEKDAYS.index(day) for day in value.split(","))
        elif name == "nth":
            rules.append((weekdays, tuple(int(place) for place in value.split(","))))
    return rules


def nth_weekday(year: int, month: int, weekday: int, place: int) -> date | None:
    """The `place`-th such day of a month (-1 is the last); None where the month has no fifth one."""
    length = monthrange(year, month)[1]
    if place == -1:
        last = date(year, month, length)
        return last.replace(day=length - (last.weekday() - weekday) % 7)
    day = 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (place - 1)
    return date(year, month, day) if 1 <= day <= length else None
