"""`python -m benchmarks [figure…] [--rounds 5] [--json FILE] [--full]`, or `python -m benchmarks chaos …`."""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.announcements import Spread
from benchmarks.answers import Noise, Reading, Writing
from benchmarks.chaos import run as chaos
from benchmarks.deliveries import Deliveries, Digest
from benchmarks.documents import ExcelRows, Import, WordRows
from benchmarks.figure import HEAD, Figure, Result, line, take
from benchmarks.ground import FULL, TINY, Ground, Sizes, to_json
from benchmarks.mornings import BusyTick, Morning, Tick, Year
from benchmarks.phrases import Phrases
from benchmarks.processes import Memory, Start
from benchmarks.registration import Registration
from benchmarks.telegram import telegram
from benchmarks.workers import Workers
from bot import logs

FIGURES: dict[str, type[Figure]] = {
    figure.name: figure
    for figure in (
        Noise,
        Writing,
        Reading,
        Deliveries,
        Digest,
        Tick,
        BusyTick,
        Morning,
        Year,
        Registration,
        Spread,
        WordRows,
        ExcelRows,
        Import,
        Phrases,
        Start,
        Memory,
        Workers,
    )
}


def main(arguments: Sequence[str]) -> None:
    """Take the figures asked for (all of them by default), print the table."""
    if arguments[:1] == ["chaos"]:
        chaos.main(arguments[1:])
        return
    wanted = _parser().parse_args(arguments)
    sizes = FULL if wanted.full else TINY if wanted.tiny else Sizes()
    sizes = replace(sizes, bulk_rate=wanted.bulk_rate, latency=wanted.latency)
    logs.configure("WARNING")
    results = asyncio.run(run(wanted.figures or list(FIGURES), sizes, wanted.rounds))
    _say(f"\n{HEAD}", *map(line, results))
    if wanted.json:
        report = {"machine": machine(), "sizes": asdict(sizes), "figures": [r.to_json() for r in results]}
        wanted.json.write_text(to_json(report), encoding="utf-8")


async def run(names: Sequence[str], sizes: Sizes, rounds: int) -> list[Result]:
    """Each figure in a temporary folder of its own, beside one local Telegram."""
    results = []
    async with telegram() as local:
        for name in names:
            with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
                figure = FIGURES[name](Ground(sizes, Path(folder), local))
                results.append(await take(figure, rounds, _say))
    return results


def machine() -> dict[str, object]:
    """Where the figures were taken."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks", description="How fast, beside a reference.")
    parser.add_argument("figures", nargs="*", choices=[[], *FIGURES], help="all by default", metavar="figure")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is taken (default 5)")
    parser.add_argument("--json", type=Path, help="write everything measured to this file")
    parser.add_argument("--full", action="store_true", help="the sizes of the aims; takes many minutes")
    parser.add_argument("--tiny", action="store_true", help="so small that the figures mean nothing: a test")
    parser.add_argument("--bulk-rate", type=float, help="BULK_RATE for the digest instead of its default")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds a call takes more, in the digest")
    return parser


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{each}\n" for each in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
