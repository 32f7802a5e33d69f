"""The first schema: all tables, and an audit log that can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts up only a plain INTEGER
MOMENT = sa.DateTime(timezone=True)

TABLES = (
    "organisation_groups",
    "organisations",
    "executor_aliases",
    "organisation_group_members",
    "people",
    "invites",
    "memberships",
    "peers",
    "substitutions",
    "form_states",
    "inbox_updates",
    "outbox_messages",
    "plans",
    "plan_cycles",
    "plan_sections",
    "plan_items",
    "item_executors",
    "occurrences",
    "calendar_days",
    "assignments",
    "completions",
    "reminders",
    "requests",
    "nudges",
    "audit_entries",
)


def upgrade() -> None:
    """Make every table."""
    _organisations()
    _people()
    _delivery()
    _plans()
    _assignments()
    _audit()
    _only_growing("audit_entries")


def downgrade() -> None:
    """Drop every table (their indexes and triggers go with them)."""
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _organisations() -> None:
    """Who answers."""
    op.create_table(
        "organisation_groups",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_groups"),
        sa.UniqueConstraint("name", name="uq_organisation_groups_name"),
    )
    op.create_table(
        "organisations",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.UniqueConstraint("name", name="uq_organisations_name"),
        sa.UniqueConstraint("name_key", name="uq_organisations_name_key"),
    )
    op.create_table(
        "executor_aliases",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("organisation_id", ID),
        sa.Column("group_id", ID),
        sa.PrimaryKeyConstraint("id", name="pk_executor_aliases"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["organisation_groups.id"], name="fk_executor_aliases_group_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_executor_aliases_organisation_id"
        ),
        sa.UniqueConstraint("name_key", name="uq_executor_aliases_name_key"),
    )
    op.create_table(
        "organisation_group_members",
        sa.Column("group_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("group_id", "organisation_id", name="pk_organisation_group_members"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["organisation_groups.id"], name="fk_organisation_group_members_group_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_organisation_group_members_organisation_id"
        ),
    )


def _people() -> None:
    """People, chats, roles, invites, deputies."""
    op.create_table(
        "people",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "invites",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("organisation_id", ID),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.Column("used_by", ID),
        sa.Column("used_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_invites_created_by"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_invites_organisation_id"),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name="fk_invites_used_by"),
        sa.UniqueConstraint("token_digest", name="uq_invites_token_digest"),
    )
    op.create_table(
        "memberships",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("organisation_id", ID),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_memberships_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_memberships_person_id"),
    )
    op.create_index("ix_memberships_active", "memberships", ["role", "organisation_id", "ended_at"])
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"])
    op.create_table(
        "peers",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("messenger", sa.String(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("unreachable", sa.String(32)),
        sa.Column("unreachable_since", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_peers"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_peers_person_id"),
        sa.UniqueConstraint("messenger", "user_id", name="uq_peers_messenger_user_id"),
    )
    op.create_index("ix_peers_person_id", "peers", ["person_id"])
    op.create_table(
        "substitutions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("absent_id", ID, nullable=False),
        sa.Column("deputy_id", ID, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_substitutions"),
        sa.ForeignKeyConstraint(["absent_id"], ["people.id"], name="fk_substitutions_absent_id"),
        sa.ForeignKeyConstraint(["deputy_id"], ["people.id"], name="fk_substitutions_deputy_id"),
    )
    op.create_index("ix_substitutions_absent_id", "substitutions", ["absent_id"])
    op.create_index("ix_substitutions_deputy_id", "substitutions", ["deputy_id"])


def _delivery() -> None:
    """Updates in, messages out, forms."""
    op.create_table(
        "form_states",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String()),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_form_states"),
    )
    op.create_table(
        "inbox_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_key", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox_updates"),
    )
    op.create_index("ix_inbox_updates_pending", "inbox_updates", ["state", "update_id"])
    op.create_table(
        "outbox_messages",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("peer_id", ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("claimed_until", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("telegram_message_id", sa.BigInteger()),
        sa.Column("error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_messages"),
        sa.ForeignKeyConstraint(["peer_id"], ["peers.id"], name="fk_outbox_messages_peer_id"),
        sa.UniqueConstraint("key", name="uq_outbox_messages_key"),
    )
    op.create_index("ix_outbox_messages_peer_id", "outbox_messages", ["peer_id"])
    op.create_index("ix_outbox_messages_waiting", "outbox_messages", ["state", "not_before"])


def _plans() -> None:
    """Official documents and their dates."""
    op.create_table(
        "plans",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("ladder", sa.JSON()),
        sa.Column("imported_by", ID),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
        sa.ForeignKeyConstraint(["imported_by"], ["people.id"], name="fk_plans_imported_by"),
        sa.UniqueConstraint("digest", name="uq_plans_digest"),
    )
    op.create_table(
        "plan_cycles",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("activated_on", sa.Date(), nullable=False),
        sa.Column("activated_by", ID),
        sa.Column("closed_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_plan_cycles"),
        sa.ForeignKeyConstraint(["activated_by"], ["people.id"], name="fk_plan_cycles_activated_by"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_cycles_plan_id"),
        sa.UniqueConstraint("plan_id", "year", name="uq_plan_cycles_plan_id_year"),
    )
    op.create_table(
        "plan_sections",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_sections"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_sections_plan_id"),
        sa.UniqueConstraint("plan_id", "position", name="uq_plan_sections_plan_id_position"),
    )
    op.create_table(
        "plan_items",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("section_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("display_title", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("deadline_phrase", sa.String(), nullable=False),
        sa.Column("timing", sa.JSON(), nullable=False),
        sa.Column("executors_text", sa.String(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("ladder", sa.JSON()),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_items"),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_items_plan_id"),
        sa.ForeignKeyConstraint(["section_id"], ["plan_sections.id"], name="fk_plan_items_section_id"),
        sa.UniqueConstraint("plan_id", "position", name="uq_plan_items_plan_id_position"),
    )
    op.create_table(
        "item_executors",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_item_executors"),
        sa.ForeignKeyConstraint(["item_id"], ["plan_items.id"], name="fk_item_executors_item_id"),
        sa.UniqueConstraint("item_id", "name_key", name="uq_item_executors_item_id_name_key"),
    )
    op.create_index("ix_item_executors_name_key", "item_executors", ["name_key"])
    op.create_table(
        "occurrences",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("cycle_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("opens", sa.Date()),
        sa.Column("due", sa.Date()),
        sa.Column("proposed", sa.Date()),
        sa.Column("before_start", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_occurrences"),
        sa.ForeignKeyConstraint(["cycle_id"], ["plan_cycles.id"], name="fk_occurrences_cycle_id"),
        sa.ForeignKeyConstraint(["item_id"], ["plan_items.id"], name="fk_occurrences_item_id"),
        sa.UniqueConstraint("cycle_id", "item_id", "ordinal", name="uq_occurrences_cycle_id_item_id_ordinal"),
    )
    op.create_index("ix_occurrences_cycle_id", "occurrences", ["cycle_id"])
    op.create_index("ix_occurrences_item_id", "occurrences", ["item_id"])


def _assignments() -> None:
    """What has to be done, and what was answered."""
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_calendar_days"),
    )
    op.create_table(
        "assignments",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("occurrence_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("person_id", ID),
        sa.Column("promised", sa.Date()),
        sa.Column("returned_on", sa.Date()),
        sa.Column("reported_on", sa.Date()),
        sa.Column("finished_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrences.id"], name="fk_assignments_occurrence_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_assignments_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_assignments_person_id"),
        sa.UniqueConstraint(
            "occurrence_id", "organisation_id", name="uq_assignments_occurrence_id_organisation_id"
        ),
    )
    op.create_index("ix_assignments_organisation_state", "assignments", ["organisation_id", "state"])
    op.create_index("ix_assignments_person_id", "assignments", ["person_id"])
    op.create_table(
        "completions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("assignment_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("file_id", sa.String()),
        sa.Column("file_name", sa.String()),
        sa.Column("progress", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("decided_at", MOMENT),
        sa.Column("accepted", sa.Boolean()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_completions"),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name="fk_completions_assignment_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_completions_decided_by"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_completions_person_id"),
        sa.UniqueConstraint("assignment_id", "source", name="uq_completions_assignment_id_source"),
    )
    op.create_index("ix_completions_assignment_id", "completions", ["assignment_id"])
    op.create_table(
        "reminders",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("assignment_id", ID),
        sa.Column("occurrence_id", ID),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("audience", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name="fk_reminders_assignment_id"),
        sa.ForeignKeyConstraint(["occurrence_id"], ["occurrences.id"], name="fk_reminders_occurrence_id"),
        sa.UniqueConstraint("assignment_id", "step", name="uq_reminders_assignment_id_step"),
        sa.UniqueConstraint("occurrence_id", "step", name="uq_reminders_occurrence_id_step"),
    )
    op.create_index("ix_reminders_state_day", "reminders", ["state", "day"])
    op.create_table(
        "requests",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("assignment_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("wanted_day", sa.Date()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("decided_at", MOMENT),
        sa.Column("granted", sa.Boolean()),
        sa.Column("answer", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name="fk_requests_assignment_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_requests_decided_by"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_requests_person_id"),
        sa.UniqueConstraint("assignment_id", "source", name="uq_requests_assignment_id_source"),
    )
    op.create_index("ix_requests_assignment_id", "requests", ["assignment_id"])
    op.create_table(
        "nudges",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("reminder_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("message_id", ID),
        sa.PrimaryKeyConstraint("id", name="pk_nudges"),
        sa.ForeignKeyConstraint(["message_id"], ["outbox_messages.id"], name="fk_nudges_message_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_nudges_person_id"),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminders.id"], name="fk_nudges_reminder_id"),
        sa.UniqueConstraint("reminder_id", "person_id", name="uq_nudges_reminder_id_person_id"),
    )
    op.create_index("ix_nudges_message_id", "nudges", ["message_id"])
    op.create_index("ix_nudges_person_id", "nudges", ["person_id"])
    op.create_index("ix_nudges_state", "nudges", ["state", "person_id"])


def _audit() -> None:
    """Who changed what."""
    op.create_table(
        "audit_entries",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", ID),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_audit_entries_person_id"),
    )
    op.create_index("ix_audit_entries_subject", "audit_entries", ["subject", "subject_id"])


def _only_growing(table: str) -> None:
    """Rows may be added, never changed or removed. (Batch mode copies a table without its triggers.)"""
    refusal = f"{table}: rows are only ever added"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
