"""The page on agreement: in words, as charts, in figures."""

from __future__ import annotations

from annotations.actions.projects import change_project
from tests.cast import Cast, judge, queued_claim
from tests.web.html import Page
from tests.web.scene import look


def at(cast: Cast) -> str:
    return f"/projects/{cast.project.slug}/agreement/"


def page_of(cast: Cast, **query: str) -> Page:
    return Page(look(cast.rae, at(cast), **query).content.decode())


def reviewed(cast: Cast, *ratings: str) -> None:
    claim = queued_claim(cast)
    for reviewer, rating in zip((cast.chi, cast.dan), ratings, strict=True):
        judge(claim, reviewer, rating)


def text_of(page: Page) -> str:
    (main,) = page.all("main")
    return " ".join(main.text.split())


def test_it_works(cast: Cast):
    for _ in range(3):
        reviewed(cast, "true", "true")
    reviewed(cast, "false", "mostly-false")
    page = page_of(cast)
    words = text_of(page)
    assert "In 75% of all comparisons two reviewers gave the same rating." in words
    assert "Most often taken for each other: Mostly false and False, once." in words
    assert "Chi and Dan" in words
    assert len([f for f in page.all("figure") if "chart" in f.get("class")]) == 2
    (link,) = [a for a in page.all("a") if a.get("href") == at(cast)]
    assert link.get("aria-current") == "page"


def test_before_there_is_anything_it_says_what_will_be_there(cast: Cast):
    judge(queued_claim(cast), cast.chi, "true")
    assert "Nothing to compare yet" in text_of(page_of(cast))


def test_a_figure_that_is_not_defined_is_a_sentence(cast: Cast):
    reviewed(cast, "true", "true")
    words = text_of(page_of(cast))
    assert "Every rating is the same" in words
    assert "nan" not in words
    assert "None" not in words


def test_a_span_of_days_can_be_asked_for(cast: Cast):
    reviewed(cast, "true", "false")
    assert "No review ended in this span of time" in text_of(page_of(cast, to="2020-01-01"))
    assert "Which ratings meet" in text_of(page_of(cast, **{"from": "2020-01-01", "by": "week"}))
    assert "“soon” is no date" in text_of(page_of(cast, to="soon"))
    assert "ends before it begins" in text_of(page_of(cast, **{"from": "2026-02-02", "to": "2026-02-01"}))


def test_reviews_that_are_not_blind_come_with_a_warning(cast: Cast):
    assert "not blind" not in text_of(page_of(cast))
    change_project(by=cast.olu, project=cast.project, blind=False)
    assert "not blind" in text_of(page_of(cast))
