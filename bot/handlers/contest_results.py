"""Applications of a contest, by code: entering pupils, results by taps or by a list of codes, the file."""

from typing import Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.contest_card import to_card
from bot.handlers.contest_taps import ResultTap
from bot.handlers.files import Attached, send_file
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import EntryState
from bot.services.access import Action
from bot.services.contest_entries import RESULTS, ContestEntries, EntryRow, Found, Pasted
from bot.services.contest_lists import ContestLists
from bot.services.contests import Contests
from bot.services.people import Actor
from bot.texts import Words, shorten

router = Router(name="contest_results")

MAY = May(Action.CONTESTS_ENTRIES)
MARKS = (*RESULTS, EntryState.APPLIED)
MOST_NAMED = 20
"""Codes that were not understood, as far as they are listed in the answer."""


class ResultForm(StatesGroup):
    """A code to be entered; codes with one result. The data say of which contest."""

    code = State()
    codes = State()


class EntryTap(CallbackData, prefix="ke"):
    """An application: open it, mark it (by the place of the mark), withdraw it."""

    act: Literal["open", "mark", "withdraw"]
    id: int
    mark: int = 0


class PasteTap(CallbackData, prefix="kp"):
    """Codes are about to be sent that all have this result (by place)."""

    contest: int
    mark: int


class EnterTap(CallbackData, prefix="ky"):
    """The school enters a pupil, in a nomination by its place."""

    contest: int
    student: int
    nomination: int


@router.callback_query(ResultTap.filter(F.act == "list"), MAY)
async def open_entries(
    tap: CallbackQuery, callback_data: ResultTap, actor: Actor, words: Words, contest_entries: ContestEntries
) -> None:
    """The applications of the own pupils."""
    found = await contest_entries.listed(actor, callback_data.id)
    await show(tap, listed(found, callback_data.id, callback_data.page, words))


@router.callback_query(ResultTap.filter(F.act == "table"), MAY)
async def table(
    tap: CallbackQuery, callback_data: ResultTap, actor: Actor, words: Words, contest_lists: ContestLists
) -> None:
    """Applications and results as XLSX."""
    file = await contest_lists.entries(actor, callback_data.id, words)
    back = rows(to_list(callback_data.id, words))
    await send_file(tap, Attached(file, words.html("contest-table-done"), back))


@router.callback_query(ResultTap.filter(F.act == "code"), MAY)
async def ask_code(tap: CallbackQuery, callback_data: ResultTap, words: Words, state: FSMContext) -> None:
    """Whom?"""
    await state.set_state(ResultForm.code)
    await state.set_data({"contest": callback_data.id})
    await show(tap, Rendered(words.html("contest-code-ask"), rows(to_list(callback_data.id, words))))


@router.message(StateFilter(ResultForm.code), TYPED, MAY)
async def code_typed(
    message: Message, actor: Actor, words: Words, contest_entries: ContestEntries, state: FSMContext
) -> None:
    """Is it the right one, and in which nomination?"""
    form = await state.get_data()
    found = await contest_entries.find(actor, form["contest"], message.text or "")
    await say(message, entering(found, words))
    await state.clear()


@router.callback_query(EnterTap.filter(), MAY)
async def enter(
    tap: CallbackQuery,
    callback_data: EnterTap,
    actor: Actor,
    words: Words,
    contests: Contests,
    contest_entries: ContestEntries,
) -> None:
    """The application is there."""
    await contests.apply(actor, callback_data.contest, callback_data.student, callback_data.nomination)
    found = await contest_entries.listed(actor, callback_data.contest)
    shown = listed(found, callback_data.contest, 0, words)
    await show(tap, shown, toast=words.label("contest-applied"))


@router.callback_query(ResultTap.filter(F.act == "paste"), MAY)
async def ask_mark(tap: CallbackQuery, callback_data: ResultTap, words: Words) -> None:
    """Which result will the codes have?"""
    buttons = [
        button(words.label(f"entry-{each.value}"), PasteTap(contest=callback_data.id, mark=place).pack())
        for place, each in enumerate(RESULTS)
    ]
    text = words.html("contest-paste-mark")
    await show(tap, Rendered(text, rows(*in_rows(buttons, 3), to_list(callback_data.id, words))))


@router.callback_query(PasteTap.filter(), MAY)
async def ask_codes(tap: CallbackQuery, callback_data: PasteTap, words: Words, state: FSMContext) -> None:
    """Which codes?"""
    if not 0 <= callback_data.mark < len(RESULTS):
        raise NotFound
    await state.set_state(ResultForm.codes)
    await state.set_data({"contest": callback_data.contest, "mark": callback_data.mark})
    result = words.label(f"entry-{RESULTS[callback_data.mark].value}")
    text = words.html("contest-paste-codes", result=result)
    await show(tap, Rendered(text, rows(to_list(callback_data.contest, words))))


@router.message(StateFilter(ResultForm.codes), TYPED, MAY)
async def codes_pasted(
    message: Message, actor: Actor, words: Words, contest_entries: ContestEntries, state: FSMContext
) -> None:
    """The results are there."""
    form = await state.get_data()
    result = RESULTS[form["mark"]]
    pasted = await contest_entries.decide_codes(actor, form["contest"], result, message.text or "")
    await say(message, told(pasted, form["contest"], result, words))
    await state.clear()


@router.callback_query(EntryTap.filter(F.act == "open"), MAY)
async def open_entry(
    tap: CallbackQuery, callback_data: EntryTap, actor: Actor, words: Words, contest_entries: ContestEntries
) -> None:
    """One application."""
    await show(tap, entry_view(await contest_entries.one(actor, callback_data.id), words))


@router.callback_query(EntryTap.filter(F.act == "mark"), MAY)
async def mark(
    tap: CallbackQuery, callback_data: EntryTap, actor: Actor, words: Words, contest_entries: ContestEntries
) -> None:
    """A result."""
    if not 0 <= callback_data.mark < len(MARKS):
        raise NotFound
    row = await contest_entries.decide(actor, callback_data.id, MARKS[callback_data.mark])
    await show(tap, entry_view(row, words), toast=words.label("contest-saved"))


@router.callback_query(EntryTap.filter(F.act == "withdraw"), MAY)
async def withdraw(
    tap: CallbackQuery,
    callback_data: EntryTap,
    actor: Actor,
    words: Words,
    contests: Contests,
    contest_entries: ContestEntries,
) -> None:
    """The school takes an application back."""
    row = await contest_entries.one(actor, callback_data.id)
    await contests.withdraw(actor, row.contest_id, row.student_id)
    found = await contest_entries.listed(actor, row.contest_id)
    shown = listed(found, row.contest_id, 0, words)
    await show(tap, shown, toast=words.label("contest-withdrawn"))


def listed(found: list[EntryRow], contest: int, number: int, words: Words) -> Rendered:
    """Applications by code, each with its result."""
    number = known_page(len(found), number)
    buttons = [
        button(
            words.label("contest-entry-row", state=row.state.value, code=row.code),
            EntryTap(act="open", id=row.entry_id).pack(),
        )
        for row in page_of(found, number)
    ]
    acts = [
        button(words.label("contest-enter-code"), ResultTap(act="code", id=contest).pack()),
        button(words.label("contest-paste"), ResultTap(act="paste", id=contest).pack()),
    ]
    file = button(words.label("contest-table"), ResultTap(act="table", id=contest).pack())

    def turn(page: int) -> ResultTap:
        return ResultTap(act="list", id=contest, page=page)

    text = words.html(
        "contest-entries-head",
        count=len(found),
        best=sum(row.state in (EntryState.PRIZE, EntryState.WINNER) for row in found),
    )
    return Rendered(
        text,
        rows(
            *in_rows(buttons, 2),
            leaf(len(found), number, words, turn),
            acts,
            [file] if found else [],
            to_card(contest, words),
        ),
    )


def entry_view(row: EntryRow, words: Words) -> Rendered:
    """One application and its marks."""
    text = words.html(
        "contest-entry-view",
        contest=row.contest,
        code=row.code,
        school=row.school,
        **{"class": row.class_name},
        nomination=row.nomination,
        named=bool(row.nomination),
        state=words.label(f"entry-{row.state.value}"),
    )
    marks = [
        button(
            words.label("switch", on=row.state is each, name=words.label(f"entry-{each.value}")),
            EntryTap(act="mark", id=row.entry_id, mark=place).pack(),
        )
        for place, each in enumerate(MARKS)
    ]
    away = [button(words.label("contest-entry-withdraw"), EntryTap(act="withdraw", id=row.entry_id).pack())]
    foot = away if row.state is EntryState.APPLIED else []
    return Rendered(text, rows(*in_rows(marks, 2), foot, to_list(row.contest_id, words)))


def entering(found: Found, words: Words) -> Rendered:
    """Enter this pupil, in this nomination."""
    names = [shorten(name, 60) for name in found.nominations] or [words.label("contest-enter-sure")]
    buttons = [
        [button(name, EnterTap(contest=found.contest_id, student=found.student_id, nomination=place).pack())]
        for place, name in enumerate(names)
    ]
    text = words.html("contest-entering", code=found.code, choice=bool(found.nominations))
    return Rendered(text, rows(*buttons, to_list(found.contest_id, words)))


def told(pasted: Pasted, contest: int, result: EntryState, words: Words) -> Rendered:
    """How many were marked, and which codes were not."""
    named = pasted.unknown[:MOST_NAMED]
    text = text_of(
        words.html("contest-pasted", count=pasted.marked, result=words.label(f"entry-{result.value}")),
        *(
            [
                BLANK,
                words.html(
                    "contest-pasted-unknown",
                    count=len(pasted.unknown),
                    codes=", ".join(shorten(code, 24) for code in named),
                ),
            ]
            if named
            else []
        ),
    )
    return Rendered(text, rows(to_list(contest, words)))


def to_list(contest: int, words: Words) -> list[InlineKeyboardButton]:
    """Back to the applications."""
    return way_back(words, ResultTap(act="list", id=contest))
