"""What the page shows, as JSON: the list of people, one chat, the clock."""

import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.sandbox.clock_controls import ClockControls
from bot.sandbox.methods_bot import commands_of
from bot.sandbox.world import Account, World

Json = dict[str, Any]

_SHOWN_MESSAGES = 300
_PREVIEW = 90
_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_PREVIEWS = {
    "photo": "Фотография",
    "document": "Файл",
    "voice": "Голосовое сообщение",
    "location": "Геопозиция",
    "contact": "Контакт",
}


def spoken_day(day: date) -> str:
    """«15 января 2027»."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def overview(world: World, controls: ClockControls | None, guide: Sequence[str]) -> Json:
    """Everything but the open chat."""
    return {
        "bot": {"name": world.bot["first_name"], "username": world.bot["username"]},
        "people": [_person(world, account) for account in world.accounts.values()],
        "clock": clock_view(controls),
        "guide": list(guide),
    }


def clock_view(controls: ClockControls | None) -> Json | None:
    """The demo's date and time in words."""
    if controls is None:
        return None
    now = controls.now()
    return {
        "weekday": _WEEKDAYS[now.weekday()],
        "day": spoken_day(now.date()),
        "time": f"{now:%H:%M}",
        "date": now.date().isoformat(),
    }


def chat_view(world: World, account: Account) -> Json:
    """One chat as its owner sees it."""
    shown = list(account.messages.values())[-_SHOWN_MESSAGES:]
    keyboard = None if account.keyboard_hidden else account.keyboard
    texts = world.profile.texts.get("description", {})
    return {
        "id": account.user_id,
        "name": account.name,
        "title": account.title,
        "version": account.version,
        "started": account.started,
        "blocked": account.blocked,
        "deactivated": account.deactivated,
        "messages": [_message(world, raw) for raw in shown],
        "keyboard": [[button["text"] for button in row] for row in keyboard["keyboard"]] if keyboard else [],
        "placeholder": (keyboard or {}).get("input_field_placeholder", ""),
        "commands": commands_of(world, account),
        "description": texts.get(account.language_code) or texts.get("", ""),
        "typing": account.action if account.action_until > time.monotonic() else "",
        "toasts": [
            {"number": toast.number, "text": toast.text, "alert": toast.alert, "url": toast.url}
            for toast in list(account.toasts)[-5:]
        ],
    }


def _person(world: World, account: Account) -> Json:
    last = next(reversed(account.messages.values()), None)
    return {
        "id": account.user_id,
        "name": account.name,
        "title": account.title,
        "unread": account.unread,
        "version": account.version,
        "started": account.started,
        "blocked": account.blocked,
        "preview": _preview(last) if last else "",
        "time": f"{_moment(world, last['date']):%H:%M}" if last else "",
        "typing": account.action_until > time.monotonic(),
    }


def _preview(raw: Json) -> str:
    text = raw.get("text") or raw.get("caption")
    if not text:
        text = next((label for kind, label in _PREVIEWS.items() if kind in raw), "")
    line = " ".join(str(text).split())[:_PREVIEW]
    return line if raw["from"]["is_bot"] else f"Вы: {line}"


def _message(world: World, raw: Json) -> Json:
    moment = _moment(world, raw["date"])
    view: Json = {
        "id": raw["message_id"],
        "mine": not raw["from"]["is_bot"],
        "text": raw.get("text") or raw.get("caption") or "",
        "entities": raw.get("entities") or raw.get("caption_entities") or [],
        "time": f"{moment:%H:%M}",
        "day": spoken_day(moment.date()),
        "edited": "edit_date" in raw,
        "buttons": raw.get("reply_markup", {}).get("inline_keyboard", []),
    }
    if "photo" in raw:
        largest = raw["photo"][-1]
        view["photo"] = {"id": largest["file_id"], "width": largest["width"], "height": largest["height"]}
    for kind in ("document", "voice"):
        if kind in raw:
            name = raw[kind].get("file_name", "Голосовое сообщение")
            view["document"] = {"id": raw[kind]["file_id"], "name": name, "size": raw[kind]["file_size"]}
    if "location" in raw:
        view["location"] = f"{raw['location']['latitude']:.5f}, {raw['location']['longitude']:.5f}"
    if "contact" in raw:
        contact = raw["contact"]
        names = (contact["first_name"], contact.get("last_name", ""))
        view["contact"] = {"name": " ".join(filter(None, names)), "phone": contact["phone_number"]}
    if "reply_to_message" in raw:
        view["reply"] = _preview(raw["reply_to_message"])
    if "forward_origin" in raw:
        view["forwarded"] = raw["forward_origin"]["sender_user"]["first_name"]
    return view


def _moment(world: World, timestamp: int) -> datetime:
    return world.clock.at(datetime.fromtimestamp(timestamp, UTC))
