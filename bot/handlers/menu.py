"""The menu of a person's roles, the language, help."""

from collections.abc import Awaitable, Callable
from functools import cache, lru_cache
from typing import Any

from aiogram import BaseMiddleware, F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message, TelegramObject

from bot.handlers.access import KNOWN
from bot.handlers.calendar_keyboard import NOTHING
from bot.handlers.replies import answer, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import Role
from bot.services.access import TABLE, Action
from bot.services.people import Actor, People
from bot.texts import LANGUAGES, Words

router = Router(name="menu")


class MenuTap(CallbackData, prefix="m"):
    """Go to a part of the menu."""

    to: str


class LanguageTap(CallbackData, prefix="lang"):
    """A language was chosen."""

    code: str


MENU: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("profile", (Role.STUDENT,)),
    ("route", (Role.STUDENT, Role.GUARDIAN)),
    ("events", (Role.STUDENT, Role.GUARDIAN)),
    ("children", (Role.GUARDIAN,)),
    ("family-code", (Role.STUDENT,)),
    ("consents", (Role.STUDENT, Role.GUARDIAN)),
    ("my-mentor", tuple(TABLE[Action.ACCOMPANIED])),
    ("pro-plan", tuple(TABLE[Action.PLAN_OWN])),
    ("my-pairs", tuple(TABLE[Action.CHECKINS_LOG])),
    ("signals", tuple(TABLE[Action.CURATE])),
    ("mentoring-view", tuple(TABLE[Action.MENTORING_REPORTS])),
    ("tasks", (Role.COORDINATOR, Role.EXECUTOR, Role.HEAD)),
    ("board", (Role.CONTROLLER, Role.METHODIST, Role.ADMINISTRATOR)),
    ("waiting", (Role.CONTROLLER, Role.METHODIST, Role.ADMINISTRATOR)),
    ("plans", (Role.CONTROLLER, Role.METHODIST, Role.ADMINISTRATOR)),
    ("students", tuple(TABLE[Action.STUDENT_COUNTS])),
    ("routes", tuple(TABLE[Action.ROUTE_REGISTERS])),
    ("event-desk", tuple(TABLE[Action.EVENTS_EDIT])),
    ("event-reports", tuple(TABLE[Action.EVENT_REPORTS])),
    ("announcements", tuple({**TABLE[Action.ANNOUNCE], **TABLE[Action.ANNOUNCE_APPROVE]})),
    ("exam-days", tuple(TABLE[Action.EXAM_DAYS])),
    (
        "monitoring",
        tuple({**TABLE[Action.MONITORING_CONFIRM], **TABLE[Action.MONITORING_MERGE]}),
    ),
    ("mentoring-desk", tuple(TABLE[Action.PAIRS_MANAGE])),
    ("mentoring-programmes", tuple(TABLE[Action.MENTORING_PROGRAMMES])),
    ("mentoring-offers", (Role.MENTOR, Role.TRAINEE)),
    ("mentoring-steps", tuple(TABLE[Action.CHECKINS_LOG])),
    ("route-templates", tuple(TABLE[Action.ROUTE_TEMPLATES])),
    ("profile-classes", tuple(TABLE[Action.PROFILE_CLASSES])),
    ("unreachable", (Role.CONTROLLER, Role.METHODIST, Role.ADMINISTRATOR)),
    ("people", (Role.ADMINISTRATOR,)),
    ("organisations", (Role.ADMINISTRATOR,)),
    ("calendar", (Role.ADMINISTRATOR,)),
    ("deputy", tuple(role for role in Role if role.is_office)),
    ("cards", tuple(Role)),
    ("quiz", (Role.STUDENT, Role.GUARDIAN)),
    ("ask", (Role.STUDENT, Role.GUARDIAN)),
    ("consultations", (Role.STUDENT, Role.GUARDIAN)),
    ("consultation-desk", tuple(TABLE[Action.CONSULTATIONS_OFFER])),
    ("contests", (Role.STUDENT, Role.GUARDIAN)),
    ("contest-desk", tuple(TABLE[Action.CONTESTS_EDIT])),
    ("programmes", tuple(Role)),
    ("programme-desk", (*TABLE[Action.PROGRAMMES_EDIT], *TABLE[Action.PROGRAMMES_REVIEW])),
    ("meetings", tuple(TABLE[Action.MEETINGS])),
    ("questions", tuple(TABLE[Action.QUESTIONS_ANSWER])),
    ("family-reports", (Role.METHODIST, Role.CONTROLLER)),
    ("privacy", (Role.STUDENT, Role.GUARDIAN)),
    ("cards-edit", tuple(TABLE[Action.CARDS_EDIT])),
    ("consent-texts", (Role.ADMINISTRATOR,)),
    ("language", tuple(Role)),
)
"""Parts of the menu and the roles that see them; the text of each is `menu-<name>`."""


class MenuLeavesForms(BaseMiddleware):
    """Going anywhere through the menu leaves the form that was being filled in."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Clear the form before the tap is handled."""
        pressed = event.data if isinstance(event, CallbackQuery) else None
        if pressed and pressed.startswith(f"{MenuTap.__prefix__}:"):
            await leave_form(data["state"], data["raw_state"])
        return await handler(event, data)


async def leave_form(state: FSMContext, raw_state: str | None) -> None:
    """Leave the form that is being filled in; where there is none, there is nothing to write."""
    if raw_state is not None:
        await state.clear()


@cache
def menu_button(words: Words) -> InlineKeyboardButton:
    """«Меню», the way back from anywhere."""
    return button(words.label("menu"), MenuTap(to="menu").pack())


def menu(actor: Actor, words: Words) -> Rendered:
    """What the person can do."""
    return _menu_of(tuple(name for name, allowed in MENU if actor.has(*allowed)), words)


@lru_cache(maxsize=64)
def _menu_of(names: tuple[str, ...], words: Words) -> Rendered:
    """The same for everybody with the same roles."""
    buttons = [button(words.label(f"menu-{name}"), MenuTap(to=name).pack()) for name in names]
    return Rendered(words.html("menu-head"), rows(*in_rows(buttons, 2)))


def language_choice(words: Words) -> Rendered:
    """The languages, each in its own name."""
    names = [button(Words(code).label("language-name"), LanguageTap(code=code).pack()) for code in LANGUAGES]
    return Rendered(words.html("language-ask"), rows(names, [menu_button(words)]))


@router.message(Command("menu"), KNOWN)
async def show_menu(
    message: Message, actor: Actor, words: Words, state: FSMContext, raw_state: str | None
) -> None:
    """/menu: also leaves whatever form was being filled in."""
    await leave_form(state, raw_state)
    await say(message, menu(actor, words))


@router.callback_query(MenuTap.filter(F.to == "menu"), KNOWN)
async def open_menu(tap: CallbackQuery, actor: Actor, words: Words) -> None:
    """«Меню» under a message."""
    await show(tap, menu(actor, words), fresh=True)


@router.message(Command("help"), KNOWN)
async def help_(message: Message, words: Words) -> None:
    """/help."""
    await say(message, Rendered(words.html("help"), rows([menu_button(words)])))


@router.message(Command("language"), KNOWN)
async def ask_language(message: Message, words: Words) -> None:
    """/language."""
    await say(message, language_choice(words))


@router.callback_query(MenuTap.filter(F.to == "language"), KNOWN)
async def open_language(tap: CallbackQuery, words: Words) -> None:
    """«Язык» in the menu."""
    await show(tap, language_choice(words))


@router.callback_query(LanguageTap.filter(), KNOWN)
async def choose_language(
    tap: CallbackQuery, callback_data: LanguageTap, actor: Actor, people: People
) -> None:
    """From now on everything comes in this language."""
    code = callback_data.code if callback_data.code in LANGUAGES else actor.language
    await people.set_language(actor, code)
    await show(tap, menu(actor, Words(code)), toast=Words(code).label("language-set"))


@router.callback_query(F.data == NOTHING)
async def nothing(tap: CallbackQuery) -> None:
    """A button that only shows something."""
    await answer(tap)
