"""Words between a mentor and the one they accompany: only through the bot, and the curator can read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign
from bot.models import Database, OutboxMessage, Pair, PairState, RelayMessage, Side
from bot.services.access import Action, may, scope
from bot.services.actor import Actor
from bot.services.insertion import inserted_once
from bot.services.mentoring.pair_rows import row_of
from bot.services.mentoring.pairs import curated_pair, mentee_person
from bot.services.mentoring.telling import tell
from bot.settings import Settings

RELAYED = "mentoring_relay"
LONGEST = 1000
SHOWN = 12


@dataclass(frozen=True)
class Said:
    """One message."""

    side: Side
    body: str
    at: datetime


@dataclass(frozen=True)
class Relays:
    """Use cases of both sides and of the curator."""

    db: Database
    clock: Clock
    settings: Settings

    async def say(self, actor: Actor, pair_id: int, source: str, text: str) -> datetime:
        """Pass a message on in the hours in which people may be spoken to; returns when it goes out."""
        text = text.strip()
        if not text or len(text) > LONGEST:
            raise DomainError("relay-long", limit=LONGEST)
        now = self.clock.now()
        async with self.db.transaction() as session:
            pair = await session.get(Pair, pair_id)
            if pair is None or pair.state is PairState.CLOSED:
                raise Foreign
            mentee = await mentee_person(session, pair)
            if pair.mentor_id == actor.person_id and may(actor, Action.CHECKINS_LOG):
                if pair.state is PairState.PAUSED:  # a pair rests also when a consent was taken back
                    raise DomainError("relay-paused")
                side, other = Side.MENTOR, mentee
            elif mentee == actor.person_id and may(actor, Action.ACCOMPANIED):
                side, other = Side.MENTEE, pair.mentor_id
            else:
                raise Foreign
            if other is None:
                raise DomainError("relay-nobody")
            row = await row_of(session, self.clock, self.settings, pair.id)
            values = {"pair_id": pair.id, "source": source, "side": side, "body": text, "at": now}
            await inserted_once(session, RelayMessage, values)
            who = row.mentor if side is Side.MENTOR else row.mentee
            told = {"pair": pair.id, "side": side.value, "text": text, "who": who, "kind": row.kind.value}
            key = f"relay:{pair.id}:{source}"
            return await tell(session, self.clock, self.settings, [other], key, RELAYED, told)

    async def read(self, actor: Actor, pair_id: int) -> list[Said]:
        """What was said in a pair, for its curator."""
        async with self.db.reading() as session:
            await curated_pair(session, scope(actor, Action.CURATE), pair_id)
            found = await session.scalars(
                select(RelayMessage)
                .where(RelayMessage.pair_id == pair_id)
                .order_by(RelayMessage.id.desc())
                .limit(SHOWN)
            )
            return [Said(each.side, each.body, self.clock.at(each.at)) for each in reversed(found.all())]


async def erase_words(session: AsyncSession, pairs: Iterable[int]) -> None:
    """Erase what was said in these pairs, and the messages it was passed on in."""
    for number in pairs:
        await session.execute(delete(RelayMessage).where(RelayMessage.pair_id == number))
        passed_on = OutboxMessage.key.startswith(f"relay:{number}:", autoescape=True)
        await session.execute(delete(OutboxMessage).where(OutboxMessage.notice == RELAYED, passed_on))
