"""The XLSX list of organisations: read and written in one form."""

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException

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


class TableRow(NamedTuple):
    """One organisation of the list."""

    name: str
    kind: OrganisationKind
    groups: tuple[str, ...]


def read(content: bytes) -> tuple[list[TableRow], list[str]]:
    """The rows of the first sheet and, in words, the rows that could not be read."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise Unreadable("organisation-table-unreadable") from error
    kinds = {word.lower(): kind for kind, word in KIND_WORDS.items()}
    rows: list[TableRow] = []
    problems: list[str] = []
    sheet = book.worksheets[0]
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS), start=1):
        name, kind, groups = (*(_text(cell) for cell in cells[:3]), "", "", "")[:3]
        if not name or (number == 1 and name.lower() == HEADERS[0].lower()):
            continue
        if kind.lower() not in kinds:
            problems.append(f"{number}: «{name}» — {kind or '—'}")
            continue
        wanted = tuple(part.strip() for part in groups.split(";") if part.strip())
        rows.append(TableRow(name[:200], kinds[kind.lower()], wanted))
    book.close()
    return rows, problems


def write(rows: Sequence[TableRow]) -> bytes:
    """An XLSX with a header, the rows, and the permitted kinds as a drop-down list."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Организации")
    sheet.write_row(0, 0, HEADERS, bold)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, (row.name, KIND_WORDS[row.kind], "; ".join(row.groups)))
    sheet.data_validation(1, 1, MOST_ROWS, 1, {"validate": "list", "source": list(KIND_WORDS.values())})
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 2, 34)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())
