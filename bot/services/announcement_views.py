"""An announcement as it is shown: to whom, how far it has come."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError
from bot.models import (
    Announcement,
    AnnouncementCopy,
    AnnouncementState,
    MessageState,
    Organisation,
    OutboxMessage,
    Role,
)
from bot.services.audiences import Addressee

PLACEHOLDERS = {"школа": "school", "класс": "class", "код": "code"}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Progress:
    """Copies by what became of them."""

    total: int = 0
    sent: int = 0
    waiting: int = 0
    held: int = 0
    """Of the waiting ones: for the digest of the evening."""
    unreachable: int = 0
    failed: int = 0
    stopped: int = 0
    acknowledged: int = 0


@dataclass(frozen=True)
class AnnouncementView:
    """An announcement with its progress. Moments are in the municipality's zone."""

    announcement_id: int
    body: str
    has_media: bool
    audience: Mapping[str, Any]
    topic: str | None
    critical: bool
    acknowledge: bool
    state: AnnouncementState
    revision: int
    send_at: datetime | None
    created_by: int
    created_on: date
    progress: Progress


@dataclass(frozen=True)
class SchoolLine:
    """The copies of one school."""

    school: str
    progress: Progress


async def view_of(session: AsyncSession, clock: Clock, row: Announcement) -> AnnouncementView:
    """One announcement."""
    return AnnouncementView(
        row.id,
        row.body,
        row.photo_id is not None or row.file_id is not None,
        row.audience,
        row.topic,
        row.critical,
        row.acknowledge,
        row.state,
        row.revision,
        clock.at(row.send_at) if row.send_at else None,
        row.created_by,
        clock.at(row.created_at).date(),
        await progress_of(session, row.id),
    )


async def progress_of(session: AsyncSession, announcement_id: int) -> Progress:
    """All copies counted."""
    lines = await _counted(session, announcement_id)
    total = Progress()
    for _, state, seen, count in lines:
        total = _plus(total, state, seen, count)
    return total


async def lines_of(session: AsyncSession, announcement_id: int) -> list[SchoolLine]:
    """The copies by school."""
    names = {
        number: name for number, name in await session.execute(select(Organisation.id, Organisation.name))
    }
    found: dict[int | None, Progress] = {}
    for place, state, seen, count in await _counted(session, announcement_id):
        found[place] = _plus(found.get(place, Progress()), state, seen, count)
    return [SchoolLine(names.get(place or 0, ""), progress) for place, progress in found.items()]


async def _counted(
    session: AsyncSession, announcement_id: int
) -> list[tuple[int | None, MessageState | None, bool, int]]:
    seen = AnnouncementCopy.acknowledged_at.is_not(None)
    rows = await session.execute(
        select(AnnouncementCopy.organisation_id, OutboxMessage.state, seen, func.count())
        .outerjoin(OutboxMessage, OutboxMessage.id == AnnouncementCopy.message_id)
        .where(AnnouncementCopy.announcement_id == announcement_id)
        .group_by(AnnouncementCopy.organisation_id, OutboxMessage.state, seen)
    )
    return [(place, state, bool(known), count) for place, state, known, count in rows]


def _plus(so_far: Progress, state: MessageState | None, seen: bool, count: int) -> Progress:
    sent = state in (MessageState.SENT, MessageState.UNCERTAIN)
    return Progress(
        total=so_far.total + count,
        sent=so_far.sent + count * sent,
        waiting=so_far.waiting
        + count * (state in (MessageState.PENDING, MessageState.SENDING, MessageState.HELD)),
        held=so_far.held + count * (state is MessageState.HELD),
        unreachable=so_far.unreachable + count * (state in (MessageState.UNREACHABLE, None)),
        failed=so_far.failed + count * (state is MessageState.FAILED),
        stopped=so_far.stopped + count * (state is MessageState.SUPERSEDED),
        acknowledged=so_far.acknowledged + count * seen,
    )


def check_placeholders(body: str, audience: Mapping[str, Any]) -> None:
    """Refuse a placeholder nobody knows, and one that staff have no value for."""
    used = set(_PLACEHOLDER.findall(body))
    unknown = used - set(PLACEHOLDERS)
    if unknown:
        raise DomainError("announcement-placeholder", names=", ".join(sorted(unknown))[:60])
    families = {Role.STUDENT.value, Role.GUARDIAN.value}
    if used - {"школа"} and set(audience.get("roles", [])) - families:
        raise DomainError("announcement-staff-placeholder")


def filled(body: str, to: Addressee) -> str:
    """The text as one person reads it."""
    values = {
        "школа": to.school,
        "класс": ", ".join(dict.fromkeys(to.classes)),
        "код": ", ".join(to.codes),
    }
    return _PLACEHOLDER.sub(lambda found: values[found.group(1)], body)
