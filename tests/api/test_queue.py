"""The queue and assignments, from outside."""

from __future__ import annotations

import threading
from collections import Counter

import httpx

from annotations.actions.members import add_member
from annotations.actions.tokens import create_token
from annotations.models import Change, Lease
from tests.api.asking import Asker, problem
from tests.cast import judge, make_cast, make_user, queued_claim
from tests.proofs import proof

SECONDS = 60


def test_leaving_a_claim_to_others(cast):
    claim, chi = queued_claim(cast), Asker(cast.chi)
    assert chi.post("queue/next/", {"project": cast.project.slug}).json()["id"] == str(claim.pk)
    assert chi.post("queue/skip/", {"claim": str(claim.pk)}).status_code == 204
    assert chi.post("queue/next/", {"project": cast.project.slug}).status_code == 204
    judge(claim, cast.chi)
    problem(chi.post("queue/skip/", {"claim": str(claim.pk)}), 409)
    problem(Asker(cast.eve).post("queue/skip/", {"claim": str(claim.pk)}), 404)


def test_asking_reviewers(cast):
    claim, ada = queued_claim(cast), Asker(cast.ada)
    path = f"claims/{claim.pk}/assignments/"
    made = ada.post(path, {"reviewer": str(cast.chi.pk)})
    assert made.status_code == 201, made.content
    body = made.json()
    assert body["reviewer"] == {"id": str(cast.chi.pk), "name": "Chi"}
    assert body["by"]["name"] == "Ada"
    assert Asker(cast.rae).get(path).json()["results"] == [body]
    problem(ada.post(path, {"reviewer": str(cast.chi.pk)}), 409)
    problem(ada.post(path, {"reviewer": str(cast.eve.pk)}), 422)
    problem(ada.delete(f"{path}{body['id']}/"), 428)
    assert Asker(cast.chi).delete(f"{path}{body['id']}/", made.headers["ETag"]).status_code == 204
    problem(ada.get(f"{path}{body['id']}/"), 404)
    steps = Change.objects.filter(object_type="assignment").order_by("seq")
    assert list(steps.values_list("action", "actor_id")) == [("assign", cast.ada.pk), ("decline", cast.chi.pk)]


@proof
def test_twenty_people_ask_the_server_at_once(live):
    """Two readers each: no claim goes to a third person, none twice to one, and what runs out is given away again."""
    cast = make_cast()
    claims = [queued_claim(cast) for _ in range(7)]
    secrets = {}
    for number in range(20):
        person = make_user(f"Reviewer{number}")
        add_member(by=None, project=cast.project, user=person, role="reviewer")
        secrets[person.pk] = create_token(by=None, user=person, name="queue", scopes=["read", "write"])[1]

    def everybody():
        given = {}
        start = threading.Barrier(len(secrets))

        def ask(who, secret):
            headers = {"Authorization": f"Bearer {secret}"}
            start.wait(SECONDS)
            answer = client.post("queue/next/", json={"project": cast.project.slug}, headers=headers)
            assert answer.status_code in (200, 204), answer.text
            given[who] = answer.json()["id"] if answer.status_code == 200 else None

        threads = [threading.Thread(target=ask, args=one) for one in secrets.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(SECONDS)
        assert len(given) == len(secrets), "Somebody was not answered."
        return given

    with httpx.Client(base_url=f"{live.url}/api/v1/", timeout=SECONDS) as client:
        first = everybody()
        everyone = {str(claim.pk): 2 for claim in claims}
        assert Counter(filter(None, first.values())) == everyone
        assert everybody() == first, "Who holds a claim gets it again, and nobody else does."
        Lease.objects.filter(claim=claims[0]).update(expires_at=claims[0].created_at)
        again = everybody()
    assert Counter(filter(None, again.values())) == everyone
    kept = {who for who, claim in first.items() if claim not in (None, str(claims[0].pk))}
    assert all(again[who] == first[who] for who in kept)
