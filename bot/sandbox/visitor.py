"""A person with a phone: what they can do in their chat with the bot, and what they see there."""

from typing import Any

from bot.sandbox.content import document_content, person_text, photo_content, voice_content
from bot.sandbox.images import picture_size
from bot.sandbox.links import is_start_payload, start_payload
from bot.sandbox.screen import Button, Message
from bot.sandbox.world import Account, Toast, World

Json = dict[str, Any]

_KOSTROMA = (57.767961, 40.926858)


class Visitor:
    """Every call puts a real update into the queue and returns at once."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self._account = account

    def __repr__(self) -> str:
        """Who it is."""
        return f"<Visitor {self.id} {self.name!r}>"

    @property
    def id(self) -> int:
        """The user identifier, which is also the identifier of the chat."""
        return self._account.user_id

    @property
    def name(self) -> str:
        """The name shown in the chat."""
        return self._account.name

    @property
    def title(self) -> str:
        """Who the person is in the demo ("координатор школы № 1")."""
        return self._account.title

    @property
    def messages(self) -> list[Message]:
        """What is on the screen, oldest first."""
        return [Message(self._world, raw) for raw in self._account.messages.values()]

    @property
    def last(self) -> Message:
        """The newest message on the screen."""
        if not self._account.messages:
            raise AssertionError(f"{self.name}: the chat is empty")
        return self.messages[-1]

    @property
    def toasts(self) -> list[Toast]:
        """Answers to taps that were shown, oldest first."""
        return list(self._account.toasts)

    @property
    def keyboard(self) -> list[list[str]]:
        """The reply keyboard, if one is open."""
        markup = self._account.keyboard
        if markup is None or self._account.keyboard_hidden:
            return []
        return [[button["text"] for button in row] for row in markup["keyboard"]]

    @property
    def mark(self) -> int:
        """A bookmark for `received_since`: the newest message known to anybody."""
        return self._world.next_message_id - 1

    def read_all(self) -> None:
        """Look at the chat: nothing in it is unread any more."""
        if self._account.unread:
            self._account.read_up_to = self.mark
            self._world.changed.fire()

    def received_since(self, mark: "int | Message") -> list[Message]:
        """What the bot wrote after a bookmark or a message."""
        after = mark if isinstance(mark, int) else mark.id
        return [message for message in self.messages if message.from_bot and message.id > after]

    async def wait_message(self, mark: "int | Message", timeout: float = 5.0) -> list[Message]:  # noqa: ASYNC109 - the answer is a clear message, not a TimeoutError
        """Wait until the bot writes something after `mark`."""
        if not await self._world.changed.until(lambda: bool(self.received_since(mark)), timeout):
            raise AssertionError(f"{self.name}: the bot did not answer within {timeout} s")
        return self.received_since(mark)

    async def start(self, payload: str = "") -> None:
        """Press Start, or open a deep link with a payload."""
        if payload and not is_start_payload(payload):
            raise ValueError(f"no deep link can carry {payload!r}: 1–64 of A-Z a-z 0-9 _ -")
        if self._account.blocked:
            await self.unblock()
        self._account.started = True
        self._post(person_text(f"/start {payload}".rstrip()))

    async def say(self, text: str) -> None:
        """Type a message and send it."""
        self._check_open()
        self._post(person_text(text))

    async def press(self, label: str, message: "Message | int | None" = None) -> None:
        """Press the button with this text (or callback data) in the newest message that has it.

        A `Message` read earlier keeps the buttons it had then: pressing one of those is the tap of
        somebody whose screen was not refreshed yet.
        """
        self._check_open()
        place, button = self._find(label, message)
        if place is None:
            await self._press_keyboard(label)
        elif button.callback_data is not None:
            self._tap(place.raw, button.callback_data)
        elif button.url is not None:
            payload = start_payload(button.url, self._world.bot["username"])
            if payload is not None:
                await self.start(payload)

    async def repeat_last_tap(self) -> None:
        """The app sends the same tap once more after a reconnect: new update_id, same message."""
        tap = self._account.last_tap
        if tap is None:
            raise AssertionError(f"{self.name} has not tapped anything yet")
        self._tap(tap["message"], tap["data"])

    async def forge(self, data: str, message: "Message | None" = None) -> None:
        """A changed app sends callback data that no button on the screen has."""
        self._check_open()
        self._tap((message or self.last).raw, data)

    async def ask_inline(self, text: str) -> str:
        """Type «@bot text» in some chat; returns the number under which the answer will be found."""
        query = self._world.inline_query(self._account, text)
        self._world.updates.put("inline_query", query, self.id)
        return str(query["id"])

    def inline_answer(self, query_id: str) -> list[Json] | None:
        """What the bot offers; None while it has not answered."""
        return self._world.inline_answers.get(query_id)

    async def send_file(self, name: str, data: bytes, caption: str = "") -> None:
        """Attach a file."""
        self._check_open()
        stored = self._world.files.put("document", name, data)
        self._post(document_content(stored) | _caption(caption))

    async def send_photo(self, data: bytes, caption: str = "") -> None:
        """Attach a picture."""
        self._check_open()
        if picture_size(data) is None:
            raise ValueError("these bytes are no picture (PNG, JPEG, GIF or WebP)")
        stored = self._world.files.put("photo", "photo.jpg", data)
        self._post(photo_content(stored) | _caption(caption))

    async def send_voice(self, data: bytes = b"OggS", seconds: int = 5) -> None:
        """Record a voice message."""
        self._check_open()
        stored = self._world.files.put("voice", "voice.ogg", data)
        self._post(voice_content(stored, seconds))

    async def send_contact(self, *, own: bool = True, phone: str = "", user_id: int | None = None) -> None:
        """Share one's own contact, or somebody else's from the address book."""
        self._check_open()
        contact: Json = {"phone_number": phone or self._account.phone}
        if own:
            names = ("first_name", "last_name")
            contact |= {key: value for key, value in self._account.user.items() if key in names}
            contact["user_id"] = self.id
        else:
            contact = {"phone_number": phone or "+79990000000", "first_name": "Знакомый"}
            if user_id is not None:
                contact["user_id"] = user_id
        self._post({"contact": contact})

    async def send_location(self, latitude: float | None = None, longitude: float | None = None) -> None:
        """Share a place (by default the middle of the city)."""
        self._check_open()
        place = {"latitude": latitude or _KOSTROMA[0], "longitude": longitude or _KOSTROMA[1]}
        self._post({"location": place})

    async def edit(self, message: "Message | int", text: str) -> None:
        """Change one's own message."""
        self._check_open()
        number = message if isinstance(message, int) else message.id
        raw = self._account.messages[number]
        if raw["from"]["is_bot"]:
            raise AssertionError(f"{self.name} cannot edit a message of the bot")
        fields = {key: value for key, value in raw.items() if key not in ("text", "entities")}
        changed = fields | person_text(text) | {"edit_date": self._world.now()}
        self._world.replace(self._account, changed)
        self._world.updates.put("edited_message", changed, self.id)

    async def block(self) -> None:
        """Block the bot."""
        if not self._account.blocked:
            self._account.blocked = True
            self._membership("member", "kicked")

    async def unblock(self) -> None:
        """Let the bot write again."""
        if self._account.blocked:
            self._account.blocked = False
            self._membership("kicked", "member")

    def deactivate(self) -> None:
        """The account is deleted: the bot gets "user is deactivated" from now on."""
        self._account.deactivated = True
        self._world.touch(self._account)

    async def _press_keyboard(self, label: str) -> None:
        markup = self._account.keyboard or {"keyboard": []}
        found = [button for row in markup["keyboard"] for button in row if button["text"] == label]
        if not found or self._account.keyboard_hidden:
            raise AssertionError(f"{self.name} sees no button {label!r}; there is: {self._visible()}")
        if markup.get("one_time_keyboard"):
            self._account.keyboard_hidden = True
        if found[0].get("request_contact"):
            await self.send_contact()
        elif found[0].get("request_location"):
            await self.send_location()
        else:
            self._post(person_text(label))

    def _find(self, label: str, message: "Message | int | None") -> tuple[Message | None, Button]:
        if isinstance(message, Message):
            searched = [message]
        else:
            searched = [found for found in reversed(self.messages) if message in (None, found.id)]
        for place in searched:
            button = place.button(label)
            if button is not None:
                return place, button
        if message is not None:
            raise AssertionError(f"no button {label!r} in {searched}")
        return None, Button(label)

    def _visible(self) -> str:
        lines = [
            f"message {message.id}: " + " | ".join(button.text for row in message.buttons for button in row)
            for message in self.messages
            if message.buttons
        ]
        if self.keyboard:
            lines.append("keyboard: " + " | ".join(text for row in self.keyboard for text in row))
        return "; ".join(lines[-6:]) or "no button at all"

    def _tap(self, message: Json, data: str) -> None:
        self._account.last_tap = {"message": message, "data": data}
        current = self._account.messages.get(message["message_id"])
        gone = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
        query = self._world.tap(self._account, current or gone, data)
        self._world.updates.put("callback_query", query, self.id)

    def _post(self, content: Json) -> None:
        message = self._world.post(self._account, content, from_bot=False)
        self._world.updates.put("message", message, self.id)

    def _membership(self, old: str, new: str) -> None:
        self._world.touch(self._account)
        change = {
            "chat": self._account.chat,
            "from": self._account.user,
            "date": self._world.now(),
            "old_chat_member": self._member(old),
            "new_chat_member": self._member(new),
        }
        self._world.updates.put("my_chat_member", change, self.id)

    def _member(self, status: str) -> Json:
        member: Json = {"user": self._world.bot, "status": status}
        return member | {"until_date": 0} if status == "kicked" else member

    def _check_open(self) -> None:
        if not self._account.started:
            raise AssertionError(f"{self.name} has not pressed Start yet")
        if self._account.blocked:
            raise AssertionError(f"{self.name} has blocked the bot")


def _caption(caption: str) -> Json:
    found = person_text(caption) if caption else {}
    return {"caption" if key == "text" else "caption_entities": value for key, value in found.items()}
