"""Executors text → organisations, departments, groups and positions, each under one name.

Kinds:
- `organisation`: one legal body: МБУ …, a committee, a university;
- `department`: a part of a committee: управление, отдел (the name stands without «… Комитета»);
- `group`: organisations or people of one sort: муниципальные организации, работодатели, родители;
- `position`: those who hold an office: руководители образовательных организаций;
- `person`: somebody by name: Демова А.А.;
- `other`: none of these, kept as printed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

ExecutorKind = Literal["organisation", "department", "group", "position", "person", "other"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Executor:
    """Who answers for an item; `name` is in the nominative with a capital first letter."""

    name: str
    kind: ExecutorKind


# Short names every order of the city uses without explaining them.
KNOWN_SHORT = {
    "ГЦОКО": "МБУ «Городской центр обеспечения качества образования»",
    "ОЮКО": "Отдел юридического и кадрового обеспечения",
}

_DEPARTMENTS = ("управление", "отдел", "сектор", "служба")
_BODIES = (
    "комитет",
    "департамент",
    "администрация",
    "министерство",
    "центр",
    "институт",
    "университет",
    "колледж",
)
_FORMS = ("мбу", "мку", "мау", "гбу", "гау", "огбу", "огау", "огбпоу", "гбпоу", "мбоу", "мбдоу", "мбудо")
_POSITIONS = _set(
    "руководитель руководители директор директора заведующий заведующие начальник начальники заместитель "
    "заместители специалист специалисты методист методисты педагог педагоги учитель учителя тьютор "
    "тьюторы наставник наставники куратор кураторы координатор координаторы глава председатель секретарь "
    "ответственный зам завуч завучи психолог психологи логопед библиотекарь воспитатель воспитатели вожатый "
    "вожатая советник советники инспектор бухгалтер учителя преподаватель преподаватели мастер мастера"
)
_PERSON = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?)?$|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+$"
)
_PERSON_LAST = re.compile(r"[А-ЯЁ][а-яё]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.?$|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+$")
_INITIAL_LAST = re.compile(r"(?:\s|\.)[А-ЯЁ]$")
_ADJECTIVE = re.compile(r"(?:ое|ая|ый|ий|ые|ие|ого|его|ых|их)$")
_BINDING = _set("и или по при с со на в во из для от до об о за под над совместно")
_GROUPS = _set(
    "организации учреждения школы работодатели родители объединения предприятия гимназии лицеи колледжи "
    "вузы органы партнеры студенты обучающиеся"
)
_INSTITUTIONS = ("школа", "гимназия", "лицей", "детский", "учреждение", "организация", "предприятие")
_HEADS = frozenset((*_DEPARTMENTS, *_BODIES, *_INSTITUTIONS, *_FORMS, *_POSITIONS, *_GROUPS))
_PLURAL_ADJECTIVE = re.compile(r"[а-яё-]+(?:ые|ие)$")
_NEUTER_FORM = re.compile(r"муниципальн[а-я]+(?:\s+[а-я]+)*?\s+(?:учреждени|предприяти)")
_GENITIVE_GROUP = re.compile(r"^(?:организаци|учреждени|школ|предприяти|объединени)(?:й|)\b")
_ALIAS = re.compile(r"\s*\(далее\s*[-–—:]?\s*(?P<short>[^()]+)\)")
_LEGAL = {"бюджетное": "МБУ", "автономное": "МАУ", "казенное": "МКУ"}
_PARENT = re.compile(r"\s+(?:комитета|департамента|администрации|министерства)(?:\s+.*)?$", re.IGNORECASE)


class ShortNames:
    """What the short names of one document stand for."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._full: dict[str, str] = dict(KNOWN_SHORT)
        for text in texts:
            for match in _ALIAS.finditer(text):
                before = split_names(text[: match.start()])
                if before:
                    short = match["short"].split()[-1].upper()
                    self._full.setdefault(short, _normal(before[-1], {}))

    def mapping(self) -> Mapping[str, str]:
        """Short name in capitals → full name."""
        return self._full


def read_executors(text: str, short_names: Mapping[str, str] | None = None) -> tuple[Executor, ...]:
    """The executors of one cell in the printed order, each once; empty for an empty cell."""
    known = KNOWN_SHORT if short_names is None else short_names
    found: dict[str, Executor] = {}
    for printed in split_names(_ALIAS.sub("", text)):
        name = _normal(printed, known)
        if name:
            found.setdefault(name, Executor(name, _kind(name)))
    return tuple(found.values())


def split_names(text: str) -> list[str]:
    """The printed names: cut at commas that end a name and where a comma was forgotten."""
    names: list[str] = []
    for piece in _at_commas(" ".join(text.split())):
        for index, part in enumerate(_at_lost_commas(piece)):
            if index or not names or _begins_name(part):
                names.append(part)
            elif _GENITIVE_GROUP.match(part) and _first(names[-1]) in _POSITIONS:
                # «руководители образовательных организаций, организаций дополнительного образования»
                names.append(f"{names[-1].split()[0]} {part}")
            else:
                names[-1] = f"{names[-1]}, {part}"
    return names


def names_on_lines(text: str) -> str:
    """The text with a semicolon where a line break stands between two names.

    Most breaks are made by a narrow column. One between names comes after a name that is whole and before
    a word that begins one.
    """
    said = ""
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        if said:
            said += "; " if _parts_names(said, line) else "\n"
        said += line
    return said


def _parts_names(before: str, line: str) -> bool:
    last = _word(before.split()[-1])
    if before[-1] in ",;(«-–/" or last in _BINDING or before.count("«") > before.count("»"):
        return False
    if before.count("(") > before.count(")") or (_ADJECTIVE.search(last) and not _position(last)):
        return False
    if _PERSON.match(line) or _PERSON_LAST.search(before):
        return True
    return line[:1].isupper() and _begins_name(line) and (_first(line) in _HEADS or _is_office(line))


def _is_office(name: str) -> bool:
    """Whether a name is that of a position, by one of its first words."""
    return any(_position(word) for word in name.split()[:3])


def _position(word: str) -> bool:
    plain = _word(word)
    return (
        plain in _POSITIONS or plain.partition("-")[0] in _POSITIONS or plain.partition(".")[0] in _POSITIONS
    )


def has_lost_comma(text: str) -> bool:
    """Whether two names stand side by side without a comma."""
    plain = " ".join(_ALIAS.sub("", text).split())
    return any(len(_at_lost_commas(piece)) > 1 for piece in _at_commas(plain))


def _at_commas(text: str) -> list[str]:
    """Pieces between commas and semicolons outside quotes and brackets."""
    pieces, piece, depth = [], "", 0
    for char in text:
        depth += (char in "«(") - (char in "»)")
        depth = max(depth, 0)
        if char in ",;" and depth == 0:
            pieces.append(piece)
            piece = ""
        else:
            piece += char
    pieces.append(piece)
    return [stripped for piece in pieces if (stripped := _stripped(piece))]


def _stripped(name: str) -> str:
    """The name without marks at its edges; the dot after an initial belongs to it."""
    bare = name.strip(" ,.;\t")
    return f"{bare}." if _INITIAL_LAST.search(bare) and f"{bare}." in name else bare


def _at_lost_commas(piece: str) -> list[str]:
    """Cut where a new name begins in the middle: after a comma that was not printed."""
    words = piece.split()
    cuts = [0]
    depth = 0
    for index, word in enumerate(words):
        closed = depth <= 0 or "»" not in " ".join(words[index:])
        depth += word.count("«") - word.count("»")
        if index and closed and _begins_after(words[index - 1], word, words[index + 1 :]):
            cuts.append(index)
    parts = [" ".join(words[begin:end]) for begin, end in zip(cuts, [*cuts[1:], len(words)], strict=True)]
    return [_closed(part) for part in parts]


def _closed(name: str) -> str:
    """The name with its quotation mark closed."""
    return name + "»" * max(name.count("«") - name.count("»"), 0)


def _begins_after(before: str, word: str, following: list[str]) -> bool:
    """Whether a name begins at `word` although no comma stands before it."""
    lower = word.lower()
    if before.lower() in ("и", "муниципальное", "или") or _PLURAL_ADJECTIVE.match(before.lower()):
        return False
    if word[:1].isupper() and lower in (*_DEPARTMENTS, *_BODIES, *_FORMS):
        return True
    if lower in ("муниципальные", "государственные", "общеобразовательные", "образовательные", "дошкольные"):
        return any(_word(next_word) in _GROUPS for next_word in following[:4])
    return lower in ("руководители", "работодатели")


def _word(text: str) -> str:
    return text.strip('«»"().,').lower()


def _first(name: str) -> str:
    return _word(name.split()[0])


def _begins_name(part: str) -> bool:
    """Whether a piece after a comma is a name of its own and not the rest of the name before it."""
    words = part.split()
    first = _word(words[0])
    if first in _HEADS or _position(first) or _NEUTER_FORM.match(part.lower()):
        return True
    if words[0][:1].isupper():
        return True
    if _PLURAL_ADJECTIVE.match(first):
        return any(_word(word) in (*_GROUPS, *_POSITIONS) for word in words[1:5])
    return first in ("муниципальное", "государственное", "городской", "областной")


def _normal(printed: str, short_names: Mapping[str, str]) -> str:
    """The one name of an executor."""
    name = _stripped(" ".join(printed.split()))
    if not name:
        return ""
    last = name.split()[-1].upper()
    if last in short_names and len(name.split()) <= 3:
        return short_names[last]
    name = _legal_form(name)
    first = _first(name)
    if first in _DEPARTMENTS:
        name = _PARENT.sub("", name)
    elif first in _BODIES:
        name = re.sub(r"\s+администрации\s+.*$", "", name, flags=re.IGNORECASE)
    return name[:1].upper() + name[1:]


def _legal_form(name: str) -> str:
    """«муниципальное бюджетное учреждение города Костромы «…»» → «МБУ «…»»."""
    full = re.match(
        r"(?:муниципальное\s+)?(?P<form>бюджетное|автономное|казенное)\s+учреждение\s+(?:[^«]*)(?P<own>«.*)$",
        name,
        re.IGNORECASE,
    )
    if full:
        return f"{_LEGAL[full['form'].lower()]} {full['own']}"
    short = re.match(r"(?P<form>М[БАК]У)\s+(?:города\s+\S+\s+)(?P<own>«.*)$", name)
    return f"{short['form']} {short['own']}" if short else name


def _kind(name: str) -> ExecutorKind:
    words = [_word(word) for word in name.split()]
    if words[0] in _DEPARTMENTS:
        return "department"
    if _position(words[0]):
        return "position"
    if _PERSON.match(name):
        return "person"
    if words[0] in (*_BODIES, *_INSTITUTIONS, *_FORMS) or (name.split()[0].isupper() and len(words) == 1):
        return "organisation"
    if any(word in _GROUPS for word in words[:5]):
        return "group"
    return "position" if _is_office(name) else "other"
