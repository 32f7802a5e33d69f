"""«Объявления»: to whom, what, when; approved by a second person; followed while it runs."""

from datetime import datetime, time

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import Has, May
from bot.handlers.announcement_card import card, listed, way_back_to
from bot.handlers.announcement_taps import AnnouncementTap
from bot.handlers.announcements import announcement
from bot.handlers.calendar_keyboard import DayTap, MonthTap, day_of, month_keyboard
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap
from bot.handlers.replies import button, in_rows, rows, say, say_media, show
from bot.messenger.rendered import Rendered
from bot.models import Topic
from bot.services.access import TABLE, Action
from bot.services.actor import Actor
from bot.services.announcement_sending import AnnouncementSending
from bot.services.announcement_tables import AnnouncementTables
from bot.services.announcements import BODY_LIMIT, CAPTION_LIMIT, Announcements
from bot.texts import Words

router = Router(name="announcement_desk")

WRITES = May(Action.ANNOUNCE)
APPROVES = May(Action.ANNOUNCE_APPROVE)
EITHER = Has(*TABLE[Action.ANNOUNCE], *TABLE[Action.ANNOUNCE_APPROVE])
USE = "ann"
"""Use of the calendar: the day an announcement is sent on."""
HOURS = tuple(range(8, 20))
TOPICS: tuple[Topic | None, ...] = (None, Topic.CONTESTS, Topic.EVENTS, Topic.TIPS)
PAYLOAD = F.text & ~F.text.startswith("/") | F.photo | F.document


class AnnouncementForm(StatesGroup):
    """A text, or a picture or file with a caption, is sent; the data hold the announcement."""

    body = State()
    correction = State()


class AnnouncementTopicTap(CallbackData, prefix="ay"):
    """The topic, by place."""

    id: int
    topic: int


class AnnouncementHourTap(CallbackData, prefix="az"):
    """The hour of the day chosen."""

    id: int
    day: int
    hour: int


@router.callback_query(MenuTap.filter(F.to == "announcements"), EITHER)
async def open_announcements(
    tap: CallbackQuery, actor: Actor, words: Words, announcements: Announcements
) -> None:
    """One's own, and those to approve."""
    await show(tap, listed(await announcements.listed(actor), 0, words))


@router.callback_query(AnnouncementTap.filter(F.act == "list"), EITHER)
async def page_of_announcements(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """Another page."""
    await show(tap, listed(await announcements.listed(actor), callback_data.id, words))


@router.callback_query(AnnouncementTap.filter(F.act == "open"), EITHER)
async def open_one(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """One announcement."""
    await show(tap, await card(actor, callback_data.id, announcements, words))


@router.callback_query(AnnouncementTap.filter(F.act.in_({"write", "correct"})), WRITES)
async def ask_body(
    tap: CallbackQuery, callback_data: AnnouncementTap, words: Words, state: FSMContext
) -> None:
    """What shall be said?"""
    correcting = callback_data.act == "correct"
    await state.set_state(AnnouncementForm.correction if correcting else AnnouncementForm.body)
    await state.set_data({"announcement": callback_data.id})
    text = words.html("announcement-ask-body", correcting=correcting, limit=BODY_LIMIT, caption=CAPTION_LIMIT)
    await show(tap, Rendered(text, rows(way_back_to(callback_data.id, words))))


@router.message(StateFilter(AnnouncementForm.body), PAYLOAD, WRITES)
async def body_sent(
    message: Message, actor: Actor, words: Words, announcements: Announcements, state: FSMContext
) -> None:
    """Text, picture or file."""
    number = (await state.get_data())["announcement"]
    photo = message.photo[-1].file_id if message.photo else None
    file = message.document
    await announcements.write(
        actor,
        number,
        message.text or message.caption or "",
        photo,
        file.file_id if file and not photo else None,
        file.file_name if file and not photo else None,
    )
    await say(message, await card(actor, number, announcements, words))
    await state.clear()


@router.message(StateFilter(AnnouncementForm.correction), F.text, WRITES)
async def correction_sent(
    message: Message,
    actor: Actor,
    words: Words,
    announcements: Announcements,
    announcement_sending: AnnouncementSending,
    state: FSMContext,
) -> None:
    """Everybody gets the corrected text."""
    number = (await state.get_data())["announcement"]
    await announcement_sending.correct(actor, number, message.text or "")
    await say(message, await card(actor, number, announcements, words))
    await state.clear()


@router.callback_query(AnnouncementTap.filter(F.act == "preview"), EITHER)
async def preview(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """As the readers get it."""
    shown = announcement(await announcements.text_for_oneself(actor, callback_data.id), words)
    back = rows(way_back_to(callback_data.id, words))
    await say_media(tap, Rendered(shown.text, back, shown.photo, shown.document))


@router.callback_query(AnnouncementTap.filter(F.act.in_({"critical", "acknowledge"})), WRITES)
async def switch(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """On or off."""
    await announcements.switch(actor, callback_data.id, callback_data.act)
    await show(tap, await card(actor, callback_data.id, announcements, words))


@router.callback_query(AnnouncementTap.filter(F.act == "topic"), WRITES)
async def ask_topic(tap: CallbackQuery, callback_data: AnnouncementTap, words: Words) -> None:
    """About what? Who has silenced the topic does not hear."""
    buttons = [
        button(
            words.label(f"topic-{topic.value}" if topic else "announcement-no-topic"),
            AnnouncementTopicTap(id=callback_data.id, topic=place).pack(),
        )
        for place, topic in enumerate(TOPICS)
    ]
    text = words.html("announcement-ask-topic")
    await show(tap, Rendered(text, rows(*in_rows(buttons, 2), way_back_to(callback_data.id, words))))


@router.callback_query(AnnouncementTopicTap.filter(), WRITES)
async def set_topic(
    tap: CallbackQuery,
    callback_data: AnnouncementTopicTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """Chosen."""
    if not 0 <= callback_data.topic < len(TOPICS):
        raise NotFound
    await announcements.set_topic(actor, callback_data.id, TOPICS[callback_data.topic])
    await show(tap, await card(actor, callback_data.id, announcements, words))


@router.callback_query(AnnouncementTap.filter(F.act == "when"), WRITES)
async def ask_day(tap: CallbackQuery, callback_data: AnnouncementTap, words: Words, clock: Clock) -> None:
    """On which day?"""
    await show(tap, day_choice(callback_data.id, clock.today().toordinal(), words, clock))


@router.callback_query(MonthTap.filter(F.use == USE), WRITES)
async def leaf_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    await show(tap, day_choice(callback_data.id, callback_data.day, words, clock))


@router.callback_query(DayTap.filter(F.use == USE), WRITES)
async def ask_hour(tap: CallbackQuery, callback_data: DayTap, words: Words) -> None:
    """At what time?"""
    buttons = [
        button(
            f"{hour}:00", AnnouncementHourTap(id=callback_data.id, day=callback_data.day, hour=hour).pack()
        )
        for hour in HOURS
    ]
    text = words.html("announcement-ask-hour")
    await show(tap, Rendered(text, rows(*in_rows(buttons, 4), way_back_to(callback_data.id, words))))


@router.callback_query(AnnouncementHourTap.filter(), WRITES)
async def set_time(
    tap: CallbackQuery,
    callback_data: AnnouncementHourTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
    clock: Clock,
) -> None:
    """Chosen."""
    if callback_data.hour not in HOURS:
        raise NotFound
    at = datetime.combine(day_of(callback_data.day), time(callback_data.hour), tzinfo=clock.zone)
    await announcements.set_time(actor, callback_data.id, at)
    await show(tap, await card(actor, callback_data.id, announcements, words))


@router.callback_query(AnnouncementTap.filter(F.act.in_({"now", "ask", "back"})), WRITES)
async def hand_over(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """At once after the approval; to a second person; or back to oneself."""
    number = callback_data.id
    if callback_data.act == "now":
        await announcements.set_time(actor, number, None)
    elif callback_data.act == "ask":
        await announcements.ask_approval(actor, number)
    else:
        await announcements.take_back(actor, number)
    await show(tap, await card(actor, number, announcements, words))


@router.callback_query(AnnouncementTap.filter(F.act.in_({"approve", "return"})), APPROVES)
async def decide(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """The second person's word."""
    approved = callback_data.act == "approve"
    await announcements.decide(actor, callback_data.id, approved=approved)
    toast = words.label("announcement-approved-toast" if approved else "announcement-returned-toast")
    await show(tap, listed(await announcements.listed(actor), 0, words), toast=toast)


@router.callback_query(AnnouncementTap.filter(F.act.in_({"pause", "resume", "stop"})), WRITES)
async def steer(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
    announcement_sending: AnnouncementSending,
) -> None:
    """While it runs."""
    turn = {
        "pause": announcement_sending.pause,
        "resume": announcement_sending.resume,
        "stop": announcement_sending.stop,
    }[callback_data.act]
    await turn(actor, callback_data.id)
    await show(tap, await card(actor, callback_data.id, announcements, words))


@router.callback_query(AnnouncementTap.filter(F.act == "stop-ask"), WRITES)
async def ask_stop(tap: CallbackQuery, callback_data: AnnouncementTap, words: Words) -> None:
    """Sure?"""
    sure = [
        button(words.label("announcement-stop-sure"), AnnouncementTap(act="stop", id=callback_data.id).pack())
    ]
    await show(
        tap, Rendered(words.html("announcement-stop-ask"), rows(sure, way_back_to(callback_data.id, words)))
    )


@router.callback_query(AnnouncementTap.filter(F.act == "repeat"), WRITES)
async def repeat(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
    announcement_sending: AnnouncementSending,
) -> None:
    """Once more to who has not pressed."""
    count = await announcement_sending.repeat(actor, callback_data.id)
    shown = await card(actor, callback_data.id, announcements, words)
    await show(tap, shown, toast=words.label("announcement-repeated", count=count))


@router.callback_query(AnnouncementTap.filter(F.act == "table"), WRITES)
async def table(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcement_tables: AnnouncementTables,
) -> None:
    """By school, and whom to phone."""
    file = await announcement_tables.table(actor, callback_data.id, words)
    back = rows(way_back_to(callback_data.id, words))
    await send_file(tap, Attached(file, words.html("announcement-table-caption"), back))


def day_choice(number: int, month: int, words: Words, clock: Clock) -> Rendered:
    """From today on."""
    today = clock.today()
    last = day_of(today.toordinal() + 180)
    keyboard = month_keyboard(
        words,
        use=USE,
        number=number,
        month=day_of(month),
        first=today,
        last=last,
        below=[way_back_to(number, words)],
    )
    return Rendered(words.html("announcement-ask-day"), keyboard)
