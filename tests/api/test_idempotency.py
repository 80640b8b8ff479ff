"""A request sent twice takes effect once."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import httpx
import pytest
from django.db import connection
from django.utils import timezone

from annotations.actions.members import change_role, remove_member
from annotations.actions.tokens import create_token
from annotations.models import ApiToken, IdempotencyKey, Membership, Quote, Speaker
from tests.api.asking import Asker, problem
from tests.cast import Cast, make_article, make_cast, make_claim, make_quote, queued_claim, spans_of
from tests.live import LiveSite


def a_speaker(cast: Cast, name: str = "Tove Brink"):
    return {"project": cast.project.slug, "name": name}


def test_it_works(cast: Cast):
    ben, key = Asker(cast.ben), str(uuid.uuid4())
    first = ben.post("speakers/", a_speaker(cast), key=key)
    again = ben.post("speakers/", a_speaker(cast), key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Speaker.objects.count() == 1


def test_without_a_key_a_request_stands_for_itself(cast: Cast):
    ben, article = Asker(cast.ben), make_article(cast)
    body = {"text": article.current.text + "\nMore."}
    assert ben.ask("POST", f"articles/{article.pk}/revisions/", body).status_code == 201
    problem(ben.ask("POST", f"articles/{article.pk}/revisions/", body), 409)


def test_a_key_belongs_to_one_person(cast: Cast):
    key = str(uuid.uuid4())
    assert Asker(cast.ben).post("speakers/", a_speaker(cast), key=key).status_code == 201
    problem(Asker(cast.chi).post("speakers/", a_speaker(cast), key=key), 409)


@pytest.mark.parametrize("change", ["body", "path", "method", "query"])
def test_a_key_is_for_one_request(cast: Cast, change):
    ben, key = Asker(cast.ben), str(uuid.uuid4())
    made = ben.post("speakers/", a_speaker(cast), key=key).json()
    if change == "body":
        answer = ben.post("speakers/", a_speaker(cast, "Another"), key=key)
    elif change == "path":
        answer = ben.post("sources/", a_speaker(cast), key=key)
    elif change == "method":
        answer = ben.patch(f"speakers/{made['id']}/", a_speaker(cast), '"1"', key=key)
    else:
        answer = ben.post("speakers/?x=1", a_speaker(cast), key=key)
    problem(answer, 422)


def test_an_outsider_learns_nothing_from_a_used_key(cast: Cast):
    """404 comes before the 422 for another use."""
    other = make_cast()
    eve, key = Asker(other.ben), str(uuid.uuid4())
    assert eve.post("speakers/", a_speaker(other), key=key).status_code == 201
    quote = make_quote(make_article(cast))
    problem(eve.patch(f"quotes/{quote.pk}/", {"note": "x"}, '"1"', key=key), 404)


def test_only_success_is_kept(cast: Cast):
    ben, key = Asker(cast.ben), str(uuid.uuid4())
    problem(ben.post("speakers/", a_speaker(cast, " "), key=key), 422)
    assert not IdempotencyKey.objects.exists()
    assert ben.post("speakers/", a_speaker(cast), key=key).status_code == 201


def test_a_replay_comes_before_if_match(cast: Cast):
    ben, key, quote = Asker(cast.ben), str(uuid.uuid4()), make_quote(make_article(cast))
    path = f"quotes/{quote.pk}/"
    first = ben.patch(path, {"note": "one"}, '"1"', key=key)
    assert ben.patch(path, {"note": "two"}, '"2"').status_code == 200
    for etag in ('"1"', '"2"', None):
        again = ben.patch(path, {"note": "one"}, etag, key=key)
        assert (again.status_code, again.content, again.headers["ETag"]) == (200, first.content, '"2"')
    assert Quote.objects.get(pk=quote.pk).note == "two"


def test_a_replay_outlives_its_object(cast: Cast):
    ben, key, quote = Asker(cast.ben), str(uuid.uuid4()), make_quote(make_article(cast))
    path = f"quotes/{quote.pk}/"
    assert ben.delete(path, '"1"', key=key).status_code == 204
    again = ben.delete(path, '"1"', key=key)
    assert (again.status_code, again.content, again.headers["Idempotency-Replayed"]) == (204, b"", "true")
    assert "Content-Type" not in again.headers
    problem(ben.delete(path, '"1"', key=str(uuid.uuid4())), 404)


def test_a_replay_is_authorised_again(cast: Cast):
    ben, key = Asker(cast.ben), str(uuid.uuid4())
    assert ben.post("speakers/", a_speaker(cast), key=key).status_code == 201
    membership = Membership.objects.get(user=cast.ben)
    change_role(by=cast.olu, membership=membership, role="reader")
    problem(ben.post("speakers/", a_speaker(cast), key=key), 403)
    remove_member(by=cast.olu, membership=membership)
    problem(ben.post("speakers/", a_speaker(cast), key=key), 404)


def test_a_step_of_the_workflow_is_authorised_again_as_that_step(cast: Cast):
    ada, key = Asker(cast.ada), str(uuid.uuid4())
    claim = queued_claim(cast)
    step = {"action": "close", "reason": "Enough."}
    assert ada.post(f"claims/{claim.pk}/actions/", step, key=key).status_code == 200
    change_role(by=cast.olu, membership=Membership.objects.get(user=cast.ada), role="reviewer")
    problem(ada.post(f"claims/{claim.pk}/actions/", step, key=key), 403)


def test_a_field_that_takes_an_editor_is_authorised_again_as_such(cast: Cast):
    ada, key, path = Asker(cast.ada), str(uuid.uuid4()), f"claims/{make_claim(cast).pk}/"
    assert ada.patch(path, {"assignee": str(cast.chi.pk)}, '"1"', key=key).status_code == 200
    change_role(by=cast.olu, membership=Membership.objects.get(user=cast.ada), role="reviewer")
    problem(ada.patch(path, {"assignee": str(cast.chi.pk)}, '"1"', key=key), 403)


def test_a_token_needs_its_scope_for_a_replay_too(cast: Cast):
    key = str(uuid.uuid4())
    assert Asker(cast.ben).post("speakers/", a_speaker(cast), key=key).status_code == 201
    problem(Asker(cast.ben, scopes=("read",)).post("speakers/", a_speaker(cast), key=key), 403)


@pytest.mark.parametrize("key", ["", "a b", "é", "x" * 256, "\x7f"])
def test_a_key_is_visible_ascii(cast: Cast, key):
    answer = Asker(cast.ben).ask("POST", "speakers/", a_speaker(cast), headers={"Idempotency-Key": key})
    problem(answer, 400)


def test_old_keys_count_as_absent_and_are_cleared_away(cast: Cast):
    ben, key = Asker(cast.ben), "x" * 255
    assert ben.post("speakers/", a_speaker(cast), key=key).status_code == 201
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(days=31))
    other = ben.post("speakers/", a_speaker(cast, "Another"), key=key)
    assert (other.status_code, "Idempotency-Replayed" in other.headers) == (201, False)
    assert ben.post("speakers/", a_speaker(cast, "Another"), key=key).headers["Idempotency-Replayed"] == "true"
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert ben.post("speakers/", a_speaker(cast, "A third"), key="new").status_code == 201
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["new"]


def test_a_secret_is_shown_once_and_kept_nowhere(cast: Cast):
    olu, key = Asker(cast.olu), str(uuid.uuid4())
    first = olu.post("tokens/", {"name": "Notebook", "scopes": ["read"]}, key=key).json()
    again = olu.post("tokens/", {"name": "Notebook", "scopes": ["read"]}, key=key).json()
    assert again == {**first, "secret": None}
    assert first["secret"].startswith("fct_")
    assert ApiToken.objects.count() == 1
    path = f"projects/{cast.project.slug}/invitations/"
    link = olu.post(path, {"role": "reader"}, key="invite").json()["link"]
    assert olu.post(path, {"role": "reader"}, key="invite").json()["link"] is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(convert_from(body, 'UTF8'), '') FROM idempotency_key")
        (kept,) = cursor.fetchone()
    assert first["secret"] not in kept
    assert link.split("/")[-2] not in kept


def test_twelve_at_once_make_one(live: LiveSite):
    """All are answered, all alike; the key waits for whoever was first."""
    cast = make_cast()
    article = make_article(cast)
    _, secret = create_token(by=None, user=cast.ben, name="Twelve", scopes=["write"])
    body = {"article": str(article.pk), "kind": "direct", "segments": spans_of(article, "Not a single krone")}
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": str(uuid.uuid4())}
    start, answers = threading.Barrier(12), []

    with httpx.Client(headers=headers, timeout=60) as client:

        def send() -> None:
            start.wait()
            answers.append(client.post(f"{live.url}/api/v1/quotes/", json=body))

        threads = [threading.Thread(target=send) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [a.status_code for a in answers] == [201] * 12
    assert len({a.content for a in answers}) == 1
    assert sum("Idempotency-Replayed" not in a.headers for a in answers) == 1
    assert Quote.objects.filter(article=article).count() == 1
