"""The board: counts → section → item → organisation → card; «Кто не сдал»; the table."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.handlers.access import CONTROLLING
from bot.handlers.board_debts import debts_view
from bot.handlers.board_parts import (
    SILENT,
    CycleTap,
    DebtsTap,
    OrganisationTap,
    SectionTap,
    StandingTap,
    TableTap,
    TermTap,
    UndatedListTap,
)
from bot.handlers.board_screens import (
    cycle_view,
    cycles_view,
    item_view,
    organisation_view,
    section_view,
    standing_view,
    undated_view,
)
from bot.handlers.files import Attached, hand_over
from bot.handlers.menu import MenuTap
from bot.handlers.pages import way_back
from bot.handlers.replies import rows, say, show
from bot.services.actor import Actor
from bot.services.board import Board
from bot.services.standing import Standing
from bot.texts import Words

router = Router(name="board")


@router.message(Command("board"), CONTROLLING)
async def board_by_command(message: Message, actor: Actor, words: Words, board: Board) -> None:
    """/board."""
    await say(message, cycles_view(await board.cycles(actor), words))


@router.callback_query(MenuTap.filter(F.to == "board"), CONTROLLING)
async def board_from_menu(tap: CallbackQuery, actor: Actor, words: Words, board: Board) -> None:
    """«Доска» in the menu."""
    await show(tap, cycles_view(await board.cycles(actor), words))


@router.callback_query(CycleTap.filter(), CONTROLLING)
async def open_cycle(
    tap: CallbackQuery, callback_data: CycleTap, actor: Actor, words: Words, board: Board
) -> None:
    """A cycle by sections."""
    await show(tap, cycle_view(await board.cycle(actor, callback_data.id), words))


@router.callback_query(SectionTap.filter(), CONTROLLING)
async def open_section(
    tap: CallbackQuery, callback_data: SectionTap, actor: Actor, words: Words, board: Board
) -> None:
    """The items of a section."""
    found = await board.section(actor, callback_data.cycle, callback_data.section)
    await show(tap, section_view(found, words, callback_data.page))


@router.callback_query(TermTap.filter(), CONTROLLING)
async def open_item(
    tap: CallbackQuery, callback_data: TermTap, actor: Actor, words: Words, board: Board
) -> None:
    """One date of an item, organisation by organisation."""
    found = await board.item(actor, callback_data.id)
    await show(tap, item_view(found, words, callback_data.page))


@router.callback_query(OrganisationTap.filter(), CONTROLLING)
async def open_organisation(
    tap: CallbackQuery, callback_data: OrganisationTap, actor: Actor, words: Words, board: Board
) -> None:
    """Everything an organisation has to do."""
    found = await board.organisation(actor, callback_data.cycle, callback_data.id)
    await show(tap, organisation_view(found, callback_data, words))


@router.callback_query(StandingTap.filter(F.which == SILENT), CONTROLLING)
async def list_silent(
    tap: CallbackQuery, callback_data: StandingTap, actor: Actor, words: Words, board: Board
) -> None:
    """Those who were asked and did not answer."""
    found = await board.standing(actor, callback_data.cycle, None)
    await show(tap, standing_view(found, words, callback_data.page))


@router.callback_query(StandingTap.filter(F.which.in_(set(Standing))), CONTROLLING)
async def list_standing(
    tap: CallbackQuery, callback_data: StandingTap, actor: Actor, words: Words, board: Board
) -> None:
    """What is late, in time, reported or done."""
    found = await board.standing(actor, callback_data.cycle, Standing(callback_data.which))
    await show(tap, standing_view(found, words, callback_data.page))


@router.callback_query(UndatedListTap.filter(), CONTROLLING)
async def list_undated(
    tap: CallbackQuery, callback_data: UndatedListTap, actor: Actor, words: Words, board: Board
) -> None:
    """Items that wait for a date."""
    found = await board.undated(actor, callback_data.cycle)
    await show(tap, undated_view(found, words, callback_data.page))


@router.callback_query(DebtsTap.filter(), CONTROLLING)
async def debts(
    tap: CallbackQuery, callback_data: DebtsTap, actor: Actor, words: Words, board: Board
) -> None:
    """«Кто не сдал»: a text to forward."""
    found = await board.debts(actor, callback_data.cycle, callback_data.term or None)
    await hand_over(tap, debts_view(found, callback_data, words))


@router.callback_query(TableTap.filter(), CONTROLLING)
async def table(
    tap: CallbackQuery, callback_data: TableTap, actor: Actor, words: Words, board: Board
) -> None:
    """The cycle as XLSX."""
    file = await board.table(actor, callback_data.cycle, words)
    keyboard = rows(way_back(words, CycleTap(id=callback_data.cycle)))
    await hand_over(tap, Attached(file, words.html("board-table-ready"), keyboard))
