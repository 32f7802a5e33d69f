"""What looks like somebody's personal data in a text: found so that it is never kept.

It leans to caution: a number that only may be a document is taken for one. Numbers of orders, dates, counts
and taxpayer numbers of organisations are left alone.
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum


class PersonalData(StrEnum):
    """A kind of data that has no place in the chat."""

    EMAIL = "email"
    CARD = "card"
    SNILS = "snils"
    PASSPORT = "passport"
    PHONE = "phone"


_GAP = r"[\s().\-]*"
# NFKC has made «№» a «No» before any of these is asked.
_START, _END = r"(?<![\w])", r"(?![\w])"
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+\-]+\s?@\s?[\w\-]+(?:\.[\w\-]+)+")
_CARD = re.compile(rf"{_START}\d(?:[ \-]?\d){{12,19}}{_END}")
_WRITTEN_CARD = re.compile(rf"{_START}(?!(?:(?:19|20)\d\d[ \-]){{3}})\d{{4}}(?:[ \-]\d{{4}}){{3}}{_END}")
_SNILS = re.compile(rf"{_START}(\d{{3}})[ \-]?(\d{{3}})[ \-]?(\d{{3}})[ \-]?(\d{{2}}){_END}")
_WRITTEN_SNILS = re.compile(rf"{_START}\d{{3}}[ \-]\d{{3}}[ \-]\d{{3}}[ \-]\d{{2}}{_END}")
_PHONE = re.compile(rf"(?<![\w+])[3489]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_END}")
_LONG_PHONE = re.compile(rf"{_START}[78]{_GAP}(?=(?:\d{_GAP}){{9}}\d{_END})\d{{3}}")
_FOREIGN_PHONE = re.compile(rf"\+\d(?:{_GAP}\d){{9,14}}{_END}")
_PASSPORT = re.compile(rf"{_START}(\d{{2}})\s?(\d{{2}})(\s*No?\s*|\s*)(\d{{6}}){_END}")
_CERTIFICATE = re.compile(
    rf"{_START}[IVXХ]{{1,5}}\s?-\s?[А-ЯЁ]{{2}}\s*(?:No?)?\s*\d{{6}}{_END}", re.IGNORECASE
)
_SAID = re.compile(r"паспорт|passport|снилс|snils", re.IGNORECASE)
_LONG_NUMBER = re.compile(rf"{_START}\d(?:[ \-]?\d){{5,10}}{_END}")
_TAXPAYER = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def found_in(text: str) -> frozenset[PersonalData]:
    """The kinds of personal data the text seems to hold."""
    plain = _LINK.sub(" ", "".join(map(_plain, unicodedata.normalize("NFKC", text))))
    return frozenset(kind for kind, looks in _LOOKS.items() if looks(plain))


def _plain(sign: str) -> str:
    """Digits of any script as 0–9, dashes as hyphens, what is not seen left out."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    category = unicodedata.category(sign)
    return "-" if category == "Pd" else "" if category == "Cf" else sign


def _card(text: str) -> bool:
    if _WRITTEN_CARD.search(text):
        return True
    return any(_is_card(re.sub(r"\D", "", found)) for found in _CARD.findall(text))


def _is_card(digits: str) -> bool:
    """A bank card by its check digit; twenty digits of an account of a person or an organisation."""
    if len(digits) == 20:
        return digits.startswith(("40", "42"))
    if not 13 <= len(digits) <= 19:
        return False
    doubled = [
        int(digit) if place % 2 == 0 else int(digit) * 2 - 9 * (int(digit) > 4)
        for place, digit in enumerate(reversed(digits))
    ]
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0


def _snils(text: str) -> bool:
    if _WRITTEN_SNILS.search(text):
        return True
    return any(
        _checks(number, check) for *parts, check in _SNILS.findall(text) for number in ["".join(parts)]
    )


def _checks(number: str, check: str) -> bool:
    """Whether the last two digits of a СНИЛС fit the first nine."""
    total = sum(int(digit) * weight for digit, weight in zip(number, range(9, 0, -1), strict=True))
    return total % 101 % 100 == int(check) and len(set(number)) > 1


def _passport(text: str) -> bool:
    if _CERTIFICATE.search(text) or (_SAID.search(text) and _LONG_NUMBER.search(text)):
        return True
    return any(
        gap or not _is_taxpayer(first + second + number)
        for first, second, gap, number in _PASSPORT.findall(text)
    )


def _is_taxpayer(digits: str) -> bool:
    """The taxpayer number of an organisation: ten digits, the last one checks the others."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _TAXPAYER, strict=False))
    return total % 11 % 10 == int(digits[9])


def _phone(text: str) -> bool:
    if _FOREIGN_PHONE.search(text) or _LONG_PHONE.search(text):
        return True
    return any(not _may_be_taxpayer(found) for found in _PHONE.findall(text))


def _may_be_taxpayer(digits: str) -> bool:
    """Whether ten digits without a mark between them are rather an organisation's number than a phone's."""
    return digits.isdecimal() and len(digits) == 10 and digits[0] != "9" and _is_taxpayer(digits)


_LOOKS: dict[PersonalData, Callable[[str], bool]] = {
    PersonalData.EMAIL: lambda text: _EMAIL.search(text) is not None,
    PersonalData.CARD: _card,
    PersonalData.SNILS: _snils,
    PersonalData.PASSPORT: _passport,
    PersonalData.PHONE: _phone,
}
