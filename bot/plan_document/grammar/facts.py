"""What the rules find in a phrase. A fact knows the tokens it was read from (`begin`, `end`)."""

from dataclasses import dataclass, field
from typing import Literal

from bot.plan_document.timing import Day, Recurrence, Span

Role = Literal["by", "from", "in", "during", "not_before"]
Period = Literal["month", "quarter", "half", "year", "reported"]
Unit = Literal["day", "month", "quarter", "half", "year", "school_year", "part", "range"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the calendar with both ends; `unit` says what it was called («квартал», «месяц»…)."""

    first: Day
    last: Day
    unit: Unit

    @property
    def span(self) -> Span:
        """The same stretch as a window."""
        return Span(self.first, self.last)


@dataclass(slots=True)
class Fact:
    """Base of all facts: the half-open range of tokens it was read from, and a Russian remark on it."""

    begin: int = field(default=0, init=False)
    end: int = field(default=0, init=False)
    remark: str | None = field(default=None, kw_only=True)


@dataclass(slots=True)
class Dates(Fact):
    """Calendar stretches that stand together, with the role the words before them gave."""

    stretches: tuple[Stretch, ...]
    role: Role | None = None


@dataclass(slots=True)
class Every(Fact):
    """A periodicity; `notes` holds weekday rules."""

    recurrence: Recurrence
    notes: str = ""


@dataclass(slots=True)
class DayOfMonth(Fact):
    """«до 5 числа месяца, следующего за отчётным кварталом»: days and the period they repeat with.

    The period «reported» is the one the periodicity names.
    """

    days: tuple[int, ...]
    period: Period | None
    last_month: bool = False


@dataclass(slots=True)
class YearReference(Fact):
    """«года, предшествующего …» (offset -1), «текущего года» (offset 0)."""

    offset: int


@dataclass(slots=True)
class Years(Fact):
    """Years listed one by one."""

    years: tuple[int, ...]


@dataclass(slots=True)
class Ongoing(Fact):
    """Continuing work; `stretch` None when the span stands elsewhere («период обучения»)."""

    stretch: Stretch | None = None


@dataclass(slots=True)
class WholePeriod(Fact):
    """«далее – весь период», with the start it may name again."""

    start: Day | None = None
    after: bool = True


@dataclass(slots=True)
class OnPlan(Fact):
    """Another paper decides."""


@dataclass(slots=True)
class Relative(Fact):
    """Counted from an event; `recurrence` when the event itself repeats."""

    recurrence: Recurrence | None = None
    notes: str = ""


@dataclass(slots=True)
class Results(Fact):
    """«по итогам полугодия»: a periodicity beside dates, an event without them."""

    recurrence: Recurrence | None


@dataclass(slots=True)
class Later(Fact):
    """A second stage without a date of its own («далее – по мере …», «корректировка – …»)."""


@dataclass(slots=True)
class Doubt(Fact):
    """Recognised, but no certain date follows from it; `remark` says why in Russian."""


@dataclass(slots=True)
class Ignored(Fact):
    """Recognised and without influence on the date: a clock time, the words «день не указан»."""
