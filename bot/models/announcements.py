"""Messages to an audience: approved by a second person, delivered once, acknowledged with a tap."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, enum_column


class AnnouncementState(StrEnum):
    """The life of an announcement."""

    DRAFT = "draft"
    WAITING = "waiting"
    """For the approval of a second person."""
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    CANCELLED = "cancelled"


class Announcement(Numbered, Base):
    """What is said, to whom, and how far it has come."""

    __tablename__ = "announcements"
    __table_args__ = (Index("ix_announcements_due", "state", "send_at"),)

    body: Mapped[str] = mapped_column(Text)
    photo_id: Mapped[str | None]
    file_id: Mapped[str | None]
    file_name: Mapped[str | None]
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Roles, schools, grades, spheres, levels, interests; an empty list means any."""
    topic: Mapped[str | None]
    """A topic of `Topic` that may be muted; none for what concerns everybody addressed."""
    critical: Mapped[bool] = mapped_column(default=False)
    """Admission-critical: passes on exam days and over the attention budget."""
    acknowledge: Mapped[bool] = mapped_column(default=False)
    state: Mapped[AnnouncementState] = mapped_column(
        enum_column(AnnouncementState), default=AnnouncementState.DRAFT
    )
    revision: Mapped[int] = mapped_column(default=0)
    """Grows with every correction of a text that has been sent."""
    send_at: Mapped[datetime | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    approved_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    approved_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    spread_at: Mapped[datetime | None]
    """When everybody addressed had a copy; before that a restart goes on where it was."""
    finished_at: Mapped[datetime | None]


class AnnouncementCopy(Numbered, Base):
    """One person's copy: whoever has two roles or two children has one."""

    __tablename__ = "announcement_copies"
    __table_args__ = (UniqueConstraint("announcement_id", "person_id"),)

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("organisations.id"))
    """The school under which the copy is counted."""
    message_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("outbox_messages.id"))
    revision: Mapped[int] = mapped_column(default=0)
    """Of the text that was last put into the chat."""
    acknowledged_at: Mapped[datetime | None]


class ExamDay(Base):
    """A day on which a grade sits an exam: only what is critical for admission is sent to it."""

    __tablename__ = "exam_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    grade: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
