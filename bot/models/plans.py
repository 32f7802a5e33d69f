"""An official document as data: plans, items, and their dates in a cycle."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered, count_changes, enum_column


class PlanState(StrEnum):
    """A draft is read but not yet working; an archived plan was replaced or put away."""

    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class Plan(Numbered, Base):
    """An imported official document, with a version."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("digest"),)

    title: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("plans.id"))
    """The version of the same order that came in before this one."""
    state: Mapped[PlanState] = mapped_column(enum_column(PlanState), default=PlanState.DRAFT)
    file_name: Mapped[str]
    file: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str]
    warnings: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    """What is odd in the document as a whole: {"code", "message"}."""
    ladder: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    imported_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    imported_at: Mapped[datetime]


class PlanSection(Numbered, Base):
    """A heading of a group of items."""

    __tablename__ = "plan_sections"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    position: Mapped[int]
    number: Mapped[str]
    title: Mapped[str]


class ItemDecision(StrEnum):
    """What a person says to a deadline whose reading is not certain."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    UNDATED = "undated"
    """The item has no deadline at all: nobody is reminded of it."""
    SKIPPED = "skipped"

    @property
    def is_open(self) -> bool:
        """Whether the deadline is still to be decided: until then it has no dates."""
        return self in OPEN_DECISIONS


OPEN_DECISIONS = (ItemDecision.ASKED, ItemDecision.SKIPPED)


class PlanItem(Numbered, Base):
    """One numbered row of a plan; `timing` is the JSON form of a `plan_document.Timing`."""

    __tablename__ = "plan_items"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    section_id: Mapped[int] = mapped_column(ForeignKey("plan_sections.id"))
    position: Mapped[int]
    number: Mapped[str]
    title: Mapped[str]
    display_title: Mapped[str]
    result: Mapped[str] = mapped_column(default="")
    deadline_phrase: Mapped[str] = mapped_column(default="")
    timing: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The reading in force; it counts only where `decision` is not open."""
    printed: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The reading of the order's own words, kept where a person has corrected it."""
    decision: Mapped[ItemDecision | None] = mapped_column(enum_column(ItemDecision))
    """None where the reading was certain and nobody had to be asked."""
    revision: Mapped[int] = mapped_column(default=0)
    """Grows with every decision: a button that carries an older one comes too late."""
    held_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    """Who has the item on the screen; until `held_until` nobody else is given it to decide."""
    held_until: Mapped[datetime | None]
    executors_text: Mapped[str] = mapped_column(default="")
    evidence: Mapped[list[str]] = mapped_column(JSON, default=list)
    ladder: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    warnings: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    """What is odd in the row: {"code", "message"}."""

    @property
    def reading(self) -> dict[str, Any]:
        """What the order's own words were read as, whatever is in force."""
        return self.printed or self.timing

    @property
    def remarks(self) -> tuple[str, ...]:
        """The warnings in words."""
        return tuple(warning["message"] for warning in self.warnings)


class ItemExecutor(Numbered, Base):
    """An executor named in an item, as the order words it, and whom it means once resolved."""

    __tablename__ = "item_executors"
    __table_args__ = (UniqueConstraint("item_id", "name_key"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"))
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]


class PlanCycle(Numbered, Base):
    """A plan put to work for the year in which contracts are signed."""

    __tablename__ = "plan_cycles"
    __table_args__ = (UniqueConstraint("plan_id", "year"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    year: Mapped[int]
    activated_on: Mapped[date]
    activated_by: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]


class OccurrenceKind(StrEnum):
    """How an occurrence is nudged: towards a day, through a span, or first of all for its date."""

    DATED = "dated"
    WINDOW = "window"
    ONGOING = "ongoing"
    UNDATED = "undated"


class Occurrence(Numbered, Base):
    """One date (or window) of an item in a cycle; `ordinal` counts them within the item."""

    __tablename__ = "occurrences"
    __table_args__ = (UniqueConstraint("cycle_id", "item_id", "ordinal"),)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("plan_cycles.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"), index=True)
    ordinal: Mapped[int]
    kind: Mapped[OccurrenceKind] = mapped_column(enum_column(OccurrenceKind))
    opens: Mapped[date | None]
    due: Mapped[date | None]
    proposed: Mapped[date | None]
    before_start: Mapped[bool] = mapped_column(default=False)
    """The date had passed when the plan was put to work: shown, never nudged."""
    dropped: Mapped[bool] = mapped_column(default=False)
    """The date is no longer in the plan; kept because assignments and calendars refer to it."""
    revision: Mapped[int] = mapped_column(default=0)
    """Grows with every change of the dates: calendars take the newest."""


count_changes(Occurrence, "item_id", "kind", "opens", "due", "dropped")
