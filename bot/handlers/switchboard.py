"""Which topics are asked about an update: those that may have something to do with it, in their order.

aiogram asks every handler of every router; with some hundreds of them that takes longer than the answer.
"""

from collections.abc import Sequence
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
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
        self._takers = {router: _takers(router) for router in topics}
        named = set().union(*self._takers.values()) - {None}
        self._of_unknown = [router for router in topics if None in self._takers[router]]
        self._of_prefix = {
            prefix: [router for router in topics if self._takers[router].keys() & {prefix, None}]
            for prefix in named
        }
        self._of_data: dict[str, list[Router]] = {}
        self._of_state: dict[str | None, list[Router]] = {}

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """Ask topic after topic until one answers, as aiogram would."""
        asked: Sequence[Router] = self.sub_routers
        if update_type == "callback_query" and isinstance(event, CallbackQuery):
            asked = self._of_tap(event.data or "")
        elif update_type == "message" and isinstance(event, Message):
            asked = await self._in_state(event, kwargs.get("raw_state"))
        for router in asked:
            response = await router.propagate_event(update_type=update_type, event=event, **kwargs)
            if response is not UNHANDLED:
                return response
        return UNHANDLED

    def _of_tap(self, data: str) -> list[Router]:
        """The topics that know its prefix; where those are many, the ones that take just this button."""
        prefix = data.partition(SEPARATOR)[0]
        topics = self._of_prefix.get(prefix, self._of_unknown)
        if len(topics) <= FEW:
            return topics
        if data not in self._of_data:
            if len(self._of_data) >= MOST_KEPT:
                self._of_data.clear()
            button = _Button(data)
            self._of_data[data] = [
                router
                for router in topics
                if None in self._takers[router]
                or any(map(button.passes, self._takers[router].get(prefix, ())))
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


def _takers(router: Router) -> dict[str | None, list[list[CallbackQueryFilter]]]:
    """Prefix of its buttons → what each handler asks of them; None where a handler takes others, too."""
    found: dict[str | None, list[list[CallbackQueryFilter]]] = {}
    for handler in _handlers(router, "callback_query"):
        filters = [each.callback for each in handler.filters or ()]
        data = [each for each in filters if isinstance(each, CallbackQueryFilter)]
        found.setdefault(data[0].callback_data.__prefix__ if data else None, []).append(data)
    return found


class _Button:
    """The data of a tap, read once for each kind of button that has its prefix."""

    def __init__(self, data: str) -> None:
        self._data = data
        self._read: dict[type[CallbackData], CallbackData | None] = {}

    def passes(self, filters: Sequence[CallbackQueryFilter]) -> bool:
        """Whether all filters let it through, as they would themselves."""
        return all(self._passes(each) for each in filters)

    def _passes(self, each: CallbackQueryFilter) -> bool:
        kind = each.callback_data
        if kind not in self._read:
            try:
                self._read[kind] = kind.unpack(self._data)
            except (TypeError, ValueError):
                self._read[kind] = None
        read = self._read[kind]
        return read is not None and (each.rule is None or bool(each.rule.resolve(read)))


async def _takes(handler: HandlerObject, event: Message, state: str | None) -> bool:
    """Whether its filters of states let a message in this state through."""
    filters = [each.callback for each in handler.filters or () if isinstance(each.callback, StateFilter)]
    return all([await each(event, state) for each in filters])
