"""Who is at work, how fast all of them together may speak, and when each part was last done."""

from datetime import datetime

from sqlalchemy import SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Numbered


class Worker(Numbered, Base):
    """A process at work; what it has claimed is left to it until its lease runs out (database time)."""

    __tablename__ = "workers"

    name: Mapped[str]
    alive_until: Mapped[datetime]


class SendingPace(Base):
    """One row: from when on the next message of the bulk may leave, whichever process sends it."""

    __tablename__ = "sending_pace"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    next_at: Mapped[datetime]


class Heartbeat(Base):
    """The last time a tick went well; `process` tells which one (host and number)."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    process: Mapped[str]
