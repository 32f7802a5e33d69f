"""What somebody has to do by a day, and what they answered."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, count_changes, enum_column


class AssignmentState(StrEnum):
    """Where an assignment stands between the nudge and the control."""

    OPEN = "open"
    PROMISED = "promised"
    REPORTED = "reported"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"

    @property
    def is_waiting(self) -> bool:
        """Whether the executor still has to act, so that the ladder goes on."""
        return self in (AssignmentState.OPEN, AssignmentState.PROMISED, AssignmentState.RETURNED)


class Assignment(Numbered, Base):
    """One occurrence × one organisation: nudged, acknowledged, reported, accepted."""

    __tablename__ = "assignments"
    __table_args__ = (
        UniqueConstraint("occurrence_id", "organisation_id"),
        Index("ix_assignments_organisation_state", "organisation_id", "state"),
    )

    occurrence_id: Mapped[int] = mapped_column(ForeignKey("occurrences.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    state: Mapped[AssignmentState] = mapped_column(enum_column(AssignmentState), default=AssignmentState.OPEN)
    due: Mapped[date | None]
    """The official day, or the later one a controller agreed to; before the shift to a working day."""
    person_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"), index=True)
    """Who took it on; nobody yet means everybody responsible in the organisation."""
    promised: Mapped[date | None]
    returned_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    """The day of the first report: in time or late is judged by it."""
    finished_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    """Grows with every change that a calendar shows."""

    def withdraw(self, at: datetime) -> None:
        """Nobody has to do it any more."""
        self.state, self.finished_at = AssignmentState.WITHDRAWN, at

    def is_late(self, effective_due: date | None, today: date) -> bool:
        """Whether the report came, or still fails to come, after the effective day."""
        return is_late(self.state, self.reported_on, effective_due, today)


def is_late(
    state: AssignmentState, reported_on: date | None, effective_due: date | None, today: date
) -> bool:
    """Whether the report of an assignment came, or still fails to come, after the effective day."""
    if effective_due is None or state is AssignmentState.WITHDRAWN:
        return False
    return (reported_on or today) > effective_due


count_changes(Assignment, "due", "state")


class EvidenceKind(StrEnum):
    """What an item may ask to be shown."""

    TEXT = "text"
    NUMBER = "number"
    FILE = "file"
    PHOTO = "photo"
    LINK = "link"


class Completion(Numbered, Base):
    """What the executor reports. `source` (the message it came in) makes a repeat harmless."""

    __tablename__ = "completions"
    __table_args__ = (UniqueConstraint("assignment_id", "source"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str]
    evidence: Mapped[EvidenceKind] = mapped_column(enum_column(EvidenceKind))
    text: Mapped[str] = mapped_column(default="")
    file_id: Mapped[str | None]
    file_name: Mapped[str | None]
    progress: Mapped[bool] = mapped_column(default=False)
    """An answer to «что сделано?» that does not close the assignment."""
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    accepted: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(default="")


class RequestKind(StrEnum):
    """What an executor may ask of the controller (help: of the methodist)."""

    EXTENSION = "extension"
    DISPUTE = "dispute"
    HELP = "help"


class Request(Numbered, Base):
    """A question about an assignment that a person on the committee's side decides or answers."""

    __tablename__ = "requests"
    __table_args__ = (UniqueConstraint("assignment_id", "source"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str]
    kind: Mapped[RequestKind] = mapped_column(enum_column(RequestKind))
    text: Mapped[str] = mapped_column(default="")
    wanted_day: Mapped[date | None]
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    granted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")


class ReminderState(StrEnum):
    """Planned, then sent to whoever was responsible, or dropped because it no longer mattered."""

    PLANNED = "planned"
    SENT = "sent"
    DROPPED = "dropped"


class Audience(StrEnum):
    """Whom a step of the ladder speaks to; the people are found on the morning itself."""

    RESPONSIBLE = "responsible"
    RESPONSIBLE_AND_ABSENT = "responsible_and_absent"
    HEAD = "head"
    CONTROLLER = "controller"
    METHODIST = "methodist"
    EVERYBODY = "everybody"


class Reminder(Numbered, Base):
    """One planned step about one assignment, or about an occurrence that has no date yet.

    `day` is a working day; the people are found on that morning, each gets a `Nudge`.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("assignment_id", "step"),
        UniqueConstraint("occurrence_id", "step"),
        Index("ix_reminders_state_day", "state", "day"),
    )

    assignment_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("assignments.id"))
    occurrence_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("occurrences.id"))
    step: Mapped[str]
    audience: Mapped[Audience] = mapped_column(enum_column(Audience))
    day: Mapped[date]
    state: Mapped[ReminderState] = mapped_column(enum_column(ReminderState), default=ReminderState.PLANNED)


class Nudge(Numbered, Base):
    """A reminder as one person gets it: unique per (assignment, step, person)."""

    __tablename__ = "nudges"
    __table_args__ = (
        UniqueConstraint("reminder_id", "person_id"),
        Index("ix_nudges_state", "state", "person_id"),
    )

    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminders.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[ReminderState] = mapped_column(enum_column(ReminderState), default=ReminderState.PLANNED)
    message_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("outbox_messages.id"), index=True)


class CalendarDay(Base):
    """A day off or a working day the administrator added to the production calendar."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
