"""Verdicts and decisions over the API: bound to what was judged, and nobody else's business before the reveal."""

from __future__ import annotations

import uuid

import pytest

from annotations.actions.evidence import delete_evidence
from annotations.actions.projects import change_project
from annotations.actions.scales import change_rating
from annotations.models import Claim
from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, judge, make_claim, make_evidence, make_scale, queued_claim


def a_verdict(claim: Claim, **over):
    return {
        "claim_version": Claim.objects.get(pk=claim.pk).version,
        "rating": "false",
        "rationale": " The record shows it. ",
        "confidence": "high",
        **over,
    }


def test_it_works(cast: Cast):
    claim = queued_claim(cast)
    evidence = make_evidence(claim)
    chi, path = Asker(cast.chi), f"claims/{claim.pk}/verdicts/"
    made = chi.post(path, a_verdict(claim, evidence=[str(evidence.pk)]))
    assert made.status_code == 201, made.content
    verdict = made.json()
    assert (verdict["rating"], verdict["state"], verdict["revealed"], verdict["stale"]) == (
        "false",
        "submitted",
        False,
        False,
    )
    assert verdict["reviewer"] == {"id": str(cast.chi.pk), "name": "Chi"}
    assert (verdict["evidence"], verdict["rationale"]) == ([str(evidence.pk)], " The record shows it. ")
    assert chi.get(f"{path}{verdict['id']}/").json() == verdict
    assert every(chi, path) == [verdict]


def test_nobody_else_sees_it_before_the_last_one(cast: Cast):
    claim = queued_claim(cast)
    others = [cast.rae, cast.ben, cast.dan, cast.ada, cast.olu]
    path = f"claims/{claim.pk}/"

    def seen() -> list[tuple]:
        pages = (path, path + "verdicts/", path + "history/", "claims/", f"projects/{cast.project.slug}/changes/")
        return [
            (p.name, page, a.content, a.headers.get("ETag"))
            for p in others
            for page in pages
            for a in [Asker(p).get(page)]
        ]

    before = seen()
    verdict = Asker(cast.chi).post(path + "verdicts/", a_verdict(claim)).json()
    assert seen() == before
    for person in others:
        problem(Asker(person).get(f"{path}verdicts/{verdict['id']}/"), 404)
        problem(Asker(person).patch(f"{path}verdicts/{verdict['id']}/", {"state": "withdrawn"}, '"2"'), 404)
    judge(claim, cast.dan)
    for person in others:
        assert verdict["id"] in Asker(person).get(path + "verdicts/").content.decode()
    assert Asker(cast.rae).get(path).json()["state"] == "agreed"


def test_a_verdict_is_on_the_words_that_were_read(cast: Cast):
    claim = queued_claim(cast)
    body = a_verdict(claim)
    Asker(cast.ben).patch(f"claims/{claim.pk}/", {"text": "Reworded."}, f'"{claim.version}"')
    stale = problem(Asker(cast.chi).post(f"claims/{claim.pk}/verdicts/", body), 412)
    assert stale["current"] == Asker(cast.chi).get(f"claims/{claim.pk}/").json()
    assert pointers(Asker(cast.chi).post(f"claims/{claim.pk}/verdicts/", {**body, "claim_version": 99}), 422) == {
        "/claim_version"
    }


def test_a_verdict_goes_stale_when_the_words_change(cast: Cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    Asker(cast.ben).patch(f"claims/{claim.pk}/", {"text": "Reworded."}, f'"{claim.version}"')
    assert [v["stale"] for v in every(Asker(cast.chi), f"claims/{claim.pk}/verdicts/")] == [True]


def test_drafted_submitted_withdrawn(cast: Cast):
    claim = queued_claim(cast)
    chi, path = Asker(cast.chi), f"claims/{claim.pk}/verdicts/"
    draft = chi.post(path, a_verdict(claim, state="draft")).json()
    assert (draft["state"], draft["version"]) == ("draft", 1)
    one = f"{path}{draft['id']}/"
    assert chi.patch(one, {"rationale": "More."}, '"1"').json()["rationale"] == "More."
    submitted = chi.patch(one, {"state": "submitted"}, '"2"')
    assert submitted.status_code == 200, submitted.content
    assert submitted.json()["submitted_at"] is not None
    problem(chi.patch(one, {"rationale": "Again."}, submitted.headers["ETag"]), 409)
    withdrawn = chi.patch(one, {"state": "withdrawn"}, submitted.headers["ETag"]).json()
    assert withdrawn["state"] == "withdrawn"
    assert chi.post(path, a_verdict(claim)).status_code == 201


def test_what_is_refused(cast: Cast):
    claim, draft = queued_claim(cast), make_claim(cast)
    gone = make_evidence(claim, title="Gone")
    delete_evidence(by=cast.ben, evidence=gone)
    chi, path = Asker(cast.chi), f"claims/{claim.pk}/verdicts/"
    assert pointers(chi.post(path, a_verdict(claim, rating="no-such")), 422) == {"/rating"}
    assert pointers(chi.post(path, a_verdict(claim, evidence=[str(gone.pk)])), 422) == {"/evidence/0"}
    assert pointers(chi.post(path, a_verdict(claim, evidence=[str(make_evidence(draft).pk)])), 422) == {"/evidence/0"}
    assert pointers(chi.post(path, a_verdict(claim, state="withdrawn"))) == {"/state"}
    assert pointers(chi.post(path, a_verdict(claim, revealed=True, reviewer="x", round=2))) == {
        "/revealed",
        "/reviewer",
        "/round",
    }
    assert pointers(chi.post(path, {})) == {"/claim_version", "/rating"}
    problem(Asker(cast.ben).post(path, a_verdict(claim)), 403)
    problem(chi.post(f"claims/{draft.pk}/verdicts/", a_verdict(draft)), 409)
    assert chi.post(path, a_verdict(claim)).status_code == 201
    problem(chi.post(path, a_verdict(claim, rating="true")), 409)


def test_decided(cast: Cast):
    claim = queued_claim(cast)
    path = f"claims/{claim.pk}/decision/"
    problem(Asker(cast.ada).get(path), 404)
    first, second = judge(claim, cast.chi), judge(claim, cast.dan, "true")
    body = {
        "claim_version": Claim.objects.get(pk=claim.pk).version,
        "rating": "mixed",
        "headline": "Half of it",
        "rationale": "Both hold in part.",
    }
    problem(Asker(cast.chi).post(path, body), 403)
    assert pointers(Asker(cast.ada).post(path, {**body, "rating": "perhaps"}), 422) == {"/rating"}
    made = Asker(cast.ada).post(path, body)
    assert made.status_code == 201, made.content
    assert made.json()["verdicts"] == [str(first.pk), str(second.pk)]
    assert made.json()["by"]["name"] == "Ada"
    assert Asker(cast.rae).get(path).json() == made.json()
    found = {"rating": "mixed", "rating_label": "Mixed", "rating_colour": "amber", "headline": "Half of it"}
    shown = Asker(cast.rae).get(f"claims/{claim.pk}/").json()
    assert (shown["state"], shown["decision"]) == ("decided", found)
    problem(Asker(cast.ada).post(path, body), 409)


def test_what_the_desk_found_is_called_as_it_was_and_goes_with_a_new_round(cast: Cast):
    scale = make_scale(cast, "true", "false")
    change_project(by=cast.olu, project=cast.project, scale=scale)
    claim = queued_claim(cast)
    judge(claim, cast.chi), judge(claim, cast.dan)
    ada, path = Asker(cast.ada), f"claims/{claim.pk}/"
    assert ada.get(path).json()["decision"] is None
    version = Claim.objects.get(pk=claim.pk).version
    assert ada.post(f"{path}decision/", {"claim_version": version, "rating": "false"}).status_code == 201
    given = scale.ratings.get(code="false").label
    change_rating(by=cast.olu, rating=scale.ratings.get(code="false"), label="Untrue")
    found = ada.get(path).json()["decision"]
    assert (found["rating"], found["rating_label"]) == ("false", given)
    assert ada.post(f"{path}actions/", {"action": "reopen", "reason": "New papers."}).json()["decision"] is None


def test_a_decision_is_on_the_words_that_were_read(cast: Cast):
    claim = queued_claim(cast)
    old = claim.version
    Asker(cast.ben).patch(f"claims/{claim.pk}/", {"text": "Reworded."}, f'"{claim.version}"')
    judge(claim, cast.chi)
    judge(claim, cast.dan)
    stale = problem(
        Asker(cast.ada).post(f"claims/{claim.pk}/decision/", {"claim_version": old, "rating": "false"}), 412
    )
    assert stale["current"]["text"] == "Reworded."


def test_the_queue(cast: Cast):
    chi = Asker(cast.chi)
    nothing = chi.post("queue/next/", {"project": cast.project.slug})
    assert (nothing.status_code, nothing.content) == (204, b"")
    claim = queued_claim(cast)
    for _ in range(2):
        leased = chi.post("queue/next/", {"project": cast.project.slug})
        assert (leased.status_code, leased.json()["id"]) == (200, str(claim.pk))
        assert leased.json() == chi.get(f"claims/{claim.pk}/").json()
    problem(Asker(cast.ben).post("queue/next/", {"project": cast.project.slug}), 403)
    problem(Asker(cast.eve).post("queue/next/", {"project": cast.project.slug}), 404)


@pytest.mark.parametrize("name", ["evidence", "verdicts"])
def test_an_object_is_found_under_its_own_claim_alone(cast: Cast, name):
    claim, other = queued_claim(cast), make_claim(cast)
    made = make_evidence(claim) if name == "evidence" else judge(claim, cast.chi)
    chi = Asker(cast.chi)
    assert chi.get(f"claims/{claim.pk}/{name}/{made.pk}/").status_code == 200
    for wrong in (other.pk, uuid.uuid4()):
        problem(chi.get(f"claims/{wrong}/{name}/{made.pk}/"), 404)
