"""«Сигналы»: what only a curator sees — «мне некомфортно», words that do not agree, low marks, silence."""

from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.handlers.access import May
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.mentoring.relays import Relays, Said
from bot.services.mentoring.signals import SignalRow, Signals
from bot.texts import Words, shorten

router = Router(name="signals")

CURATES = May(Action.CURATE)
LINE = 280
"""Characters of one message that the conversation shows."""


class SignalTap(CallbackData, prefix="zr"):
    """A page of signals, one of them, «Занимаюсь»."""

    act: Literal["list", "open", "acknowledge"]
    id: int
    page: int = 0


class TalkTap(CallbackData, prefix="zs"):
    """The conversation of a pair."""

    pair: int


@router.callback_query(MenuTap.filter(F.to == "signals"), CURATES)
async def open_desk(tap: CallbackQuery, actor: Actor, words: Words, signals: Signals) -> None:
    """What waits, the urgent first."""
    await show(tap, desk_view(await signals.desk(actor), 0, words))


@router.callback_query(SignalTap.filter(F.act == "list"), CURATES)
async def page_of_desk(
    tap: CallbackQuery, callback_data: SignalTap, actor: Actor, words: Words, signals: Signals
) -> None:
    """Another page."""
    await show(tap, desk_view(await signals.desk(actor), callback_data.page, words))


@router.callback_query(SignalTap.filter(F.act == "open"), CURATES)
async def open_signal(
    tap: CallbackQuery, callback_data: SignalTap, actor: Actor, words: Words, signals: Signals
) -> None:
    """One of them."""
    await show(tap, signal_view(await signals.one(actor, callback_data.id), words))


@router.callback_query(SignalTap.filter(F.act == "acknowledge"), CURATES)
async def acknowledge(
    tap: CallbackQuery, callback_data: SignalTap, actor: Actor, words: Words, signals: Signals
) -> None:
    """«Занимаюсь»: whoever called is told that they were heard."""
    row = await signals.acknowledge(actor, callback_data.id)
    await show(tap, signal_view(row, words), toast=words.label("signal-taken"))


@router.callback_query(TalkTap.filter(), CURATES)
async def read(
    tap: CallbackQuery, callback_data: TalkTap, actor: Actor, words: Words, relays: Relays
) -> None:
    """What the two wrote to each other through the bot."""
    await show(tap, talk_view(await relays.read(actor, callback_data.pair), words))


def desk_view(found: list[SignalRow], number: int, words: Words) -> Rendered:
    """A page of signals."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label(
                    "signal-line",
                    kind=row.kind.value,
                    waits=not row.acknowledged,
                    who=row.mentee,
                    day=words.short_day(row.raised_at.date()),
                ),
                SignalTap(act="open", id=row.signal_id).pack(),
            )
        ]
        for row in page_of(found, number)
    ]
    turn = leaf(len(found), number, words, lambda page: SignalTap(act="list", id=0, page=page))
    waiting = sum(not row.acknowledged for row in found)
    return Rendered(
        words.html("signal-list", count=len(found), waiting=waiting),
        rows(*buttons, turn, [menu_button(words)]),
    )


def signal_view(row: SignalRow, words: Words) -> Rendered:
    """What it is, what the person wrote, and what to do."""
    text = text_of(
        words.html("signal-head", kind=row.kind.value, who=row.mentee, place=row.organisation),
        words.html("signal-raised", at=row.raised_at),
        words.html("signal-escalated") if row.escalated else None,
        words.html("signal-words", text=row.text) if row.text else None,
        BLANK,
        words.html("signal-what", kind=row.kind.value),
        words.html("signal-known") if row.acknowledged else words.html("signal-until", day=row.due_on),
    )
    take = [button(words.label("signal-take"), SignalTap(act="acknowledge", id=row.signal_id).pack())]
    talk = [button(words.label("signal-talk"), TalkTap(pair=row.pair_id or 0).pack())]
    back = way_back(words, SignalTap(act="list", id=0))
    return Rendered(
        text, rows([] if row.acknowledged else take, talk if row.pair_id is not None else [], back)
    )


def talk_view(said: list[Said], words: Words) -> Rendered:
    """The newest messages of a pair."""
    lines = [
        words.html("talk-line", side=each.side.value, at=each.at, text=shorten(each.body, LINE))
        for each in said
    ]
    text = text_of(words.html("talk-head", count=len(said)), BLANK, *lines)
    return Rendered(text, rows(way_back(words, SignalTap(act="list", id=0))))


def signal_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """To the curator."""
    text = words.html(
        "signal-notice", kind=arguments["kind"], who=arguments["mentee"], late=arguments["late"]
    )
    look = button(words.label("signal-open"), SignalTap(act="open", id=arguments["signal"]).pack())
    return Rendered(text, rows([look], [menu_button(words)]))
