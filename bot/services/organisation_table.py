"""The XLSX list of organisations: read and written in one form."""

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from bot.errors import Unreadable
from bot.models import OrganisationKind

HEADERS = ("Название", "Вид", "Группы")
KIND_WORDS: dict[OrganisationKind, str] = {
    OrganisationKind.SCHOOL: "школа",
    OrganisationKind.KINDERGARTEN: "детский сад",
    OrganisationKind.ADDITIONAL: "дополнительное образование",
    OrganisationKind.CULTURE: "культура",
    OrganisationKind.SPORT: "спорт",
    OrganisationKind.DEPARTMENT: "отдел или управление",
    OrganisationKind.QUALITY_CENTRE: "ГЦОКО",
    OrganisationKind.COLLEGE: "колледж или вуз",
    OrganisationKind.EMPLOYER: "работодатель",
}
MOST_ROWS = 5000
LONGEST_NAME = 200
LARGEST_UNPACKED = 100 * 1024 * 1024
"""A small archive can unpack to gigabytes; an honest list of five thousand rows needs a few megabytes."""


class TableRow(NamedTuple):
    """One organisation of the list."""

    name: str
    kind: OrganisationKind
    groups: tuple[str, ...]


class RowProblem(NamedTuple):
    """A row that was left out: without a name, or (with one) of a kind that is not known."""

    number: int
    name: str
    kind: str


def check_format(file_name: str) -> None:
    """Refuse a file by its name alone, before anybody fetches or opens it."""
    if not file_name.lower().endswith(".xlsx"):
        raise Unreadable("organisation-table-unreadable")


def read(content: bytes) -> tuple[list[TableRow], list[RowProblem]]:
    """The rows of the first sheet, and those that could not be understood. Formulas count as their values."""
    try:
        cells = _cells(content)
    except Unreadable:
        raise
    except Exception as error:  # a damaged workbook can fail anywhere inside the reader
        raise Unreadable("organisation-table-unreadable") from error
    kinds = {_folded(word): kind for kind, word in KIND_WORDS.items()}
    rows: list[TableRow] = []
    problems: list[RowProblem] = []
    for number, name, kind, groups in cells:
        if number == 1 and _folded(name) == _folded(HEADERS[0]):
            continue
        if not name or _folded(kind) not in kinds:
            problems.append(RowProblem(number, name, kind))
            continue
        wanted = tuple(part.strip()[:LONGEST_NAME] for part in groups.split(";") if part.strip())
        rows.append(TableRow(name[:LONGEST_NAME], kinds[_folded(kind)], wanted))
    return rows, problems


def write(rows: Sequence[TableRow]) -> bytes:
    """An XLSX with a header, the rows, and the permitted kinds as a drop-down list.

    Every cell is written as text: a name that begins with = + - @ is never a formula or a link.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    bold = book.add_format({"bold": True})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("Организации")
    for column, header in enumerate(HEADERS):
        sheet.write_string(0, column, header, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate((row.name, KIND_WORDS[row.kind], "; ".join(row.groups))):
            if value:
                sheet.write_string(number, column, value, text)
    sheet.data_validation(1, 1, MOST_ROWS, 1, {"validate": "list", "source": list(KIND_WORDS.values())})
    sheet.set_column(0, 0, 60, text)
    sheet.set_column(1, 2, 34, text)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def _cells(content: bytes) -> list[tuple[int, str, str, str]]:
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise Unreadable("organisation-table-too-long", rows=MOST_ROWS)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size, and rows would be missed
        found: list[tuple[int, str, str, str]] = []
        for number, cells in enumerate(sheet.iter_rows(values_only=True, min_col=1, max_col=3), start=1):
            name, kind, groups = (_text(cell) for cell in cells)
            if name or kind or groups:
                found.append((number, name, kind, groups))
            if len(found) > MOST_ROWS + 1:
                raise Unreadable("organisation-table-too-long", rows=MOST_ROWS)
        return found
    finally:
        book.close()


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")
