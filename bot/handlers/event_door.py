"""At the door and afterwards: the code that changes, the host's list, three marks and one line."""

from datetime import datetime
from typing import Any

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link

from bot.handlers.access import Has, May
from bot.handlers.event_taps import DOOR, EventTap, FeedbackTap, HostTap
from bot.handlers.invites import qr_picture
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, say_picture, show
from bot.messenger.rendered import Rendered
from bot.models import ParticipationState, Role
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.attendance import LINE_LIMIT, MARKS, Attendance, Attendee
from bot.services.event_views import EventView
from bot.texts import Html, Words, shorten

router = Router(name="event_door")

HOSTS = May(Action.EVENTS_ATTENDANCE)
PUPIL = Has(Role.STUDENT)
MOST_LISTED = 60
"""Codes under one message: a keyboard holds a hundred buttons."""
QUESTIONS = ("liked", "useful", "again")


class DoorForm(StatesGroup):
    """The code at the door, or a line about an event, is typed; the data hold the event."""

    code = State()
    line = State()


class AttendeeTap(CallbackData, prefix="eg"):
    """Came, or did not."""

    participation: int


@router.message(CommandStart(deep_link=True, magic=F.args.regexp(rf"^{DOOR}\d{{1,9}}-\d{{6}}$")), PUPIL)
async def scan(
    message: Message, command: CommandObject, actor: Actor, words: Words, attendance: Attendance
) -> None:
    """The QR at the door was scanned."""
    event, _, code = (command.args or "").removeprefix(DOOR).partition("-")
    await say(message, welcome(await attendance.enter(actor, int(event), code), words))


@router.callback_query(EventTap.filter(F.act == "here"), PUPIL)
async def ask_code(tap: CallbackQuery, callback_data: EventTap, words: Words, state: FSMContext) -> None:
    """«Я на месте»: which code stands at the door?"""
    await state.set_state(DoorForm.code)
    await state.set_data({"event": callback_data.event})
    back = way_back(words, callback_data.model_copy(update={"act": "look"}))
    await show(tap, Rendered(words.html("event-code-ask"), rows(back)))


@router.message(StateFilter(DoorForm.code), TYPED, PUPIL)
async def code_typed(
    message: Message, actor: Actor, words: Words, attendance: Attendance, state: FSMContext
) -> None:
    """The code by hand."""
    event = (await state.get_data())["event"]
    await say(message, welcome(await attendance.enter(actor, event, (message.text or "")[:20]), words))
    await state.clear()


@router.callback_query(HostTap.filter(F.act == "door"), HOSTS)
async def door(
    tap: CallbackQuery, callback_data: HostTap, actor: Actor, words: Words, attendance: Attendance, bot: Bot
) -> None:
    """The code of this minute as digits and QR, to be shown on a screen."""
    found = await attendance.door(actor, callback_data.event)
    link = await create_start_link(bot, f"{DOOR}{found.event.event_id}-{found.code}")
    text = words.html("event-door", code=f"{found.code[:3]} {found.code[3:]}", title=found.event.title)
    again = button(words.label("event-door-again"), callback_data.pack())
    listed = button(
        words.label("event-attendees"), callback_data.model_copy(update={"act": "attendees"}).pack()
    )
    await say_picture(tap, qr_picture(link), "door.png", Rendered(text, rows([again], [listed])))


@router.callback_query(HostTap.filter(F.act == "attendees"), HOSTS)
async def open_list(
    tap: CallbackQuery, callback_data: HostTap, actor: Actor, words: Words, attendance: Attendance
) -> None:
    """Who signed up, who came."""
    await show(tap, attendees(*await attendance.listed(actor, callback_data.event), words))


@router.callback_query(AttendeeTap.filter(), HOSTS)
async def toggle(
    tap: CallbackQuery, callback_data: AttendeeTap, actor: Actor, words: Words, attendance: Attendance
) -> None:
    """One pupil."""
    await show(tap, attendees(*await attendance.toggle(actor, callback_data.participation), words))


@router.callback_query(HostTap.filter(F.act.in_({"came", "missed"})), HOSTS)
async def mark_rest(
    tap: CallbackQuery, callback_data: HostTap, actor: Actor, words: Words, attendance: Attendance
) -> None:
    """Everybody without a mark."""
    came = callback_data.act == "came"
    await show(tap, attendees(*await attendance.rest(actor, callback_data.event, came=came), words))


@router.callback_query(FeedbackTap.filter(F.again == 0), PUPIL)
async def ask_next(tap: CallbackQuery, callback_data: FeedbackTap, words: Words) -> None:
    """The next of the three questions."""
    await show(tap, question(callback_data, words))


@router.callback_query(FeedbackTap.filter(), PUPIL)
async def marks_given(
    tap: CallbackQuery,
    callback_data: FeedbackTap,
    actor: Actor,
    words: Words,
    attendance: Attendance,
    state: FSMContext,
) -> None:
    """All three: a line may follow."""
    given = (callback_data.liked, callback_data.useful, callback_data.again)
    first = await attendance.feedback(actor, callback_data.event, *given)
    if first:
        await state.set_state(DoorForm.line)
        await state.set_data({"event": callback_data.event})
    done = [button(words.label("event-line-none"), MenuTap(to="menu").pack())]
    await show(tap, Rendered(words.html("event-thanks", first=first, limit=LINE_LIMIT), rows(done)))


@router.message(StateFilter(DoorForm.line), TYPED, PUPIL)
async def line_typed(
    message: Message, actor: Actor, words: Words, attendance: Attendance, state: FSMContext
) -> None:
    """One line, once."""
    event = (await state.get_data())["event"]
    await attendance.line(actor, event, message.text or "")
    await say(message, Rendered(words.html("event-line-thanks"), rows([menu_button(words)])))
    await state.clear()


def welcome(view: EventView, words: Words) -> Rendered:
    """The pupil is in."""
    return Rendered(words.html("event-welcome", title=view.title), rows([menu_button(words)]))


def attendees(view: EventView, found: list[Attendee], words: Words) -> Rendered:
    """Codes to be tapped."""
    buttons = [
        button(
            words.label("event-attendee", state=each.state.value, code=each.code),
            AttendeeTap(participation=each.participation_id).pack(),
        )
        for each in found[:MOST_LISTED]
    ]
    unmarked = sum(each.state is ParticipationState.SIGNED for each in found)
    rest = [
        button(words.label(f"event-rest-{act}"), HostTap(act=act, event=view.event_id).pack())
        for act in ("came", "missed")
    ]
    text = text_of(
        words.html("event-attendees-head", title=shorten(view.title, 120), count=len(found)),
        words.html("event-attendees-counts", came=view.attended, missed=view.missed, unmarked=unmarked),
        words.html("event-attendees-more", count=len(found) - MOST_LISTED)
        if len(found) > MOST_LISTED
        else None,
    )
    back = way_back(words, HostTap(act="open", event=view.event_id))
    return Rendered(text, rows(*in_rows(buttons, 2), *([rest] if unmarked else []), back))


def question(asked: FeedbackTap, words: Words) -> Rendered:
    """One of three, answered with a face."""
    name = next(each for each in QUESTIONS if not getattr(asked, each))
    buttons = [
        button(words.label(f"event-mark-{mark}"), asked.model_copy(update={name: mark}).pack())
        for mark in reversed(MARKS)
    ]
    return Rendered(words.html(f"event-ask-{name}"), rows(buttons))


def feedback_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """How was it? The first question at once."""
    asked = question(FeedbackTap(event=arguments["event"]), words)
    head = words.html("event-told-feedback", title=shorten(arguments["title"], 120))
    return Rendered(Html(f"{head}\n{asked.text}"), asked.keyboard)


def unmarked_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """The host: who came?"""
    text = words.html(
        "event-told-unmarked",
        title=shorten(arguments["title"], 120),
        at=datetime.fromisoformat(arguments["at"]),
    )
    look = button(words.label("event-attendees"), HostTap(act="attendees", event=arguments["event"]).pack())
    return Rendered(text, rows([look]))
