"""Updates as nobody expects them, from anybody: pressed, typed, forged, torn, of every type there is."""

import copy
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiogram.types import Update
from pydantic import ValidationError

from bot.sandbox import Visitor
from bot.sandbox.content import document_content, person_text
from tests.city import City
from tests.fuzz.shapes import ODD_NAMES, ODD_NUMBERS, anything, content, kinds, text

Json = dict[str, Any]
KINDS = kinds()
COMMANDS = (
    "/start",
    "/menu",
    "/tasks",
    "/board",
    "/help",
    "/language",
    "/menu x",
    "/START",
    "/start\u00a0i1",
)
PAYLOADS = ("i", "i0", "x" * 64, "i" + "A" * 32, "-", "__", "i' OR 1=1", "<b>", "i\u0438")
DESTRUCTIVE = ("pe:", "oi:gone", "fa:forget", "pv:forget", "co:take")
"""Buttons that end what the fuzz lives on: pressed now and then only."""


@dataclass
class Source:
    """Makes updates for one town; the same seed makes the same ones, as far as the answers are the same."""

    c: City
    people: list[Visitor]
    random: Random
    seen: list[str] = field(default_factory=list)
    sent: list[Json] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def next(self) -> None:
        """Put one update into the queue."""
        ways: dict[Callable[[Visitor], None], int] = {
            self._press: 40,
            self._forge: 16,
            self._type: 14,
            self._command: 5,
            self._file: 7,
            self._any_type: 12,
            self._torn: 5,
            self._again: 2,
            self._extras: 2,
        }
        way = self.random.choices(list(ways), list(ways.values()))[0]
        way(self.random.choice(self.people))

    def put(self, kind: str, body: Json, how: str) -> None:
        """Into the queue, when the messenger could have sent it: it must be readable as an update."""
        update_id = self.c.telegram.world.updates.next_id
        try:
            Update.model_validate({"update_id": update_id, kind: body})
        except (ValidationError, RecursionError):
            self.counts["unreadable, thrown away"] += 1
            return
        self.counts[how] += 1
        self.counts[f"of type {kind}"] += 1
        self.sent.append({kind: body})
        del self.sent[:-200]
        updates = self.c.telegram.world.updates
        allowed, updates.allowed = updates.allowed, []
        updates.allowed = [*KINDS]  # also what the bot has not asked for
        self.c.telegram.put_update(kind, body)
        updates.allowed = allowed

    def _press(self, who: Visitor) -> None:
        found = [
            (message.raw, button.callback_data)
            for message in who.messages[-6:]
            for row in message.buttons
            for button in row
            if button.callback_data
        ]
        if not found:
            return self._command(who)
        raw, data = self.random.choice(found)
        self.seen.append(data)
        del self.seen[:-500]
        if data.startswith(DESTRUCTIVE) and self.random.random() < 0.97:
            return self._type(who)
        return self._tap(who, raw, data, "pressed")

    def _forge(self, who: Visitor) -> None:
        data = self.random.choice(self.seen) if self.seen else "m:menu"
        if not data.startswith(DESTRUCTIVE):
            self._tap(who, self._message_of(who), self._changed(data), "forged taps")

    def _changed(self, data: str) -> str:
        parts = data.split(":")
        place = self.random.randrange(len(parts))
        match self.random.randrange(7):
            case 0:
                parts[place] = str(self.random.choice(ODD_NUMBERS))
            case 1:
                parts[place] = self.random.choice(
                    ["", "open", "school", "zzz", "<b>", "й", "None", "1.5", "٣", "1_0"]
                )
            case 2:
                del parts[place]
            case 3:
                parts.insert(place, str(self.random.choice(ODD_NUMBERS)))
            case 4:
                parts[place] = self.random.choice(self.random.choice(self.seen or [data]).split(":"))
            case 5 if parts[place].isdecimal():
                parts[place] = str(int(parts[place]) + self.random.choice((-1, 1, 7)))
            case _:
                pass  # somebody else's button as it is
        return ":".join(parts)

    def _type(self, who: Visitor) -> None:
        self._say(who, person_text(text(self.random)), "typed")

    def _command(self, who: Visitor) -> None:
        said = self.random.choice(COMMANDS)
        if self.random.random() < 0.3:
            said = f"/start {self.random.choice(PAYLOADS)}"
        self._say(who, person_text(said), "commands")

    def _file(self, who: Visitor) -> None:
        name = self.random.choice(ODD_NAMES)
        data = self.random.choice(
            (b"", b"PK\x03\x04broken", b"\xff\xfe\x00", "1. Срок\nМероприятие".encode())
        )
        stored = self.c.telegram.world.files.put("document", name, data or b" ")
        body = document_content(stored)
        document = body["document"]
        match self.random.randrange(6):
            case 0:
                document["file_size"] = self.random.choice((0, 2**31, 2**40))
            case 1:
                document.pop("file_size", None)
            case 2:
                document.pop("file_name", None)
            case 3:
                document["mime_type"] = "application/x-msdownload"
            case _:
                pass
        if self.random.random() < 0.3:
            body["caption"] = text(self.random)[:1024]
        self._say(who, body, "files")

    def _any_type(self, who: Visitor) -> None:
        kind = self.random.choice(list(KINDS))
        body = content(KINDS[kind], self.random)
        if self.random.random() < 0.75:
            self._from(who, body)
        self.put(kind, body, "of any type")

    def _torn(self, who: Visitor) -> None:
        if not self.sent:
            return self._type(who)
        update = copy.deepcopy(self.random.choice(self.sent))
        (kind, body), *_ = update.items()
        holder: Any = body
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = self.random.choice(keys)
            if isinstance(holder[key], dict | list) and self.random.random() < 0.7:
                holder = holder[key]
                continue
            self._tear(holder, key)
            break
        if "file_id" not in str(body) or kind != "message":
            self._from(who, body)
        return self.put(kind, body, "torn")

    def _tear(self, holder: Any, key: Any) -> None:
        old = holder[key]
        if self.random.random() < 0.3:
            del holder[key]
        elif isinstance(old, dict | list):
            holder[key] = type(old)()
        else:
            holder[key] = anything(type(old), self.random)

    def _again(self, who: Visitor) -> None:
        if self.sent:
            (kind, body), *_ = copy.deepcopy(self.random.choice(self.sent)).items()
            self.put(kind, body, "repeated")

    def _extras(self, who: Visitor) -> None:
        match self.random.randrange(4):
            case 0:
                self._say(who, {"contact": {"phone_number": "+79105554433", "first_name": "<b>"}}, "contacts")
            case 1:
                self._say(who, {"location": {"latitude": 91.0, "longitude": -181.0}}, "places")
            case 2:
                self._say(who, {"dice": {"emoji": "🎲", "value": 6}}, "dice")
            case _:
                for status in ("kicked", "member"):
                    self._member(who, status)

    def _member(self, who: Visitor, status: str) -> None:
        change = {
            **self._place(who),
            "date": self.c.telegram.world.now(),
            "old_chat_member": {"user": self.c.telegram.world.bot, "status": "member"},
            "new_chat_member": {"user": self.c.telegram.world.bot, "status": status},
        }
        if status == "kicked":
            change["new_chat_member"]["until_date"] = 0
        self.put("my_chat_member", change, "blocked and back")

    def _say(self, who: Visitor, body: Json, how: str) -> None:
        world = self.c.telegram.world
        account = world.accounts[who.id]
        account.started = True
        self.put("message", world.post(account, body, from_bot=False), how)

    def _tap(self, who: Visitor, message: Json, data: str, how: str) -> None:
        world = self.c.telegram.world
        self.put("callback_query", world.tap(world.accounts[who.id], message, data), how)

    def _message_of(self, who: Visitor) -> Json:
        messages = who.messages[-6:]
        return (
            self.random.choice(messages).raw if messages else {**self._place(who), "message_id": 1, "date": 0}
        )

    def _place(self, who: Visitor) -> Json:
        account = self.c.telegram.world.accounts[who.id]
        return {"from": account.user, "chat": account.chat}

    def _from(self, who: Visitor, body: Json) -> None:
        account = self.c.telegram.world.accounts[who.id]
        for key in ("from", "user"):
            if key in body:
                body[key] = account.user
        for holder in (body, body.get("message")):
            if isinstance(holder, dict) and "chat" in holder and self.random.random() < 0.8:
                holder["chat"] = account.chat
