"""Both sides of a messenger, durable: updates that came in, messages that go out, forms half-filled."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Numbered, enum_column


class UpdateState(StrEnum):
    """A stored update is pending until handled; a poisonous one is parked."""

    PENDING = "pending"
    DONE = "done"
    PARKED = "parked"


class InboxUpdate(Base):
    """An update as it came, kept until it has been handled.

    `claimed_by` is the worker that handles it; `claims` counts how often one has begun to: an update that
    takes the process down with it must not do so for ever.
    """

    __tablename__ = "inbox_updates"
    __table_args__ = (
        Index("ix_inbox_updates_pending", "state", "update_id"),
        Index(
            "ix_inbox_updates_lane",
            "chat_key",
            "update_id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_key: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[UpdateState] = mapped_column(enum_column(UpdateState), default=UpdateState.PENDING)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    received_at: Mapped[datetime]
    claimed_by: Mapped[int | None] = mapped_column(BigInteger)
    claims: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")


class MessageState(StrEnum):
    """The life of an outgoing message."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNREACHABLE = "unreachable"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    SUPERSEDED = "superseded"
    HELD = "held"
    """Joins the digest of the evening: the person has heard enough for a day."""


class Priority(IntEnum):
    """Answers to people overtake notices, notices overtake the bulk."""

    ANSWER = 0
    NOTICE = 1
    BULK = 2


class OutboxMessage(Numbered, Base):
    """One message to one peer: what it is about, not how it looks (rendered when it is sent).

    `claimed_by` is the worker that is sending it.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_outbox_messages_waiting", "state", "not_before"),
        Index(
            "ix_outbox_messages_turn",
            "priority",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index(
            "ix_outbox_messages_unfinished",
            "peer_id",
            sqlite_where=text("state IN ('pending', 'sending')"),
            postgresql_where=text("state IN ('pending', 'sending')"),
        ),
    )

    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id"), index=True)
    key: Mapped[str]
    notice: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    priority: Mapped[int] = mapped_column(SmallInteger, default=Priority.NOTICE)
    state: Mapped[MessageState] = mapped_column(enum_column(MessageState), default=MessageState.PENDING)
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    claimed_by: Mapped[int | None] = mapped_column(BigInteger)
    sent_at: Mapped[datetime | None]
    telegram_message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str] = mapped_column(default="")


class FormState(Base):
    """A half-filled form of a chat; survives restarts."""

    __tablename__ = "form_states"

    key: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
