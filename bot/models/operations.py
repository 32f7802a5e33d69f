"""Signs of life: when each part of the work was last done, whichever process did it."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base


class Heartbeat(Base):
    """The last time a tick went well; `process` tells which one (host and number)."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    process: Mapped[str]
