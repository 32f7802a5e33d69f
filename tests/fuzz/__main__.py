"""python -m tests.fuzz --updates 100000 --lives 300 --seed 1"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from tests.fuzz.checks import Broken
from tests.fuzz.municipality import SEEN, Municipality
from tests.fuzz.run import pelt

STEPS = 50


def main() -> int:
    """Run for long and print what was sent and lived."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--updates", type=int, default=0, help="generated updates, through the dispatcher")
    parser.add_argument("--lives", type=int, default=0, help="invented municipalities, against the model")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    start = perf_counter()
    counts: Counter[str] = Counter()
    try:
        if wanted.updates:
            with tempfile.TemporaryDirectory() as folder:
                counts += asyncio.run(pelt(Path(folder), wanted.updates, wanted.seed))
        if wanted.lives:
            _live(wanted.lives, wanted.seed)
            counts += SEEN
    except Broken as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    counts["seconds"] = round(perf_counter() - start)
    for name, count in sorted(counts.items()):
        sys.stdout.write(f"{count:>10}  {name}\n")
    return 0


def _live(lives: int, seed: int) -> None:
    form = settings(
        max_examples=lives,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seeded(seed)(Municipality), settings=form)


if __name__ == "__main__":
    raise SystemExit(main())
