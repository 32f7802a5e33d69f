"""«Конкурсы» for families: those of one's own grade; applying, withdrawing, being reminded."""

from datetime import date
from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.files import send_stored
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.privacy import PrivacyTap
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.models import EntryState
from bot.services.access import Action
from bot.services.contest_views import DeskView
from bot.services.contests import ContestRow, Contests, ContestView, Entrant
from bot.services.grades import in_short
from bot.services.people import Actor
from bot.texts import Html, Words, shorten

router = Router(name="contests")

MAY = May(Action.CONTESTS_JOIN)


class ContestTap(CallbackData, prefix="kn"):
    """A page of the list, or a contest: open it, its rules, be reminded of it or not."""

    act: Literal["page", "open", "file", "watch", "unwatch"]
    id: int


class EntrantTap(CallbackData, prefix="ka"):
    """An application of a pupil: choose a nomination, apply (with one by its place), withdraw."""

    act: Literal["choose", "apply", "withdraw"]
    contest: int
    student: int
    nomination: int = -1


@router.callback_query(MenuTap.filter(F.to == "contests"), MAY)
async def open_contests(tap: CallbackQuery, actor: Actor, words: Words, contests: Contests) -> None:
    """What there is for the person's grade or children."""
    await show(tap, listed(await contests.listed(actor), 0, words))


@router.callback_query(ContestTap.filter(F.act == "page"), MAY)
async def page_of_contests(
    tap: CallbackQuery, callback_data: ContestTap, actor: Actor, words: Words, contests: Contests
) -> None:
    """Another page."""
    await show(tap, listed(await contests.listed(actor), callback_data.id, words))


@router.callback_query(ContestTap.filter(F.act == "open"), MAY)
async def open_contest(
    tap: CallbackQuery, callback_data: ContestTap, actor: Actor, words: Words, contests: Contests
) -> None:
    """One contest."""
    await show(tap, contest_view(await contests.one(actor, callback_data.id), words))


@router.callback_query(ContestTap.filter(F.act == "file"), MAY)
async def show_rules(
    tap: CallbackQuery, callback_data: ContestTap, actor: Actor, words: Words, contests: Contests
) -> None:
    """The rules as a file."""
    view = await contests.one(actor, callback_data.id)
    if view.file_id is None:
        raise NotFound
    await send_stored(tap, view.file_id, words.html("contest-rules", title=view.title))


@router.callback_query(ContestTap.filter(F.act.in_({"watch", "unwatch"})), MAY)
async def watch(
    tap: CallbackQuery, callback_data: ContestTap, actor: Actor, words: Words, contests: Contests
) -> None:
    """«Напомнить», «Не напоминать»."""
    view = await contests.watch(actor, callback_data.id, on=callback_data.act == "watch")
    await show(tap, contest_view(view, words), toast=words.label("contest-watched", on=view.watching))


@router.callback_query(EntrantTap.filter(F.act == "choose"), MAY)
async def choose_nomination(
    tap: CallbackQuery, callback_data: EntrantTap, actor: Actor, words: Words, contests: Contests
) -> None:
    """In which nomination?"""
    view = await contests.one(actor, callback_data.contest)
    buttons = [
        [
            button(
                shorten(name, 60),
                callback_data.model_copy(update={"act": "apply", "nomination": place}).pack(),
            )
        ]
        for place, name in enumerate(view.nominations)
    ]
    back = way_back(words, ContestTap(act="open", id=view.contest_id))
    await show(tap, Rendered(words.html("contest-nomination-ask"), rows(*buttons, back)))


@router.callback_query(EntrantTap.filter(F.act == "apply"), MAY)
async def apply(
    tap: CallbackQuery, callback_data: EntrantTap, actor: Actor, words: Words, contests: Contests
) -> None:
    """The application is there."""
    await contests.apply(actor, callback_data.contest, callback_data.student, callback_data.nomination)
    view = await contests.one(actor, callback_data.contest)
    await show(tap, contest_view(view, words), toast=words.label("contest-applied"))


@router.callback_query(EntrantTap.filter(F.act == "withdraw"), MAY)
async def withdraw(
    tap: CallbackQuery, callback_data: EntrantTap, actor: Actor, words: Words, contests: Contests
) -> None:
    """The application is taken back."""
    await contests.withdraw(actor, callback_data.contest, callback_data.student)
    view = await contests.one(actor, callback_data.contest)
    await show(tap, contest_view(view, words), toast=words.label("contest-withdrawn"))


def listed(found: list[ContestRow], number: int, words: Words) -> Rendered:
    """The contests, each with its mark and its next day."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label(
                    "contest-row",
                    mark=row.state.value if row.state else "open" if row.open else "late",
                    title=shorten(row.title, 44),
                    dated=row.until is not None,
                    day=words.short_day(row.until) if row.until else "",
                ),
                ContestTap(act="open", id=row.contest_id).pack(),
            )
        ]
        for row in page_of(found, number)
    ]
    turn = leaf(len(found), number, words, lambda page: ContestTap(act="page", id=page))
    text = words.html("contests-head", count=len(found))
    return Rendered(text, rows(*buttons, turn, [menu_button(words)]))


def contest_view(view: ContestView, words: Words) -> Rendered:
    """A contest, the person's applications, and what can be done."""
    several = len(view.entrants) > 1
    number = view.contest_id
    buttons: list[list[InlineKeyboardButton]] = []
    for each in view.entrants:
        if each.state is EntryState.APPLIED and not view.closed:
            taken = EntrantTap(act="withdraw", contest=number, student=each.student_id).pack()
            buttons.append([button(words.label("contest-withdraw", code=each.code, several=several), taken)])
        elif each.state in (None, EntryState.WITHDRAWN) and view.open:
            act: Literal["choose", "apply"] = "choose" if view.nominations else "apply"
            wanted = EntrantTap(act=act, contest=number, student=each.student_id).pack()
            buttons.append([button(words.label("contest-apply", code=each.code, several=several), wanted)])
    remind: Literal["watch", "unwatch"] = "unwatch" if view.watching else "watch"
    foot = [button(words.label(f"contest-{remind}"), ContestTap(act=remind, id=number).pack())]
    if view.closed:
        foot = []
    if view.file_id is not None:
        foot.append(button(words.label("contest-rules-button"), ContestTap(act="file", id=number).pack()))
    lines = [entrant_line(each, words) for each in view.entrants if each.state is not None]
    late = None if view.open or view.closed else words.html("contest-late-line")
    closed = words.html("contest-closed-line") if view.closed else None
    text = text_of(contest_text(view, words), *([BLANK, *lines] if lines else []), late, closed)
    return Rendered(text, rows(*buttons, foot, way_back(words, MenuTap(to="contests"))))


def entrant_line(each: Entrant, words: Words) -> Html:
    """How a pupil stands."""
    return words.html(
        "contest-entrant",
        code=each.code,
        state=words.label(f"entry-{each.state.value}") if each.state else "",
        nomination=each.nomination,
        named=bool(each.nomination),
    )


def contest_text(view: ContestView | DeskView, words: Words) -> Html:
    """All about a contest."""
    stages = [words.html("contest-stage", title=each.title, until=each.until) for each in view.stages]
    nominations = [words.html("contest-nomination", name=name) for name in view.nominations]
    return text_of(
        words.html("contest-title", title=view.title),
        words.html("contest-level-line", level=words.label(f"contest-level-{view.level}")),
        words.html("contest-organiser-line", organiser=view.organiser) if view.organiser else None,
        words.html("contest-grades-line", grades=in_short(view.grades), any=bool(view.grades)),
        words.html("contest-sphere-line", sphere=words.label(f"sphere-{view.sphere.value}"))
        if view.sphere
        else None,
        *([BLANK, words.html("contest-about", about=view.about)] if view.about else []),
        *([BLANK, words.html("contest-nominations-head"), *nominations] if nominations else []),
        *([BLANK, *stages] if stages else []),
        *([BLANK, words.html("contest-contact-line", contact=view.contact)] if view.contact else []),
    )


def fresh_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A new contest for this family."""
    text = words.html(
        "contest-fresh",
        title=arguments["title"],
        level=words.label(f"contest-level-{arguments['level']}"),
        organiser=shorten(arguments["organiser"], 200),
        until=date.fromisoformat(arguments["until"]),
    )
    silence = button(words.label("tip-silence"), PrivacyTap(act="stop").pack())
    return Rendered(text, rows([_open(arguments, words)], [silence]))


def moved_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A day was moved."""
    text = words.html(
        "contest-moved",
        title=arguments["title"],
        stage=arguments["stage"],
        was=date.fromisoformat(arguments["was"]),
        until=date.fromisoformat(arguments["until"]),
    )
    return Rendered(text, rows([_open(arguments, words)]))


def countdown_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """So many days are left."""
    text = words.html(
        "contest-countdown",
        title=arguments["title"],
        stage=arguments["stage"],
        until=date.fromisoformat(arguments["until"]),
        left=arguments["left"],
        applied=arguments["applied"],
    )
    return Rendered(text, rows([_open(arguments, words)]))


def entered_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A pupil whom a parent or the school has entered."""
    text = words.html("contest-entered", title=arguments["title"], school=arguments["school"])
    return Rendered(text, rows([_open(arguments, words)]))


def result_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """How it ended."""
    text = words.html(
        f"contest-result-{arguments['state']}", title=arguments["title"], code=arguments["code"]
    )
    return Rendered(text, rows([_open(arguments, words)], [menu_button(words)]))


def _open(arguments: dict[str, Any], words: Words) -> InlineKeyboardButton:
    return button(words.label("contest-open"), ContestTap(act="open", id=arguments["contest"]).pack())
