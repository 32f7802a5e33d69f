"""«Объявления»: to whom, what, when; approved by a second person; followed while it runs."""

from datetime import datetime, time
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import Has, May
from bot.handlers.announcement_taps import AnnouncementTap
from bot.handlers.announcements import announcement
from bot.handlers.calendar_keyboard import DayTap, MonthTap, day_of, month_keyboard
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, in_rows, rows, say, say_media, show
from bot.messenger.rendered import Rendered
from bot.models import AnnouncementState, Topic
from bot.services.access import TABLE, Action
from bot.services.actor import Actor
from bot.services.announcement_sending import RUNNING, STARTED, AnnouncementSending
from bot.services.announcement_tables import AnnouncementTables
from bot.services.announcement_views import AnnouncementView
from bot.services.announcements import BODY_LIMIT, CAPTION_LIMIT, CHOICES, Announcements, Reached
from bot.texts import Html, Words, shorten

router = Router(name="announcement_desk")

WRITES = May(Action.ANNOUNCE)
APPROVES = May(Action.ANNOUNCE_APPROVE)
EITHER = Has(*TABLE[Action.ANNOUNCE], *TABLE[Action.ANNOUNCE_APPROVE])
USE = "ann"
"""Use of the calendar: the day an announcement is sent on."""
HOURS = tuple(range(8, 20))
TOPICS: tuple[Topic | None, ...] = (None, Topic.CONTESTS, Topic.EVENTS, Topic.TIPS)
SCHOOLS = 10
PAYLOAD = F.text & ~F.text.startswith("/") | F.photo | F.document


class AnnouncementForm(StatesGroup):
    """A text, or a picture or file with a caption, is sent; the data hold the announcement."""

    body = State()
    correction = State()


class AudienceTap(CallbackData, prefix="aw"):
    """Something of the audience more or less: which field and choice, by place."""

    id: int
    field: int
    choice: int


class AudienceSchoolTap(CallbackData, prefix="ax"):
    """A school more or less; school 0 is a page of them."""

    id: int
    school: int
    page: int = 0


class AnnouncementTopicTap(CallbackData, prefix="ay"):
    """The topic, by place."""

    id: int
    topic: int


class AnnouncementHourTap(CallbackData, prefix="az"):
    """The hour of the day chosen."""

    id: int
    day: int
    hour: int


FIELDS = tuple(CHOICES)


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


@router.callback_query(MenuTap.filter(F.to == "new-announcement"), WRITES)
async def begin(tap: CallbackQuery, actor: Actor, words: Words, announcements: Announcements) -> None:
    """A draft: first of all, to whom?"""
    view = await announcements.begin(actor)
    found = await announcements.reached(actor, view.announcement_id)
    await show(tap, audience_view(view, found, words))


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


@router.callback_query(AnnouncementTap.filter(F.act == "audience"), WRITES)
async def open_audience(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """To whom?"""
    view = await announcements.one(actor, callback_data.id)
    await show(tap, audience_view(view, await announcements.reached(actor, callback_data.id), words))


@router.callback_query(AudienceTap.filter(), WRITES)
async def toggle(
    tap: CallbackQuery, callback_data: AudienceTap, actor: Actor, words: Words, announcements: Announcements
) -> None:
    """One more or less."""
    if not 0 <= callback_data.field < len(FIELDS):
        raise NotFound
    field = FIELDS[callback_data.field]
    view = await announcements.toggle(actor, callback_data.id, field, callback_data.choice)
    await show(tap, audience_view(view, await announcements.reached(actor, callback_data.id), words))


@router.callback_query(AnnouncementTap.filter(F.act == "schools"), WRITES)
async def open_schools(
    tap: CallbackQuery,
    callback_data: AnnouncementTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """Which schools?"""
    view = await announcements.one(actor, callback_data.id)
    await show(tap, school_choice(view, await announcements.schools(actor), 0, words))


@router.callback_query(AudienceSchoolTap.filter(), WRITES)
async def toggle_school(
    tap: CallbackQuery,
    callback_data: AudienceSchoolTap,
    actor: Actor,
    words: Words,
    announcements: Announcements,
) -> None:
    """A school more or less, or another page."""
    number, school = callback_data.id, callback_data.school
    if school:
        view = await announcements.toggle_school(actor, number, school)
    else:
        view = await announcements.one(actor, number)
    await show(tap, school_choice(view, await announcements.schools(actor), callback_data.page, words))


@router.callback_query(AnnouncementTap.filter(F.act.in_({"write", "correct"})), WRITES)
async def ask_body(
    tap: CallbackQuery, callback_data: AnnouncementTap, words: Words, state: FSMContext
) -> None:
    """What shall be said?"""
    correcting = callback_data.act == "correct"
    await state.set_state(AnnouncementForm.correction if correcting else AnnouncementForm.body)
    await state.set_data({"announcement": callback_data.id})
    text = words.html("announcement-ask-body", correcting=correcting, limit=BODY_LIMIT, caption=CAPTION_LIMIT)
    await show(tap, Rendered(text, rows(_back(callback_data.id, words))))


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
    back = rows(_back(callback_data.id, words))
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
    await show(tap, Rendered(text, rows(*in_rows(buttons, 2), _back(callback_data.id, words))))


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
    await show(tap, Rendered(text, rows(*in_rows(buttons, 4), _back(callback_data.id, words))))


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
    await show(tap, Rendered(words.html("announcement-stop-ask"), rows(sure, _back(callback_data.id, words))))


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
    back = rows(_back(callback_data.id, words))
    await send_file(tap, Attached(file, words.html("announcement-table-caption"), back))


async def card(actor: Actor, number: int, announcements: Announcements, words: Words) -> Rendered:
    """One announcement as its author, or whoever approves, sees it."""
    view = await announcements.one(actor, number)
    found = await announcements.reached(actor, number)
    return announcement_card(view, found, actor, words)


def listed(found: list[AnnouncementView], number: int, words: Words) -> Rendered:
    """A page of announcements."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label(
                    "announcement-line",
                    state=view.state.value,
                    day=words.short_day(view.created_on),
                    title=shorten(view.body, 30) if view.body else words.label("announcement-empty"),
                ),
                AnnouncementTap(act="open", id=view.announcement_id).pack(),
            )
        ]
        for view in page_of(found, number)
    ]
    turn = leaf(len(found), number, words, lambda page: AnnouncementTap(act="list", id=page))
    new = [button(words.label("announcement-new"), MenuTap(to="new-announcement").pack())]
    return Rendered(
        words.html("announcement-list", count=len(found)), rows(*buttons, turn, new, [menu_button(words)])
    )


def audience_view(view: AnnouncementView, found: Reached, words: Words) -> Rendered:
    """Every choice on or off, with the count and three samples."""
    number = view.announcement_id
    lines: list[list[InlineKeyboardButton]] = []
    for field_place, field in enumerate(FIELDS):
        chosen = view.audience.get(field, [])
        buttons = [
            button(
                words.label("switch", on=value in chosen, name=_choice_name(field, value, words)),
                AudienceTap(id=number, field=field_place, choice=place).pack(),
            )
            for place, value in enumerate(CHOICES[field])
        ]
        lines += in_rows(buttons, 3 if field in ("roles", "grades") else 2)
    schools = [button(words.label("announcement-schools"), AnnouncementTap(act="schools", id=number).pack())]
    done = [button(words.label("announcement-write"), AnnouncementTap(act="write", id=number).pack())]
    text = text_of(words.html("announcement-audience"), BLANK, *_reached_lines(found, words))
    return Rendered(text, rows(*lines, schools, done, _back(number, words)))


def _reached_lines(found: Reached, words: Words) -> list[Html]:
    samples = "; ".join(
        ", ".join(each.codes)
        or words.label(
            "announcement-sample-staff", role=words.label(f"role-{min(each.roles)}"), place=each.school
        )
        for each in found.samples
    )
    lines = [words.html("announcement-reach", count=found.count, unreachable=found.unreachable)]
    return [*lines, *([words.html("announcement-samples", samples=samples)] if samples else [])]


def _choice_name(field: str, value: object, words: Words) -> str:
    if field == "grades":
        return str(value)
    key = {"roles": "role", "spheres": "sphere", "levels": "level", "interests": "interest"}.get(field)
    return words.label(f"{key}-{value}" if key else f"announcement-state-of-{value}")


def school_choice(
    view: AnnouncementView, found: list[tuple[int, str]], number: int, words: Words
) -> Rendered:
    """Schools on or off; none means all within reach."""
    number = known_page(len(found), number, SCHOOLS)
    chosen = view.audience.get("schools", [])
    buttons = [
        [
            button(
                words.label("switch", on=school in chosen, name=shorten(name, 50)),
                AudienceSchoolTap(id=view.announcement_id, school=school, page=number).pack(),
            )
        ]
        for school, name in page_of(found, number, SCHOOLS)
    ]

    def to_page(page: int) -> CallbackData:
        return AudienceSchoolTap(id=view.announcement_id, school=0, page=page)

    turn = leaf(len(found), number, words, to_page, SCHOOLS)
    back = way_back(words, AnnouncementTap(act="audience", id=view.announcement_id))
    return Rendered(words.html("announcement-ask-schools", count=len(chosen)), rows(*buttons, turn, back))


def announcement_card(view: AnnouncementView, found: Reached, actor: Actor, words: Words) -> Rendered:
    """What it says, to whom, how far it has come; and the next step first."""
    progress = view.progress
    text = text_of(
        words.html("announcement-card", state=view.state.value),
        words.html("announcement-text", text=shorten(view.body, 900)) if view.body else None,
        BLANK,
        *(_reached_lines(found, words) if view.state not in STARTED else ()),
        words.html("announcement-at", at=view.send_at)
        if view.send_at
        else words.html("announcement-at-once"),
        words.html("announcement-critical") if view.critical else None,
        words.html(
            "announcement-counts",
            total=progress.total,
            sent=progress.sent,
            waiting=progress.waiting,
            unreachable=progress.unreachable + progress.failed,
            stopped=progress.stopped,
        )
        if progress.total
        else None,
        words.html("announcement-seen-count", count=progress.acknowledged)
        if view.acknowledge and progress.total
        else None,
    )
    own = view.created_by == actor.person_id
    lines = _author_buttons(view, words) if own else _approver_buttons(view, words)
    return Rendered(text, rows(*lines, way_back(words, MenuTap(to="announcements"))))


def _author_buttons(view: AnnouncementView, words: Words) -> list[list[InlineKeyboardButton]]:
    def act(name: Any, **about: object) -> InlineKeyboardButton:
        return button(
            words.label(f"announcement-act-{name}", **about),
            AnnouncementTap(act=name, id=view.announcement_id).pack(),
        )

    match view.state:
        case AnnouncementState.DRAFT:
            ready = view.body and view.audience.get("roles")
            lines = [[act("ask")]] if ready else []
            lines += [[act("audience"), act("write")]]
            lines += [[act("acknowledge", on=view.acknowledge), act("critical", on=view.critical)]]
            lines += [[act("topic"), act("when"), *([act("now")] if view.send_at else [])]]
            return [*lines, *([[act("preview")]] if view.body else [])]
        case AnnouncementState.WAITING | AnnouncementState.SCHEDULED:
            return [[act("back")], [act("preview")]]
        case AnnouncementState.CANCELLED:
            return [[act("table")]]
        case _:
            running = view.state in RUNNING
            turn = act("resume" if view.state is AnnouncementState.PAUSED else "pause")
            lines = [[turn, act("stop-ask")]] if running else []
            again = [act("repeat")] if view.acknowledge else []
            return [*lines, [act("correct"), *again], [act("table")]]


def _approver_buttons(view: AnnouncementView, words: Words) -> list[list[InlineKeyboardButton]]:
    def act(name: Any) -> InlineKeyboardButton:
        return button(
            words.label(f"announcement-act-{name}"), AnnouncementTap(act=name, id=view.announcement_id).pack()
        )

    waits = view.state is AnnouncementState.WAITING
    return [*([[act("approve"), act("return")]] if waits else []), [act("preview")]]


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
        below=[_back(number, words)],
    )
    return Rendered(words.html("announcement-ask-day"), keyboard)


def _back(number: int, words: Words) -> list[InlineKeyboardButton]:
    return way_back(words, AnnouncementTap(act="open", id=number))
