"""Buttons of announcements that several topics show."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData


class AnnouncementTap(CallbackData, prefix="an"):
    """An act of the staff upon an announcement; a list has a page instead."""

    act: Literal[
        "list", "open", "audience", "schools", "write", "preview", "critical", "acknowledge", "topic", "when",
        "now", "ask", "back", "approve", "return", "pause", "resume", "stop-ask", "stop", "correct", "repeat",
        "table",
    ]  # fmt: skip
    id: int


class ReaderTap(CallbackData, prefix="ar"):
    """A reader's act: «Ознакомлен», or see the whole of what came in the digest."""

    act: Literal["seen", "whole"]
    id: int
