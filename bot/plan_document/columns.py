"""Which column of a table says what: by the words of its header, else by what its cells look like."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.plan_document.blocks import Row, Table
from bot.plan_document.deadlines import read_deadline
from bot.plan_document.executors import read_executors
from bot.plan_document.periods import Period, period_of

Column = Literal["number", "title", "deadline", "executors", "result", "note", "section"]

_LONGEST_NAME = 90
_NAMED = 0.5
"""The least share of understood names in a header."""
_HEADER_ROWS = 15
"""A header stands within so many rows from the beginning of its table."""

_NUMBER = re.compile(r"(?:№+|n|#|номер)(?:п/?п\.?|пункта|строки)?\.?$|п/п\.?$|пункт(?:плана)?$|№")
_NO_MATTER = re.compile(
    r"^должность|отметк|факт|^выполнени|^исполнение$|телефон|контакт|адрес|финанс|стоимост|сумма|бюджет"
)
_OTHER_TABLE = re.compile(r"^подпис|ознакомлен|^роспись")
"""A table that somebody signs is no plan."""
_DEADLINE = re.compile(r"срок|дат[аы](?!\w)|^дата|период|когда|дедлайн|^график|^месяц|^квартал|днипровед")
_WEAK_DEADLINE = re.compile(r"^время")
_EXECUTORS = re.compile(
    r"исполнител|ответств|^отв\b|^отв\.|^кто|организатор|^куратор|^фио|^ф\.и\.о|^исп\.|должностноелицо"
)
_RESULT = re.compile(
    r"результат|показател|^итог|^выход|^отч[её]т|формаотч[её]т|видотч[её]т|^документ|^виддокумент"
)
_NOTE = re.compile(r"^примечани|^комментари|^замечани")
_SECTION = re.compile(r"^направлени|^раздел|^блок|^модул|^этап|^задач|^цел[ьи]")
_BESIDE = re.compile(
    r"^мест|^форм|^участник|^класс|^категори|^охват|^количеств|^кол-?во|^един|^ед\.|^основани|^возраст|"
    r"^целевая|^аудитори|^контингент|^источник|^уровень|^время"
)
_TITLES: tuple[tuple[str, int], ...] = (
    (r"мероприяти", 9),
    (r"^наименовани|^названи", 8),
    (r"^содержани|поручени", 7),
    (r"^тем[аы]|^дел[ао]$|^дела|^событи|вопрос", 6),
    (r"^вид|^работ|^действи|^что|^формулировк|^пункт", 5),
    (r"^направлени|^задач|^этап|^блок", 1),
)
_STRONG_TITLE = 6
"""Such a word makes a table a plan even where the months are headings and there is no deadline column."""
_A_TITLE = 8
"""Characters; what is shorter on the average is no column of titles."""
_BEGIN, _END = re.compile(r"начал"), re.compile(r"оконч|конец|завершен")


@dataclass(frozen=True)
class Columns:
    """Where the columns of a table are.

    `months` are the columns of a grid with what each stands for, `begin` and `end` hold two halves of a
    deadline, `more_executors` are further columns of names; the header takes `height` rows from its first.
    """

    places: Mapping[Column, int]
    width: int
    months: tuple[tuple[int, Period], ...] = ()
    begin: int | None = None
    end: int | None = None
    more_executors: tuple[int, ...] = ()
    height: int = 1
    names: tuple[Row, ...] = ()
    guessed: bool = False
    dated: bool = True


def squeezed(text: str) -> str:
    """A name of a column in small letters, without spaces and the hyphens of a narrow column."""
    text = re.sub(r"-\s*\n\s*", "", text.replace("\u00ad", "")).lower().replace("ё", "е")
    return re.sub(r"\s+", "", re.sub(r"(?<=[а-я])-\s+(?=[а-я])", "", text))


def find_header(table: Table, surely: bool = False) -> tuple[int, Columns] | None:
    """The first header within a table: the row it begins in and the columns it names.

    With `surely` every name in it has to be one of a column: «мероприятия | весь период» may be an item too.
    """
    for at in range(min(len(table.rows), _HEADER_ROWS)):
        if surely and _ITEM_NUMBER.match(table.rows[at][0].strip()):
            return None  # the items have begun
        found = header_at(table, at) if _named(table.rows[at]) >= (1.0 if surely else _NAMED) else None
        if found:
            return at, found
    return None


def _named(row: Row) -> float:
    """The share of the filled cells that may be names of columns."""
    filled = [cell for cell in row if cell.strip()]
    if not filled or _ITEM_NUMBER.match(filled[0].strip()):
        return 0.0
    names = sum(
        len(cell) <= _LONGEST_NAME and bool(_meaning(squeezed(cell)) or period_of(cell) or _half(cell))
        for cell in filled
    )
    return names / len(filled)


def is_number_name(text: str) -> bool:
    """Whether a cell heads a column of numbers."""
    return bool(_NUMBER.match(squeezed(text))) and len(text) < _LONGEST_NAME


def header_at(table: Table, at: int) -> Columns | None:
    """The columns named by the header that begins in a row, None when it is no header of a plan."""
    first = table.rows[at]
    if sum(1 for cell in first if cell.strip()) < 2 or not any(
        _meaning(squeezed(cell)) for cell in first if len(cell) <= _LONGEST_NAME
    ):
        return None
    names = _two_rows(table, at)
    if names is not None:
        found = _columns(names, table.rows[at + 2 :])
        if found:
            return replace(found, height=2, names=table.rows[at : at + 2])
    found = _columns([("", cell) for cell in first], table.rows[at + 1 :])
    return replace(found, names=(first,)) if found else None


def _two_rows(table: Table, at: int) -> list[tuple[str, str]] | None:
    """Name above and name below for each column, when the next row divides columns of this one."""
    if at + 1 >= len(table.rows):
        return None
    first, second = table.rows[at], table.rows[at + 1]
    names: list[tuple[str, str]] = []
    above, reach, divided = "", 0, 0
    for column, (upper, lower) in enumerate(zip(first, second, strict=True)):
        if upper.strip():
            above, reach = upper, column + table.merged.get((at, column), (1, 1))[0]
        elif not (lower.strip() and (column < reach or above)):
            above = ""
        if len(lower) > _LONGEST_NAME:
            return None
        if lower.strip() and lower != upper:
            divided += 1
            if upper.strip() and not _reaches(table, at, column):
                return None
            names.append((above, lower))
        else:
            names.append(("", upper))
    known = sum(
        1
        for above, lower in names
        if above and (_meaning(squeezed(lower)) or period_of(lower) or _half(lower))
    )
    return names if divided and known else None


def _reaches(table: Table, at: int, column: int) -> bool:
    """Whether a cell is merged to the right, or leaves the next one free as if it were."""
    row = table.rows[at]
    return (at, column) in table.merged or (column + 1 < len(row) and not row[column + 1].strip())


def _half(text: str) -> bool:
    name = squeezed(text)
    return bool(_BEGIN.search(name) or _END.search(name))


def _columns(names: Sequence[tuple[str, str]], rows: Sequence[Row]) -> Columns | None:
    """The columns by their names; `rows` are those below the header."""
    if any(_OTHER_TABLE.search(squeezed(name)) for _, name in names):
        return None
    found = _Found()
    for index, (above, name) in enumerate(names):
        if name.strip() and len(name) <= _LONGEST_NAME:
            found.take(index, above, name)
    return found.columns(len(names), rows)


class _Found:
    """The names of a header as far as they have been understood."""

    def __init__(self) -> None:
        self._places: dict[Column, int] = {}
        self._months: list[tuple[int, Period]] = []
        self._halves: dict[str, int] = {}
        self._more: list[int] = []
        self._weak: int | None = None
        self._sections: list[int] = []
        self._rank = 0
        self._unknown: list[int] = []

    def take(self, index: int, above: str, name: str) -> None:
        """One name, and the one it stands below."""
        word = squeezed(name)
        period, meaning = period_of(name, above), _meaning(word)
        if meaning is None and above:
            parent = _meaning(squeezed(above))
            meaning = parent if parent in ("deadline", "executors") else None
        if period:
            self._months.append((index, period))
        elif _half(name) and meaning in (None, "deadline"):
            self._halves.setdefault("begin" if _BEGIN.search(word) else "end", index)
        elif meaning == "title":
            self._title(index, _title_rank(word))
        elif meaning == "executors" and "executors" in self._places:
            self._more.append(index)
        elif meaning == "beside":
            self._weak = index if self._weak is None and _WEAK_DEADLINE.match(word) else self._weak
        elif meaning is None:
            self._unknown.append(index)
        else:
            self._places.setdefault(meaning, index)

    def _title(self, index: int, rank: int) -> None:
        """The best name wins; the name of a direction may instead divide the plan into sections."""
        if rank > self._rank:
            if self._rank == 1:
                self._sections.append(self._places["title"])
            self._places["title"], self._rank = index, rank
        elif rank == 1:
            self._sections.append(index)

    def columns(self, width: int, rows: Sequence[Row]) -> Columns | None:
        """The columns, when they are those of a plan."""
        places = self._places
        if "deadline" not in places and self._weak is not None:
            places["deadline"] = self._weak
        if self._sections:
            places["section"] = self._sections[0]
        grid = tuple(self._months) if len(self._months) > 1 and _is_grid(self._months, rows) else ()
        dated = "deadline" in places or bool(grid) or bool(self._halves)
        if "title" not in places and dated and "executors" in places:
            widest = max(self._unknown, key=lambda column: _mean_length(rows, column), default=None)
            if widest is not None and _mean_length(rows, widest) >= _A_TITLE:
                places["title"] = widest
        strong = "executors" in places and self._rank >= _STRONG_TITLE
        if "title" not in places or not (dated or strong):
            return None
        begin, end = self._halves.get("begin"), self._halves.get("end")
        return Columns(places, width, grid, begin, end, tuple(self._more), dated=dated)


def _meaning(word: str) -> Literal[Column, "beside"] | None:
    """What a squeezed name of a column means."""
    if not word:
        return None
    if _NUMBER.match(word):
        return "number"
    if _NO_MATTER.search(word):
        return "beside"
    rank = _title_rank(word)
    if _DEADLINE.search(word):
        return "deadline"
    if _EXECUTORS.search(word):
        return "executors"
    if _RESULT.search(word) and not word.startswith(("мероприят", "наименованиемероприят", "содержани")):
        return "result"
    if _NOTE.match(word):
        return "note"
    if _BESIDE.match(word) and rank < 9:
        return "beside"
    return "title" if rank else None


def _title_rank(word: str) -> int:
    return max((rank for pattern, rank in _TITLES if re.search(pattern, word)), default=0)


def _is_grid(months: Sequence[tuple[int, Period]], rows: Sequence[Row]) -> bool:
    """Whether the columns hold marks; targets and sums of money by years are no deadlines."""
    if all(not period.is_year for _, period in months):
        return True
    cells = [row[index].strip() for row in rows for index, _ in months if row[index].strip()]
    figures = sum(1 for cell in cells if re.fullmatch(r"[\d\s.,%]+", cell))
    return not figures


def _mean_length(rows: Sequence[Row], column: int) -> float:
    texts = [row[column].strip() for row in rows[:20]]
    return sum(map(len, texts)) / len(texts) if texts else 0.0


# --- without a header -----------------------------------------------------------------------------------

_ITEM_NUMBER = re.compile(r"\d+(?:\.\d+)*[.)]?$")
_ENOUGH = 0.6
_LOOKED_AT = 20


def guess(table: Table) -> Columns | None:
    """The columns by what is in the cells: one holds deadlines, another the longest texts."""
    rows = [row for row in table.rows if sum(1 for cell in row if cell.strip()) > 1][:_LOOKED_AT]
    if len(rows) < 2 or not 2 <= len(table.rows[0]) <= 12:
        return None
    width = len(table.rows[0])
    columns = [[row[index].strip() for row in rows] for index in range(width)]
    places: dict[Column, int] = {}
    if sum(bool(_ITEM_NUMBER.match(text)) for text in columns[0]) >= _ENOUGH * len(rows):
        places["number"] = 0
    free = [index for index in range(width) if index not in places.values()]
    shares = {index: _share(columns[index], _is_deadline) for index in free}
    deadline = max(free, key=lambda index: shares[index])
    if shares[deadline] < _ENOUGH:
        return None
    places["deadline"] = deadline
    free.remove(deadline)
    title = max(free, key=lambda index: sum(map(len, columns[index])), default=None)
    if title is None or sum(map(len, columns[title])) < _A_TITLE * len(rows):
        return None
    places["title"] = title
    free.remove(title)
    executors = max(free, key=lambda index: _share(columns[index], _is_executor), default=None)
    if executors is not None and _share(columns[executors], _is_executor) >= _ENOUGH:
        places["executors"] = executors
    return Columns(places, width, height=0, guessed=True)


def _share(texts: Sequence[str], fits: Callable[[str], bool]) -> float:
    filled = [text for text in texts if text]
    if len(filled) < len(texts) / 2:
        return 0.0
    return sum(map(fits, filled)) / len(filled)


def _is_deadline(text: str) -> bool:
    if len(text) > 120 or _ITEM_NUMBER.match(text):
        return False
    found = read_deadline(text)
    return found.kind != "unparseable" and not any("не понято" in warning for warning in found.warnings)


def _is_executor(text: str) -> bool:
    return len(text) < 300 and any(each.kind != "other" for each in read_executors(text))
