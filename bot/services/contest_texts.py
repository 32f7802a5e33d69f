"""What is typed about a contest: how long it may be, and that a contact is an office."""

import re

from bot.errors import DomainError, NotFound

EDITABLE = {"title": 150, "about": 900, "organiser": 400, "nominations": 1000, "contact": 150}
"""What can be typed, with the most characters each may have."""
NEEDED = ("title", "organiser")
MOST_NOMINATIONS, LONGEST_NOMINATION = 12, 100
_A_PERSON = re.compile(
    r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+|\b[А-ЯЁ][а-яё]+(?:вна|вич|ична|ьич)\b"
)
"""Initials beside a surname, or a patronymic."""


def checked(field: str, text: str) -> str:
    """A typed field, within its length; a contact is an office, never a person."""
    if field not in EDITABLE:
        raise NotFound
    text = text.strip() if field == "nominations" else " ".join(text.split())
    if len(text) > EDITABLE[field] or (field in NEEDED and len(text) < 3):
        raise DomainError("contest-length", limit=EDITABLE[field])
    if field == "contact" and _A_PERSON.search(text):
        raise DomainError("contest-contact-person")
    return text


def nominations_in(text: str) -> list[str]:
    """One a line; a line «-» alone takes them all away."""
    found = [" ".join(line.split()) for line in text.splitlines() if line.strip(" -–—•")]
    if len(found) > MOST_NOMINATIONS or any(len(each) > LONGEST_NOMINATION for each in found):
        raise DomainError("contest-nominations", count=MOST_NOMINATIONS, limit=LONGEST_NOMINATION)
    return list(dict.fromkeys(found))
