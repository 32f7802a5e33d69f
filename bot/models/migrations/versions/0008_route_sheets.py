"""Route sheets: shipped templates, days of reminders, monitoring that was handed on."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add what route sheets and their monitoring need."""
    with op.batch_alter_table("route_templates") as table:
        table.add_column(sa.Column("key", sa.String()))
        table.create_unique_constraint("uq_route_templates_key", ["key"])
    with op.batch_alter_table("route_template_steps") as table:
        table.alter_column("kind", existing_type=sa.String(), type_=sa.String(32), existing_nullable=False)
    with op.batch_alter_table("route_steps") as table:
        table.alter_column("kind", existing_type=sa.String(), type_=sa.String(32), existing_nullable=False)
        table.add_column(sa.Column("reminded_on", sa.Date()))
        table.add_column(sa.Column("asked_on", sa.Date()))
    op.create_table(
        "monitoring_transfers",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_monitoring_transfers_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_monitoring_transfers"),
        sa.UniqueConstraint("kind", "due", name="uq_monitoring_transfers_kind_due"),
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("monitoring_transfers")
    with op.batch_alter_table("route_steps") as table:
        table.drop_column("asked_on")
        table.drop_column("reminded_on")
        table.alter_column("kind", existing_type=sa.String(32), type_=sa.String(), existing_nullable=False)
    with op.batch_alter_table("route_template_steps") as table:
        table.alter_column("kind", existing_type=sa.String(32), type_=sa.String(), existing_nullable=False)
    with op.batch_alter_table("route_templates") as table:
        table.drop_constraint("uq_route_templates_key", type_="unique")
        table.drop_column("key")
