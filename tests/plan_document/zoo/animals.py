"""What lives in the zoo: a file and the items a careful person would write down from it."""

from collections.abc import Callable
from typing import NamedTuple


class Item(NamedTuple):
    """An item as a person would copy it: section title, number, title, deadline text, names of executors."""

    section: str
    number: str
    title: str
    deadline: str
    executors: tuple[str, ...]


class Animal(NamedTuple):
    """A plan of the zoo; `remark` is a piece of a remark that must be made about it or an item."""

    name: str
    filename: str
    make: Callable[[], bytes]
    items: tuple[Item, ...]
    remark: str = ""


def items(section: str, *rows: tuple[str, str, str, tuple[str, ...]]) -> tuple[Item, ...]:
    """Items of one section."""
    return tuple(Item(section, *row) for row in rows)
