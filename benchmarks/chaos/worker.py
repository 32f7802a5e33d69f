"""The product in a process that can be killed: built, prepared and started as always, its clock from outside.

It connects to the supervisor and says that it is ready; then a line of JSON is a command, a line of JSON its
answer. Alone it polls and ticks by itself; otherwise it does only what it is told.
"""

import asyncio
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks import municipality
from benchmarks.telegram import TOKEN
from bot import logs
from bot.app import App, build
from bot.clock import Clock
from bot.lifecycle import meet_telegram, running, stop_signals, work
from bot.settings import load_settings

Json = dict[str, Any]


@dataclass(frozen=True)
class Order:
    """How a process is to start."""

    channel: tuple[str, int]
    """Where the supervisor listens on this machine."""
    telegram: str
    database: str
    now: str
    """The moment its clock starts from (ISO, local time)."""
    standing: bool
    """Whether the clock stands still there."""
    alone: bool
    """Whether it polls and ticks by itself."""
    paced: bool
    lease_seconds: float
    folder: str
    """Where it lives: its log and its heartbeat."""

    def to_json(self) -> Json:
        """For the line it is sent in."""
        return asdict(self)


class Worker:
    """Obeys."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def obey(self, line: bytes) -> Json:
        """Do what a line asks for; what fails is told to the other side."""
        command = json.loads(line)
        try:
            answer: Json = await getattr(self, f"do_{command.pop('do')}")(**command)
        except Exception as fault:  # the supervisor decides what a failure means
            return {"fault": f"{type(fault).__name__}: {fault}"}
        return answer

    async def do_clock(self, now: str, *, standing: bool) -> Json:
        """Move the clock, forwards or backwards."""
        set_clock(self._app.clock, now, standing=standing)
        return {}

    async def do_tick(self) -> Json:
        """The tick that otherwise comes every twenty seconds."""
        return {"digests": await self._app.services.reminders.tick()}

    async def do_announce(self) -> Json:
        """The tick of announcements, which otherwise comes as often."""
        await self._app.services.announcement_sending.tick()
        return {}

    async def do_settle(self) -> Json:
        """Fetch, handle and deliver until nothing is left to do now."""
        await self._app.settle()
        return {}


def set_clock(clock: Clock, now: str, *, standing: bool) -> None:
    """Let the clock run, or stand, from a local moment."""
    (clock.freeze if standing else clock.run_from)(datetime.fromisoformat(now))


async def live(order: Order) -> None:
    """Start, say so, work and obey until the supervisor hangs up."""
    logs.configure("WARNING")
    settings = load_settings(
        _env_file=None, database_url=order.database, admin_ids=str(municipality.ADMINISTRATOR)
    )
    clock = Clock(ZoneInfo(municipality.ZONE))
    set_clock(clock, order.now, standing=order.standing)
    app = build(
        settings,
        clock,
        TOKEN,
        order.telegram,
        paced=order.paced,
        lease_seconds=order.lease_seconds,
    )
    lines, answers = await asyncio.open_connection(*order.channel)
    async with stop_signals() as stop, running(app):
        if not await meet_telegram(app, stop):
            return
        await app.prepare()
        _write(answers, {"ready": os.getpid()})
        working = asyncio.create_task(work(app, stop) if order.alone else _be_there(app, stop))
        obeying = asyncio.create_task(_obey(Worker(app), lines, answers))
        await asyncio.wait({working, obeying}, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        await working


async def _be_there(app: App, stop: asyncio.Event) -> None:
    """Keep what has been claimed, and do nothing unasked."""
    keeping = asyncio.create_task(app.lease.keep())
    await stop.wait()
    keeping.cancel()


async def _obey(worker: Worker, lines: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
    while line := await lines.readline():
        _write(answers, await worker.obey(line))


def _write(answers: asyncio.StreamWriter, answer: Json) -> None:
    answers.write((json.dumps(answer) + "\n").encode())
