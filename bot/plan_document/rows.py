"""Neutral blocks → the rows of a plan: sections and items with the text of each column.

Columns are found by their headers. Rows torn by a page break are joined, header rows, the row of column
numbers and tables that are no plan (indicators, signatures) are skipped.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.plan_document.failures import NotAPlan
from bot.plan_document.reader import Block, Row, Table

Column = Literal["number", "title", "deadline", "executors", "result"]

_HEADERS: tuple[tuple[Column, str], ...] = (
    ("number", r"№|n ?п/п|п/п"),
    ("deadline", r"\bсрок|\bдат[аы]\b|период|время проведения"),
    ("executors", r"исполнител|ответствен"),
    ("result", r"результат|показател"),
    ("title", r"мероприят|наименован|содержани|\bзадач|вид(ы)? (работ|деятельности)"),
)
_MARKUP = re.compile(r"</?(?:p|br|b|i|u|div|span|strong|em)\b[^<>]*>", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.?$")
_SECTION = re.compile(r"раздел\s+(\d+|[IVX]+)\s*[.:]?\s*", re.IGNORECASE)
_ROMAN = {
    "I": "1",
    "II": "2",
    "III": "3",
    "IV": "4",
    "V": "5",
    "VI": "6",
    "VII": "7",
    "VIII": "8",
    "IX": "9",
    "X": "10",
}


@dataclass
class RawItem:
    """One numbered row as printed, cells on one line except `deadline`, which keeps its line breaks."""

    section: str
    number: str
    cells: dict[Column, str]


@dataclass
class RawPlan:
    """What the tables of the document hold."""

    sections: list[tuple[str, str]] = field(default_factory=list)
    items: list[RawItem] = field(default_factory=list)


def fold(text: str) -> str:
    """The text on one line: whitespace folded, markup residue and spaces before marks removed."""
    return re.sub(r"\s+([,;:.!?»)])", r"\1", " ".join(_MARKUP.sub(" ", text).split()))


def clean(text: str) -> str:
    """The text with its line breaks, but without markup residue and without spaces at the edges."""
    return _MARKUP.sub(" ", text).strip()


def read_rows(blocks: Sequence[Block]) -> RawPlan:
    """Sections and items of all plan tables; raises `NotAPlan` when there is no item."""
    plan = RawPlan()
    columns: dict[Column, int] | None = None
    width = 0
    for block in blocks:
        if not isinstance(block, Table) or not block.rows:
            continue
        found = next((header for row in block.rows[:3] if (header := _header(row))), None)
        if found is None and (columns is None or len(block.rows[0]) != width):
            continue  # another table, not the next part of the plan
        columns, width = found or columns, len(block.rows[0])
        assert columns is not None
        _read_table(block.rows, columns, plan)
    if not plan.items:
        raise NotAPlan
    return plan


def _header(row: Row) -> dict[Column, int] | None:
    """Column → index when the row is the header of a plan: it names the event and its time."""
    found: dict[Column, int] = {}
    for index, cell in enumerate(row):
        text = fold(cell).lower()
        if not text or len(text) > 80:
            continue
        for column, pattern in _HEADERS:
            if column not in found and re.search(pattern, text):
                found[column] = index
                break
    return found if "title" in found and "deadline" in found else None


def _read_table(rows: Iterable[Row], columns: dict[Column, int], plan: RawPlan) -> None:
    for row in rows:
        texts = [fold(cell) for cell in row]
        if not any(texts) or _header(row) or _is_column_numbers(texts):
            continue
        section = _section(texts, columns)
        if section is not None:
            plan.sections.append(section)
            continue
        cells = {column: row[index] for column, index in columns.items() if index < len(row)}
        number = _NUMBER.match(fold(cells.get("number", "")))
        if number is None:
            _continue(cells, plan)
        else:
            own = number.group(1)
            in_section = plan.sections[-1][0] if plan.sections else ""
            plan.items.append(RawItem(in_section, own, _settled(cells)))


def _settled(cells: dict[Column, str]) -> dict[Column, str]:
    return {column: clean(text) if column == "deadline" else fold(text) for column, text in cells.items()}


def _is_column_numbers(texts: Sequence[str]) -> bool:
    """The row «1 2 3 4» under a header."""
    return len(texts) > 1 and list(texts) == [str(index + 1) for index in range(len(texts))]


def _section(texts: Sequence[str], columns: dict[Column, int]) -> tuple[str, str] | None:
    """Number and title of a heading: one merged cell, or a number and a title and nothing else."""
    filled = [index for index, text in enumerate(texts) if text]
    number_at, title_at = columns.get("number"), columns["title"]
    if filled == [filled[0]]:
        named = _SECTION.match(texts[filled[0]])
        if named:
            return _ROMAN.get(named.group(1).upper(), named.group(1)), texts[filled[0]][named.end() :]
        return None
    if number_at is not None and filled == sorted([number_at, title_at]):
        number = _NUMBER.match(texts[number_at])
        if number and "." not in number.group(1):
            return number.group(1), texts[title_at]
    return None


def _continue(cells: dict[Column, str], plan: RawPlan) -> None:
    """The rest of a row that a page break tore: each cell goes on where the row above stopped."""
    if not plan.items or fold(cells.get("number", "")):
        return
    item = plan.items[-1]
    for column, text in _settled(cells).items():
        if text and text != item.cells.get(column):
            joint = "\n" if column == "deadline" else " "
            item.cells[column] = f"{item.cells.get(column, '')}{joint}{text}".strip()
