"""The labelled phrases and the plans that the tests of this folder read."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from bot.plan_document import Day, PlanDocument, Span, Timing, read_plan

HERE = Path(__file__).parent
PLANS = HERE.parent.parent / "plans"
CYCLOGRAM = "ciklogramma-238-rz-2022"
PLAN_2018 = "plan-1039-rz-2018"


def labels(name: str) -> list[dict[str, Any]]:
    """The labels of `labels/<name>.jsonl`."""
    text = (HERE / "labels" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def own_phrases() -> list[tuple[str, Timing]]:
    """Phrases written for these tests, each with the reading it should have."""
    lines = (HERE / "own_phrases.txt").read_text(encoding="utf-8").splitlines()
    return [_own(line) for line in lines if line and not line.startswith("#")]


def _own(line: str) -> tuple[str, Timing]:
    phrase, kind, recurrence, days, window, extra = line.replace("\\n", "\n").split("|")
    begin, _, end = window.partition("..")
    years = tuple(int(year) for year in extra[6:].split(",")) if extra.startswith("years=") else None
    deadlines = sorted(
        (_day(day) for day in days.split(",") if day),
        key=lambda day: (day.year or 0, day.month or 0, day.day),
    )
    return phrase, Timing.from_json(
        {
            "phrase": phrase,
            "kind": kind,
            "recurrence": recurrence or None,
            "deadlines": [day.to_json() for day in deadlines],
            "window": Span(_day(begin), _day(end) if end else None).to_json() if window else None,
            "years": years,
            "year_offset": -1 if extra == "offset=-1" else 0,
            "then_whole_period": extra == "whole",
        }
    )


def _day(text: str) -> Day:
    parts = text.split(".")
    return Day(
        None if parts[1] == "*" else int(parts[1]), int(parts[0]), int(parts[2]) if len(parts) > 2 else None
    )


def all_phrases() -> list[str]:
    """Every distinct phrase known to the tests."""
    found = [label["phrase"] for name in ("official-plans", "phrases") for label in labels(name)]
    return list(dict.fromkeys([*found, *(phrase for phrase, _ in own_phrases())]))


@cache
def plan(name: str, extension: str = "docx") -> PlanDocument:
    """One of the shipped plans."""
    return read_plan(PLANS / f"{name}.{extension}")
