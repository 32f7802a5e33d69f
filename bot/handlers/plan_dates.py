"""Items whose date the order leaves open: a person sets it once a cycle."""

from datetime import date

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.clock import Clock
from bot.handlers.access import CONTROLLING
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard
from bot.handlers.cards import lines
from bot.handlers.menu import menu_button
from bot.handlers.plan_parts import PlanTap
from bot.handlers.replies import button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.services.people import Actor
from bot.services.plan_settings import PlanSettings, UndatedItem
from bot.texts import Html, Words, shorten

router = Router(name="plan_dates")

DATE = "u"
PAGE = 8


class UndatedTap(CallbackData, prefix="ud"):
    """Set the date of an occurrence."""

    id: int


@router.callback_query(PlanTap.filter(F.act == "undated"), CONTROLLING)
async def list_undated(
    tap: CallbackQuery, callback_data: PlanTap, actor: Actor, words: Words, plan_settings: PlanSettings
) -> None:
    """What still waits for a date."""
    await show(tap, undated_list(callback_data, await plan_settings.undated(actor, callback_data.id), words))


@router.callback_query(UndatedTap.filter(), CONTROLLING)
async def ask_date(
    tap: CallbackQuery,
    callback_data: UndatedTap,
    actor: Actor,
    words: Words,
    plan_settings: PlanSettings,
    clock: Clock,
) -> None:
    """By which day is it to be done in this cycle?"""
    item = await plan_settings.undated_item(actor, callback_data.id)
    first = max(item.first_day, clock.today())
    await show(tap, date_choice(item, first, first.toordinal(), words), fresh=True)


@router.callback_query(MonthTap.filter(F.use == DATE), CONTROLLING)
async def leaf(
    tap: CallbackQuery,
    callback_data: MonthTap,
    actor: Actor,
    words: Words,
    plan_settings: PlanSettings,
    clock: Clock,
) -> None:
    """Another month."""
    item = await plan_settings.undated_item(actor, callback_data.id)
    first = max(item.first_day, clock.today())
    await show(tap, date_choice(item, first, callback_data.day, words))


@router.callback_query(DayTap.filter(F.use == DATE), CONTROLLING)
async def set_date(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, plan_settings: PlanSettings
) -> None:
    """The day was picked: assignments and reminders exist from now on."""
    number, count = await plan_settings.set_date(actor, callback_data.id, callback_data.date)
    text = words.html("date-set", item=number, day=callback_data.date, count=count)
    await show(tap, Rendered(text, rows([menu_button(words)])))


def undated_list(where: PlanTap, found: list[UndatedItem], words: Words) -> Rendered:
    """Items without a date, a page at a time."""
    back = button(words.label("back"), PlanTap(act="show", id=where.id, year=where.year).pack())
    if not found:
        return Rendered(words.html("undated-none"), rows([back, menu_button(words)]))
    shown = found[where.page * PAGE : (where.page + 1) * PAGE]
    entries = [
        words.html(
            "digest-undated",
            item=each.number,
            title=shorten(each.title, 120),
            phrase=shorten(each.phrase, 80),
        )
        for each in shown
    ]
    buttons = [button(each.number, UndatedTap(id=each.occurrence_id).pack()) for each in shown]

    def page(number: int) -> str:
        return PlanTap(act="undated", id=where.id, year=where.year, page=number).pack()

    turn = []
    if where.page > 0:
        turn.append(button(words.label("page-earlier"), page(where.page - 1)))
    if (where.page + 1) * PAGE < len(found):
        turn.append(button(words.label("page-later"), page(where.page + 1)))
    text = lines(words.html("undated-head", count=len(found)), Html(""), *entries)
    return Rendered(text, rows(*in_rows(buttons, 4), turn, [back, menu_button(words)]))


def date_choice(item: UndatedItem, first: date, month: int, words: Words) -> Rendered:
    """The item and a month; where there is a sensible proposal, one tap takes it."""
    below = []
    if item.proposed is not None and item.proposed >= first:
        proposal = DayTap(use=DATE, id=item.occurrence_id, day=item.proposed.toordinal()).pack()
        below.append([button(words.label("date-proposed", day=item.proposed), proposal)])
    below.append([menu_button(words)])
    text = lines(
        words.html("card-title", item=item.number, title=shorten(item.title, 600)),
        words.html("card-phrase", phrase=item.phrase) if item.phrase else None,
        Html(""),
        words.html("date-ask"),
    )
    keyboard = month_keyboard(
        words,
        use=DATE,
        number=item.occurrence_id,
        month=date.fromordinal(month),
        first=first,
        last=max(item.last_day, first),
        below=below,
    )
    return Rendered(text, keyboard)
