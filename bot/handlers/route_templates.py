"""«Шаблоны маршрутов»: the methodist keeps what sheets are begun from."""

from datetime import date
from typing import Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import Level, Sphere, StepKind
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.codes import GRADES
from bot.services.route_templates import (
    STEP_LIMIT,
    TITLE_LIMIT,
    RouteTemplates,
    TemplateStep,
    TemplateView,
    day_in_year,
)
from bot.services.school_years import SEPTEMBER, school_year_of
from bot.texts import Words, shorten

router = Router(name="route_templates")

KEEPS = May(Action.ROUTE_TEMPLATES)
PLACE, MOVE = "rtp", "rtm"
"""Uses of the calendar: the day of a new step (its template), another day of a step."""
KINDS = tuple(StepKind)
SPHERES: tuple[Sphere | None, ...] = (None, *Sphere)
LEVELS: tuple[Level | None, ...] = (None, *Level)


class TemplateForm(StatesGroup):
    """A title of a template, a step's title, or a step's new title is typed; then perhaps a day is tapped."""

    title = State()
    copy = State()
    step = State()
    day = State()
    retitle = State()


class TemplateTap(CallbackData, prefix="rt"):
    """An act upon a template, or upon a step of one; `list` is a page."""

    act: Literal["list", "open", "copy", "hide", "step", "retitle", "move", "remove"]
    id: int


class NewTemplateTap(CallbackData, prefix="rn"):
    """A new template: grade (0: not yet), sphere and level by place (0 is «any», −1: not yet)."""

    grade: int = 0
    sphere: int = -1
    level: int = -1


class TemplateKindTap(CallbackData, prefix="ry"):
    """A new step of a template, of which kind (−1: not yet)."""

    template: int
    kind: int = -1


@router.callback_query(MenuTap.filter(F.to == "route-templates"), KEEPS)
async def open_templates(
    tap: CallbackQuery, actor: Actor, words: Words, route_templates: RouteTemplates
) -> None:
    """All templates."""
    await show(tap, listed(await route_templates.listed(actor), 0, words))


@router.callback_query(TemplateTap.filter(F.act == "list"), KEEPS)
async def page_of_templates(
    tap: CallbackQuery,
    callback_data: TemplateTap,
    actor: Actor,
    words: Words,
    route_templates: RouteTemplates,
) -> None:
    """Another page."""
    await show(tap, listed(await route_templates.listed(actor), callback_data.id, words))


@router.callback_query(TemplateTap.filter(F.act == "open"), KEEPS)
async def open_one(
    tap: CallbackQuery,
    callback_data: TemplateTap,
    actor: Actor,
    words: Words,
    route_templates: RouteTemplates,
) -> None:
    """One template."""
    await show(tap, template_view(await route_templates.one(actor, callback_data.id), words))


@router.callback_query(TemplateTap.filter(F.act == "hide"), KEEPS)
async def hide(
    tap: CallbackQuery,
    callback_data: TemplateTap,
    actor: Actor,
    words: Words,
    route_templates: RouteTemplates,
) -> None:
    """Away, or back again."""
    shown = await route_templates.hide(actor, callback_data.id)
    await show(tap, template_view(shown, words), toast=words.label("route-saved"))


@router.callback_query(TemplateTap.filter(F.act == "copy"), KEEPS)
async def ask_copy_title(
    tap: CallbackQuery, callback_data: TemplateTap, words: Words, state: FSMContext
) -> None:
    """What is the copy called?"""
    await state.set_state(TemplateForm.copy)
    await state.set_data({"template": callback_data.id})
    back = way_back(words, TemplateTap(act="open", id=callback_data.id))
    await show(tap, Rendered(words.html("route-template-title-ask", limit=TITLE_LIMIT), rows(back)))


@router.message(StateFilter(TemplateForm.copy), TYPED, KEEPS)
async def copy_title_typed(
    message: Message, actor: Actor, words: Words, route_templates: RouteTemplates, state: FSMContext
) -> None:
    """The copy."""
    template = (await state.get_data())["template"]
    made = await route_templates.copy(actor, template, message.text or "")
    await say(message, template_view(made, words))
    await state.clear()


@router.callback_query(NewTemplateTap.filter(F.grade == 0), KEEPS)
async def ask_grade(tap: CallbackQuery, words: Words) -> None:
    """For which grade?"""
    buttons = [button(str(grade), NewTemplateTap(grade=grade).pack()) for grade in GRADES]
    await _ask(tap, "route-template-grade", [buttons], words)


@router.callback_query(NewTemplateTap.filter(F.sphere < 0), KEEPS)
async def ask_sphere(tap: CallbackQuery, callback_data: NewTemplateTap, words: Words) -> None:
    """For which sphere?"""
    buttons = [
        button(
            words.label(f"sphere-{sphere.value}" if sphere else "route-any"),
            callback_data.model_copy(update={"sphere": place}).pack(),
        )
        for place, sphere in enumerate(SPHERES)
    ]
    await _ask(tap, "route-template-sphere", in_rows(buttons, 2), words)


@router.callback_query(NewTemplateTap.filter(F.level < 0), KEEPS)
async def ask_level(tap: CallbackQuery, callback_data: NewTemplateTap, words: Words) -> None:
    """For which level?"""
    buttons = [
        button(
            words.label(f"level-{level.value}" if level else "route-any"),
            callback_data.model_copy(update={"level": place}).pack(),
        )
        for place, level in enumerate(LEVELS)
    ]
    await _ask(tap, "route-template-level", in_rows(buttons, 2), words)


@router.callback_query(NewTemplateTap.filter(), KEEPS)
async def ask_title(
    tap: CallbackQuery, callback_data: NewTemplateTap, words: Words, state: FSMContext
) -> None:
    """What is it called?"""
    if callback_data.sphere >= len(SPHERES) or callback_data.level >= len(LEVELS):
        raise NotFound
    await state.set_state(TemplateForm.title)
    await state.set_data(callback_data.model_dump())
    back = way_back(words, MenuTap(to="route-templates"))
    await show(tap, Rendered(words.html("route-template-title-ask", limit=TITLE_LIMIT), rows(back)))


@router.message(StateFilter(TemplateForm.title), TYPED, KEEPS)
async def title_typed(
    message: Message, actor: Actor, words: Words, route_templates: RouteTemplates, state: FSMContext
) -> None:
    """A template without steps."""
    form = await state.get_data()
    made = await route_templates.add(
        actor, message.text or "", form["grade"], SPHERES[form["sphere"]], LEVELS[form["level"]]
    )
    await say(message, template_view(made, words))
    await state.clear()


@router.callback_query(TemplateKindTap.filter(F.kind < 0), KEEPS)
async def ask_kind(tap: CallbackQuery, callback_data: TemplateKindTap, words: Words) -> None:
    """A step of which kind?"""
    buttons = [
        button(
            words.label(f"route-kind-{kind.value}"), callback_data.model_copy(update={"kind": place}).pack()
        )
        for place, kind in enumerate(KINDS)
    ]
    back = way_back(words, TemplateTap(act="open", id=callback_data.template))
    await show(tap, Rendered(words.html("route-kind-ask", replaces=False), rows(*in_rows(buttons, 2), back)))


@router.callback_query(TemplateKindTap.filter(), KEEPS)
async def ask_step_title(
    tap: CallbackQuery, callback_data: TemplateKindTap, words: Words, state: FSMContext
) -> None:
    """What exactly?"""
    if callback_data.kind >= len(KINDS):
        raise NotFound
    await state.set_state(TemplateForm.step)
    await state.set_data(callback_data.model_dump())
    back = way_back(words, TemplateTap(act="open", id=callback_data.template))
    await show(tap, Rendered(words.html("route-title-ask", limit=STEP_LIMIT), rows(back)))


@router.message(StateFilter(TemplateForm.step), TYPED, KEEPS)
async def step_title_typed(message: Message, words: Words, state: FSMContext, clock: Clock) -> None:
    """On which day of the school year?"""
    form = await state.update_data(title=(message.text or "")[: STEP_LIMIT * 2])
    await state.set_state(TemplateForm.day)
    keyboard = days(PLACE, form["template"], clock.today(), clock.today(), words)
    await say(message, Rendered(words.html("route-template-day-ask"), keyboard))


@router.callback_query(MonthTap.filter(F.use.in_({PLACE, MOVE})), KEEPS)
async def leaf_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    keyboard = days(callback_data.use, callback_data.id, callback_data.month, clock.today(), words)
    await show(tap, Rendered(words.html("route-template-day-ask"), keyboard))


@router.callback_query(DayTap.filter(F.use == PLACE), StateFilter(TemplateForm.day), KEEPS)
async def place(
    tap: CallbackQuery,
    callback_data: DayTap,
    actor: Actor,
    words: Words,
    route_templates: RouteTemplates,
    state: FSMContext,
) -> None:
    """A step more."""
    form = await state.get_data()
    shown = await route_templates.add_step(
        actor, form["template"], KINDS[form["kind"]], form["title"], callback_data.date
    )
    await show(tap, template_view(shown, words), toast=words.label("route-saved"))
    await state.clear()


@router.callback_query(TemplateTap.filter(F.act == "step"), KEEPS)
async def open_step(
    tap: CallbackQuery,
    callback_data: TemplateTap,
    actor: Actor,
    words: Words,
    route_templates: RouteTemplates,
) -> None:
    """One step of a template."""
    template = await route_templates.of_step(actor, callback_data.id)
    step = next(each for each in template.steps if each.step_id == callback_data.id)
    buttons = [
        button(words.label(f"route-template-{act}"), TemplateTap(act=act, id=step.step_id).pack())
        for act in ("retitle", "move", "remove")
    ]
    back = way_back(words, TemplateTap(act="open", id=template.template_id))
    text = words.html(
        "route-template-step",
        title=step.title,
        kind=words.label(f"route-kind-{step.kind.value}"),
        day=_day(step, words),
        who=step.responsible,
        named=bool(step.responsible),
    )
    await show(tap, Rendered(text, rows(*in_rows(buttons, 2), back)))


@router.callback_query(TemplateTap.filter(F.act == "retitle"), KEEPS)
async def ask_new_title(
    tap: CallbackQuery, callback_data: TemplateTap, words: Words, state: FSMContext
) -> None:
    """What instead?"""
    await state.set_state(TemplateForm.retitle)
    await state.set_data({"step": callback_data.id})
    back = way_back(words, TemplateTap(act="step", id=callback_data.id))
    await show(tap, Rendered(words.html("route-title-ask", limit=STEP_LIMIT), rows(back)))


@router.message(StateFilter(TemplateForm.retitle), TYPED, KEEPS)
async def new_title_typed(
    message: Message, actor: Actor, words: Words, route_templates: RouteTemplates, state: FSMContext
) -> None:
    """Other words."""
    step = (await state.get_data())["step"]
    shown = await route_templates.change_step(actor, step, title=message.text or "")
    await say(message, template_view(shown, words))
    await state.clear()


@router.callback_query(TemplateTap.filter(F.act == "move"), KEEPS)
async def ask_day(tap: CallbackQuery, callback_data: TemplateTap, words: Words, clock: Clock) -> None:
    """Which day instead?"""
    keyboard = days(MOVE, callback_data.id, clock.today(), clock.today(), words)
    await show(tap, Rendered(words.html("route-template-day-ask"), keyboard))


@router.callback_query(DayTap.filter(F.use == MOVE), KEEPS)
async def move(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, route_templates: RouteTemplates
) -> None:
    """Another day."""
    shown = await route_templates.change_step(actor, callback_data.id, on=callback_data.date)
    await show(tap, template_view(shown, words), toast=words.label("route-saved"))


@router.callback_query(TemplateTap.filter(F.act == "remove"), KEEPS)
async def remove(
    tap: CallbackQuery,
    callback_data: TemplateTap,
    actor: Actor,
    words: Words,
    route_templates: RouteTemplates,
) -> None:
    """A step less."""
    shown = await route_templates.remove_step(actor, callback_data.id)
    await show(tap, template_view(shown, words), toast=words.label("route-removed-toast"))


async def _ask(tap: CallbackQuery, key: str, buttons: list[list[InlineKeyboardButton]], words: Words) -> None:
    await show(tap, Rendered(words.html(key), rows(*buttons, way_back(words, MenuTap(to="route-templates")))))


def listed(found: list[TemplateView], number: int, words: Words) -> Rendered:
    """A page of templates."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label(
                    "route-template-line",
                    title=shorten(each.title, 50),
                    count=len(each.steps),
                    hidden=each.hidden,
                ),
                TemplateTap(act="open", id=each.template_id).pack(),
            )
        ]
        for each in page_of(found, number)
    ]
    turn = leaf(len(found), number, words, lambda page: TemplateTap(act="list", id=page))
    new = [button(words.label("route-template-new"), NewTemplateTap().pack())]
    text = words.html("route-templates", count=len(found))
    return Rendered(text, rows(*buttons, turn, new, [menu_button(words)]))


def template_view(template: TemplateView, words: Words) -> Rendered:
    """A template with its steps."""
    lines = [
        words.html(
            "route-template-step-line", order=order, title=shorten(step.title, 90), day=_day(step, words)
        )
        for order, step in enumerate(template.steps, start=1)
    ]
    text = text_of(
        words.html(
            "route-template-head",
            title=template.title,
            grade=template.grade,
            sphere=words.label(f"sphere-{template.sphere.value}" if template.sphere else "route-any"),
            level=words.label(f"level-{template.level.value}" if template.level else "route-any"),
            hidden=template.hidden,
        ),
        BLANK,
        *(lines or [words.html("route-template-empty")]),
    )
    numbers = [
        button(str(order), TemplateTap(act="step", id=step.step_id).pack())
        for order, step in enumerate(template.steps, start=1)
    ]
    number = template.template_id
    acts = [
        button(words.label("route-add"), TemplateKindTap(template=number).pack()),
        button(words.label("route-template-copy"), TemplateTap(act="copy", id=number).pack()),
        button(
            words.label("route-template-hide", hidden=template.hidden),
            TemplateTap(act="hide", id=number).pack(),
        ),
    ]
    back = way_back(words, MenuTap(to="route-templates"))
    return Rendered(text, rows(*in_rows(numbers, 5), *in_rows(acts, 2), back))


def days(use: str, number: int, month: date, today: date, words: Words) -> InlineKeyboardMarkup:
    """A whole school year: only day and month of what is tapped count."""
    year = school_year_of(today)
    first, last = date(year, SEPTEMBER, 1), date(year + 1, 8, 31)
    cancel = [button(words.label("cancel"), MenuTap(to="route-templates").pack())]
    return month_keyboard(words, use=use, number=number, month=month, first=first, last=last, below=[cancel])


def _day(step: TemplateStep, words: Words) -> str:
    if step.after_days is not None:
        return words.label("route-after-days", count=step.after_days)
    return words.short_day(day_in_year(step.month or SEPTEMBER, step.day or 1, 2026))
