"""What families hear of a contest: a new one, a day that was moved; only those it is for."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import Contest, ContestStage, MessageState, OutboxMessage, Topic
from bot.services.attention import enqueue_sparingly
from bot.services.contest_reach import concerned, followers, held, stages_of
from bot.services.listeners import listeners
from bot.services.outbox import enqueue
from bot.settings import Settings

FRESH, MOVED = "contest", "contest_moved"


async def announce(
    session: AsyncSession, clock: Clock, settings: Settings, moment: datetime, contest: Contest
) -> None:
    """Tell everybody concerned who was not told yet; what still waits for the morning tells the newest."""
    [which] = await held(session, Contest.id == contest.id)
    stages = (await stages_of(session, [contest.id]))[contest.id]
    if stages[0].until < clock.today():
        return
    people = await listeners(session, await concerned(session, which), Topic.CONTESTS)
    arguments = _announced(contest, stages[0].until)
    key = f"contest:{contest.id}"
    await enqueue_sparingly(session, clock, settings, people, key, FRESH, arguments, not_before=moment)
    await session.execute(update(OutboxMessage).where(*_unsent(contest)).values(arguments=arguments))


async def tell_moved(
    session: AsyncSession, now: datetime, moment: datetime, contest: Contest, stage: ContestStage, was: date
) -> None:
    """Tell those who applied or asked; an announcement that nobody has got yet tells the new day."""
    stages = (await stages_of(session, [contest.id]))[contest.id]
    if stage is stages[0]:
        arguments = _announced(contest, stage.until)
        await session.execute(update(OutboxMessage).where(*_unsent(contest)).values(arguments=arguments))
    [which] = await held(session, Contest.id == contest.id)
    await enqueue(
        session,
        await followers(session, which),
        f"contest-moved:{stage.id}:{now.timestamp():.0f}",
        MOVED,
        {
            "contest": contest.id,
            "title": contest.title,
            "stage": stage.title,
            "was": was.isoformat(),
            "until": stage.until.isoformat(),
        },
        not_before=moment,
    )


async def call_back(session: AsyncSession, contest: Contest) -> None:
    """Nobody is told of a contest that is closed already."""
    await session.execute(delete(OutboxMessage).where(*_unsent(contest)))


def _unsent(contest: Contest) -> tuple[Any, ...]:
    """The condition on announcements of a contest that nobody has got yet."""
    return (
        OutboxMessage.notice == FRESH,
        OutboxMessage.key.startswith(f"contest:{contest.id}:", autoescape=True),
        OutboxMessage.state.in_((MessageState.PENDING, MessageState.HELD)),
    )


def _announced(contest: Contest, until: date) -> dict[str, Any]:
    return {
        "contest": contest.id,
        "title": contest.title,
        "level": contest.level,
        "organiser": contest.organiser,
        "until": until.isoformat(),
    }
