"""An announcement as its author, or whoever approves, sees it; the list of them."""

from typing import Any

from aiogram.types import InlineKeyboardButton

from bot.handlers.announcement_taps import AnnouncementTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, rows
from bot.messenger.rendered import Rendered
from bot.models import AnnouncementState
from bot.services.actor import Actor
from bot.services.announcement_sending import RUNNING, STARTED
from bot.services.announcement_views import AnnouncementView
from bot.services.announcements import Announcements, Reached
from bot.texts import Html, Words, shorten


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


def announcement_card(view: AnnouncementView, found: Reached, actor: Actor, words: Words) -> Rendered:
    """What it says, to whom, how far it has come; and the next step first."""
    progress = view.progress
    text = text_of(
        words.html("announcement-card", state=view.state.value),
        words.html("announcement-text", text=shorten(view.body, 900)) if view.body else None,
        BLANK,
        *(reached_lines(found, words) if view.state not in STARTED else ()),
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


def reached_lines(found: Reached, words: Words) -> list[Html]:
    """How many an audience reaches, and three of them."""
    samples = "; ".join(
        ", ".join(each.codes)
        or words.label(
            "announcement-sample-staff", role=words.label(f"role-{min(each.roles)}"), place=each.school
        )
        for each in found.samples
    )
    lines = [words.html("announcement-reach", count=found.count, unreachable=found.unreachable)]
    return [*lines, *([words.html("announcement-samples", samples=samples)] if samples else [])]


def way_back_to(number: int, words: Words) -> list[InlineKeyboardButton]:
    """Back to the announcement."""
    return way_back(words, AnnouncementTap(act="open", id=number))
