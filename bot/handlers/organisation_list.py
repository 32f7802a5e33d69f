"""The XLSX list of organisations: brought in, and taken out as the form to fill in."""

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.handlers.access import ADMINISTRATOR
from bot.handlers.files import Attached, download, hand_over
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import text_of
from bot.handlers.replies import button, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.organisation_table import RowProblem, check_format
from bot.services.organisations import ImportResult, Organisations
from bot.services.people import Actor
from bot.services.sheets import File
from bot.settings import Settings
from bot.texts import Html, Words, shorten

router = Router(name="organisation_list")

PROBLEMS_SHOWN = 15
NAMES_SHOWN = 10


class TableForm(StatesGroup):
    """The list is awaited as a file."""

    file = State()


class ListTap(CallbackData, prefix="ol"):
    """Upload the list, or download it."""

    act: str


@router.callback_query(ListTap.filter(F.act == "upload"), ADMINISTRATOR)
async def ask_file(tap: CallbackQuery, words: Words, state: FSMContext) -> None:
    """«Загрузить список»: what the file looks like."""
    await state.set_state(TableForm.file)
    form = button(words.label("organisations-form"), ListTap(act="download").pack())
    cancel = button(words.label("cancel"), MenuTap(to="organisations").pack())
    await show(tap, Rendered(words.html("organisations-upload-ask"), rows([form], [cancel])))


@router.message(StateFilter(TableForm.file), F.document, ADMINISTRATOR)
async def take_file(
    message: Message,
    actor: Actor,
    words: Words,
    bot: Bot,
    organisations: Organisations,
    settings: Settings,
    state: FSMContext,
) -> None:
    """The list has come. After a refusal another file can be sent at once."""
    assert message.document is not None
    check_format(message.document.file_name or "")
    content = await download(bot, message, settings)
    brought = await organisations.import_table(actor, message.document.file_name or "", content)
    await say(message, import_view(brought, words))
    await state.clear()


@router.callback_query(ListTap.filter(F.act == "download"), ADMINISTRATOR)
async def send_list(tap: CallbackQuery, words: Words, organisations: Organisations) -> None:
    """«Скачать список»: also the form to fill in."""
    file = File(f"{words.label('organisations-file-name')}.xlsx", await organisations.table())
    await hand_over(tap, Attached(file, words.html("organisations-file"), rows([menu_button(words)])))


def import_view(brought: ImportResult, words: Words) -> Rendered:
    """What the list brought, and the rows that were left out."""
    problems = [problem_line(problem, words) for problem in brought.problems[:PROBLEMS_SHOWN]]
    more = len(brought.problems) - len(problems)
    groups = ", ".join(f"«{shorten(name, 60)}»" for name in brought.new_groups[:NAMES_SHOWN])
    text = text_of(
        words.html("organisations-imported", added=brought.added),
        words.html("organisations-import-known", count=brought.known) if brought.known else None,
        words.html("organisations-import-assignments", count=brought.assignments)
        if brought.assignments
        else None,
        words.html("organisations-import-groups", names=groups) if groups else None,
        *([Html(""), words.html("organisations-import-problems")] if problems else []),
        *problems,
        words.html("organisations-import-more", count=more) if more else None,
    )
    again = button(words.label("organisations-upload"), ListTap(act="upload").pack())
    back = button(words.label("menu-organisations"), MenuTap(to="organisations").pack())
    return Rendered(text, rows([again] if problems else [], [back, menu_button(words)]))


def problem_line(problem: RowProblem, words: Words) -> Html:
    """A row that was left out, and why."""
    return words.html(
        "organisations-import-problem",
        number=problem.number,
        name=shorten(problem.name, 60),
        named=bool(problem.name),
        kind=shorten(problem.kind, 40),
        typed=bool(problem.kind),
    )
