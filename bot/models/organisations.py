"""Who answers: organisations, their groups and what the orders call them."""

from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, enum_column


class OrganisationKind(StrEnum):
    """What an organisation is; groups of the orders are made of kinds."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    ADDITIONAL = "additional"
    CULTURE = "culture"
    SPORT = "sport"
    DEPARTMENT = "department"
    QUALITY_CENTRE = "quality_centre"
    COLLEGE = "college"
    EMPLOYER = "employer"


class Route(StrEnum):
    """Who answers a question of a family."""

    SCHOOL = "school"
    CENTRE = "centre"
    LEGAL = "legal"


class Organisation(Numbered, Base):
    """A school, a department of the committee, a college, an employer."""

    __tablename__ = "organisations"

    name: Mapped[str] = mapped_column(unique=True)
    name_key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))
    active: Mapped[bool] = mapped_column(default=True)
    short: Mapped[str | None] = mapped_column(unique=True)
    """Stands for the school in pupils' codes («37»); given when the first one is needed, then fixed."""
    answers: Mapped[Route | None] = mapped_column(enum_column(Route))
    """Which questions of families come here, besides those a school gets about itself."""


class OrganisationGroup(Numbered, Base):
    """A group the orders name («муниципальные организации»): whole kinds and single members."""

    __tablename__ = "organisation_groups"

    name: Mapped[str] = mapped_column(unique=True)
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)


class OrganisationGroupMember(Base):
    """An organisation that belongs to a group besides the group's kinds."""

    __tablename__ = "organisation_group_members"

    group_id: Mapped[int] = mapped_column(ForeignKey("organisation_groups.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)


class ExecutorAlias(Numbered, Base):
    """What an order's executor text stands for; asked once, remembered.

    Exactly one of organisation and group is set; neither means "nobody the bot nudges"
    (parents, employers as a whole).
    """

    __tablename__ = "executor_aliases"
    __table_args__ = (UniqueConstraint("name_key"),)

    name: Mapped[str]
    name_key: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("organisations.id"))
    group_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("organisation_groups.id"))
