"""The command line: told by a real process, as a person or a script would run it."""

import io
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock
from bot.plan_document.command import main
from tests.plan_document.samples import CYCLOGRAM, PLAN_2018, PLANS, labels

FILE = str(PLANS / f"{CYCLOGRAM}.docx")


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot.plan_document", *arguments], input=stdin, capture_output=True, check=False
    )


@pytest.mark.parametrize("extension", ["docx", "txt"])
def test_json(extension: str) -> None:
    done = run("check", str(PLANS / f"{PLAN_2018}.{extension}"), "--cycle", "2027", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    told = json.loads(done.stdout)
    assert told["document"]["number"] == "1039-РЗ/IV"
    assert told["document"]["date"] == "2018-12-24"
    assert (len(told["sections"]), len(told["items"])) == (6, 61)
    item = next(row for row in told["items"] if (row["section"], row["number"]) == ("3", "5"))
    assert item["occurrences"] == [{"opens": None, "due": "2027-05-31", "effective_due": "2027-05-31"}]
    assert item["executors"][0] == {"name": "Управление образования", "kind": "department"}
    assert item["deadline"]["deadlines"] == [{"month": 5, "day": 31, "year": None}]
    assert item["deadline"]["explanation"] == "ежегодно, до 31 мая"
    assert all(isinstance(text, str) for row in told["items"] for text in row["warnings"])
    assert any(text.startswith("раздел 5: пропущен номер 6") for text in told["warnings"])
    assert "план завершён: он действовал в 2018–2025 годах" in told["warnings"]
    proposed = next(row for row in told["items"] if (row["section"], row["number"]) == ("6", "4"))
    assert (proposed["occurrences"], proposed["proposed_date"]) == ([], "2027-05-31")


def test_table() -> None:
    done = run("check", FILE, "--cycle", "2028")
    told = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert max(len(line) for line in told.splitlines()[1:] if "─" in line) <= 110
    assert "ежегодно, до 20 января" in told
    assert "→ 10.10.2027 (раб. день 08.10)" in told
    assert "! 1.1 позже 1.2 и 1.3" in told
    assert "Раздел 2. Развитие системы профессиональной ориентации школьников" in told
    assert "Отдел юридического и" in told
    assert told.rstrip().splitlines()[-1].startswith("Разделов: 3, мероприятий: 35, сроков в цикле 2028: ")


@pytest.mark.parametrize(("moment", "cycle"), [((2026, 9, 1), 2026), ((2026, 9, 2), 2027)])
def test_without_a_cycle_it_is_the_current_one(
    moment: tuple[int, int, int], cycle: int, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    clock = Clock(ZoneInfo("Europe/Moscow"))
    clock.freeze(datetime(*moment, 12, 0, tzinfo=clock.zone))
    assert main(["check", FILE, "--json"], clock) == 0
    assert json.loads(capsysbinary.readouterr().out)["cycle"] == cycle


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["check", str(PLANS / "README.md")], "README.md: Формат «.md» не поддерживается"),
        (["check", "нет такого.docx"], "не найден"),
        (["check", FILE, "--cycle", "двадцать"], "«двадцать» – не год"),
        (["check", FILE, "--cycle", "99999"], "«99999» – не год"),
        (["chek", FILE], "Неверные аргументы"),
        ([], "Неверные аргументы"),
    ],
)
def test_a_refusal_is_one_line_and_exit_code_2(arguments: list[str], part: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert part in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1


def test_a_file_that_is_no_plan(tmp_path: Path) -> None:
    file = tmp_path / "письмо.txt"
    file.write_text("Уважаемые коллеги!", encoding="utf-8")
    done = run("check", str(file))
    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
    assert "письмо.txt: В файле нет таблицы плана" in done.stderr.decode()


def test_read_deadlines_keeps_the_order_and_answers_every_line() -> None:
    phrases = [label["phrase"] for label in labels("official-plans")]
    lines = [json.dumps({"phrase": phrase}, ensure_ascii=False).encode() for phrase in phrases]
    broken = [b"{", b"[]", b'{"phrase": 5}', b'{"text": "x"}', b"", b'{"phrase": "\xff"}', b"[" * 10_000]
    done = run("read-deadlines", stdin=b"\n".join([*lines[:50], *broken, *lines[50:]]) + b"\n")
    assert (done.returncode, done.stderr) == (0, b"")
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [one["phrase"] for one in told if "phrase" in one] == phrases
    assert [one["line"] for one in told if "error" in one] == list(range(51, 51 + len(broken)))
    assert all("error" in one or {"explanation", "warnings", "kind"} <= set(one) for one in told)


def test_a_reader_that_stops_early_is_no_error() -> None:
    code = (
        "import subprocess, sys; "
        f"p = subprocess.Popen([sys.executable, '-m', 'bot.plan_document', 'check', {FILE!r}], "
        "stdout=subprocess.PIPE, stderr=subprocess.PIPE); "
        "p.stdout.close(); sys.stdout.write(p.stderr.read().decode()); p.wait()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b""


def test_nothing_of_the_messenger_or_the_database_is_imported(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    code = (
        "import sys; from bot.plan_document.command import main; "
        f"code = main(['check', {FILE!r}, '--cycle', '2027']); "
        "heavy = {'aiogram', 'sqlalchemy', 'typer', 'rich', 'holidays', 'pydantic'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_narrower_than_the_table_still_shows_it(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["check", FILE, "--cycle", "2027"]) == 0
    lines = io.StringIO(capsysbinary.readouterr().out.decode()).read().splitlines()
    assert max(len(line) for line in lines if "─" in line) <= 80
