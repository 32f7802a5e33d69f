"""What the board shows, as plain data: a cycle, a section, an item, an organisation, the debts."""

from dataclasses import dataclass
from datetime import date

from bot.models import Role, Unreachable
from bot.services.standing import Counts, Line, Standing, Term


@dataclass(frozen=True)
class CycleHead:
    """Which plan, which cycle, as of which day: the first line of every screen."""

    cycle_id: int
    plan: str
    number: str
    year: int
    today: date
    others: int
    """How many other working cycles there are to look at."""


@dataclass(frozen=True)
class ItemHead:
    """An item as it is named in a list."""

    item_id: int
    number: str
    title: str


@dataclass(frozen=True)
class SectionRow:
    """A section with the counts of its items."""

    section_id: int
    number: str
    title: str
    counts: Counts


@dataclass(frozen=True)
class CycleBoard:
    """A whole cycle."""

    head: CycleHead
    counts: Counts
    sections: tuple[SectionRow, ...]
    undated: int
    before_start: int


@dataclass(frozen=True)
class ItemRow:
    """An item of a section: its dates in the cycle, and the one to look at first."""

    item: ItemHead
    terms: tuple[Term, ...]
    current: int
    counts: Counts


@dataclass(frozen=True)
class SectionBoard:
    """The items of one section."""

    head: CycleHead
    section: SectionRow
    items: tuple[ItemRow, ...]


@dataclass(frozen=True)
class ItemBoard:
    """One date of an item: what the order says, and where every organisation stands."""

    head: CycleHead
    section_id: int
    place: int
    """Which item of its section it is, from 0: the way back leads to the right page."""
    item: ItemHead
    result: str
    phrase: str
    explanation: str
    term: Term
    terms: tuple[Term, ...]
    counts: Counts
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ItemLine:
    """An assignment with the item it belongs to."""

    item: ItemHead
    line: Line


@dataclass(frozen=True)
class Member:
    """Somebody who answers for an organisation; never a name."""

    role: Role
    position: str
    unreachable: Unreachable | None


@dataclass(frozen=True)
class OrganisationBoard:
    """One organisation: everything it has to do in the cycle, and who answers there."""

    head: CycleHead
    organisation_id: int
    organisation: str
    counts: Counts
    lines: tuple[ItemLine, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True)
class StandingList:
    """The assignments that stand in one place of the board (or are silent)."""

    head: CycleHead
    standing: Standing | None
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True)
class UndatedList:
    """Items whose date a person still has to set, each with its occurrence."""

    head: CycleHead
    items: tuple[tuple[int, ItemHead], ...]


@dataclass(frozen=True)
class Debt:
    """Something not handed in."""

    item: ItemHead
    organisation: str
    due: date
    effective: date
    days_late: int
    disputed: bool


@dataclass(frozen=True)
class Debts:
    """«Кто не сдал», in the order of the plan; within an item by organisation."""

    head: CycleHead
    occurrence_id: int | None
    """Of one date of an item; None means of the whole cycle."""
    debts: tuple[Debt, ...]
