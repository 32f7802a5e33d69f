"""Files → rows: both plans, both formats, and the torn, merged and repeated tables of other documents."""

import io
from collections.abc import Sequence
from datetime import date

import docx
import pytest

from bot.plan_document import PlanDocument, read_plan
from tests.plan_document.samples import CYCLOGRAM, PLAN_2018, labels, plan

HEADER = ("№ п/п", "Мероприятие", "Срок", "Ответственный", "Результат")


def word(*tables: Sequence[Sequence[str]], text: str = "") -> bytes:
    """A Word file with these tables."""
    document = docx.Document()
    document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, cells, strict=True):
                cell.text = value
        document.add_paragraph("")
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "items", "sections"), [(CYCLOGRAM, 35, 3), (PLAN_2018, 61, 6)], ids=[CYCLOGRAM, PLAN_2018]
)
@pytest.mark.parametrize("extension", ["docx", "txt"])
def test_counts(name: str, items: int, sections: int, extension: str) -> None:
    found = plan(name, extension)
    assert (len(found.items), len(found.sections)) == (items, sections)


@pytest.mark.parametrize("name", [CYCLOGRAM, PLAN_2018])
def test_both_formats_give_the_same_document(name: str) -> None:
    from_word, from_text = plan(name, "docx"), plan(name, "txt")
    for left, right in zip(from_word.items, from_text.items, strict=True):
        assert left == right
    assert from_word == from_text


def test_the_rows_are_those_of_the_labels() -> None:
    for name in (CYCLOGRAM, PLAN_2018):
        rows = [label for label in labels("official-plans") if label["document"] == name]
        expected = [
            (str(row["section"]), row["number"].rstrip("."), row["phrase"])
            for row in rows
            if row["row_type"] == "task"
        ]
        found = [(item.section, item.number, item.timing.phrase) for item in plan(name).items]
        assert found == expected


def test_the_head_of_the_cyclogram() -> None:
    found = plan(CYCLOGRAM)
    assert found.number == "238-рз/IV"
    assert found.approved_on == date(2022, 4, 6)
    assert found.title.startswith("ПЛАН МЕРОПРИЯТИЙ (ЦИКЛОГРАММА) по организации целевого обучения")
    assert found.organisation == (
        "Комитет образования, культуры, спорта и работы с молодежью Администрации города Костромы"
    )
    assert found.period is None


def test_the_head_of_the_plan_2018() -> None:
    found = plan(PLAN_2018)
    assert found.number == "1039-РЗ/IV"
    assert found.approved_on == date(2018, 12, 24)
    assert found.title.startswith("Муниципальный план мероприятий по реализации региональной программы")
    assert found.title.endswith("на 2018-2025 годы")
    assert found.period == (2018, 2025)


def by_number(found: PlanDocument, number: str) -> str:
    return next(item.title for item in found.items if item.number == number)


@pytest.mark.parametrize("extension", ["docx", "txt"])
def test_rows_torn_by_a_page_are_joined(extension: str) -> None:
    found = plan(CYCLOGRAM, extension)
    assert by_number(found, "2.1.3").endswith(
        "среднего профессионального образования и высшего образования (встречи, брифинги, экскурсии и др.)"
    )
    torn = next(item for item in found.items if item.number == "2.7")
    assert torn.timing.year_offset == -1
    assert torn.executors_text.endswith(
        "отдел юридического и кадрового обеспечения, " + ("муниципальные образовательные организации")
    )


def test_markup_residue_is_gone() -> None:
    for extension in ("docx", "txt"):
        for item in plan(CYCLOGRAM, extension).items:
            assert "<" not in item.title + item.result + item.executors_text + item.timing.phrase


def test_a_result_printed_twice_is_kept_once() -> None:
    item = next(item for item in plan(CYCLOGRAM).items if item.number == "2.6")
    assert item.result.count("Подобраны школьники и студенты") == 1
    assert item.result.endswith("реализованы мероприятия в рамках целевой модели наставничества.")


def test_numbered_lists_inside_a_cell_are_no_rows() -> None:
    item = next(row for row in plan(PLAN_2018).items if (row.section, row.number) == ("5", "1"))
    assert "«Архимеды-старт»" in item.title
    assert "«Как строилась Кострома»" in item.title


def test_merged_cells() -> None:
    document = docx.Document()
    table = document.add_table(5, 5)
    rows = [
        HEADER,
        ("1.", "Раздел о школах", "", "", ""),
        ("1.1.", "Первое", "до 1 мая", "школы", "есть"),
        ("1.2.", "Второе", "", "школы", "есть"),
        ("2", "", "", "", ""),
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    table.cell(1, 1).merge(table.cell(1, 4))
    table.cell(2, 2).merge(table.cell(3, 2))
    table.cell(4, 0).merge(table.cell(4, 4)).text = "Раздел 2. О садах"
    found = read_plan(saved(document), "план.docx")
    assert found.sections == (("1", "Раздел о школах"), ("2", "О садах"))
    assert [(item.number, item.timing.phrase) for item in found.items] == [
        ("1.1", "до 1 мая"),
        ("1.2", "до 1 мая"),
    ]


def test_other_tables_and_repeated_headers_are_skipped() -> None:
    indicators = [("2016 год (базовый)", "2018 год"), ("4", "22")]
    first = [HEADER, ("1", "2", "3", "4", "5"), ("1", "Первое", "до 1 мая", "школы", "")]
    second = [HEADER, ("2", "Второе", "ежегодно", "школы", ""), HEADER, ("3", "Третье", "июнь", "школы", "")]
    third = [("4", "Четвёртое", "до 2 мая", "школы", "")]
    found = read_plan(word(indicators, first, second, third), "план.docx")
    assert [item.title for item in found.items] == ["Первое", "Второе", "Третье", "Четвёртое"]


def test_an_item_that_speaks_as_a_header_does_is_an_item() -> None:
    first = [HEADER, ("1", "Первое", "до 1 мая", "школы", "")]
    second = [
        ("2", "Разработка мероприятий", "далее – весь период", "школы", ""),
        ("", "План мероприятий", "в установленные сроки", "ответственные исполнители", ""),
        ("3", "Третье", "июнь", "школы", ""),
    ]
    found = read_plan(word(first, second), "план.docx")
    assert [(item.number, item.title) for item in found.items] == [
        ("1", "Первое"),
        ("2", "Разработка мероприятий"),
        ("4", "План мероприятий"),
        ("3", "Третье"),
    ]
    assert any("номера даны по порядку (1)" in warning.message for warning in found.warnings)


def test_columns_in_another_order() -> None:
    rows = [("№", "Исполнители", "Дата проведения", "Наименование"), ("1", "школы", "5 мая", "Слёт")]
    item = read_plan(word(rows), "план.docx").items[0]
    assert (item.title, item.timing.phrase, item.executors[0].name) == ("Слёт", "5 мая", "Школы")


def test_a_word_torn_by_a_narrow_column_is_mended() -> None:
    rows = [HEADER, ("1", "Слёт", "Каждый\nпонедельн\nик", "школы", "")]
    timing = read_plan(word(rows), "план.docx").items[0].timing
    assert (timing.recurrence, timing.notes) == ("weekly", "weekday=MO")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_text_in_the_usual_encodings(encoding: str) -> None:
    text = "\t".join(HEADER) + "\r\n" + "\t".join(("1", "Слёт", "до 5 мая", "школы", "отчёт"))
    assert read_plan(text.encode(encoding), "план.TXT").items[0].title == "Слёт"
