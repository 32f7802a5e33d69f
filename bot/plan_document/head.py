"""The head of a document: title, number, date of approval, organisation, the years it is for."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.plan_document.blocks import Block, Table
from bot.plan_document.grammar.words import look_up
from bot.plan_document.printed import fold

_DATE = (
    r"(?:(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"
    r"|[«\"]?(?P<dd>\d{1,2})[»\"]?\s+(?P<mm>\d{1,2}|[а-я]+)\s+(?P<yy>\d{4}))\s*(?:г\.|года)?"
)
_STAMPED = re.compile(_DATE + r"\s*№\s*(?P<number>\d+(?:\s*[-–/]\s*[\w]+)*)", re.IGNORECASE)
_STAMP = re.compile(r"^\W*утвержд(?:ен|ена|ено|ены|аю)\b", re.IGNORECASE)
_END_OF_TITLE = re.compile(
    r"^(?:\d+[.)]|[IVX]+[.)]|пояснительная записка|раздел\b|(?:задача|этап|блок)\s+\d)", re.IGNORECASE
)
_PLAN = re.compile(r"план|дорожная карта|циклограмм|комплекс мер", re.IGNORECASE)
_LONGEST_LINE = 1_000
_ORGANISATION = re.compile(
    r"\b(комитет|управлени|департамент|министерств|администраци)[а-я]*,?\s+(?:[а-яё]+,?\s+)*?"
    r"администрации\s+(?:города|муниципального\s+\w+|района)\s+[А-ЯЁ][а-яё]+",
    re.IGNORECASE,
)
_NOMINATIVE = {
    "комитет": "Комитет",
    "управлени": "Управление",
    "департамент": "Департамент",
    "министерств": "Министерство",
    "администраци": "Администрация",
}
_PERIOD = re.compile(
    r"\bна\s+(?:период\s+)?(20\d\d)\s*(?:[-–—/]\s*(20\d\d))?\s*(?:учебн\w+\s+)?(?:гг?\b|год)", re.IGNORECASE
)
_HEAD_PARAGRAPHS = 60


class Head(NamedTuple):
    """What the document says about itself; an unknown part is empty or None."""

    title: str = ""
    number: str = ""
    approved_on: date | None = None
    organisation: str = ""
    period: tuple[int, int] | None = None


def read_head(blocks: Sequence[Block]) -> Head:
    """The head, from the paragraphs; the stamp «УТВЕРЖДЕН» counts more than the letterhead."""
    lines = _lines(blocks)
    stamp = next((index for index, line in enumerate(lines) if _STAMP.match(line)), None)
    begin = 0 if stamp is None else stamp
    approved_on, number, after = _date_and_number(lines, begin)
    title = _title(lines, begin if after is None else after)
    years = _PERIOD.search(title)
    period = (int(years[1]), int(years[2] or years[1])) if years else None
    return Head(title, number, approved_on, _organisation(" ".join(lines[begin:after])), period)


def _lines(blocks: Sequence[Block]) -> list[str]:
    """Paragraphs and the cells of tables that stand before the text, one line each."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            cells = [fold(cell) for row in block.rows for cell in row if cell.strip()]
            lines.append("" if len(cells) > 6 else " ".join(cells))
        elif block.strip():
            lines.append(fold(block[:_LONGEST_LINE]))
        if len(lines) >= _HEAD_PARAGRAPHS * 3:
            break
    return lines


def _date_and_number(lines: Sequence[str], begin: int) -> tuple[date | None, str, int | None]:
    """Date and number of the order from line `begin` on, and the line after them."""
    for index in range(begin, min(len(lines), begin + _HEAD_PARAGRAPHS)):
        found = _STAMPED.search(" ".join(lines[index : index + 3]))
        if found and _STAMPED.search(" ".join(lines[index + 1 : index + 4])) is None:
            return _day(found), _number(found["number"]), _line_after(lines, index)
    return None, "", None


def _line_after(lines: Sequence[str], index: int) -> int:
    """The first line after the one that ends the match."""
    for last in range(index, index + 3):
        if _STAMPED.search(" ".join(lines[index : last + 1])):
            return last + 1
    return index + 3


def _day(found: re.Match[str]) -> date | None:
    month = found["m"] or found["mm"]
    if not month.isdigit():
        entry = look_up(month.lower())
        if entry is None or entry[0].kind != "month":
            return None
        month = str(entry[0].value)
    try:
        return date(int(found["y"] or found["yy"]), int(month), int(found["d"] or found["dd"]))
    except ValueError:
        return None


def _number(printed: str) -> str:
    """«1039 - РЗ/ IV» → «1039-РЗ/IV»."""
    return re.sub(r"\s*([-–/])\s*", lambda match: match.group(1).replace("–", "-"), printed.strip())


def _title(lines: Sequence[str], begin: int) -> str:
    """The lines from `begin` to the first numbered one, to the note or to a table."""
    title: list[str] = []
    for line in lines[begin : begin + 12]:
        if not line or _END_OF_TITLE.match(line):
            break
        title.append(line)
    named = next((index for index, line in enumerate(title) if _PLAN.search(line)), None)
    if named is not None:
        return " ".join(title[named:])
    return next((line for line in lines if _PLAN.search(line)), " ".join(title))


def _organisation(text: str) -> str:
    """«председателем Комитета, образования, …» → «Комитет образования, …»."""
    found = _ORGANISATION.search(text)
    if not found:
        return ""
    rest = found.group().split(maxsplit=1)[1]
    return f"{_NOMINATIVE[found.group(1).lower()]} {rest}"
