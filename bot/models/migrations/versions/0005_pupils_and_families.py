"""Pupils, their families, consents, and what families ask."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

TABLES = (
    "class_links",
    "code_counters",
    "consent_texts",
    "consultation_slots",
    "faq_cards",
    "kept_counts",
    "mutes",
    "parents_meetings",
    "profile_classes",
    "students",
    "consents",
    "consultations",
    "family_codes",
    "guardians",
    "meeting_sign_ups",
    "questions",
    "quiz_results",
    "registration_drafts",
    "student_changes",
    "student_names",
    "question_messages",
)


def upgrade() -> None:
    """Tables for pupils, families and what they ask; schools get a short form for codes."""
    op.create_table(
        "class_links",
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("grade", sa.Integer()),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("slip", sa.Integer()),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.Column("used_by", ID),
        sa.Column("used_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_class_links_created_by"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_class_links_organisation_id"
        ),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name="fk_class_links_used_by"),
        sa.PrimaryKeyConstraint("id", name="pk_class_links"),
        sa.UniqueConstraint("token_digest", name="uq_class_links_token_digest"),
    )
    op.create_index("ix_class_links_organisation_id", "class_links", ["organisation_id"])

    op.create_table(
        "code_counters",
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("grade", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_code_counters_organisation_id"
        ),
        sa.PrimaryKeyConstraint("organisation_id", "grade", "letter", name="pk_code_counters"),
    )
    op.create_table(
        "consent_texts",
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("published_by", ID),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["published_by"], ["people.id"], name="fk_consent_texts_published_by"),
        sa.PrimaryKeyConstraint("id", name="pk_consent_texts"),
        sa.UniqueConstraint(
            "purpose", "version", "language", name="uq_consent_texts_purpose_version_language"
        ),
    )
    op.create_table(
        "consultation_slots",
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("held_by", ID, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("cancelled_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["held_by"], ["people.id"], name="fk_consultation_slots_held_by"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_consultation_slots_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consultation_slots"),
        sa.UniqueConstraint("held_by", "starts_at", name="uq_consultation_slots_held_by_starts_at"),
    )
    op.create_index("ix_consultation_slots_organisation_id", "consultation_slots", ["organisation_id"])

    op.create_table(
        "faq_cards",
        sa.Column("key", sa.String()),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(32)),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("valid_for_year", sa.Integer()),
        sa.Column("checked_by", ID),
        sa.Column("checked_at", MOMENT),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("hidden_at", MOMENT),
        sa.Column("helpful", sa.Integer(), nullable=False),
        sa.Column("unhelpful", sa.Integer(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["checked_by"], ["people.id"], name="fk_faq_cards_checked_by"),
        sa.PrimaryKeyConstraint("id", name="pk_faq_cards"),
        sa.UniqueConstraint("key", name="uq_faq_cards_key"),
    )
    op.create_index("ix_faq_cards_shown", "faq_cards", ["hidden_at", "theme"])

    op.create_table(
        "kept_counts",
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("school_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grade", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sphere", sa.String(32), nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_kept_counts_organisation_id"
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "school_year", "grade", "sphere", "level", name="pk_kept_counts"
        ),
    )
    op.create_table(
        "mutes",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_mutes_person_id"),
        sa.PrimaryKeyConstraint("person_id", "topic", name="pk_mutes"),
    )
    op.create_table(
        "parents_meetings",
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("head_count", sa.Integer()),
        sa.Column("cancelled_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_parents_meetings_created_by"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_parents_meetings_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_parents_meetings"),
        sa.UniqueConstraint("token_digest", name="uq_parents_meetings_token_digest"),
    )
    op.create_index("ix_parents_meetings_organisation_id", "parents_meetings", ["organisation_id"])

    op.create_table(
        "profile_classes",
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("direction", sa.String(32), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("actual", sa.Integer()),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_profile_classes_created_by"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_profile_classes_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_profile_classes"),
        sa.UniqueConstraint(
            "organisation_id",
            "school_year",
            "name",
            name="uq_profile_classes_organisation_id_school_year_name",
        ),
    )
    op.create_index("ix_profile_classes_organisation_id", "profile_classes", ["organisation_id"])

    op.create_table(
        "students",
        sa.Column("person_id", ID),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("age", sa.String(32), nullable=False),
        sa.Column("sphere", sa.String(32), nullable=False),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("interest", sa.String(32), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("specialty", sa.String(), nullable=False),
        sa.Column("institution", sa.String(), nullable=False),
        sa.Column("employer", sa.String(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("merged_into", ID),
        sa.Column("registered_at", MOMENT, nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("decided_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_students_decided_by"),
        sa.ForeignKeyConstraint(["merged_into"], ["students.id"], name="fk_students_merged_into"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_students_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_students_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_students"),
        sa.UniqueConstraint("code", name="uq_students_code"),
        sa.UniqueConstraint("person_id", name="uq_students_person_id"),
    )
    op.create_index("ix_students_school", "students", ["organisation_id", "state"])

    op.create_table(
        "consents",
        sa.Column("student_id", ID, nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("giver", sa.String(32), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_consents_person_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_consents_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_person_id", "consents", ["person_id"])
    op.create_index("ix_consents_standing", "consents", ["student_id", "purpose", "giver", "id"])

    op.create_table(
        "consultations",
        sa.Column("slot_id", ID, nullable=False),
        sa.Column("person_id", ID),
        sa.Column("student_id", ID),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("booked_at", MOMENT, nullable=False),
        sa.Column("held_at", MOMENT),
        sa.Column("missed_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_consultations_person_id"),
        sa.ForeignKeyConstraint(["slot_id"], ["consultation_slots.id"], name="fk_consultations_slot_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_consultations_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_consultations"),
        sa.UniqueConstraint("slot_id", name="uq_consultations_slot_id"),
    )
    op.create_index("ix_consultations_person_id", "consultations", ["person_id"])

    op.create_table(
        "family_codes",
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("student_id", ID, nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.Column("used_by", ID),
        sa.Column("used_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_family_codes_created_by"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_family_codes_student_id"),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name="fk_family_codes_used_by"),
        sa.PrimaryKeyConstraint("id", name="pk_family_codes"),
        sa.UniqueConstraint("token_digest", name="uq_family_codes_token_digest"),
    )
    op.create_index("ix_family_codes_student_id", "family_codes", ["student_id"])

    op.create_table(
        "guardians",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("student_id", ID, nullable=False),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_guardians_person_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_guardians_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_guardians"),
        sa.UniqueConstraint("person_id", "student_id", name="uq_guardians_person_id_student_id"),
    )
    op.create_index("ix_guardians_person_id", "guardians", ["person_id"])
    op.create_index("ix_guardians_student_id", "guardians", ["student_id"])

    op.create_table(
        "meeting_sign_ups",
        sa.Column("meeting_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["parents_meetings.id"], name="fk_meeting_sign_ups_meeting_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_meeting_sign_ups_person_id"),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name="pk_meeting_sign_ups"),
    )
    op.create_table(
        "questions",
        sa.Column("person_id", ID),
        sa.Column("student_id", ID),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("route", sa.String(32), nullable=False),
        sa.Column("organisation_id", ID),
        sa.Column("card_id", ID),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("escalated_at", MOMENT),
        sa.Column("answered_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["faq_cards.id"], name="fk_questions_card_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_questions_organisation_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_questions_person_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_questions_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.UniqueConstraint("person_id", "source", name="uq_questions_person_id_source"),
    )
    op.create_index("ix_questions_due", "questions", ["state", "due_on"])
    op.create_index("ix_questions_person_id", "questions", ["person_id"])

    op.create_table(
        "quiz_results",
        sa.Column("student_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("giver", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("misunderstood", sa.String(), nullable=False),
        sa.Column("passed_at", MOMENT, nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_quiz_results_person_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_quiz_results_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_results"),
        sa.UniqueConstraint("student_id", "person_id", name="uq_quiz_results_student_id_person_id"),
    )
    op.create_index("ix_quiz_results_student_id", "quiz_results", ["student_id"])

    op.create_table(
        "registration_drafts",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("link_id", ID, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.Column("reminded_at", MOMENT),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["class_links.id"], name="fk_registration_drafts_link_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_registration_drafts_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_registration_drafts"),
        sa.UniqueConstraint("person_id", name="uq_registration_drafts_person_id"),
    )
    op.create_index("ix_registration_drafts_link_id", "registration_drafts", ["link_id"])

    op.create_table(
        "student_changes",
        sa.Column("student_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", ID),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("now", sa.String(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_student_changes_person_id"),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_student_changes_student_id"),
        sa.PrimaryKeyConstraint("id", name="pk_student_changes"),
    )
    op.create_index("ix_student_changes_student_id", "student_changes", ["student_id"])

    op.create_table(
        "student_names",
        sa.Column("student_id", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_student_names_student_id"),
        sa.PrimaryKeyConstraint("student_id", name="pk_student_names"),
    )
    op.create_table(
        "question_messages",
        sa.Column("question_id", ID, nullable=False),
        sa.Column("person_id", ID),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("from_staff", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_question_messages_person_id"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_question_messages_question_id"),
        sa.PrimaryKeyConstraint("id", name="pk_question_messages"),
        sa.UniqueConstraint("question_id", "source", name="uq_question_messages_question_id_source"),
    )
    op.create_index("ix_question_messages_question_id", "question_messages", ["question_id"])

    with op.batch_alter_table("organisations") as organisations:
        organisations.add_column(sa.Column("short", sa.String()))
        organisations.add_column(sa.Column("answers", sa.String(length=32)))
        organisations.create_unique_constraint("uq_organisations_short", ["short"])


def downgrade() -> None:
    """Forget them all."""
    with op.batch_alter_table("organisations") as organisations:
        organisations.drop_constraint("uq_organisations_short", type_="unique")
        organisations.drop_column("answers")
        organisations.drop_column("short")
    for table in reversed(TABLES):
        op.drop_table(table)
