"""What may stand beside the ends of a range without parting it: a day of the week, a clock time, a dot."""

from typing import NamedTuple

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.phrases import clock, year_reference
from bot.plan_document.grammar.weekdays import single_weekday

_OPEN, _CLOSE = ("(", "["), (")", "]")


class Beside(NamedTuple):
    """The day of the week (0 is Monday), whether there was a clock time, whether the year is «текущий»."""

    weekday: int | None = None
    clock: bool = False
    floating: bool = False

    def together(self, other: "Beside") -> "Beside":
        """What stands on either side of one end."""
        weekday = self.weekday if self.weekday is not None else other.weekday
        return Beside(weekday, self.clock or other.clock, self.floating or other.floating)


NOTHING = Beside()


def before_end(cursor: Cursor) -> Beside:
    """«пятницу,» of «по пятницу, 6 марта», «18.00» of «до 18.00 5 сентября», «(пн)» of «(пн) 2 марта»."""
    begin = cursor.place
    if cursor.take_mark(*_OPEN):
        found = _one(cursor)
        if found is not None and cursor.take_mark(*_CLOSE):
            return found
        cursor.place = begin
        return NOTHING
    found = _one(cursor)
    if found is not None and found.weekday is not None:
        cursor.take_mark(",")
    return found or NOTHING


def after_end(cursor: Cursor, bare: bool = True, is_last: bool = False) -> Beside:
    """«(вт.)», «, понедельник», «10:00», «(вт., с 10:00)», «включительно», «.»; only what stands in brackets
    unless `bare`. «Текущего года» of the last end stays to be read."""
    cursor.take_mark(".")
    found = NOTHING
    if not is_last and (year := cursor.attempt(year_reference)) is not None:
        if year.offset or year.remark:
            return found
        found = Beside(floating=True)
    while (here := cursor.attempt(lambda place: _next(place, bare))) is not None:
        found = found.together(here)
    cursor.take_mark(".")
    if cursor.is_mark(",") and cursor.is_mark("-", ahead=1) and not cursor.begins_line(cursor.place + 1):
        cursor.place += 1
    return found


def _next(cursor: Cursor, bare: bool) -> Beside | None:
    if cursor.take_mark(*_OPEN):
        found = _one(cursor)
        while found is not None and cursor.take_mark(","):
            following = _one(cursor)
            found = following and found.together(following)
        cursor.take_mark(*_CLOSE)  # print loses the closing one
        return found
    if not bare:
        return None
    cursor.take_mark(",")
    return None if cursor.is_word("до", "по", "к") else _one(cursor)  # «до 18.00» belongs to the other end


def _one(cursor: Cursor) -> Beside | None:
    cursor.place += cursor.is_word("в") and cursor.kind(1) == "weekday"
    if cursor.take("включительно"):
        return NOTHING
    weekday = cursor.attempt(single_weekday)
    if weekday is not None:
        return Beside(weekday)
    return Beside(clock=True) if cursor.attempt(clock) else None
