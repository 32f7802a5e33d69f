"""Events: whom they are open to, what those who signed up know, revisions for calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("events") as table:
        table.add_column(sa.Column("open_to_all", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("told", sa.JSON()))
        table.add_column(sa.Column("changed_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("events") as table:
        table.alter_column("open_to_all", server_default=None)
    with op.batch_alter_table("participations") as table:
        table.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("participations") as table:
        table.alter_column("revision", server_default=None)


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("participations") as table:
        table.drop_column("revision")
    with op.batch_alter_table("events") as table:
        table.drop_column("changed_at")
        table.drop_column("told")
        table.drop_column("open_to_all")
