"""Events, route sheets, contests and announcements."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

TABLES = (
    "exam_days",
    "announcements",
    "contests",
    "event_series",
    "monitoring_reports",
    "programmes",
    "route_templates",
    "contest_entries",
    "contest_stages",
    "contest_watches",
    "events",
    "route_sheets",
    "route_template_steps",
    "announcement_copies",
    "participations",
    "route_steps",
    "feedbacks",
)


def upgrade() -> None:
    """Tables for what pupils can go to, and for what is told to many."""
    op.create_table(
        "exam_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("grade", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("day", "grade", name="pk_exam_days"),
    )
    op.create_table(
        "announcements",
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("photo_id", sa.String()),
        sa.Column("file_id", sa.String()),
        sa.Column("file_name", sa.String()),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("topic", sa.String()),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("acknowledge", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("send_at", MOMENT),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("approved_by", ID),
        sa.Column("approved_at", MOMENT),
        sa.Column("started_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name="fk_announcements_approved_by"),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_announcements_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
    )
    op.create_index("ix_announcements_due", "announcements", ["state", "send_at"])

    op.create_table(
        "contests",
        sa.Column("template_key", sa.String()),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("organiser", sa.String(), nullable=False),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("sphere", sa.String(32)),
        sa.Column("nominations", sa.JSON(), nullable=False),
        sa.Column("every_years", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("file_id", sa.String()),
        sa.Column("file_name", sa.String()),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_contests_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_contests"),
    )
    op.create_table(
        "event_series",
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_event_series_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event_series"),
    )
    op.create_index("ix_event_series_organisation_id", "event_series", ["organisation_id"])

    op.create_table(
        "monitoring_reports",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("confirmed_by", ID),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("merged_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name="fk_monitoring_reports_confirmed_by"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_monitoring_reports_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_monitoring_reports"),
        sa.UniqueConstraint(
            "kind", "due", "organisation_id", name="uq_monitoring_reports_kind_due_organisation_id"
        ),
    )
    op.create_table(
        "programmes",
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("sphere", sa.String(32), nullable=False),
        sa.Column("level", sa.String(32)),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("hours", sa.Integer()),
        sa.Column("file_id", sa.String()),
        sa.Column("file_name", sa.String()),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("decided_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_programmes_created_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_programmes_decided_by"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_programmes_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_programmes"),
        sa.UniqueConstraint("organisation_id", "title", name="uq_programmes_organisation_id_title"),
    )
    op.create_index("ix_programmes_organisation_id", "programmes", ["organisation_id"])

    op.create_table(
        "route_templates",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("sphere", sa.String(32)),
        sa.Column("level", sa.String(32)),
        sa.Column("created_by", ID),
        sa.Column("hidden_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_route_templates_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_route_templates"),
        sa.UniqueConstraint(
            "grade", "sphere", "level", "title", name="uq_route_templates_grade_sphere_level_title"
        ),
    )
    op.create_table(
        "contest_entries",
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("student_id", ID, nullable=False),
        sa.Column("nomination", sa.String(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("applied_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name="fk_contest_entries_contest_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_contest_entries_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contest_entries"),
        sa.UniqueConstraint("contest_id", "student_id", name="uq_contest_entries_contest_id_student_id"),
    )
    op.create_index("ix_contest_entries_student_id", "contest_entries", ["student_id"])

    op.create_table(
        "contest_stages",
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name="fk_contest_stages_contest_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contest_stages"),
    )
    op.create_index("ix_contest_stages_contest_id", "contest_stages", ["contest_id"])

    op.create_table(
        "contest_watches",
        sa.Column("contest_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name="fk_contest_watches_contest_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_contest_watches_person_id"),
        sa.PrimaryKeyConstraint("contest_id", "person_id", name="pk_contest_watches"),
    )
    op.create_table(
        "events",
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("programme_id", ID),
        sa.Column("series_id", ID),
        sa.Column("profile_class_id", ID),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float()),
        sa.Column("longitude", sa.Float()),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("school_quota", sa.Integer()),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("sphere", sa.String(32)),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("escort", sa.String(), nullable=False),
        sa.Column("bring", sa.String(), nullable=False),
        sa.Column("sign_up_until", MOMENT, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("door_secret", sa.String(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_events_created_by"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_events_organisation_id"),
        sa.ForeignKeyConstraint(
            ["profile_class_id"], ["profile_classes.id"], name="fk_events_profile_class_id"
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name="fk_events_programme_id"),
        sa.ForeignKeyConstraint(["series_id"], ["event_series.id"], name="fk_events_series_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_coming", "events", ["state", "starts_at"])
    op.create_index("ix_events_organisation_id", "events", ["organisation_id"])
    op.create_index("ix_events_series_id", "events", ["series_id"])

    op.create_table(
        "route_sheets",
        sa.Column("student_id", ID, nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("template_id", ID),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("agreed_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_route_sheets_created_by"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_route_sheets_student_id"),
        sa.ForeignKeyConstraint(["template_id"], ["route_templates.id"], name="fk_route_sheets_template_id"),
        sa.PrimaryKeyConstraint("id", name="pk_route_sheets"),
        sa.UniqueConstraint("student_id", "school_year", name="uq_route_sheets_student_id_school_year"),
    )
    op.create_table(
        "route_template_steps",
        sa.Column("template_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("month", sa.Integer()),
        sa.Column("day", sa.Integer()),
        sa.Column("after_days", sa.Integer()),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"], ["route_templates.id"], name="fk_route_template_steps_template_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_route_template_steps"),
    )
    op.create_index("ix_route_template_steps_template_id", "route_template_steps", ["template_id"])

    op.create_table(
        "announcement_copies",
        sa.Column("announcement_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("organisation_id", ID),
        sa.Column("message_id", ID),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_announcement_copies_announcement_id"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["outbox_messages.id"], name="fk_announcement_copies_message_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_announcement_copies_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_announcement_copies_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_announcement_copies"),
        sa.UniqueConstraint(
            "announcement_id", "person_id", name="uq_announcement_copies_announcement_id_person_id"
        ),
    )
    op.create_index("ix_announcement_copies_person_id", "announcement_copies", ["person_id"])

    op.create_table(
        "participations",
        sa.Column("event_id", ID, nullable=False),
        sa.Column("student_id", ID, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("offered_until", MOMENT),
        sa.Column("decided_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_participations_event_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_participations_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_participations"),
        sa.UniqueConstraint("event_id", "student_id", name="uq_participations_event_id_student_id"),
    )
    op.create_index("ix_participations_queue", "participations", ["event_id", "state", "queued_at"])
    op.create_index("ix_participations_student_id", "participations", ["student_id"])

    op.create_table(
        "route_steps",
        sa.Column("sheet_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("event_id", ID),
        sa.Column("contest_id", ID),
        sa.Column("replaced_by", ID),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("decided_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], name="fk_route_steps_contest_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_route_steps_decided_by"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_route_steps_event_id"),
        sa.ForeignKeyConstraint(["replaced_by"], ["route_steps.id"], name="fk_route_steps_replaced_by"),
        sa.ForeignKeyConstraint(["sheet_id"], ["route_sheets.id"], name="fk_route_steps_sheet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_route_steps"),
    )
    op.create_index("ix_route_steps_contest_id", "route_steps", ["contest_id"])
    op.create_index("ix_route_steps_event_id", "route_steps", ["event_id"])
    op.create_index("ix_route_steps_sheet", "route_steps", ["sheet_id", "position"])

    op.create_table(
        "feedbacks",
        sa.Column("participation_id", ID, nullable=False),
        sa.Column("liked", sa.SmallInteger(), nullable=False),
        sa.Column("useful", sa.SmallInteger(), nullable=False),
        sa.Column("again", sa.SmallInteger(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participations.id"], name="fk_feedbacks_participation_id"
        ),
        sa.PrimaryKeyConstraint("participation_id", name="pk_feedbacks"),
    )


def downgrade() -> None:
    """Forget them all."""
    for table in reversed(TABLES):
        op.drop_table(table)
