"""The queue of updates that wait for the bot: long polling, confirmation, expiry."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import ApiError
from bot.sandbox.signal import Signal

Json = dict[str, Any]

KEPT_SECONDS = 24 * 3600
TAP_KEPT_SECONDS = 150
#: Every kind of update the Bot API knows.
KINDS = frozenset(
    {
        "business_connection",
        "business_message",
        "callback_query",
        "channel_post",
        "chat_boost",
        "chat_join_request",
        "chat_member",
        "chosen_inline_result",
        "deleted_business_messages",
        "edited_business_message",
        "edited_channel_post",
        "edited_message",
        "guest_message",
        "inline_query",
        "managed_bot",
        "message",
        "message_reaction",
        "message_reaction_count",
        "my_chat_member",
        "poll",
        "poll_answer",
        "pre_checkout_query",
        "purchased_paid_media",
        "removed_chat_boost",
        "shipping_query",
        "stopped_message_generation",
        "subscription",
    }
)
#: Kinds a bot gets only when it asks for them by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_SUPERSEDED = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(frozen=True, slots=True)
class QueuedUpdate:
    """One update, already in the bytes the bot will read."""

    update_id: int
    body: str
    expires_at: int
    queue: int


class UpdateQueue:
    """Updates in order; what is confirmed or too old is forgotten."""

    def __init__(self, now: Callable[[], int]) -> None:
        self.next_id = 500_000_001
        self.allowed: list[str] = []
        self.changed = Signal()
        self._now = now
        self._waiting: deque[QueuedUpdate] = deque()
        self._poll: asyncio.Future[None] | None = None

    def put(self, kind: str, content: Json, queue: int) -> int | None:
        """Queue an update of a kind; its id, or None when the bot did not ask for such updates."""
        if not self._wanted(kind):
            return None
        update_id = self.next_id
        self.next_id += 1
        kept = TAP_KEPT_SECONDS if kind == "callback_query" else KEPT_SECONDS
        body = json.dumps({"update_id": update_id, kind: content}, ensure_ascii=False)
        self._waiting.append(QueuedUpdate(update_id, body, self._now() + kept, queue))
        self._wake()
        return update_id

    @property
    def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self._waiting)

    def waiting(self) -> Iterable[QueuedUpdate]:
        """The unconfirmed updates, oldest first."""
        return tuple(self._waiting)

    async def poll(self, offset: int, limit: int, seconds: float) -> str:
        """What getUpdates answers: a JSON array, at once or when something comes."""
        self.abort_poll(_SUPERSEDED)
        self._confirm(offset)
        if not self._waiting and seconds > 0:
            poll = self._poll = asyncio.get_running_loop().create_future()
            handle = asyncio.get_running_loop().call_later(seconds, _finish, poll)
            try:
                await poll
            finally:
                handle.cancel()
                if self._poll is poll:
                    self._poll = None
        self._forget_expired()
        bodies: list[str] = []
        for update in self._waiting:
            if len(bodies) == limit:
                break
            bodies.append(update.body)
        return f"[{','.join(bodies)}]"

    def abort_poll(self, reason: str | None) -> None:
        """End the long poll under way: with a conflict, or empty-handed when the server stops."""
        poll, self._poll = self._poll, None
        if poll is not None and not poll.done():
            if reason is None:
                poll.set_result(None)
            else:
                poll.set_exception(ApiError(409, reason))

    def remove(self, update_id: int) -> None:
        """A webhook took this update."""
        for update in self._waiting:
            if update.update_id == update_id:
                self._waiting.remove(update)
                self.changed.fire()
                return

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()
        self.changed.fire()

    def snapshot(self) -> Json:
        """The queue for the state file."""
        return {
            "next_id": self.next_id,
            "allowed": self.allowed,
            "waiting": [[u.update_id, u.body, u.expires_at, u.queue] for u in self._waiting],
        }

    def restore(self, saved: Json) -> None:
        """Take the queue back from the state file."""
        self.next_id = saved["next_id"]
        self.allowed = saved["allowed"]
        self._waiting = deque(QueuedUpdate(*row) for row in saved["waiting"])

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _ON_REQUEST

    def _wake(self) -> None:
        self.changed.fire()
        poll, self._poll = self._poll, None
        if poll is not None:
            _finish(poll)

    def _confirm(self, offset: int) -> None:
        waiting = self._waiting
        before = len(waiting)
        if offset < 0:
            while len(waiting) > -offset:
                waiting.popleft()
        while waiting and waiting[0].update_id < offset:
            waiting.popleft()
        if len(waiting) != before:
            self.changed.fire()

    def _forget_expired(self) -> None:
        now = self._now()
        if any(update.expires_at < now for update in self._waiting):
            self._waiting = deque(update for update in self._waiting if update.expires_at >= now)
            self.changed.fire()


def _finish(poll: "asyncio.Future[None]") -> None:
    if not poll.done():
        poll.set_result(None)
