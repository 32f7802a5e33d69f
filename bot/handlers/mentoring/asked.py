"""What the bot asks both sides of a pair: have you met, is all well, how does it go."""

from datetime import date
from typing import Any

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.handlers.access import Has, May
from bot.handlers.calendar_keyboard import day_of
from bot.handlers.mentoring.accompanied import discomfort_button
from bot.handlers.mentoring.taps import PairTap, days_to_log
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of
from bot.handlers.replies import button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.models import Side
from bot.services.access import TABLE, Action
from bot.services.actor import Actor
from bot.services.mentoring.questions import PULSES, PairQuestions, PulseRow
from bot.texts import Words

router = Router(name="asked")

ACCOMPANIED = May(Action.ACCOMPANIED)
EITHER = Has(*TABLE[Action.ACCOMPANIED], *TABLE[Action.CHECKINS_LOG])
MARKS = (3, 2, 1)
MOST_SHOWN = 10


class MetTap(CallbackData, prefix="zo"):
    """Have you met? The answer of one side, which the other never sees."""

    question: int
    yes: bool


class FineTap(CallbackData, prefix="zp"):
    """Is all well? `day` is the ordinal of the day the question is about."""

    pair: int
    day: int
    fine: bool


class PulseTap(CallbackData, prefix="zq"):
    """A mark of a pulse: which one, and how much."""

    pair: int
    day: int
    place: int
    value: int


@router.callback_query(MetTap.filter(), EITHER)
async def met(
    tap: CallbackQuery, callback_data: MetTap, actor: Actor, words: Words, pair_questions: PairQuestions
) -> None:
    """Thank you; what comes of it is not said to either side."""
    await pair_questions.met(actor, callback_data.question, yes=callback_data.yes)
    await show(tap, Rendered(words.html("met-thanks", yes=callback_data.yes), rows([menu_button(words)])))


@router.callback_query(FineTap.filter(), ACCOMPANIED)
async def fine(
    tap: CallbackQuery, callback_data: FineTap, actor: Actor, words: Words, pair_questions: PairQuestions
) -> None:
    """Yes ends the asking; no goes to the curator."""
    day = day_of(callback_data.day)
    await pair_questions.fine(actor, callback_data.pair, day, fine=callback_data.fine)
    await show(tap, Rendered(words.html("fine-thanks", fine=callback_data.fine), rows([menu_button(words)])))


@router.callback_query(PulseTap.filter(), EITHER)
async def mark(
    tap: CallbackQuery, callback_data: PulseTap, actor: Actor, words: Words, pair_questions: PairQuestions
) -> None:
    """One of three taps."""
    row = await pair_questions.mark(
        actor, callback_data.pair, day_of(callback_data.day), callback_data.place, callback_data.value
    )
    await show(tap, pulse_view(row, words))


def pulse_view(row: PulseRow, words: Words) -> Rendered:
    """The next question, or thanks."""
    asked = row.next_question
    if asked is None:
        return Rendered(words.html("pulse-thanks"), rows([menu_button(words)]))
    buttons = [
        button(
            words.label(f"pulse-mark-{value}"),
            PulseTap(pair=row.pair_id, day=row.day.toordinal(), place=row.answered, value=value).pack(),
        )
        for value in MARKS
    ]
    text = words.html(
        "pulse-question", place=row.answered + 1, of=len(PULSES), asked=asked, side=row.side.value
    )
    return Rendered(text, rows(buttons))


def meet_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """To the mentor, once a morning: it is time; a meeting that was held is written down from here."""
    silent = arguments["pairs"]
    if len(silent) == 1:
        [only] = silent
        text = words.html("meet-notice", who=only["mentee"], days=only["days"])
        look = [button(words.label("pair-open"), PairTap(act="open", id=only["pair"]).pack())]
        return Rendered(text, rows(days_to_log(only["pair"], words), look))
    buttons = [
        button(each["mentee"], PairTap(act="open", id=each["pair"]).pack()) for each in silent[:MOST_SHOWN]
    ]
    more = [button(words.label("my-pairs-back"), MenuTap(to="my-pairs").pack())]
    return Rendered(words.html("meet-notice-many", count=len(silent)), rows(*in_rows(buttons, 2), more))


def met_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """To both: the planned day has passed."""
    day = date.fromisoformat(arguments["day"])
    text = words.html("met-notice", side=arguments["side"], who=arguments["mentee"], day=day)
    buttons = [
        button(words.label(f"met-{name}"), MetTap(question=arguments["question"], yes=yes).pack())
        for name, yes in (("yes", True), ("no", False))
    ]
    return Rendered(text, rows(buttons))


def fine_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """To the one who is accompanied."""
    day = date.fromisoformat(arguments["due"]).toordinal()
    buttons = [
        button(words.label(f"fine-{name}"), FineTap(pair=arguments["pair"], day=day, fine=fine).pack())
        for name, fine in (("yes", True), ("no", False))
    ]
    lines = rows(buttons, [discomfort_button(arguments["pair"], words)])
    return Rendered(words.html("fine-notice"), lines)


def pulse_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """To either side: three taps."""
    day, side = date.fromisoformat(arguments["day"]), Side(arguments["side"])
    first = pulse_view(PulseRow(arguments["pair"], day, side, 0), words)
    head = words.html("pulse-notice", closing=arguments["closing"], side=side.value, who=arguments["mentee"])
    return Rendered(text_of(head, BLANK, first.text), first.keyboard)
