"""Neutral blocks → the rows of a plan: sections and items with the text of each column.

Columns are found by their headers. Rows torn by a page break are joined, header rows, the row of column
numbers and tables that are no plan (indicators, signatures) are skipped. What is not certain is remarked on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.plan_document import numbers
from bot.plan_document.blocks import Block
from bot.plan_document.cells import cells_of, is_column_numbers, is_covered, is_header, settled
from bot.plan_document.columns import Column, Columns, header_at, is_number_name
from bot.plan_document.deadlines import read_deadline
from bot.plan_document.failures import NotAPlan
from bot.plan_document.parts import Part, guessed_parts, parts_of, printed_numbers, ways_of_numbering
from bot.plan_document.periods import Period, month_heading
from bot.plan_document.printed import clean, fold
from bot.plan_document.timing import PlanWarning

_SIGNATURE = re.compile(
    r"_{3,}|^(?:начальник|директор|глава|председатель|заведующ\w+|заместитель|исполнитель:|исп\.|согласовано)\b"
    r"(?!.*\bдо\b)",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(
    r"^(?:приложени|утвержд|продолжени|окончани|таблиц|показател|индикатор|страниц|стр\.|примечан|\*|план\b)",
    re.IGNORECASE,
)
_NOTE, _SUM = re.compile(r"примечани|\*", re.IGNORECASE), re.compile(r"(?:итого|всего)\b", re.IGNORECASE)
_LONGEST_HEADING = 200


@dataclass
class RawItem:
    """One row as printed, cells on one line except `deadline`, which keeps its line breaks."""

    section: str
    number: str
    cells: dict[Column, str]


@dataclass
class RawPlan:
    """What the tables of the document hold."""

    sections: list[tuple[str, str]] = field(default_factory=list)
    items: list[RawItem] = field(default_factory=list)
    remarks: list[PlanWarning] = field(default_factory=list)


def read_rows(blocks: Sequence[Block]) -> RawPlan:
    """Sections and items of all plan tables; raises `NotAPlan` when there is no item."""
    parts = list(parts_of(blocks)) or list(guessed_parts(blocks))
    reading = _Reading(parts)
    for part in parts:
        reading.take(part)
    plan = reading.finished()
    if not plan.items:
        raise NotAPlan
    return plan


class _Reading:
    """The plan as far as it has been read."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._plan = RawPlan()
        self._sections = numbers.Sections(self._plan.sections)
        self._month: Period | None = None
        self._in_titles, self._numbered = ways_of_numbering(parts)
        self._sheets = {part.table.sheet for part in parts}
        self._numbers = numbers.Given(printed_numbers(parts))
        self._given = 0
        self._column_section = ""
        self._headed = len(parts) > 1 and all(part.heading for part in parts)
        self._guessed = any(part.columns.guessed for part in parts)

    def finished(self) -> RawPlan:
        """The plan with the remarks on the reading."""
        plan = self._plan
        for item in plan.items:
            for column, text in item.cells.items():
                item.cells[column] = text.replace("\u00ad", "")
        plan.sections[:] = self._sections.settled(plan.items)
        if plan.items and self._given:
            text = (
                "пункты в документе не пронумерованы: номера даны по порядку"
                if self._given >= len(plan.items)
                else f"у части строк нет номера: номера даны по порядку ({self._given})"
            )
            plan.remarks.append(PlanWarning("numbers-given", text))
        if self._guessed:
            text = "в таблице нет заголовков: где срок и кто исполнитель, понято по содержанию, проверьте"
            plan.remarks.append(PlanWarning("columns-guessed", text))
        return plan

    def take(self, part: Part) -> None:
        """Read a table."""
        self._open(part)
        columns = part.columns
        skip = 0
        for at, row in part.rows():
            if skip:
                skip -= 1
                continue
            texts = [fold(cell) for cell in row]
            if not any(texts) or is_column_numbers(texts):
                continue
            if is_header(row, columns) or self._is_aside(texts):
                continue
            another = header_at(part.table, at) if any(map(is_number_name, texts)) else None
            if another:
                columns, skip = another, another.height - 1
                continue
            self._row(part, columns, at, texts)

    def _is_aside(self, texts: Sequence[str]) -> bool:
        """A row that is no part of the plan: a sum; a note, which is told of."""
        said = " ".join(filter(None, texts))
        if _NOTE.match(said) and sum(map(bool, texts)) == 1:
            shown = said if len(said) <= _LONGEST_HEADING else f"{said[: _LONGEST_HEADING - 1]}…"
            self._plan.remarks.append(PlanWarning("note", f"в таблице есть примечание: «{shown}»"))
            return True
        return bool(_SUM.match(said)) and len(said) < _LONGEST_HEADING

    def _open(self, part: Part) -> None:
        """The heading above a table, or the name of its sheet, may begin a section."""
        if len(self._sheets) > 1 and part.table.sheet:
            self._begin("", part.table.sheet)
        elif part.heading:
            named = numbers.named_section(part.heading)
            if named and not _NO_HEADING.match(named[1]):
                self._begin(*named)
            elif (
                (self._plan.items or self._headed or month_heading(part.heading))
                and len(part.heading) < _LONGEST_HEADING
                and not _NO_HEADING.match(part.heading)
                and not part.heading.endswith((";", ","))
            ):
                self._begin(*numbers.parted(part.heading))

    def _begin(self, number: str, title: str) -> None:
        self._month = month_heading(title)
        self._sections.begin(number, title)

    def _row(self, part: Part, columns: Columns, at: int, texts: list[str]) -> None:
        section = self._section(part, columns, at, texts)
        if section is not None:
            self._begin(*section)
            return
        cells = cells_of(part.table, columns, at)
        self._section_of_column(cells)
        printed = fold(cells.pop("number", ""))
        number = numbers.read(printed)
        if number is None and self._in_titles and not printed:
            number, cells["title"] = numbers.from_title(cells["title"])
        if number is None and printed:
            number = numbers.lettered(printed, self._plan.items[-1].number if self._plan.items else "")
        if number is not None and not any(map(fold, cells.values())):
            return  # a number for a row that nobody has filled in
        if number is not None:
            self._numbered_item(part, columns, at, number, cells)
        elif printed:
            self._unnumbered(cells)
        elif self._numbered:
            self._torn(cells)
        elif cells.get("title") or cells.get("deadline"):
            self._first_or_torn(cells)

    def _section(self, part: Part, columns: Columns, at: int, texts: Sequence[str]) -> tuple[str, str] | None:
        """Number and title of a heading: one merged cell, or a number and a title and nothing else."""
        filled = [index for index, text in enumerate(texts) if text]
        number_at, title_at = columns.places.get("number"), columns.places["title"]
        first = filled[0]
        right = part.table.merged.get((at, first), (1, 1))[0]
        if len(filled) == 1:
            text = texts[first]
            named = numbers.named_section(text, strict=True)
            if named:
                return named
            wide = right > max(1, columns.width // 2)
            if len(text) > 3 * _LONGEST_HEADING:
                return None
            if wide or (number_at == first != title_at and numbers.read(text) is None and len(text) > 3):
                return numbers.parted(text)
            if first == title_at and self._is_heading(part, columns, at, text):
                return numbers.parted(text)
            if first == title_at and self._in_titles:
                parted = numbers.parted(text)
                return parted if parted[0] and "." not in parted[0] else None
            return None
        if number_at is None or filled != sorted((number_at, title_at)):
            return None
        number = numbers.read(texts[number_at]) or numbers.roman(texts[number_at])
        title_right = part.table.merged.get((at, title_at), (1, 1))[0]
        if number is None or "." in number:
            return None
        if title_right > 1 or numbers.roman(texts[number_at]) or self._has_below(part, columns, at, number):
            return number, texts[title_at]
        return None

    def _is_heading(self, part: Part, columns: Columns, at: int, text: str) -> bool:
        """A title alone, before a row that has a number or, in a plan without numbers, a deadline too."""
        if not text[:1].isupper() or len(text) > _LONGEST_HEADING or at + 1 >= len(part.table.rows):
            return False
        following = part.table.rows[at + 1]
        if not self._numbered:
            return sum(1 for cell in following if cell.strip()) > 1
        place = columns.places.get("number")
        # the first row of a table that goes on may be the rest of a row that the end of a page broke
        goes_on = at == part.begin == 0 and bool(self._plan.items)
        return place is not None and not goes_on and numbers.read(fold(following[place])) is not None

    def _has_below(self, part: Part, columns: Columns, at: int, number: str) -> bool:
        """Whether the row after a number and a title is numbered below it, or counts anew."""
        place = columns.places["number"]
        for row in part.table.rows[at + 1 :]:
            following = numbers.read(fold(row[place]))
            if following is not None:
                return following.startswith(f"{number}.") or following == "1"
        return False

    def _section_of_column(self, cells: dict[Column, str]) -> None:
        """A column of directions, each merged over its rows, divides the plan too."""
        title = fold(cells.pop("section", ""))
        if title and title != self._column_section:
            self._column_section = title
            self._begin(*numbers.parted(title))

    def _numbered_item(
        self, part: Part, columns: Columns, at: int, number: str, cells: dict[Column, str]
    ) -> None:
        last = self._plan.items[-1] if self._plan.items else None
        place = columns.places.get("number")
        goes_on = (
            place is not None
            and last is not None
            and at > part.begin
            and is_covered(part.table, at, place)
            and (last.number == number or last.number.rpartition(".")[0] == number)
        )
        if not goes_on or last is None:
            self._add(number, cells)
        elif fold(cells.get("title", "")) in ("", last.cells["title"]):
            _join(last, settled(cells, self._month))
        else:
            self._given += 1
            beside = sum(1 for item in self._plan.items if item.number.rpartition(".")[0] == number)
            if last.number == number:
                last.number, beside = f"{number}.1", 1
            self._add(f"{number}.{beside + 1}", cells)

    def _add(self, number: str, cells: dict[Column, str]) -> None:
        self._numbers.note(number)
        self._plan.items.append(RawItem(self._sections.current(number), number, settled(cells, self._month)))

    def _unnumbered(self, cells: dict[Column, str]) -> None:
        """An item to which the document gives no number."""
        self._given += 1
        above = self._plan.items[-1].number if self._numbered and self._plan.items else None
        self._add(self._numbers.after(above), cells)

    def _first_or_torn(self, cells: dict[Column, str]) -> None:
        """A row of a plan without numbers: an item, unless it only goes on with the one before."""
        title = fold(cells.get("title", ""))
        whole = bool(fold(cells.get("deadline", "")) or fold(cells.get("executors", "")))
        if self._plan.items and (not title or (not whole and not title[:1].isupper()) or title[:1].islower()):
            if whole and title and title[:1].islower() and self._stands_alone(cells):
                self._unnumbered(cells)
            else:
                _join(self._plan.items[-1], settled(cells, self._month))
        elif whole:
            self._unnumbered(cells)
        elif title and not _SIGNATURE.search(title):
            self._unread(title)

    def _torn(self, cells: dict[Column, str]) -> None:
        """A row without a number among numbered ones: the rest of a broken row, or one more item."""
        title = fold(cells.get("title", ""))
        if not any(fold(text) for text in cells.values()):
            return
        if not self._plan.items:
            if title and fold(cells.get("deadline", "")):
                self._unnumbered(cells)
            elif title:
                self._unread(title)
        elif title[:1].isupper() and self._stands_alone(cells):
            self._unnumbered(cells)
        elif _SIGNATURE.search(" ".join(map(fold, cells.values()))) and not fold(cells.get("deadline", "")):
            return
        else:
            _join(self._plan.items[-1], settled(cells, self._month))

    def _stands_alone(self, cells: dict[Column, str]) -> bool:
        """Whether the row has a deadline of its own and does not go on with the one above it."""
        deadline, above = clean(cells.get("deadline", "")), self._plan.items[-1].cells
        if not deadline or not fold(cells.get("title", "")):
            return False
        if above["title"].endswith((",", "«", "(")) or above.get("executors", "").endswith(","):
            return False
        return _is_clear(deadline) and _is_clear(above.get("deadline", ""))

    def _unread(self, title: str) -> None:
        shown = title if len(title) <= 60 else f"{title[:59]}…"
        self._plan.remarks.append(PlanWarning("row-unread", f"строка не прочитана как пункт: «{shown}»"))


def _is_clear(deadline: str) -> bool:
    found = read_deadline(deadline)
    return found.kind != "unparseable" and not any("не понято" in each for each in found.warnings)


def _join(item: RawItem, cells: dict[Column, str]) -> None:
    """The rest of a row that a page break tore: each cell goes on where the row above stopped."""
    for column, text in cells.items():
        above = item.cells.get(column, "")
        if not text or text == above:
            continue
        if above.endswith("\u00ad"):
            item.cells[column] = above[:-1] + text
        else:
            broken = above[-1:] == "-" and above[-2:-1].isalnum() and text[0].isalnum()
            joint = "" if broken else "\n" if column == "deadline" else " "
            item.cells[column] = f"{above}{joint}{text}".strip()
