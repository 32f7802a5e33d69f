"""The guard of the log: what passes, what is hidden, how a fault is shown."""

import io
import json
import logging
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from bot import logs

SECRET = "a-secret-that-looks-like-nothing"
TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K"

Log = Callable[[], list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """The other tests keep the log they had."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    handlers, level, our_level = root.handlers, root.level, ours.level
    form, configuration = warnings.formatwarning, structlog.get_config()
    yield
    logging.captureWarnings(False)
    root.handlers, warnings.formatwarning = handlers, form
    root.setLevel(level)
    ours.setLevel(our_level)
    structlog.configure(**configuration)


@pytest.fixture
def written() -> Log:
    """Everything logged since, as the entries a collector would read."""
    stream = io.StringIO()
    logs.configure("DEBUG", [SECRET], stream=stream, interactive=False)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_numbers_and_known_words_pass(written: Log) -> None:
    structlog.get_logger("bot.somewhere").info("handled", update_id=7, error="TimeoutError", late=None)
    (entry,) = written()
    assert entry["event"] == "handled"
    assert (entry["update_id"], entry["error"], entry["late"]) == (7, "TimeoutError", None)
    assert (entry["level"], entry["logger"]) == ("info", "bot.somewhere")


@pytest.mark.parametrize("field", ["text", "name", "phone", "caption", "payload", "anything"])
def test_other_words_are_hidden(written: Log, field: str) -> None:
    structlog.get_logger("bot").warning("refused", **{field: "Мама мыла раму"})
    (entry,) = written()
    assert entry[field] == logs.HIDDEN


@pytest.mark.parametrize(
    "said",
    [
        TOKEN,
        SECRET,
        "postgresql+asyncpg://anna:pa55word@host/bot",
        "+7 (910) 555-44-33",
        "8 910 555 44 33",
        "anna.ivanova@example.org",
        'Unsupported start tag "Мама" at byte 5',
        "can't find «Мама»",
    ],
)
def test_known_fields_are_scrubbed(written: Log, said: str) -> None:
    structlog.get_logger("bot").error("refused", error=said)
    (entry,) = written()
    for part in (TOKEN, SECRET, "pa55word", "555", "anna.ivanova", "Мама"):
        assert part not in entry["error"]


def test_objects_are_only_named(written: Log) -> None:
    structlog.get_logger("bot").info("handled", message={"text": "Мама"}, level_of=[SECRET])
    (entry,) = written()
    assert (entry["message"], entry["level_of"]) == ("dict", "list")


def test_a_fault_shows_its_place_and_kind_but_quotes_nobody(written: Log) -> None:
    def read(what: str) -> int:
        try:
            return int(what)
        except ValueError as error:
            raise RuntimeError(f"no number: {what}") from error

    try:
        read("Мама")
    except RuntimeError:
        structlog.get_logger("bot").exception("handler_failed")
    (entry,) = written()
    assert "Мама" not in json.dumps(entry, ensure_ascii=False)
    assert "RuntimeError" in entry["exception"]
    assert "caused by" in entry["exception"]
    assert "ValueError" in entry["exception"]
    assert "tests/test_logs.py:" in entry["exception"]
    assert "in read" in entry["exception"]


def test_what_a_program_says_of_itself_is_kept(written: Log) -> None:
    try:
        import bot.no_such_room  # type: ignore[import-not-found]  # noqa: F401
    except ImportError:
        structlog.get_logger("bot").exception("handler_failed")
    (entry,) = written()
    assert "no_such_room" in entry["exception"]


def test_a_group_of_faults_names_each(written: Log) -> None:
    try:
        raise ExceptionGroup("Мама", [ValueError("Мама"), KeyError("Мама")])
    except ExceptionGroup:
        structlog.get_logger("bot").exception("handler_failed")
    (entry,) = written()
    assert "of ValueError" in entry["exception"]
    assert "of KeyError" in entry["exception"]
    assert "Мама" not in entry["exception"]


def test_a_library_tells_its_template_and_numbers(written: Log) -> None:
    library = logging.getLogger("aiogram.dispatcher")
    library.error("Failed on %s, update %d: %s", "Мама", 7, ValueError("Мама"))
    library.error("by %(name)s", {"name": "Мама"})
    library.error("Task failed\nfuture: <Task exception=ValueError('Мама')>")
    library.error("100% sure")
    library.info("not worth telling")
    assert [entry["event"] for entry in written()] == [
        f"Failed on {logs.HIDDEN}, update 7: ValueError",
        f"by {logs.HIDDEN}",
        "Task failed",
        "100% sure",
    ]


def test_a_library_that_sees_no_people_may_say_more(written: Log) -> None:
    logging.getLogger("apscheduler.executors").error('Job "%s" raised an exception', "Sender.deliver")
    (entry,) = written()
    assert "Sender.deliver" in entry["event"]


def test_drivers_never_tell_their_rows(written: Log) -> None:
    logging.getLogger("aiosqlite").debug("executing %s", "INSERT INTO people VALUES ('Мама')")
    assert written() == []


def test_a_warning_is_told_by_its_place(written: Log) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("Мама", UserWarning, stacklevel=1)
    assert "Мама" not in json.dumps(written(), ensure_ascii=False)


def test_a_terminal_gets_lines_for_people() -> None:
    stream = io.StringIO()
    logs.configure("INFO", stream=stream, interactive=True)
    structlog.get_logger("bot").info("started", text="Мама")
    assert "started" in stream.getvalue()
    assert "{" not in stream.getvalue()
    assert "Мама" not in stream.getvalue()
