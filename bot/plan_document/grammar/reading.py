"""A reading in the making: what the facts of a phrase have said so far."""

from dataclasses import dataclass, field

from bot.plan_document.grammar.facts import Duration, Stretch
from bot.plan_document.timing import Day, Recurrence


@dataclass
class Reading:
    """Filled by `gathering`, settled by `meaning`."""

    text: str
    deadlines: list[Day] = field(default_factory=list)
    windows: list[Stretch] = field(default_factory=list)
    starts: list[Day] = field(default_factory=list)
    recurrence: Recurrence | None = None
    years: tuple[int, ...] | None = None
    year_offset: int = 0
    floating: bool = False
    has_dates: bool = False
    at_least: bool = False
    ongoing: bool = False
    during: bool = False
    named_span: bool = False
    on_plan: bool = False
    relative: bool = False
    whole_period: bool = False
    later_whole_period: bool = False
    blank: bool = False
    residue: bool = False
    audiences: int = 0
    durations: list[Duration] = field(default_factory=list)
    day_names: list[int] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def remark(self, text: str) -> None:
        """Keep a Russian sentence for the person, once."""
        if text not in self.remarks:
            self.remarks.append(text)
