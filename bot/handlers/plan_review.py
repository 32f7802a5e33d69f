"""What the bot is not sure of in a plan, one card after the other: right, corrected, no deadline, later."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.handlers.access import CONTROLLING
from bot.handlers.cards import lines
from bot.handlers.menu import menu_button
from bot.handlers.plan_parts import PlanTap, dates_line
from bot.handlers.replies import TYPED, button, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import ItemDecision
from bot.services.people import Actor
from bot.services.plan_review import PlanReview, Proposal, Reading, ReviewCard, ReviewEnd, Shown
from bot.texts import Html, Words, shorten

router = Router(name="plan_review")

DATES_SHOWN = 12
DECISIONS = {
    decision.value for decision in (ItemDecision.CONFIRMED, ItemDecision.UNDATED, ItemDecision.SKIPPED)
}


class ReviewTap(CallbackData, prefix="rv"):
    """Decide about an item (`id`) as it was shown (`rev`), or go on: next, again (`id` is the plan's)."""

    act: str
    id: int
    rev: int
    year: int


class CorrectionForm(StatesGroup):
    """The deadline in the person's own words, and whether it was understood rightly."""

    words = State()
    sure = State()


@router.callback_query(ReviewTap.filter(F.act == "next"), CONTROLLING)
async def next_card(
    tap: CallbackQuery,
    callback_data: ReviewTap,
    actor: Actor,
    words: Words,
    plan_review: PlanReview,
    state: FSMContext,
) -> None:
    """«Разобрать сроки», or on from a card."""
    await state.clear()
    await show(
        tap, shown_view(await plan_review.next_card(actor, callback_data.id, callback_data.year), words)
    )


@router.callback_query(ReviewTap.filter(F.act == "again"), CONTROLLING)
async def look_again(
    tap: CallbackQuery, callback_data: ReviewTap, actor: Actor, words: Words, plan_review: PlanReview
) -> None:
    """Back to what was skipped."""
    shown = await plan_review.look_again(actor, callback_data.id, callback_data.year)
    await show(tap, shown_view(shown, words))


@router.callback_query(ReviewTap.filter(F.act == "card"), CONTROLLING)
async def open_card(
    tap: CallbackQuery,
    callback_data: ReviewTap,
    actor: Actor,
    words: Words,
    plan_review: PlanReview,
    state: FSMContext,
) -> None:
    """One item: from its settings, or «Отмена» of a correction."""
    await state.clear()
    card = await plan_review.card(actor, callback_data.id, callback_data.year)
    await show(tap, card_view(card, words))


@router.callback_query(ReviewTap.filter(F.act.in_(DECISIONS)), CONTROLLING)
async def decide(
    tap: CallbackQuery,
    callback_data: ReviewTap,
    actor: Actor,
    words: Words,
    plan_review: PlanReview,
    state: FSMContext,
) -> None:
    """«Верно», «Без срока», «Пропустить»."""
    await state.clear()
    decision = ItemDecision(callback_data.act)
    kept, shown = await plan_review.decide(
        actor, callback_data.id, callback_data.rev, decision, callback_data.year
    )
    toast = words.label(f"review-kept-{decision.value}") if kept else words.label("review-overtaken")
    await show(tap, shown_view(shown, words), toast=toast)


@router.callback_query(ReviewTap.filter(F.act == "fix"), CONTROLLING)
async def ask_words(
    tap: CallbackQuery,
    callback_data: ReviewTap,
    actor: Actor,
    words: Words,
    plan_review: PlanReview,
    state: FSMContext,
) -> None:
    """«Исправить»: in plain words, please."""
    card = await plan_review.card(actor, callback_data.id, callback_data.year)
    await state.set_state(CorrectionForm.words)
    await state.set_data({"item": card.item_id, "rev": callback_data.rev, "year": card.year})
    text = lines(*_head(card, words), Html(""), words.html("correction-ask"))
    await show(tap, Rendered(text, rows([_cancel(card, words)])))


@router.message(StateFilter(CorrectionForm.words, CorrectionForm.sure), TYPED, CONTROLLING)
async def read_words(
    message: Message, actor: Actor, words: Words, plan_review: PlanReview, state: FSMContext
) -> None:
    """Typed: shown as it was understood before it is kept."""
    form = await state.get_data()
    proposal = await plan_review.propose(actor, int(form["item"]), message.text or "", int(form["year"]))
    await state.set_state(CorrectionForm.sure)
    await state.update_data(text=proposal.text)
    await say(message, proposal_view(proposal, int(form["rev"]), words))


@router.callback_query(ReviewTap.filter(F.act == "save"), CONTROLLING)
async def keep_words(
    tap: CallbackQuery,
    callback_data: ReviewTap,
    actor: Actor,
    words: Words,
    plan_review: PlanReview,
    state: FSMContext,
) -> None:
    """«Да, так»: the correction is in force. A second tap finds the form gone and only shows the item."""
    form = await state.get_data()
    if form.get("item") != callback_data.id or "text" not in form:
        card = await plan_review.card(actor, callback_data.id, callback_data.year)
        await show(tap, card_view(card, words))
        return
    kept, shown = await plan_review.correct(
        actor, callback_data.id, callback_data.rev, form["text"], callback_data.year
    )
    toast = words.label("review-kept-corrected") if kept else words.label("review-overtaken")
    await show(tap, shown_view(shown, words), toast=toast)
    await state.clear()


def shown_view(shown: Shown, words: Words) -> Rendered:
    """The next card, or that none is left."""
    return card_view(shown, words) if isinstance(shown, ReviewCard) else end_view(shown, words)


def card_view(card: ReviewCard, words: Words) -> Rendered:
    """The order's words, what they were read as, and what can be said to that."""
    text = lines(
        *_head(card, words),
        *(words.html("plan-warning", text=shorten(each, 220)) for each in card.remarks[:4]),
        Html(""),
        *_reading_lines("order", card.reading, words),
        *_state_lines(card, words),
    )
    return Rendered(text, rows(*_card_buttons(card, words)))


def _head(card: ReviewCard, words: Words) -> list[Html | None]:
    place = words.html("review-place", place=card.place, total=card.total, left=card.left)
    return [
        place if card.place else None,
        words.html("card-title", item=card.number, title=shorten(card.title, 500)),
        words.html("card-phrase", phrase=shorten(card.phrase, 500))
        if card.phrase
        else words.html("review-no-phrase"),
        words.html("item-executors", text=shorten(card.executors, 200)) if card.executors else None,
    ]


def _reading_lines(kind: str, reading: Reading, words: Words) -> list[Html]:
    """The reading in words, then its dates in the cycle."""
    if not reading.readable:
        return [words.html("review-unread")]
    made = [words.html(f"reading-{kind}", meaning=shorten(reading.explanation, 300))]
    made += [dates_line(dates, words) for dates in reading.dates[:DATES_SHOWN]]
    if len(reading.dates) > DATES_SHOWN:
        made.append(words.html("review-more-dates", count=len(reading.dates) - DATES_SHOWN))
    if not reading.dates:
        made.append(words.html("review-no-dates"))
    return made


def _state_lines(card: ReviewCard, words: Words) -> list[Html]:
    if card.decision is None or card.decision is ItemDecision.ASKED:
        return []
    made = [Html(""), words.html(f"review-state-{card.decision.value}")]
    if card.corrected is not None:
        made += _reading_lines("corrected", card.corrected, words)
    return made


def _card_buttons(card: ReviewCard, words: Words) -> list[list[InlineKeyboardButton]]:
    def tap(act: str) -> str:
        return ReviewTap(act=act, id=card.item_id, rev=card.revision, year=card.year).pack()

    first = [button(words.label("review-fix"), tap("fix"))]
    in_force = card.decision in (None, ItemDecision.CONFIRMED)
    if card.reading.readable and not in_force:
        first.insert(0, button(words.label("review-confirm"), tap(ItemDecision.CONFIRMED.value)))
    second = []
    if card.decision is not ItemDecision.UNDATED:
        second.append(button(words.label("review-undated"), tap(ItemDecision.UNDATED.value)))
    if card.decision is ItemDecision.ASKED:
        second.append(button(words.label("review-skip"), tap(ItemDecision.SKIPPED.value)))
    return [first, second, [_to_plan(card.plan_id, card.year, words), menu_button(words)]]


def end_view(end: ReviewEnd, words: Words) -> Rendered:
    """Nothing is left to ask: what was answered, and the way on."""
    skipped = end.counts[ItemDecision.SKIPPED]
    text = words.html(
        "review-end",
        confirmed=end.counts[ItemDecision.CONFIRMED],
        corrected=end.counts[ItemDecision.CORRECTED],
        undated=end.counts[ItemDecision.UNDATED],
        skipped=skipped,
    )
    again = []
    if skipped:
        back = ReviewTap(act="again", id=end.plan_id, rev=0, year=end.year).pack()
        again = [button(words.label("review-again", count=skipped), back)]
    return Rendered(text, rows(again, [_to_plan(end.plan_id, end.year, words), menu_button(words)]))


def proposal_view(proposal: Proposal, revision: int, words: Words) -> Rendered:
    """What the typed words mean; nothing is kept yet."""
    card = proposal.card
    save = ReviewTap(act="save", id=card.item_id, rev=revision, year=card.year).pack()
    text = lines(
        words.html("card-title", item=card.number, title=shorten(card.title, 300)),
        words.html("correction-quote", text=proposal.text),
        Html(""),
        *_reading_lines("typed", proposal.reading, words),
        *(words.html("plan-warning", text=shorten(each, 220)) for each in proposal.reading.warnings[:4]),
        Html(""),
        words.html("correction-sure"),
    )
    keep = button(words.label("correction-save"), save)
    return Rendered(text, rows([keep], [_cancel(card, words)]))


def _cancel(card: ReviewCard, words: Words) -> InlineKeyboardButton:
    back = ReviewTap(act="card", id=card.item_id, rev=card.revision, year=card.year).pack()
    return button(words.label("cancel"), back)


def _to_plan(plan_id: int, year: int, words: Words) -> InlineKeyboardButton:
    return button(words.label("review-to-plan"), PlanTap(act="show", id=plan_id, year=year).pack())
