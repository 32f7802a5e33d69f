"""What families ask: cards of facts, questions to a human, consultations, meetings of parents."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, enum_column
from bot.models.organisations import Route


class Confidence(StrEnum):
    """How well a fact is sourced: an official text was seen, or the press and lawyers say so."""

    HIGH = "high"
    MEDIUM = "medium"


class FaqCard(Numbered, Base):
    """One answer about target training: data with a source and a date, not code."""

    __tablename__ = "faq_cards"
    __table_args__ = (Index("ix_faq_cards_shown", "hidden_at", "theme"),)

    key: Mapped[str | None] = mapped_column(unique=True)
    """Of a card that ships with the product; own cards have none."""
    theme: Mapped[str]
    audience: Mapped[str]
    """For whom: `9`, `11` or `both` (families of those grades)."""
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    keywords: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text)
    """Empty for a card that says honestly that it depends on the contract."""
    confidence: Mapped[Confidence | None] = mapped_column(enum_column(Confidence))
    as_of: Mapped[date]
    valid_for_year: Mapped[int | None]
    """The year of admission it is true for; afterwards it is not shown as a fact."""
    checked_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    checked_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    helpful: Mapped[int] = mapped_column(default=0)
    unhelpful: Mapped[int] = mapped_column(default=0)


class QuestionState(StrEnum):
    """The life of a question."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Question(Numbered, Base):
    """A question of a family, answered through the bot without showing either side's account."""

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("person_id", "source"),
        Index("ix_questions_due", "state", "due_on"),
    )

    person_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"), index=True)
    student_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("students.id"))
    source: Mapped[str]
    """The message it came in: a repeat is known by it."""
    route: Mapped[Route] = mapped_column(enum_column(Route))
    organisation_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("organisations.id"))
    card_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("faq_cards.id"))
    state: Mapped[QuestionState] = mapped_column(enum_column(QuestionState), default=QuestionState.OPEN)
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    escalated_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class QuestionMessage(Numbered, Base):
    """One thing said in a question; masked before it is stored, deleted 90 days after the question closes."""

    __tablename__ = "question_messages"
    __table_args__ = (UniqueConstraint("question_id", "source"),)

    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    source: Mapped[str]
    from_staff: Mapped[bool]
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class ConsultationSlot(Numbered, Base):
    """A time somebody of the staff offers for a consultation (item 2.7)."""

    __tablename__ = "consultation_slots"
    __table_args__ = (UniqueConstraint("held_by", "starts_at"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    held_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    place: Mapped[str]
    cancelled_at: Mapped[datetime | None]


class Consultation(Numbered, Base):
    """A booked (and later held) consultation; one standing booking to a slot."""

    __tablename__ = "consultations"

    slot_id: Mapped[int] = mapped_column(ForeignKey("consultation_slots.id"), unique=True)
    """A cancelled booking is deleted (the log knows it), so that the slot is free again."""
    person_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"), index=True)
    """Empty for one noted from paper, and after the person was forgotten."""
    student_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("students.id"))
    topic: Mapped[str]
    booked_at: Mapped[datetime]
    held_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]


class ParentsMeeting(Numbered, Base):
    """A meeting of parents with a sign-up by QR and a head-count afterwards (item 2.7)."""

    __tablename__ = "parents_meetings"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    title: Mapped[str]
    starts_at: Mapped[datetime]
    place: Mapped[str]
    token_digest: Mapped[str] = mapped_column(unique=True)
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    head_count: Mapped[int | None]
    cancelled_at: Mapped[datetime | None]


class MeetingSignUp(Base):
    """Somebody means to come."""

    __tablename__ = "meeting_sign_ups"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("parents_meetings.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    signed_at: Mapped[datetime]
