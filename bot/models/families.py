"""Families: who is whose parent, and what has been agreed to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, enum_column


class FamilyCode(Numbered, Base):
    """A one-time code by which a parent is linked to a pupil; only a digest of it is kept."""

    __tablename__ = "family_codes"

    token_digest: Mapped[str] = mapped_column(unique=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    used_at: Mapped[datetime | None]


class Guardian(Numbered, Base):
    """A parent (legal representative) of a pupil; a parent sees only their own children."""

    __tablename__ = "guardians"
    __table_args__ = (UniqueConstraint("person_id", "student_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    linked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Purpose(StrEnum):
    """What a consent is for; each purpose has a text of its own."""

    PARTICIPATION = "participation"
    REMINDERS = "reminders"
    EMPLOYERS = "employers"


class Giver(StrEnum):
    """In which role somebody speaks about a pupil's data."""

    STUDENT = "student"
    GUARDIAN = "guardian"
    PAPER = "paper"
    """A paper signed by a parent and kept at school, ticked by the coordinator."""


class ConsentText(Numbered, Base):
    """The words of a consent; a new version never replaces an old one."""

    __tablename__ = "consent_texts"
    __table_args__ = (UniqueConstraint("purpose", "version", "language"),)

    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    version: Mapped[int]
    language: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))


class Consent(Numbered, Base):
    """One word about one purpose: given or withdrawn. Rows are only added; the last word counts."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_standing", "student_id", "purpose", "giver", "id"),)

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"))
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    version: Mapped[int]
    giver: Mapped[Giver] = mapped_column(enum_column(Giver))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    """Who pressed: the pupil, the parent, or the coordinator who holds the paper."""
    given: Mapped[bool]
    at: Mapped[datetime]


class Topic(StrEnum):
    """What a person may silence; deadlines of one's own are not among them."""

    CONTESTS = "contests"
    EVENTS = "events"
    TIPS = "tips"
    DIGEST = "digest"


class Mute(Base):
    """A topic a person does not want to hear of."""

    __tablename__ = "mutes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    topic: Mapped[Topic] = mapped_column(enum_column(Topic), primary_key=True)
    since: Mapped[datetime]


class QuizResult(Numbered, Base):
    """How somebody answered the quiz about the contract, the last time; the points to talk about."""

    __tablename__ = "quiz_results"
    __table_args__ = (UniqueConstraint("student_id", "person_id"),)

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    giver: Mapped[Giver] = mapped_column(enum_column(Giver))
    version: Mapped[int]
    misunderstood: Mapped[str] = mapped_column(default="")
    """Numbers of the questions that were not understood, with commas."""
    passed_at: Mapped[datetime]
