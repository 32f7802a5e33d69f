"""Families: a code for a parent, parents coming in by it, the children a parent sees."""

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject, CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from aiogram.utils.deep_linking import create_start_link

from bot.handlers.access import Has, May
from bot.handlers.invites import qr_picture
from bot.handlers.mentoring.taps import ChildPlanTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.profile import card_text
from bot.handlers.replies import TYPED, button, rows, say, say_picture, show
from bot.handlers.route_taps import RouteTap
from bot.handlers.start import set_commands
from bot.handlers.student_desk import desk_card
from bot.handlers.student_taps import FamilyTap, StudentTap
from bot.messenger.rendered import Rendered
from bot.models import Purpose, Role
from bot.services.access import Action
from bot.services.consent_desk import ConsentDesk
from bot.services.families import Families, NewCode, ParentRow
from bot.services.people import Actor, People
from bot.services.student_cards import StudentCard
from bot.texts import Html, Words

router = Router(name="family")

FAMILY = "f"
"""Prefix of a code for a parent in a /start payload."""
CODES = May(Action.FAMILY_CODES)
PAPER = May(Action.CONSENT_PAPER)
PARENT = Has(Role.GUARDIAN)
PAPERS = {"paper-participation": Purpose.PARTICIPATION, "paper-reminders": Purpose.REMINDERS}
PAPERS |= {"paper-employers": Purpose.EMPLOYERS}


class FamilyForm(StatesGroup):
    """A code is typed."""

    code = State()


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(FAMILY)))
async def open_code(
    message: Message,
    command: CommandObject,
    words: Words,
    families: Families,
    people: People,
    state: FSMContext,
    bot: Bot,
) -> None:
    """The link or QR of a code was opened."""
    await state.clear()
    await _come_in(message, (command.args or "").removeprefix(FAMILY), words, families, people, bot)


@router.callback_query(MenuTap.filter(F.to == "enter-code"))
async def ask_code(tap: CallbackQuery, words: Words, state: FSMContext) -> None:
    """«У меня есть код»: also for those the bot does not know yet."""
    await state.set_state(FamilyForm.code)
    await show(tap, Rendered(words.html("family-enter")))


@router.message(StateFilter(FamilyForm.code), TYPED)
async def code_typed(
    message: Message, words: Words, families: Families, people: People, state: FSMContext, bot: Bot
) -> None:
    """The code by hand."""
    await _come_in(message, (message.text or "")[:100], words, families, people, bot)
    await state.clear()


@router.callback_query(MenuTap.filter(F.to == "family-code"), Has(Role.STUDENT))
async def own_code(tap: CallbackQuery, actor: Actor, words: Words, families: Families, bot: Bot) -> None:
    """A pupil's «Код для родителя»."""
    await _hand_out(tap, await families.new_code(actor, None), words, bot, None)


@router.callback_query(FamilyTap.filter(F.act == "code"), CODES)
async def code_of_pupil(
    tap: CallbackQuery, callback_data: FamilyTap, actor: Actor, words: Words, families: Families, bot: Bot
) -> None:
    """The coordinator's code for a parent, to be handed over on paper."""
    made = await families.new_code(actor, callback_data.id)
    await _hand_out(tap, made, words, bot, callback_data.id)


@router.callback_query(MenuTap.filter(F.to == "children"), PARENT)
async def open_children(tap: CallbackQuery, actor: Actor, words: Words, families: Families) -> None:
    """«Мои дети»: with one child straight to the card."""
    found = await families.children(actor)
    await show(tap, child_card(found[0], words) if len(found) == 1 else children(found, words))


@router.callback_query(FamilyTap.filter(F.act == "child"), PARENT)
async def open_child(
    tap: CallbackQuery, callback_data: FamilyTap, actor: Actor, words: Words, families: Families
) -> None:
    """One of the children."""
    await show(tap, child_card(await families.child(actor, callback_data.id), words))


@router.callback_query(FamilyTap.filter(F.act == "ask-leave"), PARENT)
async def ask_leave(
    tap: CallbackQuery, callback_data: FamilyTap, actor: Actor, words: Words, families: Families
) -> None:
    """«Это не мой ребёнок»: asked twice."""
    card = await families.child(actor, callback_data.id)
    sure = button(words.label("family-leave-sure"), FamilyTap(act="leave", id=card.student_id).pack())
    no = button(words.label("cancel"), FamilyTap(act="child", id=card.student_id).pack())
    await show(tap, Rendered(words.html("family-leave-ask", code=card.code), rows([sure], [no])))


@router.callback_query(FamilyTap.filter(F.act == "leave"), PARENT)
async def leave(
    tap: CallbackQuery, callback_data: FamilyTap, actor: Actor, words: Words, families: Families
) -> None:
    """The link has ended."""
    await families.leave(actor, callback_data.id)
    await show(tap, Rendered(words.html("family-left")))


@router.callback_query(FamilyTap.filter(F.act == "paper"), PAPER)
async def papers(
    tap: CallbackQuery, callback_data: FamilyTap, actor: Actor, words: Words, families: Families
) -> None:
    """Papers signed by a parent, and the parents who are linked."""
    found = await families.parents(actor, callback_data.id)
    await show(tap, paper_view(callback_data.id, found, words))


@router.callback_query(FamilyTap.filter(F.act.in_(set(PAPERS))), PAPER)
async def tick_paper(
    tap: CallbackQuery, callback_data: FamilyTap, actor: Actor, words: Words, consent_desk: ConsentDesk
) -> None:
    """A paper is there, or is not."""
    card = await consent_desk.paper(actor, callback_data.id, PAPERS[callback_data.act])
    await show(tap, desk_card(card, actor, words), toast=words.label("student-saved"))


@router.callback_query(FamilyTap.filter(F.act == "unlink"), PAPER)
async def unlink(
    tap: CallbackQuery, callback_data: FamilyTap, actor: Actor, words: Words, families: Families
) -> None:
    """A wrong parent is unlinked."""
    student_id = await families.unlink(actor, callback_data.id)
    found = await families.parents(actor, student_id)
    await show(tap, paper_view(student_id, found, words), toast=words.label("student-saved"))


async def _come_in(
    message: Message, code: str, words: Words, families: Families, people: People, bot: Bot
) -> None:
    assert message.from_user is not None
    user_id, chat_id = message.from_user.id, message.chat.id
    card = await families.accept(user_id, chat_id, words.language, code)
    actor = await people.actor(user_id, chat_id)
    assert actor is not None
    await set_commands(bot, chat_id, actor, words)
    text = words.html("family-welcome", code=card.code, school=card.school, **{"class": card.class_name})
    consents = button(words.label("menu-consents"), FamilyTap(act="consents", id=card.student_id).pack())
    await say(message, Rendered(text, rows([consents], [menu_button(words)])))


async def _hand_out(
    tap: CallbackQuery, made: NewCode, words: Words, bot: Bot, student_id: int | None
) -> None:
    link = await create_start_link(bot, f"{FAMILY}{made.code}")
    text = words.html(
        "family-code-text", code=made.written, pupil=made.student_code, day=made.expires_on, link=Html(link)
    )
    back = [] if student_id is None else [_to_pupil(student_id, words)]
    await say_picture(tap, qr_picture(link), "code.png", Rendered(text, rows([*back, menu_button(words)])))


def _to_pupil(student_id: int, words: Words) -> InlineKeyboardButton:
    return button(words.label("back"), StudentTap(act="open", id=student_id).pack())


def children(found: list[StudentCard], words: Words) -> Rendered:
    """Several children: which one?"""
    buttons = [
        [
            button(
                words.label("family-child", code=card.code, **{"class": card.class_name}),
                FamilyTap(act="child", id=card.student_id).pack(),
            )
        ]
        for card in found
    ]
    more = button(words.label("menu-enter-code"), MenuTap(to="enter-code").pack())
    return Rendered(
        words.html("family-children", count=len(found)), rows(*buttons, [more], [menu_button(words)])
    )


def child_card(card: StudentCard, words: Words) -> Rendered:
    """What a parent sees of a child."""
    number = card.student_id
    consents = button(words.label("menu-consents"), FamilyTap(act="consents", id=number).pack())
    route = button(words.label("menu-route"), RouteTap(act="open", id=number).pack())
    plan = button(words.label("menu-pro-plan"), ChildPlanTap(student=number).pack())
    wrong = button(words.label("family-not-mine"), FamilyTap(act="ask-leave", id=number).pack())
    more = button(words.label("menu-enter-code"), MenuTap(to="enter-code").pack())
    text = text_of(words.html("family-child-head"), BLANK, card_text(card, words))
    return Rendered(text, rows([route, plan], [consents], [more, wrong], [menu_button(words)]))


def paper_view(student_id: int, parents: list[ParentRow], words: Words) -> Rendered:
    """Ticks for papers, and the linked parents."""
    ticks = [
        [
            button(
                words.label("family-paper-tick", purpose=words.label(f"purpose-{purpose.value}")),
                FamilyTap(act=act, id=student_id).pack(),
            )
        ]
        for act, purpose in PAPERS.items()
    ]
    linked = [
        [
            button(
                words.label("family-unlink", order=order, day=row.linked_on),
                FamilyTap(act="unlink", id=row.guardian_id).pack(),
            )
        ]
        for order, row in enumerate(parents, start=1)
    ]
    text = words.html("family-paper-text", parents=len(parents))
    return Rendered(text, rows(*ticks, *linked, way_back(words, StudentTap(act="open", id=student_id))))


def family_notice(arguments: dict[str, str], words: Words) -> Rendered:
    """What a pupil hears of a parent who came or went."""
    return Rendered(words.html(f"family-told-{arguments['what']}"), rows([menu_button(words)]))
