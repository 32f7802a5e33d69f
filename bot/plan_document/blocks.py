"""Neutral blocks: what every format is turned into.

What a format does to a table ends here. In a `Table` every row has the same number of cells; a cell merged
to the right is followed by empty ones, a cell merged downwards is repeated in each row it covers.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.plan_document.timing import PlanWarning

Row = tuple[str, ...]
Place = tuple[int, int]
"""Row and column of a cell, from 0."""


class Table(NamedTuple):
    """Rows of cells, as printed; line breaks inside a cell are kept.

    `merged` says of the first cell of each merged area how many columns and rows it covers; `filled` are the
    empty cells with a colour of their own; `sheet` is the name of the sheet it lies on, if it has one.
    """

    rows: tuple[Row, ...]
    merged: Mapping[Place, tuple[int, int]] = {}
    filled: frozenset[Place] = frozenset()
    sheet: str = ""


Block = str | Table
"""A paragraph or a table."""


class Content(NamedTuple):
    """The blocks of a file in the order of the document, and what a person should know of the reading."""

    blocks: list[Block]
    remarks: tuple[PlanWarning, ...] = ()


def even(rows: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    """The rows with empty cells added until all are equally long."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *("",) * (width - len(row))) for row in rows)


def with_spans(cells: Mapping[Place, tuple[str, int, int]], filled: frozenset[Place] = frozenset()) -> Table:
    """A table of first cells: place → text, columns covered, rows covered."""
    height = max((row + down for (row, _), (_, _, down) in cells.items()), default=0)
    width = max((column + right for (_, column), (_, right, _) in cells.items()), default=0)
    grid = [[""] * width for _ in range(height)]
    for (row, column), (text, _, down) in cells.items():
        for below in range(row, row + down):
            grid[below][column] = text
    merged = {place: (right, down) for place, (_, right, down) in cells.items() if right > 1 or down > 1}
    return Table(tuple(map(tuple, grid)), merged, filled)


MOST_CELLS = 250_000
"""A table of more cells is no plan."""
