"""Which topics are asked about an update: those that may have something to do with it, in their order.

aiogram asks every handler of every router; with some hundreds of them that takes longer than the answer.
"""

from collections.abc import Sequence
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

SEPARATOR = ":"
FEW = 5
MOST_KEPT = 500
"""Buttons of whose data the topics are kept: those of menus are the same ones again and again."""


class Switchboard(Router):
    """A router of topics. What it leaves out would have refused: the rest is decided by their filters."""

    def __init__(self, topics: Sequence[Router]) -> None:
        super().__init__(name="switchboard")
        self.include_routers(*topics)
        prefixes = {router: _prefixes(router) for router in topics}
        named = set().union(*prefixes.values()) - {None}
        self._of_unknown = [router for router in topics if None in prefixes[router]]
        self._of_prefix = {
            prefix: [router for router in topics if prefixes[router] & {prefix, None}] for prefix in named
        }
        self._of_data: dict[str, list[Router]] = {}
        self._of_state: dict[str | None, list[Router]] = {}

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """Ask topic after topic until one answers, as aiogram would."""
        asked: Sequence[Router] = self.sub_routers
        if update_type == "callback_query" and isinstance(event, CallbackQuery):
            asked = await self._of_tap(event, event.data or "")
        elif update_type == "message" and isinstance(event, Message):
            asked = await self._in_state(event, kwargs.get("raw_state"))
        for router in asked:
            response = await router.propagate_event(update_type=update_type, event=event, **kwargs)
            if response is not UNHANDLED:
                return response
        return UNHANDLED

    async def _of_tap(self, event: CallbackQuery, data: str) -> list[Router]:
        """The topics that know its prefix; where those are many, the ones that take just this button."""
        topics = self._of_prefix.get(data.partition(SEPARATOR)[0], self._of_unknown)
        if len(topics) <= FEW:
            return topics
        if data not in self._of_data:
            if len(self._of_data) >= MOST_KEPT:
                self._of_data.clear()
            self._of_data[data] = [
                router
                for router in topics
                if any([await _takes_tap(handler, event) for handler in _handlers(router, "callback_query")])
            ]
        return self._of_data[data]

    async def _in_state(self, event: Message, state: str | None) -> list[Router]:
        """The topics that take messages in this state of a form; there are as many states as forms have."""
        if state not in self._of_state:
            self._of_state[state] = [
                router
                for router in self.sub_routers
                if any([await _takes(handler, event, state) for handler in _handlers(router, "message")])
            ]
        return self._of_state[state]


def _handlers(router: Router, update_type: str) -> list[HandlerObject]:
    return [handler for each in router.chain_tail for handler in each.observers[update_type].handlers]


def _prefixes(router: Router) -> set[str | None]:
    """What the data of its buttons begins with; None where a handler takes others, too."""
    return {_prefix(handler) for handler in _handlers(router, "callback_query")}


def _prefix(handler: HandlerObject) -> str | None:
    return next((each.callback_data.__prefix__ for each in _data_filters(handler)), None)


def _data_filters(handler: HandlerObject) -> list[CallbackQueryFilter]:
    return [each.callback for each in handler.filters or () if isinstance(each.callback, CallbackQueryFilter)]


async def _takes_tap(handler: HandlerObject, event: CallbackQuery) -> bool:
    return all([await each(event) is not False for each in _data_filters(handler)])


async def _takes(handler: HandlerObject, event: Message, state: str | None) -> bool:
    """Whether its filters of states let a message in this state through."""
    filters = [each.callback for each in handler.filters or () if isinstance(each.callback, StateFilter)]
    return all([await each(event, state) for each in filters])
