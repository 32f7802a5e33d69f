"""Every figure can still be taken, and says what it found."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import municipality
from benchmarks.__main__ import FIGURES, main, run
from benchmarks.figure import Result, Sample, aim, line
from benchmarks.ground import TINY, Ground
from benchmarks.mornings import Morning
from benchmarks.processes import Memory, Start
from benchmarks.telegram import telegram

QUICK = [name for name in FIGURES if name not in ("start", "memory")]


async def test_each_figure_can_be_taken() -> None:
    results = await run(QUICK, TINY, 1)
    assert [result.figure.name for result in results] == QUICK
    assert all(sample.value > 0 for result in results for sample in (*result.ours, *result.theirs))


async def test_whole_processes_can_be_measured(tmp_path: Path) -> None:
    await municipality.empty(tmp_path)
    async with telegram() as one, telegram() as other:
        day, start = Memory(Ground(TINY, tmp_path, one)), Start(Ground(TINY, tmp_path, other))
        held, waited = await asyncio.gather(day.ours(), start.ours())
    assert held.value > 30
    assert 0 < waited.value < 120


async def test_the_digest_counts_what_the_limit_refuses() -> None:
    (found,) = await run(["digest"], replace(TINY, digest=100, bulk_rate=30), 1)
    assert found.ours[0].notes["live answers"] >= 1
    assert found.ours[0].notes["429"] >= 0


async def test_a_command_that_fails_there_fails_here() -> None:
    async with telegram() as local:
        await local.people(1, 1)
        with pytest.raises(RuntimeError, match="TimeoutError"):
            await local.ask("wait", wanted={"sendMessage": 1}, limit=0.01)


def test_medians_are_compared_and_rounds_give_the_spread() -> None:
    found = Result(Morning, [Sample(3.0), Sample(9.0), Sample(4.0)], [Sample(1.0), Sample(2.0), Sample(1.0)])
    assert (found.compared, found.spread, found.reached) == (4.0, (3.0, 4.5), True)
    assert line(found).startswith("| morning | 4 (3–9) s | 1 (1–2) | × 4 (3–4.5) | ≤ × 4 | yes |")


def test_a_difference_is_told_as_one() -> None:
    found = Result(Memory, [Sample(250.0)], [Sample(165.0)])
    assert (found.compared, found.reached, aim(Memory)) == (85.0, False, "≤ + 80")


def test_the_report_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.json"
    main(["tick", "--tiny", "--rounds", "2", "--json", str(path)])
    (figure,) = json.loads(path.read_text(encoding="utf-8"))["figures"]
    assert len(figure["ours"]) == len(figure["theirs"]) == 2
    assert "| tick |" in capsys.readouterr().out
