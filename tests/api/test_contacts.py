"""The right of reply over the API."""

from __future__ import annotations

from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, make_claim


def test_it_works(cast: Cast):
    ben, path = Asker(cast.ben), f"claims/{make_claim(cast).pk}/contacts/"
    body = {"who": "Tove Brink", "how": "telephone", "asked_on": "2026-05-04", "asked": "Is the fund empty?"}
    made = ben.post(path, body)
    assert made.status_code == 201, made.content
    contact = made.json()
    assert {name: contact[name] for name in body} == body
    assert (contact["reply"], contact["replied_on"], contact["why_not"], contact["author"]["name"]) == (
        "", None, "", "Ben",
    )  # fmt: skip
    one = f"{path}{contact['id']}/"
    answered = Asker(cast.chi).patch(one, {"reply": " No. ", "replied_on": "2026-05-05"}, '"1"').json()
    assert (answered["reply"], answered["version"]) == (" No. ", 2)
    assert every(Asker(cast.rae), path) == [answered]
    assert ben.delete(one, '"2"').status_code == 204
    problem(ben.get(one), 404)


def test_what_does_not_fit(cast: Cast):
    ben, path = Asker(cast.ben), f"claims/{make_claim(cast).pk}/contacts/"
    assert pointers(ben.post(path, {}), 422) == {"/who"}
    assert pointers(ben.post(path, {"who": "Tove Brink", "how": "pigeon"}), 400) == {"/how"}
    assert pointers(ben.post(path, {"who": "Tove Brink", "why_not": "She is away."}), 422) == {"/why_not"}
