"""Two versions of one order compared, item by item. Pure: what is compared has been loaded before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.plan_document import Timing
from bot.services.names import name_key, numbers_in

SIMILAR_TITLE = 60
"""Of two items with one number: below this the number has gone to another item."""
SAME_ITEM = 88
"""Of two items with different numbers: from this on one is the other, moved and reworded."""

MOST_COMPARED = 100_000
"""Pairs of titles compared letter by letter: documents that have nothing in common must not take minutes."""


@dataclass(frozen=True)
class ItemFacts:
    """What is compared of an item; `timing` is None where it has no dates in force."""

    item_id: int
    number: str
    title: str
    phrase: str
    timing: Timing | None
    executors: frozenset[str]


class ChangeKind(StrEnum):
    """What can be different about an item."""

    ADDED = "added"
    REMOVED = "removed"
    NUMBER = "number"
    TITLE = "title"
    DEADLINE = "deadline"
    WORDING = "wording"
    """Other words for the same dates."""
    EXECUTORS = "executors"


@dataclass(frozen=True)
class ItemChange:
    """One difference; `was` and `now` are the words of the two versions."""

    kind: ChangeKind
    number: str
    title: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True)
class PlanDiff:
    """All differences in the order of the new version, the removed items last."""

    changes: tuple[ItemChange, ...]

    def count(self, kind: ChangeKind) -> int:
        """How many items differ in this way."""
        return sum(change.kind is kind for change in self.changes)


def pair(old: Sequence[ItemFacts], new: Sequence[ItemFacts]) -> dict[int, int]:
    """Which item of the old version each item (by number of the row) of the new one is: {new: old}.

    An item is known by number and title, else by its title alone, else by its number with a title that is
    still like it, else by a title that is nearly the same. Numbers within titles must be equal: «школа № 1»
    is not «школа № 11».
    """
    found: dict[int, int] = {}
    for known_by in (_number_and_title, _title, _number):
        left: dict[object, list[ItemFacts]] = {}
        for was in _left(old, found.values()):
            left.setdefault(known_by(was), []).append(was)
        for now in _left(new, found):
            same = left.get(known_by(now), [])
            if same and (known_by is not _number or _likeness(same[0], now) >= SIMILAR_TITLE):
                found[now.item_id] = same.pop(0).item_id
    strangers, candidates = _left(new, found), _left(old, found.values())
    if len(strangers) * len(candidates) <= MOST_COMPARED:
        for now in strangers:
            like = next((was for was in candidates if _likeness(was, now) >= SAME_ITEM), None)
            if like is not None:
                found[now.item_id] = like.item_id
                candidates.remove(like)
    return found


def _left(items: Sequence[ItemFacts], taken: Iterable[int]) -> list[ItemFacts]:
    known = set(taken)
    return [item for item in items if item.item_id not in known]


def _number_and_title(item: ItemFacts) -> object:
    return item.number, name_key(item.title)


def _title(item: ItemFacts) -> object:
    return name_key(item.title)


def _number(item: ItemFacts) -> object:
    return item.number


def compare(old: Sequence[ItemFacts], new: Sequence[ItemFacts]) -> PlanDiff:
    """Added, removed and changed items."""
    pairs = pair(old, new)
    before = {item.item_id: item for item in old}
    changes: list[ItemChange] = []
    for item in new:
        if item.item_id not in pairs:
            changes.append(ItemChange(ChangeKind.ADDED, item.number, item.title, now=item.phrase))
        else:
            changes += _changes(before[pairs[item.item_id]], item)
    kept = set(pairs.values())
    changes += [
        ItemChange(ChangeKind.REMOVED, item.number, item.title, was=item.phrase)
        for item in old
        if item.item_id not in kept
    ]
    return PlanDiff(tuple(changes))


def _changes(was: ItemFacts, now: ItemFacts) -> Iterator[ItemChange]:
    def change(kind: ChangeKind, before: str, after: str) -> ItemChange:
        return ItemChange(kind, now.number, now.title, before, after)

    if was.number != now.number:
        yield change(ChangeKind.NUMBER, was.number, now.number)
    if not _same_title(was, now):
        yield change(ChangeKind.TITLE, was.title, now.title)
    if not _same_dates(was.timing, now.timing):
        yield change(ChangeKind.DEADLINE, was.phrase, now.phrase)
    elif name_key(was.phrase) != name_key(now.phrase):
        yield change(ChangeKind.WORDING, was.phrase, now.phrase)
    if {name_key(name) for name in was.executors} != {name_key(name) for name in now.executors}:
        gone, come = was.executors - now.executors, now.executors - was.executors
        yield change(ChangeKind.EXECUTORS, ", ".join(sorted(gone)), ", ".join(sorted(come)))


def _same_dates(was: Timing | None, now: Timing | None) -> bool:
    if was is None or now is None:
        return was is now
    return was.same_reading(now)


def _same_title(was: ItemFacts, now: ItemFacts) -> bool:
    return name_key(was.title) == name_key(now.title)


def _likeness(was: ItemFacts, now: ItemFacts) -> float:
    from rapidfuzz import fuzz

    if numbers_in(was.title) != numbers_in(now.title):
        return 0.0
    return fuzz.token_sort_ratio(name_key(was.title), name_key(now.title))
