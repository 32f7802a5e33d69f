"""«Мои подопечные»: whom a tutor or mentor accompanies, what comes next, pause and end, the journal."""

from typing import Literal

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, day_of, month_keyboard
from bot.handlers.mentoring.programme_taps import PairProgrammeTap
from bot.handlers.mentoring.taps import (
    END_REASONS,
    JournalFileTap,
    PairTap,
    PassportTap,
    PupilPlanTap,
    days_to_log,
)
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, PAGE, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, in_rows, rows, show
from bot.handlers.route_taps import RouteTap
from bot.messenger.rendered import Rendered
from bot.models import PairKind, PairState
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.mentoring.check_ins import AHEAD, STEPS, TOPICS, CheckIns
from bot.services.mentoring.pair_rows import Meeting, PairRow
from bot.services.mentoring.pairs import Pairs
from bot.texts import Html, Words, shorten

router = Router(name="own_pairs")

ACCOMPANIES = May(Action.CHECKINS_LOG)
USE = "zn"
"""Use of the calendar: the day on which a pair means to meet next."""
WEEKS = (7, 14, 28)
LINE = 160
"""Characters of a note that a line of the journal shows."""


class PlanNextTap(CallbackData, prefix="ze"):
    """Meet again in so many days; or what to do until then (a place in the list of steps)."""

    pair: int
    what: Literal["days", "step"]
    value: int


class ClosePairTap(CallbackData, prefix="zf"):
    """The pair has ended: why, by place."""

    pair: int
    reason: int


class MeetingTap(CallbackData, prefix="zg"):
    """A meeting of one's own, opened from the journal."""

    id: int


@router.callback_query(MenuTap.filter(F.to == "my-pairs"), ACCOMPANIES)
async def open_list(tap: CallbackQuery, actor: Actor, words: Words, pairs: Pairs, clock: Clock) -> None:
    """All of them, the most overdue first."""
    await show(tap, own_list(await pairs.own(actor), 0, words, clock))


@router.callback_query(PairTap.filter(F.act == "list"), ACCOMPANIES)
async def page_of_list(
    tap: CallbackQuery, callback_data: PairTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """Another page."""
    await show(tap, own_list(await pairs.own(actor), callback_data.page, words, clock))


@router.callback_query(PairTap.filter(F.act == "open"), ACCOMPANIES)
async def open_pair(
    tap: CallbackQuery, callback_data: PairTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """One of them."""
    await show(tap, pair_view(await pairs.own_one(actor, callback_data.id), words, clock))


@router.callback_query(PairTap.filter(F.act == "journal"), ACCOMPANIES)
async def open_journal(
    tap: CallbackQuery, callback_data: PairTap, actor: Actor, words: Words, pairs: Pairs
) -> None:
    """All meetings, those with earlier mentors too."""
    found = await pairs.journal(actor, callback_data.id)
    await show(tap, journal_view(callback_data.id, found, callback_data.page, words))


@router.callback_query(PairTap.filter(F.act.in_({"pause", "resume"})), ACCOMPANIES)
async def pause(
    tap: CallbackQuery, callback_data: PairTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """Nobody is asked until the pair goes on."""
    row = await pairs.pause(actor, callback_data.id, paused=callback_data.act == "pause")
    await show(tap, pair_view(row, words, clock), toast=words.label(f"pair-toast-{row.state.value}"))


@router.callback_query(PairTap.filter(F.act == "close"), ACCOMPANIES)
async def ask_reason(tap: CallbackQuery, callback_data: PairTap, words: Words) -> None:
    """Why has it ended?"""
    buttons = [
        button(words.label(f"close-{reason.value}"), ClosePairTap(pair=callback_data.id, reason=place).pack())
        for place, reason in enumerate(END_REASONS)
    ]
    back = way_back(words, PairTap(act="open", id=callback_data.id))
    await show(tap, Rendered(words.html("pair-close-ask"), rows(*in_rows(buttons, 1), back)))


@router.callback_query(ClosePairTap.filter(), ACCOMPANIES)
async def close(
    tap: CallbackQuery, callback_data: ClosePairTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """It has ended; the journal stays with the one who was accompanied."""
    if not 0 <= callback_data.reason < len(END_REASONS):
        raise NotFound
    row = await pairs.close(actor, callback_data.pair, END_REASONS[callback_data.reason])
    await show(tap, pair_view(row, words, clock))


@router.callback_query(PairTap.filter(F.act == "plan"), ACCOMPANIES)
async def ask_next(
    tap: CallbackQuery, callback_data: PairTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """When do the two meet next, and what is to be done until then?"""
    row = await pairs.own_one(actor, callback_data.id)
    await show(tap, plan_view(row, clock.today().replace(day=1).toordinal(), words, clock))


@router.callback_query(MonthTap.filter(F.use == USE), ACCOMPANIES)
async def leaf_month(
    tap: CallbackQuery, callback_data: MonthTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """Another month."""
    row = await pairs.own_one(actor, callback_data.id)
    await show(tap, plan_view(row, callback_data.day, words, clock))


@router.callback_query(PlanNextTap.filter(), ACCOMPANIES)
async def plan_next(
    tap: CallbackQuery,
    callback_data: PlanNextTap,
    actor: Actor,
    words: Words,
    check_ins: CheckIns,
    clock: Clock,
) -> None:
    """In a week, in two, in four; or what to do until then."""
    value = callback_data.value
    if callback_data.what == "days":
        if value not in WEEKS:
            raise NotFound
        row = await check_ins.plan_next(actor, callback_data.pair, day_of(clock.today().toordinal() + value))
    else:
        if not 0 <= value < len(STEPS):
            raise NotFound
        row = await check_ins.plan_next(actor, callback_data.pair, step=STEPS[value])
    await show(tap, pair_view(row, words, clock), toast=words.label("pair-planned"))


@router.callback_query(DayTap.filter(F.use == USE), ACCOMPANIES)
async def next_day_chosen(
    tap: CallbackQuery,
    callback_data: DayTap,
    actor: Actor,
    words: Words,
    check_ins: CheckIns,
    clock: Clock,
) -> None:
    """A day of the calendar."""
    row = await check_ins.plan_next(actor, callback_data.id, callback_data.date)
    await show(tap, pair_view(row, words, clock), toast=words.label("pair-planned"))


def own_list(found: list[PairRow], number: int, words: Words, clock: Clock) -> Rendered:
    """A page of those whom the person accompanies."""
    number = known_page(len(found), number)
    buttons = [[_line(row, words, clock)] for row in page_of(found, number)]
    turn = leaf(len(found), number, words, lambda page: PairTap(act="list", id=0, page=page))
    group = [button(words.label("group-open"), MenuTap(to="group-meeting").pack())]
    late = sum(row.late(clock.today()) for row in found)
    return Rendered(
        words.html("my-pairs-head", count=len(found), late=late),
        rows(*buttons, turn, group if len(found) > 1 else [], [menu_button(words)]),
    )


def _line(row: PairRow, words: Words, clock: Clock) -> InlineKeyboardButton:
    state = "late" if row.late(clock.today()) else row.state.value
    label = words.label(
        "my-pair-line",
        state=state,
        who=row.mentee,
        met=row.last_on is not None,
        day=words.short_day(row.last_on or row.began_on),
    )
    return button(label, PairTap(act="open", id=row.pair_id).pack())


def pair_view(row: PairRow, words: Words, clock: Clock) -> Rendered:
    """A pair as its mentor sees it: the next meeting is one tap from being written down."""
    text = text_of(
        words.html(
            "pair-head", who=row.mentee, kind=row.kind.value, place=row.class_name or row.organisation
        ),
        words.html(
            "pair-meetings", count=row.meetings, met=row.last_on is not None, day=row.last_on or row.began_on
        ),
        _next_line(row, words),
        words.html("pair-state", state=row.state.value) if row.state is not PairState.ACTIVE else None,
        *(words.html("passport-line", line=line) for line in row.passport),
        BLANK,
        words.html("check-in-when", late=row.late(clock.today()))
        if row.state is not PairState.CLOSED
        else None,
    )
    back = way_back(words, PairTap(act="list", id=0))
    journal = _act("journal", row, words)
    passport = button(words.label("pair-act-passport"), PassportTap(pair=row.pair_id).pack())
    if row.state is PairState.CLOSED:
        return Rendered(text, rows([journal], [passport], back))
    plan: list[InlineKeyboardButton] = []
    if row.programme_id is not None:
        steps = PairProgrammeTap(act="open", pair=row.pair_id)
        plan = [button(words.label("pair-act-programme"), steps.pack())]
    if row.kind is PairKind.TUTOR_PUPIL and row.student_id is not None:
        to = PupilPlanTap(act="open", student=row.student_id, pair=row.pair_id)
        route = RouteTap(act="open", id=row.student_id)
        plan = [
            button(words.label("pair-act-plan-read"), to.pack()),
            button(words.label("menu-route"), route.pack()),
        ]
    turn: Literal["pause", "resume"] = "resume" if row.state is PairState.PAUSED else "pause"
    return Rendered(
        text,
        rows(
            days_to_log(row.pair_id, words),
            [_act("plan", row, words), journal],
            plan,
            [_act("write", row, words)] if row.mentee_person is not None else [],
            [
                _act(turn, row, words),
                _act("close", row, words),
            ],
            [passport] if row.mentee_person is not None else [],
            back,
        ),
    )


def _act(
    name: Literal["journal", "plan", "write", "pause", "resume", "close"], row: PairRow, words: Words
) -> InlineKeyboardButton:
    return button(words.label(f"pair-act-{name}"), PairTap(act=name, id=row.pair_id).pack())


def _next_line(row: PairRow, words: Words) -> Html | None:
    if row.next_on is None and not row.next_step:
        return None
    step = words.label(f"next-step-{row.next_step}") if row.next_step else ""
    if row.next_on is None:
        return words.html("pair-next-step", step=step)
    return words.html("pair-next", day=row.next_on, step=step, todo=bool(step))


def plan_view(row: PairRow, month: int, words: Words, clock: Clock) -> Rendered:
    """Chips for the usual, the calendar for the rest."""
    today = clock.today()
    soon = [
        button(
            words.label("plan-in-weeks", count=days // 7),
            PlanNextTap(pair=row.pair_id, what="days", value=days).pack(),
        )
        for days in WEEKS
    ]
    steps = [
        button(
            words.label("switch", on=row.next_step == step, name=words.label(f"next-step-{step}")),
            PlanNextTap(pair=row.pair_id, what="step", value=place).pack(),
        )
        for place, step in enumerate(STEPS)
    ]
    keyboard = month_keyboard(
        words,
        use=USE,
        number=row.pair_id,
        month=day_of(month),
        first=day_of(today.toordinal() + 1),
        last=today + AHEAD,
        below=[soon, *in_rows(steps, 2), way_back(words, PairTap(act="open", id=row.pair_id))],
    )
    return Rendered(words.html("plan-ask", who=row.mentee), keyboard)


def journal_view(pair_id: int, found: list[Meeting], number: int, words: Words) -> Rendered:
    """A page of the journal; one's own meetings can be opened."""
    number = known_page(len(found), number)
    shown = page_of(found, number)
    first = number * PAGE + 1
    lines = [meeting_line(place, each, words) for place, each in enumerate(shown, start=first)]
    opens = [
        button(str(place), MeetingTap(id=each.check_in_id).pack())
        for place, each in enumerate(shown, start=first)
        if each.pair_id == pair_id
    ]
    turn = leaf(len(found), number, words, lambda page: PairTap(act="journal", id=pair_id, page=page))
    back = way_back(words, PairTap(act="open", id=pair_id))
    paper = [button(words.label("journal-paper"), JournalFileTap(pair=pair_id).pack())] if found else []
    text = text_of(words.html("journal-head", count=len(found)), BLANK, *lines)
    return Rendered(text, rows(*in_rows(opens, 4), turn, paper, back))


def meeting_line(place: int, each: Meeting, words: Words) -> Html:
    """«3. 12 ноября, звонок, 15 мин — экзамены»."""
    return words.html(
        "journal-line",
        place=place,
        day=each.held_on,
        form=words.label(f"form-{each.form.value}"),
        minutes=each.minutes,
        topics=topics_of(each, words),
        note=shorten(each.text, LINE),
        noted=bool(each.text),
        confirmed=each.confirmed,
    )


def topics_of(each: Meeting, words: Words) -> str:
    """What was talked about: the topics of every pair by their names, those of a programme as they are."""
    return ", ".join(topic_name(name, words) for name in each.topics)


def topic_name(name: str, words: Words) -> str:
    """The name of a topic."""
    return words.label(f"topic-{name}") if name in TOPICS else name
