"""Hugging Face datasets: a release's folder, loaded by its card alone, without a network."""

import json
import os
import sys
import tempfile
from pathlib import Path

CACHE = tempfile.TemporaryDirectory()
os.environ.update(
    HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HOME=CACHE.name, HF_DATASETS_DISABLE_PROGRESS_BARS="1"
)

import datasets  # noqa: E402  after it is told to stay offline

FOLDER = Path(sys.argv[1])


def lines(release: Path, name: str) -> dict:
    return {line["id"]: line for line in map(json.loads, (release / name).open("rb"))}


for name in ("release", "release-plain"):
    release = FOLDER / name
    native, articles = lines(release, "claims.jsonl"), lines(release, "articles.jsonl")
    assert datasets.get_dataset_config_names(str(release)) == ["claims", "quotes", "articles"]
    claims = datasets.load_dataset(str(release))  # the default is the claims
    assert set(claims) == {"train", "validation", "test"}
    rows = {row["id"]: row | {"split": split} for split in claims for row in claims[split]}
    assert set(rows) == set(native)
    for pk, row in rows.items():
        assert row["text"] == native[pk]["text"]
        assert row["rating"] == (native[pk]["decision"] or {}).get("rating")
        assert [one["title"] for one in row["evidence"]] == [one["title"] for one in native[pk]["evidence"]]
        assert row["created_at"][:10] == native[pk]["created_at"][:10]
    [decided] = [row for row in rows.values() if row["rating"]]
    assert (decided["numeric"], decided["fever"]) == (0.0, "REFUTES")
    assert len(decided["verdicts"]) == 2

    texts = datasets.load_dataset(str(release), "articles")
    placed = {row["id"]: row for split in texts.values() for row in split}
    assert set(placed) == set(articles)
    quotes = datasets.load_dataset(str(release), "quotes")
    found = 0
    for split, table in quotes.items():
        for row in table:
            text = placed[row["article"]]["text"]
            for segment in row["segments"]:
                if segment["start"] is not None:
                    assert text[segment["start"] : segment["end"]] == segment["exact"]
                    found += 1
            assert all(rows[claim]["split"] == split for claim in row["claims"])
    assert found >= 4
    counts = {split: len(table) for split, table in claims.items()}
    print(f"{name}: {len(rows)} claims {counts}, {found} segments in their places")
print(f"datasets {datasets.__version__}")
