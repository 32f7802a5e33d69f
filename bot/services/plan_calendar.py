"""Deadlines as an iCalendar file (RFC 5545): one all-day event on the day something has to be handed in.

An event keeps its UID for ever and its SEQUENCE grows with every change, so that a calendar into which the
file is brought again moves what it has instead of adding to it. What nobody has to do any more is cancelled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from bot.texts import Words, shorten

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Target Route//plan calendar//RU"
TITLE_LIMIT = 160


@dataclass(frozen=True)
class Deadline:
    """One event. `key` («assignment/7») is what it is known by; `revision` only ever grows."""

    key: str
    revision: int
    number: str
    title: str
    day: date
    due: date
    opens: date | None
    phrase: str
    result: str
    whom: str
    done: bool = False
    cancelled: bool = False


def write(name: str, place: str, deadlines: Iterable[Deadline], now: datetime, words: Words) -> bytes:
    """The file; `place` (whose bot it is) keeps the UIDs of two municipalities apart."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for deadline in deadlines:
        calendar.add_component(_event(deadline, place, now, words))
    content: bytes = calendar.to_ical()
    return content


def _event(deadline: Deadline, place: str, now: datetime, words: Words) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"{place}/{deadline.key}")))
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", deadline.revision)
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + timedelta(days=1))
    event.add("summary", _summary(deadline, words))
    event.add("description", _description(deadline, words))
    event.add("status", "CANCELLED" if deadline.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    return event


def _summary(deadline: Deadline, words: Words) -> str:
    title = shorten(deadline.title, TITLE_LIMIT)
    return words.label("calendar-summary", number=deadline.number, title=title, done=deadline.done)


def _description(deadline: Deadline, words: Words) -> str:
    """What an official wants to see beside the date, a line each."""
    parts = [words.label("calendar-phrase", phrase=deadline.phrase)] if deadline.phrase else []
    if deadline.opens is not None:
        parts.append(words.label("calendar-window", first=deadline.opens, last=deadline.due))
    if deadline.due != deadline.day:
        parts.append(words.label("calendar-shifted", due=deadline.due))
    if deadline.whom:
        parts.append(words.label("calendar-whom", whom=deadline.whom))
    if deadline.result:
        parts.append(words.label("calendar-result", result=deadline.result))
    return "\n".join(parts)
