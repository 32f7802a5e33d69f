"""Who changed what and when; rows are only ever added (triggers refuse anything else)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Identifier, Numbered


class AuditEntry(Numbered, Base):
    """One change; `details` holds numbers, dates and codes, never personal data."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_subject", "subject", "subject_id"),)

    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(Identifier, ForeignKey("people.id"))
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int] = mapped_column(Identifier)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
