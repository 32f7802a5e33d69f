"""Names of organisations compared: spelling folded, numbers exact, schools in the order of their numbers."""

import re


def name_key(name: str) -> str:
    """The form in which two spellings of one name are equal: case, ё, quotes, № and spaces folded."""
    folded = name.lower().replace("ё", "е")
    folded = re.sub(r"[«»\"'“”„]", "", folded)
    folded = re.sub(r"№\s*", "№ ", folded)
    return re.sub(r"\s+", " ", re.sub(r"[–—−]", "-", folded)).strip(" .,;")


def numbers_in(name: str) -> list[str]:
    """The numbers of a name: «школа 1» is never «школа 11»."""
    return re.findall(r"\d+", name)


def natural_order(name: str) -> list[tuple[int, int, str]]:
    """Sort key: «школа № 2» before «школа № 11»."""
    parts = re.split(r"(\d+)", name.lower())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part]


def contains(name: str, part: str) -> bool:
    """Whether a name holds every word of what was typed; a number only as the whole number."""
    key = name_key(name)
    numbers = numbers_in(key)
    return all(
        word in numbers if word.isdigit() else word in key
        for word in re.findall(r"\d+|[^\W\d_]+", name_key(part))
    )
