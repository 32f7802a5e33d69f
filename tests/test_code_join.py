"""Codes and names are joined at school, on a computer that has neither the bot nor its database."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.code_join import NotJoined, folded, join, main
from bot.models import Age, OrganisationKind, Role
from tests.city import city
from tests.families import pupil
from tests.taps import go


def table(path: Path, rows: list[list[Any]]) -> Path:
    """An XLSX of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def cells(path: Path) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]


async def test_the_list_of_the_bot_and_the_file_of_the_school_become_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with city(tmp_path / "city", datetime(2026, 10, 5, 10, 0)) as c:
        school = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
        children = [await pupil(c, school, age=Age.ADULT) for _ in range(2)]
        who = await c.join("Ольга Демо", Role.COORDINATOR, school)
        await go(c, who, "Обучающиеся", "Списки файлом", "Списки обучающихся (2.2), Excel")
        assert who.last.document is not None
        listed = tmp_path / "codes.xlsx"
        listed.write_bytes(who.last.document.data)
    latin = children[0].code.translate(str.maketrans("КА", "KA")).lower().replace("-", " – ")
    names = table(
        tmp_path / "names.xlsx",
        [
            ["Журнал класса (демо)"],
            ["№", "ФИО обучающегося", "Код"],
            [1, "Демо Александра", latin],
            [2, "=1+1", "К-37-11А-99"],
        ],
    )
    output = tmp_path / "joined.xlsx"
    assert main(["join", str(listed), str(names), "--output", str(output)], "lists") == 1
    said = capsys.readouterr().out
    assert f"Нет имени для: {children[1].code}" in said
    assert "Нет в списке: К-37-11А-99" in said
    assert "не отправляйте его через мессенджер" in said
    found = cells(output)
    place = found[0].index("Код")
    assert found[0][place + 1] == "ФИО обучающегося"
    assert [row[place : place + 2] for row in found[1:]] == [
        [children[0].code, "Демо Александра"],
        [children[1].code, ""],
    ]


@pytest.mark.parametrize(
    "typed", ["К-37-11А-04", "k-37-11a-04", " К – 37 – 11А – 04 ", "К 37 11А 04", "K‑37‑11A‑04"]
)
def test_a_code_is_known_however_it_was_typed(typed: str) -> None:
    assert folded(typed) == "К-37-11А-04"


def test_a_file_without_codes_is_refused_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = table(tmp_path / "codes.xlsx", [["Код", "Класс"], ["К-37-11А-04", "11А"]])
    names = table(tmp_path / "names.xlsx", [["Ученик", "Класс"], ["Демо", "11А"]])
    assert main(["join", str(codes), str(names)], "lists") == 2
    assert "не нашлись столбцы «Код» и «ФИО»" in capsys.readouterr().err
    (tmp_path / "broken.xlsx").write_bytes(b"nothing")
    with pytest.raises(NotJoined, match="не таблица"):
        join(tmp_path / "broken.xlsx", names)
    with pytest.raises(NotJoined, match="нет"):
        join(tmp_path / "nowhere.xlsx", names)
