"""Lists, page by page."""

from __future__ import annotations

import base64
import json

import pytest

from tests.api.asking import Asker, every, pointers
from tests.cast import Cast, make_article, make_claim


def test_every_row_once_in_order(cast: Cast):
    claims = [str(make_claim(cast, text=f"Claim {i}.").pk) for i in range(7)]
    ben = Asker(cast.ben)
    for limit in (1, 2, 3, 7, 1000):
        assert [row["id"] for row in every(ben, "claims/", limit=limit)] == claims
    assert len(ben.get("claims/", limit=3).json()["results"]) == 3


def test_next_keeps_the_question(cast: Cast):
    for i in range(3):
        make_claim(cast, text=f"Rain & snow {i}.")
        make_claim(cast, text=f"Sun {i}.")
    rows = every(Asker(cast.ben), "claims/", q="rain &", limit=1, project=cast.project.slug)
    assert [row["text"] for row in rows] == [f"Rain & snow {i}." for i in range(3)]


def test_rows_that_come_meanwhile_are_neither_lost_nor_doubled(cast: Cast):
    for i in range(4):
        make_claim(cast, text=f"Claim {i}.")
    ben = Asker(cast.ben)
    page = ben.get("claims/", limit=2).json()
    make_claim(cast, text="Late.")
    rest = ben.client.get(
        page["next"] + "&limit=100" if "limit" not in page["next"] else page["next"].replace("limit=2", "limit=100")
    )
    assert [r["text"] for r in rest.json()["results"]] == ["Claim 2.", "Claim 3.", "Late."]
    assert rest.json()["next"] is None


def _coded(value) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


SOMEWHEN, SOMETHING = "2026-01-01T00:00:00+00:00", "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "====",
        "%%%",
        "\u00e9",
        "a" * 5000,
        _coded({}),
        _coded([]),
        _coded([None, None]),
        _coded([SOMEWHEN]),
        _coded([SOMEWHEN, 7]),
        _coded(["2026-01-01", "x"]),
        _coded(["2026-01-01T00:00:00", SOMETHING]),
        _coded([SOMEWHEN, SOMETHING, 1, 2, 3, 4]),
    ],
)
@pytest.mark.parametrize("path", ["claims/", "projects/{slug}/changes/", "claims/{claim}/history/"])
def test_a_cursor_that_is_none_of_ours(cast: Cast, path, cursor):
    address = path.format(slug=cast.project.slug, claim=make_claim(cast).pk)
    assert pointers(Asker(cast.ben).get(address, cursor=cursor)) == {"/cursor"}


def test_articles_of_a_list_leave_their_words_out(cast: Cast):
    make_article(cast)
    (row,) = every(Asker(cast.ben), "articles/")
    assert not {"text", "blocks"} & row.keys()
    assert row["revision"]["length"] > 0
