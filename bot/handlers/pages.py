"""Long things in pages: lines of a text, rows of a list, the buttons to leaf and to go back."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.handlers.menu import menu_button
from bot.handlers.replies import button
from bot.texts import Html, Words

PAGE = 8
BLANK = Html("")

T = TypeVar("T")


def text_of(*parts: Html | None) -> Html:
    """Lines and, where a part is empty, a blank line; None leaves nothing."""
    return Html("\n".join(part for part in parts if part is not None).strip())


def known_page(total: int, page: int, size: int = PAGE) -> int:
    """The page asked for, or the last one where the list has become shorter meanwhile."""
    return min(max(page, 0), max(total - 1, 0) // size)


def leaf(
    total: int, page: int, words: Words, to_page: Callable[[int], CallbackData], size: int = PAGE
) -> list[InlineKeyboardButton]:
    """«Раньше», «Дальше»."""
    page = known_page(total, page, size)
    made = []
    if page > 0:
        made.append(button(words.label("page-earlier"), to_page(page - 1).pack()))
    if (page + 1) * size < total:
        made.append(button(words.label("page-later"), to_page(page + 1).pack()))
    return made


def page_of(found: Sequence[T], page: int, size: int = PAGE) -> Sequence[T]:
    """The rows of one page."""
    page = known_page(len(found), page, size)
    return found[page * size : (page + 1) * size]


def way_back(words: Words, to: CallbackData) -> list[InlineKeyboardButton]:
    """«Назад» and «Меню»."""
    return [button(words.label("back"), to.pack()), menu_button(words)]
