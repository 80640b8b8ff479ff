"""What making the tables takes, measured in a process of its own: memory that others have freed would hide it."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

from tests.proofs import proof

TABLES_MB = 64

MEASURED = """
import os, tempfile, uuid
from pathlib import Path
import django
django.setup()
import orjson
import pyarrow.parquet
from django.conf import settings
from annotations.exports.releases.contents import write_contents
from annotations.exports.releases.splits import Plan
from annotations.exports.releases.store import Workshop
from annotations.exports.shape import EXAMPLES

def memory():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024

def lines(of, name, count):
    line = orjson.loads(EXAMPLES[of])
    for n in range(count):
        yield orjson.dumps({**line, "id": str(uuid.uuid4()), "quotes": [], name: os.urandom(4000).hex()}) + b"\\n"

most = [memory()]
with tempfile.TemporaryDirectory() as folder:
    settings.RELEASES_ROOT = Path(folder)
    write_contents(
        workshop=Workshop(uuid.uuid4()),
        claims=lines("claims", "text", 6000),
        articles=lines("articles", "text", 6000),
        plan=Plan(validation=30, test=30),
        before=(),
        parquet=True,
        report=lambda step, done: most.append(memory()),
    )
print(max(most) - most[0])
"""


@proof
def test_long_texts_do_not_pile_up_in_the_tables():
    """Six thousand claims and as many articles of 8,000 characters, in three splits: 96 MB of words."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert float(done.stdout) < TABLES_MB
