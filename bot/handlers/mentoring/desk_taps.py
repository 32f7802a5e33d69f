"""Taps of the curator's desk, and how those are called whose names are never kept."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from bot.handlers.access import May
from bot.handlers.member_labels import role_name
from bot.models import Role
from bot.services.access import Action
from bot.services.mentoring.mentors import MentorRow
from bot.services.mentoring.suggestions import Target
from bot.texts import Words, shorten

CURATES = May(Action.PAIRS_MANAGE)
INVITABLE = (Role.TUTOR, Role.MENTOR, Role.TRAINEE)


class DeskTap(CallbackData, prefix="ja"):
    """A part of the desk of an organisation; of the organisations themselves, a page."""

    act: Literal["places", "open", "mentors", "trainees", "pairs", "past", "invite", "skip"]
    place: int = 0
    page: int = 0


class MentorTap(CallbackData, prefix="jb"):
    """A tutor or mentor by the role they hold."""

    act: Literal["open", "sphere", "limit", "hand"]
    seat: int


class CardTap(CallbackData, prefix="jc"):
    """A new field (by place) or load limit of somebody."""

    seat: int
    field: Literal["sphere", "limit"]
    value: int


class PaperTap(CallbackData, prefix="jd"):
    """A paper is there, or is not."""

    seat: int
    paper: Literal["consent", "order"]
    there: bool


class InviteTap(CallbackData, prefix="ji"):
    """A link for somebody of this role (by place)."""

    place: int
    role: int


class ClassesTap(CallbackData, prefix="je"):
    """The classes of a school; with a seat, to attach them to that tutor."""

    place: int
    seat: int = 0


class PupilsTap(CallbackData, prefix="jf"):
    """A page of a class (its letter by place); with a seat, to attach its pupils to that tutor."""

    place: int
    grade: int
    letter: int
    seat: int = 0
    page: int = 0


class ChooseTutorTap(CallbackData, prefix="jg"):
    """Which tutor: for a class, for one pupil, or instead of the one of a pair."""

    place: int
    grade: int = 0
    letter: int = 0
    student: int = 0
    pair: int = 0


class AttachClassTap(CallbackData, prefix="jh"):
    """All pupils of a class without a tutor go to this one."""

    seat: int
    grade: int
    letter: int


class AttachTap(CallbackData, prefix="jj"):
    """One pupil goes to this tutor."""

    seat: int
    student: int


class HandTap(CallbackData, prefix="jk"):
    """Everybody of somebody goes to another; asked once more first."""

    place: int
    person: int
    seat: int
    sure: bool = False


class HandOneTap(CallbackData, prefix="jl"):
    """The pupil of a pair goes to another tutor."""

    pair: int
    seat: int


class TargetTap(CallbackData, prefix="jm"):
    """Somebody who is or could be accompanied: a pupil or a trainee; instead of which pair."""

    act: Literal["open", "suggest", "kind"]
    student: int = 0
    trainee: int = 0
    follows: int = 0

    @property
    def target(self) -> Target:
        """Whom it is about."""
        return self.student or None, self.trainee or None


class TraineeTap(CallbackData, prefix="jn"):
    """A trainee is a student or a specialist, in this field (by place, −1: not chosen yet)."""

    trainee: int
    kind: int
    sphere: int = -1


class OfferTap(CallbackData, prefix="jo"):
    """Offer this mentor."""

    student: int
    trainee: int
    mentor: int
    follows: int = 0


class WithdrawTap(CallbackData, prefix="jp"):
    """Take an offer back."""

    offer: int


class AnswerTap(CallbackData, prefix="jq"):
    """«Согласен», «Не сейчас»; nothing said: the offer itself."""

    offer: int
    word: Literal["look", "yes", "no"]


class CuratedPairTap(CallbackData, prefix="jr"):
    """A pair, for the curator."""

    act: Literal["open", "pause", "resume", "end", "journal"]
    pair: int
    page: int = 0


class EndTap(CallbackData, prefix="js"):
    """A pair ends, for this reason (by place)."""

    pair: int
    reason: int


def mentor_name(row: MentorRow, words: Words) -> str:
    """«тьютор, педагог-психолог»."""
    return called(row.role, row.position, words, row.membership_id)


def called(role: Role, position: str, words: Words, number: int = 0) -> str:
    """The role and the position; without one, the number tells people apart."""
    return words.label(
        "mentors-name",
        role=role_name(role, words),
        position=shorten(position, 60),
        positioned=bool(position),
        number=number,
    )
