"""Words between a mentor and the one they accompany: only through the bot, and the curator can read them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.clock import Clock
from bot.errors import DomainError, Foreign
from bot.models import Database, Pair, PairState, RelayMessage, Side
from bot.services.access import Action, may, scope
from bot.services.actor import Actor
from bot.services.insertion import inserted_once
from bot.services.mentoring.pairs import curated_pair, mentee_person, row_of
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
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
            moment = next_moment_to_speak(now, await working_calendar(session, self.settings), self.settings)
            values = {"pair_id": pair.id, "source": source, "side": side, "body": text, "at": now}
            if await inserted_once(session, RelayMessage, values):
                row = await row_of(session, self.clock, self.settings, pair.id)
                who = row.mentor if side is Side.MENTOR else row.mentee
                told = {"pair": pair.id, "side": side.value, "text": text, "who": who, "kind": row.kind.value}
                await enqueue(session, [other], f"relay:{pair.id}:{source}", RELAYED, told, not_before=moment)
            return moment

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
