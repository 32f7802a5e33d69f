"""Buttons that lead from one screen of contests to another."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

Field = Literal["title", "about", "organiser", "contact", "nominations"]
FIELDS: tuple[Field, ...] = ("title", "about", "organiser", "contact", "nominations")


class CardTap(CallbackData, prefix="kt"):
    """A page of the desk or of the templates, or an act upon a contest."""

    act: Literal[
        "page",
        "templates",
        "all-templates",
        "talented",
        "open",
        "level",
        "sphere",
        "grades",
        "file",
        "show",
        "ask-publish",
        "publish",
        "ask-close",
        "close",
        "ask-drop",
        "drop",
    ]
    id: int


class StageTap(CallbackData, prefix="kj"):
    """The stages of a contest, one more (ready title by place, −1: not chosen, −2: typed), one of them."""

    act: Literal["list", "add", "open", "drop"]
    id: int
    title: int = -1


class ResultTap(CallbackData, prefix="kr"):
    """The applications of a contest (a page), by code, results for a list of codes, the file."""

    act: Literal["list", "code", "paste", "table"]
    id: int
    page: int = 0


class FieldTap(CallbackData, prefix="kf"):
    """Type a field anew."""

    id: int
    field: Field


class ChoiceTap(CallbackData, prefix="kv"):
    """The level or the sphere by its place (−1: any), a grade in or out."""

    id: int
    field: Literal["level", "sphere", "grade"]
    place: int
