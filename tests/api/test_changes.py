"""The change feed: a follower ends with exactly what it may read."""

from __future__ import annotations

import base64
import json
import threading
from datetime import date
from typing import Any

import httpx
import psycopg
import pytest
from django.db import connection

from annotations.actions.assignments import assign_reviewer
from annotations.actions.claims import act_on_claim, delete_claim, restore_claim
from annotations.actions.quotes import create_quote, delete_quote, restore_quote
from annotations.actions.tokens import create_token
from annotations.models import Change, Claim, Quote
from tests.api.asking import Asker, problem
from tests.api.scene import Scene
from tests.cast import (
    Cast,
    judge,
    make_article,
    make_cast,
    make_claim,
    make_comment,
    make_contact,
    make_evidence,
    make_question,
    make_quote,
    queued_claim,
    spans_of,
)
from tests.committed import wait_for_the_horizon
from tests.live import LiveSite
from tests.proofs import WHOLE

WRITERS = 6 if WHOLE else 3

KINDS = {
    "project": "projects/{slug}/",
    "scale": "scales/{id}/",
    "article": "articles/{id}/",
    "quote": "quotes/{id}/",
    "claim": "claims/{id}/",
    "question": "claims/{claim}/questions/{id}/",
    "evidence": "claims/{claim}/evidence/{id}/",
    "contact": "claims/{claim}/contacts/{id}/",
    "assignment": "claims/{claim}/assignments/{id}/",
    "verdict": "claims/{claim}/verdicts/{id}/",
    "decision": "claims/{claim}/decision/",
    "speaker": "speakers/{id}/",
    "source": "sources/{id}/",
    "comment": "",
    "release": "projects/{project}/releases/{number}/",
}
COMMENTS = {
    "article": "articles/{article}/comments/{id}/",
    "quote": "quotes/{quote}/comments/{id}/",
    "claim": "claims/{claim}/comments/{id}/",
    "verdict": "claims/{claim}/verdicts/{verdict}/comments/{id}/",
}


class Follower:
    """Keeps the highest version of each object, and of equal ones the later, as docs/api.md says."""

    def __init__(self, asker: Any, slug: str, limit: int = 100) -> None:
        self.asker, self.path, self.limit = asker, f"projects/{slug}/changes/", limit
        self.cursor: str | None = None
        self.latest: dict[str, dict[str, Any]] = {}
        self.rows: list[dict[str, Any]] = []

    def catch_up(self, *, patient: bool = True) -> Follower:
        if patient:
            wait_for_the_horizon()
        while True:
            params = {"limit": self.limit} | ({"cursor": self.cursor} if self.cursor else {})
            page = self.asker.get(self.path, **params)
            assert page.status_code == 200, page.content
            body = page.json()
            for row in body["results"]:
                if row["version"] >= self.latest.get(row["object_id"], row)["version"]:
                    self.latest[row["object_id"]] = row
            self.rows += body["results"]
            if not body["results"]:
                assert self.cursor in (None, body["cursor"])
                self.cursor = body["cursor"]
                return self
            self.cursor = body["cursor"]

    def objects(self) -> dict[str, dict[str, Any]]:
        return {pk: row["object"] for pk, row in self.latest.items() if row["object"] is not None}


@pytest.fixture
def committed(committed: None) -> Cast:
    """The cast, for good: the feed shows nothing of a transaction that is still open."""
    return make_cast()


def readable(asker: Asker, follower: Follower) -> dict[str, dict[str, Any]]:
    """What GET shows of everything the follower has ever heard of."""
    found = {}
    for pk, row in follower.latest.items():
        shown = row["object"] or {}
        path = KINDS[row["object_type"]] or next(
            (path for noun, path in COMMENTS.items() if shown.get(noun)), "no-such/"
        )
        judged = (follower.latest.get(shown.get("verdict") or "") or {}).get("object") or {}
        claim = shown.get("claim") or judged.get("claim")
        answer = asker.get(path.format(**{"slug": None, **shown, "claim": claim, "id": pk}))
        if answer.status_code == 200:
            found[pk] = answer.json()
    return found


def test_it_works(committed: Cast):
    cast, scene = committed, Scene(committed)
    for name in ("rae", "chi", "olu") if WHOLE else ("chi",):
        asker = Asker(getattr(cast, name))
        follower = Follower(asker, cast.project.slug, limit=7).catch_up()
        assert {row["object_type"] for row in follower.rows} == set(KINDS)
        assert follower.objects() == readable(asker, follower)
        assert str(scene.deleted.pk) not in follower.objects()
        row = next(r for r in follower.rows if r["object_id"] == str(scene.quote.pk))
        assert set(row) == {"object_type", "object_id", "version", "action", "actor", "at", "reason", "object"}
        assert (row["action"], row["actor"]) == ("create", {"id": str(cast.ben.pk), "name": "Ben"})


def test_what_shows_something_that_changed_comes_again(committed: Cast):
    """Verdicts say whether they are stale, evidence whether it is younger; what hangs on a claim or a quote goes and comes."""
    cast = committed
    ben, chi = Asker(cast.ben), Asker(cast.chi)
    quote = make_quote(make_article(cast))
    followers = [Follower(ben, cast.project.slug), Follower(chi, cast.project.slug)]

    def all_hold() -> None:
        for follower in followers:
            follower.catch_up()
            assert follower.objects() == readable(follower.asker, follower)

    all_hold()
    claim = make_claim(cast, quotes=[quote])
    evidence = make_evidence(claim, published_on=date(2026, 5, 2))
    hanging = [evidence, make_question(claim), make_contact(claim), make_comment(claim, cast.chi)]
    hanging.append(assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.dan))
    all_hold()
    ben.patch(f"claims/{claim.pk}/", {"said_on": "2026-05-01", "quotes": []}, '"1"')
    all_hold()
    assert followers[0].objects()[str(evidence.pk)]["after_claim"] is True
    delete_claim(by=cast.ben, claim=Claim.objects.get(pk=claim.pk))
    all_hold()
    assert not {str(one.pk) for one in hanging} & followers[0].objects().keys()
    restore_claim(by=cast.ben, claim=Claim.objects.get(pk=claim.pk))
    all_hold()
    assert {str(one.pk) for one in hanging} <= followers[0].objects().keys()
    remark = make_comment(quote, cast.chi)
    all_hold()
    for change, there in ((delete_quote, False), (restore_quote, True)):
        change(by=cast.ben, quote=Quote.objects.get(pk=quote.pk))
        all_hold()
        assert (str(remark.pk) in followers[0].objects()) is there
    judged = queued_claim(cast)
    verdict = judge(judged, cast.chi)
    all_hold()
    ben.patch(f"claims/{judged.pk}/", {"text": "Reworded."}, f'"{judged.version}"')
    all_hold()
    assert followers[1].objects()[str(verdict.pk)]["stale"] is True
    assert str(verdict.pk) not in followers[0].latest


def test_a_verdict_comes_with_the_reveal_and_not_before(committed: Cast):
    cast = committed
    claim = queued_claim(cast)
    one, two = Asker(cast.chi), Asker(cast.dan)
    follower = Follower(two, cast.project.slug).catch_up()
    before = follower.cursor
    verdict = judge(claim, cast.chi, rationale="Mine alone.")
    assert Follower(two, cast.project.slug).catch_up().cursor == before
    assert str(verdict.pk) in Follower(one, cast.project.slug).catch_up().objects()
    judge(claim, cast.dan)
    follower.catch_up()
    assert follower.objects()[str(verdict.pk)]["rationale"] == "Mine alone."
    assert all(r["object"]["revealed"] for r in follower.rows if r["object_type"] == "verdict")


def test_a_claim_that_is_not_blind_shows_verdicts_at_once(committed: None):
    cast = make_cast(blind=False)
    verdict = judge(queued_claim(cast), cast.chi)
    assert str(verdict.pk) in Follower(Asker(cast.ben), cast.project.slug).catch_up().objects()


def test_other_projects_stay_out(committed: Cast):
    other = make_cast()
    make_quote(make_article(other))
    assert {r["object_type"] for r in Follower(Asker(committed.ben), committed.project.slug).catch_up().rows} == {
        "project"
    }
    problem(Asker(other.ben).get(f"projects/{committed.project.slug}/changes/"), 404)


def test_a_transaction_that_commits_late_is_not_passed(committed: Cast):
    """What it wrote is numbered before what others committed meanwhile; a feed by number alone would skip it."""
    cast = committed
    follower = Follower(Asker(cast.ben), cast.project.slug).catch_up()
    article = make_article(cast)
    late = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor})
    try:
        late.execute("INSERT INTO speaker (id, project_id, name, kind, aliases, wikidata_id, role, version)"
                     " VALUES (gen_random_uuid(), %s, 'Late', 'person', '{}', '', '', 1)", [cast.project.pk])  # fmt: skip
        quote = create_quote(by=cast.ben, article=article, segments=spans_of(article, "nonsense"), kind="scare")
        follower.catch_up(patient=False)
        assert str(quote.pk) not in follower.latest, "held back behind the open transaction"
        late.commit()
    finally:
        late.close()
    kinds = {r["object_type"] for r in follower.catch_up().rows}
    assert {"speaker", "quote"} <= kinds


def test_at_the_end_the_cursor_stays(committed: Cast):
    ben, path = Asker(committed.ben), f"projects/{committed.project.slug}/changes/"
    end = Follower(ben, committed.project.slug).catch_up().cursor
    for _ in range(2):
        assert ben.get(path, cursor=end).json() == {"results": [], "cursor": end}


def _recoded(cursor: str, change) -> str:
    parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return base64.urlsafe_b64encode(json.dumps(change(parts)).encode()).decode().rstrip("=")


def test_a_cursor_of_another_database_is_gone(committed: Cast):
    ben, path = Asker(committed.ben), f"projects/{committed.project.slug}/changes/"
    cursor = Follower(ben, committed.project.slug).catch_up().cursor
    for i in range(3):
        foreign = _recoded(cursor, lambda parts, i=i: [*parts[:i], "1", *parts[i + 1 :]])
        problem(ben.get(path, cursor=foreign), 410)
    for change in (
        lambda p: p[:-1],
        lambda p: [*p[:-1], -1],
        lambda p: [*p[:-1], "x"],
        lambda p: [*p[:-1], 2**64],
        lambda p: p[0],
    ):
        problem(ben.get(path, cursor=_recoded(cursor, change)), 400)


def test_it_costs_the_same_for_few_and_many(committed: Cast, django_assert_max_num_queries):
    article = make_article(committed)
    for i in range(30):
        make_quote(article, article.current.text[: i + 2])
    ben, path = Asker(committed.ben), f"projects/{committed.project.slug}/changes/"
    for limit in (5, 100):
        with django_assert_max_num_queries(12):
            ben.get(path, limit=limit)


def test_followers_of_a_busy_desk_miss_nothing(live: LiveSite):
    """Many write at once over HTTP while one follows; at the end the follower has what the database has."""
    cast = make_cast()
    article = make_article(cast)
    text = article.current.text
    _, secret = create_token(by=None, user=cast.ben, name="Busy", scopes=["read", "write"])
    headers = {"Authorization": f"Bearer {secret}"}

    client = httpx.Client(base_url=f"{live.url}/api/v1/", headers=headers, timeout=60)

    class Web:
        def get(self, path: str, **params: Any) -> Any:
            return client.get(path, params=params)

    def write(n: int) -> None:
        for i in range(8):
            at = n * 16 + i * 2
            span = {"start": at, "end": at + 2, "exact": text[at : at + 2]}
            answer = client.post("quotes/", json={"article": str(article.pk), "kind": "direct", "segments": [span]})
            assert answer.status_code == 201, answer.text
            if i % 3 == 0:
                assert client.delete(f"quotes/{answer.json()['id']}/", headers={"If-Match": '"1"'}).status_code == 204

    with client:
        follower = Follower(Web(), cast.project.slug, limit=5)
        threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            follower.catch_up(patient=False)
        for thread in threads:
            thread.join()
        follower.catch_up()
    heard = {pk for pk, shown in follower.objects().items() if shown.get("kind")}
    assert heard == {
        str(pk) for pk in Quote.objects.filter(article=article, deleted_at=None).values_list("pk", flat=True)
    }
    assert len(heard) == WRITERS * 5


def test_the_record_holds_what_the_feed_tells(committed: Cast):
    quote = make_quote(make_article(committed))
    delete_quote(by=committed.ben, quote=quote)
    rows = [
        r
        for r in Follower(Asker(committed.ben), committed.project.slug).catch_up().rows
        if r["object_id"] == str(quote.pk)
    ]
    told = [(r["version"], r["action"]) for r in rows]
    assert told == list(
        Change.objects.filter(object_type="quote", object_id=quote.pk)
        .order_by("version")
        .values_list("version", "action")
    )
    assert [r["object"] for r in rows] == [None] * len(rows)


def test_reasons_are_told(committed: Cast):
    claim = queued_claim(committed)
    act_on_claim(by=committed.chi, claim=claim, action="return", reason="Which harbour?")
    rows = Follower(Asker(committed.rae), committed.project.slug).catch_up().rows
    assert ("return", "Which harbour?", "Chi") in [
        (r["action"], r["reason"], (r["actor"] or {}).get("name")) for r in rows
    ]
