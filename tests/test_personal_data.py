"""What looks like personal data, and what only looks like a number."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.personal_data import PersonalData, found_in

PHONES = """
+7 900 000-12-34
89000001234
8(900)000 12 34
тел 900-000-12-34
79000001234
+375 29 000-45-67
8 4942 00-45-67
8 (4942) 00 45 67
мой номер 9000001234
+7900 000 12 34
８９０００００１２３４
8-900-000-12-34
8 900 0 0 0 12 34
+7(4942)00-45-67
мой телефон — 8.900.000.12.34
+7\u200b900\u200b000\u200b12\u200b34
"""
SNILS = """
112-233-445 95
112 233 445 95
11223344595
мой снилс: 112-233-445-95
"""
PASSPORTS = """
паспорт 0000123456
00 12 123456
0012 № 123456
0012 123456
0012123457
свидетельство II-ГО № 123456
iii-аб 123456
passport 123456789
снилс не помню целиком, 112233445
"""
CARDS = """
4276 0000 1234 5678
4111 1111 1111 1111
4111-1111-1111-1111
4111111111111111
40817810000000000001
"""
EMAILS = """
demo@example.ru
пишите на demo.person@mail.example.ru, жду
demo @example.ru
"""
NOTHING = """
до 01.02.2027
2018-2025
план 1039-РЗ/IV от 24.12.2018
приказ № 238-рз/IV
1 400 000
охват 12345 человек
7707083893
ИНН 7707083893
15 января 2027, 09:00
2026-11-26 10:43:48
К-37-11А-04
сколько стоит 382 014,42 руб.
https://example.ru/wall-123456789_1234567890123
с 1 марта 2026 по 31 мая 2027
школа 37, 11 класс, 24 человека
10,5,1,0
1,2,3,4,5,6,7,8,9,10,11,12
1 2 3 4 5 6 7 8 9 10
8 15 20 25 30 40
25.01.2027 - 30.01.2027
2021 2022 2023 2024 2025
2021-2022-2023-2024
@target_route_bot
100 200 300 400
приказ 123456 от 12.12.2026
7K2M-9QRT-XW4H
план 2026: 120, факт 118
240 350 12 34
8 800 рублей
в 2025 году 116000 мест
что с паспортом делать?
надо ли нести снилс и аттестат
"""


def lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if line]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (kind, line)
        for kind, block in (
            (PersonalData.PHONE, PHONES),
            (PersonalData.SNILS, SNILS),
            (PersonalData.PASSPORT, PASSPORTS),
            (PersonalData.CARD, CARDS),
            (PersonalData.EMAIL, EMAILS),
        )
        for line in lines(block)
    ],
)
def test_it_is_found(kind: PersonalData, text: str) -> None:
    assert kind in found_in(text)


@pytest.mark.parametrize("text", lines(NOTHING))
def test_other_numbers_are_left_alone(text: str) -> None:
    assert found_in(text) == frozenset()


@settings(deadline=None)
@given(st.integers(0, 10**9 - 1), st.text(alphabet="абв ,.\n", max_size=20), st.sampled_from(("", " ", "-")))
def test_any_valid_snils_is_found_in_any_sentence(number: int, around: str, gap: str) -> None:
    nine = f"{number:09}"
    if len(set(nine)) == 1:
        return
    check = sum(int(digit) * weight for digit, weight in zip(nine, range(9, 0, -1), strict=True)) % 101 % 100
    written = gap.join((nine[:3], nine[3:6], nine[6:], f"{check:02}"))
    assert found_in(f"{around} {written} {around}")


@settings(deadline=None)
@given(st.integers(900_000_0000, 999_999_9999), st.sampled_from(("+7", "8", "7", "")), st.randoms())
def test_any_mobile_number_is_found_however_it_is_written(
    number: int, prefix: str, chance: random.Random
) -> None:
    digits = str(number)
    parts = (digits[:3], digits[3:6], digits[6:8], digits[8:])
    gap = chance.choice(("", " ", "-", ".", " - "))
    assert PersonalData.PHONE in found_in(f"звоните {prefix}{gap if prefix else ''}{gap.join(parts)} вечером")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_typed_it_answers(text: str) -> None:
    assert isinstance(found_in(text), frozenset)
