"""The programme of a pair: chosen by the curator, ticked step by step by the mentor, with tips."""

from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.clock import Clock
from bot.handlers.access import Has, May
from bot.handlers.mentoring.desk_taps import CURATES, CuratedPairTap
from bot.handlers.mentoring.programme_taps import MarkTap, PairProgrammeTap, PutTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.models import PairState
from bot.services.access import TABLE, Action
from bot.services.actor import Actor
from bot.services.mentoring.pair_programmes import PairProgrammes, Progress
from bot.services.mentoring.pair_rows import PairRow
from bot.services.mentoring.programmes import ProgrammeView
from bot.texts import Words, shorten

router = Router(name="mentoring_pair_programme")

ACCOMPANIES = May(Action.CHECKINS_LOG)
SEES = Has(*TABLE[Action.CHECKINS_LOG], *TABLE[Action.PAIRS_MANAGE])


@router.callback_query(MenuTap.filter(F.to == "mentoring-steps"), ACCOMPANIES)
async def open_own(tap: CallbackQuery, actor: Actor, words: Words, pair_programmes: PairProgrammes) -> None:
    """The mentor's pairs that go by a programme."""
    found = await pair_programmes.own(actor)
    buttons = [
        button(row.mentee, PairProgrammeTap(act="open", pair=row.pair_id).pack()) for row in found[:40]
    ]
    text = words.html("mentoring-steps-own", count=len(found))
    await show(tap, Rendered(text, rows(*in_rows(buttons, 2), [menu_button(words)])))


@router.callback_query(PairProgrammeTap.filter(F.act == "open"), SEES)
async def open_progress(
    tap: CallbackQuery,
    callback_data: PairProgrammeTap,
    actor: Actor,
    words: Words,
    pair_programmes: PairProgrammes,
    clock: Clock,
) -> None:
    """How far a pair has come."""
    await show(tap, progress(await pair_programmes.progress(actor, callback_data.pair), clock, words))


@router.callback_query(PairProgrammeTap.filter(F.act == "choose"), CURATES)
async def choose(
    tap: CallbackQuery,
    callback_data: PairProgrammeTap,
    actor: Actor,
    words: Words,
    pair_programmes: PairProgrammes,
) -> None:
    """Which programme?"""
    row, found = await pair_programmes.choices(actor, callback_data.pair)
    await show(tap, choices(row, found, words))


@router.callback_query(PutTap.filter(), CURATES)
async def put(
    tap: CallbackQuery,
    callback_data: PutTap,
    actor: Actor,
    words: Words,
    pair_programmes: PairProgrammes,
    clock: Clock,
) -> None:
    """It goes by this one from now on."""
    view = await pair_programmes.put(actor, callback_data.pair, callback_data.programme)
    await show(tap, progress(view, clock, words), toast=words.label("mentors-saved"))


@router.callback_query(MarkTap.filter(), ACCOMPANIES)
async def mark(
    tap: CallbackQuery,
    callback_data: MarkTap,
    actor: Actor,
    words: Words,
    pair_programmes: PairProgrammes,
    clock: Clock,
) -> None:
    """A step is done, or not yet."""
    view = await pair_programmes.mark(actor, callback_data.pair, callback_data.step, done=callback_data.done)
    toast = words.label("mentoring-step-toast", done=callback_data.done)
    await show(tap, progress(view, clock, words), toast=toast)


def progress(view: Progress, clock: Clock, words: Words) -> Rendered:
    """The steps of a pair's programme with what is done."""
    number, today = view.pair.pair_id, clock.today()
    lines = [
        words.html(
            "mentoring-progress-line",
            order=order,
            title=step.title,
            day=step.done_on or step.due,
            state="done" if step.done_on else "late" if step.due < today else "ahead",
        )
        for order, step in enumerate(view.steps, start=1)
    ]
    upcoming = next((step for step in view.steps if step.done_on is None and step.tip), None)
    text = text_of(
        words.html(
            "mentoring-progress",
            mentee=view.pair.mentee,
            title=view.title,
            named=bool(view.title),
            done=sum(1 for step in view.steps if step.done_on),
            total=len(view.steps),
        ),
        BLANK,
        *lines,
        *([BLANK, words.html("mentoring-progress-tip", tip=upcoming.tip)] if upcoming else []),
    )
    open_now = view.pair.state is not PairState.CLOSED
    ticks = [
        button(
            words.label("mentoring-tick", order=order, done=step.done_on is not None),
            MarkTap(pair=number, step=step.step_id, done=step.done_on is None).pack(),
        )
        for order, step in enumerate(view.steps, start=1)
        if view.by_mentor and open_now
    ]
    if view.by_mentor:
        return Rendered(text, rows(*in_rows(ticks, 5), way_back(words, MenuTap(to="mentoring-steps"))))
    change = [button(words.label("mentoring-choose"), PairProgrammeTap(act="choose", pair=number).pack())]
    back = way_back(words, CuratedPairTap(act="open", pair=number))
    return Rendered(text, rows(change if open_now else [], back))


def choices(row: PairRow, found: list[ProgrammeView], words: Words) -> Rendered:
    """The programmes that fit."""
    buttons = [
        [
            button(
                words.label(
                    "mentoring-programme-line",
                    title=shorten(each.title, 48),
                    count=len(each.steps),
                    hidden=False,
                ),
                PutTap(pair=row.pair_id, programme=each.programme_id).pack(),
            )
        ]
        for each in found[:20]
    ]
    none = [button(words.label("mentoring-choose-none"), PutTap(pair=row.pair_id, programme=0).pack())]
    text = words.html(
        "mentoring-choose-ask",
        mentee=row.mentee,
        count=len(found),
        kind=words.label(f"mentors-kind-{row.kind.value}"),
    )
    back = way_back(words, PairProgrammeTap(act="open", pair=row.pair_id))
    return Rendered(text, rows(*buttons, none if found else [], back))


def put_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """For the mentor: a pair goes by a programme."""
    text = words.html("mentoring-told-put", mentee=arguments["mentee"], title=arguments["title"])
    return Rendered(text, rows([_steps(arguments["pair"], words)], [menu_button(words)]))


def tip_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """For the mentor: what this week is for."""
    tips = arguments["tips"]
    entries = [
        words.html("mentoring-tip-entry", mentee=each["mentee"], step=each["step"], tip=each["tip"])
        for each in tips
    ]
    text = text_of(words.html("mentoring-tip-head"), *(part for each in entries for part in (BLANK, each)))
    buttons = [_steps(tips[0]["pair"], words)] if len(tips) == 1 else []
    own = button(words.label("mentoring-steps-all"), MenuTap(to="mentoring-steps").pack())
    return Rendered(text, rows(buttons or [own], [menu_button(words)]))


def _steps(pair: int, words: Words) -> InlineKeyboardButton:
    return button(words.label("mentoring-steps-open"), PairProgrammeTap(act="open", pair=pair).pack())
