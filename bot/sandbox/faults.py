"""Trouble on demand: what a network and an overloaded Telegram do to a bot."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.refusals import ApiError, forbidden, too_many_requests


@dataclass(slots=True)
class Fault:
    """One kind of trouble that waits for calls it fits."""

    error: ApiError | None = None
    cut_before: bool = False
    cut_after: bool = False
    delay: float = 0.0
    times: int | None = 1
    share: float = 1.0
    method: str | None = None
    chat_id: int | None = None
    skip: int = 0
    meanwhile: Callable[[], object] | None = None
    caller: Callable[[int], bool] | None = None

    def fits(self, method: str, chat_id: object, port: int) -> bool:
        """Whether this call is meant."""
        if self.method is None and method == "getUpdates":
            return False
        if self.method not in (None, method) or self.chat_id not in (None, chat_id):
            return False
        return self.caller is None or self.caller(port)


@dataclass(slots=True)
class Faults:
    """Troubles laid out for the next calls.

    Each method adds one: for the next `times` calls (`None`: until `clear`), of one `method` or any but
    getUpdates, to one `chat_id` or any, hitting the given `share` of them by the seeded `dice`.
    """

    dice: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - not a secret
    laid: list[Fault] = field(default_factory=list)
    struck: int = 0

    def too_many_requests(
        self,
        retry_after: int = 1,
        *,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
        share: float = 1.0,
    ) -> None:
        """429 with `retry_after`, before any effect."""
        error = too_many_requests(retry_after)
        self.laid.append(Fault(error=error, times=times, method=method, chat_id=chat_id, share=share))

    def server_error(
        self,
        *,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
        share: float = 1.0,
    ) -> None:
        """500, before any effect."""
        error = ApiError(500, "Internal Server Error")
        self.laid.append(Fault(error=error, times=times, method=method, chat_id=chat_id, share=share))

    def blocked(
        self,
        *,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
        share: float = 1.0,
    ) -> None:
        """403 "bot was blocked by the user", though nobody pressed block."""
        error = forbidden("bot was blocked by the user")
        self.laid.append(Fault(error=error, times=times, method=method, chat_id=chat_id, share=share))

    def cut_before(
        self,
        *,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
        share: float = 1.0,
        skip: int = 0,
        meanwhile: Callable[[], object] | None = None,
        caller: Callable[[int], bool] | None = None,
    ) -> None:
        """The connection breaks and nothing was done.

        `skip` lets so many calls through first; `meanwhile` is run at the moment of the break; `caller`
        tells by the port a connection comes from whether it is meant (any is).
        """
        self.laid.append(
            Fault(
                cut_before=True,
                times=times,
                method=method,
                chat_id=chat_id,
                share=share,
                skip=skip,
                meanwhile=meanwhile,
                caller=caller,
            )
        )

    def cut_after(
        self,
        *,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
        share: float = 1.0,
        skip: int = 0,
        meanwhile: Callable[[], object] | None = None,
        caller: Callable[[int], bool] | None = None,
    ) -> None:
        """The call has its effect and the connection breaks before the answer.

        `skip` lets so many calls through first; `meanwhile` is run at the moment of the break; `caller`
        tells by the port a connection comes from whether it is meant (any is).
        """
        self.laid.append(
            Fault(
                cut_after=True,
                times=times,
                method=method,
                chat_id=chat_id,
                share=share,
                skip=skip,
                meanwhile=meanwhile,
                caller=caller,
            )
        )

    def delay(
        self,
        seconds: float,
        *,
        times: int | None = 1,
        method: str | None = None,
        chat_id: int | None = None,
        share: float = 1.0,
    ) -> None:
        """The answer comes late (the effect is there in time)."""
        self.laid.append(Fault(delay=seconds, times=times, method=method, chat_id=chat_id, share=share))

    def clear(self) -> None:
        """No more trouble."""
        self.laid.clear()

    def strike(self, method: str, chat_id: object, port: int = 0) -> Fault | None:
        """The trouble that hits this call, if any; `port` is where its connection comes from."""
        for fault in self.laid:
            if not fault.fits(method, chat_id, port):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            if fault.share < 1.0 and self.dice.random() >= fault.share:
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.laid.remove(fault)
            self.struck += 1
            return fault
        return None
