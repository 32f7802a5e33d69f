"""«Наставничество» of whoever sees to the pairs of an organisation: who accompanies, with which load."""

from datetime import timedelta

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from aiogram.utils.deep_linking import create_start_link

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.invites import qr_picture
from bot.handlers.member_labels import role_name
from bot.handlers.mentoring.desk_taps import (
    CURATES,
    INVITABLE,
    CardTap,
    ClassesTap,
    DeskTap,
    InviteTap,
    MentorTap,
    PaperTap,
    TargetTap,
    mentor_name,
)
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say_picture, show
from bot.handlers.start import INVITE
from bot.messenger.rendered import Rendered
from bot.models import Role, Sphere
from bot.services.access import Action, may
from bot.services.actor import Actor
from bot.services.mentoring.attachment import Attachment
from bot.services.mentoring.desk import DeskView, MentoringDesk
from bot.services.mentoring.mentors import MentorRow
from bot.services.mentoring.offers import Offers, TraineeRow
from bot.settings import Settings
from bot.texts import Html, Words, shorten

router = Router(name="mentoring_desk")

SPHERES = tuple(Sphere)
LIMITS = {
    Role.TUTOR: (5, 10, 15, 20, 25, 30, 40, 50, 60),
    Role.MENTOR: (1, 2, 3, 4, 5, 6, 8, 10, 15),
}


class MentorInviteForm(StatesGroup):
    """The position is typed or skipped; the data hold the organisation and the role."""

    position = State()


@router.callback_query(MenuTap.filter(F.to == "mentoring-desk"), CURATES)
async def open_start(tap: CallbackQuery, actor: Actor, words: Words, mentoring_desk: MentoringDesk) -> None:
    """Of which organisation? Who sees to one only is there at once."""
    found = await mentoring_desk.start(actor)
    if isinstance(found, DeskView):
        await show(tap, desk(found, words, programmes=may(actor, Action.MENTORING_PROGRAMMES)))
    else:
        await show(tap, place_choice(found, 0, words))


@router.callback_query(DeskTap.filter(F.act == "places"), CURATES)
async def page_of_places(
    tap: CallbackQuery, callback_data: DeskTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """Another page of them."""
    await show(tap, place_choice(await attachment.places(actor), callback_data.page, words))


@router.callback_query(DeskTap.filter(F.act == "open"), CURATES)
async def open_desk(
    tap: CallbackQuery, callback_data: DeskTap, actor: Actor, words: Words, mentoring_desk: MentoringDesk
) -> None:
    """One organisation at a glance."""
    view = await mentoring_desk.overview(actor, callback_data.place)
    await show(tap, desk(view, words, programmes=may(actor, Action.MENTORING_PROGRAMMES)))


@router.callback_query(DeskTap.filter(F.act == "mentors"), CURATES)
async def open_mentors(
    tap: CallbackQuery, callback_data: DeskTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """Tutors and mentors with their loads."""
    await show(tap, mentors(await attachment.mentors(actor, callback_data.place), callback_data, words))


@router.callback_query(MentorTap.filter(F.act == "open"), CURATES)
async def open_mentor(
    tap: CallbackQuery, callback_data: MentorTap, actor: Actor, words: Words, mentoring_desk: MentoringDesk
) -> None:
    """One of them."""
    await show(tap, mentor_card(await mentoring_desk.mentor(actor, callback_data.seat), words))


@router.callback_query(MentorTap.filter(F.act == "sphere"), CURATES)
async def ask_sphere(tap: CallbackQuery, callback_data: MentorTap, words: Words) -> None:
    """In which field?"""
    buttons = [
        button(
            words.label(f"sphere-{sphere.value}"),
            CardTap(seat=callback_data.seat, field="sphere", value=place).pack(),
        )
        for place, sphere in enumerate(SPHERES)
    ]
    back = way_back(words, MentorTap(act="open", seat=callback_data.seat))
    await show(tap, Rendered(words.html("mentors-sphere-ask"), rows(*in_rows(buttons, 2), back)))


@router.callback_query(MentorTap.filter(F.act == "limit"), CURATES)
async def ask_limit(
    tap: CallbackQuery, callback_data: MentorTap, actor: Actor, words: Words, mentoring_desk: MentoringDesk
) -> None:
    """How many people at the most?"""
    row = await mentoring_desk.mentor(actor, callback_data.seat)
    buttons = [
        button(str(limit), CardTap(seat=row.membership_id, field="limit", value=limit).pack())
        for limit in LIMITS[row.role]
    ]
    back = way_back(words, MentorTap(act="open", seat=row.membership_id))
    text = words.html("mentors-limit-ask", name=mentor_name(row, words), load=row.load, limit=row.limit)
    await show(tap, Rendered(text, rows(*in_rows(buttons, 3), back)))


@router.callback_query(CardTap.filter(F.field == "sphere"), CURATES)
async def set_sphere(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """The field is known."""
    if not 0 <= callback_data.value < len(SPHERES):
        raise NotFound
    row = await attachment.set_card(actor, callback_data.seat, sphere=SPHERES[callback_data.value])
    await show(tap, mentor_card(row, words), toast=words.label("mentors-saved"))


@router.callback_query(CardTap.filter(F.field == "limit"), CURATES)
async def set_limit(
    tap: CallbackQuery, callback_data: CardTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """Another limit."""
    row = await attachment.set_card(actor, callback_data.seat, limit=callback_data.value)
    await show(tap, mentor_card(row, words), toast=words.label("mentors-saved"))


@router.callback_query(PaperTap.filter(), CURATES)
async def tick_paper(
    tap: CallbackQuery, callback_data: PaperTap, actor: Actor, words: Words, attachment: Attachment
) -> None:
    """A paper is there, or is not."""
    row = await attachment.tick_paper(
        actor, callback_data.seat, callback_data.paper, there=callback_data.there
    )
    await show(tap, mentor_card(row, words), toast=words.label("mentors-saved"))


@router.callback_query(DeskTap.filter(F.act == "trainees"), CURATES)
async def open_trainees(
    tap: CallbackQuery, callback_data: DeskTap, actor: Actor, words: Words, offers: Offers
) -> None:
    """Students and young specialists."""
    await show(tap, trainees(await offers.trainees(actor, callback_data.place), callback_data, words))


@router.callback_query(DeskTap.filter(F.act == "invite"), CURATES)
async def ask_role(tap: CallbackQuery, callback_data: DeskTap, words: Words) -> None:
    """Whom to invite?"""
    buttons = [
        [button(role_name(role, words), InviteTap(place=callback_data.place, role=place).pack())]
        for place, role in enumerate(INVITABLE)
    ]
    back = way_back(words, DeskTap(act="open", place=callback_data.place))
    await show(tap, Rendered(words.html("mentors-invite-ask"), rows(*buttons, back)))


@router.callback_query(InviteTap.filter(), CURATES)
async def ask_position(tap: CallbackQuery, callback_data: InviteTap, words: Words, state: FSMContext) -> None:
    """With which position?"""
    if not 0 <= callback_data.role < len(INVITABLE):
        raise NotFound
    role = INVITABLE[callback_data.role]
    await state.set_state(MentorInviteForm.position)
    await state.set_data({"place": callback_data.place, "role": role.value})
    skip = button(words.label("invite-skip"), DeskTap(act="skip", place=callback_data.place).pack())
    back = way_back(words, DeskTap(act="open", place=callback_data.place))
    text = words.html("mentors-position-ask", role=role_name(role, words), trainee=role is Role.TRAINEE)
    await show(tap, Rendered(text, rows([skip], back)))


@router.message(StateFilter(MentorInviteForm.position), TYPED, CURATES)
async def position_typed(
    message: Message,
    actor: Actor,
    words: Words,
    attachment: Attachment,
    state: FSMContext,
    bot: Bot,
    clock: Clock,
    settings: Settings,
) -> None:
    """The position was typed: here is the link."""
    form = await state.get_data()
    role, typed = Role(form["role"]), message.text or ""
    token = await attachment.invite(actor, form["place"], role, typed)
    link = await create_start_link(bot, f"{INVITE}{token}")
    shown = invitation(form["place"], role, link, clock, settings, words)
    await say_picture(message, qr_picture(link), "invite.png", shown)
    await state.clear()


@router.callback_query(DeskTap.filter(F.act == "skip"), StateFilter(MentorInviteForm.position), CURATES)
async def position_skipped(
    tap: CallbackQuery,
    actor: Actor,
    words: Words,
    attachment: Attachment,
    state: FSMContext,
    bot: Bot,
    clock: Clock,
    settings: Settings,
) -> None:
    """«Без должности»: here is the link."""
    form = await state.get_data()
    role = Role(form["role"])
    token = await attachment.invite(actor, form["place"], role)
    link = await create_start_link(bot, f"{INVITE}{token}")
    shown = invitation(form["place"], role, link, clock, settings, words)
    await say_picture(tap, qr_picture(link), "invite.png", shown)
    await state.clear()


def place_choice(found: list[tuple[int, str]], page: int, words: Words) -> Rendered:
    """The organisations whose pairs the person sees to."""
    page = known_page(len(found), page)
    buttons = [
        [button(shorten(name, 60), DeskTap(act="open", place=number).pack())]
        for number, name in page_of(found, page)
    ]
    turn = leaf(len(found), page, words, lambda number: DeskTap(act="places", page=number))
    return Rendered(words.html("mentors-where", count=len(found)), rows(*buttons, turn, [menu_button(words)]))


def desk(view: DeskView, words: Words, *, programmes: bool) -> Rendered:
    """An organisation at a glance."""
    place = view.organisation_id
    text = text_of(
        words.html("mentors-desk", name=view.name, mentors=view.mentors),
        words.html("mentors-desk-without", count=view.without) if view.is_school else None,
        words.html("mentors-waiting", count=view.waiting) if view.waiting else None,
        words.html("mentors-desk-trainees", count=view.trainees) if view.trainees else None,
        words.html("mentors-desk-pairs", active=view.active, paused=view.paused),
        words.html("mentors-desk-offers", count=view.offers) if view.offers else None,
        None if view.mentors else words.html("mentors-desk-empty"),
    )
    classes = button(words.label("mentors-classes"), ClassesTap(place=place).pack())

    def part(act: str) -> InlineKeyboardButton:
        return button(words.label(f"mentors-part-{act}"), DeskTap(act=act, place=place).pack())  # type: ignore[arg-type]

    plans = button(words.label("menu-mentoring-programmes"), MenuTap(to="mentoring-programmes").pack())
    return Rendered(
        text,
        rows(
            [part("mentors"), *([classes] if view.is_school else [])],
            [part("pairs"), part("trainees")],
            [part("invite"), *([plans] if programmes else [])],
            [menu_button(words)],
        ),
    )


def mentors(found: list[MentorRow], where: DeskTap, words: Words) -> Rendered:
    """Tutors and mentors with their loads and papers."""
    page = known_page(len(found), where.page)
    buttons = [
        [
            button(
                words.label(
                    "mentors-line",
                    name=shorten(mentor_name(row, words), 40),
                    load=row.load,
                    limit=row.limit,
                    papers=row.consent and row.order,
                    gone=row.gone,
                ),
                MentorTap(act="open", seat=row.membership_id).pack(),
            )
        ]
        for row in page_of(found, page)
    ]
    turn = leaf(len(found), page, words, lambda number: where.model_copy(update={"page": number}))
    invite = [button(words.label("mentors-part-invite"), DeskTap(act="invite", place=where.place).pack())]
    back = way_back(words, DeskTap(act="open", place=where.place))
    return Rendered(words.html("mentors-list", count=len(found)), rows(*buttons, turn, invite, back))


def mentor_card(row: MentorRow, words: Words) -> Rendered:
    """All that is known of somebody as a tutor or mentor."""
    seat = row.membership_id
    text = text_of(
        words.html("mentors-card", name=mentor_name(row, words), load=row.load, limit=row.limit),
        words.html(
            "mentors-card-sphere",
            sphere=words.label(f"sphere-{row.sphere.value}") if row.sphere else "",
            known=row.sphere is not None,
        ),
        words.html("mentors-card-gone") if row.gone else None,
    )
    back = way_back(words, DeskTap(act="mentors", place=row.organisation_id))
    hand = [button(words.label("mentors-hand"), MentorTap(act="hand", seat=seat).pack())] if row.load else []
    if row.gone:
        return Rendered(text, rows(hand, back))
    papers = {"consent": row.consent, "order": row.order}
    ticks = [
        button(
            words.label(f"mentors-paper-{paper}", there=there),
            PaperTap(seat=seat, paper=paper, there=not there).pack(),  # type: ignore[arg-type]
        )
        for paper, there in papers.items()
    ]
    attach = button(words.label("mentors-attach"), ClassesTap(place=row.organisation_id, seat=seat).pack())
    change = [
        button(words.label("mentors-set-sphere"), MentorTap(act="sphere", seat=seat).pack()),
        button(words.label("mentors-set-limit"), MentorTap(act="limit", seat=seat).pack()),
    ]
    return Rendered(text, rows([attach] if row.role is Role.TUTOR else [], change, ticks, hand, back))


def trainees(found: list[TraineeRow], where: DeskTap, words: Words) -> Rendered:
    """Students and young specialists of an organisation."""
    page = known_page(len(found), where.page)
    buttons = [
        [
            button(
                words.label(
                    "mentors-trainee-line",
                    code=row.code,
                    position=shorten(row.position, 24),
                    positioned=bool(row.position),
                    kind=words.label(f"mentors-trainee-{row.kind.value}"),
                    paired=row.paired,
                ),
                TargetTap(act="open", trainee=row.person_id).pack(),
            )
        ]
        for row in page_of(found, page)
    ]
    turn = leaf(len(found), page, words, lambda number: where.model_copy(update={"page": number}))
    back = way_back(words, DeskTap(act="open", place=where.place))
    return Rendered(words.html("mentors-trainees", count=len(found)), rows(*buttons, turn, back))


def invitation(place: int, role: Role, link: str, clock: Clock, settings: Settings, words: Words) -> Rendered:
    """What is forwarded to the person."""
    text = words.html(
        "invite-text",
        role=role_name(role, words),
        organisation="",
        inside=False,
        day=clock.today() + timedelta(days=settings.invite_days),
        link=Html(link),
    )
    more = button(words.label("invite-more"), DeskTap(act="invite", place=place).pack())
    return Rendered(text, rows([more, menu_button(words)]))
