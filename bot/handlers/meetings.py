"""Parents' meetings: made by the school with a QR, signed up for in a tap, counted afterwards."""

from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.handlers.access import Has, May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard
from bot.handlers.faq import to_menu
from bot.handlers.invites import qr_picture
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import known_page, leaf, page_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, say_picture, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.meetings import MOST_PARENTS, PLACE_LIMIT, TITLE_LIMIT, MeetingRow, Meetings
from bot.services.people import Actor
from bot.texts import Html, Words, shorten

router = Router(name="meetings")

MEETING = "e"
"""Prefix of a meeting in a /start payload."""
MAY = May(Action.MEETINGS)
KNOWN_AT_ALL = Has()
USE = "meet"
"""Use of the calendar; its number is the organisation."""
HOURS = tuple(range(8, 21))
DAYS_AHEAD = 120


class MeetingForm(StatesGroup):
    """Title, then place, are typed; or the head-count. The data hold the rest."""

    title = State()
    place = State()
    count = State()


class MeetingTap(CallbackData, prefix="mt"):
    """A meeting on the school's side: a page, open, cancel (asked), head-count; or in which organisation."""

    act: Literal["page", "open", "ask", "cancel", "count", "where"]
    id: int


class HourTap(CallbackData, prefix="mh"):
    """From what time on."""

    organisation: int
    day: int
    hour: int


class SignUpTap(CallbackData, prefix="ms"):
    """«Приду», «Не приду»."""

    act: Literal["yes", "no"]
    id: int


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(MEETING)))
async def open_link(
    message: Message, command: CommandObject, actor: Actor | None, words: Words, meetings: Meetings
) -> None:
    """The QR of a meeting was scanned."""
    row = await meetings.look((command.args or "").removeprefix(MEETING))
    yes = button(words.label("meeting-yes"), SignUpTap(act="yes", id=row.meeting_id).pack())
    known = actor is not None and bool(actor.roles)
    text = words.html("meeting-invites", **_facts(row), cancelled=row.cancelled, known=known)
    await say(message, Rendered(text, rows([] if row.cancelled else [yes], to_menu(actor, words))))


@router.callback_query(SignUpTap.filter(F.act == "yes"))
async def sign_up(tap: CallbackQuery, callback_data: SignUpTap, words: Words, meetings: Meetings) -> None:
    """«Приду»."""
    user = tap.from_user.id
    row = await meetings.sign_up(user, user, words.language, callback_data.id)
    no = button(words.label("meeting-no"), SignUpTap(act="no", id=row.meeting_id).pack())
    await show(tap, Rendered(words.html("meeting-signed", **_facts(row)), rows([no])))


@router.callback_query(SignUpTap.filter(F.act == "no"), KNOWN_AT_ALL)
async def give_up(
    tap: CallbackQuery, callback_data: SignUpTap, actor: Actor, words: Words, meetings: Meetings
) -> None:
    """«Не приду»."""
    await meetings.give_up(actor, callback_data.id)
    yes = button(words.label("meeting-yes"), SignUpTap(act="yes", id=callback_data.id).pack())
    await show(tap, Rendered(words.html("meeting-given-up"), rows([yes])))


@router.callback_query(MenuTap.filter(F.to == "meetings"), MAY)
async def open_meetings(tap: CallbackQuery, actor: Actor, words: Words, meetings: Meetings) -> None:
    """«Собрания»."""
    await show(tap, listed(await meetings.listed(actor), 0, words))


@router.callback_query(MeetingTap.filter(F.act == "page"), MAY)
async def page_of_meetings(
    tap: CallbackQuery, callback_data: MeetingTap, actor: Actor, words: Words, meetings: Meetings
) -> None:
    """Another page."""
    await show(tap, listed(await meetings.listed(actor), callback_data.id, words))


@router.callback_query(MenuTap.filter(F.to == "new-meeting"), MAY)
async def ask_where(tap: CallbackQuery, actor: Actor, words: Words, meetings: Meetings, clock: Clock) -> None:
    """«Новое собрание»: where?"""
    found = await meetings.places(actor)
    if len(found) == 1:
        await show(tap, day_choice(found[0][0], clock.today(), clock.today(), words))
        return
    buttons = [
        [button(shorten(name, 60), MeetingTap(act="where", id=number).pack())] for number, name in found[:40]
    ]
    await show(
        tap, Rendered(words.html("meeting-where"), rows(*buttons, way_back(words, MenuTap(to="meetings"))))
    )


@router.callback_query(MeetingTap.filter(F.act == "where"), MAY)
async def ask_day(tap: CallbackQuery, callback_data: MeetingTap, words: Words, clock: Clock) -> None:
    """On which day?"""
    await show(tap, day_choice(callback_data.id, clock.today(), clock.today(), words))


@router.callback_query(MonthTap.filter(F.use == USE), MAY)
async def leaf_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    await show(tap, day_choice(callback_data.id, callback_data.month, clock.today(), words))


@router.callback_query(DayTap.filter(F.use == USE), MAY)
async def ask_hour(tap: CallbackQuery, callback_data: DayTap, words: Words) -> None:
    """At what time?"""
    buttons = [
        button(f"{hour}:00", HourTap(organisation=callback_data.id, day=callback_data.day, hour=hour).pack())
        for hour in HOURS
    ]
    back = way_back(words, MenuTap(to="meetings"))
    await show(tap, Rendered(words.html("meeting-hour"), rows(*in_rows(buttons, 4), back)))


@router.callback_query(HourTap.filter(), MAY)
async def ask_title(tap: CallbackQuery, callback_data: HourTap, words: Words, state: FSMContext) -> None:
    """What is it called?"""
    if callback_data.hour not in HOURS:
        raise NotFound
    await state.set_state(MeetingForm.title)
    await state.set_data(callback_data.model_dump())
    cancel = [button(words.label("cancel"), MenuTap(to="meetings").pack())]
    await show(tap, Rendered(words.html("meeting-title", limit=TITLE_LIMIT), rows(cancel)))


@router.message(StateFilter(MeetingForm.title), TYPED, MAY)
async def title_typed(message: Message, words: Words, state: FSMContext) -> None:
    """And where in the building?"""
    await state.update_data(title=(message.text or "")[: TITLE_LIMIT * 2])
    await state.set_state(MeetingForm.place)
    cancel = [button(words.label("cancel"), MenuTap(to="meetings").pack())]
    await say(message, Rendered(words.html("meeting-place", limit=PLACE_LIMIT), rows(cancel)))


@router.message(StateFilter(MeetingForm.place), TYPED, MAY)
async def place_typed(
    message: Message, actor: Actor, words: Words, meetings: Meetings, state: FSMContext, bot: Bot
) -> None:
    """Here is the QR to show and to send."""
    form = await state.get_data()
    row, token = await meetings.make(
        actor,
        form["organisation"],
        form["title"],
        date.fromordinal(form["day"]),
        time(form["hour"]),
        message.text or "",
    )
    link = await create_start_link(bot, f"{MEETING}{token}")
    text = words.html("meeting-made", **_facts(row), link=Html(link))
    listed_ = button(words.label("menu-meetings"), MenuTap(to="meetings").pack())
    await say_picture(
        message, qr_picture(link), "meeting.png", Rendered(text, rows([listed_, menu_button(words)]))
    )
    await state.clear()


@router.callback_query(MeetingTap.filter(F.act == "open"), MAY)
async def open_one(
    tap: CallbackQuery,
    callback_data: MeetingTap,
    actor: Actor,
    words: Words,
    meetings: Meetings,
    clock: Clock,
) -> None:
    """One meeting."""
    row = await meetings.one(actor, callback_data.id)
    await show(tap, meeting_view(row, past=row.starts_at <= clock.now(), words=words))


@router.callback_query(MeetingTap.filter(F.act == "ask"), MAY)
async def ask_cancel(
    tap: CallbackQuery, callback_data: MeetingTap, actor: Actor, words: Words, meetings: Meetings
) -> None:
    """«Отменить собрание»: asked twice."""
    row = await meetings.one(actor, callback_data.id)
    sure = button(words.label("meeting-cancel-sure"), MeetingTap(act="cancel", id=row.meeting_id).pack())
    no = button(words.label("cancel"), MeetingTap(act="open", id=row.meeting_id).pack())
    await show(tap, Rendered(words.html("meeting-cancel-ask", count=row.signed), rows([sure], [no])))


@router.callback_query(MeetingTap.filter(F.act == "cancel"), MAY)
async def cancel_meeting(
    tap: CallbackQuery, callback_data: MeetingTap, actor: Actor, words: Words, meetings: Meetings
) -> None:
    """It is off."""
    await meetings.cancel(actor, callback_data.id)
    shown = listed(await meetings.listed(actor), 0, words)
    await show(tap, shown, toast=words.label("meeting-cancelled-toast"))


@router.callback_query(MeetingTap.filter(F.act == "count"), MAY)
async def ask_count(
    tap: CallbackQuery,
    callback_data: MeetingTap,
    actor: Actor,
    words: Words,
    meetings: Meetings,
    state: FSMContext,
) -> None:
    """How many came?"""
    row = await meetings.one(actor, callback_data.id)
    await state.set_state(MeetingForm.count)
    await state.set_data({"meeting": row.meeting_id})
    back = way_back(words, MeetingTap(act="open", id=row.meeting_id))
    await show(tap, Rendered(words.html("meeting-count-ask", signed=row.signed), rows(back)))


@router.message(StateFilter(MeetingForm.count), TYPED, MAY)
async def count_typed(
    message: Message, actor: Actor, words: Words, meetings: Meetings, state: FSMContext
) -> None:
    """So many."""
    typed = (message.text or "").strip()
    if not typed.isdecimal():
        raise DomainError("meeting-count-wrong", most=MOST_PARENTS)
    row = await meetings.count(actor, (await state.get_data())["meeting"], int(typed[:6]))
    await say(message, meeting_view(row, past=True, words=words))
    await state.clear()


def day_choice(organisation: int, month: date, today: date, words: Words) -> Rendered:
    """Which day?"""
    keyboard = month_keyboard(
        words,
        use=USE,
        number=organisation,
        month=month.replace(day=1),
        first=today,
        last=today + timedelta(days=DAYS_AHEAD),
        below=[way_back(words, MenuTap(to="meetings"))],
    )
    return Rendered(words.html("meeting-day"), keyboard)


def listed(found: list[MeetingRow], number: int, words: Words) -> Rendered:
    """The meetings, and a new one."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label(
                    "meeting-button",
                    day=words.short_day(row.starts_at.date()),
                    title=shorten(row.title, 32),
                    signed=row.signed,
                    counted=row.head_count is not None,
                    count=row.head_count or 0,
                ),
                MeetingTap(act="open", id=row.meeting_id).pack(),
            )
        ]
        for row in page_of(found, number)
    ]
    new = [button(words.label("meeting-new"), MenuTap(to="new-meeting").pack())]
    turn = leaf(len(found), number, words, lambda page: MeetingTap(act="page", id=page))
    return Rendered(
        words.html("meetings-head", count=len(found)), rows(new, *buttons, turn, [menu_button(words)])
    )


def meeting_view(row: MeetingRow, *, past: bool, words: Words) -> Rendered:
    """One meeting, and what can be done."""
    text = words.html(
        "meeting-view",
        **_facts(row),
        signed=row.signed,
        counted=row.head_count is not None,
        count=row.head_count or 0,
        cancelled=row.cancelled,
    )
    act: Literal["count", "ask"] = "count" if past else "ask"
    buttons = [button(words.label(f"meeting-act-{act}"), MeetingTap(act=act, id=row.meeting_id).pack())]
    return Rendered(text, rows([] if row.cancelled else buttons, way_back(words, MenuTap(to="meetings"))))


def _facts(row: MeetingRow) -> dict[str, Any]:
    return {"title": row.title, "organisation": row.organisation, "at": row.starts_at, "place": row.place}


def meeting_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """It is tomorrow."""
    no = button(words.label("meeting-no"), SignUpTap(act="no", id=arguments["meeting"]).pack())
    return Rendered(words.html("meeting-tomorrow", **_heard(arguments)), rows([no]))


def meeting_cancelled_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """It is off."""
    return Rendered(words.html("meeting-told-cancelled", **_heard(arguments)))


def meeting_count_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """How many came?"""
    count = button(words.label("meeting-act-count"), MeetingTap(act="count", id=arguments["meeting"]).pack())
    heard = _heard(arguments)
    return Rendered(words.html("meeting-told-count", title=heard["title"], at=heard["at"]), rows([count]))


def _heard(arguments: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": arguments["title"],
        "at": datetime.fromisoformat(arguments["at"]),
        "place": arguments["place"],
    }
