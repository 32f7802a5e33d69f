"""A grid of months, quarters or years with marks → the deadline in words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

MONTHS = (
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
)
_BEGINNINGS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = re.compile(
    r"(янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?(?:\s+(20\d\d))?(?:\s*г(?:\.|ода?)?)?$"
)
_QUARTER = re.compile(r"(iv|i{1,3}|[1-4])(?:-?й)?\s*(?:кв\.?|квартал)(?:\s+(20\d\d))?(?:\s*г(?:\.|ода?)?)?$")
_YEAR = re.compile(r"(20\d\d)\s*(?:г\.?|год|уч\.?\s*год)?$")
_SPOKEN_MONTH = re.compile(r"янв|фев|март|апр|\bма[йя]\b|июн|июл|авг|сент|окт|нояб|дек|\d\.\d|20\d\d")
_ROMAN = {"i": "I", "ii": "II", "iii": "III", "iv": "IV", "1": "I", "2": "II", "3": "III", "4": "IV"}
_MARK = re.compile(r"(?:[xхvvу+*✓✔√☑■●•▪◆xX×]|да|1)+$", re.IGNORECASE)
_NO_MARK = frozenset({"", "-", "–", "—", "нет", "0", "☐"})
_PART = re.compile(
    r"(?:до|к|по|не позднее|с)?\s*\d{1,2}(?:\s*(?:[-–—,]|и|по)\s*\d{1,2})*(?:\s*числа)?$"
    r"|(?:(?:[1-5]|i{1,3}v?|v)(?:-?[а-я]{1,2})?\s*(?:неделя|недели|декада|половина))$|(?:начало|середина|конец)$",
    re.IGNORECASE,
)


class Period(NamedTuple):
    """A month, a quarter or a year: its name, and its name after a day («сентября»)."""

    name: str
    of: str
    is_year: bool = False


def period_of(name: str, above: str = "") -> Period | None:
    """What a column called so stands for; a year in the name above belongs to it."""
    word = " ".join(re.sub(r"-\s*\n\s*", "", name).lower().split())
    year = re.search(r"20\d\d", above)
    month = _MONTH.match(word)
    if month:
        return _month(month[1], month[2] or (year[0] if year else ""))
    quarter = _QUARTER.match(word)
    if quarter:
        said = f"{_ROMAN[quarter[1]]} квартал"
        of_year = quarter[2] or (year[0] if year else "")
        return Period(f"{said} {of_year}".strip(), f"{said}а {of_year}".strip())
    whole = _YEAR.match(word)
    return Period(f"{whole[1]} год", f"{whole[1]} года", is_year=True) if whole else None


def _month(beginning: str, year: str) -> Period:
    index = next(at for at, each in enumerate(_BEGINNINGS) if beginning.startswith(each))
    name, of = MONTHS[index]
    return Period(f"{name} {year}".strip(), f"{of} {year}".strip())


def in_words(marks: Sequence[tuple[Period, str]]) -> str:
    """The deadline that the marks of one row say: «сентябрь, октябрь»; empty when there is none."""
    return ", ".join(within(text, period) for period, text in marks if is_mark(text))


def is_mark(text: str) -> bool:
    """Whether a cell of a grid says that something is due."""
    return text.strip().lower() not in _NO_MARK


def within(text: str, period: Period) -> str:
    """A cell under a month: a mark is the month, «до 10» a day of it, other words stand beside it."""
    said = " ".join(text.split())
    if not said or _MARK.match(said):
        return period.name
    if _PART.match(said) and not period.is_year:
        return f"{said} {period.of}"
    return said if _SPOKEN_MONTH.search(said.lower()) else f"{period.name} ({said})"


def month_heading(title: str) -> Period | None:
    """The month that a heading names and nothing else: «СЕНТЯБРЬ», «Октябрь 2026 года»."""
    found = _MONTH.match(" ".join(title.lower().split()).strip(" .:"))
    return _month(found[1], found[2] or "") if found else None


def day_in(text: str, heading: Period) -> str:
    """A deadline that only makes sense under the heading of a month («до 15» → «до 15 сентября»)."""
    said = " ".join(text.split())
    return f"{said} {heading.of}" if said and _PART.match(said) else text
