"""The card of a contest on the desk of those who keep it, and what is chosen there by taps."""

from typing import Literal

from aiogram.types import InlineKeyboardButton

from bot.handlers.contest_taps import FIELDS, CardTap, ChoiceTap, FieldTap, ResultTap, StageTap
from bot.handlers.contests import contest_text
from bot.handlers.menu import MenuTap
from bot.handlers.pages import BLANK, text_of, way_back
from bot.handlers.replies import button, in_rows, rows
from bot.messenger.rendered import Rendered
from bot.models import Sphere
from bot.services.contest_templates import GRADES, LEVELS
from bot.services.contest_views import DeskView
from bot.texts import Html, Words

FILLED: tuple[Literal["level", "grades", "sphere", "file"], ...] = ("level", "grades", "sphere", "file")
"""What is chosen or sent, beside what is typed."""


def card(view: DeskView, words: Words) -> Rendered:
    """A contest with its state and whatever can be done about it."""
    number = view.contest_id
    head = words.html(
        "contest-card-head",
        state=view.state,
        organisation=view.organisation,
        owned=bool(view.organisation),
        count=view.entries,
    )
    text = text_of(contest_text(view, words), BLANK, head, _file_line(view, words))
    buttons: list[list[InlineKeyboardButton]] = []
    if view.editable:
        fields = [
            button(words.label(f"contest-field-{each}"), FieldTap(id=number, field=each).pack())
            for each in FIELDS
        ]
        choices = [
            button(words.label(f"contest-choice-{act}"), CardTap(act=act, id=number).pack()) for act in FILLED
        ]
        stages = button(words.label("contest-stages-button"), StageTap(act="list", id=number).pack())
        buttons = [*in_rows([*fields, *choices, stages], 2), _next_steps(view, words)]
    if view.listing:
        entries = ResultTap(act="list", id=number).pack()
        buttons.append([button(words.label("contest-entries-button", count=view.entries), entries)])
    return Rendered(text, rows(*buttons, way_back(words, MenuTap(to="contest-desk"))))


def _file_line(view: DeskView, words: Words) -> Html | None:
    return words.html("contest-file-line", name=view.file_name or "") if view.file_id else None


def level_choice(view: DeskView, words: Words) -> Rendered:
    """Which level?"""
    buttons = [
        button(
            words.label("switch", on=view.level == level, name=words.label(f"contest-level-{level}")),
            ChoiceTap(id=view.contest_id, field="level", place=place).pack(),
        )
        for place, level in enumerate(LEVELS)
    ]
    text = words.html("contest-level-ask")
    return Rendered(text, rows(*in_rows(buttons, 2), to_card(view.contest_id, words)))


def sphere_choice(view: DeskView, words: Words) -> Rendered:
    """Which sphere, or any?"""
    names = [(place, words.label(f"sphere-{each.value}"), each) for place, each in enumerate(Sphere)]
    buttons = [
        button(
            words.label("switch", on=view.sphere is each, name=name),
            ChoiceTap(id=view.contest_id, field="sphere", place=place).pack(),
        )
        for place, name, each in [(-1, words.label("contest-any-sphere"), None), *names]
    ]
    text = words.html("contest-sphere-ask")
    return Rendered(text, rows(*in_rows(buttons, 2), to_card(view.contest_id, words)))


def grade_choice(view: DeskView, words: Words) -> Rendered:
    """Which grades?"""
    buttons = [
        button(
            words.label("switch", on=grade in view.grades, name=str(grade)),
            ChoiceTap(id=view.contest_id, field="grade", place=grade).pack(),
        )
        for grade in GRADES
    ]
    text = words.html("contest-grades-ask", published=view.state == "published")
    return Rendered(text, rows(*in_rows(buttons, 4), to_card(view.contest_id, words)))


def to_card(contest_id: int, words: Words) -> list[InlineKeyboardButton]:
    """Back to the card."""
    return way_back(words, CardTap(act="open", id=contest_id))


def _next_steps(view: DeskView, words: Words) -> list[InlineKeyboardButton]:
    if view.state == "closed":
        return []
    acts: tuple[Literal["ask-publish", "ask-drop", "ask-close"], ...]
    acts = ("ask-publish", "ask-drop") if view.state == "draft" else ("ask-close",)
    return [
        button(words.label(f"contest-{act}"), CardTap(act=act, id=view.contest_id).pack()) for act in acts
    ]


CHOICES = {"level": level_choice, "sphere": sphere_choice, "grades": grade_choice}
