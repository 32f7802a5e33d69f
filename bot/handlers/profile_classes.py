"""«Профильные классы»: planned, filled, copied from last year; the committee's table."""

from typing import Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.errors import DomainError, NotFound
from bot.handlers.access import May
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import ProfileKind, Sphere
from bot.services.access import Action, may
from bot.services.people import Actor
from bot.services.profile_classes import GRADES, MOST, ClassRow, ProfileClasses
from bot.texts import Words, shorten

router = Router(name="profile_classes")

SEES = May(Action.PROFILE_CLASSES)
KEEPS = May(Action.PROFILE_CLASSES_EDIT)


class ClassForm(StatesGroup):
    """A new class: name, planned number, partner; or the actual number, then the order."""

    name = State()
    planned = State()
    partner = State()
    actual = State()
    order = State()


class ProfileClassTap(CallbackData, prefix="pc"):
    """The list of an organisation (a page), or an act upon a class."""

    act: Literal["list", "open", "fill", "close", "copy", "skip", "table"]
    id: int = 0
    page: int = 0


class NewClassTap(CallbackData, prefix="pn"):
    """A new class step by step: kind and direction by place (−1: not yet), grade (0: not yet)."""

    organisation: int
    kind: int = -1
    direction: int = -1
    grade: int = 0


@router.callback_query(MenuTap.filter(F.to == "profile-classes"), SEES)
async def open_classes(
    tap: CallbackQuery, actor: Actor, words: Words, profile_classes: ProfileClasses
) -> None:
    """«Профильные классы»: one's own organisation, or the summary of the city."""
    if not may(actor, Action.PROFILE_CLASSES_EDIT):
        rows_, empty = await profile_classes.listed(actor), await profile_classes.empty(actor)
        await show(tap, summary(rows_, empty, words))
        return
    places = await profile_classes.places(actor)
    if len(places) == 1:
        await show(tap, listed(await profile_classes.listed(actor, places[0][0]), places[0][0], 0, words))
        return
    buttons = [
        [button(shorten(name, 60), ProfileClassTap(act="list", id=number).pack())] for number, name in places
    ]
    await show(tap, Rendered(words.html("profile-where"), rows(*buttons, [menu_button(words)])))


@router.callback_query(ProfileClassTap.filter(F.act == "list"), KEEPS)
async def open_list(
    tap: CallbackQuery,
    callback_data: ProfileClassTap,
    actor: Actor,
    words: Words,
    profile_classes: ProfileClasses,
) -> None:
    """The classes of an organisation."""
    found = await profile_classes.listed(actor, callback_data.id)
    await show(tap, listed(found, callback_data.id, callback_data.page, words))


@router.callback_query(ProfileClassTap.filter(F.act == "copy"), KEEPS)
async def copy(
    tap: CallbackQuery,
    callback_data: ProfileClassTap,
    actor: Actor,
    words: Words,
    profile_classes: ProfileClasses,
) -> None:
    """«Как в прошлом году»."""
    made = await profile_classes.copy(actor, callback_data.id)
    found = await profile_classes.listed(actor, callback_data.id)
    await show(
        tap, listed(found, callback_data.id, 0, words), toast=words.label("profile-copied", count=made)
    )


@router.callback_query(ProfileClassTap.filter(F.act == "table"), SEES)
async def table(tap: CallbackQuery, actor: Actor, words: Words, profile_classes: ProfileClasses) -> None:
    """Both lists as XLSX."""
    file = await profile_classes.table(actor, words)
    await send_file(tap, Attached(file, words.html("profile-table-done"), rows([menu_button(words)])))


@router.callback_query(ProfileClassTap.filter(F.act == "open"), KEEPS)
async def open_one(
    tap: CallbackQuery,
    callback_data: ProfileClassTap,
    actor: Actor,
    words: Words,
    profile_classes: ProfileClasses,
) -> None:
    """One class."""
    await show(tap, class_view(await profile_classes.one(actor, callback_data.id), words))


@router.callback_query(ProfileClassTap.filter(F.act == "close"), KEEPS)
async def close(
    tap: CallbackQuery,
    callback_data: ProfileClassTap,
    actor: Actor,
    words: Words,
    profile_classes: ProfileClasses,
) -> None:
    """«Убрать»."""
    organisation = await profile_classes.close(actor, callback_data.id)
    found = await profile_classes.listed(actor, organisation)
    await show(tap, listed(found, organisation, 0, words), toast=words.label("profile-saved"))


@router.callback_query(NewClassTap.filter(F.kind < 0), KEEPS)
async def ask_kind(tap: CallbackQuery, callback_data: NewClassTap, words: Words) -> None:
    """A class or a group?"""
    buttons = [
        button(
            words.label(f"profile-kind-{kind.value}"), callback_data.model_copy(update={"kind": place}).pack()
        )
        for place, kind in enumerate(ProfileKind)
    ]
    back = way_back(words, ProfileClassTap(act="list", id=callback_data.organisation))
    await show(tap, Rendered(words.html("profile-kind-ask"), rows(buttons, back)))


@router.callback_query(NewClassTap.filter(F.direction < 0), KEEPS)
async def ask_direction(tap: CallbackQuery, callback_data: NewClassTap, words: Words) -> None:
    """Which direction?"""
    buttons = [
        button(
            words.label(f"sphere-{sphere.value}"),
            callback_data.model_copy(update={"direction": place}).pack(),
        )
        for place, sphere in enumerate(Sphere)
    ]
    back = way_back(words, ProfileClassTap(act="list", id=callback_data.organisation))
    await show(tap, Rendered(words.html("profile-direction-ask"), rows(*in_rows(buttons, 2), back)))


@router.callback_query(NewClassTap.filter(F.grade == 0), KEEPS)
async def ask_grade(tap: CallbackQuery, callback_data: NewClassTap, words: Words) -> None:
    """Which grade?"""
    buttons = [
        button(str(grade), callback_data.model_copy(update={"grade": grade}).pack()) for grade in GRADES
    ]
    back = way_back(words, ProfileClassTap(act="list", id=callback_data.organisation))
    await show(tap, Rendered(words.html("profile-grade-ask"), rows(*in_rows(buttons, 4), back)))


@router.callback_query(NewClassTap.filter(), KEEPS)
async def ask_name(tap: CallbackQuery, callback_data: NewClassTap, words: Words, state: FSMContext) -> None:
    """What is it called?"""
    known = callback_data.kind < len(ProfileKind) and callback_data.direction < len(Sphere)
    if not known or callback_data.grade not in GRADES:
        raise NotFound
    await state.set_state(ClassForm.name)
    await state.set_data(callback_data.model_dump())
    back = way_back(words, ProfileClassTap(act="list", id=callback_data.organisation))
    await show(tap, Rendered(words.html("profile-name-ask"), rows(back)))


@router.message(StateFilter(ClassForm.name), TYPED, KEEPS)
async def name_typed(message: Message, words: Words, state: FSMContext) -> None:
    """And how many are planned?"""
    form = await state.update_data(name=(message.text or "")[:300])
    await state.set_state(ClassForm.planned)
    back = way_back(words, ProfileClassTap(act="list", id=form["organisation"]))
    await say(message, Rendered(words.html("profile-planned-ask"), rows(back)))


@router.message(StateFilter(ClassForm.planned), TYPED, KEEPS)
async def planned_typed(message: Message, words: Words, state: FSMContext) -> None:
    """And who is the partner?"""
    form = await state.update_data(planned=_number(message.text))
    await state.set_state(ClassForm.partner)
    none = button(words.label("profile-no-partner"), ProfileClassTap(act="skip").pack())
    back = way_back(words, ProfileClassTap(act="list", id=form["organisation"]))
    await say(message, Rendered(words.html("profile-partner-ask"), rows([none], back)))


@router.message(StateFilter(ClassForm.partner), TYPED, KEEPS)
async def partner_typed(
    message: Message, actor: Actor, words: Words, profile_classes: ProfileClasses, state: FSMContext
) -> None:
    """The class is in the list."""
    row = await _add(await state.get_data(), actor, profile_classes, message.text or "")
    await say(message, class_view(row, words))
    await state.clear()


@router.callback_query(
    ProfileClassTap.filter(F.act == "skip"), StateFilter(ClassForm.partner, ClassForm.order), KEEPS
)
async def skip(
    tap: CallbackQuery,
    actor: Actor,
    words: Words,
    profile_classes: ProfileClasses,
    state: FSMContext,
    raw_state: str | None,
) -> None:
    """No partner, or no order yet."""
    form = await state.get_data()
    if raw_state == ClassForm.partner.state:
        row = await _add(form, actor, profile_classes, "")
    else:
        row = await profile_classes.fill(actor, form["class"], form["actual"], "")
    await show(tap, class_view(row, words))
    await state.clear()


@router.callback_query(ProfileClassTap.filter(F.act == "fill"), KEEPS)
async def ask_actual(
    tap: CallbackQuery,
    callback_data: ProfileClassTap,
    actor: Actor,
    words: Words,
    profile_classes: ProfileClasses,
    state: FSMContext,
) -> None:
    """«Фактический набор»."""
    row = await profile_classes.one(actor, callback_data.id)
    await state.set_state(ClassForm.actual)
    await state.set_data({"class": row.class_id})
    back = way_back(words, ProfileClassTap(act="open", id=row.class_id))
    await show(
        tap, Rendered(words.html("profile-actual-ask", name=row.name, planned=row.planned), rows(back))
    )


@router.message(StateFilter(ClassForm.actual), TYPED, KEEPS)
async def actual_typed(message: Message, words: Words, state: FSMContext) -> None:
    """And by which order?"""
    form = await state.update_data(actual=_number(message.text))
    await state.set_state(ClassForm.order)
    none = button(words.label("profile-no-order"), ProfileClassTap(act="skip").pack())
    back = way_back(words, ProfileClassTap(act="open", id=form["class"]))
    await say(message, Rendered(words.html("profile-order-ask"), rows([none], back)))


@router.message(StateFilter(ClassForm.order), TYPED, KEEPS)
async def order_typed(
    message: Message, actor: Actor, words: Words, profile_classes: ProfileClasses, state: FSMContext
) -> None:
    """Plan against fact."""
    form = await state.get_data()
    row = await profile_classes.fill(actor, form["class"], form["actual"], message.text or "")
    await say(message, class_view(row, words))
    await state.clear()


async def _add(
    form: dict[str, object], actor: Actor, profile_classes: ProfileClasses, partner: str
) -> ClassRow:
    return await profile_classes.add(
        actor,
        int(str(form["organisation"])),
        list(ProfileKind)[int(str(form["kind"]))],
        list(Sphere)[int(str(form["direction"]))],
        int(str(form["grade"])),
        str(form["name"]),
        int(str(form["planned"])),
        partner,
    )


def _number(typed: str | None) -> int:
    text = (typed or "").strip()
    if not text.isdecimal() or int(text[:6]) > MOST:
        raise DomainError("profile-class-count", most=MOST)
    return int(text[:6])


def listed(found: list[ClassRow], organisation: int, number: int, words: Words) -> Rendered:
    """The classes of an organisation, and what can be done."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label(
                    "profile-button",
                    name=shorten(row.name, 36),
                    planned=row.planned,
                    filled=row.actual is not None,
                    actual=row.actual or 0,
                ),
                ProfileClassTap(act="open", id=row.class_id).pack(),
            )
        ]
        for row in page_of(found, number)
    ]
    new = button(words.label("profile-new"), NewClassTap(organisation=organisation).pack())
    as_before = button(words.label("profile-copy"), ProfileClassTap(act="copy", id=organisation).pack())
    file = button(words.label("profile-table"), ProfileClassTap(act="table").pack())

    def turn(page: int) -> ProfileClassTap:
        return ProfileClassTap(act="list", id=organisation, page=page)

    text = words.html("profile-head", count=len(found), filled=sum(row.actual is not None for row in found))
    foot = [file, menu_button(words)] if found else [menu_button(words)]
    first = [new] if found else [new, as_before]
    return Rendered(text, rows(first, *buttons, leaf(len(found), number, words, turn), foot))


def class_view(row: ClassRow, words: Words) -> Rendered:
    """One class: plan, fact, partner, order."""
    text = words.html(
        "profile-view",
        organisation=row.organisation,
        kind=words.label(f"profile-kind-{row.kind.value}"),
        name=row.name,
        direction=words.label(f"sphere-{row.direction.value}"),
        grade=row.grade,
        planned=row.planned,
        filled=row.actual is not None,
        actual=row.actual or 0,
        partner=row.partner,
        partnered=bool(row.partner),
        order=row.order_number,
        ordered=bool(row.order_number),
    )
    fill = button(words.label("profile-fill"), ProfileClassTap(act="fill", id=row.class_id).pack())
    away = button(words.label("profile-close"), ProfileClassTap(act="close", id=row.class_id).pack())
    return Rendered(
        text, rows([fill, away], way_back(words, ProfileClassTap(act="list", id=row.organisation_id)))
    )


def summary(found: list[ClassRow], empty: list[str], words: Words) -> Rendered:
    """The city's classes, and which schools have named none."""
    text = text_of(
        words.html("profile-head", count=len(found), filled=sum(row.actual is not None for row in found)),
        *(
            [BLANK, words.html("profile-empty", count=len(empty), names=", ".join(empty[:12]))]
            if empty
            else []
        ),
    )
    file = [button(words.label("profile-table"), ProfileClassTap(act="table").pack())]
    return Rendered(text, rows(file, [menu_button(words)]))
