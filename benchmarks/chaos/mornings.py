"""The morning: everybody is due a digest, people press and write, and something goes wrong all the while."""

import asyncio
from collections.abc import Awaitable, Callable

from benchmarks import municipality
from benchmarks.chaos.databases import taken_away
from benchmarks.chaos.evidence import Row
from benchmarks.chaos.house import until
from benchmarks.chaos.stage import STILL, Play, Stage, assail, busy_people, playing, settled, written
from bot.messenger.sender import AT_A_TIME

TICK_KILLS = 0.05
"""The share of the kills that comes while the digests are being written."""
CUTS = 0.1
REFUSED = 0.2
CALM_DEEDS_EVERY = 0.3
LATENCY = 0.02
ABSENCES = 2
ANSWERS_ON_THEIR_WAY = 1
"""When everything is closed; people press a few times a second, and an answer takes milliseconds."""
MANY = 60
"""Enough of them to see that not everybody's message is in doubt."""

Hardship = Callable[[Play], Awaitable[None]]


async def killed(stage: Stage) -> Row:
    """SIGKILL at random moments; the product keeps its pace, and Telegram enforces its limit."""
    return await _killed(stage, "morning, killed", paced=True)


async def killed_in_a_hurry(stage: Stage) -> Row:
    """The same where nothing slows it down: as many messages are on their way as it sends at a time."""
    return await _killed(stage, "morning, killed, unpaced", paced=False)


async def _killed(stage: Stage, name: str, *, paced: bool) -> Row:
    kills = stage.sizes.kills
    first = max(1, round(kills * TICK_KILLS))

    async def hardship(play: Play) -> None:
        await assail(play, kills - first, max(2, 2 * stage.sizes.people // kills))

    async def lay(play: Play) -> None:
        await play.street.ask("limits", on=paced)

    return await _morning(stage, name, stage.sizes.people, hardship, lay=lay, tick_kills=first, paced=paced)


async def of_a_region(stage: Stage) -> Row:
    """Nothing goes wrong, as fast as it goes, to as many people as a region has: nothing may come twice."""
    return await _morning(stage, "a region's morning", stage.sizes.region, _digests_out)


async def flood_waits(stage: Stage) -> Row:
    """429: at random at first, then because Telegram's limit is enforced and the product's pace is off."""

    async def lay(play: Play) -> None:
        await _trouble(play, "too_many_requests", retry_after=1, share=REFUSED, times=_some(play, 0.02))
        await play.street.ask("limits", on=True)

    # Answers count against the limit too: people who are faster than it would wait for ever.
    return await _morning(
        stage, "429 storms", stage.sizes.troubled, _digests_out, lay=lay, deeds_every=CALM_DEEDS_EVERY
    )


async def server_errors(stage: Stage) -> Row:
    """500, for messages, for answers, for fetching."""

    async def lay(play: Play) -> None:
        await _trouble(play, "server_error", share=REFUSED, times=_some(play, 0.02), method="sendMessage")
        await _trouble(play, "server_error", share=REFUSED, times=_some(play, 0.05), method="editMessageText")
        await _trouble(play, "server_error", share=REFUSED, times=2, method="getUpdates")

    return await _morning(stage, "500s", stage.sizes.troubled, _digests_out, lay=lay)


async def cut_before(stage: Stage) -> Row:
    """The connection breaks and nothing was done; the product cannot know that."""
    return await _cut(stage, "cut before the effect", "cut_before")


async def cut_after(stage: Stage) -> Row:
    """The message is there, its answer never comes."""
    return await _cut(stage, "cut after the effect", "cut_after")


async def _cut(stage: Stage, name: str, kind: str) -> Row:
    people = stage.sizes.troubled

    async def lay(play: Play) -> None:
        # Digests of those who do nothing meanwhile, and answers to the others.
        quiet = range(municipality.FIRST_PERSON + people // 2, municipality.FIRST_PERSON + people)
        for chat in play.dice.sample(quiet, _some(play, 0.2)):
            await _trouble(play, kind, chat_id=chat)
        for method in ("editMessageText", "answerCallbackQuery"):
            await _trouble(play, kind, share=CUTS, times=_some(play, 0.05), method=method)
        await _trouble(play, kind, method="getUpdates")

    return await _morning(stage, name, people, _digests_out, lay=lay)


async def nobody_listens(stage: Stage) -> Row:
    """Connections are refused for a while, twice: what was to be sent then has certainly not left.

    Only what was on its way when the connections were closed may be in doubt, and an answer of that moment
    is not repeated: it may stand in the chat.
    """
    people = max(stage.sizes.troubled, MANY)

    async def hardship(play: Play) -> None:
        for _ in range(ABSENCES):
            await _calls_made(play, play.dice.randint(1, people // 4))
            await play.street.ask("away", seconds=stage.sizes.away_seconds)
            play.row.troubles += 1
        await _digests_out(play)

    row = await _morning(stage, "connections refused", people, hardship, lay=far_away)
    row.most_uncertain = ABSENCES * AT_A_TIME
    row.most_unanswered = ABSENCES * ANSWERS_ON_THEIR_WAY
    return row


async def no_database(stage: Stage) -> Row:
    """The database is locked, or gone with all connections, in the middle of everything; once at a start."""

    async def hardship(play: Play) -> None:
        for number in range(stage.sizes.outages):
            await _calls_made(play, play.dice.randint(1, stage.sizes.troubled // (stage.sizes.outages + 1)))
            async with taken_away(play.address):
                if number == 1:
                    (await play.house.someone(play.dice)).kill()
                await asyncio.sleep(stage.sizes.outage_seconds)
                play.outages.append((await play.street.ask("death"))["mark"])
            play.row.troubles += 1
        await _digests_out(play)

    row = await _morning(stage, "database away", stage.sizes.troubled, hardship, lay=far_away)
    row.may_end = True
    return row


async def far_away(play: Play) -> None:
    """Every call takes a moment, or all would be over before anything can go wrong."""
    await _trouble(play, "delay", seconds=LATENCY, times=None)


async def _nothing(_: Play) -> None:
    """Nothing is prepared."""


async def _morning(
    stage: Stage,
    name: str,
    people: int,
    hardship: Hardship,
    *,
    lay: Hardship = _nothing,
    tick_kills: int = 0,
    deeds_every: float | None = None,
    paced: bool = False,
) -> Row:
    """`lay` is done before the digests are written, `hardship` while they are delivered."""
    file = settled(stage, "morning", people)
    async with playing(stage, name, file, people + 2, municipality.NOW, paced=paced) as play:
        await lay(play)
        await written(play, people, tick_kills)
        async with busy_people(play, people, deeds_every or stage.sizes.deeds_every):
            await hardship(play)
        struck = (await play.street.ask("calm"))["struck"]
        play.row.troubles += 0 if lay is far_away else struck
        await play.street.ask("limits", on=False)
        await play.quiet()
        testimony = await play.testify()
        digests = sum(notice.key.startswith("digest:") for notice in testimony.notices)
        play.row.lost += people - digests
    return play.row


async def _trouble(play: Play, kind: str, **how: object) -> None:
    await play.street.ask("trouble", kind=kind, **how)


def _some(play: Play, share: float) -> int:
    return max(1, round(play.stage.sizes.troubled * share))


async def _digests_out(play: Play) -> None:
    """Until no digest waits any more; what people cause meanwhile may still."""

    async def out() -> bool:
        return (await play.left()).digests == 0

    await until(out, STILL * 10, "digests")


async def _calls_made(play: Play, more: int) -> None:
    """Until so many more calls have been made."""
    before = (await play.street.ask("state"))["calls"]

    async def made() -> bool:
        return bool((await play.street.ask("state"))["calls"] >= before + more)

    await until(made, STILL, "calls")
