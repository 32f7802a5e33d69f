"""What is read from the database and from the phones when the dust has settled, and what follows from it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.exc import DBAPIError

from benchmarks import municipality
from benchmarks.chaos import ledger
from benchmarks.chaos.deeds import Deed, Effects, Outcome, Screens, judge
from benchmarks.chaos.house import Street
from benchmarks.chaos.ledger import Chats, Findings, Notice
from bot.clock import Clock
from bot.handlers.notices import render
from bot.messenger.sender import CLAIMED_AHEAD
from bot.models import (
    Assignment,
    AssignmentState,
    AuditEntry,
    Completion,
    Database,
    InboxUpdate,
    Membership,
    MessageState,
    Nudge,
    Organisation,
    OutboxMessage,
    Peer,
    Reminder,
    Request,
    Role,
    UpdateState,
)
from bot.sandbox.content import formatted
from bot.services.actor import Actor
from bot.services.reminders import DIGEST
from bot.services.unreachable import Trouble, Unreachables
from bot.settings import load_settings

MOST_DETAILS = 20
LANGUAGE = "ru"
HTML = {"parse_mode": "HTML"}


@dataclass
class Row:
    """One line of the report."""

    scenario: str
    database: str = ""
    seconds: float = 0.0
    kills: int = 0
    own_ends: int = 0
    """Processes that ended though nobody killed them."""
    may_end: bool = False
    """Whether they may: who finds no database at the start ends, and a service manager tries again."""
    troubles: int = 0
    """Refusals, cuts, outages and jumps."""
    notices: int = 0
    delivered: int = 0
    lost: int = 0
    doubled: int = 0
    most_doubled_by_one: int = 0
    """By one kill or outage."""
    causes: int = 0
    """Kills and outages: what may double."""
    most_doubled_to_one_person: int = 0
    """By one kill or outage."""
    doubled_without_cause: int = 0
    misordered: int = 0
    uncertain_delivered: int = 0
    uncertain_absent: int = 0
    uncertain_unlisted: int = 0
    """Of these, people who do not stand in «Кому позвонить»."""
    most_uncertain: int | None = None
    """So many may be in doubt, where the product could know of all the others that they never left."""
    deeds: int = 0
    deeds_lost: int = 0
    deeds_repeated: int = 0
    unanswered: int = 0
    most_unanswered: int = 0
    """So many answers may be lost: on their way when a connection broke, and not to be shown twice."""
    answered_twice: int = 0
    parked: int = 0
    unfinished: str = ""
    details: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """What must not be; empty when all is well."""
        wrong = {
            "lost": self.lost,
            "doubled without cause": self.doubled_without_cause,
            "doubled by one kill beyond what may be in flight": max(
                0, self.most_doubled_by_one - CLAIMED_AHEAD
            ),
            "doubled to one person by one kill beyond once": max(0, self.most_doubled_to_one_person - 1),
            "wrongly ordered": self.misordered,
            "uncertain and in no call list": self.uncertain_unlisted,
            "in doubt though they never left": 0
            if self.most_uncertain is None
            else max(0, self.uncertain_absent - self.most_uncertain),
            "deeds lost": self.deeds_lost,
            "deeds done twice": self.deeds_repeated,
            "deeds unanswered": max(0, self.unanswered - self.most_unanswered),
            "updates parked": self.parked,
            "processes that ended by themselves": 0 if self.may_end else self.own_ends,
        }
        found = [f"{what}: {count}" for what, count in wrong.items() if count]
        return found + ([self.unfinished] if self.unfinished else [])

    @property
    def missed(self) -> str:
        """The aim of one double a kill, where it is missed: what was in flight then was more."""
        return f"doubled {self.doubled} times by {self.causes}" if self.doubled > self.causes else ""

    def to_json(self) -> dict[str, Any]:
        """For a program to read."""
        return asdict(self) | {"faults": self.faults, "missed": self.missed}

    def put(self, found: Findings) -> None:
        """The outcome for notices."""
        self.notices, self.delivered = found.notices, found.delivered
        self.lost += len(found.lost)
        self.doubled, self.most_doubled_by_one = found.doubled, found.most_doubled_by_one_kill
        self.most_doubled_to_one_person = found.most_doubled_to_one_person
        self.doubled_without_cause = len(found.doubled_without_kill)
        self.misordered += len(found.misordered)
        self.uncertain_delivered = found.uncertain_delivered
        self.uncertain_absent = len(found.uncertain_absent)
        self.tell("lost", found.lost)
        self.tell("doubled without cause", found.doubled_without_kill)
        self.tell("out of order", found.misordered)

    def put_deeds(self, outcome: Outcome) -> None:
        """The outcome for what people did."""
        self.deeds = outcome.deeds
        self.deeds_lost, self.deeds_repeated = len(outcome.lost), len(outcome.repeated)
        self.unanswered, self.answered_twice = len(outcome.unanswered), outcome.answered_twice
        self.misordered += len(outcome.misordered)
        self.tell("deed lost", outcome.lost)
        self.tell("deed done twice", outcome.repeated)
        self.tell("deed unanswered", outcome.unanswered)
        self.tell("out of order", outcome.misordered)

    def tell(self, what: str, which: Sequence[str]) -> None:
        """A few examples, for somebody to look into."""
        self.details += [f"{what}: {each}" for each in which[:MOST_DETAILS]]


@dataclass(frozen=True)
class Testimony:
    """The phones and the database, read once when all is still."""

    notices: list[Notice]
    chats: Chats
    effects: Effects
    toasts: dict[str, list[str]]
    parked: int

    def screens(self, answers: dict[int, list[tuple[int, str]]]) -> Screens:
        """What people see, with the answers told from the notices."""
        return Screens({chat: dict(each) for chat, each in self.chats.items()}, answers, self.toasts)


async def taken(database: Database, street: Street) -> Testimony:
    """Ask both."""
    chats: dict[int, list[tuple[int, str]]] = {
        int(chat): [(number, text) for number, text in messages]
        for chat, messages in (await street.ask("chats"))["chats"].items()
    }
    async with database.reading() as session:
        parked = select(func.count()).where(InboxUpdate.state == UpdateState.PARKED)
        return Testimony(
            notices=_standing(
                Notice(
                    row.id,
                    chat,
                    row.key,
                    row.priority,
                    row.state,
                    row.telegram_message_id,
                    _plain(render(row, LANGUAGE).text),
                )
                for row, chat in await session.execute(
                    select(OutboxMessage, Peer.chat_id).join(Peer, Peer.id == OutboxMessage.peer_id)
                )
            ),
            chats=chats,
            effects=Effects(
                promises=[
                    (number, date.fromisoformat(details["day"]))
                    for number, details in await session.execute(
                        select(AuditEntry.subject_id, AuditEntry.details)
                        .where(AuditEntry.action == "promised")
                        .order_by(AuditEntry.id)
                    )
                ],
                reports=Counter(await session.scalars(select(Completion.text))),
                requests=Counter(await session.scalars(select(Request.text))),
            ),
            toasts=(await street.ask("toasts"))["toasts"],
            parked=await session.scalar(parked) or 0,
        )


def _standing(notices: Iterable[Notice]) -> list[Notice]:
    """Of a message and the edits of it one: its place is that of the first, its text that of the newest."""
    standing: dict[tuple[int, int], Notice] = {}
    others = []
    for notice in sorted(notices, key=lambda each: each.id):
        if notice.message is None:
            others.append(notice)
        else:
            first = standing.get((notice.chat, notice.message), notice)
            standing[notice.chat, notice.message] = replace(first, text=notice.text)
    return [*others, *standing.values()]


async def examine(
    row: Row, database: Database, street: Street, causes: Sequence[int], deeds: Sequence[Deed], clock: Clock
) -> Testimony:
    """Fill the row; `causes` are the marks of deaths and outages, which alone excuse a double."""
    testimony = await taken(database, street)
    found = ledger.compare(testimony.notices, testimony.chats, sorted(causes))
    row.causes = len(causes)
    row.put(found)
    row.put_deeds(judge(deeds, testimony.effects, testimony.screens(found.others)))
    row.parked = testimony.parked
    unlisted = await not_to_be_called(database, clock, found.uncertain_absent)
    row.uncertain_unlisted = len(unlisted)
    row.tell("not in the call list", [each.key for each in unlisted])
    return testimony


async def not_to_be_called(database: Database, clock: Clock, absent: Sequence[Notice]) -> list[Notice]:
    """Messages that never came, still matter, and are not told of in «Кому позвонить»."""
    settings = load_settings(_env_file=None, admin_ids=str(municipality.ADMINISTRATOR))
    actor = Actor(0, municipality.ADMINISTRATOR, "ru", frozenset({(Role.CONTROLLER, None)}))
    listed = await Unreachables(database, clock, settings).listed(actor)
    called = {call.organisation for call in listed.calls if call.trouble is Trouble.UNCERTAIN}
    waiting = [state for state in AssignmentState if state.is_waiting]
    found = []
    async with database.reading() as session:
        for notice in absent:
            homes = await session.scalars(
                select(Organisation.name)
                .select_from(Membership)
                .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
                .join(Peer, Peer.person_id == Membership.person_id)
                .where(Peer.chat_id == notice.chat, Membership.ended_at.is_(None))
            )
            matters = await session.scalar(
                select(func.count())
                .select_from(Nudge)
                .join(Reminder, Reminder.id == Nudge.reminder_id)
                .join(Assignment, Assignment.id == Reminder.assignment_id)
                .where(Nudge.message_id == notice.id, Assignment.state.in_(waiting))
            )
            if matters and not called.intersection(homes):
                found.append(notice)
    return found


@dataclass(frozen=True)
class Left:
    """What is still to be done."""

    digests: int
    messages: int
    """The digests among them."""
    updates: int


NOBODY_KNOWS = Left(1, 1, 1)
"""While the database is away something is still to be done, for all that is known."""


async def work_left(database: Database, now: datetime) -> Left:
    """Messages not yet delivered though they may be by now, updates not yet handled."""
    unfinished = OutboxMessage.state.in_((MessageState.PENDING, MessageState.SENDING))
    may_go = or_(OutboxMessage.not_before <= now, OutboxMessage.attempts > 0)  # failed over once: put off
    messages = select(func.count()).where(unfinished, may_go)
    updates = select(func.count()).where(InboxUpdate.state == UpdateState.PENDING)
    try:
        async with database.reading() as session:
            return Left(
                digests=await session.scalar(messages.where(OutboxMessage.notice == DIGEST)) or 0,
                messages=await session.scalar(messages) or 0,
                updates=await session.scalar(updates) or 0,
            )
    except (DBAPIError, OSError):
        return NOBODY_KNOWS


def _plain(text: str) -> str:
    return formatted(text, HTML, "entities")[0]
