"""Working days: a month in which any day can be made a day off or a working day."""

from datetime import date

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.clock import Clock
from bot.handlers.access import ADMINISTRATOR
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import text_of
from bot.handlers.replies import show
from bot.messenger.rendered import Rendered
from bot.services.calendar import Calendar, MonthView
from bot.services.people import Actor
from bot.texts import Html, Words

router = Router(name="calendar")

OFF, ON = "off", "on"
"""What a day becomes when it is pressed: a working day becomes a day off, a day off a working day."""
YEARS_AHEAD = 2
OWN_DAYS_SHOWN = 12


@router.callback_query(MenuTap.filter(F.to == "calendar"), ADMINISTRATOR)
async def open_calendar(
    tap: CallbackQuery, actor: Actor, words: Words, calendar: Calendar, clock: Clock
) -> None:
    """«Рабочие дни»."""
    await show(tap, month_view(await calendar.month(actor, clock.today()), clock.today(), words))


@router.callback_query(MonthTap.filter(F.use == OFF), ADMINISTRATOR)
async def leaf_month(
    tap: CallbackQuery, callback_data: MonthTap, actor: Actor, words: Words, calendar: Calendar, clock: Clock
) -> None:
    """Another month."""
    await show(tap, month_view(await calendar.month(actor, callback_data.month), clock.today(), words))


@router.callback_query(DayTap.filter(F.use.in_({OFF, ON})), ADMINISTRATOR)
async def set_day(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, calendar: Calendar, clock: Clock
) -> None:
    """The day is the other way round now."""
    working = callback_data.use == ON
    month = await calendar.set_day(actor, callback_data.date, working=working)
    toast = words.label("calendar-changed", day=callback_data.date, working=working)
    await show(tap, month_view(month, clock.today(), words), toast=toast)


def month_view(view: MonthView, today: date, words: Words) -> Rendered:
    """A month with its days off marked, and the changed days."""
    own = [
        words.html("calendar-own", day=words.day(each.day, weekday=True), working=each.working)
        for each in view.own_days[:OWN_DAYS_SHOWN]
    ]
    more = len(view.own_days) - len(own)
    text = text_of(
        words.html("calendar-head"),
        words.html("calendar-unpublished", year=view.month.year) if not view.published else None,
        *([Html(""), words.html("calendar-own-head")] if own else []),
        *own,
        words.html("calendar-own-more", count=more) if more else None,
    )
    keyboard = month_keyboard(
        words,
        use=OFF,
        number=0,
        month=view.month,
        first=today,
        last=date(today.year + YEARS_AHEAD, 12, 31),
        marked=view.days_off,
        marked_use=ON,
        below=[[menu_button(words)]],
    )
    return Rendered(text, keyboard)
