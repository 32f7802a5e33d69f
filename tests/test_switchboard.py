"""Leaving topics out changes nothing but the time it takes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Chat, Message, User

from bot.handlers import routers
from bot.handlers.switchboard import FEW, Switchboard
from tests.test_access import TAPS

USER = User(id=7, is_bot=False, first_name="Демо")


class Form(StatesGroup):
    """What is being filled in."""

    name = State()


class GoTap(CallbackData, prefix="go"):
    """To one of many places."""

    to: str


def tap(data: str) -> CallbackQuery:
    return CallbackQuery(id="1", from_user=USER, chat_instance="1", data=data)


def message(text: str) -> Message:
    now = datetime(2027, 1, 11, tzinfo=UTC)
    return Message(message_id=1, date=now, chat=Chat(id=7, type="private"), from_user=USER, text=text)


def topics(places: int) -> list[Router]:
    """Places one can go to, a form, and a last topic that understands everything."""
    found = []
    for number in range(places):
        router = Router(name=f"place {number}")
        router.callback_query.register(lambda _, n=number: n, GoTap.filter(F.to == str(number)))
        found.append(router)
    form, last = Router(name="form"), Router(name="last")
    form.message.register(lambda _: "name", StateFilter(Form.name))
    last.callback_query.register(lambda _: "stale")
    last.message.register(lambda _: "not understood")
    return [*found, form, last]


@pytest.mark.parametrize("places", [1, FEW - 1, FEW * 3])
async def test_everything_reaches_whom_it_is_for(places: int) -> None:
    board = Switchboard(topics(places))
    for _ in range(2):  # the second time from what is kept
        for number in range(places):
            assert await board.propagate_event("callback_query", tap(f"go:{number}")) == number
        for unknown in ("go:99", "go", "go:1:2", "come:1", "", "go:"):
            assert await board.propagate_event("callback_query", tap(unknown)) == "stale"
        assert await board.propagate_event("message", message("Оля"), raw_state="Form:name") == "name"
        for state in (None, "Form:other"):
            said = await board.propagate_event("message", message("Оля"), raw_state=state)
            assert said == "not understood"


async def test_nobody_is_asked_who_has_nothing_to_do_with_it() -> None:
    asked: list[str] = []

    async def note(handler: Any, event: Any, data: dict[str, Any]) -> Any:
        asked.append(data["event_router"].name)
        return await handler(event, data)

    found = topics(3 * FEW)
    for each in found:
        each.callback_query.outer_middleware(note)
        each.message.outer_middleware(note)
    board = Switchboard(found)
    await board.propagate_event("callback_query", tap("go:4"))
    await board.propagate_event("message", message("Оля"), raw_state=None)
    assert asked == ["place 4", "last"]
    nobody = Switchboard([Router()])
    assert await nobody.propagate_event("message", message("Оля"), raw_state=None) is UNHANDLED


async def test_the_first_topic_that_takes_a_button_of_the_product_is_asked() -> None:
    found = routers()
    board = Switchboard(found)
    for data in TAPS:
        event = tap(data)
        taking = [
            router
            for router in found
            for handler in router.callback_query.handlers
            for each in (handler.filters or [])[:1]
            if isinstance(await each.call(event), dict)
        ]
        asked = board._of_tap(data)
        assert [router for router in asked if router in taking] == list(dict.fromkeys(taking)), data
