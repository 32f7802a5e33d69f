"""Groups of organisations, and the remembered answers to «кого имеет в виду план»."""

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.handlers.access import ADMINISTRATOR
from bot.handlers.menu import MenuTap
from bot.handlers.organisation_choice import ChosenTap, choice, wait_for_name
from bot.handlers.pages import PAGE, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.services.organisation_groups import AliasRow, GroupRow, GroupView
from bot.services.organisations import Organisations
from bot.services.people import Actor
from bot.texts import Html, Words, shorten

router = Router(name="groups")

USE = "group"
BUTTON_LIMIT = 60


class GroupTap(CallbackData, prefix="gr"):
    """Something about groups: list; or about one: open, add (an organisation)."""

    act: str
    id: int = 0
    page: int = 0


class LeaveTap(CallbackData, prefix="gl"):
    """Take an organisation out of a group."""

    group: int
    organisation: int


class AliasTap(CallbackData, prefix="fa"):
    """Something about remembered answers: list; or about one: ask, forget."""

    act: str
    id: int = 0
    page: int = 0


@router.callback_query(GroupTap.filter(F.act == "list"), ADMINISTRATOR)
async def list_groups(
    tap: CallbackQuery, callback_data: GroupTap, words: Words, organisations: Organisations, state: FSMContext
) -> None:
    """«Группы»."""
    await state.clear()
    await show(tap, group_list(await organisations.groups(), callback_data.page, words))


@router.callback_query(GroupTap.filter(F.act == "open"), ADMINISTRATOR)
async def open_group(
    tap: CallbackQuery, callback_data: GroupTap, words: Words, organisations: Organisations, state: FSMContext
) -> None:
    """One group."""
    await state.clear()
    group = await organisations.group(callback_data.id)
    await show(tap, group_view(group, callback_data.page, words))


@router.callback_query(GroupTap.filter(F.act == "add"), ADMINISTRATOR)
async def ask_member(
    tap: CallbackQuery, callback_data: GroupTap, words: Words, organisations: Organisations, state: FSMContext
) -> None:
    """«Добавить в группу»: which organisation?"""
    await wait_for_name(state, USE, callback_data.id)
    await show(tap, choice(await organisations.counts(), words, USE, callback_data.id))


@router.callback_query(ChosenTap.filter(F.use == USE), ADMINISTRATOR)
async def join(
    tap: CallbackQuery,
    callback_data: ChosenTap,
    actor: Actor,
    words: Words,
    organisations: Organisations,
    state: FSMContext,
) -> None:
    """The organisation belongs to the group now."""
    group = await organisations.set_member(actor, callback_data.id, callback_data.organisation, inside=True)
    await state.clear()
    await show(tap, group_view(group, 0, words), toast=words.label("group-joined"))


@router.callback_query(LeaveTap.filter(), ADMINISTRATOR)
async def leave(
    tap: CallbackQuery, callback_data: LeaveTap, actor: Actor, words: Words, organisations: Organisations
) -> None:
    """The organisation no longer belongs to the group."""
    number, organisation = callback_data.group, callback_data.organisation
    group = await organisations.set_member(actor, number, organisation, inside=False)
    await show(tap, group_view(group, 0, words), toast=words.label("group-left"))


@router.callback_query(AliasTap.filter(F.act == "list"), ADMINISTRATOR)
async def list_aliases(
    tap: CallbackQuery,
    callback_data: AliasTap,
    actor: Actor,
    words: Words,
    organisations: Organisations,
    state: FSMContext,
) -> None:
    """«Ответы об исполнителях»."""
    await state.clear()
    await show(tap, alias_list(await organisations.aliases(actor), callback_data.page, words))


@router.callback_query(AliasTap.filter(F.act == "ask"), ADMINISTRATOR)
async def ask_forget(
    tap: CallbackQuery, callback_data: AliasTap, actor: Actor, words: Words, organisations: Organisations
) -> None:
    """One answer: is it to be forgotten?"""
    found = await organisations.alias(actor, callback_data.id)
    await show(tap, forget_question(found, callback_data.page, words))


@router.callback_query(AliasTap.filter(F.act == "forget"), ADMINISTRATOR)
async def forget(
    tap: CallbackQuery, callback_data: AliasTap, actor: Actor, words: Words, organisations: Organisations
) -> None:
    """Forgotten; the plan asks again."""
    await organisations.forget(actor, callback_data.id)
    plans = button(words.label("menu-plans"), MenuTap(to="plans").pack())
    back = way_back(words, AliasTap(act="list", page=callback_data.page))
    await show(tap, Rendered(words.html("alias-forgotten"), rows([plans], back)))


def group_list(found: list[GroupRow], number: int, words: Words) -> Rendered:
    """All groups with how many organisations each means."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label("group-button", name=shorten(row.name, BUTTON_LIMIT - 6), count=row.count),
                GroupTap(act="open", id=row.group_id).pack(),
            )
        ]
        for row in page_of(found, number)
    ]
    turn = leaf(len(found), number, words, lambda page: GroupTap(act="list", page=page))
    return Rendered(
        words.html("groups-head"), rows(*buttons, turn, way_back(words, MenuTap(to="organisations")))
    )


def group_view(group: GroupView, number: int, words: Words) -> Rendered:
    """One group: its kinds, and the organisations put in by themselves, each with a way out."""
    number = known_page(len(group.members), number)
    kinds = ", ".join(words.label(f"kind-{kind.value}") for kind in group.kinds)
    text = text_of(
        words.html("group-head", name=group.name, count=group.count),
        words.html("group-kinds", kinds=kinds) if kinds else None,
        words.html("group-members", count=len(group.members)) if group.members else None,
    )
    members = [
        [
            button(
                words.label("group-leave", name=shorten(member.name, BUTTON_LIMIT - 4)),
                LeaveTap(group=group.group_id, organisation=member.organisation_id).pack(),
            )
        ]
        for member in page_of(group.members, number)
    ]

    def to_page(page: int) -> GroupTap:
        return GroupTap(act="open", id=group.group_id, page=page)

    turn = leaf(len(group.members), number, words, to_page)
    add = button(words.label("group-add"), GroupTap(act="add", id=group.group_id).pack())
    return Rendered(text, rows(*members, turn, [add], way_back(words, GroupTap(act="list"))))


def alias_list(found: list[AliasRow], number: int, words: Words) -> Rendered:
    """What people have answered; pressing one offers to forget it."""
    number = known_page(len(found), number)
    shown = page_of(found, number)
    entries = [
        words.html(
            "alias-line",
            number=order,
            name=shorten(row.name, 150),
            meaning=shorten(row.meaning or "", 150),
            known=row.meaning is not None,
        )
        for order, row in enumerate(shown, start=number * PAGE + 1)
    ]
    buttons = [
        [
            button(
                shorten(row.name, BUTTON_LIMIT),
                AliasTap(act="ask", id=row.alias_id, page=number).pack(),
            )
        ]
        for row in shown
    ]
    turn = leaf(len(found), number, words, lambda page: AliasTap(act="list", page=page))
    return Rendered(
        text_of(words.html("aliases-head", count=len(found)), Html(""), *entries),
        rows(*buttons, turn, way_back(words, MenuTap(to="organisations"))),
    )


def forget_question(found: AliasRow, number: int, words: Words) -> Rendered:
    """Forget it? What follows is said."""
    text = words.html(
        "alias-ask",
        name=shorten(found.name, 300),
        meaning=shorten(found.meaning or "", 300),
        known=found.meaning is not None,
    )
    yes = button(words.label("alias-forget"), AliasTap(act="forget", id=found.alias_id, page=number).pack())
    cancel = button(words.label("cancel"), AliasTap(act="list", page=number).pack())
    return Rendered(text, rows([yes], [cancel]))
