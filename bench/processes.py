"""What processes take: memory of their own, threads, and time of the processor, which other programs do not lengthen."""

from __future__ import annotations

import os
import threading
from pathlib import Path


class Memory:
    """How far the server's processes grow, all together, in MB of memory of their own."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.growth = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._before = memory_of(self.pid)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self.growth = max(self.growth, memory_of(self.pid) - self._before)


def memory_of(pid: int) -> float:
    """MB of the process and of all it started."""
    return sum(_status(one, "RssAnon:") for one in _family(pid)) / 1024


def threads_of(pid: int) -> int:
    """Threads of the process and of all it started."""
    return sum(_status(one, "Threads:") for one in _family(pid))


def processor_of(pid: int) -> float:
    """Seconds of the processor the process and all it started have had."""
    return sum(_times(one)[0] for one in _family(pid))


def processor_of_the_ended(pid: int) -> float:
    """Seconds of the processor those had that the process started and that have ended: a postmaster's past backends."""
    return _times(pid)[1]


def _times(pid: int) -> tuple[float, float]:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own, children = (sum(map(int, fields[i : i + 2])) / os.sysconf("SC_CLK_TCK") for i in (11, 13))
    return own, children


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    return 0
