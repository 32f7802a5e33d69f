"""What pupils can go to: programmes, events with seats, who signed up, came and what they thought."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, count_changes, enum_column
from bot.models.students import Level, Sphere


class ProgrammeState(StrEnum):
    """Where a programme stands between its author and the bank."""

    DRAFT = "draft"
    REVIEW = "review"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    ARCHIVED = "archived"


class Programme(Numbered, Base):
    """A career-guidance programme of the municipal bank (item 2.4.1)."""

    __tablename__ = "programmes"
    __table_args__ = (UniqueConstraint("organisation_id", "title"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    title: Mapped[str]
    about: Mapped[str] = mapped_column(Text, default="")
    sphere: Mapped[Sphere] = mapped_column(enum_column(Sphere))
    level: Mapped[Level | None] = mapped_column(enum_column(Level))
    grades: Mapped[list[int]] = mapped_column(JSON, default=list)
    partner: Mapped[str] = mapped_column(default="")
    hours: Mapped[int | None]
    file_id: Mapped[str | None]
    file_name: Mapped[str | None]
    state: Mapped[ProgrammeState] = mapped_column(enum_column(ProgrammeState), default=ProgrammeState.DRAFT)
    remark: Mapped[str] = mapped_column(Text, default="")
    """What the methodist said when returning it."""
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class EventKind(StrEnum):
    """The kinds of events the orders name."""

    TRIAL = "trial"
    MASTER_CLASS = "master_class"
    EXCURSION = "excursion"
    MEETING = "meeting"
    BRIEFING = "briefing"
    PROJECT = "project"
    SATURDAY = "saturday"
    SEASONAL_SCHOOL = "seasonal_school"
    EXAM_COURSE = "exam_course"


class EventState(StrEnum):
    """The life of an event."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    HELD = "held"


class EventSeries(Numbered, Base):
    """Events that are signed up for together: the lessons of a course by a timetable (item 2.8.4)."""

    __tablename__ = "event_series"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    title: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class Event(Numbered, Base):
    """A date and a place with seats. Signing up to a series is signing up to each event of it."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_coming", "state", "starts_at"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("programmes.id"))
    series_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("event_series.id"), index=True)
    profile_class_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("profile_classes.id"))
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind))
    title: Mapped[str]
    about: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str]
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    seats: Mapped[int]
    school_quota: Mapped[int | None]
    grades: Mapped[list[int]] = mapped_column(JSON, default=list)
    sphere: Mapped[Sphere | None] = mapped_column(enum_column(Sphere))
    partner: Mapped[str] = mapped_column(default="")
    escort: Mapped[str] = mapped_column(default="")
    """Who accompanies the pupils, by role."""
    bring: Mapped[str] = mapped_column(default="")
    open_to_all: Mapped[bool] = mapped_column(default=True)
    """Not only to the pupils of the organisation that holds it."""
    sign_up_until: Mapped[datetime]
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """When and where it is, as those who signed up were last told."""
    changed_at: Mapped[datetime | None]
    """The last change that they have not been told of yet."""
    state: Mapped[EventState] = mapped_column(enum_column(EventState), default=EventState.DRAFT)
    revision: Mapped[int] = mapped_column(default=0)
    """Grows with every change that a calendar shows."""
    door_secret: Mapped[str]
    """From which the code at the door is made, another one every minute."""
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


count_changes(Event, "starts_at", "ends_at", "place", "title", "state")


class ParticipationState(StrEnum):
    """How a pupil stands to an event."""

    SIGNED = "signed"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    MISSED = "missed"

    @property
    def takes_a_seat(self) -> bool:
        """Whether a seat is held: an offer holds one until it runs out."""
        return self not in (ParticipationState.WAITING, ParticipationState.CANCELLED)


class Participation(Numbered, Base):
    """A pupil and an event, once."""

    __tablename__ = "participations"
    __table_args__ = (
        UniqueConstraint("event_id", "student_id"),
        Index("ix_participations_queue", "event_id", "state", "queued_at"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    state: Mapped[ParticipationState] = mapped_column(enum_column(ParticipationState))
    queued_at: Mapped[datetime]
    """The place in the waiting list; signing up again after a cancellation is the end of it."""
    offered_until: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    """Grows with every change that the calendar of the pupil shows."""


count_changes(Participation, "state")


class Feedback(Base):
    """Three marks and one line about an event, once."""

    __tablename__ = "feedbacks"

    participation_id: Mapped[int] = mapped_column(ForeignKey("participations.id"), primary_key=True)
    liked: Mapped[int] = mapped_column(SmallInteger)
    useful: Mapped[int] = mapped_column(SmallInteger)
    again: Mapped[int] = mapped_column(SmallInteger)
    line: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
