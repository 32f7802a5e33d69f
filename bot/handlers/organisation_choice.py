"""Choosing one organisation out of many: by kind, or by typing a part of its name."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.handlers.access import ADMINISTRATOR
from bot.handlers.menu import MenuTap
from bot.handlers.pages import known_page, leaf, page_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import OrganisationKind
from bot.services.organisations import OrganisationRow, Organisations
from bot.texts import Words, shorten

router = Router(name="organisation_choice")

ALL = "all"
"""Instead of a kind: everything that holds the typed part of a name."""
BUTTON_LIMIT = 60


class OrganisationForm(StatesGroup):
    """A part of a name may be typed; the data say what the organisation is wanted for."""

    part = State()


class OrganisationsTap(CallbackData, prefix="oc"):
    """A page of the organisations of one kind (or of those found), to choose one for `use` about `id`."""

    use: str
    id: int
    kind: str
    page: int = 0


class ChosenTap(CallbackData, prefix="oo"):
    """An organisation was chosen for `use` about the thing numbered `id`."""

    use: str
    id: int
    organisation: int


async def wait_for_name(state: FSMContext, use: str, number: int = 0) -> None:
    """From now on a typed text is a part of a name."""
    await state.set_state(OrganisationForm.part)
    await state.set_data({"use": use, "id": number, "part": ""})


@router.callback_query(OrganisationsTap.filter(F.kind.in_(set(OrganisationKind))), ADMINISTRATOR)
async def of_a_kind(
    tap: CallbackQuery, callback_data: OrganisationsTap, words: Words, organisations: Organisations
) -> None:
    """The organisations of one kind."""
    found = await organisations.listed(OrganisationKind(callback_data.kind))
    await show(tap, found_list(found, callback_data, words))


@router.callback_query(
    OrganisationsTap.filter(F.kind == ALL), StateFilter(OrganisationForm.part), ADMINISTRATOR
)
async def another_page(
    tap: CallbackQuery,
    callback_data: OrganisationsTap,
    words: Words,
    organisations: Organisations,
    state: FSMContext,
) -> None:
    """Another page of what was found."""
    found = await organisations.listed(part=(await state.get_data())["part"])
    await show(tap, found_list(found, callback_data, words))


@router.message(StateFilter(OrganisationForm.part), TYPED, ADMINISTRATOR)
async def by_part_of_name(
    message: Message, words: Words, organisations: Organisations, state: FSMContext
) -> None:
    """A part of the name was typed."""
    part = (message.text or "")[:100]
    form = await state.update_data(part=part)
    found = await organisations.listed(part=part)
    where = OrganisationsTap(use=form["use"], id=form["id"], kind=ALL)
    await say(message, found_list(found, where, words))


def kind_buttons(
    counts: dict[OrganisationKind, int], words: Words, use: str, number: int = 0
) -> list[list[InlineKeyboardButton]]:
    """The kinds there are organisations of, with how many."""
    buttons = [
        button(
            words.label("organisations-kind", kind=words.label(f"kind-{kind.value}"), count=counts[kind]),
            OrganisationsTap(use=use, id=number, kind=kind.value).pack(),
        )
        for kind in OrganisationKind
        if counts.get(kind)
    ]
    return in_rows(buttons, 2)


def choice(counts: dict[OrganisationKind, int], words: Words, use: str, number: int = 0) -> Rendered:
    """Which organisation? Kinds to press, or a name to type."""
    cancel = button(words.label("cancel"), origin(use).pack())
    key = "organisation-choose" if counts else "organisations-none"
    return Rendered(words.html(key), rows(*kind_buttons(counts, words, use, number), [cancel]))


def found_list(found: list[OrganisationRow], where: OrganisationsTap, words: Words) -> Rendered:
    """A page of organisations to choose from."""

    def chosen(row: OrganisationRow) -> str:
        return ChosenTap(use=where.use, id=where.id, organisation=row.organisation_id).pack()

    def turn(number: int) -> OrganisationsTap:
        return OrganisationsTap(use=where.use, id=where.id, kind=where.kind, page=number)

    number = known_page(len(found), where.page)
    buttons = [[button(shorten(row.name, BUTTON_LIMIT), chosen(row))] for row in page_of(found, number)]
    return Rendered(
        words.html("organisations-found", count=len(found)),
        rows(*buttons, leaf(len(found), number, words, turn), way_back(words, origin(where.use))),
    )


def origin(use: str) -> MenuTap:
    """Where a choice came from."""
    return MenuTap(to="people" if use.startswith("invite") else "organisations")
