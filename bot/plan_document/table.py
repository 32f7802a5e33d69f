"""A table of text for a terminal or a pipe: columns of fixed width, cells wrapped at words.

Small on purpose: a check of a plan may cost little more than opening the file, and a library for tables
alone would take a third of that.
"""

from collections.abc import Sequence
from itertools import zip_longest

_GAP = "  "


def render(
    header: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int], width: int
) -> list[str]:
    """Lines of a table `width` characters wide.

    A share of 0 makes a column as wide as its longest cell, the others divide what is left by their shares.
    A row of one cell is a heading across the whole table.
    """
    widths = _widths([header, *rows], shares, width)
    rule = _GAP.join("─" * column for column in widths)
    lines = [*_row(header, widths), rule]
    for row in rows:
        lines += _wrapped(row[0], width) if len(row) == 1 else _row(row, widths)
        lines.append(rule)
    return lines


def _widths(rows: Sequence[Sequence[str]], shares: Sequence[int], width: int) -> list[int]:
    fixed = [
        max((len(row[index]) for row in rows if len(row) > 1), default=0) if share == 0 else 0
        for index, share in enumerate(shares)
    ]
    left = width - sum(fixed) - len(_GAP) * (len(shares) - 1)
    return [
        column if share == 0 else max(left * share // sum(shares), 10)
        for column, share in zip(fixed, shares, strict=True)
    ]


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return [
        _GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
        for parts in zip_longest(*columns, fillvalue="")
    ]


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines no longer than `width`; a longer word is cut."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}" if line else word
            while len(line) > width:
                lines.append(line[:width])
                line = line[width:]
        lines.append(line)
    return lines
