"""Plain text: cells parted by tabs, or on lines of their own, or between drawn strokes."""

import re
from itertools import pairwise

from bot.plan_document.blocks import MOST_CELLS, Block, Content, Row, Table, even
from bot.plan_document.failures import TooMuch
from bot.plan_document.formats.encodings import decoded

_NUMBER_CELL = re.compile(r"\d+(?:\.\d+)*\.?$")
_APART = re.compile(r"(?:^|(?<=\s\s))\S")
_LONGEST_LINE = 400
_STROKES = str.maketrans("│┃║¦", "||||")
_RULE = re.compile(r"[\s|+:=_\-─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╟╫╢]+$")


def read(data: bytes) -> Content:
    """Paragraphs and tables of a text."""
    text = decoded(data, ".txt").translate(_STROKES)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) + text.count("\t") > MOST_CELLS:
        raise TooMuch
    inline = sum(1 for line in lines if line.count("\t") >= 2)
    standing = sum(1 for line in lines if line.startswith("\t") and line.count("\t") == 1)
    drawn = sum(1 for line in lines if line.count("|") >= 2)
    if drawn > max(inline, standing):
        return Content(_drawn(lines))
    if inline > standing:
        return Content(_rows_on_lines(lines))
    return Content(_cells_on_lines(lines) if standing else _aligned(lines))


def _rows_on_lines(lines: list[str]) -> list[Block]:
    """One row a line, cells between tabs; a line without a tab is a paragraph."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in lines:
        if "\t" in line:
            rows.append(line.split("\t"))
        elif line.strip():
            _close(rows, blocks)
            blocks.append(line)
    _close(rows, blocks)
    return blocks


def _close(rows: list[list[str]], blocks: list[Block]) -> None:
    if rows:
        blocks.append(Table(even(rows)))
        rows.clear()


def _drawn(lines: list[str]) -> list[Block]:
    """Rows between strokes; where each row is ruled off, the lines between two rules are one row."""
    rules = sum(1 for line in lines if line.strip() and _RULE.match(line) and len(line.strip()) > 2)
    ruled = rules > 2
    blocks: list[Block] = []
    rows: list[list[str]] = []
    goes_on = False
    for line in lines:
        if line.strip() and _RULE.match(line) and line.replace("|", "").strip():
            goes_on = False
        elif line.count("|") >= 2:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if ruled and goes_on and rows and len(cells) == len(rows[-1]):
                rows[-1] = [f"{above}\n{cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
            else:
                rows.append(cells)
            goes_on = True
        elif line.strip():
            _close(rows, blocks)
            blocks.append(line)
    _close(rows, blocks)
    return blocks


def _aligned(lines: list[str]) -> list[Block]:
    """Columns kept apart by spaces: each begins where its name does; a blank line ends the table."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    begins: list[int] = []
    for line in lines:
        crossed = any(0 < begin < len(line) and line[begin - 1] != " " for begin in begins)
        if begins and line.strip() and not crossed:
            cells = _cut(line, begins)
            if cells[0]:
                rows.append(cells)
            else:
                rows[-1] = [f"{above}\n{cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
            continue
        _close(rows, blocks)
        names = [found.start() for found in _APART.finditer(line)] if len(line) < _LONGEST_LINE else []
        begins = names if len(names) > 2 else []
        if begins:
            rows.append(_cut(line, begins))
        elif line.strip():
            blocks.append(line)
    _close(rows, blocks)
    return blocks


def _cut(line: str, begins: list[int]) -> list[str]:
    return [line[begin:end].strip() for begin, end in pairwise((*begins, None)) if begin is not None]


def _cells_on_lines(lines: list[str]) -> list[Block]:
    """One cell a line, each opened by a tab; a cell goes on in the lines without a tab at their beginning.

    Two blank lines end a table; one may stand inside a cell.
    """
    blocks: list[Block] = []
    cells: list[tuple[str, bool]] = []  # text, and whether a blank line stood before it
    blanks = 2
    for line in lines:
        if line.startswith("\t"):
            cells.append((line[1:], blanks > 0))
            blanks = 0
        elif not line.strip():
            blanks += 1
        else:
            if cells and blanks < 2:
                cells[-1] = (cells[-1][0] + "\n" + line, cells[-1][1])
            else:
                blocks.extend(_tables(cells))
                cells = []
                blocks.append(line)
            blanks = 0
    return [*blocks, *_tables(cells)]


def _tables(cells: list[tuple[str, bool]]) -> list[Table]:
    """Cells → tables. A header cell «№…» after a blank line begins a table of its own."""
    heads = [index for index, (text, blank) in enumerate(cells) if blank and text.lstrip().startswith("№")]
    cuts = [0, *(index for index in heads if index), len(cells)]
    return [_table(cells[begin:end]) for begin, end in pairwise(cuts) if begin < end]


def _table(cells: list[tuple[str, bool]]) -> Table:
    """Cells → rows. A row is full when it has the width of the first one, or holds one merged cell."""
    width = next((index for index, (_, blank) in enumerate(cells) if blank and index > 0), len(cells))
    rows: list[Row] = []
    row: list[str] = []
    for text, blank in cells:
        merged = len(row) == 1 and blank and not _NUMBER_CELL.match(row[0].strip())
        if row and (len(row) >= width or merged):
            rows.append(tuple(row + [""] * (width - len(row))))
            row = []
        row.append(text)
    rows.append(tuple(row + [""] * (width - len(row))))
    return Table(tuple(rows))
