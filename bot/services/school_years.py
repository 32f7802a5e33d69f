"""School years: each is named by the year in whose September it begins."""

from datetime import date

SEPTEMBER = 9


def school_year_of(day: date) -> int:
    """The school year a day lies in."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def campaign_of(day: date) -> int:
    """The year of admission the leavers of that school year go for."""
    return school_year_of(day) + 1
