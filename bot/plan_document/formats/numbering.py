"""Word's automatic lists: the number that Word prints before a paragraph but does not keep in its text."""

from typing import Any, NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_POINT = "– "
_MOST = 40
"""Numbers in letters or Roman figures go no further; after that they are printed as figures."""


class _Level(NamedTuple):
    start: int
    form: str
    text: str


class Numbering:
    """The counters of all lists of a document, moved on paragraph by paragraph."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[str, list[_Level]] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._counters: dict[str, list[int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None and self._lists:
            self._read_styles(styles)

    def _read_lists(self, root: Any) -> None:
        for abstract in root.iterchildren(f"{_W}abstractNum"):
            levels = [_Level(1, "none", "")] * _LEVELS
            for level in abstract.iterchildren(f"{_W}lvl"):
                depth = int(level.get(f"{_W}ilvl", "0"))
                if 0 <= depth < _LEVELS:
                    levels[depth] = _Level(
                        int(_value(level, "start") or 1),
                        _value(level, "numFmt") or "decimal",
                        _value(level, "lvlText") or "",
                    )
            self._levels[abstract.get(f"{_W}abstractNumId", "")] = levels
        for each in root.iterchildren(f"{_W}num"):
            self._lists[each.get(f"{_W}numId", "")] = _value(each, "abstractNumId") or ""

    def _read_styles(self, root: Any) -> None:
        for style in root.iterchildren(f"{_W}style"):
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None and _value(found, "numId"):
                self._styles[style.get(f"{_W}styleId", "")] = (
                    _value(found, "numId") or "",
                    int(_value(found, "ilvl") or 0),
                )

    def next_of(self, paragraph: Any) -> str:
        """The number before a paragraph, with a space after it; empty where there is none."""
        if not self._lists:
            return ""
        place = self._place(paragraph)
        if place is None:
            return ""
        number, depth = place
        levels = self._levels.get(self._lists.get(number, ""))
        if levels is None or not 0 <= depth < _LEVELS:
            return ""
        level = levels[depth]
        if level.form == "bullet":
            return _POINT
        if level.form == "none":
            return ""
        counters = self._counters.setdefault(self._lists[number], [0] * _LEVELS)
        for above in range(depth):
            counters[above] = counters[above] or levels[above].start
        counters[depth] = counters[depth] + 1 if counters[depth] else level.start
        counters[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        text = level.text
        for index in range(depth + 1):
            text = text.replace(f"%{index + 1}", _said(counters[index], levels[index].form))
        return f"{text} " if text else ""

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the level of a paragraph, said by itself or by its style."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        style = self._styles.get(_value(properties, "pStyle") or "")
        own = properties.find(f"{_W}numPr")
        if own is None:
            return style
        number = _value(own, "numId") or (style[0] if style else "")
        depth = _value(own, "ilvl")
        return None if number in ("", "0") else (number, int(depth) if depth else style[1] if style else 0)


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(f"{_W}{name}")
    value = None if found is None else found.get(f"{_W}val")
    return None if value is None else str(value)


def _said(number: int, form: str) -> str:
    if number > _MOST or number < 1:
        return str(number)
    if form in ("upperRoman", "lowerRoman"):
        said = _roman(number)
        return said if form == "upperRoman" else said.lower()
    letters = {"russianLower": _LETTERS, "russianUpper": _LETTERS.upper()}.get(form)
    if form in ("lowerLetter", "upperLetter"):
        letters = "abcdefghijklmnopqrstuvwxyz" if form == "lowerLetter" else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if letters and number <= len(letters):
        return letters[number - 1]
    return f"0{number}" if form == "decimalZero" and number < 10 else str(number)


def _roman(number: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        said += sign * (number // value)
        number %= value
    return said
