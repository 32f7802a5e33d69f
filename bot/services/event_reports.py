"""Who was where, in the words of the expected results: 2.1.3, 2.4, 2.4.2, 2.5 and 2.8.4, as XLSX."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from sqlalchemy import select

from bot.clock import Clock
from bot.models import (
    Database,
    Event,
    EventKind,
    EventState,
    Feedback,
    Organisation,
    Participation,
    ParticipationState,
    ProfileClass,
    Student,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.event_views import EventView, views_of
from bot.services.names import natural_order
from bot.services.school_years import SEPTEMBER, school_year_of
from bot.services.sheets import Cell, Column, File, Sheets
from bot.texts import Words

Kind = Literal["events", "seasonal", "courses", "partners"]
SEASONAL = (EventKind.SATURDAY, EventKind.SEASONAL_SCHOOL, EventKind.MEETING)
"""The kinds of item 2.5, held from October to December."""
EVENTS: tuple[tuple[str, int], ...] = (
    ("day", 12),
    ("kind", 24),
    ("title", 44),
    ("organisation", 36),
    ("partner", 30),
    ("seats", 10),
    ("signed", 12),
    ("came", 12),
    ("missed", 12),
    ("liked", 12),
)
COURSES: tuple[tuple[str, int], ...] = (
    ("subject", 22),
    ("school", 40),
    ("pupils", 14),
    ("lessons", 12),
    ("visits", 14),
)


@dataclass(frozen=True)
class Visit:
    """A pupil was at an event."""

    event: EventView
    student_id: int
    school: str


@dataclass(frozen=True)
class Recorded:
    """The events of a school year within reach, and who came."""

    events: tuple[EventView, ...]
    visits: tuple[Visit, ...]
    liked: dict[int, list[int]]
    """Marks by event."""
    classes: dict[int, str]
    """The profile class an event was held for, by event."""
    today: date


@dataclass(frozen=True)
class EventReports:
    """Files to hand in."""

    db: Database
    clock: Clock

    async def table(self, actor: Actor, kind: Kind, words: Words) -> File:
        """One of the four tables."""
        recorded = await self._recorded(actor, kind)
        make = {
            "events": self._events,
            "seasonal": self._events,
            "courses": self._courses,
            "partners": self._partners,
        }[kind]
        book = Sheets()
        year = school_year_of(recorded.today)
        above = [
            words.label(f"event-report-{kind}-title"),
            words.label(f"event-report-{kind}-order"),
            words.label("list-year", year=year, next=year + 1, day=f"{recorded.today:%d.%m.%Y}"),
        ]
        make(book, recorded, above, words)
        name = words.label(f"event-report-{kind}-file", day=recorded.today.isoformat())
        return File(f"{name}.xlsx", book.content())

    async def _recorded(self, actor: Actor, kind: Kind) -> Recorded:
        reach = scope(actor, Action.EVENT_REPORTS)
        today = self.clock.today()
        year = school_year_of(today)
        first = datetime.combine(date(year, SEPTEMBER, 1), time(0), tzinfo=self.clock.zone)
        wanted = select(Event).where(
            Event.state.in_((EventState.PUBLISHED, EventState.HELD)),
            Event.starts_at >= first,
            Event.ends_at <= self.clock.now(),
        )
        if kind == "seasonal":
            first = datetime.combine(date(year, 10, 1), time(0), tzinfo=self.clock.zone)
            last = datetime.combine(date(year + 1, 1, 1), time(0), tzinfo=self.clock.zone)
            wanted = wanted.where(Event.kind.in_(SEASONAL), Event.starts_at >= first, Event.starts_at < last)
        elif kind == "courses":
            wanted = wanted.where(Event.kind == EventKind.EXAM_COURSE)
        async with self.db.reading() as session:
            events = (await session.scalars(wanted.order_by(Event.starts_at, Event.id))).all()
            views = {view.event_id: view for view in await views_of(session, self.clock, events)}
            rows = await session.execute(
                select(Participation.event_id, Student.id, Organisation.name)
                .join(Student, Student.id == Participation.student_id)
                .join(Organisation, Organisation.id == Student.organisation_id)
                .where(
                    Participation.event_id.in_(views),
                    Participation.state == ParticipationState.ATTENDED,
                    reach.places_among(Student.organisation_id),
                )
            )
            visits = tuple(Visit(views[event], student, school) for event, student, school in rows)
            marks: dict[int, list[int]] = defaultdict(list)
            for event, liked in await session.execute(
                select(Participation.event_id, Feedback.liked)
                .join(Participation, Participation.id == Feedback.participation_id)
                .where(Participation.event_id.in_(views))
            ):
                marks[event].append(liked)
            classes = await session.execute(
                select(Event.id, ProfileClass.name)
                .join(ProfileClass, ProfileClass.id == Event.profile_class_id)
                .where(Event.id.in_(views))
            )
            named = {number: name for number, name in classes}
        ours = {visit.event.event_id for visit in visits}
        shown = tuple(
            view
            for view in views.values()
            if reach.everywhere or view.organisation_id in reach.places or view.event_id in ours
        )
        return Recorded(shown, visits, dict(marks), named, today)

    def _events(self, book: Sheets, recorded: Recorded, above: Sequence[str], words: Words) -> None:
        book.add(
            words.label("event-report-sheet-events"),
            [Column(words.label(f"event-report-{name}"), width) for name, width in EVENTS],
            [self._event_row(view, recorded, words) for view in recorded.events],
            above=above,
        )
        kinds = [kind for kind in EventKind if any(view.kind is kind for view in recorded.events)]
        pupils: dict[str, dict[EventKind, set[int]]] = defaultdict(lambda: defaultdict(set))
        for visit in recorded.visits:
            pupils[visit.school][visit.event.kind].add(visit.student_id)
        rows: list[list[Cell]] = [
            [
                school,
                len(set().union(*found.values())),
                *(len(found[kind]) for kind in kinds),
            ]
            for school, found in sorted(pupils.items(), key=lambda each: natural_order(each[0]))
        ]
        heads = [
            Column(words.label("event-report-school"), 44),
            Column(words.label("event-report-pupils"), 16),
        ]
        heads += [Column(words.label(f"route-kind-{kind.value}"), 18) for kind in kinds]
        book.add(words.label("event-report-sheet-coverage"), heads, rows, above=above)

    def _event_row(self, view: EventView, recorded: Recorded, words: Words) -> list[Cell]:
        marks = recorded.liked.get(view.event_id, [])
        mean = f"{sum(marks) / len(marks):.1f}" if marks else None
        return [
            view.starts_at.date(),
            words.label(f"route-kind-{view.kind.value}"),
            view.title,
            view.organisation,
            view.partner,
            view.seats,
            view.taken,
            view.attended,
            view.missed,
            mean,
        ]

    def _courses(self, book: Sheets, recorded: Recorded, above: Sequence[str], words: Words) -> None:
        groups: dict[tuple[str, str], list[Visit]] = defaultdict(list)
        for visit in recorded.visits:
            groups[visit.event.subject, visit.school].append(visit)
        rows: list[list[Cell]] = [
            [
                words.label(f"subject-{subject}"),
                school,
                len({visit.student_id for visit in visits}),
                len({visit.event.event_id for visit in visits}),
                len(visits),
            ]
            for (subject, school), visits in sorted(
                groups.items(), key=lambda each: (each[0][0], natural_order(each[0][1]))
            )
        ]
        book.add(
            words.label("event-report-sheet-courses"),
            [Column(words.label(f"event-report-{name}"), width) for name, width in COURSES],
            rows,
            above=above,
        )

    def _partners(self, book: Sheets, recorded: Recorded, above: Sequence[str], words: Words) -> None:
        held = [view for view in recorded.events if view.partner and view.event_id in recorded.classes]
        names = sorted({recorded.classes[view.event_id] for view in held}, key=natural_order)
        counts = Counter((view.partner, recorded.classes[view.event_id]) for view in held)
        rows: list[list[Cell]] = [
            [partner, *(counts[partner, name] or None for name in names)]
            for partner in sorted({view.partner for view in held})
        ]
        heads = [Column(words.label("event-report-partner"), 44), *(Column(name, 20) for name in names)]
        book.add(words.label("event-report-sheet-partners"), heads, rows, above=above)
