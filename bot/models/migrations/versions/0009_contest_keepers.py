"""Who keeps a contest, when a date was moved, who applied."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Contests of before belong to the city."""
    with op.batch_alter_table("contests") as contests:
        contests.add_column(sa.Column("organisation_id", ID))
        contests.create_foreign_key(
            "fk_contests_organisation_id", "organisations", ["organisation_id"], ["id"]
        )
    with op.batch_alter_table("contest_stages") as stages:
        stages.add_column(sa.Column("moved_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("contest_entries") as entries:
        entries.add_column(sa.Column("applied_by", ID))
        entries.create_foreign_key("fk_contest_entries_applied_by", "people", ["applied_by"], ["id"])


def downgrade() -> None:
    """Forget them."""
    with op.batch_alter_table("contest_entries") as entries:
        entries.drop_constraint("fk_contest_entries_applied_by", type_="foreignkey")
        entries.drop_column("applied_by")
    with op.batch_alter_table("contest_stages") as stages:
        stages.drop_column("moved_at")
    with op.batch_alter_table("contests") as contests:
        contests.drop_constraint("fk_contests_organisation_id", type_="foreignkey")
        contests.drop_column("organisation_id")
