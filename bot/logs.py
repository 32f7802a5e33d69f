"""Logs on stderr: lines for a person on a terminal, JSON elsewhere.

A log never holds what somebody wrote, a token, a name or a phone number. So nothing is taken on trust:
of our own events only known fields may carry words; of a library's message only its template and its
numbers are kept; of an exception its type and its place, because its message may quote a person.
"""

import logging
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog

Event = MutableMapping[str, Any]

HIDDEN = "(hidden)"
WORDY = frozenset(
    {
        "address",
        "error",
        "event",
        "exception",
        "job",
        "level",
        "logger",
        "refusal",
        "remedy",
        "revision",
        "setting",
        "signal",
        "timestamp",
        "version",
    }
)
"""Fields of our own events that may carry words; any other text is hidden."""

TRUSTED = ("apscheduler", "alembic")
"""Libraries that see no personal data: the arguments of their messages are kept."""

PROGRAM_FAULTS = (ImportError, AttributeError, NameError, NotImplementedError)
"""Exceptions whose message is written by a program about itself."""

_LONGEST = 300
_FRAMES = 25
_SECRETS = (
    re.compile(r"\d{3,}:[A-Za-z0-9_-]{8,}"),  # a bot token
    re.compile(r"(?<=://)[^/@\s]+:[^/@\s]+(?=@)"),  # user:password@ of an address
    re.compile(r"(?:\+\d|\b[78])[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}\b"),  # a phone number
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),  # an e-mail address
)
_QUOTED = re.compile(r"""«[^»]*»|"[^"]*"|(?<!\w)'[^']*'|“[^”]*”""")
_ROOT = Path(__file__).resolve().parent.parent


def configure(
    level: str = "INFO",
    secrets: Iterable[str] = (),
    *,
    stream: TextIO | None = None,
    interactive: bool | None = None,
) -> None:
    """Send everything that is logged, ours and the libraries', through the guard to `stream`."""
    stream = stream or sys.stderr
    on_terminal = stream.isatty() if interactive is None else interactive
    guard = Guard(secrets)
    common = [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name]
    stamp = structlog.processors.TimeStamper(fmt="%H:%M:%S" if on_terminal else "iso", utc=not on_terminal)
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=True, pad_event_to=28)
        if on_terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *common,
            guard.own,
            stamp,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*common, guard.foreign, stamp],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            use_get_message=False,
            pass_foreign_args=True,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))  # drivers debug-log rows
    logging.getLogger("bot").setLevel(level)
    logging.captureWarnings(True)
    warnings.formatwarning = _short_warning


class Guard:
    """Lets numbers and known words through, hides the rest."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)

    def own(self, _logger: Any, _method: str, event: Event) -> Event:
        """An event of ours: unknown fields with words are hidden."""
        return {"event": "", **dict(self._fields(event))}

    def foreign(self, _logger: Any, _method: str, event: Event) -> Event:
        """A library's message: its template, its numbers, and of an exception where it happened."""
        trusted = str(event.get("logger", "")).startswith(TRUSTED)
        arguments = event.pop("positional_args", None) or ()
        template = str(event["event"])
        if arguments and trusted:
            event["event"] = self._without_secrets(_filled(template, arguments, trusted=True))
        elif arguments:
            event["event"] = self.scrub(_filled(template, arguments, trusted=False))
        else:
            event["event"] = self.scrub(template.partition("\n")[0])
        trace = _trace_of(event.pop("exc_info", None))
        if trace:
            event["exception"] = self._without_secrets(trace)
        return event

    def scrub(self, words: str) -> str:
        """Words without what is quoted in them and without anything that looks like a secret."""
        return self._without_secrets(_QUOTED.sub("«…»", words))[:_LONGEST]

    def _fields(self, event: Event) -> Iterator[tuple[str, Any]]:
        for name, value in event.items():
            if name in ("exc_info", "stack_info"):
                trace = _trace_of(value) if name == "exc_info" else ""
                if trace:
                    yield "exception", self._without_secrets(trace)
            elif isinstance(value, str) and not isinstance(value, Enum):
                yield name, self.scrub(value) if name in WORDY else HIDDEN
            else:
                yield name, _plain(value)

    def _without_secrets(self, words: str) -> str:
        for secret in self._secrets:
            words = words.replace(secret, HIDDEN)
        for pattern in _SECRETS:
            words = pattern.sub(HIDDEN, words)
        return words


def describe(fault: BaseException) -> str:
    """An exception and what caused it: types and places, without what they quote."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = fault
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines += ["caused by"] if lines else []
        lines += [f"  {place}" for place in _places(current.__traceback__)]
        lines.append(_name(current))
        if isinstance(current, BaseExceptionGroup):
            lines += [f"  of {_name(inner)}" for inner in current.exceptions]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(lines)


def _name(fault: BaseException) -> str:
    kind = type(fault)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{name}: {fault}" if isinstance(fault, PROGRAM_FAULTS) else name


def _places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{_short_path(code.co_filename)}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next
    return places[-_FRAMES:]


def _short_path(name: str) -> str:
    path = Path(name)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name


def _trace_of(exc_info: Any) -> str:
    if exc_info is True:
        exc_info = sys.exc_info()
    fault = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    return describe(fault) if isinstance(fault, BaseException) else ""


def _filled(template: str, arguments: Any, *, trusted: bool) -> str:
    def shown(value: Any) -> Any:
        if trusted or isinstance(value, int | float):
            return value
        return _name(value) if isinstance(value, BaseException) else HIDDEN

    if isinstance(arguments, Mapping):
        arguments = {name: shown(value) for name, value in arguments.items()}
    else:
        arguments = tuple(shown(value) for value in arguments)
    try:
        return str(template % arguments)
    except (TypeError, ValueError, KeyError):
        return template


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date | datetime | timedelta):
        return str(value)
    return type(value).__name__


def _short_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, line: str | None = None
) -> str:
    return f"{category.__name__} in {_short_path(filename)}:{lineno}"
