"""CSV: the separator and the encoding are told by the content."""

import csv
import io

from bot.plan_document.blocks import MOST_CELLS, Content
from bot.plan_document.failures import BrokenFile, TooMuch
from bot.plan_document.formats.encodings import decoded
from bot.plan_document.formats.sheets import to_blocks

_SEPARATORS = (";", "\t", ",", "|")
_SAMPLE = 20_000


def read(data: bytes) -> Content:
    """Rows as in a sheet: lines above the table, the table, what stands below."""
    text = decoded(data, ".csv")
    if text.startswith("sep=") and len(text) > 5:
        text = text.partition("\n")[2]
    try:
        return Content(to_blocks(_groups(text, _separator(text))))
    except csv.Error as error:
        raise BrokenFile(format=".csv") from error


def _separator(text: str) -> str:
    """The one that cuts most lines into equally many cells."""
    sample = text[:_SAMPLE]

    def fit(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator)]
        usual = max((width for width in widths if width > 1), key=widths.count, default=1)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(_SEPARATORS, key=fit)


def _groups(text: str, separator: str) -> list[list[list[str]]]:
    """The rows between blank ones."""
    groups: list[list[list[str]]] = [[]]
    cells = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        cells += len(row)
        if cells > MOST_CELLS:
            raise TooMuch
        stripped = [cell.strip() for cell in row]
        if any(stripped):
            groups[-1].append(stripped)
        elif groups[-1]:
            groups.append([])
    width = max((len(row) for group in groups for row in group), default=0)
    return [[row + [""] * (width - len(row)) for row in group] for group in groups if group]
