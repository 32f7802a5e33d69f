"""A figure: the product and its reference in alternation, medians, an aim."""

import gc
import statistics
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from benchmarks.ground import Ground

MILLION = 1_000_000


@dataclass(frozen=True)
class Sample:
    """What one round measured; `notes` are numbers beside it."""

    value: float
    notes: Mapping[str, float] = field(default_factory=dict)


class Figure(ABC):
    """One line of the table."""

    name: ClassVar[str]
    title: ClassVar[str]
    reference: ClassVar[str]
    unit: ClassVar[str]
    compared: ClassVar[Literal["ratio", "difference"]] = "ratio"
    at_least: ClassVar[float | None] = None
    at_most: ClassVar[float | None] = None
    notes_at_most: ClassVar[Mapping[str, float]] = {}
    """Aims for the numbers beside the figure."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    @property
    def rounds_at_most(self) -> int:
        """Figures that take minutes are not taken five times."""
        return MILLION

    async def prepare(self) -> None:  # noqa: B027 - most figures have nothing to prepare
        """Once, before the first round."""

    @abstractmethod
    async def ours(self) -> Sample:
        """The product."""

    @abstractmethod
    async def theirs(self) -> Sample:
        """The reference."""


@dataclass(frozen=True)
class Result:
    """All rounds of a figure."""

    figure: type[Figure]
    ours: list[Sample]
    theirs: list[Sample]

    @property
    def compared(self) -> float:
        """The medians against each other."""
        return _compare(self.figure, _median(self.ours), _median(self.theirs))

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the most favourable round."""
        each = [
            _compare(self.figure, ours.value, theirs.value)
            for ours, theirs in zip(self.ours, self.theirs, strict=True)
        ]
        return min(each), max(each)

    @property
    def notes(self) -> dict[str, float]:
        """The medians of the numbers beside the figure."""
        found: dict[str, list[float]] = {}
        for sample in (*self.ours, *self.theirs):
            for name, value in sample.notes.items():
                found.setdefault(name, []).append(value)
        return {name: statistics.median(values) for name, values in found.items()}

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        figure = self.figure
        if figure.at_least is None and figure.at_most is None:
            return None
        notes = self.notes
        return (
            (figure.at_least is None or self.compared >= figure.at_least)
            and (figure.at_most is None or self.compared <= figure.at_most)
            and all(notes[name] <= most for name, most in figure.notes_at_most.items())
        )

    def to_json(self) -> dict[str, Any]:
        """For a program to read."""
        return {
            "figure": self.figure.name,
            "title": self.figure.title,
            "reference": self.figure.reference,
            "unit": self.figure.unit,
            "compared": self.figure.compared,
            "aim": aim(self.figure),
            "ours": [sample.value for sample in self.ours],
            "theirs": [sample.value for sample in self.theirs],
            "result": self.compared,
            "spread": self.spread,
            "notes": self.notes,
            "reached": self.reached,
        }


async def take(figure: Figure, rounds: int, tell: Callable[[str], None]) -> Result:
    """Prepare, then the product and the reference in turn."""
    await figure.prepare()
    ours: list[Sample] = []
    theirs: list[Sample] = []
    rounds = min(rounds, figure.rounds_at_most)
    for number in range(1, rounds + 1):
        gc.collect()
        ours.append(await figure.ours())
        gc.collect()
        theirs.append(await figure.theirs())
        tell(f"{figure.name} {number}/{rounds}: {short(ours[-1].value)} / {short(theirs[-1].value)}")
    return Result(type(figure), ours, theirs)


def line(result: Result) -> str:
    """A row of the table."""
    figure = result.figure
    low, high = result.spread
    sign = "× " if figure.compared == "ratio" else "+ "
    verdict = {True: "yes", False: "NO", None: ""}[result.reached]
    beside = "; ".join(f"{name} {short(value)}" for name, value in result.notes.items())
    compared = f"{sign}{short(result.compared)} ({short(low)}–{short(high)})"
    measured = f"{_range(result.ours)} {figure.unit} | {_range(result.theirs)} | {compared}"
    return f"| {figure.name} | {measured} | {aim(figure)} | {verdict} | {beside} |"


HEAD = (
    "| Figure | Product: median (min–max) | Reference | Compared (by round) | Aim | Reached | Beside it |\n"
    "|---|---|---|---|---|---|---|"
)


def aim(figure: type[Figure]) -> str:
    """The aim in words."""
    sign = "× " if figure.compared == "ratio" else "+ "
    parts = []
    if figure.at_least is not None:
        parts.append(f"≥ {sign}{short(figure.at_least)}")
    if figure.at_most is not None:
        parts.append(f"≤ {sign}{short(figure.at_most)}")
    parts += [f"{name} ≤ {short(most)}" for name, most in figure.notes_at_most.items()]
    return ", ".join(parts)


def short(value: float) -> str:
    """Three figures are enough."""
    return f"{value:,.0f}".replace(",", " ") if abs(value) >= 100 else f"{value:.3g}"


def _compare(figure: type[Figure], ours: float, theirs: float) -> float:
    return ours / theirs if figure.compared == "ratio" else ours - theirs


def _median(samples: list[Sample]) -> float:
    return statistics.median(sample.value for sample in samples)


def _range(samples: list[Sample]) -> str:
    values = [sample.value for sample in samples]
    return f"{short(statistics.median(values))} ({short(min(values))}–{short(max(values))})"
