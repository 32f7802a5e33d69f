"""Buttons of events that several topics show."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

EVENT = "v"
"""Prefix of an event in a /start payload."""
DOOR = "d"
"""Prefix of the code at a door: «d<event>-<code>»."""


class EventTap(CallbackData, prefix="ee"):
    """An act of a pupil (or a parent for them) upon an event; a list has a page instead."""

    act: Literal["list", "mine", "look", "join", "leave", "whole", "accept", "ics", "all", "point", "here"]
    event: int
    student: int


class HostTap(CallbackData, prefix="ea"):
    """An act of the staff upon an event; a list has a page instead."""

    act: Literal[
        "list", "past", "open", "edit", "publish", "ask", "cancel", "whole", "repeat",
        "door", "attendees", "came", "missed", "point", "day", "closing", "public",
    ]  # fmt: skip
    event: int


class FeedbackTap(CallbackData, prefix="eh"):
    """The marks so far, 0 for what is still to be asked."""

    event: int
    liked: int = 0
    useful: int = 0
    again: int = 0
