"""What was exported comes in again as it was: every kind of thing, in every state."""

from __future__ import annotations

import json
import operator
from dataclasses import replace

import pytest
from django.test import Client

from annotations.actions.claims import change_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.members import add_member
from annotations.actions.projects import change_project
from annotations.actions.scales import change_rating
from annotations.models import Claim, Verdict
from annotations.queries.audit import verify_record
from tests.cast import act, fresh, judge, make_cast, make_claim, make_scale, queued_claim, sign_in
from tests.exports.scene import Scene
from tests.imports.bringing import alike, bring, exported, try_out


@pytest.fixture
def scene(cast):
    return Scene(cast)


def test_a_project_comes_in_as_it_went_out(scene, cast):
    """The desk of Ada's colleagues, in the hands of Ada, who reads both projects: the articles are found there."""
    there = make_cast()
    out = exported(cast.project, cast.ada)
    add_member(by=None, project=there.project, user=cast.ada, role="editor")
    report = bring(cast.ada, there.project, out)
    assert report.created["claims"] == len(out.splitlines())
    again = exported(there.project, cast.ada)
    assert alike(again) == alike(out)
    assert bring(cast.ada, there.project, out).created == {}
    assert exported(there.project, cast.ada) == again
    assert list(verify_record()) == []
    # Its history says who brought it in, and from where; how its version was counted on is no news.
    claim = Claim.objects.filter(project=there.project, state="decided").get()
    page = Client()
    sign_in(page, cast.ada)
    history = page.get(f"/claims/{claim.pk}/history/").content.decode()
    assert history.count("brought the claim in") == 1 and claim.version > 2
    assert "desk.jsonl" in history and "brought in the decision" in history
    # Nobody of the file became a colleague, whatever they are called.
    verdict = Verdict.objects.filter(claim__project=there.project, reviewer__name="Chi").get()
    assert verdict.reviewer not in (cast.chi, there.chi)
    assert not verdict.reviewer.is_active and not verdict.reviewer.memberships.exists()


def test_articles_come_in_as_they_went_out(scene, cast):
    """Articles with every quote, and then the claims that cite them: in one file, in the hands of somebody new."""
    there = make_cast()
    articles, claims = exported(cast.project, cast.ada, "articles"), exported(cast.project, cast.ada)
    report = bring(there.olu, there.project, articles + claims)
    assert "users" not in report.created and report.created["people"] == 6 - 2  # Olu and Rae did nothing here
    assert alike(exported(there.project, there.olu)) == alike(claims)
    assert alike(exported(there.project, there.olu, "articles")) == alike(articles)
    assert bring(there.olu, there.project, claims + articles).created == {}
    assert list(verify_record()) == []


def test_into_the_project_it_came_from_nothing_is_new(scene, cast):
    out = exported(cast.project, cast.ada, "articles") + exported(cast.project, cast.ada)
    report = bring(cast.ada, cast.project, out)
    assert report.created == {}
    assert report.unchanged["claims"] == len(exported(cast.project, cast.ada).splitlines())


def test_whose_article_nobody_here_may_read(scene, cast):
    there = make_cast()
    report = try_out(there.olu, there.project, exported(cast.project, cast.ada))
    assert report.count
    assert {one.remedy for one in report.problems} == {
        "Import that project's `articles` export first, or put its lines before this one."
    }


def test_a_scale_of_ones_own(cast):
    """Labels of a scale this project does not have are refused, or mapped; nobody's label is reworded unasked."""
    scale = make_scale(cast)
    project = change_project(by=cast.olu, project=cast.project, scale=scale)
    claim = queued_claim(replace(cast, project=project))
    judge(claim, cast.chi, rating="yes")
    judge(claim, cast.dan, rating="yes")
    claim.refresh_from_db()
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="partly")
    out = exported(project, cast.ada)
    there = make_cast()
    report = try_out(there.ada, there.project, out)
    assert {word: label.count for word, label in report.labels.items()} == {"ours/yes": 2, "ours/partly": 1}
    mapped = {"ours/yes": "true", "ours/partly": "desk-6/mixed"}
    bring(there.ada, there.project, out, **mapped)
    line = json.loads(exported(there.project, there.ada))
    assert [verdict["rating"] for verdict in line["verdicts"]] == ["true", "true"]
    assert (line["decision"]["rating"], line["decision"]["scale"]) == ("mixed", "desk-6")
    same = make_cast()
    make_scale(same)
    bring(same.ada, same.project, out)
    assert alike(exported(same.project, same.ada)) == alike(out)
    renamed = make_cast()
    ratings = {one.code: one for one in make_scale(renamed).ratings.all()}
    change_rating(by=renamed.ada, rating=ratings["yes"], label="Quite so")
    assert set(try_out(renamed.ada, renamed.project, out).labels) == {"ours/yes"}


def test_every_state_a_claim_can_be_in(cast):
    """Parked, rejected, a duplicate, reopened, with a stale verdict, with an informed one, sent back: all as they were."""
    first = make_claim(cast, text="The quay cost 40 million.")
    act(cast, make_claim(cast, text="Nobody lives there."), "park", "ben")
    act(cast, queued_claim(cast, text="It will rain."), "return")
    act(cast, make_claim(cast, text="The ferry is ugly."), "reject")
    act(cast, make_claim(cast, text="40 million for a quay."), "duplicate", duplicate_of=first)
    agreed = queued_claim(cast, text="The ferry sails daily.")
    judge(agreed, cast.chi, rating="true")
    judge(agreed, cast.dan, rating="false")
    judge(agreed, cast.ada, rating="false", rationale="Having read the others.")
    act(cast, agreed, "reopen")
    project = change_project(by=cast.olu, project=cast.project, blind=False)
    stale = queued_claim(replace(cast, project=project), text="The last ferry sails in May.")
    judge(stale, cast.chi, rating="true")
    change_claim(by=cast.ben, claim=fresh(stale), text="The last ferry sails in June.")
    decided = queued_claim(replace(cast, project=project), text="Brink is mayor.")
    judge(decided, cast.chi, rating="true")
    judge(decided, cast.dan, rating="true")
    decide_claim(by=cast.ada, claim=fresh(decided), claim_version=fresh(decided).version, rating="true")
    out = exported(project, cast.ada)
    lines = [json.loads(line) for line in out.splitlines()]
    assert {line["state"] for line in lines} == {
        *("draft", "parked", "rejected", "duplicate", "in_review", "decided"),
    }
    assert {verdict["stale"] for line in lines for verdict in line["verdicts"]} == {True, False}
    assert {verdict["informed"] for line in lines for verdict in line["verdicts"]} == {True, False}
    there = make_cast()
    # The duplicate before what it repeats: the order of the file is no matter.
    bring(there.olu, there.project, b"\n".join(out.splitlines()[::-1]))
    by_text = operator.itemgetter("text")
    assert sorted(alike(exported(there.project, there.olu)), key=by_text) == sorted(alike(out), key=by_text)
    assert list(verify_record()) == []
    page = Client()
    sign_in(page, there.olu)
    project_pages = [f"/projects/{there.project.slug}/{path}" for path in ("", "claims/", "agreement/")]
    claims = Claim.objects.filter(project=there.project)
    for path in [
        *project_pages,
        *(f"/claims/{pk}/{face}" for pk in claims.values_list("pk", flat=True) for face in ("", "decide/")),
    ]:
        assert page.get(path).status_code == 200, path
