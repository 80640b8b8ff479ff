"""What waits for whom."""

from __future__ import annotations

import pytest

from annotations.actions.claims import change_claim
from annotations.actions.queue import lease_next
from annotations.models import Claim
from annotations.queries.desk import desk_of
from annotations.queries.seats import reviewable_by
from annotations.workflow import Role
from tests.cast import Cast, judge, make_article, make_cast, make_claim, make_project, queued_claim
from tests.web.scene import Scene, look


def desk(cast: Cast, name: str, role: str):
    return desk_of(getattr(cast, name), cast.project, Role(role))


def test_it_works(scene: Scene):
    ada = desk(scene.cast, "ada", "editor")
    assert (ada.next, ada.next_claim) == ("decide", scene.disputed)
    assert ada.to_decide.count == 2
    assert ada.to_decide.claims == [scene.agreed]
    assert ada.in_words == "2 claims wait for a decision and 1 claim waits for your verdict."
    chi = desk(scene.cast, "chi", "reviewer")
    assert (chi.next, chi.next_claim, chi.to_decide.count) == ("review", scene.waiting, 0)
    ben = desk(scene.cast, "ben", "annotator")
    assert (ben.next, ben.next_claim) == ("draft", scene.draft)
    rae = desk(scene.cast, "rae", "reader")
    assert (rae.next, rae.in_words) == ("nothing", "No claim waits for you.")


def test_the_shares_add_up(scene: Scene):
    shares = {share.state: share for share in desk(scene.cast, "rae", "reader").claim_states}
    assert {state: share.count for state, share in shares.items() if share.count} == {
        "draft": 1, "in_review": 1, "agreed": 1, "disputed": 1, "decided": 1, "parked": 1,
    }  # fmt: skip
    assert sum(share.width for share in shares.values()) == pytest.approx(100, abs=0.1)


def test_a_new_desk_shows_the_first_steps(db):
    cast = make_cast()
    for name in ("olu", "ben", "rae"):
        html = look(getattr(cast, name), f"/projects/{cast.project.slug}/").content.decode()
        assert "Three steps" in html
    make_article(cast)
    assert desk(cast, "ben", "annotator").next == "read"


def test_nobody_is_asked_twice_or_about_their_own(cast: Cast):
    claim = queued_claim(cast, by=cast.ben)
    own = queued_claim(cast, by=cast.chi)
    assert list(reviewable_by(cast.chi, cast.project)) == [claim]
    assert list(reviewable_by(cast.dan, cast.project)) == [claim, own]
    judge(claim, cast.chi)
    assert list(reviewable_by(cast.chi, cast.project)) == []
    change_claim(by=cast.ben, claim=Claim.objects.get(pk=claim.pk), text="Other words.")
    assert list(reviewable_by(cast.chi, cast.project)) == [claim]


def test_it_asks_about_what_the_queue_would_give(cast: Cast):
    first, second = queued_claim(cast), queued_claim(cast, priority=1)
    third = queued_claim(cast, by=cast.ada, assignee=cast.chi)
    judge(second, cast.ada)
    for reviewer in (cast.chi, cast.dan, cast.olu):
        shown = reviewable_by(reviewer, cast.project).first()
        assert shown == lease_next(by=reviewer, project=cast.project)
        assert reviewable_by(reviewer, cast.project).first() == shown
    assert reviewable_by(cast.chi, cast.project).first() == third
    # The second has Ada's verdict and a lease, the third is Ada's own.
    assert {claim.pk: claim.filled for claim in reviewable_by(cast.ada, cast.project)} == {first.pk: 0}


def test_home_leads_to_the_only_desk(cast: Cast):
    assert look(cast.rae, "/")["Location"] == f"/projects/{cast.project.slug}/"
    assert look(cast.eve, "/")["Location"] == "/projects/"
    assert "You belong to no project yet" in look(cast.eve, "/projects/").content.decode()
    make_project(cast.rae)
    assert look(cast.rae, "/")["Location"] == "/projects/"


def test_archived_articles_leave_the_desk(cast: Cast):
    article = make_article(cast)
    assert desk(cast, "ben", "annotator").articles == [article]
    article.change(state="archived")
    assert desk(cast, "ben", "annotator").articles == []


def test_an_editor_assigns_and_it_shows(cast: Cast):
    claim = make_claim(cast, by=cast.ada, assignee=cast.ben)
    assert desk(cast, "ben", "annotator").next_claim == claim
    assert desk(cast, "ben", "annotator").assigned.count == 1
