"""Every expected reading is met; what is not met is at least doubted."""

import re
from typing import Any

import pytest

from bot.plan_document import Day, Span, Timing, read_deadline
from tests.plan_document.samples import all_phrases, labels, own_phrases

FIELDS = ("kind", "recurrence", "deadlines", "window", "years", "year_offset", "then_whole_period")
OFFICIAL = labels("official-plans")
PHRASES = labels("phrases")


def of_label(label: dict[str, Any]) -> str:
    return f"{label.get('section', '')} {label.get('number', '')} {label['phrase'][:40]}"


@pytest.mark.parametrize("label", OFFICIAL, ids=of_label)
def test_official_plans_are_read_exactly(label: dict[str, Any]) -> None:
    reading = read_deadline(label["phrase"]).to_json()
    assert {field: reading[field] for field in FIELDS} == {field: label[field] for field in FIELDS}


@pytest.mark.parametrize("label", [label for label in PHRASES if not label["ambiguous"]], ids=of_label)
def test_unambiguous_phrases_are_read_exactly(label: dict[str, Any]) -> None:
    reading = read_deadline(label["phrase"]).to_json()
    assert {field: reading[field] for field in FIELDS} == {field: label[field] for field in FIELDS}


@pytest.mark.parametrize("label", [label for label in PHRASES if label["ambiguous"]], ids=of_label)
def test_a_second_defensible_reading_comes_with_a_warning(label: dict[str, Any]) -> None:
    timing = read_deadline(label["phrase"])
    reading = timing.to_json()
    assert all(reading[field] == label[field] for field in FIELDS) or timing.warnings


@pytest.mark.parametrize(("phrase", "expected"), own_phrases(), ids=[phrase for phrase, _ in own_phrases()])
def test_phrases_written_before_looking(phrase: str, expected: Timing) -> None:
    reading = read_deadline(phrase)
    assert reading.same_reading(expected), (reading, expected)


@pytest.mark.parametrize("phrase", all_phrases())
def test_the_explanation_read_again_says_the_same(phrase: str) -> None:
    timing = read_deadline(phrase)
    again = read_deadline(timing.explanation)
    assert again.same_reading(timing), (timing.explanation, again)


@pytest.mark.parametrize("phrase", all_phrases())
def test_json_there_and_back(phrase: str) -> None:
    timing = read_deadline(phrase)
    assert Timing.from_json(timing.to_json()) == timing


def test_an_unknown_kind_is_refused() -> None:
    data = read_deadline("ежегодно").to_json() | {"kind": "sometimes"}
    with pytest.raises(ValueError, match="sometimes"):
        Timing.from_json(data)


@pytest.mark.parametrize(
    ("phrase", "residue"),
    [
        ("до 1 августа 2019 года – пилотные школы", "пилотные школы"),
        ("до 15 января или до 1 февраля", "или"),
        ("Ежегодный мониторинг деятельности до 31.05", "мониторинг деятельности"),
        ("до 1 мая (9 человек)", "9 человек"),
        ("шестой вторник сентября", "шестой"),
        ("после дождичка, до 5 мая, кроме выходных", "кроме выходных"),
    ],
)
def test_what_is_not_understood_is_quoted(phrase: str, residue: str) -> None:
    assert f"не понято: «{residue}»" in read_deadline(phrase).warnings


@pytest.mark.parametrize(
    ("phrase", "warning"),
    [
        ("до 1 сентября 2019 года, далее – весь период с 1 августа 2010 года", "вероятно, 2020"),
        ("2.10", "временем"),
        ("15.06. 15.08.2011", "нет тире"),
        ("до мая", "последний день"),
        ("ежемесячно, до 1 марта", "не сходится"),
        ("сентябрь – ноябрь, корректировка - в течение учебного года", "корректировка"),
        ("до 1 сентебря", "прочитано как «сентября»"),
        ("31 июня", "такой даты не бывает"),
        ("20.12.2025 - 10.12.2025", "раньше начала"),
        ("ежегодно, ежеквартально", "две разные"),
        ("до 1 мая 2019 текущего года", "определённый год"),
        ("в начале сентября", "приблизительно"),
        ("15 декабря, 15 января 2020 года", "прочитано как 2019"),
        ("с 5 сентября - октябрь", "по-разному"),
        ("первые числа сентября", "приблизительно"),
        ("до 1 мая - до 1 июня", "между сроками тире"),
        ("1 сентября 31 мая", "нет знака"),
        ("01.09.22 29.10.22", "прочитано как промежуток"),
        ("13.09.2024 (понедельник)", "не сходится с датой"),
        ("в течение двух недель сентября", "не понято"),
        ("зимний период 2024-2025", "период без дат"),
        ("сентябрь 2024-2026 гг.", "нескольких лет"),
        ("2 квартал 2022 года (2024, 2026 годы)", "годы названы отдельно"),
        ("до «__» мая", "не проставлена"),
        ("апрель – май (весь период)", "весь период"),
        ("до 1 мая (9 класс), до 1 июня (11 класс)", "разных классов"),
        ("до l5 мая", "прочитано как «15»"),
        ("15.02.16–21.02.16 (9 дней)", "длительность"),
        ("последняя суббота апреля", "зависит от года"),
        ("каждый второй вторник", "решает человек"),
        ("02.03.2026 (вт) – 06.03.2026 (пт)", "не сходится с датой"),
        ("до вторника 2 марта 2026 г.", "не сходится с датой"),
        ("- 15 мая\n- 20 мая", "между сроками тире"),
        ("1 сентября (каб. 5) - 5 сентября", "между сроками тире"),
        ("1 сентября … 10 сентября", "нет знака"),
        ("1 сентября (вт) … 5 сентября (сб)", "нет знака"),
        ("1 сентября, по 10 сентября", "нет «с»"),
        ("сентябрь (вторник) – май (четверг)", "назван день недели"),
        ("среда обитания", "назван день недели"),
    ],
)
def test_doubts_are_said(phrase: str, warning: str) -> None:
    warnings = read_deadline(phrase).warnings
    assert any(warning in text for text in warnings), warnings


def test_no_phrase_is_too_long_or_too_odd() -> None:
    assert read_deadline("до 1 мая " * 1000).kind == "unparseable"
    assert read_deadline("").kind == "unparseable"
    assert read_deadline("\x00\u0301İ №№ «»(((").kind == "unparseable"


@pytest.mark.parametrize("link", [" – ", " —\n", "\n– ", " по ", "\nпо "])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("1 сентября", "5 октября"),
        ("01.09.", "05.10."),
        ("1 сентября (вт.)", "5 октября (пн.)"),
        ("1 сентября, вторник", "5 октября, понедельник"),
        ("вторник, 1 сентября", "понедельник, 5 октября"),
        ("1 сентября (вт., 10:00)", "5 октября (пн., 18:00)"),
        ("1 сентября 10:00", "5 октября 18:00"),
        ("10.00 1 сентября", "18.00 5 октября"),
        ("1 сентября (включительно)", "5 октября (включительно)"),
        ("01.09. (вт)", "05.10. (пн)"),
    ],
)
@pytest.mark.parametrize("year", ["", " 2026 г."])
def test_what_stands_beside_the_ends_does_not_part_a_range(
    link: str, first: str, last: str, year: str
) -> None:
    def with_year(end: str) -> str:
        return re.sub(r"(сентября|октября|0[15]\.\d\d)\.?", rf"\1{year}", end) if year else end

    opening = "с " if "по" in link else ""
    timing = read_deadline(f"{opening}{with_year(first)}{link}{with_year(last)}")
    of_year = 2026 if year else None
    assert (timing.kind, timing.warnings) == ("window", ())
    assert timing.window == Span(Day(9, 1, of_year), Day(10, 5, of_year))
