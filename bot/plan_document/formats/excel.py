"""Excel: what a person sees on the visible sheets, rows and columns; dates and numbers as they are shown."""

import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from bot.plan_document.blocks import MOST_CELLS, Content, Place
from bot.plan_document.failures import TooMuch
from bot.plan_document.formats.package import check_parts, opened
from bot.plan_document.formats.sheets import to_blocks
from bot.plan_document.periods import MONTHS
from bot.plan_document.timing import PlanWarning

_MERGED = re.compile(
    rb"mergeCell\s[^<>]*?ref\s*=\s*[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})",
    re.IGNORECASE,
)
_ROW, _CELL = re.compile(rb"<(?:\w+:)?row[\s>/]"), re.compile(rb"<(?:\w+:)?c[\s>/]")
_MOST_ROWS = 50_000
_NO_NAME = re.compile(r"(?:лист|sheet|таблица|table)\s*\d*$", re.IGNORECASE)
_WIDEST = 200


def read(data: bytes) -> Content:
    """The sheets in their order; hidden ones, hidden rows and columns are left out and told of."""
    # imported here: only this format needs it, and it costs a tenth of a second
    import openpyxl

    with opened(data, ".xlsx") as package:
        check_parts(package)
        _check_sizes(package)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what it leaves out: pictures, odd styles
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        named = len(visible) > 1
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible" and sheet._cells]
        content = Content([])
        hidden_lines = 0
        for sheet in visible:
            title = sheet.title.strip()
            read_one = _Sheet(sheet)
            content.blocks.extend(read_one.blocks(title if named and not _NO_NAME.match(title) else ""))
            hidden_lines += read_one.hidden
        return content._replace(remarks=tuple(_remarks(hidden, hidden_lines)))


def _remarks(sheets: Sequence[str], lines: int) -> list[PlanWarning]:
    found = []
    if sheets:
        named = ", ".join(f"«{title}»" for title in sheets)
        found.append(PlanWarning("hidden-sheets", f"скрытые листы не прочитаны: {named}"))
    if lines:
        text = f"скрытые строки и столбцы не прочитаны: {lines}; если они нужны, покажите их и пришлите снова"
        found.append(PlanWarning("hidden-rows", text))
    return found


def _check_sizes(package: zipfile.ZipFile) -> None:
    """openpyxl makes a cell of each place that a merged area covers, be they thousands of millions."""
    covered = rows = 0
    for name in package.namelist():
        if not (name.startswith("xl/worksheets/") and name.endswith(".xml")):
            continue
        content = package.read(name)
        rows += sum(1 for _ in _ROW.finditer(content))
        covered += sum(1 for _ in _CELL.finditer(content))
        for left, top, right, bottom in _MERGED.findall(content):
            covered += (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)
        if covered > MOST_CELLS or rows > _MOST_ROWS:
            raise TooMuch


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


class _Sheet:
    """One visible sheet; its empty places cost nothing, however far its last cell lies."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._hidden_rows = {at for at, each in sheet.row_dimensions.items() if each.hidden}
        self._hidden_columns = {
            column
            for each in sheet.column_dimensions.values()
            if each.hidden
            for column in range(each.min or 0, min(each.max or 0, _WIDEST) + 1)
        }
        self.hidden = 0

    def blocks(self, title: str) -> list[Any]:
        """Its lines and tables."""
        texts, colours = self._cells()
        areas = self._areas()
        for (row, column), (bottom, _) in areas.items():
            if (row, column) in texts and bottom > row:
                for below in range(row + 1, bottom + 1):
                    if below not in self._hidden_rows:
                        texts.setdefault((below, column), texts[row, column])
        rows = sorted({row for row, _ in texts})
        columns = sorted({column for _, column in texts} | {c for r, c in colours if r in set(rows)})
        if len(rows) * len(columns) > MOST_CELLS or len(columns) > _WIDEST:
            raise TooMuch
        groups: list[list[list[str]]] = []
        last = None
        for row in rows:
            if last is None or any(each not in self._hidden_rows for each in range(last + 1, row)):
                groups.append([])
            groups[-1].append([texts.get((row, column), "") for column in columns])
            last = row
        row_at = {row: index for index, row in enumerate(rows)}
        column_at = {column: index for index, column in enumerate(columns)}
        return list(
            to_blocks(
                groups,
                _placed(areas, row_at, column_at),
                frozenset((row_at[r], column_at[c]) for r, c in colours if r in row_at),
                title,
            )
        )

    def _cells(self) -> tuple[dict[Place, str], set[Place]]:
        """Texts of the visible cells, and the empty ones that are filled with a colour."""
        texts: dict[Place, str] = {}
        colours: set[Place] = set()
        left_out: set[tuple[str, int]] = set()
        # the only way to the cells there are that does not walk through all there could be
        for (row, column), cell in self._sheet._cells.items():
            text = shown(cell.value, getattr(cell, "number_format", "General"))
            if row in self._hidden_rows or column in self._hidden_columns:
                if text:
                    left_out.add(("row", row) if row in self._hidden_rows else ("column", column))
            elif text:
                texts[row, column] = text
            elif _has_colour(cell):
                colours.add((row, column))
        self.hidden = len(left_out)
        return texts, colours

    def _areas(self) -> dict[Place, tuple[int, int]]:
        """First place → last row and column of each merged area."""
        return {
            (area.min_row, area.min_col): (area.max_row, area.max_col)
            for area in self._sheet.merged_cells.ranges
        }


def _placed(
    areas: Mapping[Place, tuple[int, int]], rows: Mapping[int, int], columns: Mapping[int, int]
) -> dict[Place, tuple[int, int]]:
    """The merged areas among the rows and columns that are left."""
    found = {}
    for (top, left), (bottom, right) in areas.items():
        if top in rows and left in columns:
            wide = sum(1 for column in columns if left <= column <= right)
            high = sum(1 for row in range(top, bottom + 1) if row in rows)
            found[rows[top], columns[left]] = (wide, high)
    return found


def _has_colour(cell: Any) -> bool:
    fill = getattr(cell, "fill", None)
    if fill is None or fill.fill_type != "solid":
        return False
    return fill.fgColor.rgb not in ("FFFFFFFF", "00FFFFFF") and fill.fgColor.theme != 0


def shown(value: Any, number_format: str) -> str:
    """A value as Excel shows it, as far as a plan has such."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "+" if value else ""
    if isinstance(value, datetime | date):
        return _date(value, number_format)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value).replace("_x000D_", "").strip()


def _date(value: date, number_format: str) -> str:
    """«01.02.2027»; without a year, a day or a date where the cell shows none."""
    form = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).lower().partition(";")[0]
    spoken = form.replace("am/pm", "")
    day, year, month = "d" in spoken, "y" in spoken, "mmm" in spoken
    if day and not year:
        return f"{value.day} {MONTHS[value.month - 1][1]}" if month else _day_and_month(value, spoken)
    if year and not day:
        return f"{MONTHS[value.month - 1][0]} {value.year}" if "m" in spoken else str(value.year)
    said = f"{value:%d.%m.%Y}"
    if not (day or year) and "h" in spoken and isinstance(value, datetime):
        return f"{value:%H:%M}"
    if not (day or year) and month:
        return MONTHS[value.month - 1][0]
    return f"{said} {value:%H:%M}" if "h" in spoken and isinstance(value, datetime) else said


def _day_and_month(value: date, form: str) -> str:
    """«1.2», «01.02»: more often a number of an item that Excel took for a date than a date."""
    day = f"{value.day:02d}" if "dd" in form else str(value.day)
    return f"{day}.{value.month:02d}" if "mm" in form else f"{day}.{value.month}"


def _number(value: float, number_format: str) -> str:
    decimals = re.fullmatch(r"[#,]*0\.(0+)(?:_.*)?", number_format.partition(";")[0])
    if decimals:
        return f"{value:.{len(decimals[1])}f}"
    if number_format.endswith("%"):
        return f"{value * 100:g}%"
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else str(value)
