"""What the bot called, for tests to read; bounded, so that a long run does not fill the memory."""

from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import ApiError


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a Bot API method, except getUpdates."""

    method: str
    params: dict[str, Any]
    at: float
    result: Any = None
    error: ApiError | None = None

    @property
    def ok(self) -> bool:
        """Whether Telegram did what was asked."""
        return self.error is None


class Journal:
    """The last calls and counters of all of them ("sendMessage", "sendMessage 429")."""

    def __init__(self, kept: int) -> None:
        self.calls: deque[Call] = deque(maxlen=kept)
        self.counters: Counter[str] = Counter()

    def note(self, method: str, params: dict[str, Any], at: float, result: Any) -> None:
        """A call that worked."""
        self.counters[method] += 1
        self.calls.append(Call(method, params, at, result))

    def refused(self, method: str, params: dict[str, Any], at: float, error: ApiError) -> None:
        """A call that was answered with an error."""
        self.counters[f"{method} {error.code}"] += 1
        self.calls.append(Call(method, params, at, None, error))
