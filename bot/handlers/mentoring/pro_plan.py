"""The personal professional plan: five short answers of a pupil, confirmed by the tutor."""

from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.mentoring.taps import ChildPlanTap, PairTap, PupilPlanTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.handlers.student_taps import FamilyTap
from bot.messenger.rendered import Rendered
from bot.models import PlanStanding
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.mentoring.plans import LONGEST, QUESTIONS, PlanRow, ProfessionalPlans
from bot.texts import Html, Words

router = Router(name="pro_plan")

OWNS = May(Action.PLAN_OWN)
CONFIRMS = May(Action.PLAN_CONFIRM)
SEES = May(Action.PLAN_SEE)


class ProPlanForm(StatesGroup):
    """An answer is typed (the data hold the question), or the tutor's word."""

    answer = State()
    remark = State()


class ProPlanTap(CallbackData, prefix="zt"):
    """An act upon one's own plan; `place` is a question or, among versions, a version."""

    act: Literal["ask", "submit", "share", "versions"]
    place: int = 0


@router.callback_query(MenuTap.filter(F.to == "pro-plan"), OWNS)
async def open_own(
    tap: CallbackQuery, actor: Actor, words: Words, professional_plans: ProfessionalPlans
) -> None:
    """The own plan as it stands."""
    await show(tap, own_view(await professional_plans.own(actor), words))


@router.callback_query(ProPlanTap.filter(F.act == "ask"), OWNS)
async def ask(tap: CallbackQuery, callback_data: ProPlanTap, words: Words, state: FSMContext) -> None:
    """One of the five questions."""
    _question(callback_data.place)
    await state.set_state(ProPlanForm.answer)
    await state.set_data({"place": callback_data.place})
    await show(tap, question_view(callback_data.place, words))


@router.message(StateFilter(ProPlanForm.answer), TYPED, OWNS)
async def answered(
    message: Message, actor: Actor, words: Words, professional_plans: ProfessionalPlans, state: FSMContext
) -> None:
    """It is kept; what is still missing is asked next."""
    place = (await state.get_data())["place"]
    row = await professional_plans.answer(actor, _question(place), message.text or "")
    if row.missing:
        following = QUESTIONS.index(row.missing[0])
        await say(message, question_view(following, words))
        await state.set_data({"place": following})
    else:
        await say(message, own_view(row, words))
        await state.clear()


@router.callback_query(ProPlanTap.filter(F.act == "submit"), OWNS)
async def submit(
    tap: CallbackQuery, actor: Actor, words: Words, professional_plans: ProfessionalPlans
) -> None:
    """To the tutor."""
    row = await professional_plans.submit(actor)
    await show(tap, own_view(row, words), toast=words.label("pro-plan-submitted"))


@router.callback_query(ProPlanTap.filter(F.act == "share"), OWNS)
async def share(
    tap: CallbackQuery, actor: Actor, words: Words, professional_plans: ProfessionalPlans
) -> None:
    """The parents may see it, or no more."""
    row = await professional_plans.share(actor)
    toast = words.label("pro-plan-shared", on=row.for_parents)
    await show(tap, own_view(row, words), toast=toast)


@router.callback_query(ProPlanTap.filter(F.act == "versions"), OWNS)
async def versions(
    tap: CallbackQuery,
    callback_data: ProPlanTap,
    actor: Actor,
    words: Words,
    professional_plans: ProfessionalPlans,
) -> None:
    """How it read before."""
    found = await professional_plans.versions(actor)
    await show(tap, version_view(found, callback_data.place, words))


@router.callback_query(PupilPlanTap.filter(F.act == "open"), CONFIRMS)
async def open_of_pupil(
    tap: CallbackQuery,
    callback_data: PupilPlanTap,
    actor: Actor,
    words: Words,
    professional_plans: ProfessionalPlans,
) -> None:
    """What the tutor sees."""
    row = await professional_plans.of_pupil(actor, callback_data.student)
    await show(tap, tutor_view(row, callback_data.pair, words))


@router.callback_query(PupilPlanTap.filter(F.act == "confirm"), CONFIRMS)
async def confirm(
    tap: CallbackQuery,
    callback_data: PupilPlanTap,
    actor: Actor,
    words: Words,
    professional_plans: ProfessionalPlans,
) -> None:
    """The version that was read is confirmed."""
    row = await professional_plans.decide(actor, callback_data.student, callback_data.version, None)
    await show(tap, tutor_view(row, callback_data.pair, words), toast=words.label("pro-plan-confirmed"))


@router.callback_query(PupilPlanTap.filter(F.act == "return"), CONFIRMS)
async def ask_remark(
    tap: CallbackQuery, callback_data: PupilPlanTap, words: Words, state: FSMContext
) -> None:
    """What should be thought over?"""
    await state.set_state(ProPlanForm.remark)
    await state.set_data(callback_data.model_dump())
    back = way_back(words, callback_data.model_copy(update={"act": "open"}))
    await show(tap, Rendered(words.html("pro-plan-remark-ask", limit=LONGEST), rows(back)))


@router.message(StateFilter(ProPlanForm.remark), TYPED, CONFIRMS)
async def remark_typed(
    message: Message, actor: Actor, words: Words, professional_plans: ProfessionalPlans, state: FSMContext
) -> None:
    """Back to the pupil with a word."""
    data = await state.get_data()
    row = await professional_plans.decide(actor, data["student"], data["version"], message.text or "")
    await say(message, tutor_view(row, data["pair"], words))
    await state.clear()


@router.callback_query(ChildPlanTap.filter(), SEES)
async def open_of_child(
    tap: CallbackQuery,
    callback_data: ChildPlanTap,
    actor: Actor,
    words: Words,
    professional_plans: ProfessionalPlans,
) -> None:
    """What a parent sees: what the child has agreed to show."""
    row = await professional_plans.of_child(actor, callback_data.student)
    back = rows(way_back(words, FamilyTap(act="child", id=callback_data.student)))
    if row is None:
        await show(tap, Rendered(words.html("pro-plan-not-shown"), back))
        return
    await show(tap, Rendered(text_of(_head(row, words), BLANK, *_answers(row, words)), back))


def own_view(row: PlanRow | None, words: Words) -> Rendered:
    """Five answers, and what comes next."""
    if row is None:
        begin = [button(words.label("pro-plan-begin"), ProPlanTap(act="ask").pack())]
        return Rendered(words.html("pro-plan-none"), rows(begin, [menu_button(words)]))
    asks = [
        button(str(place + 1), ProPlanTap(act="ask", place=place).pack()) for place in range(len(QUESTIONS))
    ]
    open_ = row.state in (PlanStanding.DRAFT, PlanStanding.RETURNED)
    submits = [button(words.label("pro-plan-submit"), ProPlanTap(act="submit").pack())]
    following = QUESTIONS.index(row.missing[0]) if row.missing else 0
    goes_on = [button(words.label("pro-plan-next"), ProPlanTap(act="ask", place=following).pack())]
    shows = button(words.label("pro-plan-share", on=row.for_parents), ProPlanTap(act="share").pack())
    older = [button(words.label("pro-plan-versions"), ProPlanTap(act="versions").pack())]
    text = text_of(
        _head(row, words),
        words.html("pro-plan-remark", text=row.remark) if row.remark else None,
        BLANK,
        *_answers(row, words),
        BLANK,
        words.html("pro-plan-change"),
    )
    return Rendered(
        text,
        rows(
            goes_on if row.missing else submits if open_ else [],
            asks,
            [shows],
            older if row.version > 1 else [],
            [menu_button(words)],
        ),
    )


def question_view(place: int, words: Words) -> Rendered:
    """One question at a time."""
    text = words.html(
        "pro-plan-ask", place=place + 1, of=len(QUESTIONS), asked=_question(place), limit=LONGEST
    )
    return Rendered(text, rows(way_back(words, MenuTap(to="pro-plan"))))


def version_view(found: list[PlanRow], place: int, words: Words) -> Rendered:
    """An earlier version; the newest comes first."""
    if not found:
        raise NotFound
    place = min(max(place, 0), len(found) - 1)
    buttons = [
        button(
            words.label("switch", on=number == place, name=str(row.version)),
            ProPlanTap(act="versions", place=number).pack(),
        )
        for number, row in enumerate(found)
    ]
    text = text_of(_head(found[place], words), BLANK, *_answers(found[place], words))
    return Rendered(text, rows(*in_rows(buttons, 6), way_back(words, MenuTap(to="pro-plan"))))


def tutor_view(row: PlanRow | None, pair: int, words: Words) -> Rendered:
    """The plan as the tutor reads it."""
    back = way_back(words, PairTap(act="open", id=pair))
    if row is None:
        return Rendered(words.html("pro-plan-not-sent"), rows(back))

    def act(name: Literal["confirm", "return"]) -> InlineKeyboardButton:
        to = PupilPlanTap(act=name, student=row.student_id, pair=pair, version=row.version)
        return button(words.label(f"pro-plan-act-{name}"), to.pack())

    decides = [act("confirm"), act("return")] if row.state is PlanStanding.SUBMITTED else []
    text = text_of(words.html("pro-plan-of", code=row.code), _head(row, words), BLANK, *_answers(row, words))
    return Rendered(text, rows(decides, back))


def sent_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """To the tutor."""
    look = PupilPlanTap(act="open", student=arguments["student"], pair=arguments["pair"])
    text = words.html("pro-plan-sent", code=arguments["code"])
    return Rendered(text, rows([button(words.label("pro-plan-read"), look.pack())]))


def decided_notice(arguments: dict[str, Any], words: Words) -> Rendered:
    """To the pupil."""
    text = words.html("pro-plan-decided", confirmed=arguments["confirmed"], remark=arguments["remark"])
    return Rendered(text, rows([button(words.label("menu-pro-plan"), MenuTap(to="pro-plan").pack())]))


def _head(row: PlanRow, words: Words) -> Html:
    return words.html(
        "pro-plan-head", state=row.state.value, version=row.version, day=row.decided_on or row.written_on
    )


def _answers(row: PlanRow, words: Words) -> list[Html]:
    return [
        words.html(
            "pro-plan-line",
            place=place,
            asked=words.label(f"plan-question-{name}"),
            answer=row.answers.get(name, ""),
            given=bool(row.answers.get(name)),
        )
        for place, name in enumerate(QUESTIONS, start=1)
    ]


def _question(place: int) -> str:
    if not 0 <= place < len(QUESTIONS):
        raise NotFound
    return QUESTIONS[place]
