"""One row of a table: what its cells say in the columns of the plan."""

from collections.abc import Sequence

from bot.plan_document.blocks import Row, Table
from bot.plan_document.columns import Column, Columns
from bot.plan_document.executors import names_on_lines
from bot.plan_document.periods import Period, day_in, in_words
from bot.plan_document.printed import clean, fold, without_points


def cells_of(table: Table, columns: Columns, at: int) -> dict[Column, str]:
    """The texts of a row by column; a grid or two halves become one deadline."""
    row = table.rows[at]
    cells = {column: row[index] for column, index in columns.places.items()}
    deadline = fold(cells.get("deadline", ""))
    if not deadline and columns.months:
        marks = []
        reach, held = -1, ""
        for index, period in columns.months:
            text = row[index]
            if text.strip() or (at, index) in table.filled:
                held = text.strip() or "x"
                reach = index + table.merged.get((at, index), (1, 1))[0]
            elif index >= reach:
                held = ""
            marks.append((period, held))
        deadline = in_words(marks)
        cells["deadline"] = deadline
    if not deadline and (columns.begin is not None or columns.end is not None):
        begin, end = (fold(row[index]) if index is not None else "" for index in (columns.begin, columns.end))
        cells["deadline"] = _from_to(begin, end)
    extra = [row[index] for index in columns.more_executors if row[index].strip()]
    if extra:
        cells["executors"] = "\n".join(filter(None, [cells.get("executors", ""), *extra]))
    return cells


def _from_to(begin: str, end: str) -> str:
    if begin and end and begin != end:
        return f"с {begin} по {end}"
    return begin if begin == end else f"с {begin}" if begin else f"до {end}"


def settled(cells: dict[Column, str], month: Period | None) -> dict[Column, str]:
    """The cells on one line each, but for the deadline; under the heading of a month it is a day of it."""
    done: dict[Column, str] = {}
    for column, text in cells.items():
        if column == "deadline":
            done[column] = without_points(clean(text))
        elif column == "executors":
            done[column] = fold(names_on_lines(without_points(clean(text))))
        else:
            done[column] = fold(text)
    if month:
        deadline = done.get("deadline", "")
        done["deadline"] = day_in(deadline, month) if deadline else month.name
    return done


def is_header(row: Row, columns: Columns) -> bool:
    """Whether a row repeats the header: most of its cells say what the header said."""
    filled = [index for index, cell in enumerate(row) if cell.strip()]
    for name in columns.names:
        same = sum(
            fold(row[index]).lower() == fold(name[index]).lower() for index in filled if index < len(name)
        )
        if same >= 2 and same * 3 >= len(filled) * 2:
            return True
    return False


def is_column_numbers(texts: Sequence[str]) -> bool:
    """The row «1 2 3 4» under a header."""
    filled = [text.rstrip(".") for text in texts if text]
    return len(filled) > 2 and filled == [str(index + 1) for index in range(len(filled))]


def is_covered(table: Table, at: int, column: int) -> bool:
    """Whether a cell is the lower part of one that is merged downwards."""
    return any(
        first < at < first + down
        for (first, place), (_, down) in table.merged.items()
        if place == column and down > 1
    )
