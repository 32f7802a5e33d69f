"""Half-filled forms in the database, so that a restart loses none."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from sqlalchemy import bindparam, select

from bot.models import Database, FormState

_STATE = select(FormState.state).where(FormState.key == bindparam("name"))
_DATA = select(FormState.data).where(FormState.key == bindparam("name"))


class FormStorage(BaseStorage):
    """aiogram's storage over one small table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Remember which form a chat is filling in."""
        async with self._db.transaction() as session:
            row = await session.get(FormState, _name(key))
            value = state.state if isinstance(state, State) else state
            if row is None and value is not None:
                session.add(FormState(key=_name(key), state=value, data={}))
            elif row is not None and value is None and not row.data:
                await session.delete(row)
            elif row is not None:
                row.state = value

    async def get_state(self, key: StorageKey) -> str | None:
        """Which form a chat is filling in."""
        async with self._db.asking() as connection:
            state: str | None = await connection.scalar(_STATE, {"name": _name(key)})
            return state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Remember what has been filled in (JSON values)."""
        async with self._db.transaction() as session:
            row = await session.get(FormState, _name(key))
            if row is None and data:
                session.add(FormState(key=_name(key), state=None, data=dict(data)))
            elif row is not None and not data and row.state is None:
                await session.delete(row)
            elif row is not None:
                row.data = dict(data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """What has been filled in."""
        async with self._db.asking() as connection:
            return dict(await connection.scalar(_DATA, {"name": _name(key)}) or {})

    async def close(self) -> None:
        """Nothing to give back: the database belongs to the application."""


def _name(key: StorageKey) -> str:
    return f"{key.bot_id}:{key.chat_id}:{key.user_id}:{key.destiny}"
