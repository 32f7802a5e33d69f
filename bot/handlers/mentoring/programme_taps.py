"""Taps of programmes of mentoring."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData


class ProgrammeTap(CallbackData, prefix="jt"):
    """An act upon a programme; `list` is a page."""

    act: Literal["list", "open", "title", "topics", "hide", "show", "step"]
    id: int


class NewProgrammeTap(CallbackData, prefix="ju"):
    """A new programme for pairs of this kind (by place, −1: not chosen yet)."""

    kind: int = -1


class StepTap(CallbackData, prefix="jv"):
    """An act upon a step of a programme."""

    act: Literal["open", "title", "days", "tip", "remove"]
    step: int


class PairProgrammeTap(CallbackData, prefix="jw"):
    """The programme of a pair: how far it has come, or another one."""

    act: Literal["open", "choose"]
    pair: int


class PutTap(CallbackData, prefix="jx"):
    """A pair goes by this programme from now on (0: by none)."""

    pair: int
    programme: int


class MarkTap(CallbackData, prefix="jy"):
    """A step of a pair's programme is done, or not yet."""

    pair: int
    step: int
    done: bool
