"""What the local Telegram remembers and the few moves everything else is made of."""

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.sandbox.files import FileShelf
from bot.sandbox.refusals import bad_request, forbidden
from bot.sandbox.signal import Signal
from bot.sandbox.updates import UpdateQueue

Json = dict[str, Any]

_OPEN_TAPS = 10_000
_TOASTS = 200


@dataclass(frozen=True, slots=True)
class Toast:
    """What a person saw after a tap: a line that fades, or a window that asks for an OK."""

    text: str
    alert: bool
    url: str = ""
    number: int = 0


@dataclass(slots=True)
class Tap:
    """A pressed button that waits for answerCallbackQuery."""

    query_id: str
    user_id: int
    asked_at: int


@dataclass(slots=True)
class Account:
    """A person with a phone and the one chat they have with the bot."""

    user_id: int
    name: str
    title: str = ""
    username: str | None = None
    language_code: str = "ru"
    phone: str = ""
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, Json] = field(default_factory=dict)
    keyboard: Json | None = None
    keyboard_hidden: bool = False
    action: str = ""
    action_until: float = 0.0
    read_up_to: int = 0
    version: int = 0
    toasts: deque[Toast] = field(default_factory=lambda: deque(maxlen=_TOASTS))
    last_tap: Json | None = None
    user: Json = field(init=False)
    chat: Json = field(init=False)

    def __post_init__(self) -> None:
        first, _, last = self.name.partition(" ")
        names: Json = {"first_name": first}
        if last:
            names["last_name"] = last
        if self.username:
            names["username"] = self.username
        self.user = {
            "id": self.user_id,
            "is_bot": False,
            **names,
            "language_code": self.language_code,
        }
        self.chat = {"id": self.user_id, **names, "type": "private"}

    @property
    def unread(self) -> int:
        """How many of the bot's messages came after the visitor last looked."""
        count = 0
        for message_id in reversed(self.messages):
            if message_id <= self.read_up_to:
                break
            count += self.messages[message_id]["from"]["is_bot"]
        return count


@dataclass(slots=True)
class BotProfile:
    """What the bot says about itself, by scope and language."""

    commands: dict[str, list[Json]] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)


class World:
    """People, chats, files and the update queue of one bot."""

    def __init__(
        self, token: str, clock: Clock, bot_username: str, bot_name: str, files: Path | None, history: int
    ) -> None:
        self.token = token
        self.clock = clock
        self.history = history
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
        }
        self.accounts: dict[int, Account] = {}
        self.files = FileShelf(files)
        self.updates = UpdateQueue(self.now)
        self.changed = Signal()
        self.profile = BotProfile()
        self.taps: dict[str, Tap] = {}
        self.inline_answers: dict[str, list[Json] | None] = {}
        self.next_message_id = 1
        self.next_query_id = 4_000_000_000_000_000_001
        self.next_toast = 1
        self.next_user_id = 7_100_000_001

    def now(self) -> int:
        """Unix time of the given clock."""
        return int(self.clock.now().timestamp())

    def account(self, chat_id: object) -> Account:
        """The person behind a chat identifier, or "chat not found"."""
        account = self.accounts.get(chat_id) if isinstance(chat_id, int) else None
        if account is None:
            raise bad_request("chat not found")
        return account

    def writable(self, chat_id: object) -> Account:
        """The person, when the bot may write to them."""
        account = self.account(chat_id)
        if account.deactivated:
            raise forbidden("user is deactivated")
        if not account.started:
            raise forbidden("bot can't initiate conversation with a user")
        if account.blocked:
            raise forbidden("bot was blocked by the user")
        return account

    def message(self, account: Account, message_id: int, purpose: str) -> Json:
        """A message of a chat, or "message to … not found"."""
        found = account.messages.get(message_id)
        if found is None:
            raise bad_request(f"{purpose} not found")
        return found

    def post(self, account: Account, content: Json, *, from_bot: bool) -> Json:
        """Put a new message on the screen of a chat."""
        message_id = self.next_message_id
        self.next_message_id += 1
        message: Json = {
            "message_id": message_id,
            "from": self.bot if from_bot else account.user,
            "chat": account.chat,
            "date": self.now(),
            **content,
        }
        messages = account.messages
        messages[message_id] = message
        if len(messages) > self.history:
            del messages[next(iter(messages))]
        if from_bot:
            account.action_until = 0.0
        self.touch(account)
        return message

    def replace(self, account: Account, message: Json) -> Json:
        """Show a changed message in the place of the old one."""
        account.messages[message["message_id"]] = message
        self.touch(account)
        return message

    def remove(self, account: Account, message_id: int) -> None:
        """Take a message off the screen."""
        del account.messages[message_id]
        self.touch(account)

    def touch(self, account: Account) -> None:
        """Something in this chat changed."""
        account.version += 1
        self.changed.fire()

    def tap(self, account: Account, message: Json, data: str) -> Json:
        """A pressed callback button: the callback query, remembered until it is answered."""
        query_id = str(self.next_query_id)
        self.next_query_id += 1
        now = self.now()
        self.taps[query_id] = Tap(query_id, account.user_id, now)
        if len(self.taps) > _OPEN_TAPS:
            del self.taps[next(iter(self.taps))]
        return {
            "id": query_id,
            "from": account.user,
            "message": message,
            "chat_instance": str(-account.user_id * 7919),
            "data": data,
        }

    def inline_query(self, account: Account, text: str) -> Json:
        """Typed behind the bot's name in any chat; the answer is kept until the next one is asked."""
        query_id = str(self.next_query_id)
        self.next_query_id += 1
        self.inline_answers[query_id] = None
        while len(self.inline_answers) > _OPEN_TAPS:
            del self.inline_answers[next(iter(self.inline_answers))]
        return {"id": query_id, "from": account.user, "query": text, "offset": "", "chat_type": "sender"}

    def toast(self, account: Account, text: str, *, alert: bool, url: str) -> None:
        """Show the answer to a tap."""
        account.toasts.append(Toast(text, alert, url, self.next_toast))
        self.next_toast += 1
        self.touch(account)
