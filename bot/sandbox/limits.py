"""How fast a bot may send, enforced on demand as Telegram does: 429 and how long to wait."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.refusals import too_many_requests

#: Methods that put a message into a chat: these are what Telegram counts.
COUNTED = frozenset(
    {"sendMessage", "sendDocument", "sendPhoto", "sendVoice", "sendLocation", "copyMessage", "forwardMessage"}
)
_SWEEP = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram publishes: a message a second to one chat, thirty a second in all.

    A short burst passes, as it does there. Who exceeds the bulk limit is refused everywhere for
    `flood_wait` seconds; `None` switches a limit off.
    """

    per_chat_per_second: float | None = 1.0
    bulk_per_second: float | None = 30.0
    per_chat_burst: int = 3
    bulk_burst: int = 30
    flood_wait: int = 1


@dataclass(slots=True)
class Meter:
    """Counts messages against limits. Each pace is kept as "the moment the next message is due"."""

    limits: Limits
    now: Callable[[], float] = time.monotonic
    _bulk: float = 0.0
    _chats: dict[int, float] = field(default_factory=dict)
    _shut_until: float = 0.0

    def count(self, chat_id: int) -> None:
        """Let one message through, or raise the 429."""
        now, limits = self.now(), self.limits
        if now < self._shut_until:
            raise too_many_requests(math.ceil(self._shut_until - now))
        chat = max(self._chats.get(chat_id, 0.0), now)
        bulk = max(self._bulk, now)
        if limits.per_chat_per_second is not None:
            step = 1 / limits.per_chat_per_second
            if chat - now > step * (limits.per_chat_burst - 1) + 1e-9:
                raise too_many_requests(max(1, math.ceil(chat - now - step * (limits.per_chat_burst - 1))))
            self._remember(chat_id, chat + step, now)
        if limits.bulk_per_second is not None:
            step = 1 / limits.bulk_per_second
            if bulk - now > step * (limits.bulk_burst - 1) + 1e-9:
                self._shut_until = now + limits.flood_wait
                raise too_many_requests(max(1, limits.flood_wait))
            self._bulk = bulk + step

    def _remember(self, chat_id: int, due: float, now: float) -> None:
        self._chats[chat_id] = due
        if len(self._chats) > _SWEEP:
            self._chats = {chat: moment for chat, moment in self._chats.items() if moment > now}
