"""The official plans in formats they were not published in, made from the Word files by other libraries."""

import csv
import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.plan_document.samples import PLANS
from tests.plan_document.zoo.layout import Cell, Rows, place
from tests.plan_document.zoo.office import book
from tests.plan_document.zoo.paper import html, pdf

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
BY_HAND = ("xlsx", "pdf", "html", "csv")
BY_OFFICE = ("doc", "odt", "rtf", "xls", "ods")
_FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf", "odt": "odt", "pdf": "pdf", "xls": "xls", "ods": "ods"}
_SHARES = {5: (2, 8, 5, 6, 6), 4: (1, 8, 4, 6)}


@cache
def edition(name: str, extension: str) -> bytes:
    """A plan in a format; those of `BY_OFFICE` need LibreOffice."""
    parts = list(_parts(name))
    if extension == "html":
        return html(*parts, encoding="windows-1251")
    if extension == "pdf":
        return pdf(*parts, shares=_SHARES)
    if extension == "xlsx":
        return book({"План": _sheet(parts)})
    if extension == "csv":
        return _csv(_sheet(parts))
    return printed(name, extension)


def printed(name: str, extension: str, ended: bool = True) -> bytes:
    """What LibreOffice makes of the Word file (of the workbook, for Excel's relatives).

    Unless `ended`, no paragraph follows the last table, as Word would always have it.
    """
    assert OFFICE is not None
    with tempfile.TemporaryDirectory() as folder:
        if extension in ("xls", "ods"):
            source = Path(folder) / f"{name}.xlsx"
            source.write_bytes(edition(name, "xlsx"))
        else:
            source = Path(folder) / f"{name}.docx"
            document = docx.Document(str(PLANS / source.name))
            if ended:
                document.add_paragraph()
            document.save(str(source))
        subprocess.run(
            [
                OFFICE,
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                _FILTERS[extension],
                "--outdir",
                folder,
                str(source),
            ],
            check=True,
            capture_output=True,
        )
        return (Path(folder) / f"{name}.{extension}").read_bytes()


def _parts(name: str) -> Iterator[str | Rows]:
    document = docx.Document(str(PLANS / f"{name}.docx"))
    for element in document.element.body:
        if element.tag.endswith("}p"):
            text = Paragraph(element, document).text
            if text.strip():
                yield text
        elif element.tag.endswith("}tbl"):
            yield _rows(Table(element, document))


def _rows(table: Table) -> Rows:
    """The cells of a Word table, each where it begins and as wide as it is merged."""
    rows: list[list[str | Cell]] = []
    for row in table.rows:
        cells = list(row.cells)
        line: list[str | Cell] = []
        for index, cell in enumerate(cells):
            if index and cells[index - 1]._tc is cell._tc:
                continue
            line.append(Cell(cell.text, right=sum(each._tc is cell._tc for each in cells)))
        rows.append(line)
    return rows


def _sheet(parts: list[str | Rows]) -> list[list[object]]:
    """Everything one below the other, as people paste a document into a sheet."""
    rows: list[list[object]] = []
    for part in parts:
        if isinstance(part, str):
            rows.append([part])
        else:
            rows.extend([*row] for row in part)
            rows.append([""])
    return rows


def _csv(rows: list[list[object]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    for row in rows:
        made = [[each if isinstance(each, Cell) else Cell(str(each)) for each in row]]
        line = [""] * 12
        for _, column, cell in place(made):
            line[column] = cell.text
        writer.writerow(line)
    return buffer.getvalue().encode("cp1251", "xmlcharrefreplace")
