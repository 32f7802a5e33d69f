"""Erasing pupils and people: whatever refers to them goes too, or lets go; how many there were stays."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    Base,
    CheckIn,
    CheckInCorrection,
    CloseReason,
    Consent,
    Giver,
    Guardian,
    KeptCount,
    MeetingQuestion,
    Membership,
    Offer,
    Pair,
    PairState,
    Passport,
    Pulse,
    QuestionMessage,
    Role,
    Signal,
    SilenceStep,
    Student,
)
from bot.services.families import end_role_without_children
from bot.services.mentoring.relays import erase_words
from bot.services.outbox import insert_new

EMPTIED = frozenset(
    {
        ("class_links", "used_by"),
        ("family_codes", "used_by"),
        ("student_changes", "person_id"),
        ("questions", "person_id"),
        ("question_messages", "person_id"),
        ("consultations", "person_id"),
        ("contest_entries", "applied_by"),
        ("students", "person_id"),
        ("pairs", "trainee_id"),
        ("mentoring_offers", "trainee_id"),
        ("mentoring_signals", "trainee_id"),
    }
)
"""Columns that forget a person while the row stays: it belongs to somebody else, or only counts."""
DELETED = frozenset(
    {
        ("registration_drafts", "person_id"),
        ("guardians", "person_id"),
        ("consents", "person_id"),
        ("mutes", "person_id"),
        ("quiz_results", "person_id"),
        ("meeting_sign_ups", "person_id"),
        ("contest_watches", "person_id"),
        ("announcement_copies", "person_id"),
        ("trainee_cards", "person_id"),
        ("passports", "person_id"),
    }
)
"""Rows that are about the person as a pupil or parent, and go with them."""
KEPT = frozenset(
    {
        *(("announcements", name) for name in ("created_by", "approved_by")),
        ("assignments", "person_id"),
        ("audit_entries", "person_id"),
        ("class_links", "created_by"),
        *(("completions", name) for name in ("person_id", "decided_by")),
        ("consent_texts", "published_by"),
        ("consultation_slots", "held_by"),
        ("contests", "created_by"),
        ("events", "created_by"),
        ("faq_cards", "checked_by"),
        ("family_codes", "created_by"),
        *(("invites", name) for name in ("created_by", "used_by")),
        ("memberships", "person_id"),
        ("check_ins", "created_by"),
        ("check_in_corrections", "person_id"),
        ("mentor_cards", "person_id"),
        *(("mentoring_offers", name) for name in ("mentor_id", "created_by")),
        ("mentoring_programmes", "created_by"),
        ("mentoring_signals", "acknowledged_by"),
        *(("pairs", name) for name in ("mentor_id", "created_by", "closed_by")),
        ("professional_plans", "decided_by"),
        ("monitoring_reports", "confirmed_by"),
        ("monitoring_transfers", "person_id"),
        ("nudges", "person_id"),
        ("parents_meetings", "created_by"),
        ("peers", "person_id"),
        ("plan_cycles", "activated_by"),
        ("plans", "imported_by"),
        ("plan_items", "held_by"),
        ("profile_classes", "created_by"),
        *(("programmes", name) for name in ("created_by", "decided_by")),
        *(("requests", name) for name in ("person_id", "decided_by")),
        ("route_sheets", "created_by"),
        ("route_steps", "decided_by"),
        ("route_templates", "created_by"),
        ("students", "decided_by"),
        *(("substitutions", name) for name in ("absent_id", "deputy_id")),
    }
)
"""Who did what for the committee stays, by number; roles and accounts have rules of their own."""


async def erase_student(session: AsyncSession, now: datetime, student: Student) -> list[int]:
    """Erase an entry with all that hangs on it; returns the parents who were linked.

    A pupil who was in the lists is counted by school, year, grade, sphere and level: nothing else stays.
    """
    if student.state.is_current:
        place = {
            "organisation_id": student.organisation_id,
            "school_year": student.school_year,
            "grade": student.grade,
            "sphere": student.sphere,
            "level": student.level,
        }
        await insert_new(session, KeptCount, [{**place, "count": 0}])
        counted = await session.get_one(KeptCount, tuple(place.values()), with_for_update=True)
        counted.count += 1
    parents = list(
        await session.scalars(
            select(Guardian.person_id).where(Guardian.student_id == student.id, Guardian.ended_at.is_(None))
        )
    )
    if student.person_id is not None:
        await session.execute(
            delete(Membership).where(
                Membership.person_id == student.person_id, Membership.role == Role.STUDENT
            )
        )
    await session.flush()
    await forget_accompanied(session, now, Pair.student_id == student.id)
    await session.execute(delete(Signal).where(Signal.student_id == student.id))
    await session.execute(delete(Offer).where(Offer.student_id == student.id))
    number = student.id
    session.expunge(student)
    await erase_rows(session, _table(Student), _table(Student).c.id == number)
    for parent in parents:
        await end_role_without_children(session, now, parent)
    return parents


async def forget_accompanied(session: AsyncSession, now: datetime, which: ColumnElement[bool]) -> None:
    """Close pairs and erase every word in them; that there were meetings, and when, stays as a number."""
    pairs = (await session.scalars(select(Pair).where(which))).all()
    numbers = [pair.id for pair in pairs]
    await erase_words(session, numbers)
    for table in (Pulse, MeetingQuestion, SilenceStep):
        await session.execute(delete(table).where(table.pair_id.in_(numbers)))
    waiting = Passport.approved_at.is_(None)  # what is approved belongs to the person and goes with them
    await session.execute(delete(Passport).where(Passport.pair_id.in_(numbers), waiting))
    await session.execute(delete(Signal).where(Signal.pair_id.in_(numbers)))
    meetings = select(CheckIn.id).where(CheckIn.pair_id.in_(numbers))
    await session.execute(delete(CheckInCorrection).where(CheckInCorrection.check_in_id.in_(meetings)))
    await session.execute(
        update(CheckIn).where(CheckIn.pair_id.in_(numbers)).values(text="", voice_id=None, topics=[])
    )
    for pair in pairs:
        pair.next_on, pair.next_step = None, ""
        if pair.state is not PairState.CLOSED:
            pair.state, pair.closed_at, pair.close_reason = PairState.CLOSED, now, CloseReason.ERASED
    await session.flush()


async def erase_traces(session: AsyncSession, now: datetime, person_id: int) -> None:
    """Erase what is known of a person as a pupil, parent or trainee, entries of pupils apart."""
    await forget_accompanied(session, now, Pair.trainee_id == person_id)
    await session.execute(
        update(QuestionMessage)
        .where(QuestionMessage.person_id == person_id, QuestionMessage.from_staff.is_(False))
        .values(body="")
    )
    for table, column in references("people"):
        mine = column == person_id
        if (table.name, column.name) in DELETED:
            if table.name == Consent.__tablename__:  # a paper at school is the school's word
                mine = mine & (table.c.giver != Giver.PAPER)
            await erase_rows(session, table, mine)
        elif (table.name, column.name) in EMPTIED:
            await session.execute(table.update().where(mine).values({column.name: None}))
    await session.execute(
        delete(Membership).where(
            Membership.person_id == person_id,
            Membership.role.in_((Role.STUDENT, Role.GUARDIAN, Role.TRAINEE)),
        )
    )


async def erase_rows(session: AsyncSession, table: Table, which: ColumnElement[bool]) -> None:
    """Delete rows; what refers to them by a column that may be empty is let go, anything else goes too."""
    [key, *others] = table.primary_key.columns
    if not others:
        numbers = (await session.execute(select(key).where(which))).scalars().all()
        for child, column in references(table.name):
            hanging = column.in_(numbers)
            if column.nullable:
                await session.execute(child.update().where(hanging).values({column.name: None}))
            else:
                await erase_rows(session, child, hanging)
    await session.execute(table.delete().where(which))


def references(target: str) -> Iterator[tuple[Table, Column[object]]]:
    """Every column of the schema that refers to a table; a new one is found by itself."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == target:
                yield table, key.parent


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]
