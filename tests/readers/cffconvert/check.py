"""cffconvert: CITATION.cff is valid by the schema of its version, and turns into BibTeX and a line as APA has it."""

import sys
from importlib.metadata import version
from pathlib import Path

from cffconvert import Citation

FOLDER = Path(sys.argv[1])

for name in ("release", "release-plain"):
    citation = Citation((FOLDER / name / "CITATION.cff").read_text(encoding="utf-8"))
    citation.validate()
    assert "release: \x85 all of it 🎏" in citation.cffobj["title"], citation.cffobj["title"]
    apa = citation.as_apalike()
    assert "The Desk" in apa
    print(f"{name}: {apa.strip()}")
print(f"cffconvert {version('cffconvert')}")
