"""`plan check`, `plan read-deadlines` and `plan read`: the reader on the command line.

A check should cost little more than opening the file. So the arguments are parsed by the standard library
(building one Typer command takes longer than reading a plan) and everything heavy is imported where it is
used; `main` is what the command line of the product calls.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, NoReturn
from zoneinfo import ZoneInfo

from bot.clock import Clock

_ZONE = "Europe/Moscow"
_NARROWEST, _WIDEST, _PIPED = 80, 140, 110


class _Arguments(argparse.ArgumentParser):
    """Refuses in Russian and on one line."""

    def error(self, message: str) -> NoReturn:
        _complain(f"Неверные аргументы ({message}). Справка: {self.prog} --help")
        raise SystemExit(2)


def main(arguments: Sequence[str], clock: Clock | None = None, program: str = "plan") -> int:
    """Run one command; gives the exit code: 0 done, 2 the file or the arguments are wrong."""
    given = _parser(program).parse_args(arguments)
    try:
        if given.command == "check":
            today = (clock or Clock(ZoneInfo(_ZONE))).today()
            return _check(given.file, given.cycle, given.json, today)
        if given.command == "read":
            return _read(given.extension, given.today)
        return _read_deadlines(sys.stdin.buffer)
    except BrokenPipeError:
        # the reader of the pipe has seen enough; what is still buffered must not be flushed at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser(program: str) -> argparse.ArgumentParser:
    parser = _Arguments(prog=program, description="Прочитать официальный план.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="КОМАНДА")
    check = commands.add_parser("check", help="что понято: мероприятия, сроки, исполнители, предупреждения")
    check.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="план: .docx, .xlsx, .pdf, .html, .txt, .csv; с LibreOffice и .doc, .odt, .rtf",
    )
    check.add_argument("--cycle", type=_year, metavar="Y", help="год заключения договоров (иначе текущий)")
    check.add_argument("--json", action="store_true", help="вывести JSON")
    read = commands.add_parser("read", help="прочитать файл со стандартного ввода и вывести JSON: для бота")
    read.add_argument("extension", metavar="EXTENSION", help="формат, например .docx")
    read.add_argument("today", type=date.fromisoformat, metavar="DATE", help="сегодня, ГГГГ-ММ-ДД")
    commands.add_parser("read-deadlines", help='прочитать строки {"phrase": …} со стандартного ввода')
    return parser


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1901 <= int(text) <= 2199):
        raise argparse.ArgumentTypeError(f"«{text}» – не год")
    return int(text)


def _check(file: Path, cycle: int | None, as_json: bool, today: date) -> int:
    from bot.plan_document import report
    from bot.plan_document.document import read_plan
    from bot.plan_document.failures import PlanUnreadable
    from bot.plan_document.limits import bounded
    from bot.plan_document.occurrences import cycle_of
    from bot.working_days import WorkingDays

    year = cycle if cycle is not None else cycle_of(today)
    days = WorkingDays()
    try:
        with bounded():
            plan = read_plan(file, today=today)
    except PlanUnreadable as failure:
        _complain(f"{file.name}: {failure.message}")
        return 2
    if as_json:
        _write(json.dumps(report.as_json(plan, year, days), ensure_ascii=False))
        return 0
    lines = [
        report.headline(plan),
        "",
        *report.as_table(plan, year, days, _width()),
        *(f"! {warning.message}" for warning in plan.warnings),
        report.summary(plan, year, days),
    ]
    _write("\n".join(lines))
    return 0


def _read(extension: str, today: date) -> int:
    """One file from standard input to JSON; its bounds hold for the whole process."""
    from bot.plan_document.document import read_plan
    from bot.plan_document.exchange import failure_to_json, plan_to_json
    from bot.plan_document.failures import PlanUnreadable
    from bot.plan_document.limits import bound_processor, bounded

    bound_processor()
    content = sys.stdin.buffer.read()
    try:
        with bounded():
            said = plan_to_json(read_plan(content, f"план{extension}", today=today))
    except PlanUnreadable as failure:
        said = failure_to_json(failure)
    _write(json.dumps(said, ensure_ascii=False))
    return 0


def _width() -> int:
    if not sys.stdout.isatty():
        return _PIPED
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


def _read_deadlines(lines: BinaryIO) -> int:
    """One reading, or one error object, for every line in, in order."""
    from bot.plan_document.deadlines import read_deadline

    for number, line in enumerate(lines, start=1):
        phrase = _phrase(line)
        if phrase is None:
            said = {"line": number, "error": f"строка {number}: это не JSON с текстом в поле «phrase»"}
        else:
            said = read_deadline(phrase).to_json()
        _write(json.dumps(said, ensure_ascii=False))
    return 0


def _phrase(line: bytes) -> str | None:
    """The phrase of a JSON line, None when there is none."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    phrase = data.get("phrase") if isinstance(data, dict) else None
    return phrase if isinstance(phrase, str) else None


def _write(text: str) -> None:
    """Text and a line end to standard output, in UTF-8 whatever the terminal is set to."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")


def _complain(text: str) -> None:
    """One line to standard error, in UTF-8."""
    sys.stderr.buffer.write(text.encode("utf-8", "replace") + b"\n")
