"""Consultations offered by the staff: days, times, place; marked when held; the journal."""

from datetime import date, time, timedelta
from typing import Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import DayTap, MonthTap, month_keyboard
from bot.handlers.consultations import slot_label
from bot.handlers.files import Attached, send_file
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import BLANK, known_page, leaf, page_of, text_of, way_back
from bot.handlers.replies import TYPED, button, in_rows, rows, say, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action, may
from bot.services.consultations import FIRST_HOUR, LAST_HOUR, TOPICS, Consultations, SlotRow
from bot.services.family_reports import FamilyReports
from bot.services.people import Actor
from bot.texts import Words, shorten

router = Router(name="consultation_desk")

MAY = May(Action.CONSULTATIONS_OFFER)
REPORTS = May(Action.FAMILY_REPORTS)
USE = "kons"
"""Use of the calendar; its number is the organisation."""
COUNTS, LENGTHS, WEEKS = (1, 3, 6, 9), (15, 20, 30), (1, 4, 8)
DAYS_AHEAD = 90


class OfferForm(StatesGroup):
    """The place is typed last; the data hold everything else."""

    place = State()


class OfferTap(CallbackData, prefix="ko"):
    """A step of offering: organisation, day, first hour, how many, minutes, weeks (0: not chosen yet)."""

    organisation: int
    day: int = 0
    hour: int = 0
    count: int = 0
    minutes: int = 0


class WeeksTap(CallbackData, prefix="kw"):
    """For how many weeks; the data of the form hold the rest."""

    weeks: int


class DeskSlotTap(CallbackData, prefix="kd"):
    """A time on the desk: open, held (with a topic by place, −1: as booked), missed, withdraw; a page."""

    act: Literal["open", "held", "topic", "missed", "withdraw", "page"]
    slot: int
    topic: int = -1


@router.callback_query(MenuTap.filter(F.to == "consultation-desk"), MAY)
async def open_desk(tap: CallbackQuery, actor: Actor, words: Words, consultations: Consultations) -> None:
    """One's own times."""
    await show(tap, desk(await consultations.offered(actor), 0, actor, words))


@router.callback_query(DeskSlotTap.filter(F.act == "page"), MAY)
async def page_of_desk(
    tap: CallbackQuery, callback_data: DeskSlotTap, actor: Actor, words: Words, consultations: Consultations
) -> None:
    """Another page."""
    await show(tap, desk(await consultations.offered(actor), callback_data.slot, actor, words))


@router.callback_query(MenuTap.filter(F.to == "offer-consultations"), MAY)
async def ask_where(
    tap: CallbackQuery, actor: Actor, words: Words, consultations: Consultations, clock: Clock
) -> None:
    """«Предложить время»: for which organisation?"""
    found = await consultations.offices(actor)
    if len(found) == 1:
        await show(tap, day_choice(found[0][0], clock.today(), clock.today(), words))
        return
    buttons = [[button(shorten(name, 60), OfferTap(organisation=number).pack())] for number, name in found]
    back = way_back(words, MenuTap(to="consultation-desk"))
    await show(tap, Rendered(words.html("offer-where"), rows(*buttons, back)))


@router.callback_query(OfferTap.filter(F.day == 0), MAY)
async def ask_day(tap: CallbackQuery, callback_data: OfferTap, words: Words, clock: Clock) -> None:
    """On which day?"""
    await show(tap, day_choice(callback_data.organisation, clock.today(), clock.today(), words))


@router.callback_query(MonthTap.filter(F.use == USE), MAY)
async def leaf_month(tap: CallbackQuery, callback_data: MonthTap, words: Words, clock: Clock) -> None:
    """Another month."""
    await show(tap, day_choice(callback_data.id, callback_data.month, clock.today(), words))


@router.callback_query(DayTap.filter(F.use == USE), MAY)
async def ask_hour(tap: CallbackQuery, callback_data: DayTap, words: Words) -> None:
    """From what time on?"""
    buttons = [
        button(f"{hour}:00", OfferTap(organisation=callback_data.id, day=callback_data.day, hour=hour).pack())
        for hour in range(FIRST_HOUR, LAST_HOUR)
    ]
    back = way_back(words, MenuTap(to="consultation-desk"))
    await show(tap, Rendered(words.html("offer-hour"), rows(*in_rows(buttons, 4), back)))


@router.callback_query(OfferTap.filter(F.count == 0), MAY)
async def ask_count(tap: CallbackQuery, callback_data: OfferTap, words: Words) -> None:
    """How many, of what length?"""
    buttons = [
        button(
            words.label("offer-count", count=count, minutes=minutes),
            callback_data.model_copy(update={"count": count, "minutes": minutes}).pack(),
        )
        for minutes in LENGTHS
        for count in COUNTS
    ]
    back = way_back(words, MenuTap(to="consultation-desk"))
    await show(tap, Rendered(words.html("offer-count-ask"), rows(*in_rows(buttons, 4), back)))


@router.callback_query(OfferTap.filter(), MAY)
async def ask_weeks(tap: CallbackQuery, callback_data: OfferTap, words: Words, state: FSMContext) -> None:
    """Once, or every week?"""
    await state.set_state(OfferForm.place)
    await state.set_data({**callback_data.model_dump(), "weeks": 0})
    buttons = [button(words.label("offer-weeks", weeks=each), WeeksTap(weeks=each).pack()) for each in WEEKS]
    back = way_back(words, MenuTap(to="consultation-desk"))
    await show(tap, Rendered(words.html("offer-weeks-ask"), rows(buttons, back)))


@router.callback_query(WeeksTap.filter(), StateFilter(OfferForm.place), MAY)
async def ask_place(tap: CallbackQuery, callback_data: WeeksTap, words: Words, state: FSMContext) -> None:
    """Where?"""
    if callback_data.weeks not in WEEKS:
        raise NotFound
    await state.update_data(weeks=callback_data.weeks)
    back = way_back(words, MenuTap(to="consultation-desk"))
    await show(tap, Rendered(words.html("offer-place"), rows(back)))


@router.message(StateFilter(OfferForm.place), TYPED, MAY)
async def place_typed(
    message: Message, actor: Actor, words: Words, consultations: Consultations, state: FSMContext
) -> None:
    """The times are offered."""
    form = await state.get_data()
    found = await consultations.offer(
        actor,
        form["organisation"],
        date.fromordinal(form["day"]),
        time(form["hour"]),
        form["count"],
        form["minutes"],
        form["weeks"] or 1,
        message.text or "",
    )
    shown = desk(found, 0, actor, words)
    await say(message, Rendered(text_of(words.html("offer-done"), BLANK, shown.text), shown.keyboard))
    await state.clear()


@router.callback_query(DeskSlotTap.filter(F.act == "open"), MAY)
async def open_slot(
    tap: CallbackQuery,
    callback_data: DeskSlotTap,
    actor: Actor,
    words: Words,
    consultations: Consultations,
    clock: Clock,
) -> None:
    """One time."""
    found = await consultations.offered(actor)
    row = next((each for each in found if each.slot_id == callback_data.slot), None)
    if row is None:
        raise NotFound
    await show(tap, slot_view(row, past=row.starts_at <= clock.now(), words=words))


@router.callback_query(DeskSlotTap.filter(F.act == "topic"), MAY)
async def ask_topic(tap: CallbackQuery, callback_data: DeskSlotTap, words: Words) -> None:
    """«Оказана»: what was it about?"""
    buttons = [
        [
            button(
                words.label(f"consultation-topic-{topic}"),
                DeskSlotTap(act="held", slot=callback_data.slot, topic=place).pack(),
            )
        ]
        for place, topic in enumerate(TOPICS)
    ]
    back = way_back(words, DeskSlotTap(act="open", slot=callback_data.slot))
    await show(tap, Rendered(words.html("consultation-held-topic"), rows(*buttons, back)))


@router.callback_query(DeskSlotTap.filter(F.act.in_({"held", "missed"})), MAY)
async def mark(
    tap: CallbackQuery, callback_data: DeskSlotTap, actor: Actor, words: Words, consultations: Consultations
) -> None:
    """It was held, or nobody came."""
    if callback_data.topic >= len(TOPICS):
        raise NotFound
    topic = TOPICS[callback_data.topic] if callback_data.topic >= 0 else None
    held = callback_data.act == "held"
    found = await consultations.mark(actor, callback_data.slot, held=held, topic=topic)
    await show(tap, desk(found, 0, actor, words), toast=words.label("consultation-marked"))


@router.callback_query(DeskSlotTap.filter(F.act == "withdraw"), MAY)
async def withdraw(
    tap: CallbackQuery, callback_data: DeskSlotTap, actor: Actor, words: Words, consultations: Consultations
) -> None:
    """The time is taken back."""
    found = await consultations.withdraw(actor, callback_data.slot)
    await show(tap, desk(found, 0, actor, words), toast=words.label("consultation-withdrawn"))


@router.callback_query(MenuTap.filter(F.to == "family-reports"), REPORTS)
async def journal(tap: CallbackQuery, actor: Actor, words: Words, family_reports: FamilyReports) -> None:
    """The journal of consultations and the coverage of parents."""
    file = await family_reports.journal(actor, words)
    await send_file(tap, Attached(file, words.html("journal-done"), rows([menu_button(words)])))


def day_choice(organisation: int, month: date, today: date, words: Words) -> Rendered:
    """Which day?"""
    keyboard = month_keyboard(
        words,
        use=USE,
        number=organisation,
        month=month.replace(day=1),
        first=today,
        last=today + timedelta(days=DAYS_AHEAD),
        below=[way_back(words, MenuTap(to="consultation-desk"))],
    )
    return Rendered(words.html("offer-day"), keyboard)


def desk(found: list[SlotRow], number: int, actor: Actor, words: Words) -> Rendered:
    """One's own times, each with its state."""
    number = known_page(len(found), number)
    buttons = [
        [
            button(
                words.label("consultation-desk-slot", state=row.state, at=slot_label(row, words)),
                DeskSlotTap(act="open", slot=row.slot_id).pack(),
            )
        ]
        for row in page_of(found, number)
    ]
    offer = [button(words.label("offer-button"), MenuTap(to="offer-consultations").pack())]
    reports = [button(words.label("menu-family-reports"), MenuTap(to="family-reports").pack())]
    turn = leaf(len(found), number, words, lambda page: DeskSlotTap(act="page", slot=page))
    booked = sum(row.state == "booked" for row in found)
    text = words.html("consultation-desk-head", count=len(found), booked=booked)
    foot = reports if may(actor, Action.FAMILY_REPORTS) else []
    return Rendered(text, rows(offer, *buttons, turn, foot, [menu_button(words)]))


def slot_view(row: SlotRow, *, past: bool, words: Words) -> Rendered:
    """One time, and what can be done about it."""
    topic = words.label(f"consultation-topic-{row.topic}") if row.topic else ""
    text = words.html(
        "consultation-desk-view",
        at=row.starts_at,
        place=row.place,
        minutes=row.minutes,
        state=row.state,
        topic=topic,
        named=bool(topic),
    )
    number = row.slot_id
    act: Literal["held", "topic"] = "held" if row.topic else "topic"
    if past:
        marks = [button(words.label("consultation-held"), DeskSlotTap(act=act, slot=number).pack())]
        if row.topic:
            marks.append(
                button(words.label("consultation-missed"), DeskSlotTap(act="missed", slot=number).pack())
            )
            marks.append(
                button(words.label("consultation-other-topic"), DeskSlotTap(act="topic", slot=number).pack())
            )
    else:
        marks = [
            button(words.label("consultation-withdraw"), DeskSlotTap(act="withdraw", slot=number).pack())
        ]
    return Rendered(text, rows(*in_rows(marks, 2), way_back(words, MenuTap(to="consultation-desk"))))
