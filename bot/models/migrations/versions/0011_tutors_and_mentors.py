"""Tutors and mentors."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

TABLES = (
    "mentor_cards",
    "mentoring_programmes",
    "trainee_cards",
    "mentoring_steps",
    "pairs",
    "professional_plans",
    "check_ins",
    "meeting_questions",
    "mentoring_offers",
    "mentoring_signals",
    "mentoring_step_marks",
    "passports",
    "pulses",
    "relay_messages",
    "silence_steps",
    "check_in_corrections",
)


def upgrade() -> None:
    """Tables for those who accompany others, and for those who are accompanied."""
    op.create_table(
        "mentor_cards",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("sphere", sa.String(32)),
        sa.Column("load_limit", sa.Integer()),
        sa.Column("consent_at", MOMENT),
        sa.Column("order_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_mentor_cards_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_mentor_cards_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mentor_cards"),
        sa.UniqueConstraint("person_id", "organisation_id", name="uq_mentor_cards_person_id_organisation_id"),
    )
    op.create_index("ix_mentor_cards_organisation_id", "mentor_cards", ["organisation_id"])

    op.create_table(
        "mentoring_programmes",
        sa.Column("key", sa.String()),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("created_by", ID),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("hidden_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_mentoring_programmes_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_mentoring_programmes"),
        sa.UniqueConstraint("key", name="uq_mentoring_programmes_key"),
        sa.UniqueConstraint("kind", "title", name="uq_mentoring_programmes_kind_title"),
    )
    op.create_table(
        "trainee_cards",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("sphere", sa.String(32)),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_trainee_cards_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_trainee_cards_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_trainee_cards"),
        sa.UniqueConstraint("person_id", name="uq_trainee_cards_person_id"),
    )
    op.create_index("ix_trainee_cards_organisation_id", "trainee_cards", ["organisation_id"])

    op.create_table(
        "mentoring_steps",
        sa.Column("programme_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=False),
        sa.Column("tip", sa.Text(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["mentoring_programmes.id"], name="fk_mentoring_steps_programme_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mentoring_steps"),
    )
    op.create_index("ix_mentoring_steps_programme_id", "mentoring_steps", ["programme_id"])

    op.create_table(
        "pairs",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("mentor_id", ID, nullable=False),
        sa.Column("student_id", ID),
        sa.Column("trainee_id", ID),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("counted_from", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date()),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("programme_id", ID),
        sa.Column("follows_id", ID),
        sa.Column("passport_agreed_at", MOMENT),
        sa.Column("created_by", ID),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_by", ID),
        sa.Column("close_reason", sa.String(32)),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name="fk_pairs_closed_by"),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_pairs_created_by"),
        sa.ForeignKeyConstraint(["follows_id"], ["pairs.id"], name="fk_pairs_follows_id"),
        sa.ForeignKeyConstraint(["mentor_id"], ["people.id"], name="fk_pairs_mentor_id"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name="fk_pairs_organisation_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["mentoring_programmes.id"], name="fk_pairs_programme_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_pairs_student_id"),
        sa.ForeignKeyConstraint(["trainee_id"], ["people.id"], name="fk_pairs_trainee_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pairs"),
    )
    op.create_index("ix_pairs_mentor", "pairs", ["mentor_id", "state"])
    op.create_index("ix_pairs_place", "pairs", ["organisation_id", "state"])
    op.create_index("ix_pairs_student_id", "pairs", ["student_id"])
    op.create_index("ix_pairs_trainee_id", "pairs", ["trainee_id"])

    op.create_table(
        "professional_plans",
        sa.Column("student_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("for_parents", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("decided_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_professional_plans_decided_by"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_professional_plans_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_professional_plans"),
        sa.UniqueConstraint("student_id", "version", name="uq_professional_plans_student_id_version"),
    )
    op.create_table(
        "check_ins",
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("voice_id", sa.String()),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("created_by", ID),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_check_ins_created_by"),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name="fk_check_ins_pair_id"),
        sa.PrimaryKeyConstraint("id", name="pk_check_ins"),
        sa.UniqueConstraint("pair_id", "source", name="uq_check_ins_pair_id_source"),
    )
    op.create_index("ix_check_ins_day", "check_ins", ["pair_id", "held_on"])

    op.create_table(
        "meeting_questions",
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("mentor_said", sa.Boolean()),
        sa.Column("mentee_said", sa.Boolean()),
        sa.Column("settled_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name="fk_meeting_questions_pair_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_questions"),
        sa.UniqueConstraint("pair_id", "planned_on", name="uq_meeting_questions_pair_id_planned_on"),
    )
    op.create_table(
        "mentoring_offers",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("mentor_id", ID, nullable=False),
        sa.Column("student_id", ID),
        sa.Column("trainee_id", ID),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("mentor_agreed", sa.Boolean()),
        sa.Column("mentee_agreed", sa.Boolean()),
        sa.Column("follows_id", ID),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_mentoring_offers_created_by"),
        sa.ForeignKeyConstraint(["follows_id"], ["pairs.id"], name="fk_mentoring_offers_follows_id"),
        sa.ForeignKeyConstraint(["mentor_id"], ["people.id"], name="fk_mentoring_offers_mentor_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_mentoring_offers_organisation_id"
        ),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_mentoring_offers_student_id"),
        sa.ForeignKeyConstraint(["trainee_id"], ["people.id"], name="fk_mentoring_offers_trainee_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mentoring_offers"),
    )
    op.create_index("ix_mentoring_offers_mentor_id", "mentoring_offers", ["mentor_id"])
    op.create_index("ix_mentoring_offers_open", "mentoring_offers", ["state", "expires_on"])
    op.create_index("ix_mentoring_offers_student_id", "mentoring_offers", ["student_id"])
    op.create_index("ix_mentoring_offers_trainee_id", "mentoring_offers", ["trainee_id"])

    op.create_table(
        "mentoring_signals",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("pair_id", ID),
        sa.Column("student_id", ID),
        sa.Column("trainee_id", ID),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("acknowledged_by", ID),
        sa.Column("acknowledged_at", MOMENT),
        sa.Column("escalated_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["acknowledged_by"], ["people.id"], name="fk_mentoring_signals_acknowledged_by"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_mentoring_signals_organisation_id"
        ),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name="fk_mentoring_signals_pair_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_mentoring_signals_student_id"),
        sa.ForeignKeyConstraint(["trainee_id"], ["people.id"], name="fk_mentoring_signals_trainee_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mentoring_signals"),
        sa.UniqueConstraint("key", name="uq_mentoring_signals_key"),
    )
    op.create_index("ix_mentoring_signals_open", "mentoring_signals", ["organisation_id", "acknowledged_at"])
    op.create_index("ix_mentoring_signals_pair_id", "mentoring_signals", ["pair_id"])
    op.create_index("ix_mentoring_signals_student_id", "mentoring_signals", ["student_id"])

    op.create_table(
        "mentoring_step_marks",
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("step_id", ID, nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name="fk_mentoring_step_marks_pair_id"),
        sa.ForeignKeyConstraint(["step_id"], ["mentoring_steps.id"], name="fk_mentoring_step_marks_step_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mentoring_step_marks"),
        sa.UniqueConstraint("pair_id", "step_id", name="uq_mentoring_step_marks_pair_id_step_id"),
    )
    op.create_table(
        "passports",
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("approved_at", MOMENT),
        sa.Column("refused_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name="fk_passports_pair_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_passports_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passports"),
        sa.UniqueConstraint("pair_id", name="uq_passports_pair_id"),
    )
    op.create_index("ix_passports_person_id", "passports", ["person_id"])

    op.create_table(
        "pulses",
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name="fk_pulses_pair_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pulses"),
        sa.UniqueConstraint("pair_id", "side", "asked_on", name="uq_pulses_pair_id_side_asked_on"),
    )
    op.create_table(
        "relay_messages",
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("side", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name="fk_relay_messages_pair_id"),
        sa.PrimaryKeyConstraint("id", name="pk_relay_messages"),
        sa.UniqueConstraint("pair_id", "source", name="uq_relay_messages_pair_id_source"),
    )
    op.create_table(
        "silence_steps",
        sa.Column("pair_id", ID, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name="fk_silence_steps_pair_id"),
        sa.PrimaryKeyConstraint("id", name="pk_silence_steps"),
        sa.UniqueConstraint("pair_id", "due_on", "step", name="uq_silence_steps_pair_id_due_on_step"),
    )
    op.create_table(
        "check_in_corrections",
        sa.Column("check_in_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("now", sa.JSON(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.id"], name="fk_check_in_corrections_check_in_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_check_in_corrections_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_check_in_corrections"),
    )
    op.create_index("ix_check_in_corrections_check_in_id", "check_in_corrections", ["check_in_id"])


def downgrade() -> None:
    """Forget them all."""
    for table in reversed(TABLES):
        op.drop_table(table)
