"""Announcements: when everybody addressed had a copy."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("announcements") as table:
        table.add_column(sa.Column("spread_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("announcements") as table:
        table.drop_column("spread_at")
