"""«Мониторинг»: an organisation looks through what assembled itself and confirms; the centre merges."""

from datetime import date
from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.errors import NotFound
from bot.handlers.access import Has, May
from bot.handlers.calendar_keyboard import day_of
from bot.handlers.event_taps import HostTap
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.handlers.route_taps import RouteTap
from bot.messenger.rendered import Rendered
from bot.models import MonitoringKind
from bot.services.access import TABLE, Action, may
from bot.services.actor import Actor
from bot.services.monitoring import LETTER_LIMIT, REMARK_LIMIT, Monitoring, ReportView, Round
from bot.services.monitoring_files import SUMS, MonitoringFiles, percent
from bot.services.monitoring_opening import ITEMS
from bot.texts import Html, Words, shorten

router = Router(name="monitoring")

CONFIRMS = May(Action.MONITORING_CONFIRM)
MERGES = May(Action.MONITORING_MERGE)
EITHER = Has(*TABLE[Action.MONITORING_CONFIRM], *TABLE[Action.MONITORING_MERGE])
KINDS = tuple(MonitoringKind)
SHOWN = 12
"""Gaps named one by one."""
NAMED = 20
"""Organisations that have not confirmed, named one by one."""


class MonitoringForm(StatesGroup):
    """A remark, or the number of the covering letter, is typed; the data say of what."""

    remark = State()
    letter = State()


class ReportTap(CallbackData, prefix="mr"):
    """An act upon the part of an organisation."""

    act: Literal["open", "gaps", "confirm", "reopen", "remark", "paper"]
    id: int


class RoundTap(CallbackData, prefix="mz"):
    """An act upon a whole round: its kind by place, its due day as an ordinal."""

    act: Literal["open", "paper", "table", "ask", "merge", "nudge", "letter"]
    kind: int
    day: int

    @property
    def key(self) -> tuple[MonitoringKind, date]:
        """What and when."""
        if not 0 <= self.kind < len(KINDS):
            raise NotFound
        return KINDS[self.kind], day_of(self.day)


@router.callback_query(MenuTap.filter(F.to == "monitoring"), EITHER)
async def open_monitoring(tap: CallbackQuery, actor: Actor, words: Words, monitoring: Monitoring) -> None:
    """What is open for the own organisations, and the rounds of the city for who merges them."""
    mine = await monitoring.mine(actor) if may(actor, Action.MONITORING_CONFIRM) else []
    rounds = await monitoring.rounds(actor) if may(actor, Action.MONITORING_MERGE) else []
    await show(tap, overview(mine, rounds, words))


@router.callback_query(ReportTap.filter(F.act == "open"), CONFIRMS)
async def open_report(
    tap: CallbackQuery, callback_data: ReportTap, actor: Actor, words: Words, monitoring: Monitoring
) -> None:
    """The part of an organisation."""
    await show(tap, report_view(await monitoring.one(actor, callback_data.id), words))


@router.callback_query(ReportTap.filter(F.act == "gaps"), CONFIRMS)
async def open_gaps(
    tap: CallbackQuery, callback_data: ReportTap, actor: Actor, words: Words, monitoring: Monitoring
) -> None:
    """What is missing, each with a button to fill it in."""
    await show(tap, gaps_view(await monitoring.one(actor, callback_data.id), words))


@router.callback_query(ReportTap.filter(F.act == "confirm"), CONFIRMS)
async def confirm(
    tap: CallbackQuery, callback_data: ReportTap, actor: Actor, words: Words, monitoring: Monitoring
) -> None:
    """«Всё верно»."""
    shown = await monitoring.confirm(actor, callback_data.id)
    await show(tap, report_view(shown, words), toast=words.label("monitoring-confirmed-toast"))


@router.callback_query(ReportTap.filter(F.act == "reopen"), CONFIRMS)
async def reopen(
    tap: CallbackQuery, callback_data: ReportTap, actor: Actor, words: Words, monitoring: Monitoring
) -> None:
    """«Исправить»."""
    await show(tap, report_view(await monitoring.reopen(actor, callback_data.id), words))


@router.callback_query(ReportTap.filter(F.act == "remark"), CONFIRMS)
async def ask_remark(tap: CallbackQuery, callback_data: ReportTap, words: Words, state: FSMContext) -> None:
    """A few words under the figures."""
    await state.set_state(MonitoringForm.remark)
    await state.set_data({"report": callback_data.id})
    back = way_back(words, ReportTap(act="open", id=callback_data.id))
    await show(tap, Rendered(words.html("monitoring-remark-ask", limit=REMARK_LIMIT), rows(back)))


@router.message(StateFilter(MonitoringForm.remark), TYPED, CONFIRMS)
async def remark_typed(
    message: Message, actor: Actor, words: Words, monitoring: Monitoring, state: FSMContext
) -> None:
    """They stand under the figures."""
    number = (await state.get_data())["report"]
    await say(message, report_view(await monitoring.remark(actor, number, message.text or ""), words))
    await state.clear()


@router.callback_query(ReportTap.filter(F.act == "paper"), CONFIRMS)
async def report_paper(
    tap: CallbackQuery,
    callback_data: ReportTap,
    actor: Actor,
    words: Words,
    monitoring_files: MonitoringFiles,
) -> None:
    """The report of the organisation as DOCX."""
    file = await monitoring_files.report(actor, callback_data.id, words)
    back = way_back(words, ReportTap(act="open", id=callback_data.id))
    await send_file(tap, Attached(file, words.html("monitoring-paper-caption"), rows(back)))


@router.callback_query(RoundTap.filter(F.act == "open"), MERGES)
async def open_round(
    tap: CallbackQuery, callback_data: RoundTap, actor: Actor, words: Words, monitoring: Monitoring
) -> None:
    """A round of the city."""
    await show(tap, round_view(await monitoring.round(actor, *callback_data.key), words))


@router.callback_query(RoundTap.filter(F.act == "nudge"), MERGES)
async def nudge(
    tap: CallbackQuery, callback_data: RoundTap, actor: Actor, words: Words, monitoring: Monitoring
) -> None:
    """Remind those who have not confirmed."""
    count = await monitoring.nudge(actor, *callback_data.key)
    shown = round_view(await monitoring.round(actor, *callback_data.key), words)
    await show(tap, shown, toast=words.label("monitoring-nudged", count=count))


@router.callback_query(RoundTap.filter(F.act == "ask"), MERGES)
async def ask_merge(
    tap: CallbackQuery, callback_data: RoundTap, actor: Actor, words: Words, monitoring: Monitoring
) -> None:
    """Merge? After that nobody can correct."""
    found = await monitoring.round(actor, *callback_data.key)
    sure = button(
        words.label("monitoring-merge-sure"), callback_data.model_copy(update={"act": "merge"}).pack()
    )
    back = way_back(words, callback_data.model_copy(update={"act": "open"}))
    await show(
        tap, Rendered(words.html("monitoring-merge-ask", count=len(found.unconfirmed)), rows([sure], back))
    )


@router.callback_query(RoundTap.filter(F.act == "merge"), MERGES)
async def merge(
    tap: CallbackQuery, callback_data: RoundTap, actor: Actor, words: Words, monitoring: Monitoring
) -> None:
    """The round is closed."""
    found = await monitoring.merge(actor, *callback_data.key)
    await show(tap, round_view(found, words), toast=words.label("monitoring-merged-toast"))


@router.callback_query(RoundTap.filter(F.act == "paper"), MERGES)
async def summary_paper(
    tap: CallbackQuery, callback_data: RoundTap, actor: Actor, words: Words, monitoring_files: MonitoringFiles
) -> None:
    """The summary of the city as DOCX."""
    file = await monitoring_files.summary(actor, *callback_data.key, words)
    back = way_back(words, callback_data.model_copy(update={"act": "open"}))
    await send_file(tap, Attached(file, words.html("monitoring-paper-caption"), rows(back)))


@router.callback_query(RoundTap.filter(F.act == "table"), MERGES)
async def summary_table(
    tap: CallbackQuery, callback_data: RoundTap, actor: Actor, words: Words, monitoring_files: MonitoringFiles
) -> None:
    """The summary of the city as XLSX."""
    file = await monitoring_files.table(actor, *callback_data.key, words)
    back = way_back(words, callback_data.model_copy(update={"act": "open"}))
    await send_file(tap, Attached(file, words.html("monitoring-table-caption"), rows(back)))


@router.callback_query(RoundTap.filter(F.act == "letter"), MERGES)
async def ask_letter(tap: CallbackQuery, callback_data: RoundTap, words: Words, state: FSMContext) -> None:
    """«Передано»: with which letter?"""
    await state.set_state(MonitoringForm.letter)
    await state.set_data({"kind": callback_data.kind, "day": callback_data.day})
    back = way_back(words, callback_data.model_copy(update={"act": "open"}))
    await show(tap, Rendered(words.html("monitoring-letter-ask", limit=LETTER_LIMIT), rows(back)))


@router.message(StateFilter(MonitoringForm.letter), TYPED, MERGES)
async def letter_typed(
    message: Message, actor: Actor, words: Words, monitoring: Monitoring, state: FSMContext
) -> None:
    """It is noted."""
    form = await state.get_data()
    tap = RoundTap(act="open", kind=form["kind"], day=form["day"])
    await say(message, round_view(await monitoring.hand_on(actor, *tap.key, message.text or ""), words))
    await state.clear()


def overview(
    mine: list[ReportView], rounds: list[tuple[MonitoringKind, date, int, int]], words: Words
) -> Rendered:
    """One's own parts, then the rounds."""
    own = [
        [
            button(
                words.label(
                    "monitoring-mine",
                    item=ITEMS[each.kind],
                    day=words.short_day(each.due),
                    name=shorten(each.organisation, 30),
                    confirmed=each.confirmed_on is not None,
                ),
                ReportTap(act="open", id=each.report_id).pack(),
            )
        ]
        for each in mine
    ]
    city = [
        [
            button(
                words.label(
                    "monitoring-round", item=ITEMS[kind], day=words.short_day(due), done=done, count=count
                ),
                RoundTap(act="open", kind=KINDS.index(kind), day=due.toordinal()).pack(),
            )
        ]
        for kind, due, count, done in rounds[:SHOWN]
    ]
    text = words.html("monitoring-overview", count=len(own) + len(city))
    return Rendered(text, rows(*own, *city, [menu_button(words)]))


def report_view(view: ReportView, words: Words) -> Rendered:
    """The figures of an organisation, what is missing, what to do."""
    confirmed = view.confirmed_on is not None
    text = text_of(
        words.html("monitoring-head", item=ITEMS[view.kind], name=view.organisation, due=view.due),
        BLANK,
        *figure_lines(view.kind, view.figures, words),
        BLANK,
        words.html("monitoring-gaps-count", count=view.gaps.count) if not confirmed else None,
        words.html("monitoring-state-confirmed", day=view.confirmed_on) if view.confirmed_on else None,
        words.html("monitoring-state-merged") if view.merged else None,
        words.html("monitoring-said", text=view.remark) if view.remark else None,
    )

    def act(name: Literal["gaps", "confirm", "reopen", "remark", "paper"]) -> list[Any]:
        return [button(words.label(f"monitoring-act-{name}"), ReportTap(act=name, id=view.report_id).pack())]

    lines: list[list[Any]] = []
    if not view.merged:
        lines = [[*act("reopen"), *act("remark")]] if confirmed else [act("confirm"), act("remark")]
        if view.gaps.count and not confirmed:
            lines.insert(0, act("gaps"))
    return Rendered(text, rows(*lines, act("paper"), way_back(words, MenuTap(to="monitoring"))))


def figure_lines(kind: MonitoringKind, figures: dict[str, Any], words: Words) -> list[Html]:
    """Name and number, one a line."""
    lines = [
        words.html(
            "monitoring-figure",
            name=words.label(f"monitoring-column-{name}"),
            value=int(figures.get(name, 0)),
        )
        for name in SUMS[kind]
    ]
    if kind is MonitoringKind.ROUTES:
        share = f"{percent(figures)} %"
        lines.append(
            words.html("monitoring-figure", name=words.label("monitoring-column-percent"), value=share)
        )
    return lines


def gaps_view(view: ReportView, words: Words) -> Rendered:
    """Each gap with who can fill it in, and the way there."""
    gaps, lines, buttons = view.gaps, [], []
    for card in gaps.without_sheet[:SHOWN]:
        lines.append(words.html("monitoring-gap-sheet", code=card.code))
        buttons.append(button(card.code, RouteTap(act="open", id=card.student_id).pack()))
    for card, steps in gaps.unsaid[:SHOWN]:
        lines.append(
            words.html(
                "monitoring-gap-steps",
                code=card.code,
                count=len(steps),
                title=shorten(steps[0].title, 60),
                reachable=card.person_id is not None,
            )
        )
        buttons.append(button(card.code, RouteTap(act="open", id=card.student_id).pack()))
    for _, title, day, _ in gaps.unmarked[:SHOWN]:
        lines.append(words.html("monitoring-gap-event", title=shorten(title, 80), day=day))
    hidden = max(len(gaps.without_sheet) - SHOWN, 0) + max(len(gaps.unsaid) - SHOWN, 0)
    text = text_of(
        words.html("monitoring-gaps-head", count=gaps.count),
        BLANK,
        *lines,
        words.html("monitoring-gaps-more", count=hidden) if hidden else None,
        words.html("monitoring-gaps-unseen", count=len(gaps.unseen)) if gaps.unseen else None,
    )
    back = way_back(words, ReportTap(act="open", id=view.report_id))
    return Rendered(text, rows(*in_rows(buttons, 3), back))


def round_view(found: Round, words: Words) -> Rendered:
    """The city: figures, who has not confirmed, what to do next."""
    waiting = found.unconfirmed
    merged = found.merged_on is not None
    text = text_of(
        words.html("monitoring-round-head", item=ITEMS[found.kind], due=found.due),
        words.html(
            "monitoring-round-count", done=len(found.reports) - len(waiting), count=len(found.reports)
        ),
        BLANK,
        *figure_lines(found.kind, found.total, words),
        BLANK,
        words.html("monitoring-waiting-head", count=len(waiting)) if waiting and not merged else None,
        *(
            words.html("monitoring-waiting", name=shorten(each.organisation, 60), count=each.gaps.count)
            for each in (waiting[:NAMED] if not merged else ())
        ),
        words.html("monitoring-gaps-more", count=len(waiting) - NAMED)
        if len(waiting) > NAMED and not merged
        else None,
        words.html("monitoring-round-merged", day=found.merged_on) if found.merged_on else None,
        words.html("monitoring-handed-on", letter=found.letter) if found.letter else None,
    )
    here = RoundTap(act="open", kind=KINDS.index(found.kind), day=found.due.toordinal())

    def act(name: Literal["paper", "table", "ask", "nudge", "letter"]) -> Any:
        return button(words.label(f"monitoring-act-{name}"), here.model_copy(update={"act": name}).pack())

    lines = [[act("letter")]] if merged else [[act("nudge")] if waiting else [], [act("ask")]]
    return Rendered(
        text, rows(*lines, [act("paper"), act("table")], way_back(words, MenuTap(to="monitoring")))
    )


def opened_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """The office: the report is open, so many gaps."""
    return _told("monitoring-told-opened", arguments, words, gaps=int(arguments["gaps"]))


def nudge_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """The office: still not confirmed."""
    return _told("monitoring-told-nudge", arguments, words)


def _told(key: str, arguments: dict[str, Any], words: Words, **more: int) -> Rendered:
    item = ITEMS[MonitoringKind(arguments["kind"])]
    text = words.html(key, item=item, due=date.fromisoformat(arguments["due"]), **more)
    look = button(words.label("monitoring-look"), ReportTap(act="open", id=arguments["report"]).pack())
    return Rendered(text, rows([look]))


def host_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """Whoever holds an event: who came?"""
    text = words.html(
        "monitoring-told-host",
        title=shorten(arguments["title"], 120),
        day=date.fromisoformat(arguments["day"]),
        due=date.fromisoformat(arguments["due"]),
    )
    look = button(words.label("event-attendees"), HostTap(act="attendees", event=arguments["event"]).pack())
    return Rendered(text, rows([look]))
