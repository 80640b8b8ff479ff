"""Claims and their workflow over the API."""

from __future__ import annotations

import uuid

import pytest

from annotations.models import Claim
from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, make_article, make_cast, make_claim, make_evidence, make_quote, queued_claim


def test_it_works(cast: Cast):
    quote = make_quote(make_article(cast))
    ben = Asker(cast.ben)
    body = {
        "project": cast.project.slug,
        "text": " Lindholm has no money left. ",
        "quotes": [str(quote.pk)],
        "topics": ["money"],
        "said_on": "2026-05-12",
    }
    made = ben.post("claims/", body)
    assert made.status_code == 201, made.content
    claim = made.json()
    assert claim["text"] == " Lindholm has no money left. "
    assert (claim["quotes"], claim["topics"], claim["said_on"], claim["state"]) == (
        [str(quote.pk)],
        ["money"],
        "2026-05-12",
        "draft",
    )
    assert (claim["version"], claim["content_version"], made.headers["ETag"]) == (1, 1, '"1"')
    assert claim["allowed_actions"] == ["queue", "park"]
    assert ben.get(f"claims/{claim['id']}/").json() == claim
    assert every(ben, "claims/") == [claim]


def test_allowed_actions_are_the_readers_own(cast: Cast):
    claim = queued_claim(cast)
    allowed = {
        name: Asker(getattr(cast, name)).get(f"claims/{claim.pk}/").json()["allowed_actions"]
        for name in ("rae", "ben", "chi", "ada")
    }
    assert allowed == {"rae": [], "ben": [], "chi": ["return"], "ada": ["return", "close"]}


def test_changed(cast: Cast):
    one, two = (make_quote(make_article(cast)) for _ in range(2))
    claim = make_claim(cast, quotes=[one])
    ben, path = Asker(cast.ben), f"claims/{claim.pk}/"
    changed = ben.patch(path, {"quotes": [str(two.pk), str(one.pk)], "priority": 3}, '"1"')
    assert changed.status_code == 200, changed.content
    assert changed.json()["quotes"] == [str(two.pk), str(one.pk)]
    assert changed.json()["content_version"] == 2
    assert ben.patch(path, {"priority": 4}, '"2"').json()["content_version"] == 2
    assert pointers(ben.patch(path, {"state": "decided"}, '"3"')) == {"/state"}


def test_things_that_are_not_there_are_named_where_they_stand(cast: Cast):
    other = make_cast()
    theirs = make_quote(make_article(other))
    ours = make_quote(make_article(cast))
    body = {
        "project": cast.project.slug,
        "text": "It rained.",
        "quotes": [str(ours.pk), str(theirs.pk)],
        "speaker": str(uuid.uuid4()),
    }
    assert pointers(Asker(cast.ben).post("claims/", body), 422) == {"/quotes/1", "/speaker"}


def test_assigning_is_for_editors_and_to_members(cast: Cast):
    claim = make_claim(cast)
    path = f"claims/{claim.pk}/"
    problem(Asker(cast.ben).patch(path, {"assignee": str(cast.chi.pk)}, '"1"'), 403)
    ada = Asker(cast.ada)
    assert ada.patch(path, {"assignee": str(cast.chi.pk)}, '"1"').json()["assignee"] == {
        "id": str(cast.chi.pk),
        "name": "Chi",
    }
    assert pointers(ada.patch(path, {"assignee": str(cast.eve.pk)}, '"2"'), 422) == {"/assignee"}
    assert [c["id"] for c in every(ada, "claims/", assignee=cast.chi.pk)] == [str(claim.pk)]
    assert ada.patch(path, {"assignee": None}, '"2"').json()["assignee"] is None


def test_a_claims_way(cast: Cast):
    claim = make_claim(cast)
    ben, ada, path = Asker(cast.ben), Asker(cast.ada), f"claims/{claim.pk}/actions/"
    for asker, action, state in (
        (ben, "park", "parked"),
        (ben, "resume", "draft"),
        (ben, "queue", "in_review"),
        (ada, "return", "draft"),
        (ada, "reject", "rejected"),
    ):
        answer = asker.post(path, {"action": action, "reason": "An opinion."})
        assert (answer.status_code, answer.json()["state"]) == (200, state)
        assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
    assert "resumed" in problem(ada.post(path, {"action": "close", "reason": "x"}), 409)["detail"]


def test_steps_that_cannot_be_taken(cast: Cast):
    claim, other = make_claim(cast), make_claim(cast, text="Another.")
    ben, ada, path = Asker(cast.ben), Asker(cast.ada), f"claims/{claim.pk}/actions/"
    problem(ben.post(path, {"action": "reject", "reason": "x"}), 403)
    assert pointers(ada.post(path, {"action": "reject"}), 422) == {"/reason"}
    assert pointers(ada.post(path, {"action": "duplicate"}), 422) == {"/duplicate_of"}
    assert pointers(ada.post(path, {"action": "burn"})) == {"/action"}
    assert "cannot be published" in problem(ada.post(path, {"action": "publish"}), 409)["detail"]
    assert pointers(ada.post(path, {"action": "queue", "force": True})) == {"/force"}
    done = ada.post(path, {"action": "duplicate", "duplicate_of": str(other.pk)})
    assert (done.json()["state"], done.json()["duplicate_of"]) == ("duplicate", str(other.pk))


def test_a_role_that_never_may_is_told_so_whatever_the_state(cast: Cast):
    """409 would send them away to wait for another state."""
    draft, queued = make_claim(cast), queued_claim(cast)
    for claim in (draft, queued):
        path = f"claims/{claim.pk}/actions/"
        for action in ("reject", "close", "reopen", "publish"):
            for person in (cast.ben, cast.chi):
                problem(Asker(person).post(path, {"action": action, "reason": "x"}), 403)
        problem(Asker(cast.ben).post(path, {"action": "return", "reason": "x"}), 403)
        problem(Asker(cast.rae).post(path, {"action": "resume"}), 403)
        problem(Asker(cast.rae).post(path, {"nonsense": 1}), 403)
    problem(Asker(cast.chi).post(f"claims/{draft.pk}/actions/", {"action": "return", "reason": "x"}), 409)


def test_a_step_on_a_version_one_has_seen(cast: Cast):
    claim = make_claim(cast)
    ben, path = Asker(cast.ben), f"claims/{claim.pk}/"
    ben.patch(path, {"text": "Reworded."}, '"1"')
    stale = problem(ben.ask("POST", path + "actions/", {"action": "queue"}, headers={"If-Match": '"1"'}), 412)
    assert stale["current"]["text"] == "Reworded."
    assert ben.ask("POST", path + "actions/", {"action": "queue"}, headers={"If-Match": '"2"'}).status_code == 200


def test_a_policy_nobody_can_meet_is_said_when_queueing(cast: Cast):
    Asker(cast.olu).patch(f"projects/{cast.project.slug}/", {"readers": 9}, '"1"')
    detail = problem(Asker(cast.ben).post(f"claims/{make_claim(cast).pk}/actions/", {"action": "queue"}), 409)["detail"]
    assert "9 verdicts" in detail


def test_deleted(cast: Cast):
    claim = make_claim(cast)
    make_evidence(claim)
    ben, path = Asker(cast.ben), f"claims/{claim.pk}/"
    assert ben.delete(path, '"1"').status_code == 204
    for address in ("", "evidence/", "verdicts/", "history/", "decision/"):
        problem(ben.get(path + address), 404)
    assert every(ben, "claims/") == []
    reviewed = queued_claim(cast)
    problem(ben.delete(f"claims/{reviewed.pk}/", f'"{reviewed.version}"'), 409)


def test_filters(cast: Cast):
    article = make_article(cast)
    speaker = Asker(cast.ben).post("speakers/", {"project": cast.project.slug, "name": "Tove Brink"}).json()["id"]
    wanted = make_claim(cast, text="The QUAY cost 100% more.", quotes=[make_quote(article)])
    Asker(cast.ben).patch(f"claims/{wanted.pk}/", {"speaker": speaker}, '"1"')
    make_claim(cast, text="Another.")
    ben = Asker(cast.ben)
    for params in (
        {"article": article.pk},
        {"speaker": speaker},
        {"q": "quay COST"},
        {"q": "100%"},
        {"q": "quay", "state": "draft"},
    ):
        assert [c["id"] for c in every(ben, "claims/", **params)] == [str(wanted.pk)], params
    for params in ({"state": "parked"}, {"project": "no-such"}, {"q": "quay tower"}, {"article": uuid.uuid4()}):
        assert every(ben, "claims/", **params) == []
    assert len(every(ben, "claims/", q="")) == 2


@pytest.mark.parametrize("text", ["", "  "])
def test_a_claim_needs_words(cast: Cast, text):
    assert pointers(Asker(cast.ben).post("claims/", {"project": cast.project.slug, "text": text}), 422) == {"/text"}
    assert not Claim.objects.exists()
