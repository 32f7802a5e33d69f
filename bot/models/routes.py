"""The way of a pupil: templates, individual route sheets, contests, and the monitoring of them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, enum_column
from bot.models.students import Level, Sphere


class StepKind(StrEnum):
    """What a step of a route is; the kinds of events are among them, and are marked by events."""

    TRIAL = "trial"
    MASTER_CLASS = "master_class"
    EXCURSION = "excursion"
    MEETING = "meeting"
    BRIEFING = "briefing"
    PROJECT = "project"
    SATURDAY = "saturday"
    SEASONAL_SCHOOL = "seasonal_school"
    EXAM_COURSE = "exam_course"
    CONTEST = "contest"
    CONSULTATION = "consultation"
    PLAN = "plan"
    DOCUMENTS = "documents"
    CONTRACT = "contract"
    OTHER = "other"


class RouteTemplate(Numbered, Base):
    """A route for pupils of a grade, sphere and level; empty sphere or level fits any."""

    __tablename__ = "route_templates"
    __table_args__ = (UniqueConstraint("grade", "sphere", "level", "title"),)

    key: Mapped[str | None] = mapped_column(unique=True)
    """Of a template that ships with the product."""
    title: Mapped[str]
    grade: Mapped[int]
    sphere: Mapped[Sphere | None] = mapped_column(enum_column(Sphere))
    level: Mapped[Level | None] = mapped_column(enum_column(Level))
    created_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    hidden_at: Mapped[datetime | None]


class RouteTemplateStep(Numbered, Base):
    """A step of a template, on a day of the school year (month and day) or so many days after the start."""

    __tablename__ = "route_template_steps"

    template_id: Mapped[int] = mapped_column(ForeignKey("route_templates.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    kind: Mapped[StepKind] = mapped_column(enum_column(StepKind))
    month: Mapped[int | None]
    day: Mapped[int | None]
    after_days: Mapped[int | None]
    responsible: Mapped[str] = mapped_column(default="")
    """By role, in words."""


class RouteSheet(Numbered, Base):
    """The individual route sheet of a pupil in a school year (item 2.8.2)."""

    __tablename__ = "route_sheets"
    __table_args__ = (UniqueConstraint("student_id", "school_year"),)

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"))
    school_year: Mapped[int]
    template_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("route_templates.id"))
    started_on: Mapped[date]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    """When the pupil said they had seen it."""


class StepState(StrEnum):
    """Where a step of a route stands."""

    PLANNED = "planned"
    INVITED = "invited"
    DONE = "done"
    MISSED = "missed"
    REPLACED = "replaced"


class RouteStep(Numbered, Base):
    """One step: by itself, or linked with an event or a contest that marks it."""

    __tablename__ = "route_steps"
    __table_args__ = (Index("ix_route_steps_sheet", "sheet_id", "position"),)

    sheet_id: Mapped[int] = mapped_column(ForeignKey("route_sheets.id"))
    position: Mapped[int]
    title: Mapped[str]
    kind: Mapped[StepKind] = mapped_column(enum_column(StepKind))
    due: Mapped[date]
    responsible: Mapped[str] = mapped_column(default="")
    state: Mapped[StepState] = mapped_column(enum_column(StepState), default=StepState.PLANNED)
    event_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("events.id"), index=True)
    contest_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("contests.id"), index=True)
    replaced_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("route_steps.id"))
    reason: Mapped[str] = mapped_column(default="")
    """Why it was missed or replaced, one of a few codes."""
    evidence: Mapped[str] = mapped_column(Text, default="")
    """One line about what was done."""
    reminded_on: Mapped[date | None]
    """When the pupil was told that it is near."""
    asked_on: Mapped[date | None]
    """When the pupil was asked how it went."""
    decided_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class Contest(Numbered, Base):
    """A contest, for certain grades and nobody else."""

    __tablename__ = "contests"

    organisation_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("organisations.id"))
    """Who keeps it; the centre's own contests are the city's and belong to nobody else."""
    template_key: Mapped[str | None]
    """Of a contest the orders name; a new running of it keeps the key."""
    title: Mapped[str]
    about: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[str]
    """school, city, region, country."""
    organiser: Mapped[str]
    grades: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Empty for preschool contests: no pupil is told."""
    sphere: Mapped[Sphere | None] = mapped_column(enum_column(Sphere))
    nominations: Mapped[list[str]] = mapped_column(JSON, default=list)
    every_years: Mapped[int] = mapped_column(default=1)
    contact: Mapped[str] = mapped_column(default="")
    """An office, never a person."""
    file_id: Mapped[str | None]
    file_name: Mapped[str | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class ContestStage(Numbered, Base):
    """A stage with its last day; the first one is the application."""

    __tablename__ = "contest_stages"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    until: Mapped[date]
    moved_at: Mapped[datetime | None]
    """When its last day was last moved after the contest had been published."""


class EntryState(StrEnum):
    """How an application ended."""

    APPLIED = "applied"
    WITHDRAWN = "withdrawn"
    PARTICIPANT = "participant"
    PRIZE = "prize"
    WINNER = "winner"


class ContestEntry(Numbered, Base):
    """An application, by the code of the pupil."""

    __tablename__ = "contest_entries"
    __table_args__ = (UniqueConstraint("contest_id", "student_id"),)

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    nomination: Mapped[str] = mapped_column(default="")
    state: Mapped[EntryState] = mapped_column(enum_column(EntryState), default=EntryState.APPLIED)
    applied_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    """The pupil, a parent, or the coordinator who entered the code."""
    applied_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class ContestWatch(Base):
    """Somebody asked to be reminded of a contest."""

    __tablename__ = "contest_watches"

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    since: Mapped[datetime]


class MonitoringKind(StrEnum):
    """Which item a round of monitoring is for: route sheets (2.8.5) or programmes (2.4.3)."""

    ROUTES = "routes"
    PROGRAMMES = "programmes"


class MonitoringReport(Numbered, Base):
    """One organisation's part of a monitoring due on a day; figures are frozen when it is confirmed."""

    __tablename__ = "monitoring_reports"
    __table_args__ = (UniqueConstraint("kind", "due", "organisation_id"),)

    kind: Mapped[MonitoringKind] = mapped_column(enum_column(MonitoringKind))
    due: Mapped[date]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    opened_at: Mapped[datetime]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    remark: Mapped[str] = mapped_column(Text, default="")
    confirmed_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    confirmed_at: Mapped[datetime | None]
    merged_at: Mapped[datetime | None]


class MonitoringTransfer(Numbered, Base):
    """A merged monitoring was handed on: with which out-letter, to whom the order says (item 2.4.3)."""

    __tablename__ = "monitoring_transfers"
    __table_args__ = (UniqueConstraint("kind", "due"),)

    kind: Mapped[MonitoringKind] = mapped_column(enum_column(MonitoringKind))
    due: Mapped[date]
    letter: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
