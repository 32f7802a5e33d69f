"""What the rules find in a phrase.

Every fact may carry a `remark`: a Russian sentence for the person who checks the reading.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from bot.plan_document.timing import Day, Recurrence, Span

Role = Literal["by", "from", "in", "during", "not_before"]
Period = Literal["month", "quarter", "half", "year", "reported", "unnamed"]
Which = Literal["first", "second", "last"]
Unit = Literal["day", "month", "quarter", "half", "year", "school_year", "part", "range"]


class Stretch(NamedTuple):
    """A piece of the calendar with both ends; `unit` says what it was called («квартал», «месяц»…),
    `listed` the last days of the adjoining pieces it was listed by; `exact` is true where the last day itself
    was printed, so that «1-28 февраля» does not grow in a leap year."""

    first: Day
    last: Day
    unit: Unit
    remark: str | None = None
    listed: tuple[Day, ...] = ()
    exact: bool = False

    @property
    def span(self) -> Span:
        """The same stretch as a window."""
        return Span(self.first, self.last)


class Dates(NamedTuple):
    """Calendar stretches that stand together, with the role the words before them gave.

    `like_time` is true of a bare «10.10», which is a time as well; `notes` holds a weekday rule; `weekdays`
    are the days of the week (0 is Monday) printed beside the ends of the only stretch.
    """

    stretches: tuple[Stretch, ...]
    role: Role | None = None
    remark: str | None = None
    notes: str = ""
    like_time: bool = False
    weekdays: tuple[int | None, int | None] = (None, None)


class Every(NamedTuple):
    """A periodicity; `notes` holds weekday rules; `at_least` of «не реже …»."""

    recurrence: Recurrence
    notes: str = ""
    remark: str | None = None
    at_least: bool = False


class DayOfMonth(NamedTuple):
    """«до 5 числа месяца, следующего за отчётным кварталом»: days and the period they repeat with.

    The period «reported» is the one the periodicity names, «unnamed» («следующего за отчётным») that one or
    the month. `which` month of a quarter, half-year or year it is.
    """

    days: tuple[int, ...]
    period: Period | None
    which: Which = "first"
    remark: str | None = None


class DayName(NamedTuple):
    """Days of the week (0 is Monday) named beside a date, or alone."""

    weekdays: tuple[int, ...]
    remark: str | None = None


class YearReference(NamedTuple):
    """«года, предшествующего …» (offset -1), «текущего года» (offset 0)."""

    offset: int
    remark: str | None = None


class Years(NamedTuple):
    """Years listed one by one."""

    years: tuple[int, ...]
    remark: str | None = None


class Ongoing(NamedTuple):
    """Continuing work; `stretch` None when the span stands elsewhere. A `named` span («период обучения»,
    «зимний период») is not the same as the dates that may be printed beside it."""

    stretch: Stretch | None = None
    remark: str | None = None
    named: bool = False


class WholePeriod(NamedTuple):
    """«далее – весь период», with the start it may name again."""

    start: Day | None = None
    after: bool = True
    remark: str | None = None


class OnPlan(NamedTuple):
    """Another paper decides."""

    remark: str | None = None


class Relative(NamedTuple):
    """Counted from an event; `recurrence` when the event itself repeats."""

    recurrence: Recurrence | None = None
    notes: str = ""
    remark: str | None = None


class Duration(NamedTuple):
    """«(7 дней)» beside a range of days, whose length it says; alone a term from an event nobody named."""

    days: int
    notes: str
    remark: str | None = None


class Results(NamedTuple):
    """«по итогам полугодия»: a periodicity beside dates, an event without them; `reported` of a named one
    («по итогам I полугодия»), which repeats nothing."""

    recurrence: Recurrence | None
    remark: str | None = None
    reported: bool = False


class Later(NamedTuple):
    """A second stage without a date of its own («далее – по мере …», «корректировка – …»)."""

    remark: str | None = None


class Doubt(NamedTuple):
    """Recognised, but no certain date follows from it; `remark` says why in Russian. A `blank` to be filled
    in by hand takes the certainty from everything beside it."""

    remark: str | None = None
    blank: bool = False


class Ignored(NamedTuple):
    """Recognised and without influence on the date: a clock time, the words «день не указан»; `audience` is
    true of those the date is for."""

    audience: bool = False
    remark: str | None = None


Fact = (
    Dates
    | Every
    | DayOfMonth
    | DayName
    | YearReference
    | Years
    | Ongoing
    | WholePeriod
    | OnPlan
    | Relative
    | Duration
    | Results
    | Later
    | Doubt
    | Ignored
)


@dataclass(frozen=True)
class Said:
    """A fact, the printed text it was read from, and what is printed between it and the fact before."""

    fact: Fact
    quote: str
    gap: str = ""
