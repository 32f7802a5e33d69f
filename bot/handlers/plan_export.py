"""«Выгрузить»: the official table as Word or Excel, the deadlines as a calendar."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.handlers.access import CONTROLLING, STAFF
from bot.handlers.files import Attached, hand_over
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import leaf, page_of, way_back
from bot.handlers.plan_parts import ExportTap, PlanTap
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.services.people import Actor
from bot.services.plan_export import PlanExport, Whose
from bot.texts import Words, shorten

router = Router(name="plan_export")


@router.callback_query(ExportTap.filter(F.act == "choose"), CONTROLLING)
async def choose(tap: CallbackQuery, callback_data: ExportTap, words: Words) -> None:
    """In which form?"""
    await show(tap, choice(callback_data, words))


@router.callback_query(ExportTap.filter(F.act.in_({"docx", "xlsx"})), CONTROLLING)
async def table(
    tap: CallbackQuery, callback_data: ExportTap, actor: Actor, words: Words, plan_export: PlanExport
) -> None:
    """The official table."""
    file = await plan_export.table(actor, callback_data.plan, callback_data.year, callback_data.act, words)
    back = ExportTap(act="choose", plan=callback_data.plan, year=callback_data.year)
    await hand_over(tap, Attached(file, words.html("export-ready"), rows(way_back(words, back))))


@router.callback_query(ExportTap.filter(F.act == "ics"), CONTROLLING)
async def calendar(
    tap: CallbackQuery, callback_data: ExportTap, actor: Actor, words: Words, plan_export: PlanExport
) -> None:
    """The deadlines of the plan, or of one organisation."""
    organisation = callback_data.organisation or None
    file = await plan_export.calendar(actor, callback_data.plan, callback_data.year, organisation, words)
    back = ExportTap(act="choose", plan=callback_data.plan, year=callback_data.year)
    await hand_over(tap, Attached(file, words.html("calendar-ready"), rows(way_back(words, back))))


@router.callback_query(ExportTap.filter(F.act == "whose"), CONTROLLING)
async def whose(
    tap: CallbackQuery, callback_data: ExportTap, actor: Actor, words: Words, plan_export: PlanExport
) -> None:
    """Which organisation's deadlines?"""
    found = await plan_export.organisations(actor, callback_data.plan, callback_data.year)
    await show(tap, organisation_choice(callback_data, found, words))


@router.callback_query(MenuTap.filter(F.to == "my-calendar"), STAFF)
async def my_calendar(tap: CallbackQuery, actor: Actor, words: Words, plan_export: PlanExport) -> None:
    """«Мои сроки в календарь»."""
    file = await plan_export.my_calendar(actor, words)
    await hand_over(tap, Attached(file, words.html("calendar-ready"), rows([menu_button(words)])))


def choice(where: ExportTap, words: Words) -> Rendered:
    """Word, Excel, or a calendar: whole or of one organisation."""

    def tap(act: str) -> str:
        return ExportTap(act=act, plan=where.plan, year=where.year).pack()

    return Rendered(
        words.html("export-ask", year=where.year),
        rows(
            [
                button(words.label("export-docx"), tap("docx")),
                button(words.label("export-xlsx"), tap("xlsx")),
            ],
            [button(words.label("export-ics"), tap("ics"))],
            [button(words.label("export-ics-organisation"), tap("whose"))],
            way_back(words, PlanTap(act="show", id=where.plan, year=where.year)),
        ),
    )


def organisation_choice(where: ExportTap, found: list[Whose], words: Words) -> Rendered:
    """The organisations that have something to do, a page at a time."""

    def to_page(number: int) -> ExportTap:
        return where.model_copy(update={"page": number})

    buttons = [
        [
            button(
                shorten(each.name, 60),
                ExportTap(
                    act="ics", plan=where.plan, year=where.year, organisation=each.organisation_id
                ).pack(),
            )
        ]
        for each in page_of(found, where.page)
    ]
    back = ExportTap(act="choose", plan=where.plan, year=where.year)
    return Rendered(
        words.html("export-whose", count=len(found)),
        rows(*buttons, leaf(len(found), where.page, words, to_page), way_back(words, back)),
    )
