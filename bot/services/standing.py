"""Where every assignment stands today: one rule for the board, its lists and its table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    Assignment,
    AssignmentState,
    Completion,
    Occurrence,
    OccurrenceKind,
    Organisation,
    Plan,
    PlanCycle,
    PlanItem,
    Request,
)
from bot.services.ladder import Ladder
from bot.services.names import natural_order
from bot.services.schedule import Rules

EARLY_ANSWER = timedelta(days=7)
"""Progress told up to a week before the monthly question answers it as well."""


class Standing(StrEnum):
    """The four places of the board, the most urgent first; every assignment stands in exactly one."""

    LATE = "late"
    IN_TIME = "in_time"
    REPORTED = "reported"
    DONE = "done"


_ORDER = {standing: place for place, standing in enumerate(Standing)}


@dataclass(frozen=True)
class Line:
    """One assignment on the board. `silent`: it was asked about and nobody answered at all."""

    assignment_id: int
    occurrence_id: int
    organisation_id: int
    organisation: str
    state: AssignmentState
    standing: Standing
    silent: bool
    due: date | None
    effective: date | None
    promised: date | None
    reported_on: date | None
    late_until: date | None
    """The day the lateness is counted to: of the report, or today; None while nothing is late."""

    @property
    def disputed(self) -> bool:
        """Whether the organisation says the item is not theirs and nobody has decided yet."""
        return self.state is AssignmentState.DISPUTED


@dataclass(frozen=True)
class Counts:
    """How many assignments stand where; `silent` and `promised` are parts of the four."""

    total: int = 0
    late: int = 0
    in_time: int = 0
    reported: int = 0
    done: int = 0
    promised: int = 0
    """Of those in time: a day that has not passed is promised."""
    silent: int = 0
    """Of those late or in time: asked, and nobody answered."""

    @classmethod
    def of(cls, lines: Iterable[Line], today: date) -> "Counts":
        """The counts of some assignments."""
        found: dict[str, int] = {}
        for line in lines:
            names = ["total", line.standing.value]
            if line.silent:
                names.append("silent")
            if line.standing is Standing.IN_TIME and line.promised is not None and line.promised >= today:
                names.append("promised")
            for name in names:
                found[name] = found.get(name, 0) + 1
        return cls(**found)


@dataclass(frozen=True)
class Term:
    """An occurrence as the board sees it: its dates and since when an answer is expected."""

    occurrence_id: int
    item_id: int
    kind: OccurrenceKind
    opens: date | None
    due: date | None
    effective: date | None
    before_start: bool
    asked: date | None

    @property
    def undated(self) -> bool:
        """Whether a person still has to set the day."""
        return self.kind is OccurrenceKind.UNDATED and self.due is None


async def load_terms(session: AsyncSession, made: Rules, *where: ColumnElement[bool]) -> list[Term]:
    """The occurrences of working cycles that fulfil the conditions, in the order of the plan."""
    rows = await session.execute(
        select(Occurrence, PlanItem.ladder, Plan.ladder, PlanCycle.activated_on)
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .join(PlanCycle, PlanCycle.id == Occurrence.cycle_id)
        .join(Plan, Plan.id == PlanCycle.plan_id)
        .where(PlanCycle.closed_at.is_(None), Occurrence.dropped.is_(False), *where)
        .order_by(PlanItem.position, Occurrence.due, Occurrence.ordinal)
    )
    return [
        Term(
            occurrence_id=occurrence.id,
            item_id=occurrence.item_id,
            kind=occurrence.kind,
            opens=occurrence.opens,
            due=occurrence.due,
            effective=made.effective(occurrence.due) if occurrence.due else None,
            before_start=occurrence.before_start,
            asked=_asked(occurrence, Ladder.layered(made.ladder, of_plan, of_item), activated_on, made),
        )
        for occurrence, of_item, of_plan, activated_on in rows
    ]


def _asked(occurrence: Occurrence, ladder: Ladder, activated_on: date, made: Rules) -> date | None:
    """The day of the question that waits for an answer: the first nudge, or the last monthly one."""
    if occurrence.due is None:
        return None
    ongoing = occurrence.kind is OccurrenceKind.ONGOING
    steps = (ladder if ongoing else replace(ladder, maximum=1)).steps(
        occurrence.kind,
        occurrence.opens,
        occurrence.due,
        made.effective(occurrence.due),
        made.calendar,
    )
    if ongoing:
        months = [step.day for step in steps if step.kind == "month" and step.day < made.today]
        return months[-1] if months and months[-1] >= activated_on else None
    return max(steps[0].day, activated_on) if steps else None


async def load_lines(
    session: AsyncSession, made: Rules, terms: Sequence[Term], *where: ColumnElement[bool]
) -> list[Line]:
    """The assignments of these occurrences (which fulfil the conditions), the most urgent first."""
    by_number = {term.occurrence_id: term for term in terms}
    if not by_number:
        return []
    of_terms = Assignment.occurrence_id.in_(list(by_number))
    rows = await session.execute(
        select(Assignment, Organisation.name)
        .join(Organisation, Organisation.id == Assignment.organisation_id)
        .where(of_terms, Assignment.state != AssignmentState.WITHDRAWN, *where)
    )
    answered = await _last_answers(session, of_terms)
    effective = cache(made.effective)
    lines = [
        _line(
            assignment,
            name,
            by_number[assignment.occurrence_id],
            effective(assignment.due) if assignment.due else None,
            answered.get(assignment.id),
            made,
        )
        for assignment, name in rows
    ]
    by_name = cache(natural_order)
    return sorted(
        lines, key=lambda line: (_ORDER[line.standing], not line.silent, by_name(line.organisation))
    )


async def _last_answers(session: AsyncSession, of_terms: ColumnElement[bool]) -> dict[int, datetime]:
    """When each open assignment was last answered by a report or a request."""
    found: dict[int, datetime] = {}
    waiting = [state for state in AssignmentState if state.is_waiting]
    for table in (Completion, Request):
        rows = await session.execute(
            select(table.assignment_id, func.max(table.created_at))
            .join(Assignment, Assignment.id == table.assignment_id)
            .where(of_terms, Assignment.state.in_(waiting))
            .group_by(table.assignment_id)
        )
        for assignment_id, at in rows:
            found[assignment_id] = max(at, found.get(assignment_id, at))
    return found


def _line(
    assignment: Assignment,
    organisation: str,
    term: Term,
    effective: date | None,
    answered: datetime | None,
    made: Rules,
) -> Line:
    late = assignment.is_late(None if term.kind is OccurrenceKind.ONGOING else effective, made.today)
    standing = Standing.LATE if late else Standing.IN_TIME
    if assignment.state is AssignmentState.ACCEPTED:
        standing = Standing.DONE
    elif assignment.state is AssignmentState.REPORTED:
        standing = Standing.REPORTED
    return Line(
        assignment_id=assignment.id,
        occurrence_id=assignment.occurrence_id,
        organisation_id=assignment.organisation_id,
        organisation=organisation,
        state=assignment.state,
        standing=standing,
        silent=_silent(assignment, term, answered, made),
        due=assignment.due,
        effective=effective,
        promised=assignment.promised,
        reported_on=assignment.reported_on,
        late_until=(assignment.reported_on or made.today) if late else None,
    )


def _silent(assignment: Assignment, term: Term, answered: datetime | None, made: Rules) -> bool:
    """Asked before today, and no promise, no report, no request since."""
    if term.asked is None or term.asked >= made.today or not assignment.state.is_waiting:
        return False
    if term.kind is not OccurrenceKind.ONGOING:
        return assignment.state is AssignmentState.OPEN and assignment.promised is None and answered is None
    if assignment.promised is not None and assignment.promised >= made.today:
        return False
    zone = made.settings.zone
    return answered is None or answered.astimezone(zone).date() < term.asked - EARLY_ANSWER


def lateness(made: Rules) -> Callable[[Line], int]:
    """How many working days after the effective day the report came, or is still missing."""

    @cache
    def between(effective: date, until: date) -> int:
        days = range(effective.toordinal() + 1, until.toordinal() + 1)
        return sum(made.calendar.is_working(date.fromordinal(day)) for day in days)

    def late(line: Line) -> int:
        if line.effective is None or line.late_until is None:
            return 0
        return between(line.effective, line.late_until)

    return late
