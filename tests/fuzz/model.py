"""A municipality as simply as it can be said: who has to be told what on which morning.

Written from the rules of the product, not from its code; only the production calendar is shared.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.models import AssignmentState, Role
from bot.working_days import WorkingDays

CALENDAR = WorkingDays()
MOST_STEPS = 12
WAITING = (AssignmentState.OPEN, AssignmentState.PROMISED, AssignmentState.RETURNED)


class To(StrEnum):
    """Whom a step of the ladder speaks to."""

    RESPONSIBLE = "responsible"
    RESPONSIBLE_AND_ABSENT = "responsible and absent"
    HEAD = "head"
    CONTROLLER = "controller"
    EVERYBODY = "everybody"


class Line(NamedTuple):
    """What has to be in a digest: an assignment, or that what was promised for a day was not done."""

    person: int
    number: int
    promise: date | None = None


@dataclass
class Human:
    """One person with one role."""

    person_id: int
    user_id: int
    membership_id: int
    role: Role
    school: int | None
    here: bool = True


@dataclass
class Duty:
    """One assignment."""

    number: int
    occurrence: int
    school: int
    due: date
    opens: date | None
    planned_on: date
    state: AssignmentState = AssignmentState.OPEN
    holder: int | None = None
    promised: date | None = None
    returned_on: date | None = None
    reports: list[int] = field(default_factory=list)
    requests: dict[int, date | None] = field(default_factory=dict)
    """Requests nobody has decided: the later day that is asked for, or None for «не наше»."""

    @property
    def waits(self) -> bool:
        """Whether the executor still has to act."""
        return self.state in WAITING

    def steps(self) -> list[tuple[date, To]]:
        """Every day on which somebody is told about it."""
        effective = CALENDAR.effective(self.due, "previous")
        days: dict[tuple[date, To], None] = {}
        if self.opens is not None:
            days[CALENDAR.on_or_after(self.opens), To.RESPONSIBLE] = None
        for before in (10, 5, 1, 0):
            day = CALENDAR.shift(effective, -before) if before else effective
            if self.opens is None or day >= self.opens:
                days[day, To.RESPONSIBLE] = None
        late = max(effective, self.returned_on or effective)
        days[CALENDAR.shift(late, 1), To.RESPONSIBLE_AND_ABSENT] = None
        days[CALENDAR.shift(late, 3), To.HEAD] = None
        days[CALENDAR.shift(late, 5), To.CONTROLLER] = None
        for week in range(1, MOST_STEPS):
            days[CALENDAR.shift(late, 5 + 5 * week), To.EVERYBODY] = None
        return sorted(days, key=lambda step: step[0])[:MOST_STEPS]


@dataclass
class Model:
    """Everything that is remembered of a municipality."""

    administrator: int
    today: date
    humans: list[Human] = field(default_factory=list)
    duties: dict[int, Duty] = field(default_factory=dict)
    deputies: dict[int, tuple[int, date, date]] = field(default_factory=dict)
    last_morning: date = date.min
    owed: set[Line] = field(default_factory=set)
    """Lines of digests that were written and never sent."""

    def expected(self) -> set[Line]:
        """The lines that have to be in the digests of this morning."""
        found = set()
        for duty in self.duties.values():
            if not duty.waits:
                continue
            broken = duty.promised is not None and self._between(CALENDAR.shift(duty.promised, 1))
            if broken:
                responsible = self.people(To.RESPONSIBLE, duty)
                found |= {Line(person, duty.number, duty.promised) for person in responsible}
            if duty.promised is not None and duty.promised >= self.today:
                continue
            for day, to in duty.steps():
                if self._between(day) and day > duty.planned_on:
                    found |= {Line(person, duty.number) for person in self.people(to, duty)}
        return found | {line for line in self.owed if self.matters(line)}

    def matters(self, line: Line) -> bool:
        """Whether a line that was not sent yet is still true: neither done nor promised anew meanwhile."""
        duty = self.duties[line.number]
        if line.promise is not None:
            return duty.waits and duty.promised == line.promise
        return duty.waits and (duty.promised is None or duty.promised < self.today)

    def people(self, to: To, duty: Duty) -> set[int]:
        """Whom a step speaks to today."""
        responsible, heads = self.responsible(duty), self.holders(Role.HEAD, duty.school)
        controllers = self.holders(Role.CONTROLLER, None) or [self.administrator]
        match to:
            case To.RESPONSIBLE:
                found = [self.in_for(person) for person in responsible]
            case To.RESPONSIBLE_AND_ABSENT:
                found = [*responsible, *map(self.in_for, responsible)]
            case To.HEAD:
                found = [self.in_for(person) for person in heads]
            case To.CONTROLLER:
                found = [self.in_for(person) for person in controllers]
            case To.EVERYBODY:
                found = [self.in_for(person) for person in (*responsible, *heads, *controllers)]
        return set(found)

    def responsible(self, duty: Duty) -> list[int]:
        """Who took it on, else the coordinators, else the heads."""
        coordinators, heads = (
            self.holders(Role.COORDINATOR, duty.school),
            self.holders(Role.HEAD, duty.school),
        )
        if duty.holder in (*coordinators, *heads):
            return [duty.holder] if duty.holder is not None else []
        return coordinators or heads

    def holders(self, role: Role, school: int | None) -> list[int]:
        """Who holds a role today."""
        return [h.person_id for h in self.humans if h.here and h.role is role and h.school == school]

    def in_for(self, person: int) -> int:
        """The person, or whoever stands in for them today."""
        seen = {person}
        while (deputy := self._deputy(person)) is not None and deputy not in seen:
            seen.add(deputy)
            person = deputy
        return person

    def may_be_told(self, person: int, duty: Duty) -> bool:
        """Whether an assignment is any business of a person's today."""
        inside = {h.person_id for h in self.humans if h.here and h.school == duty.school}
        inside |= set(self.holders(Role.CONTROLLER, None)) | {self.administrator}
        return person in inside or any(self.in_for(each) == person for each in inside)

    def leaves(self, human: Human) -> None:
        """A person has no role any more: what they took on is everybody's again."""
        human.here = False
        for duty in self.duties.values():
            unfinished = duty.state not in (AssignmentState.ACCEPTED, AssignmentState.WITHDRAWN)
            if duty.holder == human.person_id and duty.school == human.school and unfinished:
                duty.holder = duty.promised = None
                if duty.state is AssignmentState.PROMISED:
                    duty.state = AssignmentState.OPEN
        self.deputies = {
            absent: each for absent, each in self.deputies.items() if human.person_id not in (absent, each[0])
        }

    def _deputy(self, person: int) -> int | None:
        deputy, first, last = self.deputies.get(person, (0, date.max, date.min))
        return deputy if first <= self.today <= last else None

    def _between(self, day: date) -> bool:
        return self.last_morning < day <= self.today

    def next_day(self) -> date:
        """Tomorrow."""
        return self.today + timedelta(days=1)
