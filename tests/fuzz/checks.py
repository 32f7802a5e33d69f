"""What must hold whatever was sent: nothing parked, nothing leaked, the rows of one mind with each other."""

import re
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from html import unescape
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.handlers.privacy import NOTICE_OF, VERSION
from bot.models import (
    Assignment,
    AssignmentState,
    AuditEntry,
    Completion,
    Invite,
    Membership,
    MessageState,
    OutboxMessage,
    Peer,
    Request,
    RequestKind,
)
from bot.sandbox import Visitor
from bot.services.faq import SHIPPED, THEMES
from bot.settings import Settings
from bot.texts import LANGUAGES, MissingText, Words, bundle, shorten

LONGEST_LABEL = 60
ARGUMENTS: tuple[dict[str, object], ...] = (
    {"grade": "9"},
    {"grade": "11"},
    {"helpful": True},
    {"helpful": False},
)
NOTICE = {"version": VERSION, "day": NOTICE_OF}


class Broken(AssertionError):  # noqa: N818 - reads as the fault it names
    """Something that must always hold does not."""


class Memory:
    """What was seen before, to compare with: accepted stays accepted, the audit only grows."""

    def __init__(self) -> None:
        self.closed: dict[int, AssignmentState] = {}
        self.audit: list[tuple[Any, ...]] = []


async def check_rows(session: AsyncSession, memory: Memory) -> None:
    """Every rule over the database at once."""
    await _assignments(session, memory)
    await _memberships(session)
    await _audit(session, memory)
    failed = (
        await session.scalars(select(OutboxMessage).where(OutboxMessage.state == MessageState.FAILED))
    ).all()
    _must(not failed, f"refused by the messenger: {[(each.notice, each.error) for each in failed]}")


async def _assignments(session: AsyncSession, memory: Memory) -> None:
    reports: dict[int, list[Completion]] = {}
    for report in await session.scalars(select(Completion).where(Completion.progress.is_(False))):
        reports.setdefault(report.assignment_id, []).append(report)
    requests: dict[int, list[Request]] = {}
    for request in await session.scalars(select(Request)):
        requests.setdefault(request.assignment_id, []).append(request)
    for each in await session.scalars(select(Assignment)):
        fault = _fault_of(each, reports.get(each.id, []), requests.get(each.id, []))
        _must(fault is None, f"assignment {each.id} is {each.state}: {fault}")
        was = memory.closed.get(each.id)
        _must(was in (None, each.state), f"assignment {each.id} was {was} and is {each.state}")
        if each.state is AssignmentState.ACCEPTED:
            memory.closed[each.id] = each.state


def _fault_of(each: Assignment, reports: list[Completion], requests: list[Request]) -> str | None:
    waiting = [report for report in reports if report.decided_at is None]
    disputes = [r for r in requests if r.kind is RequestKind.DISPUTE and r.decided_at is None]
    answers: list[Completion | Request] = [*reports, *requests]
    half = [each for each in answers if (each.decided_at is None) != (each.decided_by is None)]
    rules: dict[AssignmentState, tuple[bool, str]] = {
        AssignmentState.OPEN: (each.promised is None and not each.finished_at, "it has a promise or an end"),
        AssignmentState.PROMISED: (bool(each.promised and each.person_id), "nobody promised a day"),
        AssignmentState.REPORTED: (bool(waiting and each.reported_on), "no report waits"),
        AssignmentState.ACCEPTED: (
            any(report.accepted for report in reports) and each.finished_at is not None,
            "no report was accepted",
        ),
        AssignmentState.RETURNED: (
            any(report.accepted is False for report in reports) and each.returned_on is not None,
            "no report was returned",
        ),
        AssignmentState.DISPUTED: (bool(disputes), "no dispute waits"),
        AssignmentState.WITHDRAWN: (each.finished_at is not None, "it has no end"),
    }
    good, fault = rules[each.state]
    if not good:
        return fault
    if half:
        return "half a decision"
    open_ends = (AssignmentState.REPORTED, AssignmentState.WITHDRAWN)
    return "a report waits that nobody can decide" if waiting and each.state not in open_ends else None


async def _memberships(session: AsyncSession) -> None:
    invites = {
        (invite.used_by, invite.role, invite.organisation_id)
        for invite in await session.scalars(select(Invite).where(Invite.used_by.is_not(None)))
    }
    for each in await session.scalars(select(Membership)):
        key = (each.person_id, each.role, each.organisation_id)
        _must(key in invites, f"membership {each.id} came without an invite")


async def _audit(session: AsyncSession, memory: Memory) -> None:
    rows = [tuple(row) for row in await session.execute(select(AuditEntry.__table__).order_by(AuditEntry.id))]
    _must(rows[: len(memory.audit)] == memory.audit, "the audit was changed")
    memory.audit = rows


async def check_strangers(session: AsyncSession, strangers: Iterable[Visitor], settings: Settings) -> None:
    """They were told what is open to everybody, and nothing of anybody; nothing about them was kept."""
    said = _open_texts(settings.municipality)
    labels = {text for text in said if len(text) < LONGEST_LABEL}
    for who in strangers:
        told = {message.text for message in who.messages if message.from_bot} - said
        told = {text for text in told if not text.startswith("🔒")}  # what was typed is not repeated in it
        told = {text for text in told if text.split("\n")[0] not in _titles() and _beyond(text, said)}
        _must(not told, f"a stranger was told {told}")
        shown = {toast.text for toast in who.toasts} - said - {""}
        _must(not shown, f"a stranger was shown {shown}")
        buttons = {
            each.text
            for message in who.messages
            if message.from_bot
            for row in message.buttons
            for each in row
        }
        others = {text for text in buttons if text not in _titles() and text.split(" · ")[0] not in labels}
        _must(not others, f"a stranger was given {others}")
        kept = await session.scalar(select(Peer.id).where(Peer.user_id == who.id))
        _must(kept is None, "something about a stranger was kept")


@cache
def _titles() -> frozenset[str]:
    """Cards of facts are for everybody."""
    cards = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["card"]
    return frozenset({card["title"] for card in cards} | {shorten(card["title"], 60) for card in cards})


@cache
def _open_texts(municipality: str) -> frozenset[str]:
    """Every text that names nobody: it has no place for anything but the municipality."""
    found = set()
    for code in LANGUAGES:
        words = Words(code)
        for key in bundle(code)._messages:
            every: tuple[dict[str, object], ...] = (
                {},
                {"municipality": municipality},
                {**NOTICE},
                *ARGUMENTS,
                *[dict[str, object](theme=words.label(f"theme-{theme}")) for theme in THEMES],
            )
            for arguments in every:
                with suppress(MissingText):
                    found.add(plain(words.html(key, **arguments)))
    return frozenset(found)


def _beyond(text: str, said: frozenset[str]) -> str:
    """What remains of a text when the known ones it is put together from are taken away."""
    for known in sorted(said, key=len, reverse=True):
        text = text.replace(known, "") if known else text
    return text.strip()


def check_log(written: str, secrets: Iterable[str]) -> None:
    """Neither a token nor a name nor a word that was typed."""
    for secret in secrets:
        _must(secret not in written, f"the log holds {secret!r}")


def plain(html: str) -> str:
    """HTML as a person sees it."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def _must(good: bool, fault: str) -> None:
    if not good:
        raise Broken(fault)
