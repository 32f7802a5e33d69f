"""«Мероприятия» of whoever holds them: made in six taps and two lines, published, changed, cancelled."""

from datetime import date, datetime, time
from typing import Any, Literal

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.utils.deep_linking import create_start_link

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, day_of, month_keyboard
from bot.handlers.event_taps import EVENT, HostTap
from bot.handlers.events import facts
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import EventKind, EventState
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.event_edits import DURATIONS, TEXTS
from bot.services.event_views import EventView
from bot.services.events import Events
from bot.services.student_cards import SUBJECTS
from bot.texts import Html, Words, shorten

router = Router(name="event_desk")

HOSTS = May(Action.EVENTS_EDIT)
USE = "evn"
"""Use of the calendar: the day of a new event; its number is the organisation."""
KINDS = tuple(EventKind)
HALF_HOURS = tuple((hour, minute) for hour in range(8, 20) for minute in (0, 30))
DAYS_AHEAD = 300
REPEATS = (1, 2, 3, 5, 7, 9)


class EventForm(StatesGroup):
    """Title, then place, are typed; the data hold the rest."""

    title = State()
    place = State()


class NewEventTap(CallbackData, prefix="ec"):
    """A new event: organisation, kind by place (−1: not yet), subject of a course by place (−1: none)."""

    organisation: int
    kind: int = -1
    subject: int = -1


class TimeTap(CallbackData, prefix="eb"):
    """When it begins (by place of the half hours, −1: not yet) and how long it lasts (by place)."""

    organisation: int
    day: int
    start: int = -1
    long: int = -1


class RepeatTap(CallbackData, prefix="ep"):
    """So many weeks more."""

    event: int
    times: int


@router.callback_query(MenuTap.filter(F.to == "event-desk"), HOSTS)
async def open_desk(tap: CallbackQuery, actor: Actor, words: Words, events: Events) -> None:
    """What is planned."""
    await show(tap, listed(await events.listed(actor), "list", 0, words))


@router.callback_query(HostTap.filter(F.act.in_({"list", "past"})), HOSTS)
async def page_of_events(
    tap: CallbackQuery, callback_data: HostTap, actor: Actor, words: Words, events: Events
) -> None:
    """Another page, or what lies behind."""
    past = callback_data.act == "past"
    found = await events.listed(actor, past=past)
    await show(tap, listed(found, "past" if past else "list", callback_data.event, words))


@router.callback_query(HostTap.filter(F.act == "open"), HOSTS)
async def open_one(
    tap: CallbackQuery,
    callback_data: HostTap,
    actor: Actor,
    words: Words,
    events: Events,
    clock: Clock,
    bot: Bot,
) -> None:
    """One event."""
    view = await events.one(actor, callback_data.event)
    link = await create_start_link(bot, f"{EVENT}{view.event_id}")
    await show(tap, host_card(view, clock.now(), words, link))


@router.callback_query(MenuTap.filter(F.to == "new-event"), HOSTS)
async def ask_where(tap: CallbackQuery, actor: Actor, words: Words, events: Events) -> None:
    """Who holds it?"""
    found = await events.places(actor)
    if len(found) == 1:
        await show(tap, kind_choice(NewEventTap(organisation=found[0][0]), words))
        return
    buttons = [
        [button(shorten(name, 60), NewEventTap(organisation=number).pack())] for number, name in found[:40]
    ]
    back = way_back(words, MenuTap(to="event-desk"))
    await show(tap, Rendered(words.html("event-where-ask", count=len(found)), rows(*buttons, back)))


@router.callback_query(NewEventTap.filter(F.kind < 0), HOSTS)
async def ask_kind(tap: CallbackQuery, callback_data: NewEventTap, words: Words) -> None:
    """What is it?"""
    await show(tap, kind_choice(callback_data, words))


@router.callback_query(NewEventTap.filter(), HOSTS)
async def ask_day(
    tap: CallbackQuery, callback_data: NewEventTap, words: Words, state: FSMContext, clock: Clock
) -> None:
    """A course needs its subject; then the day."""
    if callback_data.kind >= len(KINDS) or callback_data.subject >= len(SUBJECTS):
        raise NotFound
    if KINDS[callback_data.kind] is EventKind.EXAM_COURSE and callback_data.subject < 0:
        await show(tap, subject_choice(callback_data, words))
        return
    await state.set_state(EventForm.title)
    await state.set_data({"kind": callback_data.kind, "subject": callback_data.subject})
    today = clock.today()
    await show(tap, day_choice(callback_data.organisation, today, today, words))


@router.callback_query(MonthTap.filter(F.use == USE), HOSTS)
async def leaf_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    await show(tap, day_choice(callback_data.id, callback_data.month, clock.today(), words))


@router.callback_query(DayTap.filter(F.use == USE), HOSTS)
async def ask_start(tap: CallbackQuery, callback_data: DayTap, words: Words) -> None:
    """At what time?"""
    await show(tap, start_choice(TimeTap(organisation=callback_data.id, day=callback_data.day), words))


@router.callback_query(TimeTap.filter(F.long < 0), HOSTS)
async def ask_long(tap: CallbackQuery, callback_data: TimeTap, words: Words) -> None:
    """For how long?"""
    await show(tap, long_choice(callback_data, words))


@router.callback_query(TimeTap.filter(), StateFilter(EventForm.title), HOSTS)
async def ask_title(tap: CallbackQuery, callback_data: TimeTap, words: Words, state: FSMContext) -> None:
    """What is it called?"""
    known = 0 <= callback_data.start < len(HALF_HOURS) and callback_data.long < len(DURATIONS)
    if not known:
        raise NotFound
    await state.update_data(callback_data.model_dump())
    back = way_back(words, MenuTap(to="event-desk"))
    await show(tap, Rendered(words.html("event-title-ask", limit=TEXTS["title"]), rows(back)))


@router.message(StateFilter(EventForm.title), TYPED, HOSTS)
async def title_typed(message: Message, words: Words, state: FSMContext) -> None:
    """And where?"""
    form = await state.get_data()
    if "long" not in form:
        raise NotFound
    await state.update_data(title=(message.text or "")[: TEXTS["title"] * 2])
    await state.set_state(EventForm.place)
    back = way_back(words, MenuTap(to="event-desk"))
    await say(message, Rendered(words.html("event-place-ask", limit=TEXTS["place"]), rows(back)))


@router.message(StateFilter(EventForm.place), TYPED, HOSTS)
async def place_typed(
    message: Message, actor: Actor, words: Words, events: Events, state: FSMContext, clock: Clock
) -> None:
    """A draft: look it over, then publish."""
    form = await state.get_data()
    hour, minute = HALF_HOURS[form["start"]]
    start = datetime.combine(day_of(form["day"]), time(hour, minute), tzinfo=clock.zone)
    view = await events.make(
        actor,
        form["organisation"],
        KINDS[form["kind"]],
        start,
        DURATIONS[form["long"]],
        form["title"],
        message.text or "",
        SUBJECTS[form["subject"]] if form["subject"] >= 0 else "",
    )
    await say(message, host_card(view, clock.now(), words))
    await state.clear()


@router.callback_query(HostTap.filter(F.act == "publish"), HOSTS)
async def publish(
    tap: CallbackQuery,
    callback_data: HostTap,
    actor: Actor,
    words: Words,
    events: Events,
    clock: Clock,
    bot: Bot,
) -> None:
    """Pupils can see it."""
    view = await events.publish(actor, callback_data.event)
    link = await create_start_link(bot, f"{EVENT}{view.event_id}")
    await show(tap, host_card(view, clock.now(), words, link), toast=words.label("event-published-toast"))


@router.callback_query(HostTap.filter(F.act == "ask"), HOSTS)
async def ask_cancel(
    tap: CallbackQuery, callback_data: HostTap, actor: Actor, words: Words, events: Events
) -> None:
    """Cancel? So many people will be told."""
    view = await events.one(actor, callback_data.event)
    sure = [button(words.label("event-cancel-sure"), HostTap(act="cancel", event=view.event_id).pack())]
    whole = [button(words.label("event-cancel-whole"), HostTap(act="whole", event=view.event_id).pack())]
    text = words.html("event-cancel-ask", title=view.title, count=view.taken + view.waiting)
    back = way_back(words, HostTap(act="open", event=view.event_id))
    await show(tap, Rendered(text, rows(sure, *([whole] if view.lessons > 1 else []), back)))


@router.callback_query(HostTap.filter(F.act.in_({"cancel", "whole"})), HOSTS)
async def cancel(
    tap: CallbackQuery, callback_data: HostTap, actor: Actor, words: Words, events: Events, clock: Clock
) -> None:
    """It will not be."""
    view = await events.cancel(actor, callback_data.event, whole=callback_data.act == "whole")
    await show(tap, host_card(view, clock.now(), words), toast=words.label("event-cancelled-toast"))


@router.callback_query(HostTap.filter(F.act == "repeat"), HOSTS)
async def ask_repeat(tap: CallbackQuery, callback_data: HostTap, words: Words) -> None:
    """How many weeks more?"""
    buttons = [
        button(str(times), RepeatTap(event=callback_data.event, times=times).pack()) for times in REPEATS
    ]
    back = way_back(words, HostTap(act="open", event=callback_data.event))
    await show(tap, Rendered(words.html("event-repeat-ask"), rows(*in_rows(buttons, 3), back)))


@router.callback_query(RepeatTap.filter(), HOSTS)
async def repeat(
    tap: CallbackQuery, callback_data: RepeatTap, actor: Actor, words: Words, events: Events, clock: Clock
) -> None:
    """The same on the next weeks."""
    view = await events.repeat(actor, callback_data.event, callback_data.times)
    await show(tap, host_card(view, clock.now(), words), toast=words.label("event-repeated-toast"))


def listed(found: list[EventView], act: Literal["list", "past"], number: int, words: Words) -> Rendered:
    """A page of events with their counts."""
    number = known_page(len(found), number)
    buttons = [
        [button(host_line(view, words), HostTap(act="open", event=view.event_id).pack())]
        for view in page_of(found, number)
    ]
    turn = leaf(len(found), number, words, lambda page: HostTap(act=act, event=page))
    other: Literal["list", "past"] = "past" if act == "list" else "list"
    foot = [
        button(words.label("event-new"), MenuTap(to="new-event").pack()),
        button(words.label(f"event-show-{other}"), HostTap(act=other, event=0).pack()),
    ]
    text = words.html("event-desk", count=len(found), past=act == "past")
    return Rendered(text, rows(*buttons, turn, foot, [menu_button(words)]))


def host_line(view: EventView, words: Words) -> str:
    """«📝 12 дек · Экскурсия · 5/20»."""
    return words.label(
        "event-host-line",
        state=view.state.value,
        day=words.short_day(view.starts_at.date()),
        title=shorten(view.title, 32),
        taken=view.taken,
        seats=view.seats,
    )


def host_card(view: EventView, now: datetime, words: Words, link: str = "") -> Rendered:
    """Everything about an event, and what can be done with it now."""
    text = text_of(
        facts(view, words),
        BLANK,
        words.html(
            "event-host-seats",
            taken=view.taken,
            seats=view.seats,
            waiting=view.waiting,
            quota=view.school_quota or 0,
        ),
        words.html("event-until", until=view.sign_up_until),
        words.html("event-host-open", all=view.open_to_all),
        words.html(f"event-host-{view.state.value}"),
        words.html("event-host-link", link=Html(link))
        if link and view.state is EventState.PUBLISHED
        else None,
    )
    number = view.event_id

    def act(name: Any) -> InlineKeyboardButton:
        return button(words.label(f"event-act-{name}"), HostTap(act=name, event=number).pack())

    changeable = view.state in (EventState.DRAFT, EventState.PUBLISHED)
    lines: list[list[InlineKeyboardButton]] = []
    if view.state is EventState.DRAFT:
        lines.append([act("publish")])
    if view.state in (EventState.PUBLISHED, EventState.HELD):
        lines.append([act("door"), act("attendees")] if now <= view.ends_at else [act("attendees")])
    if changeable and now < view.starts_at:
        lines.append([act("edit"), act("repeat")])
        lines.append([act("ask")])
    return Rendered(text, rows(*lines, way_back(words, MenuTap(to="event-desk"))))


def kind_choice(chosen: NewEventTap, words: Words) -> Rendered:
    """The kinds the orders name."""
    buttons = [
        button(words.label(f"route-kind-{kind.value}"), chosen.model_copy(update={"kind": place}).pack())
        for place, kind in enumerate(KINDS)
    ]
    back = way_back(words, MenuTap(to="event-desk"))
    return Rendered(words.html("event-kind-ask"), rows(*in_rows(buttons, 2), back))


def subject_choice(chosen: NewEventTap, words: Words) -> Rendered:
    """Exam subjects."""
    buttons = [
        button(words.label(f"subject-{subject}"), chosen.model_copy(update={"subject": place}).pack())
        for place, subject in enumerate(SUBJECTS)
    ]
    back = way_back(words, MenuTap(to="event-desk"))
    return Rendered(words.html("event-subject-ask"), rows(*in_rows(buttons, 2), back))


def day_choice(organisation: int, month: date, today: date, words: Words) -> Rendered:
    """A day, weekends too."""
    return Rendered(words.html("event-day-ask"), days(USE, organisation, month, today, words))


def days(use: str, number: int, month: date, today: date, words: Words) -> InlineKeyboardMarkup:
    """From today on."""
    last = date.fromordinal(today.toordinal() + DAYS_AHEAD)
    back = [button(words.label("cancel"), MenuTap(to="event-desk").pack())]
    return month_keyboard(words, use=use, number=number, month=month, first=today, last=last, below=[back])


def start_choice(chosen: TimeTap, words: Words) -> Rendered:
    """Every half hour of the day."""
    buttons = [
        button(f"{hour}:{minute:02}", chosen.model_copy(update={"start": place}).pack())
        for place, (hour, minute) in enumerate(HALF_HOURS)
    ]
    back = way_back(words, MenuTap(to="event-desk"))
    return Rendered(words.html("event-start-ask"), rows(*in_rows(buttons, 4), back))


def long_choice(chosen: TimeTap, words: Words) -> Rendered:
    """How long."""
    buttons = [
        button(words.label("event-minutes", count=minutes), chosen.model_copy(update={"long": place}).pack())
        for place, minutes in enumerate(DURATIONS)
    ]
    back = way_back(words, MenuTap(to="event-desk"))
    return Rendered(words.html("event-long-ask"), rows(*in_rows(buttons, 3), back))
