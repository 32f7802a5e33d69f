"""python -m tests.plan_document.fuzz --files 3000 --seed 1: damaged and malicious files, for long."""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bot.plan_document import PlanUnreadable, read_plan
from bot.plan_document.formats import MODULES, THROUGH_OFFICE
from bot.plan_document.limits import SECONDS, bounded
from tests.plan_document.damage import damaged, grounds
from tests.plan_document.nasty import HAND_MADE

_MOST_MEGABYTES = 500


def main() -> int:
    """Read many damaged files here, then the hand-made ones, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.plan_document.fuzz")
    parser.add_argument("--files", type=int, default=1000, help="damaged files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--make", help="write one hand-made file to standard output and nothing else")
    wanted = parser.parse_args()
    if wanted.make:
        sys.stdout.buffer.write(HAND_MADE[wanted.make][1]())
        return 0
    faults = _hand_made() + _damaged(wanted.files, wanted.seed)
    for fault in faults:
        sys.stderr.write(f"FAULT: {fault}\n")
    return 1 if faults else 0


def _damaged(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    known = grounds()
    ends = [each for each in MODULES if each not in THROUGH_OFFICE]
    told: Counter[str] = Counter()
    worst = (0.0, "")
    faults = []
    for number in range(count):
        extension, content = damaged(chance, known, ends)
        started = time.process_time()
        try:
            with bounded():
                told[f"read, {extension}" if read_plan(content, f"x{extension}").items else "empty"] += 1
        except PlanUnreadable as failure:
            told[type(failure).__name__] += 1
        except Exception as error:
            faults.append(f"file {number} of seed {seed} ({extension}): {error!r}")
        worst = max(worst, (time.process_time() - started, f"file {number} ({extension})"))
    for what, times in sorted(told.items()):
        sys.stdout.write(f"{times:>8}  {what}\n")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"worst time {worst[0]:.1f} s: {worst[1]}; the most memory {most} MB\n")
    if worst[0] > SECONDS:
        faults.append(f"too slow: {worst}")
    return faults


def _hand_made() -> list[str]:
    faults = []
    for name, (filename, _) in HAND_MADE.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            with path.open("wb") as file:
                subprocess.run(
                    [sys.executable, "-m", "tests.plan_document.fuzz", "--make", name],
                    stdout=file,
                    check=True,
                )
            said, seconds, megabytes = _apart(path, Path(filename).suffix)
        sys.stdout.write(f"{seconds:6.1f} s {megabytes:4d} MB  {said[:60]:60}  {name}\n")
        sys.stdout.flush()
        if not said.startswith("{") or seconds > SECONDS or megabytes > _MOST_MEGABYTES:
            faults.append(f"{name}: {said[:200]!r} after {seconds:.1f} s, {megabytes} MB")
    return faults


def _apart(path: Path, extension: str) -> tuple[str, float, int]:
    """What the reader said, its seconds of work and its largest size in megabytes."""
    with path.open("rb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.plan_document", "read", extension, "2026-09-01"],
            stdin=file,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        said = process.stdout.read().decode("utf-8", "replace").strip()
        _, _, used = os.wait4(process.pid, 0)
    return said, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main())
