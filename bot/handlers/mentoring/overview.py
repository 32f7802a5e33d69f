"""«Сводка наставничества»: how pairs are and why, coverage, hours by mentor, registers, the heat map."""

from typing import Literal

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.errors import NotFound
from bot.handlers.access import Has, May
from bot.handlers.files import Attached, send_file
from bot.handlers.mentoring.taps import JournalFileTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, in_rows, rows, say_picture, show
from bot.messenger.rendered import Rendered
from bot.services.access import TABLE, Action
from bot.services.actor import Actor
from bot.services.mentoring.overview import MentorTotal, Overview, PairHealth, PlaceLine, PlaceView
from bot.services.mentoring.registers import ITEMS, Item, Registers
from bot.texts import Html, Words, shorten

router = Router(name="overview")

MAY = May(Action.MENTORING_REPORTS)
HAS_JOURNALS = Has(*TABLE[Action.MENTORING_REPORTS], *TABLE[Action.CHECKINS_LOG])
NAMES: tuple[Item, ...] = tuple(ITEMS)
WAYS: tuple[Literal["pairs", "mentors", "picture"], ...] = ("pairs", "mentors", "picture")


class PlaceTap(CallbackData, prefix="wa"):
    """An organisation: its numbers, its pairs by pages, its mentors, the heat map; or a page of all."""

    act: Literal["city", "open", "pairs", "mentors", "picture"]
    id: int = 0
    page: int = 0


class RegisterTap(CallbackData, prefix="wb"):
    """A register of an organisation, by place in `NAMES`, as a paper or a table."""

    place: int
    item: int
    paper: bool


@router.callback_query(MenuTap.filter(F.to == "mentoring-view"), MAY)
async def open_view(tap: CallbackQuery, actor: Actor, words: Words, overview: Overview) -> None:
    """All organisations within reach."""
    await show(tap, city_view(await overview.city(actor), 0, words))


@router.callback_query(PlaceTap.filter(F.act == "city"), MAY)
async def page_of_city(
    tap: CallbackQuery, callback_data: PlaceTap, actor: Actor, words: Words, overview: Overview
) -> None:
    """Another page."""
    await show(tap, city_view(await overview.city(actor), callback_data.page, words))


@router.callback_query(PlaceTap.filter(F.act == "open"), MAY)
async def open_place(
    tap: CallbackQuery, callback_data: PlaceTap, actor: Actor, words: Words, overview: Overview
) -> None:
    """One organisation."""
    await show(tap, place_view(await overview.place(actor, callback_data.id), words))


@router.callback_query(PlaceTap.filter(F.act == "pairs"), MAY)
async def open_pairs(
    tap: CallbackQuery, callback_data: PlaceTap, actor: Actor, words: Words, overview: Overview
) -> None:
    """Its pairs, the worst first."""
    view = await overview.place(actor, callback_data.id)
    await show(tap, pairs_view(view, callback_data.page, words))


@router.callback_query(PlaceTap.filter(F.act == "mentors"), MAY)
async def open_mentors(
    tap: CallbackQuery, callback_data: PlaceTap, actor: Actor, words: Words, overview: Overview
) -> None:
    """Hours and meetings by mentor."""
    view = await overview.place(actor, callback_data.id)
    await show(tap, mentors_view(view, callback_data.page, words))


@router.callback_query(PlaceTap.filter(F.act == "picture"), MAY)
async def picture(
    tap: CallbackQuery, callback_data: PlaceTap, actor: Actor, words: Words, registers: Registers
) -> None:
    """The heat map."""
    made = await registers.picture(actor, callback_data.id, words)
    back = rows(way_back(words, PlaceTap(act="open", id=callback_data.id)))
    await say_picture(tap, made, "meetings.png", Rendered(words.html("heat-map-caption"), back))


@router.callback_query(RegisterTap.filter(), MAY)
async def hand_over(
    tap: CallbackQuery, callback_data: RegisterTap, actor: Actor, words: Words, registers: Registers
) -> None:
    """A register as a file."""
    if not 0 <= callback_data.item < len(NAMES):
        raise NotFound
    make = registers.paper if callback_data.paper else registers.table
    file = await make(actor, callback_data.place, NAMES[callback_data.item], words)
    back = rows(way_back(words, PlaceTap(act="open", id=callback_data.place)))
    await send_file(tap, Attached(file, words.html("register-caption"), back))


@router.callback_query(JournalFileTap.filter(), HAS_JOURNALS)
async def journal(
    tap: CallbackQuery, callback_data: JournalFileTap, actor: Actor, words: Words, registers: Registers
) -> None:
    """The journal of a pair as a paper."""
    file = await registers.journal(actor, callback_data.pair, words)
    await send_file(tap, Attached(file, words.html("register-caption"), rows([menu_button(words)])))


def city_view(found: list[PlaceLine], number: int, words: Words) -> Rendered:
    """A line for each organisation, the sums above."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label(
                    "overview-line", name=shorten(line.name, 34), risk=line.risk, percent=_percent(line)
                ),
                PlaceTap(act="open", id=line.organisation_id).pack(),
            )
        ]
        for line in page_of(found, number)
    ]
    pupils, tutored = sum(line.pupils for line in found), sum(line.tutored for line in found)
    text = text_of(
        words.html("overview-head", count=len(found)),
        words.html("overview-tutored", have=tutored, count=pupils) if found else None,
        words.html(
            "overview-pairs",
            healthy=sum(line.healthy for line in found),
            quiet=sum(line.quiet for line in found),
            risk=sum(line.risk for line in found),
        )
        if found
        else None,
    )
    turn = leaf(len(found), number, words, lambda page: PlaceTap(act="city", page=page))
    return Rendered(text, rows(*buttons, turn, [menu_button(words)]))


def place_view(view: PlaceView, words: Words) -> Rendered:
    """The numbers of an organisation, and the ways deeper."""
    line = view.line
    text = text_of(
        words.html("overview-place", name=line.name),
        words.html("overview-tutored", have=line.tutored, count=line.pupils),
        words.html("overview-plans", routes=line.routes, plans=line.plans, count=line.pupils),
        words.html("overview-pairs", healthy=line.healthy, quiet=line.quiet, risk=line.risk),
        words.html("overview-meetings", count=line.meetings, hours=round(line.minutes / 60)),
    )
    deeper = [
        button(words.label(f"overview-{act}-open"), PlaceTap(act=act, id=line.organisation_id).pack())
        for act in WAYS
    ]
    files = [
        button(
            words.label(f"register-{'paper' if paper else 'table'}-{item}"),
            RegisterTap(place=line.organisation_id, item=place, paper=paper).pack(),
        )
        for place, item in enumerate(NAMES)
        for paper in (True, False)
    ]
    return Rendered(
        text, rows(*in_rows(deeper, 2), *in_rows(files, 2), way_back(words, MenuTap(to="mentoring-view")))
    )


def pairs_view(view: PlaceView, number: int, words: Words) -> Rendered:
    """A page of pairs with how they are and why; the journal of each as a paper."""
    place = view.line.organisation_id
    number = known_page(len(view.pairs), number)
    shown = page_of(view.pairs, number)
    lines = [_pair_line(each, words) for each in shown]
    buttons = [
        button(
            words.label("overview-journal", code=each.row.mentee, kind=each.row.kind.value),
            JournalFileTap(pair=each.row.pair_id).pack(),
        )
        for each in shown
    ]

    def to_page(page: int) -> CallbackData:
        return PlaceTap(act="pairs", id=place, page=page)

    turn = leaf(len(view.pairs), number, words, to_page)
    text = text_of(words.html("overview-pairs-head", count=len(view.pairs)), BLANK, *lines)
    back = way_back(words, PlaceTap(act="open", id=place))
    return Rendered(text, rows(*in_rows(buttons, 2), turn, back))


def _pair_line(each: PairHealth, words: Words) -> Html:
    return words.html(
        "overview-pair-line",
        health=each.health.value,
        code=each.row.mentee,
        kind=each.row.kind.value,
        met=each.row.last_on is not None,
        day=each.row.last_on or each.row.began_on,
        why=", ".join(words.label(f"why-{reason}") for reason in each.reasons),
        known=bool(each.reasons),
    )


def mentors_view(view: PlaceView, number: int, words: Words) -> Rendered:
    """A page of mentors with what they have done this school year."""
    place = view.line.organisation_id
    number = known_page(len(view.mentors), number)
    lines = [_mentor_line(each, words) for each in page_of(view.mentors, number)]

    def to_page(page: int) -> CallbackData:
        return PlaceTap(act="mentors", id=place, page=page)

    turn = leaf(len(view.mentors), number, words, to_page)
    text = text_of(words.html("overview-mentors-head", count=len(view.mentors)), BLANK, *lines)
    return Rendered(text, rows(turn, way_back(words, PlaceTap(act="open", id=place))))


def _mentor_line(each: MentorTotal, words: Words) -> Html:
    return words.html(
        "overview-mentor-line",
        number=each.person_id,
        position=each.position,
        known=bool(each.position),
        pairs=each.pairs,
        meetings=each.meetings,
        hours=words.label("overview-hours", hours=each.minutes // 60, minutes=each.minutes % 60),
    )


def _percent(line: PlaceLine) -> int:
    return round(100 * line.tutored / line.pupils) if line.pupils else 100
