"""«Маршрутные листы» at school: begun for a class in one tap, steps added, moved, replaced."""

from datetime import date

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.handlers.route import RouteKindTap, sheet_view, step_view
from bot.handlers.route_taps import ClassRouteTap, RouteTap
from bot.messenger.rendered import Rendered
from bot.models import StepKind
from bot.services.access import Action, may
from bot.services.actor import Actor
from bot.services.codes import LETTERS
from bot.services.register import ClassCount, Register
from bot.services.route_files import RouteFiles
from bot.services.route_sheets import ClassRoutes, RouteSheets
from bot.services.route_templates import STEP_LIMIT
from bot.services.school_years import school_year_of
from bot.texts import Words, shorten

router = Router(name="route_desk")

LISTS = May(Action.ROUTE_REGISTERS)
EDITS = May(Action.ROUTES_EDIT)
MOVE, PLACE = "rom", "rop"
"""Uses of the calendar: another day for a step (its number), the day of a new one (the pupil's number)."""
KINDS = tuple(StepKind)
SCHOOLS = 12


class NewStepForm(StatesGroup):
    """A title is typed, then the day is tapped; the data hold pupil, kind, and the step that is replaced."""

    title = State()
    day = State()


@router.callback_query(MenuTap.filter(F.to == "routes"), LISTS)
async def open_routes(tap: CallbackQuery, actor: Actor, words: Words, register: Register) -> None:
    """The classes of the own school, or the schools of the city."""
    summary = await register.summary(actor)
    if len(summary.schools) == 1 and not actor.controls:
        school = summary.schools[0].organisation_id
        await show(tap, classes(school, await register.classes(actor, school), words))
        return
    await show(tap, schools([(row.organisation_id, row.school) for row in summary.schools], 0, words))


@router.callback_query(ClassRouteTap.filter((F.act == "school") & (F.school == 0)), LISTS)
async def page_of_schools(
    tap: CallbackQuery, callback_data: ClassRouteTap, actor: Actor, words: Words, register: Register
) -> None:
    """Another page of schools."""
    summary = await register.summary(actor)
    found = [(row.organisation_id, row.school) for row in summary.schools]
    await show(tap, schools(found, callback_data.page, words))


@router.callback_query(ClassRouteTap.filter(F.act == "school"), LISTS)
async def open_school(
    tap: CallbackQuery, callback_data: ClassRouteTap, actor: Actor, words: Words, register: Register
) -> None:
    """The classes of a school."""
    found = await register.classes(actor, callback_data.school)
    await show(tap, classes(callback_data.school, found, words))


@router.callback_query(ClassRouteTap.filter(F.act == "open"), LISTS)
async def open_class(
    tap: CallbackQuery, callback_data: ClassRouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """The pupils of a class, each with the progress."""
    place = callback_data.school, callback_data.grade, callback_data.letter_name
    await show(tap, class_view(await route_sheets.of_class(actor, *place), callback_data.page, actor, words))


@router.callback_query(ClassRouteTap.filter(F.act == "begin"), EDITS)
async def begin_class(
    tap: CallbackQuery, callback_data: ClassRouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """«Завести всем, у кого нет»."""
    place = callback_data.school, callback_data.grade, callback_data.letter_name
    made = await route_sheets.begin_class(actor, *place)
    shown = class_view(await route_sheets.of_class(actor, *place), 0, actor, words)
    await show(tap, shown, toast=words.label("route-class-begun", count=made))


@router.callback_query(ClassRouteTap.filter(F.act == "paper"), LISTS)
async def class_paper(
    tap: CallbackQuery, callback_data: ClassRouteTap, actor: Actor, words: Words, route_files: RouteFiles
) -> None:
    """All sheets of a class, to print."""
    place = callback_data.school, callback_data.grade, callback_data.letter_name
    file = await route_files.class_document(actor, *place, words)
    back = way_back(words, callback_data.model_copy(update={"act": "open"}))
    await send_file(tap, Attached(file, words.html("route-paper-caption"), rows(back)))


@router.callback_query(ClassRouteTap.filter(F.act == "register"), LISTS)
async def hand_register_over(
    tap: CallbackQuery, callback_data: ClassRouteTap, actor: Actor, words: Words, route_files: RouteFiles
) -> None:
    """The register as XLSX: of a school, or (0) of all within reach."""
    file = await route_files.register(actor, callback_data.school or None, words)
    await send_file(
        tap, Attached(file, words.html("route-register-caption"), rows(way_back(words, MenuTap(to="routes"))))
    )


@router.callback_query(RouteTap.filter(F.act == "begin"), EDITS)
async def begin(
    tap: CallbackQuery, callback_data: RouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """The sheet of one pupil, from a template."""
    sheet = await route_sheets.begin(actor, callback_data.id, callback_data.other)
    await show(tap, sheet_view(sheet, actor, words), toast=words.label("route-begun-toast"))


@router.callback_query(RouteKindTap.filter(F.kind < 0), EDITS)
async def ask_kind(tap: CallbackQuery, callback_data: RouteKindTap, words: Words) -> None:
    """A step of which kind?"""
    buttons = [
        button(
            words.label(f"route-kind-{kind.value}"), callback_data.model_copy(update={"kind": place}).pack()
        )
        for place, kind in enumerate(KINDS)
    ]
    back = way_back(words, RouteTap(act="open", id=callback_data.student))
    text = words.html("route-kind-ask", replaces=callback_data.step > 0)
    await show(tap, Rendered(text, rows(*in_rows(buttons, 2), back)))


@router.callback_query(RouteKindTap.filter(), EDITS)
async def ask_title(tap: CallbackQuery, callback_data: RouteKindTap, words: Words, state: FSMContext) -> None:
    """What exactly?"""
    if callback_data.kind >= len(KINDS):
        raise NotFound
    await state.set_state(NewStepForm.title)
    await state.set_data(callback_data.model_dump())
    back = way_back(words, RouteTap(act="open", id=callback_data.student))
    await show(tap, Rendered(words.html("route-title-ask", limit=STEP_LIMIT), rows(back)))


@router.message(StateFilter(NewStepForm.title), TYPED, EDITS)
async def title_typed(message: Message, words: Words, state: FSMContext, clock: Clock) -> None:
    """On which day?"""
    form = await state.update_data(title=(message.text or "")[: STEP_LIMIT * 2])
    await state.set_state(NewStepForm.day)
    keyboard = days(PLACE, form["student"], clock.today(), clock.today(), words)
    await say(message, Rendered(words.html("route-day-ask"), keyboard))


@router.callback_query(MonthTap.filter(F.use.in_({PLACE, MOVE})), EDITS)
async def leaf_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    keyboard = days(callback_data.use, callback_data.id, callback_data.month, clock.today(), words)
    await show(tap, Rendered(words.html("route-day-ask"), keyboard))


@router.callback_query(DayTap.filter(F.use == PLACE), StateFilter(NewStepForm.day), EDITS)
async def place(
    tap: CallbackQuery,
    callback_data: DayTap,
    actor: Actor,
    words: Words,
    route_sheets: RouteSheets,
    state: FSMContext,
) -> None:
    """The step stands on the sheet."""
    form = await state.get_data()
    values = KINDS[form["kind"]], form["title"], callback_data.date
    if form["step"]:
        sheet = await route_sheets.replace(actor, form["step"], *values)
    else:
        sheet = await route_sheets.add(actor, form["student"], *values)
    await show(tap, sheet_view(sheet, actor, words), toast=words.label("route-saved"))
    await state.clear()


@router.callback_query(RouteTap.filter(F.act == "day"), EDITS)
async def ask_day(tap: CallbackQuery, callback_data: RouteTap, words: Words, clock: Clock) -> None:
    """Which day instead?"""
    keyboard = days(MOVE, callback_data.id, clock.today(), clock.today(), words)
    await show(tap, Rendered(words.html("route-day-ask"), keyboard))


@router.callback_query(DayTap.filter(F.use == MOVE), EDITS)
async def move(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """Another day."""
    sheet = await route_sheets.move(actor, callback_data.id, callback_data.date)
    await show(tap, step_view(sheet, callback_data.id, actor, words), toast=words.label("route-saved"))


@router.callback_query(RouteTap.filter(F.act == "remove"), EDITS)
async def remove(
    tap: CallbackQuery, callback_data: RouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """A step less."""
    sheet = await route_sheets.remove(actor, callback_data.id)
    await show(tap, sheet_view(sheet, actor, words), toast=words.label("route-removed-toast"))


def schools(found: list[tuple[int, str]], number: int, words: Words) -> Rendered:
    """Which school?"""
    number = known_page(len(found), number, SCHOOLS)
    buttons = [
        [button(shorten(name, 60), ClassRouteTap(act="school", school=school).pack())]
        for school, name in page_of(found, number, SCHOOLS)
    ]
    turn = leaf(
        len(found), number, words, lambda page: ClassRouteTap(act="school", school=0, page=page), SCHOOLS
    )
    register = [button(words.label("route-register"), ClassRouteTap(act="register", school=0).pack())]
    text = words.html("route-schools", count=len(found))
    return Rendered(text, rows(*buttons, turn, register, [menu_button(words)]))


def classes(school: int, found: list[ClassCount], words: Words) -> Rendered:
    """Which class?"""
    buttons = [
        button(
            words.label("students-class-open", name=row.name, count=row.count.total),
            ClassRouteTap(
                act="open", school=school, grade=row.grade, letter=LETTERS.index(row.letter)
            ).pack(),
        )
        for row in found
        if row.count.total
    ]
    register = [button(words.label("route-register"), ClassRouteTap(act="register", school=school).pack())]
    text = words.html("route-classes", count=len(buttons))
    return Rendered(text, rows(*in_rows(buttons, 3), *([register] if buttons else []), [menu_button(words)]))


def class_view(found: ClassRoutes, number: int, actor: Actor, words: Words) -> Rendered:
    """Codes with progress; those without a sheet first in the count, and one tap begins them all."""
    where = ClassRouteTap(
        act="open", school=found.organisation_id, grade=found.grade, letter=LETTERS.index(found.letter)
    )
    number = known_page(len(found.rows), number)
    lines, buttons = [], []
    for card, sheet in page_of(found.rows, number):
        progress = sheet.progress if sheet else None
        counted = {
            "begun": progress is not None,
            "done": progress.done if progress else 0,
            "total": progress.total - progress.replaced if progress else 0,
            "late": progress.late if progress else 0,
        }
        lines.append(words.html("route-class-line", code=card.code, **counted))
        buttons.append(button(card.code, RouteTap(act="open", id=card.student_id).pack()))
    text = text_of(
        words.html("route-class-head", name=f"{found.grade}{found.letter}", count=len(found.rows)),
        words.html("route-class-waiting", count=found.waiting) if found.waiting else None,
        BLANK,
        *lines,
    )
    begin = button(
        words.label("route-begin-all", count=found.without), where.model_copy(update={"act": "begin"}).pack()
    )
    paper = button(words.label("route-class-paper"), where.model_copy(update={"act": "paper"}).pack())
    turn = leaf(len(found.rows), number, words, lambda page: where.model_copy(update={"page": page}))
    back = way_back(words, ClassRouteTap(act="school", school=found.organisation_id))
    return Rendered(
        text,
        rows(
            *([[begin]] if found.without and may(actor, Action.ROUTES_EDIT) else []),
            *in_rows(buttons, 2),
            turn,
            *([[paper]] if len(found.rows) > found.without else []),
            back,
        ),
    )


def days(use: str, number: int, month: date, today: date, words: Words) -> InlineKeyboardMarkup:
    """The rest of the school year."""
    last = date(school_year_of(today) + 1, 8, 31)
    cancel = [button(words.label("cancel"), MenuTap(to="routes").pack())]
    return month_keyboard(words, use=use, number=number, month=month, first=today, last=last, below=[cancel])
