"""Buttons of route sheets that several topics show."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from bot.services.codes import letter_at


class RouteTap(CallbackData, prefix="ro"):
    """An act upon a pupil's sheet, or upon a step; `other` is the template to begin from."""

    act: Literal[
        "open", "begin", "agree", "card", "paper", "step", "done", "missed", "again", "line", "day", "remove"
    ]
    id: int
    other: int = 0


class StepReasonTap(CallbackData, prefix="rr"):
    """Why a step was missed, by place."""

    step: int
    reason: int


class ClassRouteTap(CallbackData, prefix="rc"):
    """The sheets of a class (its letter by place), or of a school (grade 0)."""

    act: Literal["school", "open", "begin", "paper", "register"]
    school: int
    grade: int = 0
    letter: int = 0
    page: int = 0

    @property
    def letter_name(self) -> str:
        """The letter itself."""
        return letter_at(self.letter)
