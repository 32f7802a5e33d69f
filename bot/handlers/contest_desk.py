"""«Конкурсы» of the staff: from the orders or anew, a card whose fields are filled in, published, closed."""

from typing import Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.contest_card import CHOICES, card, grade_choice, to_card
from bot.handlers.contest_taps import CardTap, ChoiceTap, FieldTap
from bot.handlers.files import Attached, send_file, send_stored
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import known_page, leaf, page_of, way_back
from bot.handlers.replies import TYPED, button, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action, may
from bot.services.contest_desk import ContestDesk, Offered
from bot.services.contest_lists import ContestLists
from bot.services.contest_texts import MOST_NOMINATIONS
from bot.services.contest_views import DeskRow
from bot.services.grades import in_short
from bot.services.people import Actor
from bot.texts import Words, shorten

router = Router(name="contest_desk")

MAY = May(Action.CONTESTS_EDIT)
LISTS = May(Action.CONTESTS_ENTRIES)


class ContestForm(StatesGroup):
    """The title of a new contest, a field typed anew, or the file of the rules; the data say of which."""

    title = State()
    field = State()
    file = State()


class NewContestTap(CallbackData, prefix="kx"):
    """A template by its place (−1: anew), for an organisation (−1: not chosen, 0: the city)."""

    template: int = -1
    organisation: int = -1


@router.callback_query(MenuTap.filter(F.to == "contest-desk"), MAY)
async def open_desk(tap: CallbackQuery, actor: Actor, words: Words, contest_desk: ContestDesk) -> None:
    """The contests the person looks after."""
    await show(tap, desk(await contest_desk.listed(actor), 0, actor, words))


@router.callback_query(CardTap.filter(F.act == "page"), MAY)
async def page_of_desk(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """Another page."""
    await show(tap, desk(await contest_desk.listed(actor), callback_data.id, actor, words))


@router.callback_query(CardTap.filter(F.act == "talented"), LISTS)
async def talented(tap: CallbackQuery, actor: Actor, words: Words, contest_lists: ContestLists) -> None:
    """The list for support of the talented (plan, 6.4)."""
    file = await contest_lists.talented(actor, words)
    await send_file(tap, Attached(file, words.html("contest-talented-done"), rows([menu_button(words)])))


@router.callback_query(CardTap.filter(F.act.in_({"templates", "all-templates"})), MAY)
async def open_templates(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """The contests of the orders: those of this year, or all of them."""
    whole = callback_data.act == "all-templates"
    await show(tap, offered(await contest_desk.offered(actor), callback_data.id, whole=whole, words=words))


@router.callback_query(NewContestTap.filter(F.organisation < 0), MAY)
async def choose_office(
    tap: CallbackQuery,
    callback_data: NewContestTap,
    actor: Actor,
    words: Words,
    contest_desk: ContestDesk,
    state: FSMContext,
) -> None:
    """Whose contest is it? Where there is nothing to choose, go on."""
    found = await contest_desk.offices(actor)
    if len(found) == 1:
        callback_data = callback_data.model_copy(update={"organisation": found[0][0]})
        await begin(tap, callback_data, actor, words, contest_desk, state)
        return
    buttons = [
        [button(shorten(name, 60), callback_data.model_copy(update={"organisation": number}).pack())]
        for number, name in found
    ]
    back = way_back(words, MenuTap(to="contest-desk"))
    await show(tap, Rendered(words.html("contest-where"), rows(*buttons, back)))


@router.callback_query(NewContestTap.filter(), MAY)
async def begin(
    tap: CallbackQuery,
    callback_data: NewContestTap,
    actor: Actor,
    words: Words,
    contest_desk: ContestDesk,
    state: FSMContext,
) -> None:
    """A draft from a template, or the question for a title."""
    if callback_data.template >= 0:
        view = await contest_desk.make_from(actor, callback_data.organisation, callback_data.template)
        await show(tap, card(view, words), toast=words.label("contest-made"))
        return
    await state.set_state(ContestForm.title)
    await state.set_data({"organisation": callback_data.organisation})
    back = way_back(words, MenuTap(to="contest-desk"))
    await show(tap, Rendered(words.html("contest-title-ask"), rows(back)))


@router.message(StateFilter(ContestForm.title), TYPED, MAY)
async def title_typed(
    message: Message, actor: Actor, words: Words, contest_desk: ContestDesk, state: FSMContext
) -> None:
    """The draft."""
    form = await state.get_data()
    view = await contest_desk.make(actor, form["organisation"], message.text or "")
    await say(message, card(view, words))
    await state.clear()


@router.callback_query(CardTap.filter(F.act == "open"), MAY)
async def open_card(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """One contest."""
    await show(tap, card(await contest_desk.one(actor, callback_data.id), words))


@router.callback_query(FieldTap.filter(), MAY)
async def ask_field(
    tap: CallbackQuery,
    callback_data: FieldTap,
    actor: Actor,
    words: Words,
    contest_desk: ContestDesk,
    state: FSMContext,
) -> None:
    """What shall it be?"""
    view = await contest_desk.one(actor, callback_data.id)
    await state.set_state(ContestForm.field)
    await state.set_data({"contest": view.contest_id, "field": callback_data.field})
    text = words.html(f"contest-ask-{callback_data.field}", count=MOST_NOMINATIONS)
    await show(tap, Rendered(text, rows(to_card(view.contest_id, words))))


@router.message(StateFilter(ContestForm.field), TYPED, MAY)
async def field_typed(
    message: Message, actor: Actor, words: Words, contest_desk: ContestDesk, state: FSMContext
) -> None:
    """The field is changed."""
    form = await state.get_data()
    view = await contest_desk.edit(actor, form["contest"], form["field"], message.text or "")
    await say(message, card(view, words))
    await state.clear()


@router.callback_query(CardTap.filter(F.act == "file"), MAY)
async def ask_file(
    tap: CallbackQuery,
    callback_data: CardTap,
    actor: Actor,
    words: Words,
    contest_desk: ContestDesk,
    state: FSMContext,
) -> None:
    """Send the rules."""
    view = await contest_desk.one(actor, callback_data.id)
    await state.set_state(ContestForm.file)
    await state.set_data({"contest": view.contest_id})
    see = []
    if view.file_id is not None:
        see = [button(words.label("contest-rules-button"), CardTap(act="show", id=view.contest_id).pack())]
    text = words.html("contest-ask-file", name=view.file_name or "", there=view.file_id is not None)
    await show(tap, Rendered(text, rows(see, to_card(view.contest_id, words))))


@router.message(StateFilter(ContestForm.file), F.document, MAY)
async def file_sent(
    message: Message, actor: Actor, words: Words, contest_desk: ContestDesk, state: FSMContext
) -> None:
    """The rules are there."""
    assert message.document is not None
    form = await state.get_data()
    name = (message.document.file_name or "")[:200]
    view = await contest_desk.attach(actor, form["contest"], message.document.file_id, name)
    await say(message, card(view, words))
    await state.clear()


@router.callback_query(CardTap.filter(F.act == "show"), MAY)
async def show_file(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """The rules as families get them."""
    view = await contest_desk.one(actor, callback_data.id)
    if view.file_id is None:
        raise NotFound
    await send_stored(tap, view.file_id, words.html("contest-rules", title=view.title))


@router.callback_query(CardTap.filter(F.act.in_({"level", "sphere", "grades"})), MAY)
async def ask_choice(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """Which level, sphere, grades?"""
    view = await contest_desk.one(actor, callback_data.id)
    await show(tap, CHOICES[callback_data.act](view, words))


@router.callback_query(ChoiceTap.filter(), MAY)
async def choose(
    tap: CallbackQuery, callback_data: ChoiceTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """It is chosen; grades can be chosen on."""
    view = await contest_desk.choose(actor, callback_data.id, callback_data.field, callback_data.place)
    shown = grade_choice(view, words) if callback_data.field == "grade" else card(view, words)
    await show(tap, shown, toast=words.label("contest-saved"))


@router.callback_query(CardTap.filter(F.act == "ask-publish"), MAY)
async def ask_publish(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """Whom will it reach?"""
    pupils, people = await contest_desk.audience(actor, callback_data.id)
    sure = button(words.label("contest-publish-sure"), CardTap(act="publish", id=callback_data.id).pack())
    text = words.html("contest-publish-ask", pupils=pupils, people=people)
    await show(tap, Rendered(text, rows([sure], to_card(callback_data.id, words))))


@router.callback_query(CardTap.filter(F.act.in_({"ask-close", "ask-drop"})), MAY)
async def ask_end(tap: CallbackQuery, callback_data: CardTap, words: Words) -> None:
    """Really?"""
    act: Literal["close", "drop"] = "close" if callback_data.act == "ask-close" else "drop"
    sure = button(words.label(f"contest-{act}-sure"), CardTap(act=act, id=callback_data.id).pack())
    await show(
        tap, Rendered(words.html(f"contest-{act}-ask"), rows([sure], to_card(callback_data.id, words)))
    )


@router.callback_query(CardTap.filter(F.act.in_({"publish", "close"})), MAY)
async def publish_or_close(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """It is out, or over."""
    act = contest_desk.publish if callback_data.act == "publish" else contest_desk.close
    view = await act(actor, callback_data.id)
    await show(tap, card(view, words), toast=words.label(f"contest-done-{callback_data.act}"))


@router.callback_query(CardTap.filter(F.act == "drop"), MAY)
async def drop(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """The draft is gone."""
    await contest_desk.drop(actor, callback_data.id)
    shown = desk(await contest_desk.listed(actor), 0, actor, words)
    await show(tap, shown, toast=words.label("contest-dropped"))


def desk(found: list[DeskRow], number: int, actor: Actor, words: Words) -> Rendered:
    """The list, and ways to a new one."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label(
                    "contest-desk-row", state=row.state, title=shorten(row.title, 44), count=row.entries
                ),
                CardTap(act="open", id=row.contest_id).pack(),
            )
        ]
        for row in page_of(found, number)
    ]
    new = [
        button(words.label("contest-from-orders"), CardTap(act="templates", id=0).pack()),
        button(words.label("contest-anew"), NewContestTap().pack()),
    ]
    talents = button(words.label("contest-talented-button"), CardTap(act="talented", id=0).pack())
    turn = leaf(len(found), number, words, lambda page: CardTap(act="page", id=page))
    foot = [talents] if may(actor, Action.CONTESTS_ENTRIES) else []
    text = words.html("contest-desk-head", count=len(found))
    return Rendered(text, rows(new, *buttons, turn, foot, [menu_button(words)]))


def offered(found: list[Offered], number: int, *, whole: bool, words: Words) -> Rendered:
    """Templates, those of this year or all."""
    chosen = [each for each in found if whole or each.due]
    number = known_page(len(chosen), number)
    act: Literal["templates", "all-templates"] = "all-templates" if whole else "templates"
    buttons = [
        [
            button(
                words.label(
                    "contest-template",
                    order=each.template.order,
                    item=each.template.item,
                    any=bool(each.template.grades),
                    grades=in_short(each.template.grades),
                    title=shorten(each.template.title, 44),
                    running=each.running,
                ),
                NewContestTap(template=each.place).pack(),
            )
        ]
        for each in page_of(chosen, number)
    ]
    turn = leaf(len(chosen), number, words, lambda page: CardTap(act=act, id=page))
    other: Literal["templates", "all-templates"] = "templates" if whole else "all-templates"
    switch = [button(words.label(f"contest-{other}"), CardTap(act=other, id=0).pack())]
    text = words.html("contest-templates-head", whole=whole)
    return Rendered(text, rows(*buttons, turn, switch, way_back(words, MenuTap(to="contest-desk"))))
