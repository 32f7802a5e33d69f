"""What the chats hold against what the database says: lost, doubled, out of order, in doubt."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.models import MessageState

Chats = Mapping[int, Sequence[tuple[int, str]]]
"""By chat: number and text of everything the bot wrote, oldest first."""

SETTLED_ELSEWHERE = (MessageState.SUPERSEDED, MessageState.UNREACHABLE)
"""Not to be sent: its content goes with a later message, or the person is called."""


@dataclass(frozen=True)
class Notice:
    """A row of the outbox with the text a person is to see."""

    id: int
    chat: int
    key: str
    priority: int
    state: MessageState
    message: int | None
    """The number the messenger gave it, where the product knows."""
    text: str


@dataclass
class Findings:
    """The outcome of a comparison."""

    notices: int = 0
    delivered: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: int = 0
    most_doubled_by_one_kill: int = 0
    most_doubled_to_one_person: int = 0
    """By one kill."""
    doubled_without_kill: list[str] = field(default_factory=list)
    misordered: list[str] = field(default_factory=list)
    uncertain_delivered: int = 0
    uncertain_absent: list[Notice] = field(default_factory=list)
    others: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    """What the bot wrote that is no notice: answers to people."""


def compare(notices: Sequence[Notice], chats: Chats, deaths: Sequence[int]) -> Findings:
    """`deaths`: for every death, in order, the number of the first message that came after it."""
    found = Findings(notices=len(notices))
    copies = _copies(notices, chats, found)
    by_kill: Counter[int] = Counter()
    to_person: Counter[tuple[int, int]] = Counter()
    for notice in notices:
        seen = sorted(copies.get(notice.id, ()))
        _judge_arrival(notice, seen, found)
        for earlier, later in pairwise(seen):
            found.doubled += 1
            first, last = bisect_right(deaths, earlier), bisect_right(deaths, later)
            if first == last:
                found.doubled_without_kill.append(notice.key)
            else:
                by_kill[first] += 1
                to_person[first, notice.chat] += 1
    found.most_doubled_by_one_kill = max(by_kill.values(), default=0)
    found.most_doubled_to_one_person = max(to_person.values(), default=0)
    found.misordered = _misordered(notices, copies)
    return found


def _copies(notices: Sequence[Notice], chats: Chats, found: Findings) -> dict[int, list[int]]:
    """By notice: the numbers of the messages that carry it; the rest goes into `found.others`."""
    copies: dict[int, list[int]] = defaultdict(list)
    of_chat: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        of_chat[notice.chat].append(notice)
    for chat, messages in chats.items():
        texts = dict(messages)
        known = {}
        for notice in of_chat[chat]:
            if notice.message is not None and texts.get(notice.message) == notice.text:
                known[notice.message] = notice
                copies[notice.id].append(notice.message)
        same: dict[str, list[Notice]] = defaultdict(list)
        for notice in of_chat[chat]:
            same[notice.text].append(notice)
        rest = [(number, text) for number, text in messages if number not in known]
        for number, text in rest:
            meant = _meant(number, same.get(text, ()), copies)
            if meant is None:
                found.others.setdefault(chat, []).append((number, text))
            else:
                copies[meant.id].append(number)
    return copies


def _meant(number: int, same: Sequence[Notice], copies: Mapping[int, list[int]]) -> Notice | None:
    """Of notices with the same text: one nobody has seen yet, else the one settled next, else the last."""
    for notice in same:
        if notice.message is None and not copies.get(notice.id):
            return notice
    for notice in same:
        if notice.message is not None and notice.message > number:
            return notice
    return same[-1] if same else None


def _judge_arrival(notice: Notice, seen: Sequence[int], found: Findings) -> None:
    found.delivered += bool(seen)
    match notice.state:
        case MessageState.UNCERTAIN if seen:
            found.uncertain_delivered += 1
        case MessageState.UNCERTAIN:
            found.uncertain_absent.append(notice)
        case state if not seen and state not in SETTLED_ELSEWHERE:
            found.lost.append(f"{notice.key} ({state.value})")
        case MessageState.SENT if notice.message not in seen:
            found.lost.append(f"{notice.key} (another text)")
        case _:
            pass


def _misordered(notices: Sequence[Notice], copies: Mapping[int, list[int]]) -> list[str]:
    """Within a chat and a priority the older row has to arrive first."""
    latest: dict[tuple[int, int], int] = {}
    found = []
    for notice in sorted(notices, key=lambda each: each.id):
        seen = copies.get(notice.id)
        if not seen:
            continue
        lane = (notice.chat, notice.priority)
        if min(seen) < latest.get(lane, 0):
            found.append(notice.key)
        latest[lane] = max(latest.get(lane, 0), min(seen))
    return found
