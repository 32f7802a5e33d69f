"""Who is who: the list of roles, a person's card, a role taken away and its work handed over."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.handlers.access import ADMINISTRATOR
from bot.handlers.member_labels import member_button, member_name, role_name
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.people import Actor, Ended, MemberCard, MemberRow, People
from bot.texts import Html, Words

router = Router(name="people")

EVERYBODY = 0
"""Instead of a successor: whoever answers in the organisation."""


class PeopleForm(StatesGroup):
    """A part of an organisation's name or of a position may be typed."""

    part = State()


class PeopleTap(CallbackData, prefix="pp"):
    """Something about everybody: list, find, found (a page of it), invite, invites."""

    act: str
    page: int = 0


class MemberTap(CallbackData, prefix="pm"):
    """Something about one role: open, end (who takes over?)."""

    act: str
    id: int
    page: int = 0


class EndTap(CallbackData, prefix="pe"):
    """Take a role away in favour of a person (0: everybody responsible); `sure` after the question."""

    id: int
    successor: int
    sure: bool


@router.callback_query(MenuTap.filter(F.to == "people"), ADMINISTRATOR)
async def open_people(tap: CallbackQuery, actor: Actor, words: Words, people: People) -> None:
    """«Люди»."""
    await show(tap, member_list(await people.members(actor), PeopleTap(act="list"), words))


@router.callback_query(PeopleTap.filter(F.act == "list"), ADMINISTRATOR)
async def leaf_people(
    tap: CallbackQuery, callback_data: PeopleTap, actor: Actor, words: Words, people: People
) -> None:
    """Another page of everybody."""
    await show(tap, member_list(await people.members(actor), callback_data, words))


@router.callback_query(PeopleTap.filter(F.act == "find"), ADMINISTRATOR)
async def ask_part(tap: CallbackQuery, words: Words, state: FSMContext) -> None:
    """«Найти»."""
    await state.set_state(PeopleForm.part)
    await state.set_data({"part": ""})
    cancel = button(words.label("cancel"), MenuTap(to="people").pack())
    await show(tap, Rendered(words.html("people-find-ask"), rows([cancel])))


@router.message(StateFilter(PeopleForm.part), TYPED, ADMINISTRATOR)
async def find(message: Message, actor: Actor, words: Words, people: People, state: FSMContext) -> None:
    """A part of a name was typed."""
    part = (message.text or "")[:100]
    await state.update_data(part=part)
    found = await people.members(actor, part)
    await say(message, member_list(found, PeopleTap(act="found"), words))


@router.callback_query(PeopleTap.filter(F.act == "found"), StateFilter(PeopleForm.part), ADMINISTRATOR)
async def leaf_found(
    tap: CallbackQuery,
    callback_data: PeopleTap,
    actor: Actor,
    words: Words,
    people: People,
    state: FSMContext,
) -> None:
    """Another page of what was found."""
    found = await people.members(actor, (await state.get_data())["part"])
    await show(tap, member_list(found, callback_data, words))


@router.callback_query(MemberTap.filter(F.act == "open"), ADMINISTRATOR)
async def open_member(
    tap: CallbackQuery, callback_data: MemberTap, actor: Actor, words: Words, people: People
) -> None:
    """The card of one role."""
    await show(tap, member_card(await people.membership(actor, callback_data.id), words))


@router.callback_query(MemberTap.filter(F.act == "end"), ADMINISTRATOR)
async def ask_successor(
    tap: CallbackQuery, callback_data: MemberTap, actor: Actor, words: Words, people: People
) -> None:
    """«Снять роль»: who takes the work over?"""
    card = await people.membership(actor, callback_data.id)
    await show(tap, successor_choice(card, callback_data.page, words))


@router.callback_query(EndTap.filter(~F.sure), ADMINISTRATOR)
async def ask_sure(
    tap: CallbackQuery, callback_data: EndTap, actor: Actor, words: Words, people: People
) -> None:
    """What will happen is said first."""
    card = await people.membership(actor, callback_data.id)
    await show(tap, confirmation(card, callback_data.successor, words))


@router.callback_query(EndTap.filter(F.sure), ADMINISTRATOR)
async def end_role(
    tap: CallbackQuery, callback_data: EndTap, actor: Actor, words: Words, people: People
) -> None:
    """The role is taken away."""
    ended = await people.end_membership(actor, callback_data.id, callback_data.successor or None)
    await show(tap, role_ended(ended, words))


def member_list(found: list[MemberRow], where: PeopleTap, words: Words) -> Rendered:
    """A page of roles, and what can be done about people."""
    number = known_page(len(found), where.page)
    unreachable = sum(row.unreachable is not None for row in found)
    buttons = [
        [button(member_button(row, words), MemberTap(act="open", id=row.membership_id).pack())]
        for row in page_of(found, number)
    ]
    text = text_of(
        words.html("people-head" if where.act == "list" else "people-found", count=len(found)),
        words.html("people-unreachable", count=unreachable) if unreachable else None,
    )
    if where.act == "list":
        foot = [button(words.label("people-find"), PeopleTap(act="find").pack())] if found else []
    else:
        foot = [button(words.label("back"), MenuTap(to="people").pack())]
    return Rendered(
        text,
        rows(
            *buttons,
            leaf(len(found), number, words, lambda page: PeopleTap(act=where.act, page=page)),
            [
                button(words.label("people-invite"), PeopleTap(act="invite").pack()),
                button(words.label("people-invites"), PeopleTap(act="invites").pack()),
            ],
            [*foot, menu_button(words)],
        ),
    )


def member_card(card: MemberCard, words: Words) -> Rendered:
    """One role with what depends on it."""
    row = card.row
    text = text_of(
        words.html(
            "people-card",
            role=role_name(row.role, words),
            position=row.position,
            positioned=bool(row.position),
            organisation=row.organisation or "",
            inside=bool(row.organisation),
        ),
        words.html("people-since", day=card.since) if card.since else None,
        words.html("people-assignments", count=card.assignments),
        words.html(f"people-unreachable-{row.unreachable.value}") if row.unreachable else None,
    )
    end = MemberTap(act="end", id=row.membership_id).pack()
    return Rendered(
        text, rows([button(words.label("people-end"), end)], way_back(words, MenuTap(to="people")))
    )


def successor_choice(card: MemberCard, number: int, words: Words) -> Rendered:
    """Who takes over? Asked only where there is something to take over and somebody to do it."""
    if not card.assignments or not card.successors:
        return confirmation(card, EVERYBODY, words)
    number = known_page(len(card.successors), number)
    membership_id = card.row.membership_id

    def give(person_id: int) -> str:
        return EndTap(id=membership_id, successor=person_id, sure=False).pack()

    people = [
        [button(member_button(row, words, placed=False), give(row.person_id))]
        for row in page_of(card.successors, number)
    ]
    cancel = button(words.label("cancel"), MemberTap(act="open", id=membership_id).pack())
    return Rendered(
        words.html("people-successor-ask", count=card.assignments),
        rows(
            *people,
            leaf(
                len(card.successors),
                number,
                words,
                lambda page: MemberTap(act="end", id=membership_id, page=page),
            ),
            [button(words.label("people-everybody"), give(EVERYBODY))],
            [cancel],
        ),
    )


def confirmation(card: MemberCard, successor_id: int, words: Words) -> Rendered:
    """Take the role away? What happens to the work is said."""
    successor = next((row for row in card.successors if row.person_id == successor_id), None)
    text = text_of(
        words.html("people-end-ask", who=member_name(card.row, words)),
        words.html(
            "people-end-work",
            count=card.assignments,
            named=successor is not None,
            successor=member_name(successor, words, placed=False) if successor else "",
            somebody=bool(card.successors),
        )
        if card.row.organisation
        else None,
    )
    sure = EndTap(id=card.row.membership_id, successor=successor_id, sure=True).pack()
    cancel = MemberTap(act="open", id=card.row.membership_id).pack()
    return Rendered(
        text, rows([button(words.label("people-end-yes"), sure)], [button(words.label("cancel"), cancel)])
    )


def role_ended(ended: Ended, words: Words) -> Rendered:
    """Done; an organisation where nobody answers any more needs an invite."""
    deserted = bool(ended.row.organisation) and not ended.remaining
    text = text_of(
        words.html("people-ended", who=member_name(ended.row, words)),
        words.html(
            "people-handed",
            count=ended.handed_over,
            named=ended.successor is not None,
            successor=member_name(ended.successor, words, placed=False) if ended.successor else "",
        )
        if ended.handed_over
        else None,
        words.html("people-deserted") if deserted else None,
    )
    invite = button(words.label("people-invite"), PeopleTap(act="invite").pack())
    back = button(words.label("menu-people"), MenuTap(to="people").pack())
    return Rendered(text, rows([invite] if deserted else [], [back, menu_button(words)]))


def took_over_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """Told to whoever takes the work of a colleague over."""
    text: Html = words.html(
        "people-took-over", organisation=arguments["organisation"], count=arguments["count"]
    )
    return Rendered(text, rows([button(words.label("menu-tasks"), MenuTap(to="tasks").pack())]))
