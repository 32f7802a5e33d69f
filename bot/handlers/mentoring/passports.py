"""The passport of a hand-over: three lines of the last mentor that the next one sees if the person agrees."""

from typing import Any

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.handlers.access import May
from bot.handlers.mentoring.accompanied import accompanied_view
from bot.handlers.mentoring.taps import PairTap, PassportTap, ShowPassportTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import TYPED, button, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.mentoring.pairs import Pairs
from bot.services.mentoring.passports import LINES, LONGEST, Passports
from bot.texts import Words

router = Router(name="passports")

ACCOMPANIES = May(Action.CHECKINS_LOG)
ACCOMPANIED = May(Action.ACCOMPANIED)


class PassportForm(StatesGroup):
    """Three lines are typed; the data hold the pair."""

    lines = State()


class PassportAnswerTap(CallbackData, prefix="zx"):
    """«Можно передать» or not."""

    passport: int
    yes: bool


@router.callback_query(PassportTap.filter(), ACCOMPANIES)
async def ask_lines(tap: CallbackQuery, callback_data: PassportTap, words: Words, state: FSMContext) -> None:
    """What should the next mentor know?"""
    await state.set_state(PassportForm.lines)
    await state.set_data({"pair": callback_data.pair})
    back = way_back(words, PairTap(act="open", id=callback_data.pair))
    await show(tap, Rendered(words.html("passport-ask", lines=LINES, limit=LONGEST), rows(back)))


@router.message(StateFilter(PassportForm.lines), TYPED, ACCOMPANIES)
async def lines_typed(
    message: Message, actor: Actor, words: Words, passports: Passports, state: FSMContext
) -> None:
    """The person is asked."""
    pair = (await state.get_data())["pair"]
    await passports.write(actor, pair, message.text or "")
    back = way_back(words, PairTap(act="open", id=pair))
    await say(message, Rendered(words.html("passport-written"), rows(back)))
    await state.clear()


@router.callback_query(PassportAnswerTap.filter(), ACCOMPANIED)
async def decide(
    tap: CallbackQuery, callback_data: PassportAnswerTap, actor: Actor, words: Words, passports: Passports
) -> None:
    """The person's own word; without it nobody sees the lines."""
    await passports.decide(actor, callback_data.passport, approves=callback_data.yes)
    text = words.html("passport-decided", yes=callback_data.yes)
    mentor = button(words.label("menu-my-mentor"), MenuTap(to="my-mentor").pack())
    await show(tap, Rendered(text, rows([mentor, menu_button(words)])))


@router.callback_query(ShowPassportTap.filter(), ACCOMPANIED)
async def show_to(
    tap: CallbackQuery,
    callback_data: ShowPassportTap,
    actor: Actor,
    words: Words,
    passports: Passports,
    pairs: Pairs,
) -> None:
    """This mentor may see it, or no more."""
    shown = await passports.show_to(actor, callback_data.pair)
    view = accompanied_view(await pairs.accompanied(actor), await passports.own(actor), words)
    await show(tap, view, toast=words.label("passport-shown", on=shown))


def passport_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """To the one it is about: every word of it."""
    text = text_of(
        words.html("passport-notice"),
        BLANK,
        *(words.html("passport-line", line=line) for line in arguments["lines"]),
    )
    buttons = [
        button(
            words.label(f"passport-{name}"), PassportAnswerTap(passport=arguments["passport"], yes=yes).pack()
        )
        for name, yes in (("yes", True), ("no", False))
    ]
    return Rendered(text, rows(buttons))
