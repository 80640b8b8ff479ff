import subprocess
import sys
from pathlib import Path

from annotations.workflow import TABLE, mermaid, page

ROOT = Path(__file__).parents[2]


def test_the_page_in_docs_is_what_the_table_says() -> None:
    written = (ROOT / "docs" / "workflow.md").read_text(encoding="utf-8")
    assert written == page(), "Run: python -m annotations.workflow > docs/workflow.md"


def test_the_module_prints_the_page() -> None:
    printed = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "annotations.workflow"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert printed.stdout.decode() == page()


def test_the_diagram_draws_every_move_once() -> None:
    lines = mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert len(lines) == len(set(lines))
    for row in TABLE:
        drawn = [line for line in lines if line.endswith(f": {row.action}")]
        assert len(drawn) == len(row.sources) * (1 if row.target else 2)
