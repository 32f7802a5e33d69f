"""Several processes share the work: who is at work, what each has claimed, one pace for all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Claims belong to a worker instead of lasting for a time of their own."""
    op.create_table(
        "workers",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("alive_until", MOMENT, nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )
    op.create_table(
        "sending_pace",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sending_pace"),
    )
    op.execute("UPDATE outbox_messages SET state = 'pending' WHERE state = 'sending'")
    with op.batch_alter_table("inbox_updates") as table:
        table.add_column(sa.Column("claimed_by", sa.BigInteger()))
        table.add_column(sa.Column("claims", sa.SmallInteger(), server_default="0", nullable=False))
    _index("ix_inbox_updates_lane", "inbox_updates", ["chat_key", "update_id"], "state = 'pending'")
    with op.batch_alter_table("outbox_messages") as table:
        table.add_column(sa.Column("claimed_by", sa.BigInteger()))
        table.drop_column("claimed_until")
    _index("ix_outbox_messages_turn", "outbox_messages", ["priority", "id"], "state = 'pending'")
    _index("ix_outbox_messages_unfinished", "outbox_messages", ["peer_id"], "state IN ('pending', 'sending')")


def downgrade() -> None:
    """One process again; what was being sent is sent once more."""
    op.execute("UPDATE outbox_messages SET state = 'pending' WHERE state = 'sending'")
    op.drop_index("ix_outbox_messages_unfinished", "outbox_messages")
    op.drop_index("ix_outbox_messages_turn", "outbox_messages")
    with op.batch_alter_table("outbox_messages") as table:
        table.add_column(sa.Column("claimed_until", MOMENT))
        table.drop_column("claimed_by")
    op.drop_index("ix_inbox_updates_lane", "inbox_updates")
    with op.batch_alter_table("inbox_updates") as table:
        table.drop_column("claims")
        table.drop_column("claimed_by")
    op.drop_table("sending_pace")
    op.drop_table("workers")


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
