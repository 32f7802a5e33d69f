"""A pupil registers: five questions at most and a yes; «Назад» everywhere, left and resumed at will."""

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.handlers.access import Has
from bot.handlers.class_sheets import CLASS_LINK
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of
from bot.handlers.profile import own_card
from bot.handlers.replies import button, in_rows, rows, say, show
from bot.handlers.start import set_commands
from bot.messenger.rendered import Rendered
from bot.models import Age
from bot.services.people import Actor, People
from bot.services.registration import CONFIRM, GRADE, INTEREST, LETTER, LEVEL, SPHERE, Form, Registration
from bot.services.student_cards import StudentCard
from bot.settings import Settings
from bot.texts import Words

router = Router(name="registration")

WIDTHS = {GRADE: 3, LETTER: 6, SPHERE: 2, LEVEL: 1, INTEREST: 1}
"""Buttons in a line, by question."""
BEGUN = Has()
"""Whoever has begun to register is known, and has no role yet."""


class RegistrationTap(CallbackData, prefix="rg"):
    """An answer to a question, «Назад» to a question, or one of: resume, yes (with the age), no, young."""

    act: str
    value: str = ""


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(CLASS_LINK)))
async def open_link(
    message: Message, command: CommandObject, words: Words, registration: Registration
) -> None:
    """The QR of a class was scanned."""
    assert message.from_user is not None
    token = (command.args or "").removeprefix(CLASS_LINK)
    shown = await registration.open(message.from_user.id, message.chat.id, words.language, token)
    await say(message, view(shown, words))


@router.callback_query(RegistrationTap.filter(F.act == "resume"), BEGUN)
async def resume(tap: CallbackQuery, actor: Actor, words: Words, registration: Registration) -> None:
    """«Продолжить»."""
    form = await registration.resume(actor)
    await show(tap, view(form, words) if form else nothing_begun(words))


@router.callback_query(RegistrationTap.filter(F.act == "back"), BEGUN)
async def back(
    tap: CallbackQuery, callback_data: RegistrationTap, actor: Actor, words: Words, registration: Registration
) -> None:
    """«Назад»."""
    await show(tap, view(await registration.back(actor, callback_data.value), words))


@router.callback_query(RegistrationTap.filter((F.act == "yes") & F.value.in_(set(Age))), BEGUN)
async def agree(
    tap: CallbackQuery,
    callback_data: RegistrationTap,
    actor: Actor,
    words: Words,
    registration: Registration,
    people: People,
    bot: Bot,
) -> None:
    """«Согласен»: here is the code."""
    card = await registration.finish(actor, Age(callback_data.value))
    now = await people.actor(tap.from_user.id, tap.from_user.id)
    assert now is not None
    await set_commands(bot, tap.from_user.id, now, words)
    await show(tap, welcome(card, words))


@router.callback_query(RegistrationTap.filter(F.act.in_({"no", "young"})), BEGUN)
async def decline(
    tap: CallbackQuery,
    callback_data: RegistrationTap,
    actor: Actor,
    words: Words,
    registration: Registration,
    settings: Settings,
) -> None:
    """«Не согласен», «Мне нет 14»: nothing is kept, and the facts are open to everybody."""
    await registration.decline(actor)
    text = words.html(f"registration-{callback_data.act}")
    await show(tap, Rendered(text, rows([button(words.label("menu-cards"), MenuTap(to="cards").pack())])))


@router.callback_query(RegistrationTap.filter(F.act.in_(set(WIDTHS))), BEGUN)
async def answered(
    tap: CallbackQuery, callback_data: RegistrationTap, actor: Actor, words: Words, registration: Registration
) -> None:
    """An answer was tapped."""
    shown = await registration.answer(actor, callback_data.act, callback_data.value)
    await show(tap, view(shown, words))


def view(shown: Form | StudentCard, words: Words) -> Rendered:
    """The question of the step, or the card of who is registered already."""
    if isinstance(shown, StudentCard):
        card = own_card(shown, words)
        return Rendered(text_of(words.html("registration-already"), BLANK, card.text), card.keyboard)
    return confirmation(shown, words) if shown.step == CONFIRM else question(shown, words)


def question(form: Form, words: Words) -> Rendered:
    """One question with its answers; before the first one, what this is."""
    chosen = form.answers.get(form.step)
    buttons = [
        button(
            words.label("switch", on=value == chosen, name=answer_label(form.step, value, words)),
            RegistrationTap(act=form.step, value=value).pack(),
        )
        for value in _ordered(form)
    ]
    head = words.html("registration-hello", school=form.school) if form.first else None
    text = text_of(head, BLANK if head else None, words.html(f"registration-{form.step}"))
    return Rendered(text, rows(*in_rows(buttons, WIDTHS[form.step]), _back(form, words)))


def confirmation(form: Form, words: Words) -> Rendered:
    """What will be kept, and the yes."""
    text = words.html(
        "registration-confirm",
        school=form.school,
        **{"class": form.class_name},
        **{each: answer_label(each, form.answers[each], words) for each in (SPHERE, LEVEL, INTEREST)},
    )
    yes = [
        [
            button(
                words.label(f"registration-yes-{age.value}"),
                RegistrationTap(act="yes", value=age.value).pack(),
            )
        ]
        for age in Age
    ]
    no = [
        button(words.label(f"registration-answer-{act}"), RegistrationTap(act=act).pack())
        for act in ("young", "no")
    ]
    return Rendered(text, rows(*yes, no, _back(form, words)))


def welcome(card: StudentCard, words: Words) -> Rendered:
    """The code, large, and what comes next."""
    minor = card.age is Age.MINOR
    buttons = [button(words.label("profile-subjects"), MenuTap(to="subjects").pack()), menu_button(words)]
    family = [button(words.label("menu-family-code"), MenuTap(to="family-code").pack())] if minor else []
    return Rendered(words.html("registration-done", code=card.code, minor=minor), rows(family, buttons))


def reminder(_arguments: dict[str, object], words: Words) -> Rendered:
    """The one reminder of a form that was left."""
    go_on = button(words.label("registration-resume"), RegistrationTap(act="resume").pack())
    no = button(words.label("registration-answer-no"), RegistrationTap(act="no").pack())
    return Rendered(words.html("registration-left"), rows([go_on], [no]))


def nothing_begun(words: Words) -> Rendered:
    """The form is gone."""
    return Rendered(words.html("registration-gone"))


def answer_label(step: str, value: str, words: Words) -> str:
    """An answer in words; grades and letters are their own."""
    return value if step in (GRADE, LETTER) else words.label(f"{step}-{value}")


def _ordered(form: Form) -> tuple[str, ...]:
    """After grade 9 most go to a college, after 11 to a university: the likelier answer comes first."""
    likely_university = form.step == LEVEL and form.answers.get(GRADE) != "9"
    return form.choices[::-1] if likely_university else form.choices


def _back(form: Form, words: Words) -> list[InlineKeyboardButton]:
    before = form.before
    return [button(words.label("back"), RegistrationTap(act="back", value=before).pack())] if before else []
