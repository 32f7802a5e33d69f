"""«Кому позвонить»: whom the bot does not reach, what to tell them, and the list to take along."""

from collections import Counter

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.handlers.access import CONTROLLING
from bot.handlers.files import Attached, Say, hand_over, text_or_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.models import Role
from bot.services.actor import Actor
from bot.services.unreachable import Call, CallList, Trouble, Unreachables, Untold
from bot.services.unreachable_table import who
from bot.texts import Html, Words, shorten

router = Router(name="unreachable")

SHOWN = 5
"""Entries on a page; with so many dates each and titles so long a page fits into one message."""
DATES_SHOWN = 4
NAME_LIMIT = 100
TITLE_LIMIT = 60

SORTS = {Trouble.NOBODY: "empty", Trouble.FAILED: "doubt", Trouble.UNCERTAIN: "doubt"}
COUNTED = ("people", "empty", "doubt")


class CallsTap(CallbackData, prefix="un"):
    """The call list: a page of it, or (act text, table) the whole to take along."""

    act: str
    page: int = 0


@router.callback_query(MenuTap.filter(F.to == "unreachable"), CONTROLLING)
async def calls_from_menu(tap: CallbackQuery, actor: Actor, words: Words, unreachable: Unreachables) -> None:
    """«Кому позвонить» in the menu."""
    await show(tap, calls_view(await unreachable.listed(actor), actor, words, 0))


@router.callback_query(CallsTap.filter(F.act == "page"), CONTROLLING)
async def calls_page(
    tap: CallbackQuery, callback_data: CallsTap, actor: Actor, words: Words, unreachable: Unreachables
) -> None:
    """Another page of it."""
    await show(tap, calls_view(await unreachable.listed(actor), actor, words, callback_data.page))


@router.callback_query(CallsTap.filter(F.act == "text"), CONTROLLING)
async def calls_text(tap: CallbackQuery, actor: Actor, words: Words, unreachable: Unreachables) -> None:
    """The whole list as a text."""
    await hand_over(tap, calls_whole(await unreachable.listed(actor), words))


@router.callback_query(CallsTap.filter(F.act == "table"), CONTROLLING)
async def calls_table(tap: CallbackQuery, actor: Actor, words: Words, unreachable: Unreachables) -> None:
    """The whole list as XLSX."""
    file = await unreachable.table(actor, words)
    await hand_over(
        tap, Attached(file, words.html("calls-table-ready"), rows(way_back(words, MenuTap(to="unreachable"))))
    )


def calls_view(found: CallList, actor: Actor, words: Words, page: int) -> Rendered:
    """A page of the list, each entry with what to do."""
    if not found.calls:
        return Rendered(words.html("calls-none"), rows([menu_button(words)]))
    parts: list[Html] = [words.html("calls-head", day=found.today), *_counts(found, words)]
    for call in page_of(found.calls, page, SHOWN):
        parts += [BLANK, *(Html(line) for line in _entry(call, words, words.html, DATES_SHOWN))]
    exports = [
        button(words.label("calls-as-text"), CallsTap(act="text").pack()),
        button(words.label("calls-as-table"), CallsTap(act="table").pack()),
    ]
    invite = [button(words.label("calls-invite"), MenuTap(to="people").pack())]
    keyboard = rows(
        leaf(len(found.calls), page, words, lambda to: CallsTap(act="page", page=to), SHOWN),
        exports,
        invite if actor.has(Role.ADMINISTRATOR) else [],
        [menu_button(words)],
    )
    return Rendered(text_of(*parts), keyboard)


def calls_whole(found: CallList, words: Words) -> Rendered | Attached:
    """The whole list, in one message or in a file."""
    keyboard = rows(way_back(words, MenuTap(to="unreachable")))
    if not found.calls:
        return Rendered(words.html("calls-none"), keyboard)
    name = words.label("calls-text-file", day=found.today.isoformat())
    caption = words.html("calls-as-file", day=found.today, count=len(found.calls))
    return text_or_file(lambda say: _whole(found, words, say), words, name, caption, keyboard)


def _whole(found: CallList, words: Words, say: Say) -> str:
    parts = [say("calls-list-head", day=found.today)]
    for call in found.calls:
        parts += ["", *_entry(call, words, say, len(call.untold))]
    return "\n".join(parts)


def _counts(found: CallList, words: Words) -> list[Html]:
    """How many there are of each sort, the empty ones left out."""
    counted = Counter(SORTS.get(call.trouble, "people") for call in found.calls)
    return [words.html(f"calls-count-{sort}", count=counted[sort]) for sort in COUNTED if counted[sort]]


def _entry(call: Call, words: Words, say: Say, dates: int) -> list[str]:
    """Who, what is wrong, what they do not know, what to do."""
    organisation = shorten(call.organisation or words.label("calls-committee"), NAME_LIMIT)
    person = who(call, words)
    unknown = [each for each in call.untold if not each.known]
    lines = [
        say(
            "calls-who-where",
            organisation=organisation,
            who=shorten(person or "", NAME_LIMIT),
            person=bool(person),
        ),
        say(
            f"calls-what-{call.trouble.value}",
            day=call.since or "",
            dated=call.since is not None,
            count=call.missed,
        ),
    ]
    lines += [_untold(each, words, say) for each in unknown[:dates]]
    if len(unknown) > dates:
        lines.append(say("calls-more", count=len(unknown) - dates))
    if len(call.untold) > len(unknown):
        lines.append(say("calls-known-otherwise", count=len(call.untold) - len(unknown)))
    return [*lines, say(f"calls-do-{call.trouble.value}")]


def _untold(each: Untold, words: Words, say: Say) -> str:
    return say(
        "calls-untold",
        number=each.item,
        title=shorten(each.title, TITLE_LIMIT),
        due=words.day(each.due, weekday=True),
        effective=words.day(each.effective, weekday=True),
        shifted=each.due != each.effective,
    )
