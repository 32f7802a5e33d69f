"""Texts: the same messages with the same variables in every language, all of them used, none missing."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.texts import LANGUAGES, LOCALES, sources

CODE = Path(__file__).resolve().parent.parent / "bot"
SPEAKING = {"html", "label"}
REFUSALS = {"DomainError", "NotAllowed", "NotFound", "Unreadable"}
GENITIVE = {"plan-started-counts"}
"""«для 2 организаций»: after such a preposition few and many are the same."""


class Variables(Visitor):
    """The variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - fluent's own name
        self.names.add(node.id.name)


class Plurals(Visitor):
    """The sets of plural forms a message tells apart."""

    def __init__(self) -> None:
        self.forms: list[set[str]] = []

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802 - fluent's own name
        keys = {variant.key.name for variant in node.variants if isinstance(variant.key, ftl.Identifier)}
        if keys & {"one", "few", "many"}:
            self.forms.append(keys)
        self.generic_visit(node)


class References(Visitor):
    """The other messages that a message needs."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 - fluent's own name
        self.names.append(node.id.name)

    def visit_TermReference(self, node: ftl.TermReference) -> None:  # noqa: N802 - fluent's own name
        self.names.append(node.id.name)


@dataclass(frozen=True)
class Call:
    """A place in the code that speaks: the family `role-` is spoken as `f"role-{…}"`."""

    place: str
    key: str
    is_family: bool
    given: frozenset[str]
    more: bool
    """Further arguments come out of a dictionary."""


@cache
def entries(language: str) -> list[tuple[str, ftl.EntryType]]:
    """Everything in the files of a language, with the name of the file."""
    return [
        (path.name, entry)
        for path in sorted((LOCALES / language).glob("*.ftl"))
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body
    ]


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    """The messages of a language by their keys."""
    return {entry.id.name: entry for _, entry in entries(language) if isinstance(entry, ftl.Message)}


def variables(message: ftl.Message) -> set[str]:
    """What a message asks for."""
    found = Variables()
    found.visit(message)
    return found.names


@cache
def trees() -> list[tuple[str, ast.Module]]:
    """The code that may speak to a person."""
    return [
        (str(path.relative_to(CODE.parent)), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(CODE.rglob("*.py"))
        if path.relative_to(CODE).parts[0] not in ("sandbox", "demo")
    ]


def strings(node: ast.expr) -> Iterator[tuple[str, bool]]:
    """The constant strings an expression can be; of an f-string its beginning, marked True."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, False
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield str(node.values[0].value), True
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)


@cache
def calls() -> list[Call]:
    """Every place that names a message outright."""
    found = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            speaks = isinstance(function, ast.Attribute) and function.attr in SPEAKING
            refuses = isinstance(function, ast.Name) and function.id in REFUSALS
            if not speaks and not refuses:
                continue
            given = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            more = any(keyword.arg is None for keyword in node.keywords)
            for key, is_family in strings(node.args[0]):
                found.append(Call(f"{name}:{node.lineno}", key, is_family, given, more))
    return found


@cache
def all_strings() -> tuple[frozenset[str], frozenset[str]]:
    """All constant strings of the code and the beginnings of all its f-strings."""
    whole, beginnings = set(), set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
    return frozenset(whole), frozenset(beginnings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_understood(language: str) -> None:
    junk = [f"{file}: {entry.content}" for file, entry in entries(language) if isinstance(entry, ftl.Junk)]
    assert junk == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_written_twice(language: str) -> None:
    times = Counter(entry.id.name for _, entry in entries(language) if isinstance(entry, ftl.Message))
    assert [key for key, count in times.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_says_something(language: str) -> None:
    assert [key for key, message in messages(language).items() if message.value is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_read_alone_as_in_its_file(language: str) -> None:
    alone = {key: FluentParser().parse_entry(text) for key, text in sources(language).items()}
    assert set(alone) == set(messages(language))
    aside = ["span", "comment"]
    different = [key for key, message in messages(language).items() if not message.equals(alone[key], aside)]
    assert different == []
    needing = {}
    for key, message in messages(language).items():
        found = References()
        found.visit(message)
        if found.names:
            needing[key] = found.names
    assert needing == {}


def test_the_languages_have_the_same_messages_in_the_same_files() -> None:
    placed = {
        language: sorted((f, e.id.name) for f, e in entries(language) if isinstance(e, ftl.Message))
        for language in LANGUAGES
    }
    first = placed[LANGUAGES[0]]
    assert all(rows == first for rows in placed.values()), {
        language: sorted(set(first) ^ set(rows)) for language, rows in placed.items()
    }


def test_the_languages_use_the_same_variables() -> None:
    different = {}
    for key in set.intersection(*(set(messages(language)) for language in LANGUAGES)):
        used = {language: variables(messages(language)[key]) for language in LANGUAGES}
        if len({frozenset(names) for names in used.values()}) > 1:
            different[key] = used
    assert different == {}


def test_russian_tells_one_few_and_many_apart() -> None:
    incomplete = {}
    for key, message in messages("ru").items():
        found = Plurals()
        found.visit(message)
        for forms in found.forms:
            needed = {"one"} if key in GENITIVE else {"one", "few"}
            if not needed <= forms or not forms & {"many", "other"}:
                incomplete[key] = forms
    assert incomplete == {}


def test_every_message_the_code_asks_for_exists() -> None:
    known = messages("ru")
    missing = [
        f"{call.place}: {call.key}"
        for call in calls()
        if (
            not any(key.startswith(call.key) for key in known)
            if call.is_family
            else call.key not in known and call.key.strip()
        )
    ]
    assert not missing, "\n".join(missing)


def test_every_refusal_has_its_message() -> None:
    keys = [
        (f"{name}:{node.lineno}", node.value.value)
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id == "key" and isinstance(node.value.value, str)
    ]
    assert keys
    missing = [f"{place}: {key}" for place, key in keys if key not in messages("ru")]
    assert not missing, "\n".join(missing)


def test_every_variable_is_given() -> None:
    missing = []
    for call in calls():
        message = messages("ru").get(call.key)
        if call.is_family or call.more or message is None:
            continue
        lacking = variables(message) - call.given
        if lacking:
            missing.append(f"{call.place}: {call.key} needs {', '.join(sorted(lacking))}")
    assert not missing, "\n".join(missing)


def test_every_message_is_used() -> None:
    whole, beginnings = all_strings()
    families = tuple(beginning for beginning in beginnings if beginning.endswith("-"))
    unused = [key for key in messages("ru") if key not in whole and not key.startswith(families)]
    assert not unused, "\n".join(unused)
