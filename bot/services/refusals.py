"""Doors that were tried in vain, in the audit log: by whom and which, never what was typed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.models import Database
from bot.services.actor import Actor
from bot.services.audit import note

MOST_AN_HOUR = 30
"""Of one account: a flood of forged taps must not become a flood of rows."""


@dataclass(frozen=True)
class Refusals:
    """One method: note a refusal."""

    db: Database
    clock: Clock
    _noted: Counter[int] = field(default_factory=Counter)
    _hour: list[datetime] = field(default_factory=list)

    async def note(self, user_id: int, actor: Actor | None, door: str, reason: str) -> None:
        """Record who tried which door (the kind of a button or command) and why it stayed closed."""
        now = self.clock.now()
        hour = now.replace(minute=0, second=0, microsecond=0)
        if self._hour != [hour]:
            self._hour[:] = [hour]
            self._noted.clear()
        self._noted[user_id] += 1
        if self._noted[user_id] > MOST_AN_HOUR:
            return
        async with self.db.transaction() as session:
            person_id = actor.person_id if actor else None
            note(session, now, person_id, "refused", door, 0, reason=reason)
