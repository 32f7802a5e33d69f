"""What a reader sees of an announcement, the digest of the evening, the author's message of progress."""

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.handlers.access import Has
from bot.handlers.announcement_taps import AnnouncementTap, ReaderTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of
from bot.handlers.replies import button, rows, say_media
from bot.messenger.rendered import Rendered
from bot.services.actor import Actor
from bot.services.announcement_sending import AnnouncementSending
from bot.texts import Html, Words, shorten

router = Router(name="announcements")

KNOWN_AT_ALL = Has()
PART = 420
"""Characters an announcement takes in the digest of the evening."""
MOST_PARTS = 6


@router.callback_query(ReaderTap.filter(F.act == "seen"), KNOWN_AT_ALL)
async def acknowledge(
    tap: CallbackQuery,
    callback_data: ReaderTap,
    actor: Actor,
    words: Words,
    announcement_sending: AnnouncementSending,
) -> None:
    """«Ознакомлен»."""
    shown = await announcement_sending.acknowledge(actor, callback_data.id)
    toast = words.label("announcement-seen-toast")
    await say_media(tap, announcement(shown, words), toast=toast, in_place=True)


@router.callback_query(ReaderTap.filter(F.act == "whole"), KNOWN_AT_ALL)
async def whole(
    tap: CallbackQuery,
    callback_data: ReaderTap,
    actor: Actor,
    words: Words,
    announcement_sending: AnnouncementSending,
) -> None:
    """All of it, with its picture or file."""
    shown = await announcement_sending.whole(actor, callback_data.id)
    await say_media(tap, announcement(shown, words))


def announcement(arguments: dict[str, Any], words: Words) -> Rendered:
    """The message to one person; `edits` gives it to a message that is there."""
    text = text_of(
        words.html("announcement-corrected") if arguments["corrected"] else None,
        words.html("announcement-text", text=arguments["text"]),
        words.html("announcement-seen") if arguments.get("seen") else None,
    )
    seen = [
        button(words.label("announcement-see"), ReaderTap(act="seen", id=arguments["announcement"]).pack())
    ]
    wanted = arguments["acknowledge"] and not arguments.get("seen")
    return Rendered(
        text,
        rows(seen) if wanted else rows([menu_button(words)]),
        photo=arguments["photo"],
        document=arguments["file"],
        edits=arguments.get("edits"),
    )


def evening(parts: list[tuple[str, dict[str, Any], Rendered]], words: Words) -> Rendered:
    """What was held back during the day, each part short and one tap from the whole."""
    texts: list[Html | None] = [words.html("evening-head", count=len(parts))]
    lines: list[list[InlineKeyboardButton]] = []
    for notice, arguments, rendered in parts[:MOST_PARTS]:
        texts.append(BLANK)
        if notice == "announcement":
            number = arguments["announcement"]
            texts.append(words.html("announcement-text", text=shorten(arguments["text"], PART)))
            label = words.label("announcement-whole", title=shorten(arguments["text"], 24))
            lines.append([button(label, ReaderTap(act="whole", id=number).pack())])
        else:
            texts.append(rendered.text)
            lines += rendered.keyboard.inline_keyboard[:1] if rendered.keyboard else []
    if len(parts) > MOST_PARTS:
        texts += [BLANK, words.html("evening-more", count=len(parts) - MOST_PARTS)]
    return Rendered(text_of(*texts), rows(*lines, [menu_button(words)]))


def progress_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """The author's message, edited while the announcement runs."""
    text = words.html(
        "announcement-progress",
        total=arguments["total"],
        sent=arguments["sent"],
        unreachable=arguments["unreachable"],
        held=arguments["held"],
    )
    look = button(
        words.label("announcement-open"), AnnouncementTap(act="open", id=arguments["announcement"]).pack()
    )
    return Rendered(text, rows([look]), edits=arguments.get("edits"))


def waits_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A second person is asked."""
    look = button(
        words.label("announcement-open"), AnnouncementTap(act="open", id=arguments["announcement"]).pack()
    )
    return Rendered(words.html("announcement-told-waits"), rows([look]))


def returned_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """It came back."""
    look = button(
        words.label("announcement-open"), AnnouncementTap(act="open", id=arguments["announcement"]).pack()
    )
    return Rendered(
        words.html("announcement-told-returned"),
        rows([look], [button(words.label("menu-announcements"), MenuTap(to="announcements").pack())]),
    )
