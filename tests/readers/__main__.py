"""`bin/test --readers`: writes the export files once, then runs every reader, or those named, on them.

A reader is a folder here: requirements.txt, every package pinned, and check.py, which is run as `python check.py FOLDER` in an
environment of its own, never in ours. FOLDER holds FORMAT.EXTENSION for every format. check.py prints what it has read, a
line each; what it does not understand ends it with an error. One with a file `needs-site` beside it also finds a real site,
with the demo project, in FACTCHECK_URL and FACTCHECK_TOKEN. Environments are made on first use, in FACTCHECK_VAR, and
anew when what they are made from changes.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import textwrap
from contextlib import nullcontext
from pathlib import Path

from django.conf import settings

from tests.readers.files import demo_site, make_files

HERE = Path(__file__).parent
VAR = Path(settings.VAR_DIR).absolute() / "readers"


class Failed(Exception):
    """What a program said when it failed."""


def main(names: list[str]) -> int:
    """Runs the readers of these names, or all of them; 0 when each has read everything."""
    there = sorted(path.parent.name for path in HERE.glob("*/check.py"))
    if unknown := set(names) - set(there):
        say(f"There is no reader {', '.join(sorted(unknown))}. There are: {', '.join(there)}.")
        return 2
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # beside another run one waits
        files = VAR / "files"
        say(f"Files to read: {', '.join(make_files(files))}, in {files}.")
        chosen = names or there
        with demo_site() if any(needs_site(name) for name in chosen) else nullcontext({}) as site:
            failed = [name for name in chosen if not reads(name, files, site if needs_site(name) else {})]
    say(f"Readers that failed: {', '.join(failed)}." if failed else "All readers could read everything.")
    return 1 if failed else 0


def needs_site(name: str) -> bool:
    """Whether the reader asks a site, and not files alone."""
    return (HERE / name / "needs-site").exists()


def reads(name: str, files: Path, site: dict[str, str]) -> bool:
    """Whether the reader could read the files; says so, with its own words."""
    try:
        words = run(environment(name), str(HERE / name / "check.py"), str(files), **site)
    except Failed as error:
        say(f"FAILED  {name}\n{textwrap.indent(str(error), ' ' * 8)}")
        return False
    say(f"ok      {name}\n{textwrap.indent(words, ' ' * 8)}")
    return True


def environment(name: str) -> str:
    """The interpreter of the reader's own environment."""
    folder = VAR / name
    python = folder / "bin" / "python"
    requirements = HERE / name / "requirements.txt"
    wanted = f"{folder}\n{sys.version}\n{requirements.read_text(encoding='utf-8')}"
    made_from = folder / "made-from"
    if not made_from.is_file() or made_from.read_text(encoding="utf-8") != wanted or not works(python):
        say(f"Installing {name} into {folder}, once.")
        try:
            run(sys.executable, "-m", "uv", "venv", "--quiet", "--clear", "--python", sys.executable, str(folder))
            run(
                sys.executable,
                "-m",
                "uv",
                "pip",
                "install",
                "--quiet",
                "--python",
                str(python),
                "-r",
                str(requirements),
            )
        except Failed:  # without uv, or where it fails, pip does the same and says why it cannot
            run(sys.executable, "-m", "venv", "--clear", str(folder))
            run(str(python), "-m", "pip", "install", "--quiet", "-r", str(requirements))
        made_from.write_text(wanted, encoding="utf-8")
    return str(python)


def works(python: Path) -> bool:
    """Whether that interpreter is there and runs."""
    return python.exists() and subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def run(*command: str, **more: str) -> str:
    """What the program printed; raises Failed with all its words."""
    # A reader sees its own packages alone, and text as UTF-8 whatever the machine's language.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DJANGO_"))}
    done = subprocess.run(
        command,
        env={**surroundings, "PYTHONUTF8": "1", **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Failed(done.stdout.strip() or f"{command[0]} ended with {done.returncode} and said nothing.")
    return done.stdout.strip()


def say(words: str) -> None:
    """Prints at once, so that what is slow can be seen working."""
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
