"""The call list as XLSX: a row for every date that somebody was not told about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.services.sheets import Cell, Column, File, Sheets
from bot.texts import Words

if TYPE_CHECKING:
    from bot.services.unreachable import Call, CallList

COLUMNS = (
    ("organisation", 40),
    ("who", 30),
    ("trouble", 30),
    ("since", 13),
    ("missed", 12),
    ("item", 9),
    ("title", 60),
    ("due", 13),
    ("effective", 13),
    ("known", 16),
    ("to-do", 60),
)
"""Columns: the heading is `calls-column-<name>`, the number is the width."""


def make(found: "CallList", words: Words) -> File:
    """The list under a name without personal data."""
    sheets = Sheets()
    columns = [Column(words.label(f"calls-column-{name}"), width) for name, width in COLUMNS]
    rows = (row for call in found.calls for row in _rows(call, words))
    sheets.add(words.label("calls-sheet"), columns, rows)
    return File(words.label("calls-table-file", day=found.today.isoformat()), sheets.content())


def _rows(call: "Call", words: Words) -> Iterable[list[Cell]]:
    head: list[Cell] = [
        call.organisation or words.label("calls-committee"),
        who(call, words),
        words.label(f"calls-trouble-{call.trouble.value}"),
        call.since,
        call.missed or None,
    ]
    to_do = words.label(f"calls-do-{call.trouble.value}")
    if not call.untold:
        yield [*head, None, None, None, None, None, to_do]
    for each in call.untold:
        known = words.label("calls-known", known=each.known)
        yield [*head, each.item, each.title, each.due, each.effective, known, to_do]


def who(call: "Call", words: Words) -> str | None:
    """Role and position; never a name."""
    if call.role is None:
        return None
    role = words.label(f"role-{call.role.value}")
    return words.label("calls-who", role=role, position=call.position, placed=bool(call.position))
