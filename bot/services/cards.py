"""An assignment as it is quoted to people: number, title, deadline text of the order, expected result."""

from datetime import date
from typing import Any, NamedTuple

from bot.models import Assignment, AssignmentState, Occurrence, OccurrenceKind, PlanItem
from bot.models.assignments import is_late
from bot.services.schedule import Rules

_DATES = ("opens", "due", "effective", "promised", "was")


class Duty(NamedTuple):
    """An assignment as a row of its columns: where thousands are read, objects weigh too much."""

    id: int
    organisation_id: int
    person_id: int | None
    state: AssignmentState
    due: date | None
    promised: date | None
    reported_on: date | None

    def is_late(self, effective_due: date | None, today: date) -> bool:
        """Whether the report came, or still fails to come, after the effective day."""
        return is_late(self.state, self.reported_on, effective_due, today)


DUTY = tuple(getattr(Assignment, column) for column in Duty._fields)
"""What to select for a `Duty`."""


class Card(NamedTuple):
    """A snapshot; `step` says why it is shown («before», «overdue», «review», «» for no reason)."""

    assignment_id: int
    item: str
    title: str
    phrase: str
    result: str
    organisation: str
    kind: OccurrenceKind
    state: AssignmentState
    opens: date | None
    due: date | None
    effective: date | None
    promised: date | None
    days_left: int | None
    late: bool
    begun: bool
    """It opened before today: the work is already under way."""
    step: str = ""
    was: date | None = None
    """The day that held before the order was changed."""

    def to_json(self) -> dict[str, Any]:
        """The form kept with an outgoing message."""
        values = self._asdict()
        for name in _DATES:
            values[name] = values[name].isoformat() if values[name] else None
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Card":
        """The snapshot again."""
        known = {name: values[name] for name in cls._fields if name in values}
        for name in _DATES:
            known[name] = date.fromisoformat(known[name]) if known.get(name) else None
        known["kind"] = OccurrenceKind(known["kind"])
        known["state"] = AssignmentState(known["state"])
        return cls(**known)


def make_card(
    assignment: Assignment | Duty,
    occurrence: Occurrence,
    item: PlanItem,
    organisation: str,
    made: Rules,
    step: str = "",
    was: date | None = None,
) -> Card:
    """The snapshot of an assignment as it stands today."""
    effective = made.effective(assignment.due) if assignment.due else None
    deadline = None if occurrence.kind is OccurrenceKind.ONGOING else effective
    return Card(
        assignment_id=assignment.id,
        item=item.number,
        title=item.display_title,
        phrase=item.deadline_phrase,
        result=item.result,
        organisation=organisation,
        kind=occurrence.kind,
        state=assignment.state,
        opens=occurrence.opens,
        due=assignment.due,
        effective=effective,
        promised=assignment.promised,
        days_left=(effective - made.today).days if effective else None,
        late=assignment.is_late(deadline, made.today),
        begun=occurrence.opens is not None and occurrence.opens < made.today,
        step=step,
        was=was,
    )
