"""One person's morning as data: their own assignments, what fails elsewhere, what waits for a decision.

The form (JSON, kept with the outgoing message; dates are ISO): {"own": [`Card`…],
"late": [{"occurrence", "item", "title", "due", "count", "names"}…],
"undated": [{"occurrence", "item", "title", "phrase", "review"}…]}: `review` is the number of an item whose
deadline is to be decided first, else 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import OPEN_DECISIONS, Audience, Occurrence, PlanItem
from bot.services.cards import Card, make_card
from bot.services.due import Due
from bot.services.ladder import step_day, step_kind
from bot.services.rescheduling import MOVED
from bot.services.schedule import Rules

NAMES_SHOWN = 3
STEPS = (
    "weekly",
    "overdue",
    "broken",
    "returned",
    "review",
    "request",
    "handed",
    "moved",
    "answered",
    "before",
    "opens",
    "month",
    "removed",
    "accepted",
)
"""Everything a digest may speak of, the most urgent first."""


@dataclass(frozen=True)
class Facts:
    """What the digests of many people quote, loaded once for all of them."""

    about: dict[int, tuple[Occurrence, PlanItem]]
    made: Rules


async def load_facts(session: AsyncSession, due: Iterable[Due], made: Rules) -> Facts:
    """What the cards of these reminders quote."""
    rows = await session.execute(
        select(Occurrence, PlanItem)
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .where(Occurrence.id.in_({each.occurrence_id for each in due}))
    )
    return Facts(about={occurrence.id: (occurrence, item) for occurrence, item in rows}, made=made)


def compose(due: Iterable[Due], facts: Facts, *, controls: bool) -> dict[str, Any]:
    """The content of one person's digest; an assignment stands in it once."""
    own: dict[int, Card] = {}
    late: dict[int, dict[str, Any]] = {}
    undated: list[dict[str, Any]] = []
    for each in due:
        occurrence, item = facts.about[each.occurrence_id]
        if each.duty is None:
            undated.append(
                {
                    "occurrence": occurrence.id,
                    "item": item.number,
                    "title": item.display_title,
                    "phrase": item.deadline_phrase,
                    "review": item.id if item.decision in OPEN_DECISIONS else 0,
                }
            )
        elif _is_control(each, controls=controls):
            row = late.setdefault(occurrence.id, _late_row(occurrence, item))
            row["count"] += 1
            if len(row["names"]) < NAMES_SHOWN:
                row["names"].append(each.organisation)
        else:
            step = step_kind(each.step)
            known = own.get(each.duty.id)
            if known is not None and known.step == MOVED:
                continue  # that the day is another one is told first; the card shows the day
            was = step_day(each.step) if step == MOVED else None
            about = each.duty, occurrence, item, each.organisation
            own[each.duty.id] = make_card(*about, facts.made, step, was)
    return {
        "own": [card.to_json() for card in sorted(own.values(), key=_urgency)],
        "late": list(late.values()),
        "undated": undated,
    }


def _is_control(due: Due, *, controls: bool) -> bool:
    if due.audience is Audience.CONTROLLER:
        return step_kind(due.step) == "overdue"
    return due.audience is Audience.EVERYBODY and controls


def _late_row(occurrence: Occurrence, item: PlanItem) -> dict[str, Any]:
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
