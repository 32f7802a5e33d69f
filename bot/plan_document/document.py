"""A file → a plan: head, sections, items with their timing and executors, and what a person should check."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.plan_document import checks
from bot.plan_document.deadlines import read_deadline
from bot.plan_document.executors import Executor, ShortNames, read_executors
from bot.plan_document.failures import TooMuch
from bot.plan_document.head import read_head
from bot.plan_document.printed import fold
from bot.plan_document.reader import read_blocks
from bot.plan_document.rows import RawItem, read_rows
from bot.plan_document.timing import PlanWarning, Timing

_LONGEST_NOTE = 200
_LONGEST_CELL = 4_000
"""Characters; a longer text is no deadline, and no list of executors that anybody could go through."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One item as printed (whitespace folded), with what was understood of it.

    `number` has no final dot and is unique within its section; `title` is the printed one, `display_title`
    has evident slips corrected.
    """

    section: str
    number: str
    title: str
    display_title: str
    result: str
    timing: Timing
    executors: tuple[Executor, ...]
    executors_text: str
    warnings: tuple[PlanWarning, ...]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """An official plan; `sections` are (number, title); `period` the first and last year it is for."""

    title: str
    number: str
    approved_on: date | None
    organisation: str
    period: tuple[int, int] | None
    sections: tuple[tuple[str, str], ...]
    items: tuple[PlanRow, ...]
    warnings: tuple[PlanWarning, ...]


def read_plan(
    source: str | Path | bytes, filename: str | None = None, today: date | None = None
) -> PlanDocument:
    """Read a plan from a path or from the bytes of a file called `filename`.

    With `today` a plan whose years are over is warned about. Raises a `PlanUnreadable` (a `NotAPlan` when the
    file opens but holds no plan).
    """
    path = source if isinstance(source, bytes) else Path(source)
    name = filename or (path.name if isinstance(path, Path) else "")
    with contextlib.suppress(MemoryError):
        return _read(path, name, today)
    raise TooMuch  # outside, where nothing holds on to what took the memory


def _read(path: Path | bytes, name: str, today: date | None) -> PlanDocument:
    content = read_blocks(path, name)
    raw = read_rows(content.blocks)
    head = read_head(content.blocks)
    short_names = ShortNames(item.cells.get("executors", "") for item in raw.items)
    short = short_names.mapping()
    deadlines = cache(read_deadline)
    executors = cache(lambda text: read_executors(text, short))
    items = [_row(item, deadlines, executors) for item in raw.items]
    found = checks.contradictions(items, head.approved_on, head.period)
    items = [
        replace(item, warnings=(*item.warnings, *found.get(index, ()))) for index, item in enumerate(items)
    ]
    return PlanDocument(
        title=head.title or _untitled(items),
        number=head.number,
        approved_on=head.approved_on,
        organisation=head.organisation,
        period=head.period,
        sections=tuple(raw.sections),
        items=tuple(items),
        warnings=(
            *content.remarks,
            *raw.remarks,
            *_people(items),
            *checks.of_document(items, head.period, today),
        ),
    )


def _untitled(items: Sequence[PlanRow]) -> str:
    """A name by which people tell a plan without a title from another one."""
    first = items[0].title
    return f"План без названия («{first if len(first) <= 60 else first[:59] + '…'}» и далее)"


def _people(items: Sequence[PlanRow]) -> Iterator[PlanWarning]:
    """People named as executors may leave, and the bot writes to organisations."""
    named = [item.number for item in items if any(each.kind == "person" for each in item.executors)]
    if named:
        shown = ", ".join(named[:10]) + (" и другие" if len(named) > 10 else "")
        text = (
            f"исполнители названы по фамилии (пункты {shown}): при импорте укажите, из какой они организации"
        )
        yield PlanWarning("executor-person", text)


def _note(note: str) -> Iterator[PlanWarning]:
    """A note may change what the row says, so somebody should see it."""
    if note:
        shown = note if len(note) <= _LONGEST_NOTE else f"{note[: _LONGEST_NOTE - 1]}…"
        yield PlanWarning("note", f"примечание в документе: «{shown}»")


def _row(
    item: RawItem,
    deadlines: Callable[[str], Timing],
    executors: Callable[[str], tuple[Executor, ...]],
) -> PlanRow:
    deadline, executors_text = item.cells.get("deadline", ""), item.cells.get("executors", "")
    # read with its line breaks (a torn word is mended by them), kept on one line as all other columns
    timing = replace(deadlines(deadline[:_LONGEST_CELL]), phrase=fold(deadline))
    if len(deadline) > _LONGEST_CELL:
        timing = Timing(timing.phrase, "unparseable")
    title = item.cells["title"]
    row = PlanRow(
        section=item.section,
        number=item.number,
        title=title,
        display_title=checks.display_title(title),
        result=checks.without_repetition(item.cells.get("result", "")),
        timing=timing,
        executors=executors(executors_text[:_LONGEST_CELL]),
        executors_text=executors_text,
        warnings=(),
    )
    found = checks.of_row(row, item.cells.get("result", ""))
    return replace(row, warnings=(*found, *_note(item.cells.get("note", ""))))
