"""One obvious next step, the steps besides, and the story so far."""

from __future__ import annotations

import pytest

from annotations.actions.claims import act_on_claim, change_claim
from annotations.actions.evidence import change_evidence, delete_evidence
from annotations.models import Claim
from annotations.web.markdown import as_html
from tests.cast import Cast, judge, make_claim, make_evidence, queued_claim
from tests.web.scene import Scene, look


def page(cast: Cast, name: str, claim: Claim, more: str = "") -> str:
    return look(getattr(cast, name), f"/claims/{claim.pk}/{more}").content.decode()


@pytest.mark.parametrize(
    ("state", "who", "step"),
    [
        ("draft", "ben", "Send to review"),
        ("draft", "rae", "An annotator sends it"),
        ("waiting", "dan", "Give your verdict"),
        ("waiting", "rae", "0 of 2 verdicts"),
        ("agreed", "ada", "Decide"),
        ("agreed", "ben", "An editor gives"),
        ("disputed", "ada", "Decide"),
        ("parked", "ben", "Resume"),
        ("decided", "rae", "The desk’s rating"),
    ],
)
def test_the_next_step(scene: Scene, state: str, who: str, step: str):
    assert step in page(scene.cast, who, getattr(scene, state))


def test_readers_get_no_buttons(scene: Scene):
    for state in ("draft", "waiting", "agreed", "decided", "parked"):
        assert "data-api" not in page(scene.cast, "rae", getattr(scene, state))


def test_an_author_is_told_why_not(cast: Cast):
    claim = queued_claim(cast, by=cast.chi)
    assert "You wrote this claim" in page(cast, "chi", claim)
    assert "You wrote this claim" in page(cast, "chi", claim, "review/")
    assert "Your verdict</h2>" not in page(cast, "chi", claim, "review/")


def test_a_third_reader_finds_every_seat_taken(cast: Cast):
    claim = queued_claim(cast, assignee=None)
    judge(claim, cast.chi)
    claim = Claim.objects.get(pk=claim.pk)
    change_claim(by=cast.ada, claim=claim, assignee=cast.dan)
    assert "Every seat in this review is taken" in page(cast, "olu", claim, "review/")


def test_a_verdict_on_earlier_words_is_marked(cast: Cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi, "true")
    change_claim(by=cast.ben, claim=Claim.objects.get(pk=claim.pk), text="Other words.")
    assert "Your verdict</h2>" in page(cast, "chi", claim, "review/")
    assert "Given on earlier words" in page(cast, "chi", claim)
    judge(claim, cast.dan, "true")
    judge(claim, cast.olu, "false")
    assert "Given on earlier words" in page(cast, "ada", claim, "decide/")


def test_the_story(cast: Cast):
    claim = make_claim(cast)
    piece = make_evidence(claim, title="The timetable")
    piece = change_evidence(by=cast.ben, evidence=piece, stance="supports")
    delete_evidence(by=cast.ben, evidence=piece)
    claim = change_claim(by=cast.ben, claim=claim, text="Lindholm has <b>no</b> money.")
    claim = act_on_claim(by=cast.ben, claim=claim, action="queue")
    claim = act_on_claim(by=cast.ada, claim=claim, action="return", reason="Who says so?")
    html = page(cast, "rae", claim)
    told = [
        "The claim was returned to its author by Ada.", "Who says so?", "The claim was sent to review by Ben.",
        "changed the claim", "Lindholm has &lt;b&gt;no&lt;/b&gt; money.", "took evidence away", "The timetable",
        "changed evidence", "made the claim",
    ]  # fmt: skip
    story = html[html.index('class="story"') :]
    places = [story.find(words) for words in told]
    assert -1 not in places, [words for words in told if words not in story]
    assert places == sorted(places)


def test_the_story_of_a_review(scene: Scene):
    html = page(scene.cast, "rae", scene.disputed)
    assert "Chi’s" in html
    assert "the reviewers do not agree" in html
    assert "Your" in page(scene.cast, "chi", scene.disputed)


def test_guidelines_hold_no_script():
    html = as_html(
        "# Top\n\n<script>alert(1)</script> **b** [x](javascript:alert(1)) ![p](https://example.org/p.png)"
        "\n\n<p onclick=x>"
    )
    assert "<script" not in html
    assert "javascript:" not in html.replace("(javascript:alert(1))", "")
    assert "<img" not in html
    assert "onclick=x>" not in html
    assert "<h2>Top</h2>" in html
    assert "<strong>b</strong>" in html
