"""What the server's processes hold: memory of their own, and threads."""

from __future__ import annotations

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


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1])
    return 0
