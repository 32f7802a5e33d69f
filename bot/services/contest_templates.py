"""The contests that the orders name: data that ship with the product, offered in the years they are due."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent.parent / "facts" / "contests.toml"
LEVELS = ("school", "city", "region", "country")
GRADES = tuple(range(1, 12))


@dataclass(frozen=True)
class ContestTemplate:
    """A contest as an order prints it."""

    key: str
    order: str
    """plan (2018–2025) or cycle (циклограмма)."""
    item: str
    title: str
    about: str
    level: str
    organiser: str
    grades: tuple[int, ...]
    nominations: tuple[str, ...]
    every_years: int
    since: int
    years: tuple[int, ...]

    def is_due_in(self, year: int) -> bool:
        """Whether the order wants it in this year: «1 раз в 2 года», or in named years only."""
        if self.years:
            return year in self.years
        return year >= self.since and (year - self.since) % self.every_years == 0


@cache
def templates() -> tuple[ContestTemplate, ...]:
    """All of them, in the order of the items."""
    shipped = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return tuple(
        ContestTemplate(
            key=values["key"],
            order=values["order"],
            item=values["item"],
            title=values["title"],
            about=values["about"],
            level=values["level"],
            organiser=shipped["organisers"][values["organiser"]],
            grades=tuple(values["grades"]),
            nominations=tuple(values.get("nominations", ())),
            every_years=values.get("every_years", 1),
            since=values.get("since", 0),
            years=tuple(values.get("years", ())),
        )
        for values in shipped["contest"]
    )
