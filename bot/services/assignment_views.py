"""An assignment as it is shown: the card, what was handed in, what was asked."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    AssignmentState,
    Completion,
    EvidenceKind,
    Membership,
    Request,
    RequestKind,
)
from bot.services.cards import Card
from bot.services.news import Subject
from bot.services.people import Actor


@dataclass(frozen=True)
class Report:
    """What was handed in, for the card."""

    completion_id: int
    evidence: EvidenceKind
    text: str
    file_id: str | None
    file_name: str | None
    created_on: date
    accepted: bool | None
    reason: str
    progress: bool


@dataclass(frozen=True)
class Question:
    """A request that waits for a decision or an answer, for the card."""

    request_id: int
    kind: RequestKind
    text: str
    wanted_day: date | None


@dataclass(frozen=True)
class AssignmentView:
    """An assignment as one person may see it."""

    card: Card
    may_act: bool
    may_decide: bool
    evidence: tuple[EvidenceKind, ...]
    reports: tuple[Report, ...]
    questions: tuple[Question, ...]
    taken_by: str | None
    """Role and position of who took it on; never a name."""

    @property
    def to_review(self) -> Report | None:
        """The report that waits for the controller (what was added to it later goes with it)."""
        waiting = [r for r in self.reports if r.accepted is None and not r.progress]
        return waiting[0] if self.card.state is AssignmentState.REPORTED and waiting else None


# Asked whenever a card is shown, so they are put together once.
_COMPLETIONS = (
    select(Completion).where(Completion.assignment_id == bindparam("assignment")).order_by(Completion.id)
)
_OPEN_REQUESTS = (
    select(Request)
    .where(Request.assignment_id == bindparam("assignment"), Request.decided_at.is_(None))
    .order_by(Request.id)
)
_PLACE = select(Membership.role, Membership.position).where(
    Membership.person_id == bindparam("person"), Membership.organisation_id == bindparam("organisation")
)


def may_decide(actor: Actor, subject: Subject) -> bool:
    """Whoever has to do a thing does not accept it: that is for a colleague of another organisation."""
    return actor.controls and subject.organisation.id not in actor.organisation_ids


async def view_of(session: AsyncSession, clock: Clock, actor: Actor, subject: Subject) -> AssignmentView:
    """An assignment with its reports and open questions, as this person may see it."""
    about = {"assignment": subject.assignment.id}
    completions = await session.scalars(_COMPLETIONS, about)
    requests = await session.scalars(_OPEN_REQUESTS, about)
    return AssignmentView(
        card=subject.card(),
        may_act=subject.organisation.id in actor.organisation_ids,
        may_decide=may_decide(actor, subject),
        evidence=tuple(EvidenceKind(kind) for kind in subject.item.evidence),
        reports=tuple(
            Report(
                completion_id=c.id,
                evidence=c.evidence,
                text=c.text,
                file_id=c.file_id,
                file_name=c.file_name,
                created_on=clock.at(c.created_at).date(),
                accepted=c.accepted,
                reason=c.reason,
                progress=c.progress,
            )
            for c in completions
        ),
        questions=tuple(Question(r.id, r.kind, r.text, r.wanted_day) for r in requests),
        taken_by=await _role_of(session, subject),
    )


async def _role_of(session: AsyncSession, subject: Subject) -> str | None:
    if subject.assignment.person_id is None:
        return None
    place = {"person": subject.assignment.person_id, "organisation": subject.organisation.id}
    row = (await session.execute(_PLACE, place)).first()
    return None if row is None else (row.position or row.role.value)
