"""An announcement to everybody: a third has blocked the bot, Telegram asks for silence, the product is killed
while it writes the copies and while it delivers them.
"""

from collections import Counter

from sqlalchemy import func, select

from benchmarks import municipality
from benchmarks.chaos.evidence import Row, Testimony
from benchmarks.chaos.house import until
from benchmarks.chaos.stage import SEND, STILL, Play, Stage, assail, busy_people, playing, settled, written
from bot.models import Announcement, AnnouncementCopy, AnnouncementState

BODY = "Совещание в {школа} переносится на четверг, 21 января, 15:00."
BLOCKED_EVERY = 3
"""Of the half that is silent two of three have: a third of all."""
SPREAD_KILLS = 0.25
"""The share of the kills that comes while the copies are being written."""
REFUSED = 0.05


async def killed(stage: Stage) -> Row:
    """Everybody who has not blocked the bot gets it; nobody gets it twice but by a kill."""
    people, kills = stage.sizes.announced, stage.sizes.announcement_kills
    spread_kills = max(1, round(kills * SPREAD_KILLS))
    file = settled(stage, "announcement", people, due=0)
    chats = range(municipality.FIRST_PERSON, municipality.FIRST_PERSON + people)
    writing = people // 2  # those who press and write meanwhile have not blocked the bot
    blocked = [chat for chat in chats[writing:] if chat % BLOCKED_EVERY]
    async with playing(stage, "announcement, killed", file, people + 2, municipality.NOW, paced=True) as play:
        author = people + 2  # the methodist
        await _approved(play, author)
        await play.street.ask("block", chats=blocked)
        await play.street.ask("limits", on=True)
        await play.street.ask(
            "trouble", kind="too_many_requests", share=REFUSED, times=max(1, people // 50), method=SEND
        )
        await written(play, people, spread_kills, what="announce")
        async with busy_people(play, people, stage.sizes.deeds_every):
            await assail(play, kills - spread_kills, max(2, 2 * people // kills))
        play.row.troubles = (await play.street.ask("calm"))["struck"]
        await play.street.ask("limits", on=False)
        await play.quiet()
        await _ended(play)
        await _judge(play, await play.testify(), set(chats), set(blocked))
    return play.row


async def _approved(play: Play, author: int) -> None:
    """As it is when a second person has approved it for now."""
    async with play.database.transaction() as session:
        session.add(
            Announcement(
                body=BODY,
                audience={"roles": ["coordinator"]},
                critical=False,
                state=AnnouncementState.SCHEDULED,
                send_at=municipality.NOW,
                created_by=author,
                created_at=municipality.NOW,
            )
        )


async def _ended(play: Play) -> None:
    """Until the announcement says of itself that it is over and its author has been told."""

    async def over() -> bool:
        await play.house.do("announce")
        await play.quiet()
        async with play.database.reading() as session:
            return (await session.scalar(select(Announcement.state))) is AnnouncementState.SENT

    await until(over, STILL, "the end of the announcement")


async def _judge(play: Play, testimony: Testimony, addressed: set[int], blocked: set[int]) -> None:
    """Beyond what is true of every message: who has it, who has a copy in the table."""
    row = play.row
    mark = "переносится на четверг"
    got = Counter(chat for chat, messages in testimony.chats.items() for _, text in messages if mark in text)
    without = sorted(addressed - blocked - set(got))
    strangers = sorted(set(got) - (addressed - blocked))
    async with play.database.reading() as session:
        copies = await session.scalar(select(func.count()).select_from(AnnouncementCopy)) or 0
    row.lost += len(without) + abs(len(addressed) - copies)
    row.doubled_without_cause += len(strangers)
    row.tell("addressed and without it", [str(chat) for chat in without])
    row.tell("has it and should not", [str(chat) for chat in strangers])
