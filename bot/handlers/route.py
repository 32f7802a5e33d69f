"""«Мой маршрут»: what a pupil and the parents see of a route sheet, and how a step is marked."""

from datetime import date
from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.errors import NotFound
from bot.handlers.access import Has, May
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, say_picture, show
from bot.handlers.route_taps import ClassRouteTap, RouteTap, StepReasonTap
from bot.messenger.rendered import Rendered
from bot.models import Role, StepState
from bot.services.access import Action, may
from bot.services.actor import Actor
from bot.services.codes import LETTERS
from bot.services.route_card import route_card
from bot.services.route_files import RouteFiles
from bot.services.route_sheets import EVIDENCE_LIMIT, RouteSheets
from bot.services.route_views import REASONS, SheetView, StepView
from bot.services.student_cards import StudentCard
from bot.texts import Html, Words, shorten

router = Router(name="route")

SEES = May(Action.ROUTES_SEE)
MARKS = May(Action.ROUTES_MARK)
FAMILY = Has(Role.STUDENT, Role.GUARDIAN)
ROOM = 2800
"""Characters that the lines of all steps share: a message holds 4,096, marks and days included."""
SHORTEST = 40


class StepForm(StatesGroup):
    """A line about a step is typed; the data hold the step."""

    line = State()


class RouteKindTap(CallbackData, prefix="rk"):
    """A step is added (step 0) or replaced: of which kind, by place (−1: not yet chosen)."""

    student: int
    step: int
    kind: int = -1


@router.callback_query(MenuTap.filter(F.to == "route"), FAMILY)
async def open_own(tap: CallbackQuery, actor: Actor, words: Words, route_sheets: RouteSheets) -> None:
    """The own route; a parent with several children chooses one."""
    if actor.has(Role.STUDENT):
        sheet = await route_sheets.own(actor)
        await show(tap, sheet_view(sheet, actor, words) if sheet else none_yet(words))
        return
    found = await route_sheets.of_children(actor)
    if len(found) == 1:
        card, sheet = found[0]
        await show(tap, sheet_view(sheet, actor, words) if sheet else none_yet(words, card))
        return
    await show(tap, children(found, words))


@router.callback_query(RouteTap.filter(F.act == "open"), SEES)
async def open_sheet(
    tap: CallbackQuery, callback_data: RouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """The sheet of a pupil; where there is none yet, the school chooses a template."""
    card, sheet = await route_sheets.of_student(actor, callback_data.id)
    if sheet is not None:
        await show(tap, sheet_view(sheet, actor, words))
    elif may(actor, Action.ROUTES_EDIT):
        await show(tap, begin_view(card, await route_sheets.templates(actor, card.student_id), actor, words))
    else:
        await show(tap, none_yet(words, card))


@router.callback_query(RouteTap.filter(F.act == "agree"), FAMILY)
async def agree(
    tap: CallbackQuery, callback_data: RouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """«Ознакомлен»."""
    sheet = await route_sheets.agree(actor, callback_data.id)
    await show(tap, sheet_view(sheet, actor, words), toast=words.label("route-agreed-toast"))


@router.callback_query(RouteTap.filter(F.act == "card"), SEES)
async def picture(
    tap: CallbackQuery, callback_data: RouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """The route as a card with stamps."""
    card, sheet = await route_sheets.of_student(actor, callback_data.id)
    if sheet is None:
        raise NotFound
    back = way_back(words, RouteTap(act="open", id=card.student_id))
    await say_picture(
        tap, route_card(sheet, words), "route.png", Rendered(words.html("route-card-caption"), rows(back))
    )


@router.callback_query(RouteTap.filter(F.act == "paper"), SEES)
async def paper(
    tap: CallbackQuery, callback_data: RouteTap, actor: Actor, words: Words, route_files: RouteFiles
) -> None:
    """The sheet as a document to print and sign."""
    file = await route_files.document(actor, callback_data.id, words)
    back = way_back(words, RouteTap(act="open", id=callback_data.id))
    await send_file(tap, Attached(file, words.html("route-paper-caption"), rows(back)))


@router.callback_query(RouteTap.filter(F.act == "step"), SEES)
async def open_step(
    tap: CallbackQuery, callback_data: RouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """One step."""
    sheet = await route_sheets.of_step(actor, callback_data.id)
    await show(tap, step_view(sheet, callback_data.id, actor, words))


@router.callback_query(RouteTap.filter(F.act == "done"), MARKS)
async def mark_done(
    tap: CallbackQuery, callback_data: RouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """«Сделано»."""
    sheet = await route_sheets.done(actor, callback_data.id)
    await show(tap, step_view(sheet, callback_data.id, actor, words), toast=words.label("route-done-toast"))


@router.callback_query(RouteTap.filter(F.act == "missed"), MARKS)
async def ask_reason(tap: CallbackQuery, callback_data: RouteTap, words: Words) -> None:
    """«Не получилось»: why?"""
    buttons = [
        button(
            words.label(f"route-reason-{reason}"), StepReasonTap(step=callback_data.id, reason=place).pack()
        )
        for place, reason in enumerate(REASONS)
    ]
    back = way_back(words, RouteTap(act="step", id=callback_data.id))
    await show(tap, Rendered(words.html("route-why"), rows(*in_rows(buttons, 2), back)))


@router.callback_query(StepReasonTap.filter(), MARKS)
async def mark_missed(
    tap: CallbackQuery, callback_data: StepReasonTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """It is noted, without reproach."""
    if not 0 <= callback_data.reason < len(REASONS):
        raise NotFound
    sheet = await route_sheets.missed(actor, callback_data.step, REASONS[callback_data.reason])
    await show(
        tap, step_view(sheet, callback_data.step, actor, words), toast=words.label("route-missed-toast")
    )


@router.callback_query(RouteTap.filter(F.act == "again"), MARKS)
async def open_again(
    tap: CallbackQuery, callback_data: RouteTap, actor: Actor, words: Words, route_sheets: RouteSheets
) -> None:
    """The mark was a mistake."""
    sheet = await route_sheets.open_again(actor, callback_data.id)
    await show(tap, step_view(sheet, callback_data.id, actor, words))


@router.callback_query(RouteTap.filter(F.act == "line"), MARKS)
async def ask_line(tap: CallbackQuery, callback_data: RouteTap, words: Words, state: FSMContext) -> None:
    """One line about what was done."""
    await state.set_state(StepForm.line)
    await state.set_data({"step": callback_data.id})
    back = way_back(words, RouteTap(act="step", id=callback_data.id))
    await show(tap, Rendered(words.html("route-line-ask", limit=EVIDENCE_LIMIT), rows(back)))


@router.message(StateFilter(StepForm.line), TYPED, MARKS)
async def line_typed(
    message: Message, actor: Actor, words: Words, route_sheets: RouteSheets, state: FSMContext
) -> None:
    """It stands on the sheet."""
    step = (await state.get_data())["step"]
    sheet = await route_sheets.tell(actor, step, message.text or "")
    await say(message, step_view(sheet, step, actor, words))
    await state.clear()


def sheet_view(sheet: SheetView, actor: Actor, words: Words) -> Rendered:
    """All steps, what comes next, and what can be done with the sheet."""
    progress, number = sheet.progress, sheet.student.student_id
    share = max(ROOM // max(len(sheet.steps), 1) - 40, SHORTEST)
    upcoming = sheet.next_step
    text = text_of(
        words.html(
            "route-head",
            code=sheet.student.code,
            **{"class": sheet.student.class_name},
            done=progress.done,
            total=progress.total - progress.replaced,
            late=progress.late,
        ),
        words.html("route-next", title=shorten(upcoming.title, 160), day=upcoming.due) if upcoming else None,
        BLANK,
        *(step_line(order, step, sheet, share, words) for order, step in enumerate(sheet.steps, start=1)),
        *((BLANK, words.html("route-all-done")) if sheet.steps and upcoming is None else ()),
    )
    numbers = [
        button(str(order), RouteTap(act="step", id=step.step_id).pack())
        for order, step in enumerate(sheet.steps, start=1)
    ]
    own = sheet.student.person_id == actor.person_id
    agreed = [button(words.label("route-agree"), RouteTap(act="agree", id=sheet.sheet_id).pack())]
    files = [
        button(words.label("route-picture"), RouteTap(act="card", id=number).pack()),
        button(words.label("route-paper"), RouteTap(act="paper", id=number).pack()),
    ]
    add = [button(words.label("route-add"), RouteKindTap(student=number, step=0).pack())]
    return Rendered(
        text,
        rows(
            *([agreed] if own and sheet.agreed_on is None else []),
            *in_rows(numbers, 5),
            *([add] if may(actor, Action.ROUTES_EDIT) else []),
            files,
            _way_back(sheet.student, actor, words),
        ),
    )


def step_line(order: int, step: StepView, sheet: SheetView, share: int, words: Words) -> Html:
    """«✅ 3. Профессиональная проба — 30 ноября»."""
    return words.html(
        "route-step-line",
        state="late" if step.is_late(sheet.today) else step.state.value,
        order=order,
        title=shorten(step.title, share),
        day=words.short_day(step.due),
    )


def step_view(sheet: SheetView, step_id: int, actor: Actor, words: Words) -> Rendered:
    """A step with all that is known of it, and the marks it may get."""
    step = next((each for each in sheet.steps if each.step_id == step_id), None)
    if step is None:
        raise NotFound
    text = text_of(
        words.html(
            "route-step",
            title=step.title,
            kind=words.label(f"route-kind-{step.kind.value}"),
            day=step.due,
            state=words.label(f"route-state-{step.state.value}"),
        ),
        words.html("route-step-responsible", who=step.responsible) if step.responsible else None,
        words.html("route-step-reason", reason=words.label(f"route-reason-{step.reason}"))
        if step.reason
        else None,
        words.html("route-step-line-said", line=step.evidence) if step.evidence else None,
    )
    back = way_back(words, RouteTap(act="open", id=sheet.student.student_id))
    return Rendered(text, rows(*_step_buttons(sheet, step, actor, words), back))


def _step_buttons(
    sheet: SheetView, step: StepView, actor: Actor, words: Words
) -> list[list[InlineKeyboardButton]]:
    def act(name: Literal["done", "missed", "again", "line", "day", "remove"]) -> InlineKeyboardButton:
        return button(words.label(f"route-act-{name}"), RouteTap(act=name, id=step.step_id).pack())

    if step.state is StepState.REPLACED:
        return []
    marked = [act("done"), act("missed")] if step.is_open else [act("again"), act("line")]
    lines = [marked] if may(actor, Action.ROUTES_MARK) else []
    if may(actor, Action.ROUTES_EDIT) and step.state is not StepState.DONE:
        replace = RouteKindTap(student=sheet.student.student_id, step=step.step_id)
        instead = button(words.label("route-act-replace"), replace.pack())
        moved = [act("day")] if step.is_open else []
        gone = [act("remove")] if step.state is StepState.PLANNED else []
        lines.append([*moved, instead, *gone])
    return lines


def begin_view(card: StudentCard, templates: list[Any], actor: Actor, words: Words) -> Rendered:
    """No sheet yet: from which template?"""
    buttons = [
        [
            button(
                shorten(each.title, 60),
                RouteTap(act="begin", id=card.student_id, other=each.template_id).pack(),
            )
        ]
        for each in templates
    ]
    text = words.html("route-begin", code=card.code, count=len(templates))
    return Rendered(text, rows(*buttons, _way_back(card, actor, words)))


def none_yet(words: Words, card: StudentCard | None = None) -> Rendered:
    """The school has not begun a sheet."""
    text = words.html("route-none", code=card.code if card else "", known=card is not None)
    return Rendered(text, rows([menu_button(words)]))


def children(found: list[tuple[StudentCard, SheetView | None]], words: Words) -> Rendered:
    """Whose route?"""
    buttons = [
        [
            button(
                words.label("family-child", code=card.code, **{"class": card.class_name}),
                RouteTap(act="open", id=card.student_id).pack(),
            )
        ]
        for card, _ in found
    ]
    return Rendered(words.html("route-whose", count=len(found)), rows(*buttons, [menu_button(words)]))


def _way_back(card: StudentCard, actor: Actor, words: Words) -> list[InlineKeyboardButton]:
    staff = may(actor, Action.STUDENT_LISTS)
    return _to_class(card, words) if staff else [menu_button(words)]


def _to_class(card: StudentCard, words: Words) -> list[InlineKeyboardButton]:
    where = ClassRouteTap(
        act="open", school=card.organisation_id, grade=card.grade, letter=LETTERS.index(card.letter)
    )
    return way_back(words, where)


def begun_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """A pupil's sheet was begun."""
    look = button(words.label("route-look"), MenuTap(to="route").pack())
    return Rendered(words.html("route-begun", count=int(arguments["count"])), rows([look]))


def steps_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """Steps that are near, and those that have passed: each is one tap away."""

    def listed(name: str) -> list[Html]:
        return [
            words.html(
                f"route-told-{name}",
                title=shorten(str(each["title"]), 100),
                day=date.fromisoformat(each["due"]),
            )
            for each in arguments[name]
        ]

    near, passed = listed("near"), listed("passed")
    text = text_of(
        *((words.html("route-told-near-head"), *near) if near else ()),
        *((BLANK,) if near and passed else ()),
        *((words.html("route-told-passed-head"), *passed) if passed else ()),
    )
    buttons = [
        [button(shorten(str(each["title"]), 50), RouteTap(act="step", id=each["step"]).pack())]
        for each in [*arguments["passed"], *arguments["near"]]
    ]
    return Rendered(text, rows(*buttons[:8], [button(words.label("menu-route"), MenuTap(to="route").pack())]))
