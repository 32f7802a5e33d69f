"""Buttons of mentors and of those whom they accompany that several topics show."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.handlers.replies import button
from bot.models import CloseReason
from bot.texts import Words

END_REASONS = (
    CloseReason.REACHED,
    CloseReason.YEAR_END,
    CloseReason.MOVED,
    CloseReason.MISFIT,
    CloseReason.MENTOR_LEFT,
)
"""Why somebody ends a pair (`close-<reason>`); a hand-over and an erasure do it by themselves."""
TODAY, YESTERDAY, OTHER = 0, -1, -2
"""Days that are meant when the button is pressed, however old the message is."""


class PairTap(CallbackData, prefix="za"):
    """A mentor's act upon a pair; the list has a page instead."""

    act: Literal["list", "open", "journal", "plan", "pause", "resume", "close", "write"]
    id: int
    page: int = 0


class MetOnTap(CallbackData, prefix="zb"):
    """The first tap of a meeting: when; `day` is 0, −1, −2 (a calendar) or an ordinal number."""

    pair: int
    day: int


class DiscomfortTap(CallbackData, prefix="zc"):
    """«Мне некомфортно», about a pair or (0) about nobody in particular."""

    pair: int


class WriteTap(CallbackData, prefix="zd"):
    """Whoever is accompanied writes to the mentor of this pair."""

    pair: int


def days_to_log(pair_id: int, words: Words) -> list[InlineKeyboardButton]:
    """«Сегодня», «Вчера», «Другой день»: the first of three taps."""
    names = {TODAY: "check-in-today", YESTERDAY: "check-in-yesterday", OTHER: "check-in-other-day"}
    return [button(words.label(name), MetOnTap(pair=pair_id, day=day).pack()) for day, name in names.items()]


class PupilPlanTap(CallbackData, prefix="zu"):
    """The tutor reads a pupil's plan, confirms the version that was read, or sends it back with a word."""

    act: Literal["open", "confirm", "return"]
    student: int
    pair: int
    version: int = 0


class ChildPlanTap(CallbackData, prefix="zv"):
    """A parent looks at the plan of a child."""

    student: int


class PassportTap(CallbackData, prefix="zw"):
    """The mentor writes three lines for the next one."""

    pair: int


class ShowPassportTap(CallbackData, prefix="zy"):
    """Let the mentor of a pair see the passport, or no more."""

    pair: int


class JournalFileTap(CallbackData, prefix="wc"):
    """The journal of a pair as a paper."""

    pair: int
