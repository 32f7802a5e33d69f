"""«Отчёты о мероприятиях»: which table, and the file."""

from typing import Literal

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.handlers.access import May
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import way_back
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.event_reports import EventReports
from bot.texts import Words

router = Router(name="event_reports")

MAY = May(Action.EVENT_REPORTS)
KINDS: tuple[Literal["events", "seasonal", "courses", "partners"], ...] = (
    "events",
    "seasonal",
    "courses",
    "partners",
)


class EventReportTap(CallbackData, prefix="er"):
    """Hand a table over."""

    kind: Literal["events", "seasonal", "courses", "partners"]


@router.callback_query(MenuTap.filter(F.to == "event-reports"), MAY)
async def choose(tap: CallbackQuery, words: Words) -> None:
    """Which one?"""
    buttons = [
        [button(words.label(f"event-report-{kind}"), EventReportTap(kind=kind).pack())] for kind in KINDS
    ]
    await show(tap, Rendered(words.html("event-report-choose"), rows(*buttons, [menu_button(words)])))


@router.callback_query(EventReportTap.filter(), MAY)
async def hand_over(
    tap: CallbackQuery, callback_data: EventReportTap, actor: Actor, words: Words, event_reports: EventReports
) -> None:
    """The file."""
    file = await event_reports.table(actor, callback_data.kind, words)
    back = way_back(words, MenuTap(to="event-reports"))
    await send_file(tap, Attached(file, words.html("event-report-caption"), rows(back)))
