"""The tables of parameters against the Bot API schema that aiogram's source distribution carries.

`make schema` puts it into `.cache/aiogram-schema/schema.json`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.api import HANDLED
from bot.sandbox.content import ENTITY_FIELDS
from bot.sandbox.markup import ACTIONS, LOOKS, MARKUPS, REQUESTS
from bot.sandbox.parameters import METHODS
from bot.sandbox.updates import KINDS

SCHEMA = Path(__file__).parents[2] / ".cache" / "aiogram-schema" / "schema.json"


@pytest.fixture(scope="module")
def schema() -> dict[str, dict[str, Any]]:
    if not SCHEMA.is_file():
        pytest.skip("no Bot API schema in .cache/aiogram-schema: run `make schema`")
    published = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return {child["name"]: child for item in published["items"] for child in item["children"]}


def fields(schema: dict[str, dict[str, Any]], name: str) -> set[str]:
    return {annotation["name"] for annotation in schema[name]["annotations"]}


@pytest.mark.parametrize("method", METHODS)
def test_parameters_are_those_of_the_schema(schema: dict[str, dict[str, Any]], method: str) -> None:
    published = {
        annotation["name"]: (annotation["type"], bool(annotation["required"]))
        for annotation in schema[method]["annotations"]
    }
    ours = {name: (parameter.type, parameter.required) for name, parameter in METHODS[method].items()}
    assert ours == published


def test_objects_have_the_fields_of_the_schema(schema: dict[str, dict[str, Any]]) -> None:
    assert fields(schema, "InlineKeyboardButton") == ACTIONS | LOOKS
    assert fields(schema, "KeyboardButton") == REQUESTS | LOOKS
    assert fields(schema, "Update") == KINDS | {"update_id"}
    assert fields(schema, "MessageEntity") == ENTITY_FIELDS
    for field, name in [
        ("inline_keyboard", "InlineKeyboardMarkup"),
        ("keyboard", "ReplyKeyboardMarkup"),
        ("remove_keyboard", "ReplyKeyboardRemove"),
        ("force_reply", "ForceReply"),
    ]:
        assert MARKUPS[field] == fields(schema, name)


def test_every_method_of_the_tables_is_answered() -> None:
    assert set(METHODS) == HANDLED
