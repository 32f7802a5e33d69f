"""Phrases put together from parts whose meaning is known: the reading is theirs, or it is doubted.

Noise of print and scanning is laid over them; a truncated or mixed phrase must not give in silence a date
that its parts do not have.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.plan_document import Day, Span, Timing, read_deadline
from bot.plan_document.grammar.spans import month_end
from bot.plan_document.grammar.wording import MONTHS_OF
from tests.plan_document.samples import all_phrases, labels, own_phrases

NAMES = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
SHORT = ("янв.", "фев.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек.")
ORDINALS = {
    1: "первого",
    5: "пятого",
    10: "десятого",
    15: "пятнадцатого",
    20: "двадцатого",
    25: "двадцать пятого",
}
Draw = Callable[[st.SearchStrategy[Any]], Any]
LATIN = str.maketrans("аеорсухАЕОРСХТНКМВ", "aeopcyxAEOPCXTHKMB")


class Known(NamedTuple):
    """A phrase and the fields its reading has."""

    text: str
    timing: Timing


def known(text: str, **fields: Any) -> Known:
    return Known(text, Timing(phrase=text, **fields))


@st.composite
def days(draw: st.DrawFn, year: int | None = None) -> tuple[str, Day]:
    """A day in one of the ways it is printed; a year for those in figures is always whole."""
    month = draw(st.integers(1, 12))
    number = draw(st.integers(1, month_end(month, year)))
    day = Day(month, number, year)
    word = MONTHS_OF[month - 1]
    suffix = f" {year}{draw(st.sampled_from([' года', ' г.', 'г.', '', ' год']))}" if year else ""
    ways = [
        f"{number} {word}{suffix}",
        f"{number:02} {word}{suffix}",
        f"{number}-го {word}{suffix}",
        f"«{number:02}» {word}{suffix}",
        f"{number} {SHORT[month - 1]}{suffix}",
        f"{number}{word}{suffix}",
    ]
    if number in ORDINALS:
        ways.append(f"{ORDINALS[number]} {word}{suffix}")
    if year:
        end = draw(st.sampled_from(["", " г.", "г.", " года"]))
        ways += [
            f"{number:02}.{month:02}.{year}{end}",
            f"{number}.{month:02}.{year}{end}",
            f"{number:02}.{month:02}.{year % 100:02}{end}",
            f"{number:02}/{month:02}/{year}",
            f"{number:02} .{month:02}. {year}{end}",
            f"{year}-{month:02}-{number:02}",
        ]
    return draw(st.sampled_from(ways)), day


years = st.one_of(st.none(), st.integers(2018, 2031))
UNTIL = ("до ", "не позднее ", "в срок до ", "к ", "Срок: до ", "не позднее, чем ", "")
every_year = st.sampled_from(
    [("", "once"), ("ежегодно, ", "yearly"), ("Ежегодно ", "yearly"), ("1 раз в год, ", "yearly")]
)


@st.composite
def dated(draw: st.DrawFn) -> Known:
    """One or more days, once or every year, perhaps of the year before, perhaps with the period after."""
    year = draw(years)
    count = draw(st.integers(1, 3))
    found = [draw(days(year)) for _ in range(count)]
    rhythm, recurrence = draw(every_year) if year is None else ("", "once")
    until = draw(st.sampled_from(UNTIL))
    joint = draw(st.sampled_from([", ", " и ", "; ", f", {until}".rstrip() + " "]))
    text = rhythm + until + joint.join(printed for printed, _ in found)
    unique = sorted({day for _, day in found}, key=lambda day: (day.year or 0, day.month or 0, day.day))
    tail, fields = draw(st.sampled_from(TAILS if recurrence == "yearly" else PLAIN_TAILS))
    kind = "dated" if recurrence == "once" else "recurring"
    return known(text + tail, kind=kind, recurrence=recurrence, deadlines=tuple(unique), **fields)


PLAIN_TAILS: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    (" включительно", {}),
    (", далее – весь период", {"then_whole_period": True}),
    (", 10:00", {}),
]
TAILS = [
    ("", {}),
    (" года, предшествующего планируемому", {"year_offset": -1}),
    (" текущего года", {}),
    (" года, следующего за отчётным", {}),
]


@st.composite
def windows(draw: st.DrawFn) -> Known:
    """From one day to another, in figures or words; months; quarters; half-years; parts of a month."""
    year = draw(years)
    return draw(st.sampled_from([between_days, within_month, whole_months, quarters, parts]))(draw, year)


def between_days(draw: st.DrawFn, year: int | None) -> Known:
    first_text, first = draw(days(year))
    last_text, last = draw(days(year))
    assume((first.month, first.day) < (last.month, last.day))
    form = draw(
        st.sampled_from(["с {} по {}", "{} - {}", "{} – {}", "с {} до {}", "в период с {} по {}", "{}—{}"])
    )
    return window(form.format(first_text, last_text), first, last, draw)


def within_month(draw: st.DrawFn, year: int | None) -> Known:
    month = draw(st.integers(1, 12))
    first, last = sorted(draw(st.sets(st.integers(1, 28), min_size=2, max_size=2)))
    form = draw(st.sampled_from(["с {} по {} {}", "{}-{} {}", "{} – {} {}", "с {}-го по {}-е {}"]))
    text = form.format(first, last, MONTHS_OF[month - 1]) + (f" {year} года" if year else "")
    return window(text, Day(month, first, year), Day(month, last, year), draw)


def whole_months(draw: st.DrawFn, year: int | None) -> Known:
    first, last = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    assume(first < last or year is None)
    if first == last:
        text = NAMES[first - 1]
    else:
        text = draw(st.sampled_from(["{}-{}", "{} – {}", "{} -{}"])).format(NAMES[first - 1], NAMES[last - 1])
    text += f" {year} г." if year else ""
    return window(text, Day(first, 1, year), Day(last, month_end(last, year), year), draw)


def quarters(draw: st.DrawFn, year: int | None) -> Known:
    length, names = draw(st.sampled_from([(3, ("квартал", "кв.", "квартале")), (6, ("полугодие",))]))
    number = draw(st.integers(1, 12 // length))
    roman = ("I", "II", "III", "IV")[number - 1]
    printed = draw(st.sampled_from([str(number), roman, roman.replace("I", "І"), f"{number}-й"]))
    text = f"{printed} {draw(st.sampled_from(names))}" + (f" {year} года" if year else "")
    last = number * length
    return window(text, Day(last - length + 1, 1, year), Day(last, month_end(last, year), year), draw)


def parts(draw: st.DrawFn, year: int | None) -> Known:
    month = draw(st.integers(1, 12))
    end = month_end(month, year)
    name, first, last = draw(
        st.sampled_from(
            [
                *(("первая декада", 1, 10), ("II декада", 11, 20), ("3-я декада", 21, end)),
                *(("1 неделя", 1, 7), ("вторая неделя", 8, 14), ("3-4 неделя", 15, 28)),
                *(("первая половина", 1, 15), ("вторая половина", 16, end)),
            ]
        )
    )
    text = f"{name} {MONTHS_OF[month - 1]}" + (f" {year} г." if year else "")
    return window(text, Day(month, first, year), Day(month, last, year), draw)


def window(text: str, first: Day, last: Day, draw: st.DrawFn) -> Known:
    rhythm, recurrence = draw(every_year) if first.year is None else ("", "once")
    return known(rhythm + text, kind="window", recurrence=recurrence, window=Span(first, last))


@st.composite
def monthdays(draw: st.DrawFn) -> Known:
    """«до N числа …» in its many periods."""
    number = draw(st.integers(1, 28))
    head = draw(
        st.sampled_from(["до {} числа", "не позднее {} числа", "до {}-го числа", "в срок до {:02} числа"])
    )
    rhythm, tail, recurrence, months = draw(
        st.sampled_from(
            [
                ("ежемесячно, ", "", "monthly", (None,)),
                ("", " каждого месяца", "monthly", (None,)),
                ("", " месяца, следующего за отчетным", "monthly", (None,)),
                ("ежеквартально ", " месяца, следующего за отчётным кварталом", "quarterly", (1, 4, 7, 10)),
                ("", " последнего месяца квартала", "quarterly", (3, 6, 9, 12)),
                ("", " месяца, следующего за отчетным полугодием", "half_yearly", (1, 7)),
            ]
        )
    )
    deadlines = tuple(Day(month, number) for month in months)
    text = rhythm + head.format(number) + tail
    return known(text, kind="recurring", recurrence=recurrence, deadlines=deadlines)


def spaces(text: str, draw: Draw) -> str:
    return re.sub(" ", lambda _: draw(st.sampled_from([" ", " ", "  ", "\n", "\u00a0"])), text)


def look_alikes(text: str, draw: Draw) -> str:
    return "".join(char.translate(LATIN) if draw(st.booleans()) else char for char in text)


def capitals(text: str, draw: Draw) -> str:
    return text.upper() if draw(st.booleans()) else text.capitalize()


def zeros(text: str, draw: Draw) -> str:
    """«0» and «О», «1» and «l» of a scan."""
    clear, seen = draw(st.sampled_from([("0", "О"), ("0", "O"), ("1", "l"), ("3", "З"), ("о", "0")]))
    return text.replace(clear, seen, 1)


def glued(text: str, draw: Draw) -> str:
    place = draw(st.integers(0, len(text)))
    return text[:place] + text[place:].replace(" ", "", 1)


def within_word(text: str, draw: Draw) -> int:
    """Where two small letters stand side by side."""
    places = [match.start() for match in re.finditer("(?=[а-яё]{2})", text)]
    assume(places)
    return int(draw(st.sampled_from(places)))


def torn(text: str, draw: Draw) -> str:
    tears = ["\n", "-\n", " "]
    place = within_word(text, draw) + 1
    return f"{text[:place]}{draw(st.sampled_from(tears))}{text[place:]}"


def clipped(text: str, draw: Draw) -> str:
    return f"{text}{draw(st.sampled_from(['.', ':', ' ', ';', ')', ' -', '…']))}"


def slipped(text: str, draw: Draw) -> str:
    """One letter lost, doubled or swapped."""
    place = within_word(text, draw)
    change = draw(st.integers(0, 2))
    middle = ("", text[place] * 2, text[place + 1])[change]
    rest = text[place + 1 :] if change != 2 else text[place] + text[place + 2 :]
    return text[:place] + middle + rest


NOISES: list[Callable[[str, Draw], str]] = [
    *(spaces, look_alikes, capitals, zeros, glued, torn, clipped, slipped)
]
compositions = st.one_of(dated(), windows(), monthdays())


def said(timing: Timing) -> Timing:
    return replace(timing, phrase="", explanation="", warnings=(), notes="")


@settings(max_examples=1000, deadline=None)
@given(compositions)
def test_what_is_put_together_is_read_as_its_parts(one: Known) -> None:
    reading = read_deadline(one.text)
    assert said(reading) == said(one.timing) or reading.warnings, (one.text, said(reading), said(one.timing))


@settings(max_examples=800, deadline=None)
@given(compositions, st.sampled_from(NOISES), st.data())
def test_noise_is_levelled_or_doubted(
    one: Known, noise: Callable[[str, Draw], str], data: st.DataObject
) -> None:
    text = noise(one.text, data.draw)
    reading = read_deadline(text)
    assert said(reading) == said(one.timing) or reading.warnings, (text, said(reading), said(one.timing))


SIMPLE = [
    timing
    for timing in [
        *(timing for _, timing in own_phrases()),
        *(Timing.from_json(label) for label in labels("phrases") if not label["ambiguous"]),
    ]
    if timing.recurrence == "once" and timing.years is None and not timing.then_whole_period
]
DATED = [timing for timing in SIMPLE if timing.kind == "dated"]
WINDOWS = [timing for timing in SIMPLE if timing.kind == "window"]


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(DATED), st.sampled_from(DATED), st.sampled_from([", ", "; ", " и ", "\n", " "]))
def test_two_terms_in_a_row_are_both_read_or_doubted(first: Timing, second: Timing, joint: str) -> None:
    assume(joint != " " or not first.phrase.endswith("зал"))  # «зал 5, 12 октября»: the room or the day?
    reading = read_deadline(first.phrase + joint + second.phrase)
    ends = (reading.window.from_, reading.window.to) if reading.window else ()  # «31 мая по 15 июня»
    named = {day for day in (*reading.deadlines, *ends) if day is not None}
    both = {*first.deadlines, *second.deadlines}
    if len({day.year is None for day in both}) > 1:  # a year printed once belongs to both
        both, named = ({day._replace(year=None) for day in days} for days in (both, named))
    assert named == both or reading.warnings, reading


def test_the_number_of_a_room_does_not_stand_on_the_next_line() -> None:
    reading = read_deadline("03.09.2024 в 10-00, актовый зал\n5, 12, 19 октября 2024 г.")
    assert {(day.day, day.month) for day in reading.deadlines} == {(3, 9), (5, 10), (12, 10), (19, 10)}


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(DATED), st.sampled_from(WINDOWS), st.sampled_from([", ", "; ", " и "]), st.booleans())
def test_a_day_beside_a_stretch_is_doubted(day: Timing, stretch: Timing, joint: str, turned: bool) -> None:
    pair = (stretch, day) if turned else (day, stretch)
    reading = read_deadline(joint.join(timing.phrase for timing in pair))
    year = stretch.window is not None and stretch.window.from_ is not None and stretch.window.from_.day == 1
    assert reading.warnings or year, reading


@settings(max_examples=2000, deadline=None)
@given(st.sampled_from(all_phrases()), st.integers(0, 9), st.integers(1, 9))
def test_a_piece_of_a_phrase_names_only_days_that_are_printed(phrase: str, begin: int, length: int) -> None:
    """In silence a day is a printed number, or the end of a month that is named without one."""
    piece = " ".join(phrase.split(" ")[begin : begin + length])
    reading = read_deadline(piece)
    if reading.warnings:
        return
    numbers = {int(number) for number in re.findall(r"\d{1,2}", piece)}
    spelled = re.search(
        "перв|втор|трет|пят|десят|двадцат|последн|конц|кварт|полуг|кв\\.|половин|декад", piece.lower()
    )
    for day in reading.deadlines:
        assert day.day in numbers or spelled or day.day == month_end(day.month or 1, day.year), (piece, day)
