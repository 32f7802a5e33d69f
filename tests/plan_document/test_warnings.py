"""What a person is asked to look at: every row of the table of defects, and nothing invented."""

import io
from datetime import date

import docx
import pytest

from bot.plan_document import (
    CONTRADICTIONS,
    PlanDocument,
    PlanWarning,
    needs_person,
    occurrences,
    read_plan,
)
from bot.working_days import WorkingDays
from tests.plan_document.samples import CYCLOGRAM, PLAN_2018, PLANS, plan


def warnings_of(found: PlanDocument, section: str, number: str) -> tuple[PlanWarning, ...]:
    return next(row for row in found.items if (row.section, row.number) == (section, number)).warnings


def small_plan(*rows: tuple[str, str, str, str, str], stamp: str = "") -> PlanDocument:
    document = docx.Document()
    for line in stamp.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(len(rows) + 1, 5)
    header = ("№", "Мероприятие", "Срок", "Исполнитель", "Результат")
    for row, cells in zip(table.rows, (header, *rows), strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    buffer = io.BytesIO()
    document.save(buffer)
    return read_plan(buffer.getvalue(), "план.docx")


DEFECTS = [
    (CYCLOGRAM, "1", "1.1", "later-than-follower", "1.1 позже 1.2 и 1.3"),
    (CYCLOGRAM, "2", "2.6", "quote-unclosed", "кавычка"),
    (CYCLOGRAM, "2", "2.6", "result-repeated", "дважды"),
    (CYCLOGRAM, "2", "2.8.1", "deadline-doubtful", "корректировка - в течение учебного года"),
    (CYCLOGRAM, "2", "2.8.2", "deadline-doubtful", "по мере формирования списков"),
    (CYCLOGRAM, "2", "2.10", "result-period", "еженедельно"),
    (CYCLOGRAM, "3", "3.1.1", "executors-glued", "запятая"),
    (CYCLOGRAM, "3", "3.2.1", "executors-glued", "запятая"),
    (CYCLOGRAM, "3", "3.2.1", "title-corrected", "разработка и реализация"),
    (CYCLOGRAM, "3", "3.3", "result-period", "ежеквартально"),
    (PLAN_2018, "1", "3", "deadline-doubtful", "и день, и промежуток"),
    (PLAN_2018, "3", "6", "before-order", "20 декабря 2018 года раньше самого документа (24.12.2018)"),
    (PLAN_2018, "3", "7", "executor-missing", "исполнитель"),
    (PLAN_2018, "4", "3", "year-doubtful", "2010: вероятно, 2020"),
    (PLAN_2018, "6", "2", "executors-glued", "запятая"),
]


@pytest.mark.parametrize(("name", "section", "number", "code", "part"), DEFECTS)
def test_the_table_of_defects(name: str, section: str, number: str, code: str, part: str) -> None:
    found = [warning for warning in warnings_of(plan(name), section, number) if warning.code == code]
    assert found
    assert any(part in warning.message for warning in found)


def test_sound_rows_have_no_warnings() -> None:
    doubted = {(name, section, number) for name, section, number, _, _ in DEFECTS}
    doubted |= {(CYCLOGRAM, "3", "3.2.2"), (PLAN_2018, "3", "5")}  # a lost comma; words of the deliverable
    for name in (CYCLOGRAM, PLAN_2018):
        for row in plan(name).items:
            assert bool(row.warnings) == ((name, row.section, row.number) in doubted), row


def test_the_doubtful_year_is_never_scheduled() -> None:
    item = next(row for row in plan(PLAN_2018).items if (row.section, row.number) == ("4", "3"))
    assert occurrences(item.timing, 2010, WorkingDays()) == []


def test_a_gap_in_the_numbers_is_kept_and_said() -> None:
    assert [w.message for w in plan(PLAN_2018).warnings] == [
        "раздел 5: пропущен номер 6: проверьте, не потерян ли пункт"
    ]
    assert [row.number for row in plan(PLAN_2018).items if row.section == "5"] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "7",
    ]
    assert plan(CYCLOGRAM).warnings == ()


@pytest.mark.parametrize(("today", "ended"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)])
def test_a_plan_that_is_over(today: date, ended: bool) -> None:
    found = read_plan(PLANS / f"{PLAN_2018}.docx", today=today)
    assert ("plan-ended" in {warning.code for warning in found.warnings}) == ended


def test_the_title_is_kept_and_its_display_corrected() -> None:
    item = next(row for row in plan(CYCLOGRAM).items if row.number == "3.2.1")
    assert item.title.startswith("работка и реализация")
    assert item.display_title == "раз" + item.title


def test_numbers_out_of_order() -> None:
    rows = [(number, "Слёт", "ежегодно", "школы", "") for number in ("1.1", "1.3", "1.3", "1.2")]
    assert [warning.message for warning in small_plan(*rows).warnings] == [
        "раздел 1: номер 1.3 напечатан дважды: дайте пунктам разные номера",
        "раздел 1: номер 1.2 стоит не по порядку",
    ]


def test_a_number_printed_several_times_far_apart() -> None:
    rows = [
        (number, f"Слёт {place}", "ежегодно", "школы", "")
        for place, number in enumerate(("1.1", "1.2", "1.1", "1.5", "1.1"))
    ]
    assert [warning.message for warning in small_plan(*rows).warnings] == [
        "раздел 1: номер 1.1 напечатан 3 раза: дайте пунктам разные номера",
        "раздел 1: пропущен номер 1.3, 1.4: проверьте, не потерян ли пункт",
    ]


CONTRADICTORY = [
    (
        [("1.1", "Слёт", "до 31 апреля 2027 года", "школы", "")],
        {0: ["impossible-date"]},
        "«до 31 апреля 2027 года»: такой даты не бывает; назовите верный день",
    ),
    (
        [
            ("1.1", "Слёт отрядов", "до 1 мая", "школы", ""),
            ("1.2", "Смотр", "до 1 мая", "школы", ""),
            ("1.3", "Слёт  отрядов.", "до 1 июня", "школы", ""),
        ],
        {2: ["duplicate"]},
        "1.3 повторяет 1.1",
    ),
    ([("1.1", "Слёт", "до 1 мая", "школы", ""), ("2.1", "Слёт", "до 1 мая", "школы", "")], {}, ""),
    (
        [("1.1", "Слёт", "до 1 мая", "школы", ""), ("1.2", "Слёт", "до 1 мая", "детские сады", "")],
        {},
        "",
    ),
    (
        [
            ("1.1", "Слёт", "ежегодно, до 1 мая", "школы", ""),
            ("1.1.1", "Список", "ежегодно, до 1 июня", "сады", ""),
        ],
        {1: ["parent-earlier"]},
        "1.1.1 позже 1.1",
    ),
    (
        [
            ("1.1", "Список", "до 1 июня 2027 года", "школы", ""),
            ("1.2", "Свод по итогам пункта 1.1", "до 1 мая 2027 года", "сады", ""),
        ],
        {1: ["reference-later"]},
        "1.2 строится на 1.1, но раньше его: 1 мая 2027 года, а 1.1 – 1 июня 2027 года",
    ),
    (
        [
            ("1.1", "Список", "до 1 мая 2027 года", "школы", ""),
            ("1.2", "Свод по п. 1.1", "до 1 июня 2027 года", "сады", ""),
            ("1.3", "Анкета по п. 7.7", "до 1 мая 2027 года", "сады", ""),
        ],
        {},
        "",
    ),
    ([("1.1", "Слёт", "до 1 мая", "", "")], {0: ["executor-missing"]}, "исполнитель: назовите его"),
]


@pytest.mark.parametrize(("rows", "expected", "part"), CONTRADICTORY)
def test_contradictions_between_items(
    rows: list[tuple[str, str, str, str, str]], expected: dict[int, list[str]], part: str
) -> None:
    found = small_plan(*rows)
    told = {
        index: [warning.code for warning in row.warnings]
        for index, row in enumerate(found.items)
        if row.warnings
    }
    assert {index: set(codes) for index, codes in told.items()} == {
        index: set(codes) for index, codes in expected.items()
    }
    assert not part or any(part in w.message for row in found.items for w in row.warnings)


def test_what_is_a_contradiction_and_what_a_person_is_asked() -> None:
    found = small_plan(
        ("1.1", "Слёт", "до 1 мая", "школы", ""),
        ("1.2", "Смотр", "когда получится", "школы", ""),
        ("1.3", "Сбор", "до 1 мая, кроме школ", "сады", ""),
        ("1.4", "Старт", "до 1 мая 2014 года", "школы", ""),
        ("1.5", "Финал", "по отдельному плану", "", ""),
        stamp="УТВЕРЖДЕН\nприказом от 10 января 2026 г. № 5\nПлан мероприятий на 2026-2028 годы",
    )
    assert [needs_person(row) for row in found.items] == [False, True, True, True, False]
    codes = {warning.code for row in found.items for warning in row.warnings}
    assert codes & CONTRADICTIONS == {"before-order", "year-doubtful", "executor-missing"}


def test_an_empty_or_unclear_deadline_is_asked_for() -> None:
    found = small_plan(("1", "Слёт", "", "школы", ""), ("2", "Сбор", "по усмотрению", "школы", ""))
    assert [row.timing.kind for row in found.items] == ["unparseable", "unparseable"]
    assert [[warning.code for warning in row.warnings] for row in found.items] == [
        ["deadline-not-understood"]
    ] * 2
    assert "ячейка пустая" in found.items[0].warnings[0].message
    assert "«по усмотрению»" in found.items[1].warnings[0].message


def test_years_outside_the_plan() -> None:
    stamp = "УТВЕРЖДЕН\nприказом от 10 января 2024 г. № 5\nПлан мероприятий на 2024-2026 годы"
    found = small_plan(
        ("1", "Слёт", "до 1 мая 2028 года", "школы", ""),
        ("2", "Сбор", "до 1 мая 2014 года", "школы", ""),
        ("3", "Смотр", "до 1 мая 2025 года", "школы", ""),
        ("4", "Старт", "до 1 мая 2023 года", "школы", ""),
        stamp=stamp,
    )
    codes = [[warning.code for warning in row.warnings] for row in found.items]
    assert codes == [
        ["year-after-plan"],
        ["before-order", "year-doubtful"],
        [],
        ["before-order", "outside-period"],
    ]
    assert (found.number, found.approved_on, found.period) == ("5", date(2024, 1, 10), (2024, 2026))


def test_an_item_built_on_a_later_one_only_among_neighbours() -> None:
    found = small_plan(
        ("1.1", "Мониторинг потребности", "ежегодно, до 15 марта", "школы", ""),
        ("1.2", "Прогноз", "ежегодно, до 1 марта", "школы", ""),
        ("1.3", "База", "ежегодно, до 1 октября", "школы", ""),
        ("2.1", "Прогноз", "ежегодно, до 1 марта", "школы", ""),
    )
    messages = [warning.message for warning in found.items[0].warnings]
    assert len(messages) == 2  # 1 October is half a cycle before 15 March
    assert "1.1 позже 1.2:" in messages[0]
    assert "1.1 позже 1.3:" in messages[1]
    assert not any(row.warnings for row in found.items[1:])
