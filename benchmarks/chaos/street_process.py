"""The local Telegram of the chaos runs, in a process of its own: it survives every kill and keeps the truth.

The truth is what stands in the chats. It can end a process exactly when a call of it has arrived: before the
call has its effect, or after the effect and before the answer.
"""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from benchmarks.telegram_process import Load, serve
from bot.clock import Clock
from bot.sandbox import LocalTelegram

Json = dict[str, Any]

KEPT_MESSAGES = 100_000
KEPT_CALLS = 500_000
LAST_CALLS_SECONDS = 0.03
"""How long what a killed process had already sent may still lie in the socket."""
LABEL = "Кнопка"
SEND = "sendMessage"


class Street(Load):
    """Everybody's phones."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        clock = Clock(ZoneInfo("Europe/Moscow"))
        self.telegram = LocalTelegram(token, clock, journal_size=KEPT_CALLS, history=KEPT_MESSAGES)
        self._shot = 0

    async def do_people(self, first: int, count: int) -> Json:
        """A new world with these people, and nothing remembered of the old one."""
        self.telegram.calls.clear()
        self.telegram.limits = None
        return await super().do_people(first, count)

    async def do_tap(self, chat: int, data: str, text: str) -> Json:
        """Somebody presses a button under a message that is put there for it."""
        world = self.telegram.world
        account = world.accounts[chat]
        keyboard = {"inline_keyboard": [[{"text": LABEL, "callback_data": data}]]}
        message = world.post(account, {"text": text, "reply_markup": keyboard}, from_bot=True)
        return await self.do_tap_again(chat, message["message_id"], data)

    async def do_tap_again(self, chat: int, message: int, data: str) -> Json:
        """The same button of the same message, as an app sends it again after a reconnect."""
        world = self.telegram.world
        account = world.accounts[chat]
        query = world.tap(account, account.messages[message], data)
        self.telegram.put_update("callback_query", query, chat)
        return {"message": message, "query": query["id"]}

    async def do_say(self, chat: int, text: str) -> Json:
        """Somebody writes."""
        world = self.telegram.world
        content = world.post(world.accounts[chat], {"text": text}, from_bot=False)
        self.telegram.put_update("message", content, chat)
        return {"message": content["message_id"]}

    async def do_arm(self, pid: int, calls: int, method: str | None, *, after: bool) -> Json:
        """The process ends at its next call but `calls` (of one method or of any), the connection with it.

        Calls of other processes are left alone: one that lives on after a cut of its own is another story.
        """
        lay = self.telegram.faults.cut_after if after else self.telegram.faults.cut_before
        lay(
            skip=calls,
            method=method,
            meanwhile=lambda: self._shoot(pid),
            caller=lambda port: is_of(pid, port),
        )
        return {}

    async def do_disarm(self) -> Json:
        """Nobody is aimed at any more; other trouble stays."""
        faults = self.telegram.faults
        faults.laid[:] = [each for each in faults.laid if each.meanwhile is None]
        return {}

    async def do_block(self, chats: list[int]) -> Json:
        """These people block the bot, and nobody tells it."""
        for chat in chats:
            self.telegram.world.accounts[chat].blocked = True
        return {}

    async def do_trouble(self, kind: str, **how: Any) -> Json:
        """Lay trouble out for the next calls: the name and the arguments of a method of `Faults`."""
        getattr(self.telegram.faults, kind)(**how)
        return {}

    async def do_calm(self) -> Json:
        """No more trouble; how often it struck so far."""
        faults = self.telegram.faults
        faults.clear()
        struck, faults.struck = faults.struck - self._shot, 0
        self._shot = 0
        return {"struck": struck}

    async def do_away(self, seconds: float) -> Json:
        """Nobody listens for a while: connections are refused. Then the same Telegram is back."""
        port = urlsplit(self.telegram.api_url).port or 0
        await self.telegram.stop()
        await asyncio.sleep(seconds)
        await self.telegram.start(port=port)
        return {}

    async def do_death(self) -> Json:
        """A process has just died: the number of the next message, once its last calls are through."""
        await asyncio.sleep(LAST_CALLS_SECONDS)
        return {"mark": self.telegram.world.next_message_id}

    async def do_state(self) -> Json:
        """How many calls have been made, how many messages sent, how many updates nobody has confirmed."""
        counters = self.telegram.counters
        made = sum(count for name, count in counters.items() if name != "getUpdates")
        return {"calls": made, "sent": counters[SEND], "pending": self.telegram.pending_updates}

    async def do_chats(self) -> Json:
        """What the bot wrote into every chat, oldest first: number and text as they stand there now."""
        return {
            "chats": {
                str(account.user_id): [
                    [number, message.get("text", "")]
                    for number, message in account.messages.items()
                    if message["from"]["is_bot"]
                ]
                for account in self.telegram.world.accounts.values()
            }
        }

    def _shoot(self, pid: int) -> None:
        self._shot += 1
        os.kill(pid, signal.SIGKILL)

    async def do_toasts(self) -> Json:
        """What was shown at each tap, by the number of its query."""
        shown: dict[str, list[str]] = {}
        for call in self.telegram.calls:
            if call.method == "answerCallbackQuery" and call.ok:
                shown.setdefault(call.params["callback_query_id"], []).append(call.params.get("text", ""))
        return {"toasts": shown}


def is_of(pid: int, port: int) -> bool:
    """Whether a process of this machine holds the connection that comes from a port (Linux)."""
    mark = f":{port:04X}"
    sockets = {
        f"socket:[{fields[9]}]"
        for fields in map(str.split, Path("/proc/net/tcp").read_text().splitlines()[1:])
        if fields[1].endswith(mark)
    }
    with suppress(OSError):  # it may be ending just now
        for link in os.scandir(f"/proc/{pid}/fd"):
            with suppress(OSError):
                if str(Path(link.path).readlink()) in sockets:
                    return True
    return False


if __name__ == "__main__":
    asyncio.run(serve(Street(sys.argv[1])))
