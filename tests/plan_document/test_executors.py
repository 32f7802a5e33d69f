"""Executors of both plans and of the ways other documents print them."""

import pytest

from bot.plan_document import Executor, read_executors
from bot.plan_document.executors import KNOWN_SHORT, ShortNames
from tests.plan_document.samples import CYCLOGRAM, PLAN_2018, plan

LEGAL = Executor("Отдел юридического и кадрового обеспечения", "department")
EDUCATION = Executor("Управление образования", "department")
CULTURE = Executor("Управление культуры", "department")
SPORT = Executor("Управление спорта и работы с молодежью", "department")
CENTRE = Executor("МБУ «Городской центр обеспечения качества образования»", "organisation")
COMMITTEE = Executor("Комитет образования, культуры, спорта и работы с молодежью", "organisation")
ALL = Executor("Муниципальные организации", "group")
TEACHING = Executor("Муниципальные образовательные организации", "group")
SCHOOLS = Executor("Муниципальные общеобразовательные организации", "group")
PLAIN_SCHOOLS = Executor("Общеобразовательные организации", "group")
HEADS = Executor("Руководители образовательных организаций", "position")
EXTRA_HEADS = Executor("Руководители организаций дополнительного образования", "position")
NURSERY_HEADS = Executor("Руководители дошкольных образовательных учреждений города Костромы", "position")
EMPLOYERS = Executor("Работодатели", "group")
PARENTS = Executor("Родители (законные представители)", "group")

CYCLOGRAM_EXECUTORS = {
    ("1.1", "1.2", "1.3"): (LEGAL, ALL),
    ("2.1",): (EDUCATION, CULTURE, SPORT, CENTRE, ALL),
    ("2.1.1", "2.1.2"): (EDUCATION, TEACHING),
    ("2.1.3", "2.5", "2.6"): (EDUCATION, CENTRE, TEACHING),
    ("2.1.4", "2.4", "2.4.1", "2.4.2", "2.4.3"): (EDUCATION, CULTURE, SPORT, CENTRE),
    ("2.2", "2.3"): (EDUCATION, CENTRE, PLAIN_SCHOOLS),
    ("2.7", "3.2", "3.2.1", "3.2.2"): (EDUCATION, CENTRE, LEGAL, TEACHING),
    ("2.8",): (EDUCATION, CENTRE, LEGAL, SCHOOLS),
    ("2.8.1", "2.8.2", "2.8.3", "2.8.5"): (EDUCATION, CENTRE, SCHOOLS),
    ("2.8.4",): (CENTRE, SCHOOLS),
    ("2.9", "2.11", "3.1.3"): (LEGAL, EDUCATION, TEACHING),
    ("2.10", "3.3"): (LEGAL, EDUCATION),
    ("3.1", "3.1.1", "3.1.2"): (LEGAL, EDUCATION, CENTRE, TEACHING),
    ("3.1.4",): (LEGAL, TEACHING),
}


@pytest.mark.parametrize(("numbers", "expected"), CYCLOGRAM_EXECUTORS.items(), ids=str)
def test_the_cyclogram(numbers: tuple[str, ...], expected: tuple[Executor, ...]) -> None:
    found = {item.number: item.executors for item in plan(CYCLOGRAM).items}
    for number in numbers:
        assert found[number][: len(expected)] == expected
        assert found[number][len(expected) :] in ((), (TEACHING,), (ALL,))


def test_the_table_covers_the_whole_cyclogram() -> None:
    known = {number for numbers in CYCLOGRAM_EXECUTORS for number in numbers}
    assert known == {item.number for item in plan(CYCLOGRAM).items}


PLAN_2018_EXECUTORS = {
    ("1", "1"): (EDUCATION, CENTRE, NURSERY_HEADS),
    ("1", "3"): (COMMITTEE,),
    ("1", "4"): (COMMITTEE, CENTRE, NURSERY_HEADS, EMPLOYERS),
    ("1", "7"): (
        COMMITTEE,
        CENTRE,
        NURSERY_HEADS,
        Executor(
            "Муниципальные дошкольные образовательные учреждения города Костромы (инновационные площадки)",
            "group",
        ),
    ),
    ("2", "4"): (EDUCATION, CENTRE, EMPLOYERS, HEADS, PARENTS),
    ("2", "6"): (COMMITTEE, CENTRE, HEADS, EXTRA_HEADS, EMPLOYERS),
    ("3", "7"): (),
    ("3", "12"): (COMMITTEE, CENTRE, Executor("Отраслевые объединения работодателей", "group"), HEADS),
    ("3", "16"): (EDUCATION, SPORT, CENTRE, EXTRA_HEADS),
    ("5", "7"): (EDUCATION, SPORT, CENTRE, EXTRA_HEADS),
    ("6", "2"): (
        COMMITTEE,
        CENTRE,
        Executor("Муниципальные общеобразовательные организации города Костромы", "group"),
        Executor("Государственные профессиональные образовательные организации Костромской области", "group"),
        Executor("КГУ", "organisation"),
        Executor("КГСХА", "organisation"),
    ),
    ("6", "4"): (COMMITTEE,),
}


@pytest.mark.parametrize(("place", "expected"), PLAN_2018_EXECUTORS.items(), ids=str)
def test_the_plan_2018(place: tuple[str, str], expected: tuple[Executor, ...]) -> None:
    item = next(row for row in plan(PLAN_2018).items if (row.section, row.number) == place)
    assert item.executors == expected


def test_one_executor_has_one_name() -> None:
    names = {
        executor.name
        for name in (CYCLOGRAM, PLAN_2018)
        for row in plan(name).items
        for executor in row.executors
    }
    assert len({name.lower().replace(" комитета", "") for name in names}) == len(names)
    assert sum("качества образования" in name for name in names) == 1
    assert sum(name.startswith("Управление образования") for name in names) == 1
    assert sum(name.startswith("Комитет") for name in names) == 1
    assert all(name[0].isupper() and name == " ".join(name.split()) for name in names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        (" , ", []),
        ("ОЮКО, МБУ ГЦОКО", [LEGAL.name, CENTRE.name]),
        ("муниципальное МБУ ГЦОКО", [CENTRE.name]),
        ("МБУ города Костромы «Городской центр обеспечения качества образования»", [CENTRE.name]),
        ("Директора школ; классные руководители", ["Директора школ", "Классные руководители"]),
        ("Школа № 1, школа № 11", ["Школа № 1", "Школа № 11"]),
        ("Управление образования, управление образования Комитета", ["Управление образования"]),
        ("МБУ «Дом, в котором»", ["МБУ «Дом, в котором»"]),
        ("отдел кадров муниципальные школы", ["Отдел кадров", "Муниципальные школы"]),
    ],
)
def test_other_ways_of_printing(text: str, names: list[str]) -> None:
    assert [executor.name for executor in read_executors(text)] == names


def test_a_short_name_explained_in_the_document_is_known() -> None:
    text = (
        "муниципальное бюджетное учреждение города Энска «Дом детского творчества» (далее – МБУ ДДТ), школы"
    )
    known = ShortNames([text]).mapping()
    assert [one.name for one in read_executors(text, known)] == ["МБУ «Дом детского творчества»", "Школы"]
    assert [one.name for one in read_executors("МБУ ДДТ", known)] == ["МБУ «Дом детского творчества»"]
    assert [one.name for one in read_executors("МБУ ДДТ", KNOWN_SHORT)] == ["МБУ ДДТ"]
