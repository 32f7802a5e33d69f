"""Pupils who think of target training: known by a code, never by a name."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, enum_column


class Sphere(StrEnum):
    """The field a pupil would like to work in."""

    PEDAGOGY = "pedagogy"
    MEDICINE = "medicine"
    CULTURE = "culture"
    SPORT = "sport"
    SOCIAL = "social"
    ENGINEERING = "engineering"
    OTHER = "other"


class Level(StrEnum):
    """Where a pupil means to study: college (СПО) or university (ВО)."""

    COLLEGE = "college"
    UNIVERSITY = "university"


class Interest(StrEnum):
    """One register of the same children: items 2.2 (interested) and 2.8.1 (wants a contract)."""

    INTERESTED = "interested"
    WANTS_CONTRACT = "wants_contract"


class Age(StrEnum):
    """As much of an age as the rules of consent need. Under 14 nothing is stored, so there is no value."""

    MINOR = "minor"
    ADULT = "adult"


class StudentState(StrEnum):
    """What the coordinator of the school has said of a pupil's entry."""

    NEW = "new"
    APPROVED = "approved"
    LEFT = "left"
    MOVED = "moved"
    MERGED = "merged"

    @property
    def is_current(self) -> bool:
        """Whether the pupil counts in the lists of the school."""
        return self in CURRENT_STATES


CURRENT_STATES = (StudentState.NEW, StudentState.APPROVED)
"""Of pupils who count in the lists of their school."""


class ClassLink(Numbered, Base):
    """A deep link for the pupils of a class, or a personal slip for one; only a digest of it is kept.

    Without grade and letter it is a link of the whole school, and the pupil names the class.
    """

    __tablename__ = "class_links"

    token_digest: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    grade: Mapped[int | None]
    letter: Mapped[str] = mapped_column(default="")
    slip: Mapped[int | None]
    """The number on a personal slip; a link of a class has none and may be used by many."""
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    used_at: Mapped[datetime | None]


class RegistrationDraft(Numbered, Base):
    """A registration that has been begun; gone when it is finished, declined or forgotten."""

    __tablename__ = "registration_drafts"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("class_links.id"), index=True)
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    begun_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]


class Student(Numbered, Base):
    """A pupil's profile. `person_id` is empty for an entry the coordinator keeps on paper."""

    __tablename__ = "students"
    __table_args__ = (Index("ix_students_school", "organisation_id", "state"),)

    person_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"), unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    grade: Mapped[int]
    letter: Mapped[str]
    number: Mapped[int]
    """The last part of the code, counted within the class of the registration; never given again."""
    school_year: Mapped[int]
    """The year in whose September it begins."""
    age: Mapped[Age] = mapped_column(enum_column(Age))
    sphere: Mapped[Sphere] = mapped_column(enum_column(Sphere))
    level: Mapped[Level] = mapped_column(enum_column(Level))
    interest: Mapped[Interest] = mapped_column(enum_column(Interest))
    subjects: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Exam subjects, by code."""
    specialty: Mapped[str] = mapped_column(default="")
    institution: Mapped[str] = mapped_column(default="")
    employer: Mapped[str] = mapped_column(default="")
    state: Mapped[StudentState] = mapped_column(enum_column(StudentState), default=StudentState.NEW)
    merged_into: Mapped[int | None] = mapped_column(Identifier, ForeignKey("students.id"))
    registered_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class CodeCounter(Base):
    """The last number given in a class: a code is never given twice, also after its pupil is forgotten."""

    __tablename__ = "code_counters"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    grade: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    letter: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class StudentChange(Numbered, Base):
    """One line of the corrections list: a field of a pupil's entry that has changed."""

    __tablename__ = "student_changes"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    field: Mapped[str]
    was: Mapped[str]
    now: Mapped[str]


class StudentName(Base):
    """A pupil's name, encrypted with a key that is not in the database; only where COLLECT_NAMES is on."""

    __tablename__ = "student_names"

    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class KeptCount(Base):
    """What remains of erased pupils: how many, nothing else."""

    __tablename__ = "kept_counts"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    school_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    grade: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sphere: Mapped[Sphere] = mapped_column(enum_column(Sphere), primary_key=True)
    level: Mapped[Level] = mapped_column(enum_column(Level), primary_key=True)
    count: Mapped[int]


class ProfileKind(StrEnum):
    """Item 2.1.1 speaks of profile classes and groups."""

    CLASS = "class"
    GROUP = "group"


class ProfileClass(Numbered, Base):
    """A profile class or group of an organisation in a school year (items 2.1.1, 2.1.2)."""

    __tablename__ = "profile_classes"
    __table_args__ = (UniqueConstraint("organisation_id", "school_year", "name"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    school_year: Mapped[int]
    kind: Mapped[ProfileKind] = mapped_column(enum_column(ProfileKind))
    name: Mapped[str]
    direction: Mapped[Sphere] = mapped_column(enum_column(Sphere))
    grade: Mapped[int]
    planned: Mapped[int]
    actual: Mapped[int | None]
    partner: Mapped[str] = mapped_column(default="")
    order_number: Mapped[str] = mapped_column(default="")
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
