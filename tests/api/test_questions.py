"""Questions over the API."""

from __future__ import annotations

from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, make_claim


def test_it_works(cast: Cast):
    ben, path = Asker(cast.ben), f"claims/{make_claim(cast).pk}/questions/"
    made = [ben.post(path, {"text": text}).json() for text in ("What is in the fund?", "Who owns the quay?", "Since?")]
    assert [question["order"] for question in made] == [1, 2, 3]
    assert every(Asker(cast.rae), path) == made
    moved = ben.patch(f"{path}{made[2]['id']}/", {"order": 1}, '"1"')
    assert (moved.status_code, moved.headers["ETag"]) == (200, '"2"')
    assert [question["text"] for question in every(ben, path, limit=1)] == [
        "Since?", "What is in the fund?", "Who owns the quay?",
    ]  # fmt: skip
    assert ben.delete(f"{path}{made[0]['id']}/", '"2"').status_code == 204
    assert len(every(ben, path)) == 2


def test_what_cannot_be_asked(cast: Cast):
    ben, path = Asker(cast.ben), f"claims/{make_claim(cast).pk}/questions/"
    assert pointers(ben.post(path, {"text": ""}), 422) == {"/text"}
    assert pointers(ben.post(path, {"order": 1}), 400) == {"/text"}
    assert pointers(ben.post(path, {"text": "Who?", "order": -1}), 400) == {"/order"}
    assert pointers(ben.post(path, {"text": "Who?", "claim": "x"}), 400) == {"/claim"}
    assert pointers(ben.post(path, {"text": "Who?", "order": 2**31 - 1}), 400) == {"/order"}
    for cursor in ("x", "WyJ4IiwieCJd", "WzEsMl0"):
        problem(ben.get(path, cursor=cursor), 400)


def test_after_the_highest_order_there_is_room(cast: Cast):
    """The highest there could be left none for the next question."""
    ben, path = Asker(cast.ben), f"claims/{make_claim(cast).pk}/questions/"
    orders = [ben.post(path, body).json()["order"] for body in ({"text": "Who?", "order": 10**6}, {"text": "When?"})]
    assert orders == [10**6, 10**6 + 1]
    assert ben.post(path, {"text": "Where?", "order": 10**6}).status_code == 201


def test_a_question_is_found_under_its_own_claim(cast: Cast):
    ben, claim, other = Asker(cast.ben), make_claim(cast), make_claim(cast)
    question = ben.post(f"claims/{claim.pk}/questions/", {"text": "Who?"}).json()
    problem(ben.get(f"claims/{other.pk}/questions/{question['id']}/"), 404)
