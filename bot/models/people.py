"""People, the chats they are reached in, their roles and those who stand in for them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, enum_column


class Role(StrEnum):
    """What a person does in the municipality; administrators come from the settings."""

    ADMINISTRATOR = "administrator"
    CONTROLLER = "controller"
    METHODIST = "methodist"
    HEAD = "head"
    EXECUTOR = "executor"
    COORDINATOR = "coordinator"
    TUTOR = "tutor"
    MENTOR = "mentor"
    STUDENT = "student"
    GUARDIAN = "guardian"
    TRAINEE = "trainee"
    """A target student or young specialist who is accompanied by a mentor."""

    @property
    def is_staff(self) -> bool:
        """Whether the role is a job or a duty; those who are accompanied have none and are in no list."""
        return self not in (Role.STUDENT, Role.GUARDIAN, Role.TRAINEE)

    @property
    def is_office(self) -> bool:
        """Whether the role works on the plan: tutors and mentors answer for people, not for assignments."""
        return self.is_staff and self not in (Role.TUTOR, Role.MENTOR)

    @property
    def in_organisation(self) -> bool:
        """Whether the role is held in one organisation."""
        return self in (Role.HEAD, Role.EXECUTOR, Role.COORDINATOR, Role.TUTOR, Role.MENTOR, Role.TRAINEE)


class Unreachable(StrEnum):
    """Why the messenger refuses to deliver to a peer."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"
    NEVER_STARTED = "never_started"


class Person(Numbered, Base):
    """One human being. Names are not kept: roles and organisations tell people apart."""

    __tablename__ = "people"

    language: Mapped[str] = mapped_column(default="ru")
    created_at: Mapped[datetime]


class Peer(Numbered, Base):
    """An account of a person in one messenger; messages and half-filled forms belong to it."""

    __tablename__ = "peers"
    __table_args__ = (UniqueConstraint("messenger", "user_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    messenger: Mapped[str] = mapped_column(default="telegram")
    user_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    unreachable: Mapped[Unreachable | None] = mapped_column(enum_column(Unreachable))
    unreachable_since: Mapped[datetime | None]


class Membership(Numbered, Base):
    """A role of a person, in an organisation where the role needs one."""

    __tablename__ = "memberships"
    __table_args__ = (Index("ix_memberships_active", "role", "organisation_id", "ended_at"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    organisation_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("organisations.id"))
    position: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Invite(Numbered, Base):
    """A one-time, expiring deep link; only a digest of its token is kept."""

    __tablename__ = "invites"

    token_digest: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    organisation_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("organisations.id"))
    position: Mapped[str] = mapped_column(default="")
    created_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    used_at: Mapped[datetime | None]


class Substitution(Numbered, Base):
    """A deputy stands in for an absent person, both days included."""

    __tablename__ = "substitutions"

    absent_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    ended_at: Mapped[datetime | None]
