"""Which tables of a document are the plan: those under a header, those that go on, or those that look so."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.plan_document import numbers
from bot.plan_document.blocks import Block, Row, Table
from bot.plan_document.columns import Columns, find_header, guess, is_number_name
from bot.plan_document.printed import fold

_LONGEST_LINE = 1_000


@dataclass
class Part:
    """A table of the plan: its columns, the first row after its header, the heading above it."""

    table: Table
    columns: Columns
    begin: int
    heading: str

    def rows(self) -> Iterator[tuple[int, Row]]:
        """The rows below the header, with their indexes."""
        yield from enumerate(self.table.rows[self.begin :], start=self.begin)


def parts_of(blocks: Sequence[Block]) -> Iterator[Part]:
    """The tables with a header of a plan, and those that go on under the header of the one before."""
    headers = list(_headers(blocks))
    dated = any(found[1].dated for found in headers if found)
    columns: Columns | None = None
    heading = ""
    repeated = _repeated(blocks)
    for block, found in zip(blocks, headers, strict=True):
        if not isinstance(block, Table):
            line = fold(block[:_LONGEST_LINE])
            if re.search(r"[^\W\d_]{3}", line) and _no_digits(line) not in repeated:
                heading = line
            continue
        if found and (found[1].dated or not dated):
            at, columns = found
            yield Part(block, columns, at + columns.height, _above(block, at) or heading)
        elif columns and block.rows and len(block.rows[0]) == columns.width and not _is_other(block):
            yield Part(block, columns, 0, heading)
        heading = ""


def _headers(blocks: Sequence[Block]) -> Iterator[tuple[int, Columns] | None]:
    """The header of each table; in one that may go on under the header before, it has to be beyond doubt."""
    width = 0
    for block in blocks:
        if not isinstance(block, Table) or not block.rows:
            yield None
            continue
        found = find_header(block, surely=len(block.rows[0]) == width)
        width = found[1].width if found else width
        yield found


def guessed_parts(blocks: Sequence[Block]) -> Iterator[Part]:
    """Without any header: tables whose cells look like those of a plan."""
    heading = ""
    for block in blocks:
        if not isinstance(block, Table):
            heading = fold(block[:_LONGEST_LINE]) or heading
            continue
        columns = guess(block) if block.rows else None
        if columns:
            yield Part(block, columns, 0, heading)
        heading = ""


def _repeated(blocks: Sequence[Block]) -> set[str]:
    """Lines that stand on every page are no headings."""
    lines = Counter(
        _no_digits(fold(block[:_LONGEST_LINE]))
        for block in blocks
        if isinstance(block, str) and block.strip()
    )
    return {line for line, count in lines.items() if count > 2}


def _no_digits(line: str) -> str:
    return re.sub(r"\d", "", line)


def _above(table: Table, at: int) -> str:
    """A heading merged over the table above its header."""
    for row in reversed(table.rows[:at]):
        filled = [fold(cell) for cell in row if cell.strip()]
        if len(filled) == 1 and numbers.named_section(filled[0]):
            return filled[0]
    return ""


def _is_other(table: Table) -> bool:
    """Whether a table as wide as the plan begins with a header of its own, or is a place for signatures."""
    first = [fold(cell) for cell in table.rows[0]]
    if any(is_number_name(cell) for cell in first[:2]) and not any(map(numbers.read, first[:1])):
        return True
    words = [cell for cell in first if cell]
    return len(table.rows) <= 3 and any("____" in cell for row in table.rows for cell in row) and bool(words)


def printed_numbers(parts: Sequence[Part]) -> Iterator[str]:
    """The numbers in the number columns of the plan."""
    for part in parts:
        place = part.columns.places.get("number")
        if place is not None:
            for _, row in part.rows():
                number = numbers.read(fold(row[place]))
                if number:
                    yield number


def ways_of_numbering(parts: Sequence[Part]) -> tuple[bool, bool]:
    """Whether the numbers are written before the titles, and whether the items are numbered at all."""
    rows = in_column = in_title = 0
    for part in parts:
        place, title = part.columns.places.get("number"), part.columns.places["title"]
        for _, row in part.rows():
            if sum(1 for cell in row if cell.strip()) < 2 or not row[title].strip():
                continue
            rows += 1
            if place is not None and numbers.read(fold(row[place])):
                in_column += 1
            elif numbers.from_title(row[title])[0]:
                in_title += 1
    in_titles = in_title * 3 >= rows * 2 > 0
    return in_titles, in_titles or in_column * 3 >= rows > 0
