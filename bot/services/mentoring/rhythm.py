"""How often a pair should meet: pure dates, per kind."""

from datetime import date, timedelta

from bot.models import PairKind
from bot.settings import Settings

WORKPLACE = (0, 7, 30)
"""Days after the beginning: the first day, the first week, the first month; then quarterly."""
QUARTER = 91
FIRST_PULSE, NEXT_PULSE = 30, 60
SCHOOL_BEGINS = (9, 1)


def due_on(
    kind: PairKind, began: date, counted_from: date, last: date | None, today: date, settings: Settings
) -> date:
    """The day by which the two should have met again."""
    if kind.at_workplace:
        return _milestone(began, max(counted_from, (last or date.min) + timedelta(days=1)))
    days = settings.tutor_days if kind is PairKind.TUTOR_PUPIL else settings.student_mentor_days
    since = max(counted_from, last or date.min)
    begin_of_school = date(today.year, *SCHOOL_BEGINS)
    if since < begin_of_school <= today:  # nobody has to meet in the summer
        since = begin_of_school
    return since + timedelta(days=days)


def _milestone(began: date, earliest: date) -> date:
    for days in WORKPLACE:
        if began + timedelta(days=days) >= earliest:
            return began + timedelta(days=days)
    quarter = 1
    while (day := began + timedelta(days=WORKPLACE[-1] + QUARTER * quarter)) < earliest:
        quarter += 1
    return day


def is_free_of_school(kind: PairKind, today: date, settings: Settings) -> bool:
    """Whether pupils are on holiday, so that nobody is asked about them."""
    if kind.at_workplace:
        return False
    day = f"{today:%m-%d}"
    for span in settings.school_holidays:
        first, last = span.split("/")
        over_new_year = first > last
        if (day >= first or day <= last) if over_new_year else first <= day <= last:
            return True
    return False


def pulse_day(began: date, today: date) -> date | None:
    """The last day up to today on which both sides were to be asked how it goes."""
    passed = (today - began).days
    if passed < FIRST_PULSE:
        return None
    rounds = (passed - FIRST_PULSE) // NEXT_PULSE
    return began + timedelta(days=FIRST_PULSE + NEXT_PULSE * rounds)
