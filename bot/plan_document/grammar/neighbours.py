"""What dates that stand beside each other give each other: a year printed once, a dash that was lost."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.plan_document.grammar.facts import Dates, DayName, Every, Said, Stretch
from bot.plan_document.grammar.reading import Reading
from bot.plan_document.grammar.spans import as_day, joined, whole_months
from bot.plan_document.timing import Day

_FIRST_SCHOOL_MONTH = 8
_DASHES = frozenset("-–—−")
_BLANKS = " \t\xa0.…/()[]"  # say nothing of how two terms belong together
_SEPARATORS = frozenset(",;\n")  # between the terms of a list: «9 класс – 5 мая, 11 класс – 7 мая»


def beside_each_other(said: Sequence[Said], reading: Reading) -> list[Said]:
    """The facts with the years and ranges that only their neighbours show."""
    found = _with_lost_dash(said, reading)
    _doubt_marks(found, reading)
    return _with_borrowed_years(_with_year_apart(found, reading), reading)


def _with_lost_dash(said: Sequence[Said], reading: Reading) -> list[Said]:
    """«01.09.22 29.10.22»: two whole dates with nothing between are a range for a person to confirm."""
    result: list[Said] = []
    in_row = sum(isinstance(each.fact, Dates) for each in said)
    for each in said:
        before = result[-1] if result else None
        if before is None or in_row != 2 or not _is_whole_day(before) or not _is_whole_day(each):
            result.append(each)
            continue
        first, last = _days(before)[0], _days(each)[0]
        follows = (first.year, first.month, first.day) < (last.year, last.month, last.day)
        if each.gap.strip() or "\n" in each.gap or not follows:
            result.append(each)
            continue
        quote = f"{before.quote} {each.quote}"
        reading.remark(f"между датами нет тире: прочитано как промежуток: «{quote}»")
        result[-1] = replace(before, fact=Dates((joined(as_day(first), as_day(last)),)), quote=quote)
    return result


def _is_whole_day(each: Said) -> bool:
    fact = each.fact
    if not isinstance(fact, Dates) or fact.role is not None or len(fact.stretches) != 1:
        return False
    day = fact.stretches[0].first
    return fact.stretches[0].unit == "day" and day.year is not None and day.month is not None


def _days(each: Said) -> list[Day]:
    assert isinstance(each.fact, Dates)
    return [stretch.first for stretch in each.fact.stretches]


def _doubt_marks(said: Sequence[Said], reading: Reading) -> None:
    """A dash between two terms, or nothing at all, leaves it open whether they are two."""
    places = [index for index, each in enumerate(said) if isinstance(each.fact, Dates)]
    for begin, end in pairwise(places):
        before, between, each = said[begin], said[begin + 1 : end], said[end]
        assert isinstance(before.fact, Dates)
        assert isinstance(each.fact, Dates)
        parted = "".join(other.gap for other in between)
        printed = "".join(f"{other.gap}{other.quote}" for other in (*between, each))
        quote = " ".join(f"{before.quote}{printed}".split())
        unmarked = len(places) == 2 and not f"{parted}{each.gap}".strip(
            _BLANKS if between else _BLANKS + "\n"
        )
        unmarked = unmarked and all(isinstance(other.fact, DayName) for other in between)
        alone = each.fact.role is None and not _is_year(each.fact)
        dash = set(each.gap) & _DASHES and not any(char.isalpha() for char in each.gap)
        if dash and not set(parted) & _SEPARATORS:
            reading.remark(f"между сроками тире: «{quote}»")
        elif unmarked and (alone or before.fact.role != each.fact.role):
            reading.remark(f"между сроками нет знака: «{quote}»")
        elif before.fact.role in (None, "in") and each.quote.lower().startswith("по "):
            reading.remark(f"перед сроком «по», но нет «с»: «{quote}»")


def _is_year(dates: Dates) -> bool:
    """Whether it is one year or one school year and nothing more."""
    if len(dates.stretches) != 1 or dates.role not in (None, "in"):
        return False
    only = dates.stretches[0]
    years = only.last.year, only.first.year
    if years[0] is None or years[1] is None:
        return False
    return (only.unit == "year" and years[0] == years[1]) or only.unit == "school_year"


def _with_year_apart(said: list[Said], reading: Reading) -> list[Said]:
    """«2025 год, сентябрь», «до 1 мая (2024-2025 учебный год)»: the year belongs to the date beside it."""
    dated = [each for each in said if isinstance(each.fact, Dates)]
    years = [each for each in dated if isinstance(each.fact, Dates) and _is_year(each.fact)]
    others = [each for each in dated if each not in years]
    yearly = any(isinstance(each.fact, Every) and each.fact.recurrence == "yearly" for each in said)
    if len(years) != 1 or not others or yearly or any(not _is_yearless(each) for each in others):
        return said
    assert isinstance(years[0].fact, Dates)
    span = years[0].fact.stretches[0]
    if span.unit == "school_year" and any(_is_part_of_year(each) for each in others):
        reading.remark(f"полугодие или квартал учебного года: «{years[0].quote}»")
    if len(others) > 1:
        reading.remark(f"год назван один раз: «{years[0].quote}»")
    return [
        replace(each, fact=_dated(each.fact, span))
        if each in others and isinstance(each.fact, Dates)
        else each
        for each in said
        if each is not years[0]
    ]


def _is_part_of_year(each: Said) -> bool:
    assert isinstance(each.fact, Dates)
    return any(stretch.unit in ("half", "quarter") for stretch in each.fact.stretches)


def _is_yearless(each: Said) -> bool:
    assert isinstance(each.fact, Dates)
    return not any(
        stretch.first.year or stretch.last.year or stretch.first.month is None
        for stretch in each.fact.stretches
    )


def _dated(dates: Dates, span: Stretch) -> Dates:
    return dates._replace(
        stretches=tuple(_in_span(stretch, span) for stretch in dates.stretches), like_time=False
    )


def _in_span(stretch: Stretch, span: Stretch) -> Stretch:
    assert span.first.year is not None
    assert span.last.year is not None
    if span.unit != "school_year":
        wraps = (stretch.first.month or 0) > (stretch.last.month or 0)
        return whole_months(stretch, span.last.year, span.last.year + wraps)
    first, last = (
        span.first.year if (day.month or 0) >= _FIRST_SCHOOL_MONTH else span.last.year
        for day in (stretch.first, stretch.last)
    )
    return whole_months(stretch, first, last)


def _with_borrowed_years(said: list[Said], reading: Reading) -> list[Said]:
    """A year printed once in a row of dates belongs to the dates before it, else to those after it."""
    result = list(said)
    for index in range(len(result) - 2, -1, -1):
        here, following = result[index].fact, result[index + 1].fact
        if isinstance(here, Dates) and isinstance(following, Dates) and following.role != "from":
            fact = _borrowed(here, following.stretches[0], True, reading)
            result[index] = replace(result[index], fact=fact)
    for index in range(1, len(result)):
        here, before = result[index].fact, result[index - 1].fact
        if isinstance(here, Dates) and isinstance(before, Dates) and here.role != "from":
            fact = _borrowed(here, before.stretches[-1], False, reading)
            result[index] = replace(result[index], fact=fact)
    return result


def _borrowed(dates: Dates, neighbour: Stretch, is_before: bool, reading: Reading) -> Dates:
    theirs = neighbour.first if is_before else neighbour.last
    year = theirs.year
    if year is None or neighbour.unit in ("year", "school_year"):
        return dates
    if any(stretch.first.year or stretch.last.year or not stretch.first.month for stretch in dates.stretches):
        return dates
    edge = dates.stretches[-1].last if is_before else dates.stretches[0].first
    in_order = ((edge.month or 0, edge.day) <= (theirs.month or 0, theirs.day)) == is_before
    if not in_order:
        year += -1 if is_before else 1
        reading.remark(f"год у даты {edge.day:02}.{edge.month:02} не назван: прочитано как {year}")
    elif not is_before:
        reading.remark(f"год у даты {edge.day:02}.{edge.month:02} не назван: взят год соседней даты")
    wraps = [(stretch.first.month or 0) > (stretch.last.month or 0) for stretch in dates.stretches]
    stretches = tuple(
        whole_months(stretch, year - wrapped, year)
        for stretch, wrapped in zip(dates.stretches, wraps, strict=True)
    )
    return dates._replace(stretches=stretches, like_time=False)
