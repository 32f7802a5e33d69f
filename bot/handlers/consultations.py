"""«Консультации» for families: where, when, about what; one's own bookings."""

from datetime import datetime
from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.errors import NotFound
from bot.handlers.access import Has
from bot.handlers.faq import to_menu
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of
from bot.handlers.replies import button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.services.consultations import TOPICS, Consultations, SlotRow
from bot.services.people import Actor
from bot.texts import Html, Words, shorten

router = Router(name="consultations")

KNOWN_AT_ALL = Has()


class HostTap(CallbackData, prefix="kh"):
    """The free times of an organisation."""

    organisation: int


class SlotTap(CallbackData, prefix="ks"):
    """A time: choose it, book it with a topic (by place), give it back."""

    act: Literal["choose", "book", "cancel"]
    slot: int
    topic: int = 0


@router.callback_query(MenuTap.filter(F.to == "consultations"))
async def open_consultations(
    tap: CallbackQuery, actor: Actor | None, words: Words, consultations: Consultations
) -> None:
    """What is booked, and where there are free times."""
    own = await consultations.own(actor) if actor is not None else []
    await show(tap, overview(own, await consultations.hosts(), actor, words))


@router.callback_query(HostTap.filter())
async def choose_time(
    tap: CallbackQuery,
    callback_data: HostTap,
    actor: Actor | None,
    words: Words,
    consultations: Consultations,
) -> None:
    """When?"""
    found = await consultations.free(callback_data.organisation)
    buttons = [
        button(slot_label(row, words), SlotTap(act="choose", slot=row.slot_id).pack()) for row in found
    ]
    back = [button(words.label("back"), MenuTap(to="consultations").pack()), *to_menu(actor, words)]
    text = words.html(
        "consultation-times", organisation=found[0].organisation if found else "", count=len(found)
    )
    await show(tap, Rendered(text, rows(*in_rows(buttons, 2), back)))


@router.callback_query(SlotTap.filter(F.act == "choose"))
async def choose_topic(tap: CallbackQuery, callback_data: SlotTap, actor: Actor | None, words: Words) -> None:
    """About what?"""
    buttons = [
        [
            button(
                words.label(f"consultation-topic-{topic}"),
                SlotTap(act="book", slot=callback_data.slot, topic=place).pack(),
            )
        ]
        for place, topic in enumerate(TOPICS)
    ]
    known = actor is not None and bool(actor.roles)
    back = [button(words.label("back"), MenuTap(to="consultations").pack())]
    await show(tap, Rendered(words.html("consultation-topic", known=known), rows(*buttons, back)))


@router.callback_query(SlotTap.filter(F.act == "book"))
async def book(
    tap: CallbackQuery, callback_data: SlotTap, words: Words, consultations: Consultations
) -> None:
    """It is booked."""
    if not 0 <= callback_data.topic < len(TOPICS):
        raise NotFound
    user = tap.from_user.id
    row = await consultations.book(
        user, user, words.language, callback_data.slot, TOPICS[callback_data.topic]
    )
    cancel = button(words.label("consultation-cancel"), SlotTap(act="cancel", slot=row.slot_id).pack())
    text = words.html(
        "consultation-booked",
        at=row.starts_at,
        organisation=row.organisation,
        place=row.place,
        minutes=row.minutes,
    )
    await show(
        tap, Rendered(text, rows([cancel], [button(words.label("back"), MenuTap(to="consultations").pack())]))
    )


@router.callback_query(SlotTap.filter(F.act == "cancel"), KNOWN_AT_ALL)
async def cancel(
    tap: CallbackQuery, callback_data: SlotTap, actor: Actor, words: Words, consultations: Consultations
) -> None:
    """«Отменить запись»."""
    await consultations.cancel(actor, callback_data.slot)
    shown = overview(await consultations.own(actor), await consultations.hosts(), actor, words)
    await show(tap, shown, toast=words.label("consultation-cancelled-toast"))


def overview(own: list[SlotRow], hosts: list[tuple[int, str]], actor: Actor | None, words: Words) -> Rendered:
    """One's own bookings, and who has free times."""
    booked = [
        words.html("consultation-own", at=row.starts_at, organisation=row.organisation, place=row.place)
        for row in own
    ]
    give_back = [
        [
            button(
                words.label("consultation-cancel-one", at=slot_label(row, words)),
                SlotTap(act="cancel", slot=row.slot_id).pack(),
            )
        ]
        for row in own
    ]
    places = [[button(shorten(name, 60), HostTap(organisation=number).pack())] for number, name in hosts[:10]]
    text = text_of(*([*booked, BLANK] if booked else []), words.html("consultation-where", count=len(hosts)))
    return Rendered(text, rows(*give_back, *places, to_menu(actor, words)))


def slot_label(row: SlotRow, words: Words) -> str:
    """«12 июн, 15:20»."""
    return f"{words.short_day(row.starts_at.date())}, {row.starts_at:%H:%M}"


def reminder_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """The day before, and two hours before."""
    text = words.html(
        "consultation-reminder",
        at=datetime.fromisoformat(arguments["at"]),
        place=arguments["place"],
        organisation=arguments["organisation"],
    )
    cancel_it = button(
        words.label("consultation-cancel"), SlotTap(act="cancel", slot=arguments["slot"]).pack()
    )
    return Rendered(text, rows([cancel_it]))


def cancelled_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """The time was taken back: here are the next free ones."""
    again = button(words.label("consultation-again"), HostTap(organisation=arguments["organisation"]).pack())
    at = datetime.fromisoformat(arguments["at"])
    return Rendered(words.html("consultation-told-cancelled", at=at), rows([again]))


def booked_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """Somebody has booked: for whoever holds the consultation."""
    text: Html = words.html(
        "consultation-told-booked",
        at=datetime.fromisoformat(arguments["at"]),
        topic=words.label(f"consultation-topic-{arguments['topic']}"),
    )
    opened = button(words.label("menu-consultation-desk"), MenuTap(to="consultation-desk").pack())
    return Rendered(text, rows([opened], [menu_button(words)]))
