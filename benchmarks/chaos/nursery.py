"""Where the processes of the product come from: everything is imported once, then each is a fork of this one.

A fork is a process as any other, with a memory and connections of its own, and a kill leaves as little of it.
Only the seconds of importing are saved, or two hundred kills would take an hour. Line of JSON in, line out.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from benchmarks.chaos.worker import Order, live

Json = dict[str, Any]

LOG = Path("workers.log")
"""What the processes say, in the folder they live in."""


class Nursery:
    """Starts processes and knows how they ended."""

    def __init__(self) -> None:
        self._children: set[int] = set()

    def obey(self, command: Json) -> Json:
        """Do what a line asks for."""
        answer: Json = getattr(self, f"do_{command.pop('do')}")(**command)
        return answer

    def do_start(self, **order: Any) -> Json:
        """Another process."""
        pid = os.fork()
        if pid == 0:
            _be_born(Order(**order | {"channel": tuple(order["channel"])}))
        self._children.add(pid)
        return {"pid": pid}

    def do_look(self, pid: int) -> Json:
        """How a process has ended (minus the signal, else its exit code), or null while it lives."""
        ended, status = os.waitpid(pid, os.WNOHANG)
        if not ended:
            return {"status": None}
        self._children.discard(pid)
        return {"status": os.waitstatus_to_exitcode(status)}

    def close(self) -> None:
        """Nobody is left behind."""
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
        for pid in self._children:
            os.waitpid(pid, 0)


def _be_born(order: Order) -> None:
    """In the new process: never returns."""
    os.chdir(order.folder)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    log = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for taken, ours in ((nowhere, 0), (log, 1), (log, 2)):
        os.dup2(taken, ours)
    code = 1
    try:
        asyncio.run(live(order))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """Obey until stdin ends."""
    gc.collect()
    gc.freeze()
    nursery = Nursery()
    try:
        for line in sys.stdin:
            sys.stdout.write(json.dumps(nursery.obey(json.loads(line))) + "\n")
            sys.stdout.flush()
    finally:
        nursery.close()


if __name__ == "__main__":
    main()
