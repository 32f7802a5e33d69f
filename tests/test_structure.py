"""The shape of the house: who may import whom, handlers that can be called, buttons that fit."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from importlib import metadata
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from zoneinfo import ZoneInfo

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from packaging.requirements import Requirement

import bot.handlers
from bot.app import build
from bot.clock import Clock
from bot.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "100200300:only-to-build-a-bot"
FROM_MIDDLEWARES = {"actor", "words"}
FROM_AIOGRAM = {
    "bot",
    "bots",
    "dispatcher",
    "event_chat",
    "event_context",
    "event_from_user",
    "event_router",
    "event_update",
    "fsm_storage",
    "handler",
    "raw_state",
    "state",
}
LARGEST_NUMBER = 2**31
LONGEST_WORD = 16
MOST_BYTES = 64
HEAVY = {"aiogram", "aiohttp", "sqlalchemy", "alembic", "pydantic", "apscheduler", "structlog", "typer"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    database = tmp_path_factory.mktemp("structure") / "bot.sqlite3"
    return load_settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{database}")


def handlers_of(router: Router) -> Iterator[HandlerObject]:
    """Every handler of a router and of the routers below it."""
    for observer in router.observers.values():
        yield from observer.handlers
    for below in router.sub_routers:
        yield from handlers_of(below)


def from_filters(handler: HandlerObject) -> set[str]:
    """What the filters of a handler add to its arguments."""
    added: set[str] = set()
    for each in handler.filters or ():
        found = getattr(each, "callback", None)
        owner = getattr(found, "__self__", found)
        if isinstance(owner, CallbackQueryFilter):
            added.add("callback_data")
        elif isinstance(owner, Command):
            added.add("command")
    return added


def callback_data_classes() -> list[type[CallbackData]]:
    """Every kind of button."""
    for module in pkgutil.walk_packages(bot.handlers.__path__, "bot.handlers."):
        importlib.import_module(module.name)
    return sorted(CallbackData.__subclasses__(), key=lambda kind: kind.__qualname__)


def largest_value(annotation: Any) -> object:
    """A value that takes as much room as a field may ever need."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return max(annotation, key=lambda member: len(str(member.value)))
    if annotation is bool:
        return True
    if get_origin(annotation) is Literal:
        return max(get_args(annotation), key=len)
    return LARGEST_NUMBER if annotation is int else "x" * LONGEST_WORD


def test_nobody_imports_what_they_may_not() -> None:
    # In a process of its own: it sets up logging anew and would silence the log of every later test.
    linted = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout


LATE = {
    "alembic",
    "cryptography",
    "docx",
    "icalendar",
    "lxml",
    "openpyxl",
    "rapidfuzz",
    "snowballstemmer",
    "xlsxwriter",
}
"""For papers, comparisons and changes of the schema."""


def test_what_few_starts_need_is_loaded_when_it_is_needed() -> None:
    code = "import sys, bot.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "bot.services.sheets" in loaded
    assert LATE.isdisjoint(loaded)


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "--help"],
        ["plan", "check", "plans/ciklogramma-238-rz-2022.docx"],
        ["lists", "join", "--help"],
    ],
)
def test_reading_a_plan_imports_neither_messenger_nor_database(arguments: list[str]) -> None:
    program = (
        "import sys, bot.__main__ as program\n"
        "try:\n"
        "    program.main(sys.argv[1:])\n"
        "except SystemExit as end:\n"
        "    assert end.code in (0, None), end.code\n"
        f"found = sorted({HEAVY} & set(sys.modules))\n"
        "assert not found, found\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


async def test_every_parameter_of_every_handler_can_be_given(settings: Settings) -> None:
    app = build(settings, Clock(ZoneInfo(settings.timezone)), TOKEN)
    try:
        given = set(app.dispatcher.workflow_data) | FROM_MIDDLEWARES | FROM_AIOGRAM
        missing = []
        seen = 0
        for handler in handlers_of(app.dispatcher):
            seen += 1
            wanted = list(inspect.signature(handler.callback).parameters.values())[
                1:
            ]  # the first is the event
            lacking = [
                each.name
                for each in wanted
                if each.default is inspect.Parameter.empty
                and each.kind is not inspect.Parameter.VAR_KEYWORD
                and each.name not in given | from_filters(handler)
            ]
            if lacking:
                missing.append(f"{handler.callback.__module__}.{handler.callback.__name__}: {lacking}")
        assert not missing, "\n".join(missing)
        assert seen > 20
    finally:
        await app.stop()


def test_every_kind_of_button_has_a_prefix_of_its_own() -> None:
    times = Counter(kind.__prefix__ for kind in callback_data_classes())
    assert [prefix for prefix, count in times.items() if count > 1] == []


@pytest.mark.parametrize("kind", callback_data_classes(), ids=lambda kind: str(kind.__name__))
def test_every_button_fits(kind: type[CallbackData]) -> None:
    values = {name: largest_value(field.annotation) for name, field in kind.model_fields.items()}
    assert len(kind(**values).pack().encode()) <= MOST_BYTES


def requirements() -> Iterator[Requirement]:
    """What the project asks for, with its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for lines in (project["dependencies"], *project["optional-dependencies"].values()):
        yield from map(Requirement, lines)


def test_everything_installed_for_the_project_has_its_version_fixed() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    fixed = dict(line.lower().replace("_", "-").split("==") for line in lines)
    wanted = [(each, "") for each in requirements()]
    checked: set[tuple[str, str]] = set()
    wrong = []
    while wanted:
        requirement, extra = wanted.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = requirement.name.lower().replace("_", "-")
        found = metadata.distribution(requirement.name)
        if fixed.get(name) != found.version:
            wrong.append(f"{name}: {found.version} is installed, constraints.txt has {fixed.get(name)}")
        for each in (*requirement.extras, ""):
            if (name, each) not in checked:
                checked.add((name, each))
                wanted += [(Requirement(line), each) for line in found.requires or ()]
    assert not wrong, "\n".join(sorted(set(wrong)))
