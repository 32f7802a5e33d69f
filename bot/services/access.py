"""Who may do what on whose data: the one table. Handlers filter by it, services look by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.errors import Foreign, NotAllowed
from bot.models import Database, Guardian, Organisation, Pair, PairKind, PairState, Role, Student
from bot.services.actor import Actor


class Reach(StrEnum):
    """Whose data a role reaches."""

    ALL = "all"
    PLACE = "place"
    """Of the organisation in which the role is held."""
    CHILD = "child"
    """Of the person's own children."""
    TUTORED = "tutored"
    """Of the pupils whose tutor the person is."""
    SELF = "self"


class Action(StrEnum):
    """What can be done around pupils and families; actions on assignments are older and have filters."""

    CLASS_LINKS = "class-links"
    STUDENT_COUNTS = "student-counts"
    STUDENT_LISTS = "student-lists"
    STUDENT_DECIDE = "student-decide"
    STUDENT_OWN = "student-own"
    STUDENT_CONTRACT = "student-contract"
    PROFILE_CLASSES = "profile-classes"
    PROFILE_CLASSES_EDIT = "profile-classes-edit"
    FAMILY_CODES = "family-codes"
    CONSENTS = "consents"
    CONSENT_PAPER = "consent-paper"
    CONSENT_TEXTS = "consent-texts"
    CARDS_EDIT = "cards-edit"
    QUESTIONS_ANSWER = "questions-answer"
    CONSULTATIONS_OFFER = "consultations-offer"
    MEETINGS = "meetings"
    QUIZ = "quiz"
    QUIZ_RESULTS = "quiz-results"
    FAMILY_REPORTS = "family-reports"
    PROGRAMMES_EDIT = "programmes-edit"
    PROGRAMMES_REVIEW = "programmes-review"
    EVENTS_EDIT = "events-edit"
    EVENTS_JOIN = "events-join"
    EVENTS_ATTENDANCE = "events-attendance"
    EVENT_REPORTS = "event-reports"
    ROUTE_TEMPLATES = "route-templates"
    ROUTES_SEE = "routes-see"
    ROUTES_EDIT = "routes-edit"
    ROUTES_MARK = "routes-mark"
    ROUTE_REGISTERS = "route-registers"
    MONITORING_CONFIRM = "monitoring-confirm"
    MONITORING_MERGE = "monitoring-merge"
    CONTESTS_EDIT = "contests-edit"
    CONTESTS_JOIN = "contests-join"
    CONTESTS_ENTRIES = "contests-entries"
    ANNOUNCE = "announce"
    ANNOUNCE_APPROVE = "announce-approve"
    EXAM_DAYS = "exam-days"
    PAIRS_MANAGE = "pairs-manage"
    CHECKINS_LOG = "checkins-log"
    ACCOMPANIED = "accompanied"
    PLAN_OWN = "plan-own"
    PLAN_SEE = "plan-see"
    PLAN_CONFIRM = "plan-confirm"
    CURATE = "curate"
    MENTORING_REPORTS = "mentoring-reports"
    MENTORING_PROGRAMMES = "mentoring-programmes"


_SCHOOL = {Role.COORDINATOR: Reach.PLACE}
_TUTOR = {Role.TUTOR: Reach.TUTORED}
_SCHOOL_AND_CENTRE = _SCHOOL | {Role.METHODIST: Reach.ALL}
_OFFICES = {Role.COORDINATOR: Reach.PLACE, Role.HEAD: Reach.PLACE, Role.EXECUTOR: Reach.PLACE}
_FAMILY = {Role.STUDENT: Reach.SELF, Role.GUARDIAN: Reach.CHILD}

TABLE: Mapping[Action, Mapping[Role, Reach]] = {
    Action.CLASS_LINKS: _SCHOOL,
    Action.STUDENT_COUNTS: _SCHOOL_AND_CENTRE
    | {Role.HEAD: Reach.PLACE, Role.CONTROLLER: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
    Action.STUDENT_LISTS: _SCHOOL_AND_CENTRE,
    Action.STUDENT_DECIDE: _SCHOOL,
    Action.STUDENT_OWN: _FAMILY,
    Action.STUDENT_CONTRACT: {Role.STUDENT: Reach.SELF, Role.COORDINATOR: Reach.PLACE},
    Action.PROFILE_CLASSES: _OFFICES | {Role.METHODIST: Reach.ALL},
    Action.PROFILE_CLASSES_EDIT: _OFFICES,
    Action.FAMILY_CODES: {Role.STUDENT: Reach.SELF, Role.COORDINATOR: Reach.PLACE},
    Action.CONSENTS: _FAMILY,
    Action.CONSENT_PAPER: _SCHOOL,
    Action.CONSENT_TEXTS: {Role.ADMINISTRATOR: Reach.ALL},
    Action.CARDS_EDIT: {Role.METHODIST: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
    Action.QUESTIONS_ANSWER: _OFFICES | {Role.METHODIST: Reach.PLACE, Role.CONTROLLER: Reach.PLACE},
    Action.CONSULTATIONS_OFFER: _OFFICES,
    Action.MEETINGS: _SCHOOL_AND_CENTRE,
    Action.QUIZ: _FAMILY,
    Action.QUIZ_RESULTS: _SCHOOL,
    Action.FAMILY_REPORTS: _SCHOOL_AND_CENTRE | {Role.CONTROLLER: Reach.ALL},
    Action.PROGRAMMES_EDIT: _OFFICES,
    Action.PROGRAMMES_REVIEW: {Role.METHODIST: Reach.ALL},
    Action.EVENTS_EDIT: _OFFICES | {Role.METHODIST: Reach.ALL},
    Action.EVENTS_JOIN: _FAMILY,
    Action.EVENTS_ATTENDANCE: _OFFICES | {Role.METHODIST: Reach.ALL},
    Action.EVENT_REPORTS: _SCHOOL_AND_CENTRE | {Role.HEAD: Reach.PLACE, Role.CONTROLLER: Reach.ALL},
    Action.ROUTE_TEMPLATES: {Role.METHODIST: Reach.ALL},
    Action.ROUTES_SEE: _SCHOOL_AND_CENTRE | _FAMILY | _TUTOR,
    Action.ROUTES_EDIT: _SCHOOL | _TUTOR,
    Action.ROUTE_REGISTERS: _SCHOOL_AND_CENTRE,
    Action.ROUTES_MARK: _SCHOOL | _TUTOR | {Role.STUDENT: Reach.SELF},
    Action.MONITORING_CONFIRM: _OFFICES,
    Action.MONITORING_MERGE: {Role.METHODIST: Reach.ALL, Role.CONTROLLER: Reach.ALL},
    Action.CONTESTS_EDIT: _OFFICES | {Role.METHODIST: Reach.ALL},
    Action.CONTESTS_JOIN: _FAMILY,
    Action.CONTESTS_ENTRIES: _SCHOOL_AND_CENTRE,
    Action.ANNOUNCE: _SCHOOL_AND_CENTRE | {Role.CONTROLLER: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
    Action.ANNOUNCE_APPROVE: {
        Role.HEAD: Reach.PLACE,
        Role.METHODIST: Reach.ALL,
        Role.CONTROLLER: Reach.ALL,
        Role.ADMINISTRATOR: Reach.ALL,
    },
    Action.EXAM_DAYS: {Role.METHODIST: Reach.ALL, Role.ADMINISTRATOR: Reach.ALL},
    Action.PAIRS_MANAGE: _OFFICES | {Role.METHODIST: Reach.ALL},
    Action.CHECKINS_LOG: {Role.TUTOR: Reach.SELF, Role.MENTOR: Reach.SELF},
    Action.ACCOMPANIED: {Role.STUDENT: Reach.SELF, Role.TRAINEE: Reach.SELF},
    Action.PLAN_OWN: {Role.STUDENT: Reach.SELF},
    Action.PLAN_SEE: {Role.GUARDIAN: Reach.CHILD},
    Action.PLAN_CONFIRM: {Role.TUTOR: Reach.SELF},
    Action.CURATE: {Role.COORDINATOR: Reach.PLACE, Role.HEAD: Reach.PLACE, Role.METHODIST: Reach.ALL},
    Action.MENTORING_REPORTS: _OFFICES | {Role.METHODIST: Reach.ALL, Role.CONTROLLER: Reach.ALL},
    Action.MENTORING_PROGRAMMES: {Role.METHODIST: Reach.ALL},
}
"""What is not named here is refused. Facts, questions and bookings are open to everybody."""


def may(actor: Actor, action: Action) -> bool:
    """Whether any role of the person reaches anything by this action."""
    return actor.has(*TABLE[action])


@dataclass(frozen=True)
class Scope:
    """Whose data a person reaches by one action."""

    action: Action
    everywhere: bool
    places: frozenset[int]
    own: int | None
    """The person, where they reach their own entry."""
    parent: int | None
    """The person, where they reach the entries of their children."""
    tutor: int | None
    """The person, where they reach the entries of the pupils whose tutor they are."""

    def place(self, organisation_id: int | None) -> None:
        """Refuse an organisation out of reach."""
        if not self.everywhere and organisation_id not in self.places:
            raise Foreign

    def places_among(self, column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        """The condition on a column of organisations."""
        return true() if self.everywhere else column.in_(self.places)

    def students(self) -> ColumnElement[bool]:
        """The condition on `Student`."""
        if self.everywhere:
            return true()
        parts: list[ColumnElement[bool]] = [false(), Student.organisation_id.in_(self.places)]
        if self.own is not None:
            parts.append(Student.person_id == self.own)
        if self.parent is not None:
            parts.append(Student.id.in_(children_of(self.parent)))
        if self.tutor is not None:
            parts.append(Student.id.in_(_tutored_by(self.tutor)))
        return or_(*parts)

    async def student(self, session: AsyncSession, student_id: int) -> Student:
        """A pupil within reach, locked for the transaction; `Foreign` for any other number."""
        found = await session.scalar(
            select(Student).where(Student.id == student_id, self.students()).with_for_update()
        )
        if found is None:
            raise Foreign
        return found


def children_of(person_id: int) -> Select[int]:
    """The numbers of the pupils somebody is a parent of."""
    return select(Guardian.student_id).where(Guardian.person_id == person_id, Guardian.ended_at.is_(None))


def _tutored_by(person_id: int) -> Select[int | None]:
    """The numbers of the pupils whose tutor somebody is."""
    return select(Pair.student_id).where(
        Pair.mentor_id == person_id, Pair.kind == PairKind.TUTOR_PUPIL, Pair.state != PairState.CLOSED
    )


async def places_within(db: Database, reach: Scope) -> list[tuple[int, str]]:
    """The working organisations within reach, by number and name: one of them is chosen to act in."""
    async with db.reading() as session:
        rows = await session.execute(
            select(Organisation.id, Organisation.name)
            .where(reach.places_among(Organisation.id), Organisation.active)
            .order_by(Organisation.name)
        )
        return [(number, name) for number, name in rows]


def scope(actor: Actor, action: Action) -> Scope:
    """What the person reaches by this action; `NotAllowed` where that is nothing."""
    held = {role: reach for role, reach in TABLE[action].items() if actor.has(role)}
    if not held:
        raise NotAllowed
    reaches = set(held.values())
    return Scope(
        action=action,
        everywhere=Reach.ALL in reaches,
        places=actor.places(*(role for role, reach in held.items() if reach is Reach.PLACE)),
        own=actor.person_id if Reach.SELF in reaches else None,
        parent=actor.person_id if Reach.CHILD in reaches else None,
        tutor=actor.person_id if Reach.TUTORED in reaches else None,
    )
