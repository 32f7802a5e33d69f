"""What the screens of a plan have in common: the button of a plan, dates in words."""

from aiogram.filters.callback_data import CallbackData

from bot.services.plan_rows import Dates
from bot.texts import Html, Words


class PlanTap(CallbackData, prefix="pl"):
    """Something about a plan in a cycle: show, warnings, ask (to start), start; `page` where it has pages."""

    act: str
    id: int
    year: int
    page: int = 0


class ExportTap(CallbackData, prefix="xp"):
    """A file of a plan in a cycle: choose, docx, xlsx, ics; `whose` offers organisations, `ics` takes one."""

    act: str
    plan: int
    year: int
    organisation: int = 0
    page: int = 0


def dates_line(dates: Dates, words: Words) -> Html:
    """One occurrence: a day, a day off with the day it moves to, a window; or that a person sets it."""
    opens, due, effective = dates
    if due is None or effective is None:
        return words.html("item-undated")
    if opens is not None:
        return words.html("item-window", first=opens, last=due)
    if due != effective:
        shifted = words.day(effective, weekday=True)
        return words.html("item-due-shifted", due=words.day(due, weekday=True), effective=shifted)
    return words.html("item-due", due=words.day(due, weekday=True))
