"""How a person is called where names are never kept: role, position, organisation."""

from bot.models import Role
from bot.services.people import MemberRow
from bot.texts import Words, shorten

BUTTON_LIMIT = 60


def role_name(role: Role, words: Words) -> str:
    """«координатор школы»."""
    return words.label(f"role-{role.value}")


def member_name(row: MemberRow, words: Words, *, placed: bool = True) -> str:
    """«координатор школы, зам. директора по ВР, Школа № 1»; unreachable ones are marked."""
    return words.label(
        "people-member",
        role=role_name(row.role, words),
        position=row.position,
        positioned=bool(row.position),
        organisation=row.organisation or "",
        inside=placed and bool(row.organisation),
        unreachable=row.unreachable is not None,
    )


def member_button(row: MemberRow, words: Words, *, placed: bool = True) -> str:
    """The same for a button: the organisation first, cut where it is long."""
    return words.label(
        "people-button",
        role=shorten(row.position or role_name(row.role, words), 28),
        organisation=shorten(row.organisation or "", BUTTON_LIMIT - 30),
        inside=placed and bool(row.organisation),
        unreachable=row.unreachable is not None,
    )
