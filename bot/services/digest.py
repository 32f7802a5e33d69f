"""One person's morning as data: their own assignments, what fails elsewhere, what waits for a decision.

The form (JSON, kept with the outgoing message; dates are ISO): {"own": [`Card`…],
"late": [{"occurrence", "item", "title", "due", "count", "names"}…],
"undated": [{"occurrence", "item", "title", "phrase"}…]}.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Audience, Occurrence, Organisation, PlanItem
from bot.services.cards import Card, make_card
from bot.services.ladder import step_kind
from bot.services.schedule import Rules

if TYPE_CHECKING:
    from bot.services.reminders import Due

NAMES_SHOWN = 3
STEPS = (
    "weekly",
    "overdue",
    "broken",
    "returned",
    "review",
    "request",
    "handed",
    "answered",
    "before",
    "opens",
    "month",
    "accepted",
)
"""Everything a digest may speak of, the most urgent first."""


@dataclass(frozen=True)
class Facts:
    """Items and organisations of a morning, loaded once for everybody."""

    items: dict[int, PlanItem]
    organisations: dict[int, str]
    made: Rules


async def load_facts(session: AsyncSession, due: "Sequence[Due]", made: Rules) -> Facts:
    """What the cards of these reminders quote."""
    wanted = {each.occurrence.item_id for each in due}
    items = {item.id: item for item in await session.scalars(select(PlanItem)) if item.id in wanted}
    organisations = {
        number: name for number, name in await session.execute(select(Organisation.id, Organisation.name))
    }
    return Facts(items=items, organisations=organisations, made=made)


def compose(due: "Sequence[Due]", facts: Facts, *, controls: bool) -> dict[str, Any]:
    """The content of one person's digest; an assignment stands in it once."""
    own: dict[int, Card] = {}
    late: dict[int, dict[str, Any]] = {}
    undated: list[dict[str, Any]] = []
    for each in due:
        item = facts.items[each.occurrence.item_id]
        if each.assignment is None:
            undated.append(
                {
                    "occurrence": each.occurrence.id,
                    "item": item.number,
                    "title": item.display_title,
                    "phrase": item.deadline_phrase,
                }
            )
        elif _is_control(each, controls=controls):
            row = late.setdefault(each.occurrence.id, _late_row(each.occurrence, item, facts))
            row["count"] += 1
            if len(row["names"]) < NAMES_SHOWN:
                row["names"].append(facts.organisations[each.assignment.organisation_id])
        else:
            name = facts.organisations[each.assignment.organisation_id]
            step = step_kind(each.reminder.step)
            own[each.assignment.id] = make_card(
                each.assignment, each.occurrence, item, name, facts.made, step
            )
    return {
        "own": [card.to_json() for card in sorted(own.values(), key=_urgency)],
        "late": list(late.values()),
        "undated": undated,
    }


def _is_control(due: "Due", *, controls: bool) -> bool:
    if due.reminder.audience is Audience.CONTROLLER:
        return step_kind(due.reminder.step) == "overdue"
    return due.reminder.audience is Audience.EVERYBODY and controls


def _late_row(occurrence: Occurrence, item: PlanItem, facts: Facts) -> dict[str, Any]:
    return {
        "occurrence": occurrence.id,
        "item": item.number,
        "title": item.display_title,
        "due": _iso(occurrence.due),
        "count": 0,
        "names": [],
    }


def _urgency(card: Card) -> tuple[int, date]:
    today = card.step == "before" and card.days_left == 0
    return STEPS.index(card.step) * 4 - today * 2 + card.begun, card.due or date.max


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
