"""Stages of a contest: their titles and last days, by taps in a calendar."""

from datetime import date, timedelta

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard
from bot.handlers.contest_card import to_card
from bot.handlers.contest_taps import StageTap
from bot.handlers.menu import MenuTap
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.contest_desk import AHEAD, ContestDesk
from bot.services.contest_views import DeskView
from bot.services.people import Actor
from bot.texts import Words, shorten

router = Router(name="contest_stages")

MAY = May(Action.CONTESTS_EDIT)
TITLES = ("applications", "selection", "final", "results")
"""Ready titles: the text of each is `contest-stage-<name>`; the first one is always the first stage."""
TYPED_TITLE = -2
MOVE, OWN = "kmove", "kown"
ADD = {f"kadd{place}": place for place in range(len(TITLES))}
"""Uses of the calendar: move a stage; add one with a typed title; add one with a ready title."""
USES = {MOVE, OWN, *ADD}


class StageForm(StatesGroup):
    """A title of one's own, then its day."""

    title = State()
    day = State()


@router.callback_query(StageTap.filter(F.act == "list"), MAY)
async def open_stages(
    tap: CallbackQuery, callback_data: StageTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """«Этапы и сроки»."""
    await show(tap, listed(await contest_desk.one(actor, callback_data.id), words))


@router.callback_query(StageTap.filter((F.act == "add") & (F.title == -1)), MAY)
async def ask_title(
    tap: CallbackQuery,
    callback_data: StageTap,
    actor: Actor,
    words: Words,
    contest_desk: ContestDesk,
    clock: Clock,
) -> None:
    """Which stage? The first one takes the applications."""
    view = await contest_desk.one(actor, callback_data.id)
    if not view.stages:
        await show(tap, day_choice("kadd0", view.contest_id, clock.today(), clock.today(), words))
        return
    buttons = [
        button(
            words.label(f"contest-stage-{name}"),
            StageTap(act="add", id=view.contest_id, title=place).pack(),
        )
        for place, name in enumerate(TITLES)
        if place
    ]
    own = button(
        words.label("contest-stage-own"), StageTap(act="add", id=view.contest_id, title=TYPED_TITLE).pack()
    )
    back = way_back(words, StageTap(act="list", id=view.contest_id))
    text = words.html("contest-stage-ask")
    await show(tap, Rendered(text, rows(*in_rows([*buttons, own], 2), back)))


@router.callback_query(StageTap.filter((F.act == "add") & (F.title == TYPED_TITLE)), MAY)
async def ask_own_title(tap: CallbackQuery, callback_data: StageTap, words: Words, state: FSMContext) -> None:
    """What is the stage called?"""
    await state.set_state(StageForm.title)
    await state.set_data({"contest": callback_data.id})
    back = way_back(words, StageTap(act="list", id=callback_data.id))
    await show(tap, Rendered(words.html("contest-stage-title-ask"), rows(back)))


@router.message(StateFilter(StageForm.title), TYPED, MAY)
async def title_typed(message: Message, words: Words, state: FSMContext, clock: Clock) -> None:
    """And until when?"""
    form = await state.update_data(title=(message.text or "")[:200])
    await state.set_state(StageForm.day)
    await say(message, day_choice(OWN, form["contest"], clock.today(), clock.today(), words))


@router.callback_query(StageTap.filter(F.act == "add"), MAY)
async def ask_day(tap: CallbackQuery, callback_data: StageTap, words: Words, clock: Clock) -> None:
    """Until when?"""
    use = f"kadd{callback_data.title}"
    if use not in ADD:
        raise NotFound
    await show(tap, day_choice(use, callback_data.id, clock.today(), clock.today(), words))


@router.callback_query(StageTap.filter(F.act == "open"), MAY)
async def ask_new_day(
    tap: CallbackQuery,
    callback_data: StageTap,
    actor: Actor,
    words: Words,
    contest_desk: ContestDesk,
    clock: Clock,
) -> None:
    """Another last day, or away with it."""
    view = await contest_desk.of_stage(actor, callback_data.id)
    stage = next(each for each in view.stages if each.stage_id == callback_data.id)
    month = max(stage.until, clock.today())
    await show(tap, day_choice(MOVE, stage.stage_id, month, clock.today(), words))


@router.callback_query(MonthTap.filter(F.use.in_(USES)), MAY)
async def leaf_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    shown = day_choice(callback_data.use, callback_data.id, callback_data.month, clock.today(), words)
    await show(tap, shown)


@router.callback_query(DayTap.filter(F.use.in_(set(ADD))), MAY)
async def add(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """One more stage."""
    title = words.label(f"contest-stage-{TITLES[ADD[callback_data.use]]}")
    view = await contest_desk.add_stage(actor, callback_data.id, title, callback_data.date)
    await show(tap, listed(view, words), toast=words.label("contest-saved"))


@router.callback_query(DayTap.filter(F.use == OWN), StateFilter(StageForm.day), MAY)
async def add_own(
    tap: CallbackQuery,
    callback_data: DayTap,
    actor: Actor,
    words: Words,
    contest_desk: ContestDesk,
    state: FSMContext,
) -> None:
    """One more stage with a title of one's own."""
    title = str((await state.get_data())["title"])
    view = await contest_desk.add_stage(actor, callback_data.id, title, callback_data.date)
    await show(tap, listed(view, words), toast=words.label("contest-saved"))
    await state.clear()


@router.callback_query(DayTap.filter(F.use == MOVE), MAY)
async def move(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """Another last day."""
    view = await contest_desk.move_stage(actor, callback_data.id, callback_data.date)
    await show(tap, listed(view, words), toast=words.label("contest-saved"))


@router.callback_query(StageTap.filter(F.act == "drop"), MAY)
async def drop(
    tap: CallbackQuery, callback_data: StageTap, actor: Actor, words: Words, contest_desk: ContestDesk
) -> None:
    """The stage is gone."""
    view = await contest_desk.drop_stage(actor, callback_data.id)
    await show(tap, listed(view, words), toast=words.label("contest-saved"))


def listed(view: DeskView, words: Words) -> Rendered:
    """The stages with their last days."""
    buttons = [
        [
            button(
                words.label(
                    "contest-stage-button", title=shorten(stage.title, 40), day=words.short_day(stage.until)
                ),
                StageTap(act="open", id=stage.stage_id).pack(),
            )
        ]
        for stage in view.stages
    ]
    new = button(words.label("contest-stage-add"), StageTap(act="add", id=view.contest_id).pack())
    stages = [words.html("contest-stage", title=each.title, until=each.until) for each in view.stages]
    text = text_of(
        words.html("contest-stages-head", count=len(stages)), *([BLANK, *stages] if stages else [])
    )
    return Rendered(text, rows(*buttons, [new], to_card(view.contest_id, words)))


def day_choice(use: str, number: int, month: date, today: date, words: Words) -> Rendered:
    """Until which day? `number` is the contest, or the stage that is moved."""
    moved = use == MOVE
    below = [] if moved else [way_back(words, StageTap(act="list", id=number))]
    if moved:
        drop = button(words.label("contest-stage-drop"), StageTap(act="drop", id=number).pack())
        below = [[drop], way_back(words, MenuTap(to="contest-desk"))]
    keyboard = month_keyboard(
        words,
        use=use,
        number=number,
        month=month.replace(day=1),
        first=today,
        last=today + AHEAD - timedelta(days=1),
        below=below,
    )
    return Rendered(words.html("contest-stage-day", moved=moved), keyboard)
