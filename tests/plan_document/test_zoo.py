"""Layouts of other municipalities, in every format: each animal of the zoo gives its items."""

import re

import pytest

from bot.plan_document import PlanDocument, read_plan
from tests.plan_document.zoo.animals import Animal, Item
from tests.plan_document.zoo.in_sheets import IN_SHEETS
from tests.plan_document.zoo.in_word import IN_WORD
from tests.plan_document.zoo.on_pages import ON_PAGES
from tests.plan_document.zoo.rare import RARE
from tests.plan_document.zoo.third import THIRD

ZOO = (*IN_WORD, *IN_SHEETS, *ON_PAGES, *RARE, *THIRD)


def copied(plan: PlanDocument) -> list[Item]:
    """The items as a person would copy them; points of lists are no matter."""
    titles = dict(plan.sections)
    return [
        Item(
            titles[item.section],
            item.number,
            re.sub(r"(?:^|(?<=\s))[–•]\s+", "", item.title),
            item.timing.phrase,
            tuple(executor.name for executor in item.executors),
        )
        for item in plan.items
    ]


@pytest.mark.parametrize("animal", ZOO, ids=lambda animal: animal.name)
def test_the_items_are_those_a_person_would_copy(animal: Animal) -> None:
    plan = read_plan(animal.make(), animal.filename)
    assert copied(plan) == list(animal.items)
    if animal.remark:
        said = [*plan.warnings, *(warning for item in plan.items for warning in item.warnings)]
        assert any(animal.remark in warning.message for warning in said), said


@pytest.mark.parametrize(
    ("filename", "title", "period"),
    [
        (
            "разделы.docx",
            "План мероприятий по профессиональной ориентации на 2026-2027 учебный год",
            (2026, 2027),
        ),
        ("сайт.htm", "План мероприятий по целевому обучению на 2027 год", (2027, 2027)),
        (
            "дорожная-карта.docx",
            "Дорожная карта по развитию целевого обучения в районе (демо) на 2026-2028 годы",
            (2026, 2028),
        ),
        ("листы.xlsx", "План без названия («Профильные смены» и далее)", None),
    ],
)
def test_the_title_is_that_of_the_plan(filename: str, title: str, period: tuple[int, int] | None) -> None:
    (animal,) = (each for each in ZOO if each.filename == filename)
    found = read_plan(animal.make(), animal.filename)
    assert (found.title, found.period) == (title, period)


def test_the_zoo_is_large_and_each_animal_has_a_name() -> None:
    assert len(ZOO) >= 25
    assert len({animal.name for animal in ZOO}) == len(ZOO)
