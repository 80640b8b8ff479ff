"""Speakers and sources over the API."""

from __future__ import annotations

import pytest

from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast


@pytest.mark.parametrize(
    ("noun", "field", "wrong", "right"),
    [
        ("speakers", "wikidata_id", ["42", "q42", "Q", "Q042", "Q42 ", "Q٤٢"], "Q42"),
        ("sources", "country", ["N", "no", "N0", "N "], "NO"),
    ],
)
def test_what_others_define_is_written_as_they_do(cast: Cast, noun, field, wrong, right):
    ben = Asker(cast.ben)
    made = ben.post(f"{noun}/", {"project": cast.project.slug, "name": "Tove Brink", field: right}).json()
    for word in wrong:
        body = {"project": cast.project.slug, "name": "Another", field: word}
        answers = (ben.post(f"{noun}/", body), ben.patch(f"{noun}/{made['id']}/", {field: word}, '"1"'))
        assert [pointers(answer, 422) for answer in answers] == [{f"/{field}"}] * 2, word
    assert ben.patch(f"{noun}/{made['id']}/", {field: ""}, '"1"').json()[field] == ""


@pytest.mark.parametrize("noun", ["speakers", "sources"])
def test_it_works(cast: Cast, noun):
    ben = Asker(cast.ben)
    body = {"project": cast.project.slug, "name": "Lindholm Town Council"}
    if noun == "speakers":
        body |= {"kind": "organisation", "aliases": ["the council"], "wikidata_id": "Q1", "role": "council"}
    else:
        body |= {"homepage": "https://lindholm.example/", "country": "SE"}
    made = ben.post(f"{noun}/", body)
    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in body} == body
    one = f"{noun}/{made.json()['id']}/"
    assert (
        every(Asker(cast.rae), f"{noun}/", project=cast.project.slug, q="town")
        == [made.json()]
        == [ben.get(one).json()]
    )
    assert every(ben, f"{noun}/", q="city") == []
    assert every(Asker(cast.eve), f"{noun}/", project=cast.project.slug) == []
    problem(ben.post(f"{noun}/", body), 409)
    changed = ben.patch(one, {"name": "The Town"}, '"1"')
    assert (changed.json()["name"], changed.json()["version"]) == ("The Town", 2)
    assert pointers(ben.patch(one, {"name": ""}, '"2"'), 422) == {"/name"}
    assert pointers(ben.patch(one, {"project": "other"}, '"2"')) == {"/project"}
    problem(Asker(cast.rae).patch(one, {"name": "x"}, '"2"'), 403)
