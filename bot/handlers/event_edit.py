"""Changing an event: words and numbers typed, days and choices tapped, a point sent from the map."""

from datetime import datetime, time
from typing import Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, day_of
from bot.handlers.event_desk import HALF_HOURS, days, host_card
from bot.handlers.event_taps import HostTap
from bot.handlers.pages import way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import Sphere
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.codes import GRADES
from bot.services.event_edits import DURATIONS, NUMBERS, TEXTS, EventEdits
from bot.services.event_views import EventView
from bot.services.events import Events
from bot.texts import Words, shorten

router = Router(name="event_edit")

HOSTS = May(Action.EVENTS_EDIT)
MOVE, CLOSE = "evm", "evc"
"""Uses of the calendar: another day of an event, the last day of its sign-up."""
FIELDS = ("title", "about", "place", "seats", "school_quota", "partner", "escort", "bring")
"""What is typed, by place."""
NONE = "-"
"""Typed to take away what may be empty."""
SPHERES: tuple[Sphere | None, ...] = (None, *Sphere)


class EditForm(StatesGroup):
    """A field is typed, or a point sent; the data hold the event and the field."""

    text = State()
    point = State()


class FieldOfEventTap(CallbackData, prefix="ed"):
    """Type a field anew, by its place."""

    event: int
    field: int


class ValueTap(CallbackData, prefix="ei"):
    """A choice was made for an event: grade, sphere, duration, class, by number or place (−1: ask)."""

    field: Literal["grade", "sphere", "long", "class"]
    event: int
    value: int = -1


class MoveTap(CallbackData, prefix="em"):
    """The new day was chosen; when does it begin?"""

    event: int
    day: int
    start: int


@router.callback_query(HostTap.filter(F.act == "edit"), HOSTS)
async def open_edit(
    tap: CallbackQuery, callback_data: HostTap, actor: Actor, words: Words, events: Events
) -> None:
    """What shall be changed?"""
    await show(tap, edit_view(await events.one(actor, callback_data.event), words))


@router.callback_query(FieldOfEventTap.filter(), HOSTS)
async def ask_text(
    tap: CallbackQuery, callback_data: FieldOfEventTap, words: Words, state: FSMContext
) -> None:
    """How shall it be?"""
    if not 0 <= callback_data.field < len(FIELDS):
        raise NotFound
    field = FIELDS[callback_data.field]
    await state.set_state(EditForm.text)
    await state.set_data({"event": callback_data.event, "field": field})
    limit = TEXTS[field] if field in TEXTS else NUMBERS[field][1]
    text = words.html(f"event-edit-{field}", limit=limit)
    await show(tap, Rendered(text, rows(way_back(words, HostTap(act="edit", event=callback_data.event)))))


@router.message(StateFilter(EditForm.text), TYPED, HOSTS)
async def text_typed(
    message: Message, actor: Actor, words: Words, event_edits: EventEdits, state: FSMContext
) -> None:
    """Changed."""
    form = await state.get_data()
    text = (message.text or "").strip()
    empty = text == NONE and form["field"] not in NUMBERS
    view = await event_edits.write(actor, form["event"], form["field"], "" if empty else text)
    await say(message, edit_view(view, words))
    await state.clear()


@router.callback_query(HostTap.filter(F.act == "point"), HOSTS)
async def ask_point(tap: CallbackQuery, callback_data: HostTap, words: Words, state: FSMContext) -> None:
    """Send the place from the map."""
    await state.set_state(EditForm.point)
    await state.set_data({"event": callback_data.event})
    back = way_back(words, HostTap(act="edit", event=callback_data.event))
    await show(tap, Rendered(words.html("event-point-ask"), rows(back)))


@router.message(StateFilter(EditForm.point), F.location, HOSTS)
async def point_sent(
    message: Message, actor: Actor, words: Words, event_edits: EventEdits, state: FSMContext
) -> None:
    """On the map now."""
    assert message.location is not None
    event = (await state.get_data())["event"]
    view = await event_edits.set_point(actor, event, message.location.latitude, message.location.longitude)
    await say(message, edit_view(view, words))
    await state.clear()


@router.callback_query(HostTap.filter(F.act == "public"), HOSTS)
async def toggle_open(
    tap: CallbackQuery, callback_data: HostTap, actor: Actor, words: Words, event_edits: EventEdits
) -> None:
    """For all schools, or for the own one."""
    await show(tap, edit_view(await event_edits.toggle_open(actor, callback_data.event), words))


@router.callback_query(ValueTap.filter((F.field == "grade") & (F.value >= 0)), HOSTS)
async def toggle_grade(
    tap: CallbackQuery, callback_data: ValueTap, actor: Actor, words: Words, event_edits: EventEdits
) -> None:
    """A grade more or less."""
    view = await event_edits.toggle_grade(actor, callback_data.event, callback_data.value)
    await show(tap, grade_choice(view, words))


@router.callback_query(ValueTap.filter((F.field == "grade") & (F.value < 0)), HOSTS)
async def ask_grades(
    tap: CallbackQuery, callback_data: ValueTap, actor: Actor, words: Words, events: Events
) -> None:
    """Which grades?"""
    await show(tap, grade_choice(await events.one(actor, callback_data.event), words))


@router.callback_query(ValueTap.filter((F.field == "sphere") & (F.value < 0)), HOSTS)
async def ask_sphere(tap: CallbackQuery, callback_data: ValueTap, words: Words) -> None:
    """Whose sphere is it?"""
    buttons = [
        button(
            words.label(f"sphere-{sphere.value}" if sphere else "route-any"),
            callback_data.model_copy(update={"value": place}).pack(),
        )
        for place, sphere in enumerate(SPHERES)
    ]
    await show(tap, _asked("event-sphere-ask", in_rows(buttons, 2), callback_data.event, words))


@router.callback_query(ValueTap.filter(F.field == "sphere"), HOSTS)
async def set_sphere(
    tap: CallbackQuery, callback_data: ValueTap, actor: Actor, words: Words, event_edits: EventEdits
) -> None:
    """Chosen."""
    if callback_data.value >= len(SPHERES):
        raise NotFound
    view = await event_edits.set_sphere(actor, callback_data.event, SPHERES[callback_data.value])
    await show(tap, edit_view(view, words))


@router.callback_query(ValueTap.filter((F.field == "long") & (F.value < 0)), HOSTS)
async def ask_long(tap: CallbackQuery, callback_data: ValueTap, words: Words) -> None:
    """How long?"""
    buttons = [
        button(
            words.label("event-minutes", count=minutes),
            callback_data.model_copy(update={"value": place}).pack(),
        )
        for place, minutes in enumerate(DURATIONS)
    ]
    await show(tap, _asked("event-long-ask", in_rows(buttons, 3), callback_data.event, words))


@router.callback_query(ValueTap.filter(F.field == "long"), HOSTS)
async def set_long(
    tap: CallbackQuery, callback_data: ValueTap, actor: Actor, words: Words, event_edits: EventEdits
) -> None:
    """Chosen."""
    if callback_data.value >= len(DURATIONS):
        raise NotFound
    view = await event_edits.set_duration(actor, callback_data.event, DURATIONS[callback_data.value])
    await show(tap, edit_view(view, words))


@router.callback_query(ValueTap.filter((F.field == "class") & (F.value < 0)), HOSTS)
async def ask_class(
    tap: CallbackQuery, callback_data: ValueTap, actor: Actor, words: Words, event_edits: EventEdits
) -> None:
    """For which profile class?"""
    found = [(0, words.label("event-no-class")), *await event_edits.classes(actor, callback_data.event)]
    buttons = [
        [button(shorten(name, 50), callback_data.model_copy(update={"value": number}).pack())]
        for number, name in found[:40]
    ]
    await show(tap, _asked("event-class-ask", buttons, callback_data.event, words))


@router.callback_query(ValueTap.filter(F.field == "class"), HOSTS)
async def set_class(
    tap: CallbackQuery, callback_data: ValueTap, actor: Actor, words: Words, event_edits: EventEdits
) -> None:
    """Chosen."""
    view = await event_edits.set_class(actor, callback_data.event, callback_data.value)
    await show(tap, edit_view(view, words), toast=words.label("event-saved"))


@router.callback_query(HostTap.filter(F.act.in_({"day", "closing"})), HOSTS)
async def ask_day(tap: CallbackQuery, callback_data: HostTap, words: Words, clock: Clock) -> None:
    """Another day of the event, or of the end of its sign-up."""
    use = MOVE if callback_data.act == "day" else CLOSE
    keyboard = days(use, callback_data.event, clock.today(), clock.today(), words)
    await show(tap, Rendered(words.html("event-day-ask"), keyboard))


@router.callback_query(MonthTap.filter(F.use.in_({MOVE, CLOSE})), HOSTS)
async def leaf_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    keyboard = days(callback_data.use, callback_data.id, callback_data.month, clock.today(), words)
    await show(tap, Rendered(words.html("event-day-ask"), keyboard))


@router.callback_query(DayTap.filter(F.use == MOVE), HOSTS)
async def ask_start(tap: CallbackQuery, callback_data: DayTap, words: Words) -> None:
    """At what time?"""
    buttons = [
        button(
            f"{hour}:{minute:02}", MoveTap(event=callback_data.id, day=callback_data.day, start=place).pack()
        )
        for place, (hour, minute) in enumerate(HALF_HOURS)
    ]
    await show(tap, _asked("event-start-ask", in_rows(buttons, 4), callback_data.id, words))


@router.callback_query(MoveTap.filter(), HOSTS)
async def move(
    tap: CallbackQuery,
    callback_data: MoveTap,
    actor: Actor,
    words: Words,
    event_edits: EventEdits,
    clock: Clock,
) -> None:
    """Moved; whoever signed up is told in a few minutes."""
    if not 0 <= callback_data.start < len(HALF_HOURS):
        raise NotFound
    hour, minute = HALF_HOURS[callback_data.start]
    start = datetime.combine(day_of(callback_data.day), time(hour, minute), tzinfo=clock.zone)
    view = await event_edits.set_start(actor, callback_data.event, start)
    await show(tap, edit_view(view, words), toast=words.label("event-moved-toast"))


@router.callback_query(DayTap.filter(F.use == CLOSE), HOSTS)
async def set_closing(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, event_edits: EventEdits
) -> None:
    """The sign-up ends on that day."""
    view = await event_edits.set_closing(actor, callback_data.id, callback_data.date)
    await show(tap, edit_view(view, words), toast=words.label("event-saved"))


def edit_view(view: EventView, words: Words) -> Rendered:
    """All that can be changed."""
    number = view.event_id
    typed = [
        button(words.label(f"event-field-{field}"), FieldOfEventTap(event=number, field=place).pack())
        for place, field in enumerate(FIELDS)
    ]
    tapped = [
        button(words.label("event-field-start"), HostTap(act="day", event=number).pack()),
        button(words.label("event-field-long"), ValueTap(field="long", event=number).pack()),
        button(words.label("event-field-closing"), HostTap(act="closing", event=number).pack()),
        button(words.label("event-field-grades"), ValueTap(field="grade", event=number).pack()),
        button(words.label("event-field-sphere"), ValueTap(field="sphere", event=number).pack()),
        button(words.label("event-field-point"), HostTap(act="point", event=number).pack()),
        button(words.label("event-field-class"), ValueTap(field="class", event=number).pack()),
        button(
            words.label("event-field-open", all=view.open_to_all), HostTap(act="public", event=number).pack()
        ),
    ]
    back = way_back(words, HostTap(act="open", event=number))
    shown = host_card(view, view.ends_at, words)
    return Rendered(shown.text, rows(*in_rows([*typed, *tapped], 2), back))


def grade_choice(view: EventView, words: Words) -> Rendered:
    """Grades on or off; none means all."""
    buttons = [
        button(
            words.label("switch", on=grade in view.grades, name=str(grade)),
            ValueTap(field="grade", event=view.event_id, value=grade).pack(),
        )
        for grade in GRADES
    ]
    return _asked("event-grades-ask", [buttons], view.event_id, words)


def _asked(key: str, buttons: list[list[InlineKeyboardButton]], event: int, words: Words) -> Rendered:
    return Rendered(words.html(key), rows(*buttons, way_back(words, HostTap(act="edit", event=event))))
