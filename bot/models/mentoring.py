"""Tutors and mentors: pairs, meetings, what either side says of them, plans of pupils, programmes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, enum_column
from bot.models.students import Sphere


class PairKind(StrEnum):
    """Who accompanies whom: items 2.3, 2.6, 3.2.1 and 3.2.2."""

    TUTOR_PUPIL = "tutor_pupil"
    STUDENT_PUPIL = "student_pupil"
    EMPLOYER_STUDENT = "employer_student"
    EMPLOYER_SPECIALIST = "employer_specialist"

    @property
    def at_workplace(self) -> bool:
        """Whether the one who is accompanied works or trains in an organisation, and is no pupil."""
        return self in (PairKind.EMPLOYER_STUDENT, PairKind.EMPLOYER_SPECIALIST)


class PairState(StrEnum):
    """The life of a pair."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class CloseReason(StrEnum):
    """Why a pair has ended."""

    REACHED = "reached"
    YEAR_END = "year_end"
    MOVED = "moved"
    MISFIT = "misfit"
    MENTOR_LEFT = "mentor_left"
    HANDED_OVER = "handed_over"
    ERASED = "erased"


class Side(StrEnum):
    """The two of a pair."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class MeetingForm(StrEnum):
    """How the two met."""

    MEETING = "meeting"
    CALL = "call"
    MESSAGE = "message"
    WORKPLACE = "workplace"
    GROUP = "group"


class MentorCard(Numbered, Base):
    """What is known of somebody as a mentor: the field, the load, papers that have been ticked."""

    __tablename__ = "mentor_cards"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    sphere: Mapped[Sphere | None] = mapped_column(enum_column(Sphere))
    load_limit: Mapped[int | None]
    """Empty: the limit of the settings."""
    consent_at: Mapped[datetime | None]
    order_at: Mapped[datetime | None]


class TraineeCard(Numbered, Base):
    """A target student or young specialist who is accompanied in an organisation."""

    __tablename__ = "trainee_cards"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    kind: Mapped[PairKind] = mapped_column(enum_column(PairKind))
    sphere: Mapped[Sphere | None] = mapped_column(enum_column(Sphere))
    started_on: Mapped[date]


class MentoringProgramme(Numbered, Base):
    """A programme of mentoring (item 3.2.1): topics of its own, steps, tips."""

    __tablename__ = "mentoring_programmes"
    __table_args__ = (UniqueConstraint("kind", "title"),)

    key: Mapped[str | None] = mapped_column(unique=True)
    """Of a shipped one."""
    kind: Mapped[PairKind] = mapped_column(enum_column(PairKind))
    title: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    created_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]


class MentoringStep(Numbered, Base):
    """A step of a programme, so many days after the pair has begun."""

    __tablename__ = "mentoring_steps"

    programme_id: Mapped[int] = mapped_column(ForeignKey("mentoring_programmes.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    after_days: Mapped[int]
    tip: Mapped[str] = mapped_column(Text, default="")
    """A hint for the mentor in the week of the step."""


class Pair(Numbered, Base):
    """A mentor and one whom they accompany: a pupil, or a trainee of an organisation."""

    __tablename__ = "pairs"
    __table_args__ = (
        Index("ix_pairs_mentor", "mentor_id", "state"),
        Index("ix_pairs_place", "organisation_id", "state"),
    )

    kind: Mapped[PairKind] = mapped_column(enum_column(PairKind))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    """Where the curator sits: the pupil's school, or the trainee's organisation."""
    mentor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    student_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("students.id"), index=True)
    trainee_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"), index=True)
    state: Mapped[PairState] = mapped_column(enum_column(PairState), default=PairState.ACTIVE)
    began_on: Mapped[date]
    counted_from: Mapped[date]
    """From which day silence is counted: the beginning, or the end of a pause."""
    next_on: Mapped[date | None]
    """When the two mean to meet next; when it passes, both are asked."""
    next_step: Mapped[str] = mapped_column(Text, default="")
    programme_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("mentoring_programmes.id"))
    follows_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("pairs.id"))
    """The pair this one goes on from, after a hand-over or a re-match."""
    passport_agreed_at: Mapped[datetime | None]
    """When the person let this mentor see what an earlier one left for the next."""
    created_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    close_reason: Mapped[CloseReason | None] = mapped_column(enum_column(CloseReason))


class OfferState(StrEnum):
    """How a suggested pair stands."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Offer(Numbered, Base):
    """A suggested pair: it begins when both sides have agreed, and passes on when it runs out."""

    __tablename__ = "mentoring_offers"
    __table_args__ = (Index("ix_mentoring_offers_open", "state", "expires_on"),)

    kind: Mapped[PairKind] = mapped_column(enum_column(PairKind))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    student_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("students.id"), index=True)
    trainee_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"), index=True)
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[OfferState] = mapped_column(enum_column(OfferState), default=OfferState.OPEN)
    mentor_agreed: Mapped[bool | None]
    mentee_agreed: Mapped[bool | None]
    follows_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("pairs.id"))
    expires_on: Mapped[date]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class CheckIn(Numbered, Base):
    """One logged meeting of a pair."""

    __tablename__ = "check_ins"
    __table_args__ = (UniqueConstraint("pair_id", "source"), Index("ix_check_ins_day", "pair_id", "held_on"))

    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id"))
    source: Mapped[str]
    """The button that was pressed: the same tap twice is one meeting."""
    held_on: Mapped[date]
    form: Mapped[MeetingForm] = mapped_column(enum_column(MeetingForm))
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    minutes: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    voice_id: Mapped[str | None]
    confirmed: Mapped[bool] = mapped_column(default=False)
    """Both sides said that the meeting took place."""
    created_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class CheckInCorrection(Numbered, Base):
    """A meeting was corrected after its day, and why."""

    __tablename__ = "check_in_corrections"

    check_in_id: Mapped[int] = mapped_column(ForeignKey("check_ins.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    reason: Mapped[str]
    was: Mapped[dict[str, Any]] = mapped_column(JSON)
    now: Mapped[dict[str, Any]] = mapped_column(JSON)


class MeetingQuestion(Numbered, Base):
    """A planned day has passed: each side says whether the two have met."""

    __tablename__ = "meeting_questions"
    __table_args__ = (UniqueConstraint("pair_id", "planned_on"),)

    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id"))
    planned_on: Mapped[date]
    asked_at: Mapped[datetime]
    mentor_said: Mapped[bool | None]
    mentee_said: Mapped[bool | None]
    settled_at: Mapped[datetime | None]


class SilenceStep(Numbered, Base):
    """How far somebody has been asked about a pair that has not met in time."""

    __tablename__ = "silence_steps"
    __table_args__ = (UniqueConstraint("pair_id", "due_on", "step"),)

    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id"))
    due_on: Mapped[date]
    step: Mapped[str]
    """mentor, mentee, curator."""
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    """Of the one who is accompanied: fine or silent."""


class Pulse(Numbered, Base):
    """Three marks one side gives to a pair, now and then."""

    __tablename__ = "pulses"
    __table_args__ = (UniqueConstraint("pair_id", "side", "asked_on"),)

    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id"))
    side: Mapped[Side] = mapped_column(enum_column(Side))
    asked_on: Mapped[date]
    marks: Mapped[list[int]] = mapped_column(JSON, default=list)
    """1 to 3 for each question, in their order."""
    finished_at: Mapped[datetime | None]


class SignalKind(StrEnum):
    """What a curator has to look at."""

    DISCOMFORT = "discomfort"
    MISMATCH = "mismatch"
    LOW_PULSE = "low_pulse"
    SILENCE = "silence"


class Signal(Numbered, Base):
    """Something only the curator sees; never the mentor it may be about."""

    __tablename__ = "mentoring_signals"
    __table_args__ = (Index("ix_mentoring_signals_open", "organisation_id", "acknowledged_at"),)

    kind: Mapped[SignalKind] = mapped_column(enum_column(SignalKind))
    key: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    pair_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("pairs.id"), index=True)
    student_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("students.id"), index=True)
    trainee_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    raised_at: Mapped[datetime]
    due_on: Mapped[date]
    acknowledged_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    acknowledged_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]


class RelayMessage(Numbered, Base):
    """What one side of a pair wrote to the other, through the bot."""

    __tablename__ = "relay_messages"
    __table_args__ = (UniqueConstraint("pair_id", "source"),)

    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id"))
    source: Mapped[str]
    side: Mapped[Side] = mapped_column(enum_column(Side))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class PlanStanding(StrEnum):
    """How a version of a professional plan stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


class ProfessionalPlan(Numbered, Base):
    """A version of a pupil's personal professional plan (item 2.3): five short answers."""

    __tablename__ = "professional_plans"
    __table_args__ = (UniqueConstraint("student_id", "version"),)

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"))
    version: Mapped[int]
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    state: Mapped[PlanStanding] = mapped_column(enum_column(PlanStanding), default=PlanStanding.DRAFT)
    for_parents: Mapped[bool] = mapped_column(default=False)
    """Whether the pupil lets the parents see it."""
    remark: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class StepMark(Numbered, Base):
    """A step of a programme is done by a pair."""

    __tablename__ = "mentoring_step_marks"
    __table_args__ = (UniqueConstraint("pair_id", "step_id"),)

    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("mentoring_steps.id"))
    done_on: Mapped[date]


class Passport(Numbered, Base):
    """Three lines from the last mentor to the next; shown only when the person has approved them."""

    __tablename__ = "passports"

    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    """The one they are about."""
    lines: Mapped[list[str]] = mapped_column(JSON, default=list)
    written_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
