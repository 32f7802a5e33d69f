"""«Моя анкета»: what a pupil's entry holds, corrected by the pupil; the wish for a contract."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.handlers.access import Has, May
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.handlers.student_taps import StudentTap
from bot.messenger.rendered import Rendered
from bot.models import Age, Interest, Level, Role, Sphere, StudentState
from bot.services.access import Action
from bot.services.people import Actor
from bot.services.student_cards import SUBJECTS, StudentCard
from bot.services.students import WISHES, Students
from bot.texts import Html, Words, shorten

router = Router(name="profile")

PUPIL = Has(Role.STUDENT)
WISHING = May(Action.STUDENT_CONTRACT)
OWN = 0
"""Instead of the number of a pupil: one's own entry."""
SUGGESTED = 8


class ProfileTap(CallbackData, prefix="pf"):
    """Ask for a field of the own entry (no value), or set it."""

    field: str
    value: str = ""


class WishTap(CallbackData, prefix="wi"):
    """A wish about the contract of a pupil (0: own): a field to ask for, or a suggestion (−1: none)."""

    student: int
    field: str
    number: int = -2


class WishForm(StatesGroup):
    """A wish is typed; the data hold the pupil, the field and the suggestions shown."""

    text = State()


@router.callback_query(MenuTap.filter(F.to == "profile"), PUPIL)
async def open_profile(tap: CallbackQuery, actor: Actor, words: Words, students: Students) -> None:
    """«Моя анкета»."""
    await show(tap, own_card(await students.own(actor), words))


@router.callback_query(MenuTap.filter(F.to == "subjects"), PUPIL)
async def open_subjects(tap: CallbackQuery, actor: Actor, words: Words, students: Students) -> None:
    """The exam subjects, each on or off."""
    await show(tap, subject_choice(await students.own(actor), words))


@router.callback_query(ProfileTap.filter(F.field == "subject"), PUPIL)
async def toggle_subject(
    tap: CallbackQuery, callback_data: ProfileTap, actor: Actor, words: Words, students: Students
) -> None:
    """A subject more or less."""
    await show(tap, subject_choice(await students.toggle_subject(actor, callback_data.value), words))


@router.callback_query(ProfileTap.filter(F.field.in_({"sphere", "level"}) & (F.value == "")), PUPIL)
async def ask_field(tap: CallbackQuery, callback_data: ProfileTap, words: Words) -> None:
    """Which one now?"""
    await show(tap, field_choice(callback_data.field, words))


@router.callback_query(ProfileTap.filter(F.value != ""), PUPIL)
async def set_field(
    tap: CallbackQuery, callback_data: ProfileTap, actor: Actor, words: Words, students: Students
) -> None:
    """A new sphere, level, or degree of interest."""
    card = await students.choose(actor, None, callback_data.field, callback_data.value)
    wants = callback_data.field == "interest" and card.interest is Interest.WANTS_CONTRACT
    await show(
        tap, wishes(card, OWN, words) if wants else own_card(card, words), toast=words.label("profile-saved")
    )


@router.callback_query(MenuTap.filter(F.to == "contract-wish"), PUPIL)
async def open_wishes(tap: CallbackQuery, actor: Actor, words: Words, students: Students) -> None:
    """Where, what and for whom."""
    await show(tap, wishes(await students.own(actor), OWN, words))


@router.callback_query(WishTap.filter(F.number == -2), WISHING)
async def ask_wish(
    tap: CallbackQuery, callback_data: WishTap, words: Words, students: Students, state: FSMContext
) -> None:
    """One of the three: tapped or typed."""
    found = (await students.wishes_of_others(callback_data.field))[:SUGGESTED]
    await state.set_state(WishForm.text)
    await state.set_data({"student": callback_data.student, "field": callback_data.field, "found": found})
    await show(tap, wish_question(callback_data, found, words))


@router.callback_query(WishTap.filter(), StateFilter(WishForm.text), WISHING)
async def wish_tapped(
    tap: CallbackQuery,
    callback_data: WishTap,
    actor: Actor,
    words: Words,
    students: Students,
    state: FSMContext,
) -> None:
    """A suggestion, or «Пока не знаю»."""
    found = dict(enumerate((await state.get_data())["found"]))
    text = found.get(callback_data.number, "")
    card = await students.wish(actor, callback_data.student or None, callback_data.field, text)
    await show(tap, wishes(card, callback_data.student, words), toast=words.label("profile-saved"))
    await state.clear()


@router.message(StateFilter(WishForm.text), TYPED, WISHING)
async def wish_typed(
    message: Message, actor: Actor, words: Words, students: Students, state: FSMContext
) -> None:
    """Typed in words."""
    form = await state.get_data()
    card = await students.wish(actor, form["student"] or None, form["field"], message.text or "")
    await say(message, wishes(card, form["student"], words))
    await state.clear()


def own_card(card: StudentCard, words: Words) -> Rendered:
    """The entry in plain words, and what can be changed."""
    wants = card.interest is Interest.WANTS_CONTRACT
    other = Interest.INTERESTED if wants else Interest.WANTS_CONTRACT
    buttons = [
        button(words.label(f"profile-{field}"), ProfileTap(field=field).pack())
        for field in ("sphere", "level")
    ]
    buttons.append(button(words.label("profile-subjects"), MenuTap(to="subjects").pack()))
    turn = ProfileTap(field="interest", value=other.value)
    buttons.append(button(words.label(f"profile-to-{other.value}"), turn.pack()))
    if wants:
        buttons.append(button(words.label("profile-wishes"), MenuTap(to="contract-wish").pack()))
    family = [button(words.label("menu-family-code"), MenuTap(to="family-code").pack())]
    foot = [
        *(family if card.age is Age.MINOR else []),
        button(words.label("menu-consents"), MenuTap(to="consents").pack()),
    ]
    return Rendered(card_text(card, words), rows(*in_rows(buttons, 2), foot, [menu_button(words)]))


def card_text(card: StudentCard, words: Words) -> Html:
    """Everything an entry holds."""
    wants = card.interest is Interest.WANTS_CONTRACT
    return text_of(
        words.html(
            "profile-text",
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
        words.html(f"profile-state-{card.state.value}"),
        consent_line(card, words) if card.state in (StudentState.NEW, StudentState.APPROVED) else None,
    )


def consent_line(card: StudentCard, words: Words) -> Html:
    """Whether a parent has to agree, or has."""
    if card.age is Age.ADULT:
        return words.html("profile-adult")
    return words.html("profile-parent", agreed=not card.consents.waits_for_parent)


def wish_lines(card: StudentCard, words: Words) -> Html:
    """Institution, specialty, employer."""
    values = {field: getattr(card, field) or words.label("wish-unknown") for field in WISHES}
    return words.html("profile-wish", **values)


def subject_names(card: StudentCard, words: Words) -> list[str]:
    """The exam subjects in words."""
    return [words.label(f"subject-{each}") for each in card.subjects]


def subject_choice(card: StudentCard, words: Words) -> Rendered:
    """All subjects, the chosen ones marked."""
    buttons = [
        button(
            words.label("switch", on=each in card.subjects, name=words.label(f"subject-{each}")),
            ProfileTap(field="subject", value=each).pack(),
        )
        for each in SUBJECTS
    ]
    done = button(words.label("subjects-done"), MenuTap(to="profile").pack())
    return Rendered(words.html("subjects-ask"), rows(*in_rows(buttons, 2), [done]))


def field_choice(field: str, words: Words) -> Rendered:
    """The values of a field."""
    kind = Sphere if field == "sphere" else Level
    buttons = [
        button(words.label(f"{field}-{each.value}"), ProfileTap(field=field, value=each.value).pack())
        for each in kind
    ]
    return Rendered(
        words.html(f"registration-{field}"),
        rows(*in_rows(buttons, 2 if kind is Sphere else 1), way_back(words, MenuTap(to="profile"))),
    )


def wishes(card: StudentCard, student: int, words: Words) -> Rendered:
    """The three wishes, each to be named."""
    buttons = [
        [button(words.label(f"wish-{field}"), WishTap(student=student, field=field).pack())]
        for field in WISHES
    ]
    text = text_of(words.html("wish-head", code=card.code), BLANK, wish_lines(card, words))
    return Rendered(text, rows(*buttons, _from(student, words)))


def wish_question(wanted: WishTap, found: list[str], words: Words) -> Rendered:
    """What others have written, to be tapped."""
    buttons = [
        [button(shorten(text, 60), wanted.model_copy(update={"number": number}).pack())]
        for number, text in enumerate(found)
    ]
    unknown = button(words.label("wish-not-yet"), wanted.model_copy(update={"number": -1}).pack())
    text = words.html(f"wish-ask-{wanted.field}", suggested=bool(found))
    return Rendered(text, rows(*buttons, [unknown], _from(wanted.student, words)))


def _from(student: int, words: Words) -> list[InlineKeyboardButton]:
    if student == OWN:
        return way_back(words, MenuTap(to="profile"))
    return way_back(words, StudentTap(act="open", id=student))
