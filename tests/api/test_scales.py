"""Rating scales over the API."""

from __future__ import annotations

from tests.api.asking import Asker, every, problem
from tests.cast import Cast


def test_it_works(cast: Cast):
    scales = {scale["slug"]: scale for scale in every(Asker(cast.eve), "scales/")}
    assert [r["code"] for r in scales["desk-6"]["ratings"]] == [
        "true",
        "mostly-true",
        "mixed",
        "mostly-false",
        "false",
        "unproven",
    ]
    assert set(scales) == {"desk-6", "fever-3", "averitec-4"}
    assert Asker(cast.eve).get(f"scales/{scales['desk-6']['id']}/").json() == scales["desk-6"]
    problem(Asker(cast.olu).post("scales/", {}), 405)
