"""Programmes on their way into the bank: a card that is filled in, review by the methodist, the file."""

from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters import StateFilter, or_f
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.files import Attached, send_file, send_stored
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.programmes import programme_text
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import Level, ProgrammeState, Sphere
from bot.services.access import Action, may
from bot.services.contest_templates import GRADES
from bot.services.people import Actor
from bot.services.programme_desk import WRITTEN, ProgrammeDesk
from bot.services.programmes import ProgrammeCard, Programmes
from bot.texts import Words, shorten

router = Router(name="programme_desk")

WRITES = May(Action.PROGRAMMES_EDIT)
REVIEWS = May(Action.PROGRAMMES_REVIEW)
EITHER = or_f(WRITES, REVIEWS)
Field = Literal["title", "about", "partner", "hours"]
FIELDS: tuple[Field, ...] = ("title", "about", "partner", "hours")
Chosen = Literal["sphere", "level", "grade"]
CHOSEN: tuple[Chosen, ...] = ("sphere", "level", "grade")
Act = Literal[
    "page", "open", "submit", "revise", "accept", "return", "archive", "ask-archive", "file", "show", "table"
]


class ProgrammeForm(StatesGroup):
    """The title of a new programme, a field typed anew, its file, a remark; the data say of which."""

    title = State()
    field = State()
    file = State()
    remark = State()


class WorkTap(CallbackData, prefix="pd"):
    """A page of the desk, or an act upon a programme."""

    act: Act
    id: int


class WordTap(CallbackData, prefix="pk"):
    """Type a field anew."""

    id: int
    field: Field


class PickTap(CallbackData, prefix="pz"):
    """Choose a sphere, a level (−1: any) or grades, by place (−2: show the choice)."""

    id: int
    field: Chosen
    place: int = -2


class NewProgrammeTap(CallbackData, prefix="pu"):
    """A new programme of an organisation (0: not chosen)."""

    organisation: int = 0


@router.callback_query(MenuTap.filter(F.to == "programme-desk"), EITHER)
async def open_desk(tap: CallbackQuery, actor: Actor, words: Words, programme_desk: ProgrammeDesk) -> None:
    """What is written, waits, was returned and is in the bank."""
    await show(tap, desk(await programme_desk.listed(actor), 0, actor, words))


@router.callback_query(WorkTap.filter(F.act == "page"), EITHER)
async def page_of_desk(
    tap: CallbackQuery, callback_data: WorkTap, actor: Actor, words: Words, programme_desk: ProgrammeDesk
) -> None:
    """Another page."""
    await show(tap, desk(await programme_desk.listed(actor), callback_data.id, actor, words))


@router.callback_query(WorkTap.filter(F.act == "table"), EITHER)
async def table(tap: CallbackQuery, actor: Actor, words: Words, programmes: Programmes) -> None:
    """The bank as XLSX."""
    file = await programmes.table(actor, words)
    await send_file(tap, Attached(file, words.html("programme-table-done"), rows([menu_button(words)])))


@router.callback_query(NewProgrammeTap.filter(), WRITES)
async def ask_title(
    tap: CallbackQuery,
    callback_data: NewProgrammeTap,
    actor: Actor,
    words: Words,
    programme_desk: ProgrammeDesk,
    state: FSMContext,
) -> None:
    """Of which organisation, and what is it called?"""
    places = await programme_desk.places(actor)
    back = way_back(words, MenuTap(to="programme-desk"))
    if callback_data.organisation == 0 and len(places) != 1:
        buttons = [
            [button(shorten(name, 60), NewProgrammeTap(organisation=number).pack())]
            for number, name in places
        ]
        await show(tap, Rendered(words.html("programme-where"), rows(*buttons, back)))
        return
    await state.set_state(ProgrammeForm.title)
    await state.set_data({"organisation": callback_data.organisation or places[0][0]})
    await show(tap, Rendered(words.html("programme-ask-title"), rows(back)))


@router.message(StateFilter(ProgrammeForm.title), TYPED, WRITES)
async def title_typed(
    message: Message, actor: Actor, words: Words, programme_desk: ProgrammeDesk, state: FSMContext
) -> None:
    """The draft."""
    form = await state.get_data()
    card = await programme_desk.add(actor, form["organisation"], message.text or "")
    await say(message, work(card, actor, words))
    await state.clear()


@router.callback_query(WorkTap.filter(F.act == "open"), EITHER)
async def open_work(
    tap: CallbackQuery, callback_data: WorkTap, actor: Actor, words: Words, programme_desk: ProgrammeDesk
) -> None:
    """One programme with its state."""
    await show(tap, work(await programme_desk.one(actor, callback_data.id), actor, words))


@router.callback_query(WordTap.filter(), WRITES)
async def ask_field(
    tap: CallbackQuery,
    callback_data: WordTap,
    actor: Actor,
    words: Words,
    programme_desk: ProgrammeDesk,
    state: FSMContext,
) -> None:
    """What shall it be?"""
    card = await programme_desk.one(actor, callback_data.id)
    await state.set_state(ProgrammeForm.field)
    await state.set_data({"programme": card.programme_id, "field": callback_data.field})
    text = words.html(f"programme-ask-{callback_data.field}")
    await show(tap, Rendered(text, rows(to_work(card.programme_id, words))))


@router.message(StateFilter(ProgrammeForm.field), TYPED, WRITES)
async def field_typed(
    message: Message, actor: Actor, words: Words, programme_desk: ProgrammeDesk, state: FSMContext
) -> None:
    """The field is changed."""
    form = await state.get_data()
    card = await programme_desk.edit(actor, form["programme"], form["field"], message.text or "")
    await say(message, work(card, actor, words))
    await state.clear()


@router.callback_query(WorkTap.filter(F.act == "file"), WRITES)
async def ask_file(
    tap: CallbackQuery,
    callback_data: WorkTap,
    actor: Actor,
    words: Words,
    programme_desk: ProgrammeDesk,
    state: FSMContext,
) -> None:
    """Send the file."""
    card = await programme_desk.one(actor, callback_data.id)
    await state.set_state(ProgrammeForm.file)
    await state.set_data({"programme": card.programme_id})
    text = words.html("programme-ask-file", name=card.file_name or "", there=card.file_id is not None)
    await show(tap, Rendered(text, rows(to_work(card.programme_id, words))))


@router.message(StateFilter(ProgrammeForm.file), F.document, WRITES)
async def file_sent(
    message: Message, actor: Actor, words: Words, programme_desk: ProgrammeDesk, state: FSMContext
) -> None:
    """The file is there."""
    assert message.document is not None
    form = await state.get_data()
    name = (message.document.file_name or "")[:200]
    card = await programme_desk.attach(actor, form["programme"], message.document.file_id, name)
    await say(message, work(card, actor, words))
    await state.clear()


@router.callback_query(WorkTap.filter(F.act == "show"), EITHER)
async def show_file(
    tap: CallbackQuery, callback_data: WorkTap, actor: Actor, words: Words, programme_desk: ProgrammeDesk
) -> None:
    """The file, to be read before deciding."""
    card = await programme_desk.one(actor, callback_data.id)
    if card.file_id is None:
        raise NotFound
    await send_stored(tap, card.file_id, words.html("programme-file-caption", title=card.title))


@router.callback_query(PickTap.filter(F.place == -2), WRITES)
async def ask_choice(
    tap: CallbackQuery, callback_data: PickTap, actor: Actor, words: Words, programme_desk: ProgrammeDesk
) -> None:
    """Which sphere, level, grades?"""
    card = await programme_desk.one(actor, callback_data.id)
    await show(tap, choice(card, callback_data.field, words))


@router.callback_query(PickTap.filter(), WRITES)
async def choose(
    tap: CallbackQuery, callback_data: PickTap, actor: Actor, words: Words, programme_desk: ProgrammeDesk
) -> None:
    """It is chosen; grades can be chosen on."""
    card = await programme_desk.choose(actor, callback_data.id, callback_data.field, callback_data.place)
    shown = choice(card, "grade", words) if callback_data.field == "grade" else work(card, actor, words)
    await show(tap, shown, toast=words.label("programme-saved"))


@router.callback_query(WorkTap.filter(F.act.in_({"submit", "revise"})), WRITES)
async def submit_or_revise(
    tap: CallbackQuery, callback_data: WorkTap, actor: Actor, words: Words, programme_desk: ProgrammeDesk
) -> None:
    """Off to the methodist, or back to be changed."""
    act = programme_desk.submit if callback_data.act == "submit" else programme_desk.revise
    card = await act(actor, callback_data.id)
    await show(tap, work(card, actor, words), toast=words.label(f"programme-done-{callback_data.act}"))


@router.callback_query(WorkTap.filter(F.act == "accept"), REVIEWS)
async def accept(
    tap: CallbackQuery, callback_data: WorkTap, actor: Actor, words: Words, programme_desk: ProgrammeDesk
) -> None:
    """Into the bank."""
    card = await programme_desk.accept(actor, callback_data.id)
    await show(tap, work(card, actor, words), toast=words.label("programme-done-accept"))


@router.callback_query(WorkTap.filter(F.act == "return"), REVIEWS)
async def ask_remark(
    tap: CallbackQuery,
    callback_data: WorkTap,
    actor: Actor,
    words: Words,
    programme_desk: ProgrammeDesk,
    state: FSMContext,
) -> None:
    """What has to be put right?"""
    card = await programme_desk.one(actor, callback_data.id)
    await state.set_state(ProgrammeForm.remark)
    await state.set_data({"programme": card.programme_id})
    await show(tap, Rendered(words.html("programme-ask-remark"), rows(to_work(card.programme_id, words))))


@router.message(StateFilter(ProgrammeForm.remark), TYPED, REVIEWS)
async def remark_typed(
    message: Message, actor: Actor, words: Words, programme_desk: ProgrammeDesk, state: FSMContext
) -> None:
    """Back to the author."""
    form = await state.get_data()
    card = await programme_desk.send_back(actor, form["programme"], message.text or "")
    await say(message, work(card, actor, words))
    await state.clear()


@router.callback_query(WorkTap.filter(F.act == "ask-archive"), EITHER)
async def ask_archive(tap: CallbackQuery, callback_data: WorkTap, words: Words) -> None:
    """Really?"""
    sure = button(words.label("programme-archive-sure"), WorkTap(act="archive", id=callback_data.id).pack())
    text = words.html("programme-archive-ask")
    await show(tap, Rendered(text, rows([sure], to_work(callback_data.id, words))))


@router.callback_query(WorkTap.filter(F.act == "archive"), EITHER)
async def archive(
    tap: CallbackQuery, callback_data: WorkTap, actor: Actor, words: Words, programme_desk: ProgrammeDesk
) -> None:
    """Out of the bank."""
    card = await programme_desk.archive(actor, callback_data.id)
    await show(tap, work(card, actor, words), toast=words.label("programme-done-archive"))


def desk(found: list[ProgrammeCard], number: int, actor: Actor, words: Words) -> Rendered:
    """The list by state: what waits comes first."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label("programme-desk-row", state=card.state.value, title=shorten(card.title, 50)),
                WorkTap(act="open", id=card.programme_id).pack(),
            )
        ]
        for card in page_of(found, number)
    ]
    new = button(words.label("programme-new"), NewProgrammeTap().pack())
    first = [new] if may(actor, Action.PROGRAMMES_EDIT) else []
    turn = leaf(len(found), number, words, lambda page: WorkTap(act="page", id=page))
    foot = [
        button(words.label("programme-table"), WorkTap(act="table", id=0).pack()),
        button(words.label("menu-programmes"), MenuTap(to="programmes").pack()),
    ]
    text = words.html(
        "programme-desk-head",
        count=len(found),
        accepted=sum(card.state is ProgrammeState.ACCEPTED for card in found),
        waiting=sum(card.state is ProgrammeState.REVIEW for card in found),
    )
    return Rendered(text, rows(first, *buttons, turn, foot, [menu_button(words)]))


def work(card: ProgrammeCard, actor: Actor, words: Words) -> Rendered:
    """A programme with its state and what can be done about it."""
    number = card.programme_id
    own = card.organisation_id in actor.organisation_ids and may(actor, Action.PROGRAMMES_EDIT)
    buttons: list[list[InlineKeyboardButton]] = []
    if own and card.state in WRITTEN:
        typed = [
            button(words.label(f"programme-field-{each}"), WordTap(id=number, field=each).pack())
            for each in FIELDS
        ]
        picked = [
            button(words.label(f"programme-choice-{each}"), PickTap(id=number, field=each).pack())
            for each in CHOSEN
        ]
        file = button(words.label("programme-choice-file"), WorkTap(act="file", id=number).pack())
        buttons = in_rows([*typed, *picked, file], 2)
        buttons.append([_act("submit", number, words)])
    elif own:
        buttons.append([_act("revise", number, words)])
    if card.state is ProgrammeState.REVIEW and may(actor, Action.PROGRAMMES_REVIEW):
        buttons.append([_act("accept", number, words), _act("return", number, words)])
    foot = [_act("show", number, words)] if card.file_id else []
    if card.state is not ProgrammeState.ARCHIVED and (own or may(actor, Action.PROGRAMMES_REVIEW)):
        foot.append(_act("ask-archive", number, words))
    text = text_of(
        programme_text(card, words),
        BLANK,
        words.html("programme-file-line", name=card.file_name or "") if card.file_id else None,
        words.html(f"programme-state-{card.state.value}", remark=card.remark),
    )
    return Rendered(text, rows(*buttons, foot, way_back(words, MenuTap(to="programme-desk"))))


def choice(card: ProgrammeCard, field: Chosen, words: Words) -> Rendered:
    """Which sphere, level, grades?"""
    options: list[tuple[int, str, bool]]
    if field == "sphere":
        options = [
            (place, words.label(f"sphere-{each.value}"), card.sphere is each)
            for place, each in enumerate(Sphere)
        ]
    elif field == "level":
        options = [(-1, words.label("programme-any-level"), card.level is None)]
        options += [
            (place, words.label(f"level-{each.value}"), card.level is each)
            for place, each in enumerate(Level)
        ]
    else:
        options = [(grade, str(grade), grade in card.grades) for grade in GRADES]
    buttons = [
        button(
            words.label("switch", on=on, name=name),
            PickTap(id=card.programme_id, field=field, place=place).pack(),
        )
        for place, name, on in options
    ]
    text = words.html(f"programme-pick-{field}")
    width = 4 if field == "grade" else 2
    return Rendered(text, rows(*in_rows(buttons, width), to_work(card.programme_id, words)))


def to_work(programme_id: int, words: Words) -> list[InlineKeyboardButton]:
    """Back to the card."""
    return way_back(words, WorkTap(act="open", id=programme_id))


def asked_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A programme waits for the methodist."""
    text = words.html("programme-asked", title=arguments["title"], organisation=arguments["organisation"])
    opened = WorkTap(act="open", id=arguments["programme"]).pack()
    return Rendered(text, rows([button(words.label("programme-open"), opened)], [menu_button(words)]))


def decided_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """The methodist has decided."""
    text = words.html(
        f"programme-told-{arguments['state']}", title=arguments["title"], remark=arguments["remark"]
    )
    opened = WorkTap(act="open", id=arguments["programme"]).pack()
    return Rendered(text, rows([button(words.label("programme-open"), opened)], [menu_button(words)]))


def _act(act: Act, number: int, words: Words) -> InlineKeyboardButton:
    return button(words.label(f"programme-act-{act}"), WorkTap(act=act, id=number).pack())
