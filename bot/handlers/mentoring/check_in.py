"""A meeting in three taps: when, how, about what; then, whoever likes, a note, a length, a correction."""

from datetime import date
from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, day_of, month_keyboard
from bot.handlers.mentoring.own_pairs import MeetingTap, pair_view, topic_name, topics_of
from bot.handlers.mentoring.taps import OTHER, TODAY, YESTERDAY, MetOnTap, PairTap
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.models import MeetingForm
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.mentoring.check_ins import LENGTHS, LONGEST, OLDEST, TOPICS, CheckIns, Logged
from bot.services.mentoring.pair_rows import PairRow
from bot.services.mentoring.pairs import Pairs
from bot.texts import Words

router = Router(name="check_in")

ACCOMPANIES = May(Action.CHECKINS_LOG)
USE, MOVES = "zi", "zm"
"""Uses of the calendar: the day of a new meeting, another day for one that is written down."""
FORMS = (MeetingForm.MEETING, MeetingForm.CALL, MeetingForm.MESSAGE, MeetingForm.WORKPLACE)


class CheckInForm(StatesGroup):
    """Words about a meeting: a note or a voice message; why it is corrected. The data hold the meeting."""

    note = State()
    reason = State()


class CheckInTap(CallbackData, prefix="zh"):
    """The second tap (topic −1) and the third; `mark` is how many meetings there were by then."""

    pair: int
    mark: int
    day: int
    form: int
    topic: int = -1


class LoggedTap(CallbackData, prefix="zj"):
    """More about a meeting that is written down."""

    act: Literal[
        "topics", "topic", "lengths", "length", "note", "erase", "fix", "form", "day", "remove", "remove-sure"
    ]
    id: int
    value: int = 0


@router.callback_query(MetOnTap.filter(F.day == OTHER), ACCOMPANIES)
async def ask_day(tap: CallbackQuery, callback_data: MetOnTap, words: Words, clock: Clock) -> None:
    """Another day than today or yesterday."""
    month = clock.today().replace(day=1).toordinal()
    back = way_back(words, PairTap(act="open", id=callback_data.pair))
    await show(tap, day_choice(USE, callback_data.pair, month, words, clock, back))


@router.callback_query(MonthTap.filter(F.use == USE), ACCOMPANIES)
async def leaf_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    back = way_back(words, PairTap(act="open", id=callback_data.id))
    await show(tap, day_choice(USE, callback_data.id, callback_data.day, words, clock, back))


@router.callback_query(MetOnTap.filter(), ACCOMPANIES)
async def day_said(
    tap: CallbackQuery, callback_data: MetOnTap, actor: Actor, words: Words, pairs: Pairs, clock: Clock
) -> None:
    """The first tap: today or yesterday, as seen from the moment it is pressed."""
    if callback_data.day not in (TODAY, YESTERDAY):
        raise NotFound
    row = await pairs.own_one(actor, callback_data.pair)
    await show(tap, form_choice(row, day_of(clock.today().toordinal() + callback_data.day), words))


@router.callback_query(DayTap.filter(F.use == USE), ACCOMPANIES)
async def day_chosen(
    tap: CallbackQuery, callback_data: DayTap, actor: Actor, words: Words, pairs: Pairs
) -> None:
    """The first tap by the calendar."""
    row = await pairs.own_one(actor, callback_data.id)
    await show(tap, form_choice(row, callback_data.date, words))


@router.callback_query(CheckInTap.filter(F.topic < 0), ACCOMPANIES)
async def form_chosen(
    tap: CallbackQuery, callback_data: CheckInTap, actor: Actor, words: Words, pairs: Pairs
) -> None:
    """The second tap."""
    _form(callback_data.form)
    row = await pairs.own_one(actor, callback_data.pair)
    buttons = [
        button(topic_name(name, words), callback_data.model_copy(update={"topic": place}).pack())
        for place, name in enumerate((*TOPICS, *row.topics))
    ]
    back = way_back(words, PairTap(act="open", id=row.pair_id))
    await show(tap, Rendered(words.html("check-in-topic"), rows(*in_rows(buttons, 2), back)))


@router.callback_query(CheckInTap.filter(), ACCOMPANIES)
async def log(
    tap: CallbackQuery, callback_data: CheckInTap, actor: Actor, words: Words, check_ins: CheckIns
) -> None:
    """The third tap: it is written down."""
    day, form = day_of(callback_data.day), _form(callback_data.form)
    logged = await check_ins.log(
        actor, callback_data.pair, callback_data.mark, day, form, callback_data.topic
    )
    await show(tap, logged_view(logged, words), toast=words.label("check-in-saved"))


@router.callback_query(MeetingTap.filter(), ACCOMPANIES)
async def open_meeting(
    tap: CallbackQuery, callback_data: MeetingTap, actor: Actor, words: Words, check_ins: CheckIns
) -> None:
    """A meeting from the journal."""
    await show(tap, logged_view(await check_ins.one(actor, callback_data.id), words))


@router.callback_query(LoggedTap.filter(F.act == "topics"), ACCOMPANIES)
async def open_topics(
    tap: CallbackQuery, callback_data: LoggedTap, actor: Actor, words: Words, check_ins: CheckIns
) -> None:
    """Which more?"""
    await show(tap, topic_switches(await check_ins.one(actor, callback_data.id), words))


@router.callback_query(LoggedTap.filter(F.act == "topic"), ACCOMPANIES)
async def toggle_topic(
    tap: CallbackQuery, callback_data: LoggedTap, actor: Actor, words: Words, check_ins: CheckIns
) -> None:
    """One more or less."""
    logged = await check_ins.toggle_topic(actor, callback_data.id, callback_data.value)
    await show(tap, topic_switches(logged, words))


@router.callback_query(LoggedTap.filter(F.act == "lengths"), ACCOMPANIES)
async def ask_length(tap: CallbackQuery, callback_data: LoggedTap, words: Words) -> None:
    """How long did it take?"""
    buttons = [
        button(
            words.label("check-in-minutes", count=minutes),
            LoggedTap(act="length", id=callback_data.id, value=minutes).pack(),
        )
        for minutes in LENGTHS
    ]
    back = way_back(words, MeetingTap(id=callback_data.id))
    await show(tap, Rendered(words.html("check-in-length"), rows(*in_rows(buttons, 3), back)))


@router.callback_query(LoggedTap.filter(F.act == "length"), ACCOMPANIES)
async def set_length(
    tap: CallbackQuery, callback_data: LoggedTap, actor: Actor, words: Words, check_ins: CheckIns
) -> None:
    """So many minutes."""
    logged = await check_ins.set_minutes(actor, callback_data.id, callback_data.value)
    await show(tap, logged_view(logged, words))


@router.callback_query(LoggedTap.filter(F.act == "note"), ACCOMPANIES)
async def ask_note(tap: CallbackQuery, callback_data: LoggedTap, words: Words, state: FSMContext) -> None:
    """A line, or a voice message."""
    await state.set_state(CheckInForm.note)
    await state.set_data({"meeting": callback_data.id})
    back = way_back(words, MeetingTap(id=callback_data.id))
    await show(tap, Rendered(words.html("check-in-note-ask", limit=LONGEST), rows(back)))


@router.message(StateFilter(CheckInForm.note), TYPED | F.voice, ACCOMPANIES)
async def note_sent(
    message: Message, actor: Actor, words: Words, check_ins: CheckIns, state: FSMContext
) -> None:
    """It is kept with the meeting; of a voice message only the messenger's name for it."""
    number = (await state.get_data())["meeting"]
    voice = message.voice.file_id if message.voice else None
    logged = await check_ins.add_words(actor, number, text=message.text, voice_id=voice)
    await say(message, logged_view(logged, words))
    await state.clear()


@router.callback_query(LoggedTap.filter(F.act == "erase"), ACCOMPANIES)
async def erase_note(
    tap: CallbackQuery, callback_data: LoggedTap, actor: Actor, words: Words, check_ins: CheckIns
) -> None:
    """The note and the voice message go, on any later day too."""
    logged = await check_ins.add_words(actor, callback_data.id, text="", voice_id="")
    await show(tap, logged_view(logged, words), toast=words.label("check-in-erased"))


@router.callback_query(LoggedTap.filter(F.act == "fix"), ACCOMPANIES)
async def ask_correction(
    tap: CallbackQuery,
    callback_data: LoggedTap,
    actor: Actor,
    words: Words,
    check_ins: CheckIns,
    state: FSMContext,
) -> None:
    """Another day or form; after a day a reason comes first."""
    logged = await check_ins.one(actor, callback_data.id)
    if logged.meeting.correctable:
        await show(tap, correction_choice(logged, words))
        return
    await state.set_state(CheckInForm.reason)
    await state.set_data({"meeting": callback_data.id})
    back = way_back(words, MeetingTap(id=callback_data.id))
    await show(tap, Rendered(words.html("check-in-reason-ask"), rows(back)))


@router.message(StateFilter(CheckInForm.reason), TYPED, ACCOMPANIES)
async def reason_typed(
    message: Message, actor: Actor, words: Words, check_ins: CheckIns, state: FSMContext
) -> None:
    """Kept until the correction is chosen."""
    data = await state.get_data()
    logged = await check_ins.one(actor, data["meeting"])
    await state.update_data(reason=(message.text or "")[:LONGEST])
    await say(message, correction_choice(logged, words))


@router.callback_query(LoggedTap.filter(F.act == "form"), ACCOMPANIES)
async def correct_form(
    tap: CallbackQuery,
    callback_data: LoggedTap,
    actor: Actor,
    words: Words,
    check_ins: CheckIns,
    state: FSMContext,
) -> None:
    """It was held in another form."""
    reason = _reason(await state.get_data(), callback_data.id)
    logged = await check_ins.correct(actor, callback_data.id, reason, None, _form(callback_data.value))
    await show(tap, logged_view(logged, words), toast=words.label("check-in-corrected"))
    await state.clear()


@router.callback_query(LoggedTap.filter(F.act == "day"), ACCOMPANIES)
async def ask_other_day(tap: CallbackQuery, callback_data: LoggedTap, words: Words, clock: Clock) -> None:
    """It was on another day."""
    month = clock.today().replace(day=1).toordinal()
    back = way_back(words, MeetingTap(id=callback_data.id))
    await show(tap, day_choice(MOVES, callback_data.id, month, words, clock, back))


@router.callback_query(MonthTap.filter(F.use == MOVES), ACCOMPANIES)
async def leaf_other_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    back = way_back(words, MeetingTap(id=callback_data.id))
    await show(tap, day_choice(MOVES, callback_data.id, callback_data.day, words, clock, back))


@router.callback_query(DayTap.filter(F.use == MOVES), ACCOMPANIES)
async def correct_day(
    tap: CallbackQuery,
    callback_data: DayTap,
    actor: Actor,
    words: Words,
    check_ins: CheckIns,
    state: FSMContext,
) -> None:
    """On this day."""
    reason = _reason(await state.get_data(), callback_data.id)
    logged = await check_ins.correct(actor, callback_data.id, reason, callback_data.date, None)
    await show(tap, logged_view(logged, words), toast=words.label("check-in-corrected"))
    await state.clear()


@router.callback_query(LoggedTap.filter(F.act == "remove"), ACCOMPANIES)
async def ask_removal(tap: CallbackQuery, callback_data: LoggedTap, words: Words) -> None:
    """Really?"""
    sure = LoggedTap(act="remove-sure", id=callback_data.id)
    back = way_back(words, MeetingTap(id=callback_data.id))
    lines = rows([button(words.label("check-in-remove-sure"), sure.pack())], back)
    await show(tap, Rendered(words.html("check-in-remove-ask"), lines))


@router.callback_query(LoggedTap.filter(F.act == "remove-sure"), ACCOMPANIES)
async def remove(
    tap: CallbackQuery,
    callback_data: LoggedTap,
    actor: Actor,
    words: Words,
    check_ins: CheckIns,
    clock: Clock,
) -> None:
    """It was a mistake."""
    row = await check_ins.remove(actor, callback_data.id)
    await show(tap, pair_view(row, words, clock), toast=words.label("check-in-removed"))


def form_choice(row: PairRow, day: date, words: Words) -> Rendered:
    """How did the two meet?"""
    buttons = [
        button(
            words.label(f"form-{form.value}"),
            CheckInTap(pair=row.pair_id, mark=row.mark, day=day.toordinal(), form=place).pack(),
        )
        for place, form in enumerate(FORMS)
    ]
    back = way_back(words, PairTap(act="open", id=row.pair_id))
    text = words.html("check-in-form", who=row.mentee, day=day)
    return Rendered(text, rows(*in_rows(buttons, 2), back))


def logged_view(logged: Logged, words: Words) -> Rendered:
    """A meeting as it stands in the journal, and what may still be said of it."""
    meeting, pair = logged.meeting, logged.pair

    def act(name: Any, key: str | None = None) -> InlineKeyboardButton:
        label = words.label(key or f"check-in-act-{name}")
        return button(label, LoggedTap(act=name, id=meeting.check_in_id).pack())

    text = text_of(
        words.html("check-in-head", who=pair.mentee, day=meeting.held_on),
        words.html(
            "check-in-about",
            form=words.label(f"form-{meeting.form.value}"),
            minutes=meeting.minutes,
            topics=topics_of(meeting, words),
        ),
        words.html("check-in-note", text=meeting.text) if meeting.text else None,
        words.html("check-in-voice") if meeting.voice_id else None,
        words.html("check-in-confirmed") if meeting.confirmed else None,
        BLANK,
        words.html("check-in-next", planned=pair.next_on is not None, day=pair.next_on or meeting.held_on),
    )
    plan = button(words.label("pair-act-plan"), PairTap(act="plan", id=pair.pair_id).pack())
    fresh = [[act("topics"), act("lengths")], [act("note")]] if meeting.correctable else []
    words_there = [act("erase")] if meeting.text or meeting.voice_id else []
    remove = [act("remove")] if meeting.correctable else []
    back = way_back(words, PairTap(act="open", id=pair.pair_id))
    return Rendered(text, rows([plan], *fresh, words_there, [act("fix"), *remove], back))


def topic_switches(logged: Logged, words: Words) -> Rendered:
    """Every topic on or off."""
    meeting = logged.meeting
    buttons = [
        button(
            words.label("switch", on=name in meeting.topics, name=topic_name(name, words)),
            LoggedTap(act="topic", id=meeting.check_in_id, value=place).pack(),
        )
        for place, name in enumerate((*TOPICS, *logged.pair.topics))
    ]
    back = way_back(words, MeetingTap(id=meeting.check_in_id))
    return Rendered(words.html("check-in-topics"), rows(*in_rows(buttons, 2), back))


def correction_choice(logged: Logged, words: Words) -> Rendered:
    """What was written down wrongly?"""
    meeting = logged.meeting
    forms = [
        button(
            words.label(f"form-{form.value}"),
            LoggedTap(act="form", id=meeting.check_in_id, value=place).pack(),
        )
        for place, form in enumerate(FORMS)
        if form is not meeting.form
    ]
    day = [button(words.label("check-in-fix-day"), LoggedTap(act="day", id=meeting.check_in_id).pack())]
    back = way_back(words, MeetingTap(id=meeting.check_in_id))
    return Rendered(words.html("check-in-fix-ask"), rows(day, *in_rows(forms, 2), back))


def day_choice(
    use: str, number: int, month: int, words: Words, clock: Clock, back: list[InlineKeyboardButton]
) -> Rendered:
    """A day that has passed."""
    today = clock.today()
    keyboard = month_keyboard(
        words, use=use, number=number, month=day_of(month), first=today - OLDEST, last=today, below=[back]
    )
    return Rendered(words.html("check-in-which-day"), keyboard)


def _form(place: int) -> MeetingForm:
    if not 0 <= place < len(FORMS):
        raise NotFound
    return FORMS[place]


def _reason(data: dict[str, Any], meeting: int) -> str:
    """The reason typed for this meeting and no other."""
    return data.get("reason", "") if data.get("meeting") == meeting else ""
