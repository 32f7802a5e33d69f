"""Codes and names joined on the school's own computer: no network, no database, no messenger."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

CODE_HEADINGS = ("код", "code", "шифр")
NAME_HEADINGS = ("фио", "ф.и.о", "имя", "фамилия", "обучающийся", "ученик", "name", "pupil")
CODE = re.compile(r"[А-ЯA-Z]{1,3}-[0-9А-ЯA-Z]{1,8}-\d{1,2}[А-ЯA-Z]-\d{2,3}")
LOOK_ALIKES = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")
LOOK_AT = 30
"""Rows among which the heading is looked for."""


class NotJoined(Exception):  # noqa: N818 - reads as the refusal it is
    """A file cannot be used; the message says which and what is expected."""


@dataclass(frozen=True)
class Table:
    """A sheet from its heading on, with the places of the columns that matter."""

    heading: list[str]
    rows: list[list[Any]]
    code: int
    name: int | None


@dataclass(frozen=True)
class Joined:
    """What came of it."""

    rows: list[list[Any]]
    heading: list[str]
    without_name: list[str]
    """Codes of the list for which the school's file has no name."""
    without_code: list[str]
    """Codes of the school's file that the list does not know."""


def folded(code: object) -> str:
    """A code however it was typed: case, spaces, dashes, Latin look-alikes."""
    text = re.sub(r"[\s‐‑–—−-]+", "-", str(code or "").strip().upper().translate(LOOK_ALIKES))
    return text.strip("-")


def join(codes: Path, names: Path) -> Joined:
    """The rows of the list, each with the name the school's file has for its code."""
    listed, known = _read(codes, named=False), _read(names, named=True)
    assert known.name is not None
    by_code = {folded(row[known.code]): str(row[known.name] or "").strip() for row in known.rows}
    heading = [
        *listed.heading[: listed.code + 1],
        known.heading[known.name],
        *listed.heading[listed.code + 1 :],
    ]
    rows, missing, used = [], [], set()
    for row in listed.rows:
        code = folded(row[listed.code])
        name = by_code.get(code, "")
        used.add(code)
        if not name:
            missing.append(str(row[listed.code]))
        rows.append([*row[: listed.code + 1], name, *row[listed.code + 1 :]])
    strangers = [str(row[known.code]) for row in known.rows if folded(row[known.code]) not in used]
    return Joined(rows, heading, missing, strangers)


def write(found: Joined, path: Path) -> None:
    """The joined list as XLSX; text stays text."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    for column, text in enumerate(found.heading):
        sheet.write_string(0, column, text, bold)
        sheet.set_column(column, column, max(12, min(45, len(text) + 4)))
    for number, row in enumerate(found.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, str(value or ""))
    sheet.freeze_panes(1, 0)
    book.close()


def _read(path: Path, *, named: bool) -> Table:
    """The first sheet with a column of codes (and one of names); only rows that hold a code."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError:
        raise NotJoined(f"{path.name}: такого файла нет.") from None
    except (InvalidFileException, BadZipFile, KeyError, OSError):
        raise NotJoined(f"{path.name}: это не таблица .xlsx. Сохраните её в этом формате.") from None
    for sheet in book.worksheets:
        lines = [list(row) for row in sheet.iter_rows(values_only=True)]
        for place in range(min(LOOK_AT, len(lines))):
            heading = [str(cell or "").strip() for cell in lines[place]]
            code = _column(heading, CODE_HEADINGS)
            name = _column(heading, NAME_HEADINGS) if named else None
            if code is None or (named and name is None) or code == name:
                continue
            return Table(heading, list(_coded(lines[place + 1 :], code)), code, name)
    wanted = "«Код» и «ФИО»" if named else "«Код»"
    raise NotJoined(f"{path.name}: не нашлись столбцы {wanted}. Назовите их так в первой строке таблицы.")


def _coded(lines: list[list[Any]], code: int) -> Iterator[list[Any]]:
    for row in lines:
        if len(row) > code and CODE.fullmatch(folded(row[code])):
            yield row


def _column(heading: list[str], names: tuple[str, ...]) -> int | None:
    for place, text in enumerate(heading):
        if any(text.lower().startswith(name) for name in names):
            return place
    return None


def main(arguments: Sequence[str], program: str) -> int:
    """`lists join CODES.xlsx NAMES.xlsx [--output FILE]`; 0 when every code has found a name, 1 when not."""
    parser = argparse.ArgumentParser(
        prog=program, description="Соединить список кодов из бота с именами, которые хранит школа."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    joining = commands.add_parser("join", help="коды + имена = список с именами, на этом компьютере")
    joining.add_argument("codes", type=Path, help="список из бота, .xlsx")
    joining.add_argument("names", type=Path, help="таблица школы со столбцами «Код» и «ФИО», .xlsx")
    joining.add_argument("--output", type=Path, default=Path("lists-with-names.xlsx"), help="куда записать")
    wanted = parser.parse_args(arguments)
    try:
        found = join(wanted.codes, wanted.names)
    except NotJoined as refusal:
        sys.stderr.writelines([f"{refusal}\n"])
        return 2
    write(found, wanted.output)
    sys.stdout.writelines([f"Строк: {len(found.rows)}. Записано: {wanted.output}\n"])
    for title, codes in (("Нет имени для", found.without_name), ("Нет в списке", found.without_code)):
        if codes:
            sys.stdout.writelines([f"{title}: {', '.join(codes)}\n"])
    sys.stdout.writelines(["В файле имена: не отправляйте его через мессенджер.\n"])
    return 1 if found.without_name else 0
