"""Standing in: who is in for me and when, whom I am in for; «Я вернулся»."""

from datetime import date, timedelta
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.clock import Clock
from bot.handlers.access import STAFF
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard
from bot.handlers.member_labels import member_button, member_name
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import known_page, leaf, page_of, text_of
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.models import Role
from bot.services.people import Actor, DeputyView, MemberRow, People
from bot.texts import Html, Words

router = Router(name="deputy")

FIRST_DAY, LAST_DAY = "s1", "s2"
DAYS_AHEAD = 365


class DeputyForm(StatesGroup):
    """The data hold the deputy and the first day; the last one is picked."""

    last_day = State()


class DeputyTap(CallbackData, prefix="dp"):
    """Choose a deputy (a page of colleagues), or «Я вернулся»."""

    act: str
    page: int = 0


class InsteadTap(CallbackData, prefix="di"):
    """This person is to stand in."""

    person: int


@router.callback_query(MenuTap.filter(F.to == "deputy"), STAFF)
async def open_deputy(tap: CallbackQuery, actor: Actor, words: Words, people: People) -> None:
    """«Замещение»."""
    await show(tap, deputy_view(await people.deputies(actor), words))


@router.callback_query(DeputyTap.filter(F.act == "choose"), STAFF)
async def ask_whom(
    tap: CallbackQuery, callback_data: DeputyTap, actor: Actor, words: Words, people: People
) -> None:
    """Who is to stand in?"""
    await show(tap, colleague_choice(await people.colleagues(actor), callback_data.page, words))


@router.callback_query(InsteadTap.filter(), STAFF)
async def ask_first_day(tap: CallbackQuery, callback_data: InsteadTap, words: Words, clock: Clock) -> None:
    """From which day?"""
    await show(tap, first_day_choice(callback_data.person, clock.today(), clock.today(), words))


@router.callback_query(MonthTap.filter(F.use == FIRST_DAY), STAFF)
async def leaf_first_day(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month of the first day."""
    await show(tap, first_day_choice(callback_data.id, callback_data.month, clock.today(), words))


@router.callback_query(DayTap.filter(F.use == FIRST_DAY), STAFF)
async def ask_last_day(tap: CallbackQuery, callback_data: DayTap, words: Words, state: FSMContext) -> None:
    """Until which day?"""
    first = callback_data.date
    await state.set_state(DeputyForm.last_day)
    await state.set_data({"deputy": callback_data.id, "first": first.toordinal()})
    await show(tap, last_day_choice(first, first, words))


@router.callback_query(MonthTap.filter(F.use == LAST_DAY), StateFilter(DeputyForm.last_day), STAFF)
async def leaf_last_day(tap: CallbackQuery, callback_data: MonthTap, words: Words, state: FSMContext) -> None:
    """Another month of the last day."""
    first = date.fromordinal((await state.get_data())["first"])
    await show(tap, last_day_choice(callback_data.month, first, words))


@router.callback_query(DayTap.filter(F.use == LAST_DAY), StateFilter(DeputyForm.last_day), STAFF)
async def substitute(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, people: People, state: FSMContext
) -> None:
    """Both days are known: the deputy stands in and is told."""
    form = await state.get_data()
    first = date.fromordinal(form["first"])
    view = await people.substitute(actor, actor.person_id, form["deputy"], first, callback_data.date)
    await show(tap, deputy_view(view, words), toast=words.label("deputy-saved"))
    await state.clear()


@router.callback_query(DeputyTap.filter(F.act == "back"), STAFF)
async def returned(tap: CallbackQuery, actor: Actor, words: Words, people: People) -> None:
    """«Я вернулся»."""
    view = await people.end_substitution(actor)
    await show(tap, deputy_view(view, words), toast=words.label("deputy-welcome-back"))


def deputy_view(view: DeputyView, words: Words) -> Rendered:
    """Who stands in for the person, and for whom the person does."""
    own = view.own
    text = text_of(
        words.html(
            "deputy-own",
            who=member_name(own.other, words, placed=False),
            first=own.first_day,
            last=own.last_day,
        )
        if own
        else words.html("deputy-none"),
        *(
            words.html(
                "deputy-for", who=member_name(each.other, words), first=each.first_day, last=each.last_day
            )
            for each in view.standing_in
        ),
    )
    choose = words.label("deputy-change" if own else "deputy-choose")
    back = [button(words.label("deputy-back"), DeputyTap(act="back").pack())] if own else []
    return Rendered(text, rows(back, [button(choose, DeputyTap(act="choose").pack())], [menu_button(words)]))


def colleague_choice(found: list[MemberRow], number: int, words: Words) -> Rendered:
    """Colleagues to choose from; nobody yet is said with what to do about it."""
    number = known_page(len(found), number)
    buttons = [
        [button(member_button(row, words), InsteadTap(person=row.person_id).pack())]
        for row in page_of(found, number)
    ]
    turn = leaf(len(found), number, words, lambda page: DeputyTap(act="choose", page=page))
    key = "deputy-whom" if found else "deputy-nobody"
    return Rendered(words.html(key), rows(*buttons, turn, [_cancel(words)]))


def first_day_choice(person_id: int, month: date, today: date, words: Words) -> Rendered:
    """The first day of the absence."""
    keyboard = month_keyboard(
        words,
        use=FIRST_DAY,
        number=person_id,
        month=month,
        first=today,
        last=today + timedelta(days=DAYS_AHEAD),
        below=[[_cancel(words)]],
    )
    return Rendered(words.html("deputy-first-day"), keyboard)


def last_day_choice(month: date, first: date, words: Words) -> Rendered:
    """The last day of the absence."""
    keyboard = month_keyboard(
        words,
        use=LAST_DAY,
        number=0,
        month=month,
        first=first,
        last=first + timedelta(days=DAYS_AHEAD),
        below=[[_cancel(words)]],
    )
    return Rendered(words.html("deputy-last-day", first=first), keyboard)


def deputy_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """Told to the deputy (set, ended), or to the absent person whose deputy lost the role (lost)."""
    who = MemberRow(
        membership_id=0,
        person_id=0,
        role=Role(arguments["role"]),
        organisation=arguments["organisation"] or None,
        position=arguments["position"],
        unreachable=None,
    )
    text: Html = words.html(
        f"deputy-notice-{arguments['what']}",
        who=member_name(who, words),
        first=date.fromisoformat(arguments["first"]),
        last=date.fromisoformat(arguments["last"]),
    )
    opened = button(words.label("menu-deputy"), MenuTap(to="deputy").pack())
    return Rendered(text, rows([opened, menu_button(words)]))


def _cancel(words: Words) -> InlineKeyboardButton:
    return button(words.label("cancel"), MenuTap(to="deputy").pack())
