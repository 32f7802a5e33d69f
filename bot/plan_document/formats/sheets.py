"""What Excel and CSV have in common: titles, tables and signatures one below the other in a grid."""

from collections.abc import Mapping, Sequence

from bot.plan_document.blocks import Block, Place, Row, Table, even

_A_TABLE = 3
"""A row of so many filled cells is surely one of a table."""


def to_blocks(
    groups: Sequence[Sequence[Sequence[str]]],
    merged: Mapping[Place, tuple[int, int]] | None = None,
    filled: frozenset[Place] = frozenset(),
    sheet: str = "",
) -> list[Block]:
    """Groups of rows between blank rows → tables, each after the lines that stand above it.

    `merged` and `filled` count the rows of all groups on end.
    """
    blocks: list[Block] = []
    before = 0
    for group in groups:
        rows = even(group)
        begin = _first_of_table(rows)
        blocks += [" ".join(filter(None, row)) for row in rows[:begin]]
        if begin < len(rows):
            first, end = before + begin, before + len(rows)
            blocks.append(
                Table(
                    rows[begin:],
                    {(r - first, c): area for (r, c), area in (merged or {}).items() if first <= r < end},
                    frozenset((r - first, c) for r, c in filled if first <= r < end),
                    sheet,
                )
            )
        before += len(rows)
    return blocks


def _first_of_table(rows: Sequence[Row]) -> int:
    """The first row of the table in a group; all of them are lines when there is no table."""
    counts = [sum(1 for cell in row if cell.strip()) for row in rows]
    most = max(counts, default=0)
    if most < 2 or (most == 2 and len(rows) < 3):
        return len(rows)
    return next(index for index, count in enumerate(counts) if count >= min(_A_TABLE, most))
