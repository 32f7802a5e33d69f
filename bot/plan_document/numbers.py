"""Numbers of items and of sections, as documents print them."""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

_NUMBER = re.compile(r"(?:№|п\.)?\s*(\d{1,4}(?:\.\d{1,4})*)\s*[.)]*$")
_IN_TITLE = re.compile(r"(\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)])\s*(?=[^\W\d_]|[«\"(])")
_SECOND = re.compile(r"\n\s*2[.)]\s")
"""The second point of a list: then the first is no number of the item."""
_DATE = re.compile(r"\d{1,2}\.(?:0\d|1[0-2])(?:\.\d{2,4})?\s")
_NAMED = re.compile(
    r"(?:раздел|блок|этап|направление|модуль|задача|цель|часть|глава)\s+(?:№\s*)?(\d{1,3}|[IVXІ]{1,6})\s*[.:)–—-]?\s*",
    re.IGNORECASE,
)
_ROMAN_FIRST = re.compile(r"([IVXІХ]{1,6})\s*[.)]\s*(?=\S)|([IVX]{1,6})\s+(?=[А-ЯЁ«])")
_DIGIT_FIRST = re.compile(r"(\d{1,2})\s*[.)]\s*(?=[^\W\d_]|[«\"])")
_DOTTED_FIRST = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\s*[.)]?\s+(?=[^\W\d_]|[«\"])")
_LETTER = re.compile(r"([а-я])\s*[.)]*$")
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_VALUES = {"I": 1, "V": 5, "X": 10}


def read(text: str) -> str | None:
    """«1.2.», «№ 3», «4)» → «1.2», «3», «4»; None for what is no number."""
    found = _NUMBER.match(text.strip())
    return found[1] if found else None


def from_title(title: str) -> tuple[str | None, str]:
    """The number before a title, and the title without it."""
    stripped = title.strip()
    found = _IN_TITLE.match(stripped)
    if not found or _DATE.match(stripped) or _SECOND.search(stripped):
        return None, title
    return found[1].rstrip(".)"), stripped[found.end() :]


def lettered(text: str, above: str) -> str | None:
    """«б)» below item 3 or 3.1 → «3.2»."""
    found = _LETTER.match(text.strip().lower())
    if not found or not above:
        return None
    index = _LETTERS.find(found[1]) + 1
    first = index == 1
    parent = above if first or "." not in above else above.rpartition(".")[0]
    return f"{parent}.{index}" if index else None


def roman(text: str) -> str | None:
    """«IV.» → «4»."""
    word = text.strip().rstrip(".)").upper().translate(str.maketrans("ІХ", "IX"))
    if not word or not re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", word):
        return None
    total = 0
    for sign, following in zip(word, [*word[1:], ""], strict=True):
        value = _VALUES[sign]
        total += -value if following and _VALUES[following] > value else value
    return str(total)


def named_section(text: str, strict: bool = False) -> tuple[str, str] | None:
    """Number and title of a heading that says it is one: «Раздел 2. …», «II. …»; «2. …» unless `strict`."""
    found = _NAMED.match(text)
    if found:
        return (found[1] if found[1].isdigit() else roman(found[1]) or ""), text[found.end() :]
    found = _ROMAN_FIRST.match(text)
    if found and (number := roman(found[1] or found[2])):
        return number, text[found.end() :].strip()
    found = None if strict else _DIGIT_FIRST.match(text)
    return (found[1], text[found.end() :].strip()) if found else None


def parted(text: str) -> tuple[str, str]:
    """Number and title of a heading; the number is empty where it has none."""
    dotted = _DOTTED_FIRST.match(text)
    if dotted:
        return dotted[1], text[dotted.end() :].strip()
    return named_section(text) or ("", text)


class Given:
    """Numbers for the items that have none; `printed` are those that the document gives to others."""

    def __init__(self, printed: Iterable[str]) -> None:
        self._taken = set(printed)
        self._highest = 0

    def note(self, number: str) -> None:
        """A number of the document."""
        self._taken.add(number)
        self._highest = max(self._highest, int(number.partition(".")[0]))

    def after(self, above: str | None) -> str:
        """The next number: beside the item above in a plan that is numbered, else in the plan as a whole."""
        if above is None:
            return str(self._highest + 1)
        parent, _, own = above.rpartition(".")
        number = int(own) + 1
        while (said := f"{parent}.{number}" if parent else str(number)) in self._taken:
            number += 1
        return said


class Item(Protocol):
    """What of an item a section has to know."""

    section: str
    number: str


class Sections:
    """The sections met so far; each gets a number that no other has."""

    def __init__(self, found: list[tuple[str, str]]) -> None:
        self._found = found
        self._open: tuple[str, str] | None = None

    def begin(self, number: str, title: str) -> None:
        """A heading; a section begins with its first item, or with the next heading."""
        self._close("")
        if self._found and self._found[-1][1] == title and number in ("", self._found[-1][0]):
            return  # the heading is repeated on the next page
        self._open = (number, title)

    def current(self, item: str) -> str:
        """The number of the section to which an item with this number belongs."""
        self._close(item)
        return self._found[-1][0] if self._found else ""

    def _close(self, item: str) -> None:
        if self._open is None:
            return
        number, title = self._open
        self._open = None
        taken = {each for each, _ in self._found}
        if not number and "." in item:
            number = item.partition(".")[0]
        if not number or number in taken:
            number = str(max((int(each) for each in taken if each.isdigit()), default=0) + 1)
        self._found.append((number, title))

    def settled(self, items: Sequence[Item]) -> list[tuple[str, str]]:
        """All sections in order; one without a title for the items that stand under none."""
        self._close("")
        missing: list[tuple[str, str]] = []
        known = {number for number, _ in self._found}
        for item in items:
            if not item.section:
                item.section = item.number.partition(".")[0] if "." in item.number else ""
            if item.section not in known:
                known.add(item.section)
                missing.append((item.section, ""))
        return [*missing, *self._found]
