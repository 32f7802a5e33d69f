"""The executor's side of a nudge: the list, the card, «Принято», «Передать»."""

from datetime import date, timedelta

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.handlers.access import STAFF
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard, month_span
from bot.handlers.cards import AssignmentTap, card_view, lines, quote
from bot.handlers.menu import MenuTap, leave_form, menu_button
from bot.handlers.replies import button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.assignment_views import AssignmentView
from bot.services.assignments import EXTENSION_LIMIT_DAYS, Assignments, Colleague
from bot.services.calendar import Calendar
from bot.services.cards import Card
from bot.services.people import Actor
from bot.texts import Html, Words, shorten

router = Router(name="assignments")

PROMISE = "p"
EXTENSION = "x"
PAGE = 8
OPEN_ENDED_DAYS = 60


class ListTap(CallbackData, prefix="al"):
    """A page of the person's own list."""

    page: int


class HandTap(CallbackData, prefix="h"):
    """Hand an assignment over to a person."""

    id: int
    person: int


@router.message(Command("tasks"), STAFF)
async def list_by_command(message: Message, actor: Actor, words: Words, assignments: Assignments) -> None:
    """/tasks."""
    await say(message, own_list(await assignments.mine(actor), words, 0))


@router.callback_query(MenuTap.filter(F.to == "tasks"), STAFF)
async def list_from_menu(tap: CallbackQuery, actor: Actor, words: Words, assignments: Assignments) -> None:
    """«Мои поручения»."""
    await show(tap, own_list(await assignments.mine(actor), words, 0))


@router.callback_query(ListTap.filter(), STAFF)
async def list_page(
    tap: CallbackQuery, callback_data: ListTap, actor: Actor, words: Words, assignments: Assignments
) -> None:
    """Another page of the list."""
    await show(tap, own_list(await assignments.mine(actor), words, callback_data.page))


@router.callback_query(AssignmentTap.filter(F.act == "open"), STAFF)
async def open_card(
    tap: CallbackQuery,
    callback_data: AssignmentTap,
    actor: Actor,
    words: Words,
    assignments: Assignments,
    state: FSMContext,
    raw_state: str | None,
) -> None:
    """The card of one assignment, as a message of its own; a form about another one is left."""
    await leave_form(state, raw_state)
    view = await assignments.view(actor, callback_data.id)
    await show(tap, card_view(view, words), fresh=True)


@router.callback_query(AssignmentTap.filter(F.act == "back"), STAFF)
async def back_to_card(
    tap: CallbackQuery,
    callback_data: AssignmentTap,
    actor: Actor,
    words: Words,
    assignments: Assignments,
    state: FSMContext,
    raw_state: str | None,
) -> None:
    """«Отмена»: nothing was changed."""
    await leave_form(state, raw_state)
    await show(tap, card_view(await assignments.view(actor, callback_data.id), words))


@router.callback_query(AssignmentTap.filter(F.act.in_({"promise", "extend"})), STAFF)
async def ask_day(
    tap: CallbackQuery,
    callback_data: AssignmentTap,
    actor: Actor,
    words: Words,
    assignments: Assignments,
    calendar: Calendar,
    clock: Clock,
) -> None:
    """«Принято»: by which day? «Перенести срок»: to which day?"""
    use = PROMISE if callback_data.act == "promise" else EXTENSION
    view = await assignments.view(actor, callback_data.id)
    first, last = SPANS[use](view.card, clock.today())
    closed = await calendar.days_off(*month_span(first))
    await show(tap, day_choice(view, words, use, first, first, last, closed))


@router.callback_query(MonthTap.filter(F.use.in_({PROMISE, EXTENSION})), STAFF)
async def leaf_days(
    tap: CallbackQuery,
    callback_data: MonthTap,
    actor: Actor,
    words: Words,
    assignments: Assignments,
    calendar: Calendar,
    clock: Clock,
) -> None:
    """Another month of either question."""
    view = await assignments.view(actor, callback_data.id)
    first, last = SPANS[callback_data.use](view.card, clock.today())
    closed = await calendar.days_off(*month_span(callback_data.month))
    await show(tap, day_choice(view, words, callback_data.use, callback_data.month, first, last, closed))


@router.callback_query(DayTap.filter(F.use == PROMISE), STAFF)
async def promise(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, assignments: Assignments
) -> None:
    """The promised day was picked."""
    view = await assignments.promise(actor, callback_data.id, callback_data.date)
    toast = words.label("promised", day=callback_data.date)
    await show(tap, card_view(view, words), toast=toast)


@router.callback_query(AssignmentTap.filter(F.act == "hand"), STAFF)
async def ask_whom(
    tap: CallbackQuery, callback_data: AssignmentTap, actor: Actor, words: Words, assignments: Assignments
) -> None:
    """«Передать»: to whom in the organisation?"""
    people = await assignments.colleagues(actor, callback_data.id)
    await show(tap, colleague_choice(callback_data.id, people, words))


@router.callback_query(HandTap.filter(), STAFF)
async def hand_over(
    tap: CallbackQuery, callback_data: HandTap, actor: Actor, words: Words, assignments: Assignments
) -> None:
    """The assignment is somebody else's now, and they are told."""
    view = await assignments.hand_over(actor, callback_data.id, callback_data.person)
    await show(tap, card_view(view, words), toast=words.label("handed-over"))


def own_list(cards: list[Card], words: Words, page: int) -> Rendered:
    """What waits for the person, the most urgent first, a page at a time."""
    if not cards:
        return Rendered(words.html("tasks-none"), rows([menu_button(words)]))
    shown = cards[page * PAGE : (page + 1) * PAGE]
    several = len({card.organisation for card in cards}) > 1
    entries = [
        words.html(
            "tasks-line",
            item=card.item,
            title=shorten(card.title, 120),
            day=words.day(card.effective) if card.effective else "",
            late=card.late,
            promised=card.promised is not None,
            promise=words.day(card.promised) if card.promised else "",
            organisation=shorten(card.organisation, 60),
            several=several,
        )
        for card in shown
    ]
    buttons = [
        button(
            words.label("digest-open", item=card.item, day=words.short_day(card.effective), dated=True)
            if card.effective
            else card.item,
            AssignmentTap(act="open", id=card.assignment_id).pack(),
        )
        for card in shown
    ]
    leaf = []
    if page > 0:
        leaf.append(button(words.label("page-earlier"), ListTap(page=page - 1).pack()))
    if (page + 1) * PAGE < len(cards):
        leaf.append(button(words.label("page-later"), ListTap(page=page + 1).pack()))
    text = lines(words.html("tasks-head", count=len(cards)), Html(""), *entries)
    calendar = [button(words.label("tasks-calendar"), MenuTap(to="my-calendar").pack())]
    return Rendered(text, rows(*in_rows(buttons, 2), leaf, calendar, [menu_button(words)]))


def promise_span(card: Card, today: date) -> tuple[date, date]:
    """The days that can be promised: up to the due day, or some time ahead when it is past or far."""
    if card.effective is not None and card.effective >= today:
        return today, card.effective
    return today, today + timedelta(days=OPEN_ENDED_DAYS)


def extension_span(card: Card, today: date) -> tuple[date, date]:
    """The days a deadline can be asked to move to."""
    first = max(card.due or today, today) + timedelta(days=1)
    return first, first + timedelta(days=EXTENSION_LIMIT_DAYS - 1)


SPANS = {PROMISE: promise_span, EXTENSION: extension_span}
"""The days that can be picked for each question."""


def day_choice(
    view: AssignmentView,
    words: Words,
    use: str,
    month: date,
    first: date,
    last: date,
    closed: frozenset[date],
) -> Rendered:
    """The card's head and a month to pick from."""
    number = view.card.assignment_id
    cancel = button(words.label("cancel"), AssignmentTap(act="back", id=number).pack())
    question = words.html("promise-ask" if use == PROMISE else "extension-ask")
    keyboard = month_keyboard(
        words,
        use=use,
        number=number,
        month=month,
        first=first,
        last=last,
        closed=closed,
        below=[[cancel]],
    )
    return Rendered(lines(quote(view.card, words, limit=300), Html(""), question), keyboard)


def colleague_choice(assignment_id: int, people: list[Colleague], words: Words) -> Rendered:
    """Who in the organisation can take it."""
    buttons = [
        button(
            words.label(
                "colleague",
                role=words.label(f"role-{each.role.value}"),
                position=each.position,
                placed=bool(each.position),
            ),
            HandTap(id=assignment_id, person=each.person_id).pack(),
        )
        for each in people
    ]
    cancel = button(words.label("cancel"), AssignmentTap(act="back", id=assignment_id).pack())
    return Rendered(words.html("hand-over-ask"), rows(*in_rows(buttons, 1), [cancel]))
