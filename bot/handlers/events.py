"""«Мероприятия»: what a pupil can go to; signed up, given back, offered; a file for the calendar."""

from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.errors import Foreign
from bot.handlers.access import Has
from bot.handlers.event_taps import EVENT, EventTap
from bot.handlers.faq import to_menu
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import answer, button, rows, say, say_place, show
from bot.messenger.rendered import Rendered
from bot.models import EventState, ParticipationState, Role
from bot.services.actor import Actor
from bot.services.event_calendar import EventCalendar
from bot.services.event_views import EventView
from bot.services.families import Families
from bot.services.seats import Seats, SeatView
from bot.services.student_cards import StudentCard
from bot.services.students import Students
from bot.texts import Html, Words, shorten

router = Router(name="events")

FAMILY = Has(Role.STUDENT, Role.GUARDIAN)


@router.message(CommandStart(deep_link=True, magic=F.args.regexp(rf"^{EVENT}\d{{1,9}}$")), FAMILY)
async def open_link(
    message: Message, command: CommandObject, actor: Actor, words: Words, seats: Seats, students: Students,
    families: Families,
) -> None:  # fmt: skip
    """A link to an event was opened."""
    event = int((command.args or "").removeprefix(EVENT))
    found = await whose(actor, students, families)
    if len(found) == 1:
        await say(message, event_card(await seats.look(actor, event, found[0].student_id), words))
    else:
        await say(message, choice(found, "look", event, words))


@router.message(CommandStart(deep_link=True, magic=F.args.regexp(rf"^{EVENT}\d{{1,9}}$")))
async def link_of_a_stranger(message: Message, actor: Actor | None, words: Words) -> None:
    """Only pupils and parents sign up: how to become one."""
    await say(message, Rendered(words.html("event-link-stranger"), rows(to_menu(actor, words))))


@router.callback_query(MenuTap.filter(F.to == "events"), FAMILY)
async def open_events(
    tap: CallbackQuery, actor: Actor, words: Words, seats: Seats, students: Students, families: Families
) -> None:
    """What can be gone to; a parent with several children chooses one."""
    found = await whose(actor, students, families)
    if len(found) == 1:
        student = found[0].student_id
        await show(tap, listed(await seats.coming(actor, student), student, 0, words))
    else:
        await show(tap, choice(found, "list", 0, words))


@router.callback_query(EventTap.filter(F.act == "list"), FAMILY)
async def page_of_events(
    tap: CallbackQuery, callback_data: EventTap, actor: Actor, words: Words, seats: Seats
) -> None:
    """A page of the list."""
    found = await seats.coming(actor, callback_data.student)
    await show(tap, listed(found, callback_data.student, callback_data.event, words))


@router.callback_query(EventTap.filter(F.act == "mine"), FAMILY)
async def open_mine(
    tap: CallbackQuery, callback_data: EventTap, actor: Actor, words: Words, seats: Seats
) -> None:
    """What the pupil is signed up for."""
    found = await seats.mine(actor, callback_data.student)
    await show(tap, own_list(found, callback_data.student, callback_data.event, words))


@router.callback_query(EventTap.filter(F.act == "look"), FAMILY)
async def look(tap: CallbackQuery, callback_data: EventTap, actor: Actor, words: Words, seats: Seats) -> None:
    """One event."""
    await show(tap, event_card(await seats.look(actor, callback_data.event, callback_data.student), words))


@router.callback_query(EventTap.filter(F.act == "join"), FAMILY)
async def join(tap: CallbackQuery, callback_data: EventTap, actor: Actor, words: Words, seats: Seats) -> None:
    """«Записаться»."""
    seat = await seats.sign_up(actor, callback_data.event, callback_data.student)
    waits = seat.state is ParticipationState.WAITING
    toast = words.label("event-queued-toast" if waits else "event-signed-toast")
    await show(tap, event_card(seat, words), toast=toast)


@router.callback_query(EventTap.filter(F.act.in_({"leave", "whole"})), FAMILY)
async def leave(
    tap: CallbackQuery, callback_data: EventTap, actor: Actor, words: Words, seats: Seats
) -> None:
    """«Не приду»."""
    seat = await seats.give_up(
        actor, callback_data.event, callback_data.student, whole=callback_data.act == "whole"
    )
    await show(tap, event_card(seat, words), toast=words.label("event-left-toast"))


@router.callback_query(EventTap.filter(F.act == "accept"), FAMILY)
async def accept(
    tap: CallbackQuery, callback_data: EventTap, actor: Actor, words: Words, seats: Seats
) -> None:
    """«Беру место»."""
    seat = await seats.accept(actor, callback_data.event, callback_data.student)
    await show(tap, event_card(seat, words), toast=words.label("event-signed-toast"))


@router.callback_query(EventTap.filter(F.act == "point"), FAMILY)
async def point(tap: CallbackQuery, callback_data: EventTap, actor: Actor, seats: Seats) -> None:
    """Where it is, on the map."""
    seat = await seats.look(actor, callback_data.event, callback_data.student)
    if seat.event.latitude is None or seat.event.longitude is None:
        raise Foreign
    await answer(tap)
    await say_place(tap, seat.event.latitude, seat.event.longitude)


@router.callback_query(EventTap.filter(F.act.in_({"ics", "all"})), FAMILY)
async def calendar_file(
    tap: CallbackQuery, callback_data: EventTap, actor: Actor, words: Words, event_calendar: EventCalendar
) -> None:
    """For the calendar of the phone: one event, or all."""
    student = callback_data.student
    if callback_data.act == "all":
        file = await event_calendar.of_all(actor, student, words)
        back = EventTap(act="mine", event=0, student=student)
    else:
        file = await event_calendar.of_event(actor, callback_data.event, student, words)
        back = EventTap(act="look", event=callback_data.event, student=student)
    await send_file(tap, Attached(file, words.html("event-calendar-caption"), rows(way_back(words, back))))


async def whose(actor: Actor, students: Students, families: Families) -> list[StudentCard]:
    """The pupil's own entry, or a parent's children."""
    if actor.has(Role.STUDENT):
        return [await students.own(actor)]
    return await families.children(actor)


def choice(found: list[StudentCard], act: Any, event: int, words: Words) -> Rendered:
    """For whom?"""
    buttons = [
        [
            button(
                words.label("family-child", code=card.code, **{"class": card.class_name}),
                EventTap(act=act, event=event, student=card.student_id).pack(),
            )
        ]
        for card in found
    ]
    return Rendered(words.html("event-whose", count=len(found)), rows(*buttons, [menu_button(words)]))


def listed(found: list[SeatView], student: int, number: int, words: Words) -> Rendered:
    """Events to come, a page of them."""
    number = known_page(len(found), number)
    buttons = [
        [button(line(seat, words), EventTap(act="look", event=seat.event.event_id, student=student).pack())]
        for seat in page_of(found, number)
    ]
    turn = leaf(len(found), number, words, lambda page: EventTap(act="list", event=page, student=student))
    mine = [button(words.label("event-mine"), EventTap(act="mine", event=0, student=student).pack())]
    return Rendered(
        words.html("event-list", count=len(found)), rows(*buttons, turn, mine, [menu_button(words)])
    )


def own_list(found: list[SeatView], student: int, number: int, words: Words) -> Rendered:
    """One's own events, the next ones first."""
    ordered = sorted(found, key=lambda seat: (seat.event.state is EventState.HELD, seat.event.starts_at))
    number = known_page(len(ordered), number)
    buttons = [
        [button(line(seat, words), EventTap(act="look", event=seat.event.event_id, student=student).pack())]
        for seat in page_of(ordered, number)
    ]
    turn = leaf(len(ordered), number, words, lambda page: EventTap(act="mine", event=page, student=student))
    all_ = [button(words.label("event-ics-all"), EventTap(act="all", event=0, student=student).pack())]
    back = way_back(words, EventTap(act="list", event=0, student=student))
    return Rendered(
        words.html("event-own-list", count=len(found)), rows(*buttons, turn, *([all_] if found else []), back)
    )


def line(seat: SeatView, words: Words) -> str:
    """«✅ 12 дек, 15:00 · Экскурсия на завод»."""
    return words.label(
        "event-line",
        state=seat.state.value if seat.state else "none",
        day=words.short_day(seat.event.starts_at.date()),
        time=f"{seat.event.starts_at:%H:%M}",
        title=shorten(seat.event.title, 34),
    )


def facts(view: EventView, words: Words) -> Html:
    """What, when, where, for whom: the same for both sides."""
    same_day = view.starts_at.date() == view.ends_at.date()
    return text_of(
        words.html(
            "event-facts",
            title=view.title,
            kind=words.label(f"route-kind-{view.kind.value}"),
            organisation=view.organisation,
        ),
        words.html(
            "event-when",
            day=words.day(view.starts_at.date(), weekday=True),
            start=f"{view.starts_at:%H:%M}",
            end=f"{view.ends_at:%H:%M}" if same_day else view.ends_at,
        ),
        words.html("event-where", place=view.place),
        words.html("event-lessons", count=view.lessons, subject=words.label(f"subject-{view.subject}"))
        if view.subject
        else (words.html("event-series", count=view.lessons) if view.lessons > 1 else None),
        words.html("event-grades", grades=", ".join(map(str, view.grades))) if view.grades else None,
        words.html("event-sphere", sphere=words.label(f"sphere-{view.sphere.value}"))
        if view.sphere
        else None,
        words.html("event-partner", partner=view.partner) if view.partner else None,
        words.html("event-escort", escort=view.escort) if view.escort else None,
        words.html("event-bring", bring=view.bring) if view.bring else None,
        words.html("event-about", about=view.about) if view.about else None,
    )


def event_card(seat: SeatView, words: Words) -> Rendered:
    """An event as the pupil sees it, with the one thing to do next first."""
    view, waits = seat.event, seat.state is ParticipationState.WAITING
    text = text_of(
        facts(view, words),
        BLANK,
        words.html("event-seats", free=view.free, seats=view.seats, waiting=view.waiting)
        if view.state is EventState.PUBLISHED
        else words.html(f"event-state-{view.state.value}"),
        words.html("event-until", until=view.sign_up_until) if seat.may_join and seat.state is None else None,
        words.html(f"event-own-{seat.state.value}") if seat.state and not waits else None,
        words.html("event-own-waiting", place=seat.place_in_queue) if waits else None,
        *(
            words.html("event-conflict", title=shorten(other.title, 60), at=other.starts_at)
            for other in seat.conflicts
            if seat.state in (None, ParticipationState.CANCELLED)
        ),
    )
    return Rendered(text, rows(*_card_buttons(seat, words)))


def _card_buttons(seat: SeatView, words: Words) -> list[list[InlineKeyboardButton]]:
    view = seat.event

    def act(name: Any, label: str) -> InlineKeyboardButton:
        return button(
            words.label(label), EventTap(act=name, event=view.event_id, student=seat.student_id).pack()
        )

    lines: list[list[InlineKeyboardButton]] = []
    counts = seat.state in (
        ParticipationState.SIGNED,
        ParticipationState.WAITING,
        ParticipationState.OFFERED,
    )
    if seat.state is ParticipationState.OFFERED:
        lines.append([act("accept", "event-accept")])
    if counts and view.state is EventState.PUBLISHED:
        if seat.state is ParticipationState.SIGNED:
            here = [act("here", "event-here")] if seat.today else []
            lines.append([*here, act("ics", "event-ics")])
        lines.append([act("leave", "event-leave")])
        if view.lessons > 1:
            lines.append([act("whole", "event-leave-whole")])
    elif seat.may_join and not counts:
        label = "event-join-anyway" if seat.conflicts else "event-join" if view.free else "event-queue"
        lines.append([act("join", label)])
    if view.latitude is not None:
        lines.append([act("point", "event-point")])
    return [*lines, way_back(words, EventTap(act="list", event=0, student=seat.student_id))]


def soon_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """Tomorrow, or in two hours."""
    text = text_of(
        words.html("event-told-soon", **_told(arguments), place=arguments["place"]),
        words.html("event-bring", bring=arguments["bring"]) if arguments["bring"] else None,
    )
    look_at = EventTap(act="look", event=arguments["event"], student=arguments["student"])
    leave_it = EventTap(act="leave", event=arguments["event"], student=arguments["student"])
    return Rendered(
        text,
        rows(
            [button(words.label("event-open"), look_at.pack())],
            [button(words.label("event-leave"), leave_it.pack())],
        ),
    )


def offer_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A seat is free: take it, or let it go."""
    text = words.html(
        "event-told-offer", **_told(arguments), until=datetime.fromisoformat(arguments["until"])
    )
    take = EventTap(act="accept", event=arguments["event"], student=arguments["student"])
    leave_it = EventTap(act="leave", event=arguments["event"], student=arguments["student"])
    return Rendered(
        text,
        rows(
            [button(words.label("event-accept"), take.pack())],
            [button(words.label("event-refuse"), leave_it.pack())],
        ),
    )


def lapsed_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """The offer ran out."""
    look_at = EventTap(act="look", event=arguments["event"], student=arguments["student"])
    return Rendered(
        words.html("event-told-lapsed", **_told(arguments)),
        rows([button(words.label("event-open"), look_at.pack())]),
    )


def changed_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """When, where or what has changed."""
    changed = arguments["what"]
    text = text_of(
        words.html("event-told-changed", title=arguments["title"]),
        words.html("event-new-time", at=datetime.fromisoformat(arguments["at"])) if "at" in changed else None,
        words.html("event-new-place", place=arguments["place"]) if "place" in changed else None,
    )
    return Rendered(text, rows([button(words.label("menu-events"), MenuTap(to="events").pack())]))


def cancelled_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """It will not be."""
    text = words.html("event-told-cancelled", **_told(arguments))
    return Rendered(text, rows([button(words.label("menu-events"), MenuTap(to="events").pack())]))


def _told(arguments: dict[str, Any]) -> dict[str, Any]:
    return {"title": arguments["title"], "at": datetime.fromisoformat(arguments["at"])}
