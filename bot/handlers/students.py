"""«Обучающиеся»: the city's summary, the classes of a school, the pupils of a class."""

from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import button, in_rows, rows, show
from bot.handlers.student_taps import StudentTap
from bot.messenger.rendered import Rendered
from bot.models import Interest, StudentState
from bot.services.access import Action, may
from bot.services.codes import LETTERS, letter_at
from bot.services.people import Actor
from bot.services.register import ClassCount, Count, Register, SchoolCount, Summary
from bot.services.student_cards import StudentCard
from bot.texts import Html, Words, shorten

router = Router(name="students")

COUNTS = May(Action.STUDENT_COUNTS)
LISTS = May(Action.STUDENT_LISTS)
DECIDE = May(Action.STUDENT_DECIDE)
SCHOOLS = 12
"""Schools on a page: their names are long, their numbers are compared."""


class SchoolTap(CallbackData, prefix="sc"):
    """The classes of a school; school 0 is the page of all schools."""

    school: int
    page: int = 0


class ClassTap(CallbackData, prefix="ct"):
    """The pupils of a class (its letter by place), or approve all new ones."""

    act: str
    school: int
    grade: int
    letter: int
    page: int = 0

    @property
    def letter_name(self) -> str:
        """The letter itself."""
        return letter_at(self.letter)


class ListTap(CallbackData, prefix="sl"):
    """A list as a file: choose one, or make the kind `act` for a school (0: all within reach)."""

    act: str
    school: int


@router.callback_query(MenuTap.filter(F.to == "students"), COUNTS)
async def open_students(tap: CallbackQuery, actor: Actor, words: Words, register: Register) -> None:
    """«Обучающиеся»: a coordinator comes to the own classes, the committee to the summary."""
    summary = await register.summary(actor)
    if len(summary.schools) == 1 and not actor.controls:
        school = summary.schools[0]
        await show(tap, classes(await register.classes(actor, school.organisation_id), school, actor, words))
        return
    await show(tap, schools(summary, 0, actor, words))


@router.callback_query(SchoolTap.filter(F.school == 0), COUNTS)
async def page_of_schools(
    tap: CallbackQuery, callback_data: SchoolTap, actor: Actor, words: Words, register: Register
) -> None:
    """Another page of the summary."""
    await show(tap, schools(await register.summary(actor), callback_data.page, actor, words))


@router.callback_query(SchoolTap.filter(), COUNTS)
async def open_school(
    tap: CallbackQuery, callback_data: SchoolTap, actor: Actor, words: Words, register: Register
) -> None:
    """The classes of a school."""
    found = await register.classes(actor, callback_data.school)
    summary = await register.summary(actor)
    school = next((each for each in summary.schools if each.organisation_id == callback_data.school), None)
    if school is None:
        raise NotFound
    await show(tap, classes(found, school, actor, words))


@router.callback_query(ClassTap.filter(F.act == "open"), LISTS)
async def open_class(
    tap: CallbackQuery, callback_data: ClassTap, actor: Actor, words: Words, register: Register
) -> None:
    """The pupils of a class."""
    found = await register.pupils(actor, callback_data.school, callback_data.grade, callback_data.letter_name)
    await show(tap, pupils(found, callback_data, actor, words))


@router.callback_query(ClassTap.filter(F.act == "approve"), DECIDE)
async def approve_class(
    tap: CallbackQuery, callback_data: ClassTap, actor: Actor, words: Words, register: Register
) -> None:
    """«Подтвердить всех новых»."""
    place = callback_data.school, callback_data.grade, callback_data.letter_name
    count = await register.approve_class(actor, *place)
    found = await register.pupils(actor, *place)
    await show(
        tap, pupils(found, callback_data, actor, words), toast=words.label("students-approved", count=count)
    )


def schools(summary: Summary, number: int, actor: Actor, words: Words) -> Rendered:
    """Counts of all schools, those without anybody named, and the same pupils by what they chose."""
    number = known_page(len(summary.schools), number, SCHOOLS)
    shown = page_of(summary.schools, number, SCHOOLS)
    entries = [
        words.html("students-school", order=order, school=shorten(row.school, 40), **_counted(row.count))
        for order, row in enumerate(shown, start=1)
    ]
    empty = [row.school for row in summary.schools if not row.count.total]
    spread = [_spread(name, summary.by[name], words) for name in ("grade", "sphere", "level")]
    buttons = [
        button(str(order), SchoolTap(school=row.organisation_id).pack())
        for order, row in enumerate(shown, start=1)
    ]
    text = text_of(
        words.html("students-head", **_counted(summary.total)),
        *(spread if summary.total.total else []),
        BLANK,
        *entries,
        words.html("students-empty-schools", count=len(empty)) if empty else None,
    )
    turn = leaf(len(summary.schools), number, words, lambda page: SchoolTap(school=0, page=page), SCHOOLS)
    return Rendered(text, rows(*in_rows(buttons, 6), turn, _files(0, actor, words), [menu_button(words)]))


def classes(found: list[ClassCount], school: SchoolCount, actor: Actor, words: Words) -> Rendered:
    """The classes of a school with their counts."""
    entries = [words.html("students-class", name=each.name, **_counted(each.count)) for each in found]
    may_open = may(actor, Action.STUDENT_LISTS)
    buttons = [
        button(
            words.label("students-class-open", name=each.name, count=each.count.total),
            ClassTap(
                act="open", school=each.organisation_id, grade=each.grade, letter=LETTERS.index(each.letter)
            ).pack(),
        )
        for each in found
        if may_open and each.count.total
    ]
    empty = None if found else words.html("students-none", may_invite=may(actor, Action.CLASS_LINKS))
    text = text_of(
        words.html("students-school-head", school=school.school, **_counted(school.count)),
        BLANK,
        *entries,
        empty,
    )
    sheets = [button(words.label("menu-class-sheets"), MenuTap(to="class-sheets").pack())]
    quiz = [button(words.label("menu-quiz-results"), MenuTap(to="quiz-results").pack())]
    back = [button(words.label("back"), SchoolTap(school=0).pack())] if actor.controls else []
    return Rendered(
        text,
        rows(
            *in_rows(buttons, 3),
            sheets if may(actor, Action.CLASS_LINKS) else [],
            quiz if found and may(actor, Action.QUIZ_RESULTS) else [],
            _files(school.organisation_id, actor, words),
            [*back, menu_button(words)],
        ),
    )


def pupils(found: list[StudentCard], where: ClassTap, actor: Actor, words: Words) -> Rendered:
    """The pupils of a class by code, each with a mark."""
    number = known_page(len(found), where.page)
    shown = page_of(found, number)
    buttons = [
        [button(pupil_label(card, words), StudentTap(act="open", id=card.student_id).pack())]
        for card in shown
    ]
    new = sum(card.state is StudentState.NEW for card in found)
    approve = []
    if new and may(actor, Action.STUDENT_DECIDE):
        all_new = where.model_copy(update={"act": "approve"}).pack()
        approve = [button(words.label("students-approve-all", count=new), all_new)]
    text = text_of(
        words.html("students-class-head", name=f"{where.grade}{where.letter_name}", count=len(found)),
        words.html("students-marks") if found else None,
    )

    def turn(page: int) -> ClassTap:
        return where.model_copy(update={"act": "open", "page": page})

    back = way_back(words, SchoolTap(school=where.school))
    return Rendered(text, rows(*buttons, leaf(len(found), number, words, turn), approve, back))


def pupil_label(card: StudentCard, words: Words) -> str:
    """A code with its mark: new, without a parent's yes, wants a contract, gone."""
    wants = card.interest is Interest.WANTS_CONTRACT
    if not card.state.is_current:
        mark = "gone"
    elif card.state is StudentState.NEW:
        mark = "new"
    else:
        mark = "waiting" if card.consents.waits_for_parent else "well"
    return words.label("students-pupil", mark=mark, code=card.code, wants=wants)


def weekly(arguments: dict[str, Any], words: Words) -> Rendered:
    """A school's Monday line in the months of signing up."""
    text = text_of(
        words.html("week-head"),
        BLANK,
        words.html(
            "week-line",
            school=arguments["school"],
            fresh=arguments["fresh"],
            count=arguments["count"],
            empty=len(arguments["empty"]),
            names=", ".join(arguments["empty"]),
        ),
        words.html("week-new", count=arguments["new"]) if arguments["new"] else None,
    )
    opened = button(words.label("menu-students"), MenuTap(to="students").pack())
    sheets = button(words.label("menu-class-sheets"), MenuTap(to="class-sheets").pack())
    return Rendered(text, rows([opened, sheets]))


def _counted(count: Count) -> dict[str, int]:
    return {"count": count.total, "new": count.new, "wants": count.wants, "waiting": count.waiting}


def _spread(name: str, counted: dict[str, int], words: Words) -> Html:
    parts = [
        f"{value if name == 'grade' else words.label(f'{name}-{value}')} — {count}"
        for value, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    ]
    return words.html(f"students-by-{name}", parts=", ".join(parts))


def _files(school: int, actor: Actor, words: Words) -> list[InlineKeyboardButton]:
    """«Списки файлом», for those who may have lists."""
    if not may(actor, Action.STUDENT_LISTS):
        return []
    return [button(words.label("students-files"), ListTap(act="choose", school=school).pack())]
