"""The coordinator's card of a pupil: approve, correct, dismiss, merge doubles."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.menu import menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.profile import WishTap, subject_names, wish_lines
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.handlers.route_taps import RouteTap
from bot.handlers.student_taps import FamilyTap, StudentTap
from bot.handlers.students import ClassTap, pupil_label
from bot.messenger.rendered import Rendered
from bot.models import Age, Interest, Purpose, StudentState
from bot.services.access import Action, may
from bot.services.codes import GRADES, LETTERS
from bot.services.people import Actor
from bot.services.register import Register
from bot.services.student_cards import StudentCard
from bot.services.student_names import StudentNames
from bot.services.students import CHOSEN, WISHES, Students
from bot.settings import Settings
from bot.texts import Html, Words

router = Router(name="student_desk")

LISTS = May(Action.STUDENT_LISTS)
DECIDE = May(Action.STUDENT_DECIDE)
NO_NAME = "-"
"""Typed instead of a name: take it away."""


class NameForm(StatesGroup):
    """A name is typed; the data hold the pupil."""

    text = State()


class ClassOfTap(CallbackData, prefix="sg"):
    """Another class for a pupil: first the grade, then (letter by place, −1: not yet) the letter."""

    student: int
    grade: int
    letter: int = -1


class FieldTap(CallbackData, prefix="sf"):
    """Another sphere, level or degree of interest for a pupil."""

    student: int
    field: str
    value: str = ""


class MergeTap(CallbackData, prefix="sm"):
    """The entry is the double of another one."""

    student: int
    into: int


@router.callback_query(StudentTap.filter(F.act == "open"), LISTS)
async def open_pupil(
    tap: CallbackQuery,
    callback_data: StudentTap,
    actor: Actor,
    words: Words,
    register: Register,
    student_names: StudentNames,
    settings: Settings,
) -> None:
    """The card of a pupil."""
    card = await register.card(actor, callback_data.id)
    shown = desk_card(card, actor, words)
    if settings.collect_names and may(actor, Action.STUDENT_DECIDE):
        shown = with_name(shown, card, await student_names.of(actor, card.student_id), words)
    await show(tap, shown)


@router.callback_query(StudentTap.filter(F.act == "name"), DECIDE)
async def ask_name(
    tap: CallbackQuery,
    callback_data: StudentTap,
    actor: Actor,
    words: Words,
    register: Register,
    student_names: StudentNames,
    state: FSMContext,
) -> None:
    """«Имя»: the only place where one is taken, and only where that is switched on."""
    student_names.must_be_on()
    card = await register.card(actor, callback_data.id)
    await state.set_state(NameForm.text)
    await state.set_data({"student": card.student_id})
    back = way_back(words, StudentTap(act="open", id=card.student_id))
    await show(tap, Rendered(words.html("student-name-ask", code=card.code), rows(back)))


@router.message(StateFilter(NameForm.text), TYPED, DECIDE)
async def name_typed(
    message: Message,
    actor: Actor,
    words: Words,
    register: Register,
    student_names: StudentNames,
    state: FSMContext,
) -> None:
    """The name is sealed; the message with it should not stay in the chat."""
    number = (await state.get_data())["student"]
    text = (message.text or "").strip()
    await student_names.put(actor, number, "" if text == NO_NAME else text)
    card = await register.card(actor, number)
    shown = with_name(desk_card(card, actor, words), card, await student_names.of(actor, number), words)
    await say(message, Rendered(text_of(words.html("student-name-kept"), BLANK, shown.text), shown.keyboard))
    await state.clear()


@router.callback_query(StudentTap.filter(F.act == "approve"), DECIDE)
async def approve(
    tap: CallbackQuery, callback_data: StudentTap, actor: Actor, words: Words, register: Register
) -> None:
    """«Подтвердить», or «Вернуть в список»."""
    card = await register.approve(actor, callback_data.id)
    await show(tap, desk_card(card, actor, words), toast=words.label("student-saved"))


@router.callback_query(StudentTap.filter(F.act.in_({"ask-left", "ask-moved"})), DECIDE)
async def ask_dismiss(
    tap: CallbackQuery, callback_data: StudentTap, actor: Actor, words: Words, register: Register
) -> None:
    """«Выбыл», «Перешёл»: asked twice, the pupil is told."""
    act = callback_data.act.removeprefix("ask-")
    card = await register.card(actor, callback_data.id)
    sure = button(words.label(f"student-{act}-sure"), StudentTap(act=act, id=card.student_id).pack())
    no = button(words.label("cancel"), StudentTap(act="open", id=card.student_id).pack())
    await show(tap, Rendered(words.html(f"student-{act}-ask", code=card.code), rows([sure], [no])))


@router.callback_query(StudentTap.filter(F.act.in_({"left", "moved"})), DECIDE)
async def dismiss(
    tap: CallbackQuery, callback_data: StudentTap, actor: Actor, words: Words, register: Register
) -> None:
    """The pupil is in the lists no more."""
    card = await register.dismiss(actor, callback_data.id, StudentState(callback_data.act))
    await show(tap, desk_card(card, actor, words), toast=words.label("student-saved"))


@router.callback_query(StudentTap.filter(F.act == "correct"), DECIDE)
async def ask_what(
    tap: CallbackQuery, callback_data: StudentTap, actor: Actor, words: Words, register: Register
) -> None:
    """«Исправить»: what?"""
    card = await register.card(actor, callback_data.id)
    first = [button(words.label("student-class"), ClassOfTap(student=card.student_id, grade=0).pack())]
    first += [
        button(words.label(f"student-{field}"), FieldTap(student=card.student_id, field=field).pack())
        for field in CHOSEN
    ]
    wishes = [
        button(words.label(f"wish-{field}"), WishTap(student=card.student_id, field=field).pack())
        for field in WISHES
        if card.interest is Interest.WANTS_CONTRACT
    ]
    back = way_back(words, StudentTap(act="open", id=card.student_id))
    text = words.html("student-correct", code=card.code)
    await show(tap, Rendered(text, rows(*in_rows(first, 2), *in_rows(wishes, 1), back)))


@router.callback_query(ClassOfTap.filter(F.letter < 0), DECIDE)
async def ask_class(tap: CallbackQuery, callback_data: ClassOfTap, words: Words) -> None:
    """Which grade, which letter?"""
    student, grade = callback_data.student, callback_data.grade
    if grade:
        buttons = [
            button(letter, ClassOfTap(student=student, grade=grade, letter=place).pack())
            for place, letter in enumerate(LETTERS)
        ]
    else:
        buttons = [button(str(each), ClassOfTap(student=student, grade=each).pack()) for each in GRADES]
    text = words.html("student-letter-ask" if grade else "student-grade-ask")
    back = way_back(words, StudentTap(act="correct", id=student))
    await show(tap, Rendered(text, rows(*in_rows(buttons, 6), back)))


@router.callback_query(ClassOfTap.filter(), DECIDE)
async def put_into(
    tap: CallbackQuery, callback_data: ClassOfTap, actor: Actor, words: Words, register: Register
) -> None:
    """Another class."""
    if callback_data.letter >= len(LETTERS):
        raise NotFound
    letter = LETTERS[callback_data.letter]
    card = await register.put_into(actor, callback_data.student, callback_data.grade, letter)
    await show(tap, desk_card(card, actor, words), toast=words.label("student-saved"))


@router.callback_query(FieldTap.filter((F.value == "") & F.field.in_(set(CHOSEN))), DECIDE)
async def ask_field(tap: CallbackQuery, callback_data: FieldTap, words: Words) -> None:
    """Which sphere, level, degree of interest?"""
    kind = CHOSEN[callback_data.field]
    buttons = [
        button(
            words.label(f"{callback_data.field}-{each.value}"),
            callback_data.model_copy(update={"value": each.value}).pack(),
        )
        for each in kind
    ]
    back = way_back(words, StudentTap(act="correct", id=callback_data.student))
    text = words.html(f"student-{callback_data.field}-ask")
    await show(tap, Rendered(text, rows(*in_rows(buttons, 2), back)))


@router.callback_query(FieldTap.filter(F.value != ""), DECIDE)
async def set_field(
    tap: CallbackQuery, callback_data: FieldTap, actor: Actor, words: Words, students: Students
) -> None:
    """The field is another one now."""
    card = await students.choose(actor, callback_data.student, callback_data.field, callback_data.value)
    await show(tap, desk_card(card, actor, words), toast=words.label("student-saved"))


@router.callback_query(StudentTap.filter(F.act == "double"), DECIDE)
async def ask_twin(
    tap: CallbackQuery, callback_data: StudentTap, actor: Actor, words: Words, register: Register
) -> None:
    """«Дубль»: of whom?"""
    found = await register.twins(actor, callback_data.id)
    buttons = [
        [button(pupil_label(card, words), MergeTap(student=callback_data.id, into=card.student_id).pack())]
        for card in found
    ]
    back = way_back(words, StudentTap(act="open", id=callback_data.id))
    text = words.html("student-double-ask", count=len(found))
    await show(tap, Rendered(text, rows(*buttons, back)))


@router.callback_query(MergeTap.filter(), DECIDE)
async def merge(
    tap: CallbackQuery, callback_data: MergeTap, actor: Actor, words: Words, register: Register
) -> None:
    """One entry remains."""
    card = await register.merge(actor, callback_data.student, callback_data.into)
    await show(tap, desk_card(card, actor, words), toast=words.label("student-saved"))


def desk_card(card: StudentCard, actor: Actor, words: Words) -> Rendered:
    """Everything about a pupil, and what the coordinator can do."""
    wants = card.interest is Interest.WANTS_CONTRACT
    text = text_of(
        words.html(
            "student-card",
            code=card.code,
            school=card.school,
            **{"class": card.class_name},
            sphere=words.label(f"sphere-{card.sphere.value}"),
            level=words.label(f"level-{card.level.value}"),
            interest=words.label(f"interest-{card.interest.value}"),
        ),
        words.html("profile-exams", subjects=", ".join(subject_names(card, words)))
        if card.subjects
        else None,
        wish_lines(card, words) if wants else None,
        BLANK,
        words.html(f"student-state-{card.state.value}"),
        consents(card, words),
        words.html("student-offline") if card.person_id is None and card.state.is_current else None,
    )
    buttons = _buttons(card, words) if may(actor, Action.STUDENT_DECIDE) else []
    route = [button(words.label("menu-route"), RouteTap(act="open", id=card.student_id).pack())]
    where = ClassTap(
        act="open", school=card.organisation_id, grade=card.grade, letter=LETTERS.index(card.letter)
    )
    return Rendered(text, rows(*buttons, *([route] if card.state.is_current else []), way_back(words, where)))


def with_name(shown: Rendered, card: StudentCard, name: str | None, words: Words) -> Rendered:
    """The card with the name above it and the button to change it."""
    line = words.html("student-name", name=name or "", known=bool(name), readable=name != "?")
    change = [button(words.label("student-act-name"), StudentTap(act="name", id=card.student_id).pack())]
    keyboard = shown.keyboard.inline_keyboard if shown.keyboard else []
    return Rendered(text_of(line, shown.text), rows(change, *keyboard))


def consents(card: StudentCard, words: Words) -> Html:
    """What has been agreed to, by purpose."""
    return text_of(
        *(
            words.html(
                "student-consent",
                purpose=words.label(f"purpose-{purpose.value}"),
                pupil=purpose in card.consents.pupil,
                parent=purpose in card.consents.parents,
                minor=card.age is Age.MINOR,
            )
            for purpose in Purpose
        ),
        words.html("student-parents", count=card.guardians) if card.age is Age.MINOR else None,
    )


def decided(arguments: dict[str, str], words: Words) -> Rendered:
    """What the pupil is told of a decision."""
    text = words.html(
        f"student-told-{arguments['what']}", code=arguments["code"], **{"class": arguments["class"]}
    )
    return Rendered(text, rows([menu_button(words)]))


def _buttons(card: StudentCard, words: Words) -> list[list[InlineKeyboardButton]]:
    def act(name: str) -> InlineKeyboardButton:
        return button(words.label(f"student-act-{name}"), StudentTap(act=name, id=card.student_id).pack())

    if card.state is StudentState.MERGED:
        return []
    if not card.state.is_current:
        return [
            [button(words.label("student-act-return"), StudentTap(act="approve", id=card.student_id).pack())]
        ]
    family = [
        button(words.label(f"family-{name}"), FamilyTap(act=name, id=card.student_id).pack())
        for name in ("code", "paper")
        if card.age is Age.MINOR
    ]
    first = [act("approve")] if card.state is StudentState.NEW else []
    return [[*first, act("correct")], family, [act("double"), act("ask-left"), act("ask-moved")]]
