"""Inviting: role → organisation → position → a link with its QR picture; links given out, taken back."""

import io

import segno
from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link

from bot.clock import Clock
from bot.handlers.access import ADMINISTRATOR
from bot.handlers.member_labels import role_name
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.organisation_choice import ChosenTap, choice, wait_for_name
from bot.handlers.pages import known_page, leaf, page_of, text_of, way_back
from bot.handlers.people import PeopleTap
from bot.handlers.replies import TYPED, button, in_rows, rows, say_picture, show
from bot.handlers.start import INVITE
from bot.messenger.rendered import Rendered
from bot.models import Role
from bot.services.organisations import Organisations
from bot.services.people import Actor, InviteRow, NewInvite, People
from bot.texts import Html, Words, shorten

router = Router(name="invites")

INVITABLE = (
    Role.COORDINATOR,
    Role.EXECUTOR,
    Role.HEAD,
    Role.TUTOR,
    Role.MENTOR,
    Role.METHODIST,
    Role.CONTROLLER,
)
IN_ORGANISATION = frozenset(role for role in INVITABLE if role.in_organisation)
NOWHERE = 0
"""Instead of an organisation: a role of the committee, or an organisation not chosen yet."""
USE = "invite"
"""Prefix of the use an organisation is chosen for; the role follows."""


class InviteForm(StatesGroup):
    """The position is typed or skipped; the data hold the role and the organisation."""

    position = State()


class RoleTap(CallbackData, prefix="ir"):
    """Invite to this role (in this organisation, where it is known already)."""

    role: Role
    organisation: int = NOWHERE


class InviteTap(CallbackData, prefix="iv"):
    """Something about the invite being made, or about one given out: here (role in it), skip, revoke."""

    act: str
    id: int = 0
    page: int = 0


@router.callback_query(PeopleTap.filter(F.act == "invite"), ADMINISTRATOR)
async def ask_role(tap: CallbackQuery, words: Words) -> None:
    """«Пригласить»: to which role?"""
    await show(tap, role_choice(INVITABLE, NOWHERE, words), fresh=True)


@router.callback_query(InviteTap.filter(F.act == "here"), ADMINISTRATOR)
async def ask_role_here(tap: CallbackQuery, callback_data: InviteTap, words: Words) -> None:
    """«Пригласить» on the card of an organisation."""
    await show(tap, role_choice(tuple(IN_ORGANISATION), callback_data.id, words), fresh=True)


@router.callback_query(
    RoleTap.filter(F.role.in_(IN_ORGANISATION) & (F.organisation == NOWHERE)), ADMINISTRATOR
)
async def ask_organisation(
    tap: CallbackQuery,
    callback_data: RoleTap,
    words: Words,
    organisations: Organisations,
    state: FSMContext,
) -> None:
    """In which organisation?"""
    use = f"{USE}-{callback_data.role.value}"
    await wait_for_name(state, use)
    await show(tap, choice(await organisations.counts(), words, use))


@router.callback_query(RoleTap.filter(), ADMINISTRATOR)
async def role_known(tap: CallbackQuery, callback_data: RoleTap, words: Words, state: FSMContext) -> None:
    """Role and place are known."""
    await _ask_position(tap, state, words, callback_data.role, callback_data.organisation)


@router.callback_query(
    ChosenTap.filter(F.use.in_({f"{USE}-{role.value}" for role in IN_ORGANISATION})), ADMINISTRATOR
)
async def organisation_known(
    tap: CallbackQuery, callback_data: ChosenTap, words: Words, state: FSMContext
) -> None:
    """The organisation was chosen."""
    role = Role(callback_data.use.removeprefix(f"{USE}-"))
    await _ask_position(tap, state, words, role, callback_data.organisation)


@router.message(StateFilter(InviteForm.position), TYPED, ADMINISTRATOR)
async def position_typed(
    message: Message, actor: Actor, words: Words, people: People, state: FSMContext, bot: Bot
) -> None:
    """The position was typed: here is the link."""
    await _hand_out(message, actor, words, people, state, bot, message.text or "")


@router.callback_query(InviteTap.filter(F.act == "skip"), StateFilter(InviteForm.position), ADMINISTRATOR)
async def position_skipped(
    tap: CallbackQuery, actor: Actor, words: Words, people: People, state: FSMContext, bot: Bot
) -> None:
    """«Пропустить»: here is the link."""
    await _hand_out(tap, actor, words, people, state, bot, "")


@router.callback_query(PeopleTap.filter(F.act == "invites"), ADMINISTRATOR)
async def list_invites(
    tap: CallbackQuery, callback_data: PeopleTap, actor: Actor, words: Words, people: People, clock: Clock
) -> None:
    """«Приглашения»: what was given out and not used yet."""
    await show(tap, pending(await people.list_invites(actor), callback_data.page, words, clock))


@router.callback_query(InviteTap.filter(F.act == "revoke"), ADMINISTRATOR)
async def revoke(
    tap: CallbackQuery, callback_data: InviteTap, actor: Actor, words: Words, people: People, clock: Clock
) -> None:
    """«Отозвать»."""
    remaining = await people.revoke(actor, callback_data.id)
    toast = words.label("invite-revoked-toast")
    await show(tap, pending(remaining, callback_data.page, words, clock), toast=toast)


async def _ask_position(
    tap: CallbackQuery, state: FSMContext, words: Words, role: Role, organisation: int
) -> None:
    await state.set_state(InviteForm.position)
    await state.set_data({"role": role.value, "organisation": organisation})
    skip = button(words.label("invite-skip"), InviteTap(act="skip").pack())
    cancel = button(words.label("cancel"), MenuTap(to="people").pack())
    question = words.html("invite-position-ask", role=role_name(role, words))
    await show(tap, Rendered(question, rows([skip], [cancel])))


async def _hand_out(
    event: Message | CallbackQuery,
    actor: Actor,
    words: Words,
    people: People,
    state: FSMContext,
    bot: Bot,
    position: str,
) -> None:
    form = await state.get_data()
    invite = await people.invite(actor, Role(form["role"]), form["organisation"] or None, position)
    link = await create_start_link(bot, f"{INVITE}{invite.token}")
    await say_picture(event, qr_picture(link), "invite.png", invitation(invite, link, words))
    await state.clear()


def role_choice(roles: tuple[Role, ...], organisation: int, words: Words) -> Rendered:
    """To which role?"""
    buttons = [
        button(role_name(role, words), RoleTap(role=role, organisation=organisation).pack())
        for role in INVITABLE
        if role in roles
    ]
    cancel = button(words.label("cancel"), MenuTap(to="people").pack())
    return Rendered(words.html("invite-role-ask"), rows(*in_rows(buttons, 1), [cancel]))


def invitation(invite: NewInvite, link: str, words: Words) -> Rendered:
    """What is forwarded to the person: who they will be, until when, the link."""
    text = words.html(
        "invite-text",
        role=role_name(invite.role, words),
        organisation=invite.organisation or "",
        inside=bool(invite.organisation),
        day=invite.expires_on,
        link=Html(link),
    )
    more = button(words.label("invite-more"), PeopleTap(act="invite").pack())
    return Rendered(text, rows([more, menu_button(words)]))


def qr_picture(link: str) -> bytes:
    """The link as a PNG to be scanned from a screen or from paper."""
    buffer = io.BytesIO()
    segno.make(link, error="m", micro=False).save(buffer, kind="png", scale=10, border=4)
    return buffer.getvalue()


def pending(found: list[InviteRow], number: int, words: Words, clock: Clock) -> Rendered:
    """Links nobody has used yet; pressing one takes it back."""
    number = known_page(len(found), number)
    shown = page_of(found, number)
    entries = [_invite_line(row, words, clock) for row in shown]
    buttons = [
        [
            button(
                words.label(
                    "invite-revoke",
                    number=order,
                    role=role_name(row.role, words),
                    organisation=shorten(row.organisation or "", 30),
                    inside=bool(row.organisation),
                ),
                InviteTap(act="revoke", id=row.invite_id, page=number).pack(),
            )
        ]
        for order, row in enumerate(shown, start=1)
    ]
    return Rendered(
        text_of(words.html("invites-head", count=len(found)), Html(""), *entries),
        rows(
            *buttons,
            leaf(len(found), number, words, lambda page: PeopleTap(act="invites", page=page)),
            way_back(words, MenuTap(to="people")),
        ),
    )


def _invite_line(row: InviteRow, words: Words, clock: Clock) -> Html:
    return words.html(
        "invites-line",
        role=role_name(row.role, words),
        position=row.position,
        positioned=bool(row.position),
        organisation=row.organisation or "",
        inside=bool(row.organisation),
        day=clock.at(row.expires_at).date(),
    )
