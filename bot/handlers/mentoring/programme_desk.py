"""«Программы наставничества» of the methodist: topics, steps with days and tips."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.mentoring.programme_taps import NewProgrammeTap, ProgrammeTap, StepTap
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import PairKind
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.mentoring.programmes import (
    LATEST,
    MOST_TOPICS,
    STEP_LIMIT,
    TIP_LIMIT,
    TITLE_LIMIT,
    TOPIC_LIMIT,
    MentoringProgrammes,
    ProgrammeView,
)
from bot.texts import Words, shorten

router = Router(name="mentoring_programme_desk")

KEEPS = May(Action.MENTORING_PROGRAMMES)
KINDS = tuple(PairKind)


class MentoringProgrammeForm(StatesGroup):
    """A title, topics, or words of a step are typed; the data say of what."""

    new = State()
    title = State()
    topics = State()
    step = State()
    days = State()
    edit = State()


@router.callback_query(MenuTap.filter(F.to == "mentoring-programmes"), KEEPS)
async def open_programmes(
    tap: CallbackQuery, actor: Actor, words: Words, mentoring_programmes: MentoringProgrammes
) -> None:
    """All programmes."""
    await show(tap, listed(await mentoring_programmes.listed(actor), 0, words))


@router.callback_query(ProgrammeTap.filter(F.act == "list"), KEEPS)
async def page_of_programmes(
    tap: CallbackQuery,
    callback_data: ProgrammeTap,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
) -> None:
    """Another page."""
    await show(tap, listed(await mentoring_programmes.listed(actor), callback_data.id, words))


@router.callback_query(ProgrammeTap.filter(F.act == "open"), KEEPS)
async def open_one(
    tap: CallbackQuery,
    callback_data: ProgrammeTap,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
) -> None:
    """One programme."""
    await show(tap, programme(await mentoring_programmes.one(actor, callback_data.id), words))


@router.callback_query(ProgrammeTap.filter(F.act.in_({"hide", "show"})), KEEPS)
async def hide(
    tap: CallbackQuery,
    callback_data: ProgrammeTap,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
) -> None:
    """Away, or back again."""
    hidden = callback_data.act == "hide"
    view = await mentoring_programmes.hide(actor, callback_data.id, hidden=hidden)
    await show(tap, programme(view, words), toast=words.label("mentors-saved"))


@router.callback_query(NewProgrammeTap.filter(F.kind < 0), KEEPS)
async def ask_kind(tap: CallbackQuery, words: Words) -> None:
    """For which pairs?"""
    buttons = [
        [button(words.label(f"mentors-kind-{kind.value}"), NewProgrammeTap(kind=place).pack())]
        for place, kind in enumerate(KINDS)
    ]
    back = way_back(words, MenuTap(to="mentoring-programmes"))
    await show(tap, Rendered(words.html("mentoring-programme-kind-ask"), rows(*buttons, back)))


@router.callback_query(NewProgrammeTap.filter(), KEEPS)
async def ask_title(
    tap: CallbackQuery, callback_data: NewProgrammeTap, words: Words, state: FSMContext
) -> None:
    """What is it called?"""
    if callback_data.kind >= len(KINDS):
        raise NotFound
    await state.set_state(MentoringProgrammeForm.new)
    await state.set_data({"kind": callback_data.kind})
    back = way_back(words, MenuTap(to="mentoring-programmes"))
    await show(tap, Rendered(words.html("mentoring-programme-title-ask", limit=TITLE_LIMIT), rows(back)))


@router.message(StateFilter(MentoringProgrammeForm.new), TYPED, KEEPS)
async def title_typed(
    message: Message,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
    state: FSMContext,
) -> None:
    """A programme without steps."""
    kind = KINDS[(await state.get_data())["kind"]]
    view = await mentoring_programmes.add(actor, kind, message.text or "")
    await say(message, programme(view, words))
    await state.clear()


@router.callback_query(ProgrammeTap.filter(F.act == "title"), KEEPS)
async def ask_new_title(
    tap: CallbackQuery, callback_data: ProgrammeTap, words: Words, state: FSMContext
) -> None:
    """What is it called instead?"""
    await state.set_state(MentoringProgrammeForm.title)
    await state.set_data({"programme": callback_data.id})
    back = way_back(words, ProgrammeTap(act="open", id=callback_data.id))
    await show(tap, Rendered(words.html("mentoring-programme-title-ask", limit=TITLE_LIMIT), rows(back)))


@router.message(StateFilter(MentoringProgrammeForm.title), TYPED, KEEPS)
async def new_title_typed(
    message: Message,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
    state: FSMContext,
) -> None:
    """Another title."""
    number = (await state.get_data())["programme"]
    view = await mentoring_programmes.retitle(actor, number, message.text or "")
    await say(message, programme(view, words))
    await state.clear()


@router.callback_query(ProgrammeTap.filter(F.act == "topics"), KEEPS)
async def ask_topics(
    tap: CallbackQuery, callback_data: ProgrammeTap, words: Words, state: FSMContext
) -> None:
    """Which topics?"""
    await state.set_state(MentoringProgrammeForm.topics)
    await state.set_data({"programme": callback_data.id})
    back = way_back(words, ProgrammeTap(act="open", id=callback_data.id))
    text = words.html("mentoring-topics-ask", count=MOST_TOPICS, limit=TOPIC_LIMIT)
    await show(tap, Rendered(text, rows(back)))


@router.message(StateFilter(MentoringProgrammeForm.topics), TYPED, KEEPS)
async def topics_typed(
    message: Message,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
    state: FSMContext,
) -> None:
    """Topics, a line each."""
    number = (await state.get_data())["programme"]
    view = await mentoring_programmes.set_topics(actor, number, message.text or "")
    await say(message, programme(view, words))
    await state.clear()


@router.callback_query(ProgrammeTap.filter(F.act == "step"), KEEPS)
async def ask_step(tap: CallbackQuery, callback_data: ProgrammeTap, words: Words, state: FSMContext) -> None:
    """A step more: what is to be done?"""
    await state.set_state(MentoringProgrammeForm.step)
    await state.set_data({"programme": callback_data.id})
    back = way_back(words, ProgrammeTap(act="open", id=callback_data.id))
    await show(tap, Rendered(words.html("mentoring-step-title-ask", limit=STEP_LIMIT), rows(back)))


@router.message(StateFilter(MentoringProgrammeForm.step), TYPED, KEEPS)
async def step_typed(message: Message, words: Words, state: FSMContext) -> None:
    """How many days after the beginning?"""
    form = await state.update_data(title=(message.text or "")[: STEP_LIMIT * 2])
    await state.set_state(MentoringProgrammeForm.days)
    back = way_back(words, ProgrammeTap(act="open", id=form["programme"]))
    await say(message, Rendered(words.html("mentoring-step-days-ask", most=LATEST), rows(back)))


@router.message(StateFilter(MentoringProgrammeForm.days), TYPED, KEEPS)
async def days_typed(
    message: Message,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
    state: FSMContext,
) -> None:
    """A step more."""
    form = await state.get_data()
    view = await mentoring_programmes.add_step(actor, form["programme"], form["title"], message.text or "")
    await say(message, programme(view, words))
    await state.clear()


@router.callback_query(StepTap.filter(F.act == "open"), KEEPS)
async def open_step(
    tap: CallbackQuery,
    callback_data: StepTap,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
) -> None:
    """One step."""
    view = await mentoring_programmes.of_step(actor, callback_data.step)
    await show(tap, step_card(view, callback_data.step, words))


@router.callback_query(StepTap.filter(F.act == "remove"), KEEPS)
async def remove_step(
    tap: CallbackQuery,
    callback_data: StepTap,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
) -> None:
    """A step less."""
    view = await mentoring_programmes.remove_step(actor, callback_data.step)
    await show(tap, programme(view, words), toast=words.label("mentors-saved"))


@router.callback_query(StepTap.filter(), KEEPS)
async def ask_words(tap: CallbackQuery, callback_data: StepTap, words: Words, state: FSMContext) -> None:
    """What instead?"""
    await state.set_state(MentoringProgrammeForm.edit)
    await state.set_data({"step": callback_data.step, "field": callback_data.act})
    texts = {
        "title": words.html("mentoring-step-title-ask", limit=STEP_LIMIT),
        "days": words.html("mentoring-step-days-ask", most=LATEST),
        "tip": words.html("mentoring-step-tip-ask", limit=TIP_LIMIT),
    }
    back = way_back(words, StepTap(act="open", step=callback_data.step))
    await show(tap, Rendered(texts[callback_data.act], rows(back)))


@router.message(StateFilter(MentoringProgrammeForm.edit), TYPED, KEEPS)
async def words_typed(
    message: Message,
    actor: Actor,
    words: Words,
    mentoring_programmes: MentoringProgrammes,
    state: FSMContext,
) -> None:
    """A step has changed."""
    form = await state.get_data()
    view = await mentoring_programmes.change_step(actor, form["step"], form["field"], message.text or "")
    await say(message, programme(view, words))
    await state.clear()


def listed(found: list[ProgrammeView], page: int, words: Words) -> Rendered:
    """A page of programmes."""
    page = known_page(len(found), page)
    buttons = [
        [
            button(
                words.label(
                    "mentoring-programme-line",
                    title=shorten(each.title, 48),
                    count=len(each.steps),
                    hidden=each.hidden,
                ),
                ProgrammeTap(act="open", id=each.programme_id).pack(),
            )
        ]
        for each in page_of(found, page)
    ]
    turn = leaf(len(found), page, words, lambda number: ProgrammeTap(act="list", id=number))
    new = [button(words.label("mentoring-programme-new"), NewProgrammeTap().pack())]
    text = words.html("mentoring-programmes", count=len(found))
    return Rendered(text, rows(*buttons, turn, new, [menu_button(words)]))


def programme(view: ProgrammeView, words: Words) -> Rendered:
    """A programme with its steps."""
    number = view.programme_id
    lines = [
        words.html(
            "mentoring-step-line",
            order=order,
            title=step.title,
            days=step.after_days,
            tip=bool(step.tip),
        )
        for order, step in enumerate(view.steps, start=1)
    ]
    text = text_of(
        words.html(
            "mentoring-programme-head",
            title=view.title,
            kind=words.label(f"mentors-kind-{view.kind.value}"),
            topics=", ".join(view.topics),
            named=bool(view.topics),
            hidden=view.hidden,
        ),
        BLANK,
        *(lines or [words.html("mentoring-programme-empty")]),
    )
    numbers = [
        button(str(order), StepTap(act="open", step=step.step_id).pack())
        for order, step in enumerate(view.steps, start=1)
    ]
    acts = [
        button(words.label("mentoring-step-add"), ProgrammeTap(act="step", id=number).pack()),
        button(words.label("mentoring-topics"), ProgrammeTap(act="topics", id=number).pack()),
        button(words.label("mentoring-retitle"), ProgrammeTap(act="title", id=number).pack()),
        button(
            words.label("mentoring-programme-hide", hidden=view.hidden),
            ProgrammeTap(act="show" if view.hidden else "hide", id=number).pack(),
        ),
    ]
    back = way_back(words, MenuTap(to="mentoring-programmes"))
    return Rendered(text, rows(*in_rows(numbers, 5), *in_rows(acts, 2), back))


def step_card(view: ProgrammeView, number: int, words: Words) -> Rendered:
    """One step with its tip."""
    step = next(each for each in view.steps if each.step_id == number)
    text = words.html(
        "mentoring-step", title=step.title, days=step.after_days, tip=step.tip, told=bool(step.tip)
    )
    acts = [
        button(words.label("mentoring-step-title"), StepTap(act="title", step=number).pack()),
        button(words.label("mentoring-step-days"), StepTap(act="days", step=number).pack()),
        button(words.label("mentoring-step-tip"), StepTap(act="tip", step=number).pack()),
        button(words.label("mentoring-step-remove"), StepTap(act="remove", step=number).pack()),
    ]
    back = way_back(words, ProgrammeTap(act="open", id=view.programme_id))
    return Rendered(text, rows(*in_rows(acts, 2), back))
