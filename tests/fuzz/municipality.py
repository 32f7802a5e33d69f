"""Lives of a municipality, invented by hypothesis: what the product says against what the model says."""

from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.errors import DomainError
from bot.models import AssignmentState, EvidenceKind, OrganisationKind, RequestKind, Role
from bot.services.assignments import Evidence
from tests.fuzz.house import FIRST_DAY, MORNING, House
from tests.fuzz.model import CALENDAR, Duty, Human, Line, Model

MOST_SCHOOLS, MOST_PEOPLE = 3, 7
LADDER = ("opens", "before", "month", "overdue", "weekly", "broken")
CHOICE = st.integers(0, 10_000)
SEEN: Counter[str] = Counter()
"""What the lives consisted of: a life in which nothing happens proves nothing."""


class Municipality(RuleBasedStateMachine):
    """Every rule does something to the product and to the model; the mornings compare them."""

    def __init__(self) -> None:
        super().__init__()
        self.house = House()
        self.house.begin()
        self.model = Model(self.house.actor().person_id, FIRST_DAY)
        self.schools: list[int] = []
        self.opened = 0
        self.sources = 0

    def teardown(self) -> None:
        """Leave nothing behind."""
        SEEN["lives"] += 1
        self.house.close()

    @initialize()
    def first_people(self) -> None:
        """One school with a coordinator, and a controller."""
        self.a_school_opens()
        self.somebody_joins(Role.COORDINATOR, 0)
        self.somebody_joins(Role.CONTROLLER, 0)

    @precondition(lambda self: self.opened < MOST_SCHOOLS)
    @rule()
    def a_school_opens(self) -> None:
        """It gets what is still ahead."""
        self.opened += 1
        name = f"Школа № {self.opened}"
        row = self.house.run(self.house.organisations.add(self.house.actor(), name, OrganisationKind.SCHOOL))
        self.schools.append(row.organisation_id)
        for each, occurrence in self.house.all_assignments():
            if each.organisation_id == row.organisation_id:
                assert each.due is not None
                assert CALENDAR.effective(each.due, "previous") >= self.model.today
                self.model.duties[each.id] = Duty(
                    each.id, occurrence.id, each.organisation_id, each.due, occurrence.opens, self.model.today
                )

    @precondition(lambda self: len(self.schools) > 1)
    @rule(which=CHOICE)
    def a_school_closes(self, which: int) -> None:
        """What it had not handed in is withdrawn."""
        school = self.schools.pop(which % len(self.schools))
        self.house.run(self.house.organisations.close(self.house.actor(), school))
        for duty in self.model.duties.values():
            if duty.school == school and (duty.waits or duty.state is AssignmentState.DISPUTED):
                duty.state = AssignmentState.WITHDRAWN

    @precondition(lambda self: len(self.model.humans) < MOST_PEOPLE)
    @rule(
        role=st.sampled_from([Role.COORDINATOR, Role.COORDINATOR, Role.HEAD, Role.CONTROLLER]), which=CHOICE
    )
    def somebody_joins(self, role: Role, which: int) -> None:
        """By an invite."""
        school = self.schools[which % len(self.schools)] if role.in_organisation else None
        user_id = 1000 + len(self.model.humans)
        person, membership = self.house.join(user_id, role, school)
        self.model.humans.append(Human(person, user_id, membership, role, school))

    @precondition(lambda self: len(self._here()) > 2)
    @rule(which=CHOICE)
    def somebody_leaves(self, which: int) -> None:
        """Nobody in particular takes over."""
        human = self._here()[which % len(self._here())]
        self.house.run(self.house.people.end_membership(self.house.actor(), human.membership_id, None))
        self.model.leaves(human)

    @precondition(lambda self: len(self._here()) > 1)
    @rule(which=CHOICE, whom=CHOICE, first=st.integers(0, 5), days=st.integers(0, 10))
    def somebody_stands_in(self, which: int, whom: int, first: int, days: int) -> None:
        """A deputy, where the product allows it."""
        absent = self._here()[which % len(self._here())]
        possible = [each for each in self._here() if each.school == absent.school]
        deputy = possible[whom % len(possible)]
        begins = self.model.today + timedelta(days=first)
        ends = begins + timedelta(days=days)
        actor = self.house.actor(absent.user_id)
        work = self.house.people.substitute(actor, absent.person_id, deputy.person_id, begins, ends)
        if self._done(work):
            self.model.deputies[absent.person_id] = (deputy.person_id, begins, ends)

    @precondition(lambda self: self._pairs())
    @rule(which=CHOICE, days=st.integers(-1, 12))
    def somebody_promises(self, which: int, days: int) -> None:
        """«Принято» with a day; refused in the past, and after a day that is still ahead."""
        human, duty = self._pairs()[which % len(self._pairs())]
        day = self.model.today + timedelta(days=days)
        done = self._done(self.house.assignments.promise(self.house.actor(human.user_id), duty.number, day))
        limit = CALENDAR.effective(duty.due, "previous")
        same = (duty.holder, duty.promised) == (human.person_id, day)
        allowed = duty.waits and days >= 0 and not self.model.today <= limit < day
        assert done is (allowed or same)
        if done and not same:
            duty.holder, duty.promised, duty.state = human.person_id, day, AssignmentState.PROMISED

    @precondition(lambda self: self._pairs())
    @rule(which=CHOICE)
    def somebody_reports(self, which: int) -> None:
        """«Готово»; more can be added while it waits for the controller."""
        human, duty = self._pairs()[which % len(self._pairs())]
        evidence = Evidence(self._source(), EvidenceKind.TEXT, "сделано")
        actor = self.house.actor(human.user_id)
        done = self._done(self.house.assignments.complete(actor, duty.number, evidence))
        assert done is (duty.waits or duty.state is AssignmentState.REPORTED)
        if done:
            view = self.house.run(self.house.assignments.view(actor, duty.number))
            duty.reports = [each.completion_id for each in view.reports if each.accepted is None]
            if duty.waits:
                duty.state, duty.holder = AssignmentState.REPORTED, human.person_id

    @precondition(lambda self: self._reports())
    @rule(which=CHOICE, good=st.booleans())
    def a_report_is_decided(self, which: int, good: bool) -> None:
        """Accepted or returned; whatever was decided stays decided."""
        duty, report = self._reports()[which % len(self._reports())]
        boss = self.house.actor()
        work = (
            self.house.control.accept(boss, report)
            if good
            else self.house.control.give_back(boss, report, "ещё")
        )
        was = duty.state
        done = self._done(work)
        if was is AssignmentState.REPORTED:
            assert done
            duty.reports = []
            if good:
                duty.state = AssignmentState.ACCEPTED
            else:
                duty.state, duty.promised = AssignmentState.RETURNED, None
                duty.returned_on = duty.planned_on = self.model.today
            return
        assert not done

    @precondition(lambda self: self._pairs())
    @rule(
        which=CHOICE,
        later=st.integers(1, 30),
        kind=st.sampled_from([RequestKind.EXTENSION, RequestKind.DISPUTE]),
    )
    def somebody_asks(self, which: int, later: int, kind: RequestKind) -> None:
        """For a later day, or «не наше»."""
        human, duty = self._pairs()[which % len(self._pairs())]
        actor, source = self.house.actor(human.user_id), self._source()
        day = (
            max(duty.due, self.model.today) + timedelta(days=later) if kind is RequestKind.EXTENSION else None
        )
        work: Coroutine[Any, Any, Any] = (
            self.house.assignments.ask_extension(actor, duty.number, source, day, "нужно")
            if day is not None
            else self.house.assignments.dispute(actor, duty.number, source, "не наше")
        )
        done = self._done(work)
        assert done is duty.waits
        if done:
            view = self.house.run(self.house.assignments.view(self.house.actor(), duty.number))
            duty.requests[view.questions[-1].request_id] = day
            if day is None:
                duty.state = AssignmentState.DISPUTED

    @precondition(lambda self: self._requests())
    @rule(which=CHOICE, granted=st.booleans())
    def a_request_is_decided(self, which: int, granted: bool) -> None:
        """Agreed, or refused with a word."""
        duty, request = self._requests()[which % len(self._requests())]
        boss = self.house.actor()
        control = self.house.control
        work = control.grant(boss, request) if granted else control.refuse(boss, request, "нет")
        done = self._done(work)
        if not done:
            assert duty.state in (AssignmentState.ACCEPTED, AssignmentState.WITHDRAWN), (
                "refused without a reason"
            )
            return
        day = duty.requests.pop(request)
        if day is None:
            if duty.state is AssignmentState.DISPUTED:
                duty.state = AssignmentState.WITHDRAWN if granted else AssignmentState.OPEN
        elif granted:
            duty.due, duty.promised, duty.planned_on = day, None, self.model.today
            if duty.state is AssignmentState.PROMISED:
                duty.state = AssignmentState.OPEN

    @rule(off=st.booleans(), killed=st.booleans())
    def a_day_passes(self, off: bool, killed: bool) -> None:
        """The next morning: the product may be off all day, or killed before anything is sent."""
        model = self.model
        model.today = model.next_day()
        self.house.stand(model.today, MORNING)
        if off:
            self.house.kill()
        else:
            self._morning(killed=killed)
        self.house.stand(model.today)

    @rule(days=st.integers(2, 14))
    def days_pass(self, days: int) -> None:
        """Ordinary mornings."""
        for _ in range(days):
            self.a_day_passes(off=False, killed=False)

    @invariant()
    def both_say_the_same(self) -> None:
        """The state of every assignment, and who took it on until when."""
        rows = {each.id: each for each, _ in self.house.all_assignments()}
        assert rows.keys() == self.model.duties.keys()
        for number, duty in self.model.duties.items():
            row = rows[number]
            assert (row.state, row.due) == (duty.state, duty.due), number
            if duty.waits:
                assert (row.person_id, row.promised) == (duty.holder, duty.promised), number

    def _morning(self, *, killed: bool) -> None:
        model, house = self.model, self.house
        working = CALENDAR.is_working(model.today)
        expected = model.expected() if working else set()
        house.run(house.reminders.tick())
        digests = house.digests(model.today)
        assert working or not digests, "a digest on a day off"
        assert house.run(house.reminders.tick()) == 0, "a second digest on one morning"
        self._compare(digests, expected)
        SEEN.update({"mornings": 1, "digests": len(digests), "lines that had to come": len(expected)})
        if killed:
            house.kill()
            assert house.run(house.reminders.tick()) == 0, "a second digest after a kill"
        else:
            sent = house.send_everything()
            assert len(sent) == len(set(sent)), "two digests at once"
        if working:
            model.last_morning = model.today
            model.owed = expected if killed else set()
        elif not killed:
            model.owed = set()  # what was written before a kill goes out now

    def _compare(self, digests: dict[int, dict[str, Any]], expected: set[Line]) -> None:
        for person, content in digests.items():
            for card in content["own"]:
                duty = self.model.duties[card["assignment_id"]]
                assert self.model.may_be_told(person, duty), f"{duty.number} is no business of {person}"
                assert duty.waits or card["step"] not in LADDER, f"{duty.number} is {duty.state}"
        told: set[tuple[int, int]] = set()
        late: set[tuple[int, int]] = set()
        for person, content in self.house.unsent_digests():
            told |= {(person, card["assignment_id"]) for card in content["own"]}
            late |= {(person, row["occurrence"]) for row in content["late"]}
        for person, number in {(line.person, line.number) for line in expected} - told:
            occurrence = self.model.duties[number].occurrence
            assert (person, occurrence) in late, f"{person} was not told about {number}"

    def _done(self, work: Coroutine[Any, Any, Any]) -> bool:
        name = getattr(work, "__name__", "")
        try:
            self.house.run(work)
        except DomainError as refusal:
            SEEN[f"refused: {refusal.key}"] += 1
            return False
        SEEN[f"done: {name}"] += 1
        return True

    def _here(self) -> list[Human]:
        return [human for human in self.model.humans if human.here]

    def _pairs(self) -> list[tuple[Human, Duty]]:
        duties = self.model.duties.values()
        return [(human, duty) for human in self._here() for duty in duties if duty.school == human.school]

    def _reports(self) -> list[tuple[Duty, int]]:
        return [(duty, report) for duty in self.model.duties.values() for report in duty.reports]

    def _requests(self) -> list[tuple[Duty, int]]:
        return [(duty, request) for duty in self.model.duties.values() for request in duty.requests]

    def _source(self) -> str:
        self.sources += 1
        return f"message:{self.sources}"
