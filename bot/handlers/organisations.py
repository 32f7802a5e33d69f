"""Organisations: how many of each kind, a card, adding, renaming, closing."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.handlers.access import ADMINISTRATOR
from bot.handlers.groups import AliasTap, GroupTap
from bot.handlers.invites import InviteTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.organisation_choice import ChosenTap, kind_buttons, wait_for_name
from bot.handlers.organisation_list import ListTap
from bot.handlers.pages import text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import OrganisationKind
from bot.services.organisations import OrganisationCard, OrganisationRow, Organisations
from bot.services.people import Actor
from bot.texts import Html, Words

router = Router(name="organisations")

USE = "card"


class NameForm(StatesGroup):
    """A name is typed: of a new organisation of a kind, or the other name of a known one."""

    new = State()
    other = State()


class AddTap(CallbackData, prefix="oa"):
    """Add an organisation; `kind` is empty until it was chosen."""

    kind: str = ""


class OrganisationTap(CallbackData, prefix="oi"):
    """Something about one organisation: open, rename, close (ask), gone (do)."""

    act: str
    id: int


@router.callback_query(MenuTap.filter(F.to == "organisations"), ADMINISTRATOR)
async def open_organisations(
    tap: CallbackQuery, words: Words, organisations: Organisations, state: FSMContext
) -> None:
    """«Организации»."""
    await wait_for_name(state, USE)
    await show(tap, summary(await organisations.counts(), words))


@router.callback_query(ChosenTap.filter(F.use == USE), ADMINISTRATOR)
async def open_chosen(
    tap: CallbackQuery, callback_data: ChosenTap, words: Words, organisations: Organisations
) -> None:
    """One was chosen out of a list."""
    await show(tap, card_view(await organisations.card(callback_data.organisation), words))


@router.callback_query(OrganisationTap.filter(F.act == "open"), ADMINISTRATOR)
async def open_card(
    tap: CallbackQuery,
    callback_data: OrganisationTap,
    words: Words,
    organisations: Organisations,
    state: FSMContext,
) -> None:
    """The card again: nothing was changed."""
    await state.clear()
    await show(tap, card_view(await organisations.card(callback_data.id), words))


@router.callback_query(AddTap.filter(F.kind == ""), ADMINISTRATOR)
async def ask_kind(tap: CallbackQuery, words: Words) -> None:
    """«Добавить»: of which kind?"""
    buttons = [
        button(words.label(f"kind-{kind.value}"), AddTap(kind=kind.value).pack()) for kind in OrganisationKind
    ]
    cancel = button(words.label("cancel"), MenuTap(to="organisations").pack())
    await show(tap, Rendered(words.html("organisation-kind-ask"), rows(*in_rows(buttons, 2), [cancel])))


@router.callback_query(AddTap.filter(F.kind.in_(set(OrganisationKind))), ADMINISTRATOR)
async def ask_name(tap: CallbackQuery, callback_data: AddTap, words: Words, state: FSMContext) -> None:
    """The kind was chosen: and the name?"""
    await state.set_state(NameForm.new)
    await state.set_data({"kind": callback_data.kind})
    cancel = button(words.label("cancel"), MenuTap(to="organisations").pack())
    kind = words.label(f"kind-{callback_data.kind}")
    await show(tap, Rendered(words.html("organisation-name-ask", kind=kind), rows([cancel])))


@router.message(StateFilter(NameForm.new), TYPED, ADMINISTRATOR)
async def add(
    message: Message, actor: Actor, words: Words, organisations: Organisations, state: FSMContext
) -> None:
    """The name was typed; the next one may follow at once."""
    kind = OrganisationKind((await state.get_data())["kind"])
    added = await organisations.add(actor, message.text or "", kind)
    await say(message, added_view(added, words))


@router.callback_query(OrganisationTap.filter(F.act == "rename"), ADMINISTRATOR)
async def ask_other_name(
    tap: CallbackQuery,
    callback_data: OrganisationTap,
    words: Words,
    organisations: Organisations,
    state: FSMContext,
) -> None:
    """«Переименовать»."""
    name = await organisations.name_of(callback_data.id)
    await state.set_state(NameForm.other)
    await state.set_data({"id": callback_data.id})
    cancel = OrganisationTap(act="open", id=callback_data.id).pack()
    question = words.html("organisation-rename-ask", name=name)
    await show(tap, Rendered(question, rows([button(words.label("cancel"), cancel)])))


@router.message(StateFilter(NameForm.other), TYPED, ADMINISTRATOR)
async def rename(
    message: Message, actor: Actor, words: Words, organisations: Organisations, state: FSMContext
) -> None:
    """The other name was typed."""
    number = int((await state.get_data())["id"])
    renamed = await organisations.rename(actor, number, message.text or "")
    text = words.html("organisation-renamed", name=renamed.name)
    await say(message, Rendered(text, rows(_onwards(renamed, words), [menu_button(words)])))
    await state.clear()


@router.callback_query(OrganisationTap.filter(F.act == "close"), ADMINISTRATOR)
async def ask_close(
    tap: CallbackQuery, callback_data: OrganisationTap, words: Words, organisations: Organisations
) -> None:
    """«Закрыть»: what will happen is said first."""
    await show(tap, close_question(await organisations.card(callback_data.id), words))


@router.callback_query(OrganisationTap.filter(F.act == "gone"), ADMINISTRATOR)
async def close(
    tap: CallbackQuery,
    callback_data: OrganisationTap,
    actor: Actor,
    words: Words,
    organisations: Organisations,
) -> None:
    """The organisation is closed."""
    withdrawn = await organisations.close(actor, callback_data.id)
    back = button(words.label("menu-organisations"), MenuTap(to="organisations").pack())
    text = words.html("organisation-closed", count=withdrawn)
    await show(tap, Rendered(text, rows([back, menu_button(words)])))


def summary(counts: dict[OrganisationKind, int], words: Words) -> Rendered:
    """How many there are of each kind, and what can be done."""
    key = "organisations-head" if counts else "organisations-empty"
    groups = GroupTap(act="list").pack()
    return Rendered(
        words.html(key, count=sum(counts.values())),
        rows(
            *kind_buttons(counts, words, USE),
            [
                button(words.label("organisations-add"), AddTap().pack()),
                button(words.label("organisations-upload"), ListTap(act="upload").pack()),
            ],
            [button(words.label("organisations-download"), ListTap(act="download").pack())],
            [
                button(words.label("organisations-groups"), groups),
                button(words.label("organisations-aliases"), AliasTap(act="list").pack()),
            ],
            [menu_button(words)],
        ),
    )


def card_view(card: OrganisationCard, words: Words) -> Rendered:
    """One organisation with what depends on it."""
    number = card.row.organisation_id
    text = text_of(
        words.html("organisation-card", name=card.row.name, kind=words.label(f"kind-{card.row.kind.value}")),
        Html(""),
        words.html("organisation-people", count=card.people),
        words.html("organisation-assignments", count=card.assignments),
        words.html("organisation-groups", names=", ".join(card.groups)) if card.groups else None,
    )
    return Rendered(
        text,
        rows(
            [
                button(words.label("people-invite"), InviteTap(act="here", id=number).pack()),
                button(words.label("answers-button"), OrganisationTap(act="answers", id=number).pack()),
            ],
            [
                button(words.label("organisation-rename"), OrganisationTap(act="rename", id=number).pack()),
                button(words.label("organisation-close"), OrganisationTap(act="close", id=number).pack()),
            ],
            way_back(words, MenuTap(to="organisations")),
        ),
    )


def added_view(added: OrganisationRow, words: Words) -> Rendered:
    """It is in the list; the next name of the same kind can be typed at once."""
    text = words.html("organisation-added", name=added.name)
    invite = InviteTap(act="here", id=added.organisation_id).pack()
    return Rendered(
        text,
        rows(
            [button(words.label("people-invite"), invite)],
            [button(words.label("menu-organisations"), MenuTap(to="organisations").pack())],
            [menu_button(words)],
        ),
    )


def close_question(card: OrganisationCard, words: Words) -> Rendered:
    """Close it? Open assignments end, people keep their roles until somebody takes them away."""
    number = card.row.organisation_id
    text = words.html(
        "organisation-close-ask", name=card.row.name, count=card.assignments, peopled=card.people > 0
    )
    yes = button(words.label("organisation-close-yes"), OrganisationTap(act="gone", id=number).pack())
    cancel = button(words.label("cancel"), OrganisationTap(act="open", id=number).pack())
    return Rendered(text, rows([yes], [cancel]))


def _onwards(row: OrganisationRow, words: Words) -> list[InlineKeyboardButton]:
    opened = OrganisationTap(act="open", id=row.organisation_id).pack()
    return [button(words.label("organisation-open"), opened)]
