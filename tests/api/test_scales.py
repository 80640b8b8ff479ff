"""Rating scales over the API."""

from __future__ import annotations

from typing import Any

from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, make_cast


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


def own(cast: Cast) -> dict[str, Any]:
    """A scale of the project's own, as Ada made it over the API."""
    ratings = [{"code": code, "label": code.capitalize(), "colour": "grey"} for code in ("yes", "partly", "no")]
    made = Asker(cast.ada).post(
        "scales/", {"project": cast.project.slug, "slug": "ours", "name": "Ours", "ratings": ratings}
    )
    assert made.status_code == 201, made.content
    return made.json()


def test_a_projects_own_scale_is_made_shown_and_chosen(cast: Cast):
    made = own(cast)
    assert made["project"] == cast.project.slug
    assert [(r["code"], r["order"], r["retired"], r["merged_into"]) for r in made["ratings"]] == [
        ("yes", 1, False, None),
        ("partly", 2, False, None),
        ("no", 3, False, None),
    ]
    assert Asker(cast.rae).get(f"scales/{made['id']}/").json() == made
    assert made["slug"] in [s["slug"] for s in every(Asker(cast.rae), "scales/", project=cast.project.slug)]
    problem(Asker(cast.eve).get(f"scales/{made['id']}/"), 404)
    assert made["slug"] not in [s["slug"] for s in every(Asker(cast.eve), "scales/")]
    path = f"projects/{cast.project.slug}/"
    chosen = Asker(cast.olu).patch(path, {"scale": "ours"}, f'"{cast.project.version}"')
    assert chosen.json()["scale"] == "ours"


def test_anothers_scale_cannot_be_chosen_and_answers_as_one_that_is_not_there(cast: Cast):
    own(cast)
    other = make_cast()
    path, etag = f"projects/{other.project.slug}/", f'"{other.project.version}"'
    theirs = problem(Asker(other.olu).patch(path, {"scale": "ours"}, etag), 422)
    nobodys = problem(Asker(other.olu).patch(path, {"scale": "nobodys"}, etag), 422)
    assert theirs == nobodys


def test_a_rating_is_changed_under_its_own_version_and_moves_its_scales(cast: Cast):
    made = own(cast)
    path = f"scales/{made['id']}/ratings/{made['ratings'][0]['id']}/"
    assert Asker(cast.ada).get(path).headers["ETag"] == '"1"'
    changed = Asker(cast.ada).patch(path, {"label": "Yes, it is"}, '"1"')
    assert (changed.json()["label"], changed.headers["ETag"]) == ("Yes, it is", '"2"')
    problem(Asker(cast.olu).patch(path, {"label": "Ja"}, '"1"'), 412)
    problem(Asker(cast.olu).patch(path, {"label": "Ja"}), 428)
    scale = Asker(cast.ada).get(f"scales/{made['id']}/").json()
    assert (scale["version"], scale["ratings"][0]["label"]) == (2, "Yes, it is")


def test_ratings_are_merged_retired_ordered_and_added(cast: Cast):
    made = own(cast)
    path = f"scales/{made['id']}/"
    merged = Asker(cast.ada).patch(f"{path}ratings/{made['ratings'][1]['id']}/", {"merged_into": "no"}, '"1"')
    assert (merged.json()["retired"], merged.json()["merged_into"]) == (True, "no")
    added = Asker(cast.ada).post(f"{path}ratings/", {"code": "open", "label": "Open", "colour": "violet"})
    assert (added.status_code, added.json()["order"]) == (201, 4)
    assert len(every(Asker(cast.rae), f"{path}ratings/")) == 4
    ordered = Asker(cast.ada).patch(path, {"order": ["open", "yes", "partly", "no"]}, '"3"')
    assert [r["code"] for r in ordered.json()["ratings"]] == ["open", "yes", "partly", "no"]
    assert pointers(Asker(cast.ada).patch(path, {"order": ["open"]}, '"4"'), 422) == {"/order"}


def test_a_shipped_scale_is_nobodys_to_change(cast: Cast):
    (shipped,) = (s for s in every(Asker(cast.olu), "scales/") if s["slug"] == "desk-6")
    assert "own" in problem(Asker(cast.olu).patch(f"scales/{shipped['id']}/", {"name": "Mine"}, '"1"'), 403)["detail"]


def test_a_rating_that_makes_no_sense_is_pointed_at(cast: Cast):
    body = {"project": cast.project.slug, "slug": "x", "name": "X", "ratings": [{"code": "a", "label": "A"}, 7]}
    assert pointers(Asker(cast.ada).post("scales/", body), 400) == {"/ratings/0/colour", "/ratings/1"}
