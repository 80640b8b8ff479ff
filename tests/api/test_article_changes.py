"""The feed of one article: what its page shows, from where the page began, and cheap when nothing happens."""

from __future__ import annotations

from typing import Any

from annotations.actions.claims import change_claim
from annotations.actions.quotes import delete_quote
from annotations.actions.speakers import create_speaker
from annotations.models import Article, Claim
from annotations.queries.changes import present_cursor
from tests.api.asking import Asker, problem
from tests.api.test_changes import committed
from tests.cast import Cast, judge, make_article, make_claim, make_evidence, make_quote, queued_claim
from tests.committed import wait_for_the_horizon

__all__ = ["committed"]


class Page:
    """A page that follows from where it began."""

    def __init__(self, asker: Asker, article: Article, cursor: str) -> None:
        self.asker, self.article, self.cursor = asker, article, cursor

    def news(self, limit: int = 100) -> list[dict[str, Any]]:
        """One look at the feed."""
        wait_for_the_horizon()
        answer = self.asker.get(f"articles/{self.article.pk}/changes/", cursor=self.cursor, limit=limit)
        assert answer.status_code == 200, answer.content
        self.cursor = answer.json()["cursor"]
        return answer.json()["results"]

    def names(self) -> list[tuple[str, str]]:
        return [(row["object_type"], row["action"]) for row in self.news()]


def test_it_works(committed: Cast, django_assert_max_num_queries):
    cast = committed
    article, other = make_article(cast), make_article(cast)
    old = make_quote(article, "nonsense")
    wait_for_the_horizon()
    page = Page(Asker(cast.chi), article, present_cursor())
    assert page.news() == []

    quote = make_quote(article)
    foreign = make_quote(other)
    claim = make_claim(cast, quotes=[quote])
    make_claim(cast, quotes=[foreign])
    make_evidence(claim)
    create_speaker(by=cast.ben, project=cast.project, name="Tove Brink")
    rows = page.news()
    assert [row["object_type"] for row in rows] == ["quote", "claim", "speaker"]
    assert rows[0]["object"]["id"] == str(quote.pk)
    assert (rows[0]["actor"]["name"], rows[1]["object"]["quotes"]) == ("Ben", [str(quote.pk)])

    # What is not of this article is passed for good, and what it costs to hear nothing stays the same.
    before = page.cursor
    for words in ("Not a single krone", "about 40 million", "nonsense"):
        make_quote(other, words)
    assert page.news() == []
    assert page.cursor != before
    with django_assert_max_num_queries(4):  # session, person, door, feed
        assert page.asker.get(f"articles/{article.pk}/changes/", cursor=page.cursor).json()["results"] == []

    # A claim that leaves the article is told of; a deleted quote is null.
    change_claim(by=cast.ben, claim=Claim.objects.get(pk=claim.pk), quotes=[foreign])
    delete_quote(by=cast.ben, quote=old)
    rows = page.news()
    assert [(row["object_type"], row["action"], row["object"] is None) for row in rows] == [
        ("claim", "update", False),
        ("quote", "delete", True),
    ]


def test_pages_of_the_feed_skip_nothing(committed: Cast):
    article = make_article(committed)
    page = Page(Asker(committed.ben), article, present_cursor())
    made = [str(make_quote(article, article.current.text[: n + 2]).pk) for n in range(5)]
    heard: list[str] = []
    while rows := page.news(limit=2):
        assert len(rows) <= 2
        heard += [row["object_id"] for row in rows if row["object_type"] == "quote"]
    assert heard == made


def test_reviews_stay_blind(committed: Cast):
    quote = make_quote(make_article(committed))
    claim = queued_claim(committed, quotes=[quote])
    wait_for_the_horizon()
    page = Page(Asker(committed.ben), quote.article, present_cursor())
    judge(claim, committed.chi)
    assert page.names() == []
    judge(claim, committed.dan)
    assert {name for name, _ in page.names()} == {"claim"}


def test_it_is_for_members(committed: Cast):
    article = make_article(committed)
    problem(Asker(committed.eve).get(f"articles/{article.pk}/changes/"), 404)
    problem(Asker(committed.ben).get(f"articles/{article.pk}/changes/", cursor="x"), 400)
    wait_for_the_horizon()
    assert Asker(committed.ben).get(f"articles/{article.pk}/changes/").json()["results"]
