"""Buttons about one pupil that stand on several screens."""

from aiogram.filters.callback_data import CallbackData


class StudentTap(CallbackData, prefix="st"):
    """Something about a pupil's entry, on the coordinator's side."""

    act: str
    id: int


class FamilyTap(CallbackData, prefix="fm"):
    """Something about the family of a pupil: a code for a parent, consents, who is linked."""

    act: str
    id: int = 0
