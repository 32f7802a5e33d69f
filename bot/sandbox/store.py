"""Keeps the local Telegram on disk, so that a restart changes nothing on anybody's screen."""

import asyncio
import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.sandbox.signal import Signal
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import Account, BotProfile, Tap, Toast, World

Json = dict[str, Any]

_PAUSE = 0.2
_FORM = 1
_ACCOUNT_FIELDS = (
    "user_id",
    "name",
    "title",
    "username",
    "language_code",
    "phone",
    "started",
    "blocked",
    "deactivated",
    "keyboard",
    "keyboard_hidden",
    "read_up_to",
    "last_tap",
)
_COUNTERS = ("next_message_id", "next_query_id", "next_toast", "next_user_id")


class Store:
    """Writes the whole state shortly after a change, into a new file that replaces the old one."""

    def __init__(self, path: Path, world: World, webhook: Webhook) -> None:
        self.path = path
        self.world = world
        self.webhook = webhook
        self._pending: asyncio.TimerHandle | None = None
        self._writes = Signal()

    def load(self) -> None:
        """Take the saved state back, if there is one."""
        if not self.path.is_file():
            return
        saved = json.loads(self.path.read_text(encoding="utf-8"))
        if saved.get("form") != _FORM:
            raise ValueError(f"{self.path}: written by another version of the local Telegram")
        world = self.world
        for name in _COUNTERS:
            setattr(world, name, saved[name])
        for row in saved["accounts"]:
            account = Account(**{name: row[name] for name in _ACCOUNT_FIELDS})
            account.messages = {message["message_id"]: message for message in row["messages"]}
            account.toasts.extend(Toast(**toast) for toast in row["toasts"])
            world.accounts[account.user_id] = account
        world.taps = {row["query_id"]: Tap(**row) for row in saved["taps"]}
        world.profile = BotProfile(**saved["profile"])
        world.files.restore(saved["files"])
        world.updates.restore(saved["updates"])
        self.webhook.url = saved["webhook"]["url"]
        self.webhook.secret = saved["webhook"]["secret"]
        self.webhook.max_connections = saved["webhook"]["max_connections"]
        self._restore_clock(timedelta(seconds=saved["clock_shift"]))

    def start(self) -> None:
        """Begin to write after changes."""
        for signal in (self.world.changed, self.world.updates.changed):
            signal.listeners.append(self._note_change)
        self._note_change()

    def stop(self) -> None:
        """Write what is not written yet."""
        for signal in (self.world.changed, self.world.updates.changed):
            if self._note_change in signal.listeners:
                signal.listeners.remove(self._note_change)
        if self._pending is not None:
            self._pending.cancel()
        self._write()

    async def saved(self) -> None:
        """Wait until the file holds everything that happened so far."""
        while self._pending is not None:
            await self._writes.beyond(self._writes.version)

    def _note_change(self) -> None:
        if self._pending is None:
            self._pending = asyncio.get_running_loop().call_later(_PAUSE, self._write)

    def _restore_clock(self, shift: timedelta) -> None:
        clock = self.world.clock
        if shift != clock.shift:
            clock.run_from(clock.now() - clock.shift + shift)

    def _write(self) -> None:
        self._pending = None
        text = json.dumps(self._snapshot(), ensure_ascii=False)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.path)
        self._writes.fire()

    def _snapshot(self) -> Json:
        world = self.world
        return {
            "form": _FORM,
            **{name: getattr(world, name) for name in _COUNTERS},
            "accounts": [
                {name: getattr(account, name) for name in _ACCOUNT_FIELDS}
                | {
                    "messages": list(account.messages.values()),
                    "toasts": [asdict(toast) for toast in account.toasts],
                }
                for account in world.accounts.values()
            ],
            "taps": [asdict(tap) for tap in world.taps.values()],
            "profile": asdict(world.profile),
            "files": world.files.snapshot(),
            "updates": world.updates.snapshot(),
            "webhook": {
                "url": self.webhook.url,
                "secret": self.webhook.secret,
                "max_connections": self.webhook.max_connections,
            },
            "clock_shift": world.clock.shift.total_seconds(),
        }
