"""What people decide about doubtful deadlines; versions of an order; how often a date has changed."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Plans at work stay as they are: nobody is asked about what was decided without a question."""
    with op.batch_alter_table("plans") as plans:
        plans.add_column(sa.Column("replaces_id", ID))
        plans.create_foreign_key("fk_plans_replaces_id", "plans", ["replaces_id"], ["id"])
    with op.batch_alter_table("plan_items") as items:
        items.add_column(sa.Column("decision", sa.String(32)))
        items.add_column(sa.Column("printed", sa.JSON()))
        items.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        items.add_column(sa.Column("held_by", ID))
        items.add_column(sa.Column("held_until", sa.DateTime(timezone=True)))
        items.create_foreign_key("fk_plan_items_held_by", "people", ["held_by"], ["id"])
    with op.batch_alter_table("occurrences") as occurrences:
        occurrences.add_column(sa.Column("dropped", sa.Boolean(), nullable=False, server_default=sa.false()))
        occurrences.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("assignments") as assignments:
        assignments.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    _change_warnings(lambda warning: {"code": "", "message": warning})


def downgrade() -> None:
    """Forget them."""
    _change_warnings(lambda warning: warning["message"])
    with op.batch_alter_table("assignments") as assignments:
        assignments.drop_column("revision")
    with op.batch_alter_table("occurrences") as occurrences:
        occurrences.drop_column("revision")
        occurrences.drop_column("dropped")
    with op.batch_alter_table("plan_items") as items:
        items.drop_constraint("fk_plan_items_held_by", type_="foreignkey")
        for column in ("held_until", "held_by", "revision", "printed", "decision"):
            items.drop_column(column)
    with op.batch_alter_table("plans") as plans:
        plans.drop_constraint("fk_plans_replaces_id", type_="foreignkey")
        plans.drop_column("replaces_id")


def _change_warnings(change: Callable[[Any], Any]) -> None:
    """A warning of a plan is a code and a sentence; it was a sentence alone."""
    connection = op.get_bind()
    for name in ("plans", "plan_items"):
        table = sa.table(name, sa.column("id", ID), sa.column("warnings", sa.JSON()))
        for number, warnings in connection.execute(sa.select(table.c.id, table.c.warnings)).all():
            if warnings:
                changed = [change(warning) for warning in warnings]
                connection.execute(sa.update(table).where(table.c.id == number).values(warnings=changed))
