"""What the rules find in a phrase.

Every fact may carry a `remark`: a Russian sentence for the person who checks the reading.
"""

from typing import Literal, NamedTuple

from bot.plan_document.timing import Day, Recurrence, Span

Role = Literal["by", "from", "in", "during", "not_before"]
Period = Literal["month", "quarter", "half", "year", "reported"]
Unit = Literal["day", "month", "quarter", "half", "year", "school_year", "part", "range"]


class Stretch(NamedTuple):
    """A piece of the calendar with both ends; `unit` says what it was called («квартал», «месяц»…)."""

    first: Day
    last: Day
    unit: Unit

    @property
    def span(self) -> Span:
        """The same stretch as a window."""
        return Span(self.first, self.last)


class Dates(NamedTuple):
    """Calendar stretches that stand together, with the role the words before them gave."""

    stretches: tuple[Stretch, ...]
    role: Role | None = None
    remark: str | None = None


class Every(NamedTuple):
    """A periodicity; `notes` holds weekday rules."""

    recurrence: Recurrence
    notes: str = ""
    remark: str | None = None


class DayOfMonth(NamedTuple):
    """«до 5 числа месяца, следующего за отчётным кварталом»: days and the period they repeat with.

    The period «reported» is the one the periodicity names.
    """

    days: tuple[int, ...]
    period: Period | None
    last_month: bool = False
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
    """Continuing work; `stretch` None when the span stands elsewhere («период обучения»)."""

    stretch: Stretch | None = None
    remark: str | None = None


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


class Results(NamedTuple):
    """«по итогам полугодия»: a periodicity beside dates, an event without them."""

    recurrence: Recurrence | None
    remark: str | None = None


class Later(NamedTuple):
    """A second stage without a date of its own («далее – по мере …», «корректировка – …»)."""

    remark: str | None = None


class Doubt(NamedTuple):
    """Recognised, but no certain date follows from it; `remark` says why in Russian."""

    remark: str | None = None


class Ignored(NamedTuple):
    """Recognised and without influence on the date: a clock time, the words «день не указан»."""

    remark: str | None = None


Fact = (
    Dates
    | Every
    | DayOfMonth
    | YearReference
    | Years
    | Ongoing
    | WholePeriod
    | OnPlan
    | Relative
    | Results
    | Later
    | Doubt
    | Ignored
)
