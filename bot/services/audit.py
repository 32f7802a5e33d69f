"""The append-only log of changes."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import AuditEntry


def note(
    session: AsyncSession,
    at: datetime,
    person_id: int | None,
    action: str,
    subject: str,
    subject_id: int,
    **details: Any,
) -> None:
    """Record a change in the transaction that makes it; details are numbers, dates and codes."""
    session.add(
        AuditEntry(
            at=at, person_id=person_id, action=action, subject=subject, subject_id=subject_id, details=details
        )
    )
