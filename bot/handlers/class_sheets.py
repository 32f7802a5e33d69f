"""«QR для класса»: grade → letter → a sheet or slips as PDF; what was given out, taken back."""

from typing import Literal

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link

from bot.errors import DomainError, NotFound
from bot.handlers.access import May
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.class_links import MOST_SLIPS, ClassLinks, LinkRow, Place
from bot.services.class_sheet_pdf import class_sheet
from bot.services.codes import GRADES, LETTERS
from bot.services.people import Actor
from bot.services.sheets import File
from bot.texts import Html, Words, shorten

router = Router(name="class_sheets")

CLASS_LINK = "c"
"""Prefix of a class link in a /start payload."""
WHOLE = 0
"""Instead of a grade: the whole school."""
COUNTS = (20, 25, 30, 35)
MAY = May(Action.CLASS_LINKS)


class SheetForm(StatesGroup):
    """The number of slips may be typed; the data hold school, grade and letter."""

    count = State()


class SheetTap(CallbackData, prefix="cs"):
    """A sheet in the making: for a school (0: not chosen), a grade, a letter by its place (0: none)."""

    act: Literal["school", "grade", "letter", "slips", "make"]
    school: int = 0
    grade: int = WHOLE
    letter: int = 0
    count: int = 0

    @property
    def letter_name(self) -> str:
        """The letter itself; empty for none."""
        if not 0 <= self.letter <= len(LETTERS):
            raise NotFound
        return LETTERS[self.letter - 1] if self.letter else ""


class LinksTap(CallbackData, prefix="cl"):
    """The list of what was given out; `id` is taken back."""

    act: str
    id: int = 0
    page: int = 0


@router.callback_query(MenuTap.filter(F.to == "class-sheets"), MAY)
async def open_sheets(tap: CallbackQuery, actor: Actor, words: Words, class_links: ClassLinks) -> None:
    """«QR для класса»: the school first, where there are several."""
    await show(tap, where(await class_links.places(actor), words))


@router.callback_query(SheetTap.filter(F.act == "school"), MAY)
async def ask_grade(tap: CallbackQuery, callback_data: SheetTap, words: Words) -> None:
    """Which grade?"""
    await show(tap, grade_choice(callback_data.school, words))


@router.callback_query(SheetTap.filter((F.act == "grade") & (F.grade != WHOLE)), MAY)
async def ask_letter(tap: CallbackQuery, callback_data: SheetTap, words: Words) -> None:
    """Which letter?"""
    await show(tap, letter_choice(callback_data, words))


@router.callback_query(SheetTap.filter(F.act.in_({"grade", "letter"})), MAY)
async def ask_kind(
    tap: CallbackQuery, callback_data: SheetTap, actor: Actor, words: Words, class_links: ClassLinks
) -> None:
    """One sheet, or a slip for each?"""
    school = next(
        (e.name for e in await class_links.places(actor) if e.organisation_id == callback_data.school), ""
    )
    await show(tap, kind_choice(callback_data, school, words))


@router.callback_query(SheetTap.filter(F.act == "slips"), MAY)
async def ask_count(tap: CallbackQuery, callback_data: SheetTap, words: Words, state: FSMContext) -> None:
    """How many slips?"""
    await state.set_state(SheetForm.count)
    await state.set_data(callback_data.model_dump())
    buttons = [button(str(n), _with(callback_data, "make", n).pack()) for n in COUNTS]
    cancel = button(words.label("cancel"), MenuTap(to="class-sheets").pack())
    await show(tap, Rendered(words.html("class-sheet-count", most=MOST_SLIPS), rows(buttons, [cancel])))


@router.callback_query(SheetTap.filter(F.act == "make"), MAY)
async def make(
    tap: CallbackQuery,
    callback_data: SheetTap,
    actor: Actor,
    words: Words,
    class_links: ClassLinks,
    state: FSMContext,
    bot: Bot,
) -> None:
    """Here is the PDF."""
    await send_file(tap, await sheet_file(callback_data, actor, words, class_links, bot))
    await state.clear()


@router.message(StateFilter(SheetForm.count), TYPED, MAY)
async def count_typed(
    message: Message, actor: Actor, words: Words, class_links: ClassLinks, state: FSMContext, bot: Bot
) -> None:
    """Another number of slips."""
    typed = (message.text or "").strip()
    if not typed.isdecimal() or not 1 <= int(typed[:4]) <= MOST_SLIPS:
        raise DomainError("class-sheet-count-wrong", most=MOST_SLIPS)
    wanted = _with(SheetTap(**await state.get_data()), "make", int(typed))
    await send_file(message, await sheet_file(wanted, actor, words, class_links, bot))
    await state.clear()


@router.callback_query(LinksTap.filter(F.act == "list"), MAY)
async def list_links(
    tap: CallbackQuery, callback_data: LinksTap, actor: Actor, words: Words, class_links: ClassLinks
) -> None:
    """«Выданные листы»."""
    await show(tap, given_out(await class_links.listed(actor), callback_data.page, words))


@router.callback_query(LinksTap.filter(F.act == "revoke"), MAY)
async def revoke(
    tap: CallbackQuery, callback_data: LinksTap, actor: Actor, words: Words, class_links: ClassLinks
) -> None:
    """«Отозвать»."""
    remaining = await class_links.revoke(actor, callback_data.id)
    toast = words.label("class-links-revoked")
    await show(tap, given_out(remaining, callback_data.page, words), toast=toast)


def where(places: list[Place], words: Words) -> Rendered:
    """The schools of the coordinator; with one of them the question is skipped."""
    if len(places) == 1:
        return grade_choice(places[0].organisation_id, words)
    buttons = [
        [button(shorten(each.name, 60), SheetTap(act="school", school=each.organisation_id).pack())]
        for each in places
    ]
    return Rendered(words.html("class-sheets-school"), rows(*buttons, [menu_button(words)]))


def grade_choice(school: int, words: Words) -> Rendered:
    """Grades, the whole school, and what was given out."""
    grades = [button(str(each), SheetTap(act="grade", school=school, grade=each).pack()) for each in GRADES]
    whole = button(words.label("class-sheet-whole"), SheetTap(act="grade", school=school).pack())
    listed = button(words.label("class-sheet-list"), LinksTap(act="list").pack())
    return Rendered(
        words.html("class-sheet-grade"),
        rows(grades, [whole], [listed], way_back(words, MenuTap(to="students"))),
    )


def letter_choice(wanted: SheetTap, words: Words) -> Rendered:
    """The letters of classes."""
    buttons = [
        button(letter, SheetTap(act="letter", school=wanted.school, grade=wanted.grade, letter=place).pack())
        for place, letter in enumerate(LETTERS, start=1)
    ]
    back = way_back(words, SheetTap(act="school", school=wanted.school))
    return Rendered(words.html("class-sheet-letter", grade=wanted.grade), rows(*in_rows(buttons, 6), back))


def kind_choice(wanted: SheetTap, school: str, words: Words) -> Rendered:
    """A poster for the wall, or slips."""
    poster = button(words.label("class-sheet-poster"), _with(wanted, "make", 0).pack())
    slips = button(words.label("class-sheet-slips"), _with(wanted, "slips", 0).pack())
    text = words.html("class-sheet-kind", place=place_of(school, wanted.grade, wanted.letter_name, words))
    return Rendered(
        text, rows([poster, slips], way_back(words, SheetTap(act="school", school=wanted.school)))
    )


def place_of(school: str, grade: int | None, letter: str, words: Words) -> str:
    """«Школа № 37, 11А»."""
    if not grade:
        return words.label("class-sheet-whole-place", school=school)
    return words.label("class-sheet-class-place", school=school, **{"class": f"{grade}{letter}"})


async def sheet_file(
    wanted: SheetTap, actor: Actor, words: Words, class_links: ClassLinks, bot: Bot
) -> Attached:
    """New links and the PDF of them."""
    letter = wanted.letter_name
    made = await class_links.make(actor, wanted.school, wanted.grade or None, letter, wanted.count)
    addresses = [await create_start_link(bot, f"{CLASS_LINK}{token}") for token in made.tokens]
    name = words.label("class-sheet-file", **{"class": made.class_name}) if made.class_name else None
    caption = words.html(
        "class-sheet-ready",
        place=place_of(made.school, made.grade, made.letter, words),
        slips=len(made.tokens) if made.slips else 0,
        day=made.expires_on,
    )
    more = button(words.label("class-sheet-more"), MenuTap(to="class-sheets").pack())
    file = File(name or words.label("class-sheet-file-school"), class_sheet(made, addresses, words))
    return Attached(file, caption, rows([more, menu_button(words)]))


def given_out(found: list[LinkRow], number: int, words: Words) -> Rendered:
    """What can still be used; pressing one takes it back."""
    number = known_page(len(found), number)
    shown = list(enumerate(page_of(found, number), start=1))
    entries = [
        words.html(
            "class-links-line",
            order=order,
            place=place_of(row.school, row.grade, row.letter, words),
            slips=row.slips,
            used=row.used,
            day=row.expires_on,
        )
        for order, row in shown
    ]
    buttons = [
        button(
            words.label("class-links-revoke", order=order),
            LinksTap(act="revoke", id=row.link_id, page=number).pack(),
        )
        for order, row in shown
    ]
    return Rendered(
        text_of(words.html("class-links-head", count=len(found)), Html(""), *entries),
        rows(
            *in_rows(buttons, 3),
            leaf(len(found), number, words, lambda page: LinksTap(act="list", page=page)),
            way_back(words, MenuTap(to="class-sheets")),
        ),
    )


def _with(wanted: SheetTap, act: Literal["slips", "make"], count: int) -> SheetTap:
    return wanted.model_copy(update={"act": act, "count": count})
