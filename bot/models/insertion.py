"""`INSERT … ON CONFLICT`, as the database in use has it."""

from typing import Any, cast

from sqlalchemy.dialects import postgresql, sqlite


def insert_into(table: Any, dialect: str) -> sqlite.Insert:
    """A statement with `on_conflict_do_nothing` and `on_conflict_do_update`, the same in both dialects."""
    if dialect == "postgresql":
        return cast("sqlite.Insert", postgresql.insert(table))
    return sqlite.insert(table)
