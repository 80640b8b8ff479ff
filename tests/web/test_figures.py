"""The desk's charts: what they say, and when there is none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from annotations.actions.comments import create_comment
from annotations.actions.queue import lease_next
from annotations.web.figures import _span, figures_of
from tests.cast import Cast, judge, make_article, make_cast, make_claim, queued_claim
from tests.web.scene import Scene, look


def test_it_works(scene: Scene):
    figures = figures_of(scene.cast.rae, scene.cast.project)
    assert [headline.says for headline in figures.headlines] == [
        "claim decided in 12 weeks", "claim to decision, median", "of ratings the same", "alpha: agreement beyond chance",
    ]  # fmt: skip
    assert figures.headlines[2].figure == "67%"
    assert "6 were made and 1 decided" in figures.decided.says
    assert [row.label for row in figures.stays.rows] == ["draft", "in review", "to be decided"]
    assert "Most often taken for each other: True and False, once." in figures.differ.says
    assert figures.agreement is None  # one month is no line


def test_what_is_on_whose_plate(scene: Scene):
    cast = scene.cast
    assert lease_next(by=cast.chi, project=cast.project)
    make_claim(cast, by=cast.ada, assignee=cast.ben)
    plates = figures_of(cast.rae, cast.project).plates
    assert {row.label: row.shown for row in plates.rows} == {"Ben": "1 draft", "Chi": "1 review"}
    assert plates.says == "4 of 6 have nothing on theirs."


def test_a_review_that_goes_on_moves_nothing(cast: Cast):
    claim = queued_claim(cast)
    before = figures_of(cast.ada, cast.project)
    judge(claim, cast.chi)
    after = figures_of(cast.ada, cast.project)
    assert (after.differ, after.plates, after.headlines) == (None, None, [])
    assert (after.stays.rows, after.decided) == (before.stays.rows, None)


def test_a_desk_without_figures(db):
    cast = make_cast()
    make_article(cast)
    page = look(cast.ben, f"/projects/{cast.project.slug}/").content.decode()
    assert 'class="chart' not in page
    assert "How the desk is doing" not in page


def test_mentions_wait(scene: Scene):
    cast = scene.cast
    comment = create_comment(by=cast.chi, about=scene.draft, text="@Ben is <b>this</b> right?", mentions=[cast.ben])
    page = scene.look("ben", scene.paths()["desk"]).content.decode()
    assert "2 comments mention you" in page  # this one, and one of the scene
    assert "@Ben is &lt;b&gt;this&lt;/b&gt; right?" in page
    assert f"/claims/{scene.draft.pk}/#comment-{comment.pk}" in page
    assert "You are mentioned" not in scene.look("dan", scene.paths()["desk"]).content.decode()


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(seconds=5), "1 min"), (timedelta(minutes=25), "25 min"), (timedelta(hours=5.2), "5 h"),
        (timedelta(hours=47), "47 h"), (timedelta(days=2), "2 days"), (timedelta(days=2.55), "2.5 days"),
        (timedelta(days=40.2), "40 days"), (timedelta(), "1 min"),
    ],
)  # fmt: skip
def test_times_in_words(time: timedelta, said: str):
    assert _span(time) == said
