"""Names of pupils, only where they are switched on: sealed with a key that is not in the database."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.errors import DomainError, NotAllowed
from bot.models import Database, StudentName
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.settings import Settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

LONGEST = 120


@dataclass(frozen=True)
class StudentNames:
    """Use cases around names; without `COLLECT_NAMES` every one of them refuses."""

    db: Database
    clock: Clock
    settings: Settings

    def must_be_on(self) -> None:
        """Refuse where no names are collected."""
        if not self.settings.collect_names:
            raise NotAllowed

    async def put(self, actor: Actor, student_id: int, name: str) -> None:
        """The coordinator of the school writes a name down; an empty one takes it away."""
        seal = self._seal()
        name = " ".join(name.split())
        if len(name) > LONGEST:
            raise DomainError("student-text-long", limit=LONGEST)
        async with self.db.transaction() as session:
            student = await scope(actor, Action.STUDENT_DECIDE).student(session, student_id)
            known = await session.get(StudentName, student.id)
            if known is not None:
                await session.delete(known)
                await session.flush()
            if name:
                session.add(StudentName(student_id=student.id, sealed=seal.encrypt(name.encode())))
            note(session, self.clock.now(), actor.person_id, "name written", "student", student.id)

    async def of(self, actor: Actor, student_id: int) -> str | None:
        """The name of a pupil of the own school; None where there is none, or where it is not for this eye.

        A name sealed with another key is "?": it is there and cannot be read.
        """
        if not self.settings.collect_names:
            return None
        from cryptography.fernet import InvalidToken

        seal = self._seal()
        async with self.db.reading() as session:
            student = await scope(actor, Action.STUDENT_DECIDE).student(session, student_id)
            known = await session.get(StudentName, student.id)
        if known is None:
            return None
        try:
            return seal.decrypt(known.sealed).decode()
        except InvalidToken:
            return "?"

    def _seal(self) -> "Fernet":
        from cryptography.fernet import Fernet

        self.must_be_on()
        return Fernet(self.settings.names_key.get_secret_value())
