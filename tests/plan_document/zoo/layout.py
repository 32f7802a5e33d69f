"""A table as a person sees it, to be written in any format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell: how far it is merged, whether it is filled with colour, the levels of automatic numbers.

    `numbered` gives each line of the text its level in Word's automatic list, `bullets` makes them points.
    """

    text: str
    right: int = 1
    down: int = 1
    filled: bool = False
    coloured: bool = False
    numbered: int | None = None
    bullets: bool = False


Rows = Sequence[Sequence[str | Cell]]


def place(rows: Rows) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell of a table whose covered cells are left out, as in HTML."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for given in row:
            cell = given if isinstance(given, Cell) else Cell(given)
            while (at, column) in taken:
                column += 1
            taken |= {(at + d, column + r) for d in range(cell.down) for r in range(cell.right)}
            yield at, column, cell


def size(rows: Rows) -> tuple[int, int]:
    """How many rows and columns a table has."""
    width = max(column + cell.right for _, column, cell in place(rows))
    return len(rows), width


def across(text: str, width: int) -> list[Cell]:
    """A row of one cell merged over the whole width."""
    return [Cell(text, right=width)]
