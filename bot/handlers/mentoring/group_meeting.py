"""One meeting with many: a class or all, whoever was not there is ticked off."""

from typing import Any, Literal

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery

from bot.clock import Clock
from bot.errors import NotFound
from bot.handlers.access import May
from bot.handlers.calendar_keyboard import day_of
from bot.handlers.mentoring.own_pairs import topic_name
from bot.handlers.mentoring.taps import TODAY, YESTERDAY
from bot.handlers.menu import MenuTap, menu_button
from bot.handlers.pages import way_back
from bot.handlers.replies import button, in_rows, rows, show
from bot.messenger.rendered import Rendered
from bot.services.access import Action
from bot.services.actor import Actor
from bot.services.mentoring.check_ins import TOPICS, CheckIns
from bot.services.mentoring.pair_rows import PairRow
from bot.services.mentoring.pairs import Pairs
from bot.texts import Words

router = Router(name="group_meeting")

ACCOMPANIES = May(Action.CHECKINS_LOG)
EVERYBODY = 0
MOST = 60
"""A keyboard holds a hundred buttons; more people than this are met class by class."""


class GroupForm(StatesGroup):
    """Who was there; the data hold the pairs, those ticked off and when this was opened."""

    who = State()


class GroupTap(CallbackData, prefix="zk"):
    """A class by place (0: everybody), somebody on or off, the day, the topic."""

    act: Literal["class", "toggle", "day", "topic"]
    value: int
    day: int = 0


@router.callback_query(MenuTap.filter(F.to == "group-meeting"), ACCOMPANIES)
async def ask_class(tap: CallbackQuery, actor: Actor, words: Words, pairs: Pairs) -> None:
    """With whom?"""
    found = await pairs.own(actor)
    names = ["", *_classes(found)]
    buttons = [
        button(
            words.label("group-all", count=len(found)) if place == EVERYBODY else name,
            GroupTap(act="class", value=place).pack(),
        )
        for place, name in enumerate(names)
        if place != EVERYBODY or len(found) <= MOST
    ]
    back = way_back(words, MenuTap(to="my-pairs"))
    await show(tap, Rendered(words.html("group-ask"), rows(*in_rows(buttons, 2), back)))


@router.callback_query(GroupTap.filter(F.act == "class"), ACCOMPANIES)
async def class_chosen(
    tap: CallbackQuery,
    callback_data: GroupTap,
    actor: Actor,
    words: Words,
    pairs: Pairs,
    state: FSMContext,
    clock: Clock,
) -> None:
    """Everybody of it was there, until somebody is ticked off."""
    found = await pairs.own(actor)
    names = ["", *_classes(found)]
    if not 0 <= callback_data.value < len(names):
        raise NotFound
    name = names[callback_data.value]
    who = {str(row.pair_id): row.mentee for row in found if row.class_name == name or not name}
    data = {"who": who, "off": [], "opened": f"{clock.now().timestamp():.0f}"}
    await state.set_state(GroupForm.who)
    await state.set_data(data)
    await show(tap, group_view(data, words))


@router.callback_query(GroupTap.filter(F.act == "toggle"), StateFilter(GroupForm.who), ACCOMPANIES)
async def toggle(tap: CallbackQuery, callback_data: GroupTap, words: Words, state: FSMContext) -> None:
    """Was not there, was there."""
    data = await state.get_data()
    number = str(callback_data.value)
    if number not in data["who"]:
        raise NotFound
    off = [each for each in data["off"] if each != number]
    data["off"] = off if number in data["off"] else [*off, number]
    await state.set_data(data)
    await show(tap, group_view(data, words))


@router.callback_query(GroupTap.filter(F.act == "day"), StateFilter(GroupForm.who), ACCOMPANIES)
async def ask_topic(tap: CallbackQuery, callback_data: GroupTap, words: Words, clock: Clock) -> None:
    """What was it about?"""
    if callback_data.value not in (TODAY, YESTERDAY):
        raise NotFound
    day = clock.today().toordinal() + callback_data.value
    buttons = [
        button(topic_name(name, words), GroupTap(act="topic", value=place, day=day).pack())
        for place, name in enumerate(TOPICS)
    ]
    back = way_back(words, MenuTap(to="my-pairs"))
    await show(tap, Rendered(words.html("check-in-topic"), rows(*in_rows(buttons, 2), back)))


@router.callback_query(GroupTap.filter(F.act == "topic"), StateFilter(GroupForm.who), ACCOMPANIES)
async def log(
    tap: CallbackQuery,
    callback_data: GroupTap,
    actor: Actor,
    words: Words,
    check_ins: CheckIns,
    state: FSMContext,
) -> None:
    """It stands in everybody's journal."""
    data = await state.get_data()
    there = [int(number) for number in data["who"] if number not in data["off"]]
    day = day_of(callback_data.day)
    count = await check_ins.log_group(actor, there, data["opened"], day, callback_data.value)
    back = [button(words.label("my-pairs-back"), MenuTap(to="my-pairs").pack()), menu_button(words)]
    await show(tap, Rendered(words.html("group-logged", count=count, day=day), rows(back)))
    await state.clear()


def group_view(data: dict[str, Any], words: Words) -> Rendered:
    """Who was there, and when it was."""
    buttons = [
        button(
            words.label("switch", on=number not in data["off"], name=code),
            GroupTap(act="toggle", value=int(number)).pack(),
        )
        for number, code in data["who"].items()
    ]
    days = [
        button(words.label("check-in-today"), GroupTap(act="day", value=TODAY).pack()),
        button(words.label("check-in-yesterday"), GroupTap(act="day", value=YESTERDAY).pack()),
    ]
    text = words.html("group-who", count=len(data["who"]) - len(data["off"]))
    return Rendered(text, rows(*in_rows(buttons, 2), days, way_back(words, MenuTap(to="group-meeting"))))


def _classes(found: list[PairRow]) -> list[str]:
    return sorted({row.class_name for row in found if row.class_name})
