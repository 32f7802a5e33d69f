"""A route sheet as it is shown, counted and printed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import RouteSheet, RouteStep, RouteTemplate, StepKind, StepState, Student
from bot.services.student_cards import StudentCard, cards_of

REASONS = ("ill", "busy", "no_seats", "cancelled", "changed_mind", "other")
"""Why a step was missed; the texts are `route-reason-<code>`."""


@dataclass(frozen=True)
class StepView:
    """One step; `reason` and `evidence` are empty where nobody has said anything."""

    step_id: int
    title: str
    kind: StepKind
    due: date
    responsible: str
    state: StepState
    reason: str
    evidence: str
    event_id: int | None
    contest_id: int | None
    decided_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (StepState.PLANNED, StepState.INVITED)

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and nobody has said how it went; an event has a day of its own."""
        return self.is_open and self.event_id is None and self.due < today


@dataclass(frozen=True)
class Progress:
    """How many steps stand where; a replaced step is counted apart, what replaced it counts by itself."""

    total: int = 0
    done: int = 0
    missed: int = 0
    replaced: int = 0
    open: int = 0
    late: int = 0
    """Of the open ones: their day has passed."""

    @property
    def percent(self) -> int:
        """Done of what was to be done, rounded down."""
        wanted = self.total - self.replaced
        return 100 * self.done // wanted if wanted else 0


@dataclass(frozen=True)
class SheetView:
    """A route sheet of a school year with its steps, by their days."""

    sheet_id: int
    student: StudentCard
    school_year: int
    template: str
    started_on: date
    agreed_on: date | None
    steps: tuple[StepView, ...]
    today: date

    @property
    def next_step(self) -> StepView | None:
        """What comes next: the first open step that is not late, else the first late one."""
        waiting = [step for step in self.steps if step.is_open]
        ahead = [step for step in waiting if not step.is_late(self.today)]
        return next(iter(ahead or waiting), None)

    @property
    def progress(self) -> Progress:
        """The steps counted."""
        return progress_of(self.steps, self.today)


def progress_of(steps: Iterable[StepView], today: date) -> Progress:
    """Steps counted by where they stand."""
    found = list(steps)
    states = Counter(step.state for step in found)
    return Progress(
        total=len(found),
        done=states[StepState.DONE],
        missed=states[StepState.MISSED],
        replaced=states[StepState.REPLACED],
        open=sum(step.is_open for step in found),
        late=sum(step.is_late(today) for step in found),
    )


async def sheets_of(session: AsyncSession, clock: Clock, sheets: Sequence[RouteSheet]) -> list[SheetView]:
    """Several sheets, in their order."""
    if not sheets:
        return []
    students = (
        await session.scalars(select(Student).where(Student.id.in_({sheet.student_id for sheet in sheets})))
    ).all()
    cards = {card.student_id: card for card in await cards_of(session, students)}
    steps: dict[int, list[StepView]] = {}
    rows = await session.scalars(
        select(RouteStep)
        .where(RouteStep.sheet_id.in_([sheet.id for sheet in sheets]))
        .order_by(RouteStep.due, RouteStep.position, RouteStep.id)
    )
    for row in rows:
        steps.setdefault(row.sheet_id, []).append(step_view(row, clock))
    titles = {
        number: title
        for number, title in await session.execute(
            select(RouteTemplate.id, RouteTemplate.title).where(
                RouteTemplate.id.in_({sheet.template_id for sheet in sheets})
            )
        )
    }
    return [
        SheetView(
            sheet_id=sheet.id,
            student=cards[sheet.student_id],
            school_year=sheet.school_year,
            template=titles.get(sheet.template_id or 0, ""),
            started_on=sheet.started_on,
            agreed_on=clock.at(sheet.agreed_at).date() if sheet.agreed_at else None,
            steps=tuple(steps.get(sheet.id, ())),
            today=clock.today(),
        )
        for sheet in sheets
    ]


def step_view(row: RouteStep, clock: Clock) -> StepView:
    """One row as it is shown."""
    return StepView(
        row.id,
        row.title,
        row.kind,
        row.due,
        row.responsible,
        row.state,
        row.reason,
        row.evidence,
        row.event_id,
        row.contest_id,
        clock.at(row.decided_at).date() if row.decided_at else None,
    )
