"""«Дни экзаменов»: marked in a calendar, for each grade."""

from datetime import date

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.clock import Clock
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import way_back
from bot.handlers.replies import button, rows, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.codes import GRADES
from bot.services.exam_days import ExamDays
from bot.texts import Words

router = Router(name="exam_days")

MAY = May(Action.EXAM_DAYS)
USE = "exd"
"""Use of the calendar; its number is the grade."""
DAYS_AHEAD = 365


class ExamGradeTap(CallbackData, prefix="eq"):
    """The calendar of a grade."""

    grade: int


@router.callback_query(MenuTap.filter(F.to == "exam-days"), MAY)
async def choose_grade(tap: CallbackQuery, words: Words) -> None:
    """Whose exams?"""
    buttons = [button(str(grade), ExamGradeTap(grade=grade).pack()) for grade in GRADES]
    await show(tap, Rendered(words.html("exam-grade-ask"), rows(buttons, [menu_button(words)])))


@router.callback_query(ExamGradeTap.filter(), MAY)
async def open_month(
    tap: CallbackQuery,
    callback_data: ExamGradeTap,
    actor: Actor,
    words: Words,
    exam_days: ExamDays,
    clock: Clock,
) -> None:
    """This month."""
    marked = await exam_days.listed(actor, callback_data.grade)
    await show(tap, month(callback_data.grade, clock.today(), clock.today(), marked, words))


@router.callback_query(MonthTap.filter(F.use == USE), MAY)
async def leaf_month(
    tap: CallbackQuery, callback_data: MonthTap, actor: Actor, words: Words, exam_days: ExamDays, clock: Clock
) -> None:
    """Another month."""
    marked = await exam_days.listed(actor, callback_data.id)
    await show(tap, month(callback_data.id, callback_data.month, clock.today(), marked, words))


@router.callback_query(DayTap.filter(F.use == USE), MAY)
async def toggle(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, exam_days: ExamDays, clock: Clock
) -> None:
    """A day more or less."""
    marked = await exam_days.toggle(actor, callback_data.id, callback_data.date)
    await show(tap, month(callback_data.id, callback_data.date, clock.today(), marked, words))


def month(grade: int, shown: date, today: date, marked: frozenset[date], words: Words) -> Rendered:
    """A month with the exam days marked."""
    last = date.fromordinal(today.toordinal() + DAYS_AHEAD)
    back = way_back(words, MenuTap(to="exam-days"))
    keyboard = month_keyboard(
        words, use=USE, number=grade, month=shown, first=today, last=last, marked=marked, below=[back]
    )
    return Rendered(words.html("exam-days", grade=grade, count=len(marked)), keyboard)
