"""The local Telegram in a process of its own: it causes the load and times the answers.

A line of JSON on stdin is a command, a line of JSON on stdout its answer. Times are those of the monotonic
clock, which all processes of a machine share.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.sandbox import Limits, LocalTelegram

Json = dict[str, Any]

LOOK_SECONDS = 0.002
HISTORY = 5
JOURNAL = 10


class Load:
    """One bot's Telegram: people, their messages and taps, what the bot answered and when."""

    def __init__(self, token: str) -> None:
        clock = Clock(ZoneInfo("Europe/Moscow"))
        self.telegram = LocalTelegram(token, clock, journal_size=JOURNAL, history=HISTORY)
        self._before: Counter[str] = Counter()
        self._live: asyncio.Task[None] | None = None
        self._latencies: list[float] = []

    async def obey(self, command: Json) -> Json:
        """Do what a line asks for."""
        arguments = {name: value for name, value in command.items() if name != "do"}
        answer: Json = await getattr(self, f"do_{command['do']}")(**arguments)
        return answer

    async def do_people(self, first: int, count: int) -> Json:
        """A new world with these people, who have all pressed Start."""
        world = self.telegram.world
        world.accounts.clear()
        world.updates.clear()
        world.taps.clear()
        self.telegram.faults.clear()
        for number in range(first, first + count):
            self.telegram.person(f"Человек {number}", user_id=number)
            world.accounts[number].started = True
        return {"address": self.telegram.api_url}

    async def do_limits(self, on: bool) -> Json:
        """Enforce Telegram's pace, or not."""
        self.telegram.limits = Limits() if on else None
        return {}

    async def do_latency(self, seconds: float) -> Json:
        """Let every call take this much longer, as a network does."""
        self.telegram.faults.clear()
        if seconds:
            self.telegram.faults.delay(seconds, times=None)
        return {}

    async def do_messages(self, chats: Sequence[int], text: str, wanted: Json, limit: float) -> Json:
        """Everybody writes at once; how long until the bot has made the wanted calls."""
        world = self.telegram.world
        contents = [world.post(world.accounts[c], {"text": text}, from_bot=False) for c in chats]
        return await self._release("message", contents, chats, wanted, limit)

    async def do_taps(
        self, taps: Sequence[tuple[int, str]], text: str, label: str, wanted: Json, limit: float
    ) -> Json:
        """Everybody presses a button at once; how long until the bot has made the wanted calls."""
        world = self.telegram.world
        queries = []
        for chat, data in taps:
            account = world.accounts[chat]
            keyboard = {"inline_keyboard": [[{"text": label, "callback_data": data}]]}
            message = world.post(account, {"text": text, "reply_markup": keyboard}, from_bot=True)
            queries.append(world.tap(account, message, data))
        return await self._release("callback_query", queries, [chat for chat, _ in taps], wanted, limit)

    async def do_wait(self, wanted: Json, limit: float) -> Json:
        """When the bot had made the wanted calls since the last release."""
        return {"at": await self._made(wanted, limit)}

    async def do_live(self, chats: Sequence[int], text: str, every: float) -> Json:
        """From now on somebody writes from time to time; how long each waits for the answer is kept."""
        self._latencies.clear()
        self._live = asyncio.create_task(self._write(chats, text, every))
        return {}

    async def do_live_end(self) -> Json:
        """How long they waited."""
        if self._live is not None:
            self._live.cancel()
            with suppress(asyncio.CancelledError):
                await self._live
        return {"seconds": self._latencies}

    async def do_class_hour(
        self, chats: Sequence[int], links: Sequence[str], taps: int, seconds: float, seed: int
    ) -> Json:
        """Everybody opens a link at some moment, then presses so many first buttons; how long each waited."""
        self._latencies.clear()
        chance = random.Random(seed)  # noqa: S311 - moments of a crowd, no secret
        started = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for chat, link in zip(chats, links, strict=True):
                moments = sorted(chance.uniform(0, seconds) for _ in range(taps + 1))
                group.create_task(self._register(chat, link, [started + moment for moment in moments]))
        return {"answers": self._latencies, "seconds": time.monotonic() - started}

    async def _register(self, chat: int, link: str, moments: Sequence[float]) -> None:
        who = self.telegram.person(f"Человек {chat}", user_id=chat)
        world = self.telegram.world
        for number, moment in enumerate(moments):
            await asyncio.sleep(max(0.0, moment - time.monotonic()))
            before = None if number == 0 else (who.last.id, who.last.text)
            asked = time.monotonic()
            if number == 0:
                await who.start(f"c{link}")
                before = (who.last.id, who.last.text)
            else:
                await who.press(who.last.buttons[0][0].text, who.last)
            while (who.last.id, who.last.text) == before:
                await world.changed.beyond(world.changed.version)
            self._latencies.append(time.monotonic() - asked)

    async def do_counters(self) -> Json:
        """All calls since the last release."""
        return {"made": dict(self.telegram.counters - self._before)}

    async def do_mark(self) -> Json:
        """Count calls from here."""
        self._before = Counter(self.telegram.counters)
        return {"at": time.monotonic()}

    async def _release(
        self, kind: str, contents: list[Json], chats: Sequence[int], wanted: Json, limit: float
    ) -> Json:
        started = (await self.do_mark())["at"]
        for chat, content in zip(chats, contents, strict=True):
            self.telegram.put_update(kind, content, chat)
        return {"seconds": await self._made(wanted, limit) - started}

    async def _made(self, wanted: Json, limit: float) -> float:
        counters = self.telegram.counters
        last = time.monotonic() + limit
        while any(counters[name] - self._before[name] < count for name, count in wanted.items()):
            if time.monotonic() > last:
                made = {name: counters[name] - self._before[name] for name in wanted}
                raise TimeoutError(f"after {limit} s the bot has made {made} of {wanted}")
            await asyncio.sleep(LOOK_SECONDS)
        return time.monotonic()

    async def _write(self, chats: Sequence[int], text: str, every: float) -> None:
        turn = 0
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._ask(chats[turn % len(chats)], text))
                turn += 1
                await asyncio.sleep(every)

    async def _ask(self, chat: int, text: str) -> None:
        world = self.telegram.world
        account = world.accounts[chat]
        content = world.post(account, {"text": text}, from_bot=False)
        asked = time.monotonic()
        self.telegram.put_update("message", content, chat)
        number = content["message_id"]
        while not any(key > number and m["from"]["is_bot"] for key, m in account.messages.items()):
            await world.changed.beyond(world.changed.version)
        self._latencies.append(time.monotonic() - asked)


async def serve(load: Load) -> None:
    """Obey until stdin ends."""
    await load.telegram.start()
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader(limit=2**26)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    try:
        while line := await lines.readline():
            try:
                answer = await load.obey(json.loads(line))
            except Exception as fault:  # the other side decides what a failure means
                answer = {"fault": f"{type(fault).__name__}: {fault}"}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
    finally:
        await load.do_live_end()
        await load.telegram.stop()


if __name__ == "__main__":
    asyncio.run(serve(Load(sys.argv[1])))
