"""Debian's own Firefox, which Playwright does not drive: one page, with those of Playwright's calls that the tests need."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Part:
    """The page, its mouse or its keyboard: whatever is called on it is done in Firefox. Options go by name."""

    def __init__(self, ask: Callable[[str, str, list[Any]], Any], name: str) -> None:
        self._ask, self._name = ask, name

    def __getattr__(self, call: str) -> Callable[..., Any]:
        return lambda *given, **options: self._ask(self._name, call, [*given, *([options] if options else [])])


class Firefox(Part):
    """A running Firefox's page: `goto`, `evaluate`, and `until(expression)`, which waits. End it by `quit`."""

    def __init__(self) -> None:
        path = shutil.which("firefox-esr") or shutil.which("firefox")
        assert path, "Install Firefox (on Debian: apt-get install firefox-esr); bin/check does so where it may."
        node = os.environ.get("FACTCHECK_NODE", "")
        assert Path(node, "node_modules").is_dir(), (
            "Firefox is driven by the packages of package.json: run bin/test --proofs."
        )
        driver = Path(__file__).with_name("drive.js")
        self._process = subprocess.Popen(
            ["node", driver, node, path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        super().__init__(self._call, "page")
        self.mouse, self.keyboard = Part(self._call, "mouse"), Part(self._call, "keyboard")

    def _call(self, on: str, call: str, given: list[Any]) -> Any:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"on": on, "call": call, "with": given}) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        assert "trouble" not in told, f"{on}.{call}: {told['trouble']}"
        return told["answer"]

    def quit(self) -> None:
        """Ends it."""
        self._process.communicate(timeout=30)
