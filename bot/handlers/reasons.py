"""Actions that need a few words: the question, ready-made answers, and what is done with the answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.errors import NotFound
from bot.handlers.access import CONTROLLING, STAFF
from bot.handlers.assignments import EXTENSION
from bot.handlers.calendar_keyboard import DayTap
from bot.handlers.cards import AssignmentTap, RequestTap, ReviewTap, card_view, lines
from bot.handlers.menu import MenuTap
from bot.handlers.replies import TYPED, button, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.assignments import Assignments
from bot.services.control import Control
from bot.services.people import Actor
from bot.texts import Html, Words

router = Router(name="reasons")


class ReasonForm(StatesGroup):
    """The chat is asked for a few words."""

    text = State()


class ReasonTap(CallbackData, prefix="rs"):
    """A ready-made answer, by its number, to the question of a use about the thing numbered `id`."""

    use: str
    id: int
    number: int


@dataclass(frozen=True)
class Given:
    """What a person answered, and about what."""

    actor: Actor
    number: int
    """Of the assignment, the report or the request the question was about."""
    text: str
    source: str
    day: date | None


async def _help(given: Given, assignments: Assignments, _: Control) -> int:
    await assignments.ask_help(given.actor, given.number, given.source, given.text)
    return given.number


async def _dispute(given: Given, assignments: Assignments, _: Control) -> int:
    await assignments.dispute(given.actor, given.number, given.source, given.text)
    return given.number


async def _extension(given: Given, assignments: Assignments, _: Control) -> int:
    assert given.day is not None
    await assignments.ask_extension(given.actor, given.number, given.source, given.day, given.text)
    return given.number


async def _return(given: Given, _: Assignments, control: Control) -> int:
    return (await control.give_back(given.actor, given.number, given.text)).assignment_id


async def _refuse(given: Given, _: Assignments, control: Control) -> int:
    return (await control.refuse(given.actor, given.number, given.text)).assignment_id


async def _answer(given: Given, _: Assignments, control: Control) -> int:
    return (await control.answer(given.actor, given.number, given.text)).assignment_id


USES: dict[str, tuple[int, Callable[[Given, Assignments, Control], Awaitable[int]]]] = {
    "help": (0, _help),
    "dispute": (2, _dispute),
    "extension": (2, _extension),
    "return": (3, _return),
    "refuse-dispute": (1, _refuse),
    "refuse-extension": (1, _refuse),
    "answer": (0, _answer),
}
"""For each use: how many ready-made answers its texts have (`reason-<use>-<n>`), and what is done."""


@router.callback_query(AssignmentTap.filter(F.act.in_({"help", "dispute"})), STAFF)
async def ask_executor(
    tap: CallbackQuery,
    callback_data: AssignmentTap,
    actor: Actor,
    words: Words,
    state: FSMContext,
    assignments: Assignments,
) -> None:
    """«Нужна помощь», «Не наше»: what is the matter?"""
    await assignments.must_wait(actor, callback_data.id)
    cancel = AssignmentTap(act="back", id=callback_data.id).pack()
    await _ask(tap, state, words, callback_data.act, callback_data.id, cancel)


@router.callback_query(DayTap.filter(F.use == EXTENSION), STAFF)
async def ask_why_later(tap: CallbackQuery, callback_data: DayTap, words: Words, state: FSMContext) -> None:
    """A later day was picked: why?"""
    cancel = AssignmentTap(act="back", id=callback_data.id).pack()
    await _ask(tap, state, words, "extension", callback_data.id, cancel, callback_data.date.toordinal())


@router.callback_query(ReviewTap.filter(F.act == "return"), CONTROLLING)
async def ask_why_returned(
    tap: CallbackQuery, callback_data: ReviewTap, words: Words, state: FSMContext
) -> None:
    """«Вернуть»: what is missing?"""
    await _ask(tap, state, words, "return", callback_data.id, MenuTap(to="waiting").pack())


@router.callback_query(
    RequestTap.filter(F.act.in_({"refuse-dispute", "refuse-extension", "answer"})), CONTROLLING
)
async def ask_answer(tap: CallbackQuery, callback_data: RequestTap, words: Words, state: FSMContext) -> None:
    """A refusal needs a reason, a call for help an answer."""
    await _ask(tap, state, words, callback_data.act, callback_data.id, MenuTap(to="waiting").pack())


@router.message(StateFilter(ReasonForm.text), TYPED, STAFF)
async def typed(
    message: Message,
    actor: Actor,
    words: Words,
    state: FSMContext,
    assignments: Assignments,
    control: Control,
) -> None:
    """The answer in the person's own words."""
    form = await state.get_data()
    given = _given(form, actor, message.text or "", f"{actor.person_id}:{message.message_id}")
    number = await USES[form["use"]][1](given, assignments, control)
    await say(message, _done(form["use"], card_view(await assignments.view(actor, number), words), words))
    await state.clear()


@router.callback_query(ReasonTap.filter(), StateFilter(ReasonForm.text), STAFF)
async def ready_made(
    tap: CallbackQuery,
    callback_data: ReasonTap,
    actor: Actor,
    words: Words,
    state: FSMContext,
    assignments: Assignments,
    control: Control,
) -> None:
    """A ready-made answer was tapped."""
    form = await state.get_data()
    asked = callback_data.use == form["use"] and callback_data.id == form["number"]
    if not asked or not 1 <= callback_data.number <= USES[form["use"]][0]:
        raise NotFound  # an answer to an earlier question
    text = words.label(f"reason-{form['use']}-{callback_data.number}")
    message_id = tap.message.message_id if tap.message else 0
    given = _given(form, actor, text, f"{actor.person_id}:{message_id}:{form['use']}")
    number = await USES[form["use"]][1](given, assignments, control)
    await show(tap, _done(form["use"], card_view(await assignments.view(actor, number), words), words))
    await state.clear()


async def _ask(
    tap: CallbackQuery,
    state: FSMContext,
    words: Words,
    use: str,
    number: int,
    cancel: str,
    day: int | None = None,
) -> None:
    await state.set_state(ReasonForm.text)
    await state.set_data({"use": use, "number": number, "day": day})
    ready = [
        [button(words.label(f"reason-{use}-{each}"), ReasonTap(use=use, id=number, number=each).pack())]
        for each in range(1, USES[use][0] + 1)
    ]
    question = Rendered(words.html(f"ask-{use}"), rows(*ready, [button(words.label("cancel"), cancel)]))
    await show(tap, question, fresh=True)


def _given(form: dict[str, Any], actor: Actor, text: str, source: str) -> Given:
    day = date.fromordinal(form["day"]) if form.get("day") else None
    return Given(actor, int(form["number"]), text.strip(), source, day)


def _done(use: str, card: Rendered, words: Words) -> Rendered:
    return Rendered(lines(words.html(f"done-{use}"), Html(""), card.text), card.keyboard)
