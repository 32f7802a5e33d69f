"""The committee's side: «Снять с контроля», «Вернуть», decisions about requests, what waits."""

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.handlers.access import CONTROLLING, STAFF
from bot.handlers.cards import AssignmentTap, RequestTap, ReviewTap, card_view, lines
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.replies import answer, button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.models import EvidenceKind
from bot.services.assignments import Assignments
from bot.services.control import Control, Waiting
from bot.services.people import Actor
from bot.texts import Html, Words, shorten

router = Router(name="control")

PAGE = 8


class WaitingTap(CallbackData, prefix="w"):
    """A page of what waits for a decision."""

    page: int


@router.callback_query(MenuTap.filter(F.to == "waiting"), CONTROLLING)
async def waiting_from_menu(tap: CallbackQuery, actor: Actor, words: Words, control: Control) -> None:
    """«Ждут решения»."""
    await show(tap, waiting_list(await control.waiting(actor), words, 0))


@router.callback_query(WaitingTap.filter(), CONTROLLING)
async def waiting_page(
    tap: CallbackQuery, callback_data: WaitingTap, actor: Actor, words: Words, control: Control
) -> None:
    """Another page of it."""
    await show(tap, waiting_list(await control.waiting(actor), words, callback_data.page))


@router.callback_query(ReviewTap.filter(F.act == "accept"), CONTROLLING)
async def accept(
    tap: CallbackQuery,
    callback_data: ReviewTap,
    actor: Actor,
    words: Words,
    control: Control,
    assignments: Assignments,
) -> None:
    """«Снять с контроля»."""
    decided = await control.accept(actor, callback_data.id)
    view = await assignments.view(actor, decided.assignment_id)
    await show(tap, card_view(view, words), toast=words.label("accepted-toast", item=decided.item))


@router.callback_query(RequestTap.filter(F.act == "grant"), CONTROLLING)
async def grant(
    tap: CallbackQuery,
    callback_data: RequestTap,
    actor: Actor,
    words: Words,
    control: Control,
    assignments: Assignments,
) -> None:
    """Agree to a later day, or that the item is not theirs."""
    decided = await control.grant(actor, callback_data.id)
    view = await assignments.view(actor, decided.assignment_id)
    await show(tap, card_view(view, words), toast=words.label("granted-toast", item=decided.item))


@router.callback_query(ReviewTap.filter(F.act == "file"), STAFF)
async def show_file(
    tap: CallbackQuery, callback_data: ReviewTap, actor: Actor, words: Words, assignments: Assignments
) -> None:
    """The file or picture of a report."""
    report = await assignments.report_file(actor, callback_data.id)
    assert tap.bot is not None
    await answer(tap)
    caption = words.html("report-caption", item=report.item, organisation=report.organisation)
    if report.kind is EvidenceKind.PHOTO:
        await tap.bot.send_photo(tap.from_user.id, report.file_id, caption=caption)
    else:
        await tap.bot.send_document(tap.from_user.id, report.file_id, caption=caption)


def waiting_list(found: list[Waiting], words: Words, page: int) -> Rendered:
    """Reports and requests without a decision, oldest first."""
    if not found:
        return Rendered(words.html("waiting-none"), rows([menu_button(words)]))
    shown = found[page * PAGE : (page + 1) * PAGE]
    entries = [
        words.html(
            "waiting-line",
            item=each.item,
            organisation=shorten(each.organisation, 80),
            kind=each.kind,
            number=number,
        )
        for number, each in enumerate(shown, start=page * PAGE + 1)
    ]
    buttons = [
        button(f"{number}", AssignmentTap(act="open", id=each.assignment_id).pack())
        for number, each in enumerate(shown, start=page * PAGE + 1)
    ]
    leaf = []
    if page > 0:
        leaf.append(button(words.label("page-earlier"), WaitingTap(page=page - 1).pack()))
    if (page + 1) * PAGE < len(found):
        leaf.append(button(words.label("page-later"), WaitingTap(page=page + 1).pack()))
    text = lines(words.html("waiting-head", count=len(found)), Html(""), *entries)
    return Rendered(text, rows(*in_rows(buttons, 4), leaf, [menu_button(words)]))
