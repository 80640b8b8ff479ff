"""Marking quotes, changing them, taking them back and restoring them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.claims import change_claim, delete_claim
from annotations.actions.quotes import change_quote, create_quote, delete_quote, restore_quote
from annotations.actions.revisions import add_revision
from annotations.actions.speakers import create_speaker
from annotations.errors import Conflict, Denied, Invalid, Missing, Stale
from annotations.models import Article, Quote
from tests.cast import TEXT, make_article, make_cast, make_claim, make_quote, refused, spans_of


def where(quote):
    return [(s.start, s.end, s.exact) for s in quote.all_segments.order_by("revision__number", "order")]


def test_it_works(cast):
    article = make_article(cast)
    quote = make_quote(article, "We have no money left", "Not a single krone", note="Twice.")
    assert (quote.author, quote.kind, quote.tone, quote.origin, quote.version) == (
        cast.ben,
        "direct",
        "literal",
        "person",
        1,
    )
    assert quote.created_at == Quote.objects.get().created_at
    assert where(quote) == [(start, end, TEXT[start:end]) for start, end, _ in where(quote)]
    assert [words for *_, words in where(quote)] == ["We have no money left", "Not a single krone"]


def test_the_first_quote_takes_the_article_out_of_the_inbox(cast):
    article = make_article(cast)
    make_quote(article)
    make_quote(article, "nonsense")
    article.refresh_from_db()
    assert (article.state, article.version) == ("annotating", 2)


def test_it_takes_few_statements(cast):
    article = make_article(cast)
    make_quote(article)
    article = Article.objects.select_related("project", "current").get()
    spans = spans_of(article, "Not a single krone", "nonsense")
    with CaptureQueriesContext(connection) as asked:
        create_quote(by=cast.ben, article=article, segments=spans, kind="direct")
    assert len(asked) <= 7, [q["sql"][:80] for q in asked]


@pytest.mark.parametrize(
    ("start", "end", "exact"), [(0, 3, "the"), (0, 4, "The"), (5, 5, ""), (-1, 1, "x"), (0, 10**6, TEXT), (3, 1, "he")]
)
def test_words_that_are_not_the_articles(cast, start, end, exact):
    article = make_article(cast)
    span = {"start": start, "end": end, "exact": exact}
    error = refused(Invalid, lambda: create_quote(by=cast.ben, article=article, segments=[span], kind="direct"))
    assert error.problems[0].pointer == "/segments/0"
    assert not Quote.objects.exists()


def test_segments_that_overlap_or_are_none(cast):
    article = make_article(cast)
    refused(Invalid, lambda: make_quote(article, "no money left", "money"), "shares words")
    refused(Invalid, lambda: create_quote(by=cast.ben, article=article, segments=[], kind="direct"))


def test_a_person_marks_the_same_words_as_the_same_kind_once(cast):
    article = make_article(cast)
    quote = make_quote(article)
    refused(Conflict, lambda: make_quote(article), "already")
    make_quote(article, kind="statement")
    make_quote(article, by=cast.chi)
    delete_quote(by=cast.ben, quote=quote)
    make_quote(article)
    quote.refresh_from_db()
    refused(Conflict, lambda: restore_quote(by=cast.ben, quote=quote), "already")


def test_changing_one(cast):
    article = make_article(cast)
    quote = make_quote(article)
    speaker = create_speaker(by=cast.ben, project=cast.project, name="Tove Brink")
    change_quote(by=cast.chi, quote=quote, speaker=speaker, tone="ironic", segments=spans_of(article, "nonsense"))
    assert (quote.version, quote.speaker, quote.author) == (2, speaker, cast.ben)
    assert [words for *_, words in where(quote)] == ["nonsense"]
    change_quote(by=cast.ben, quote=quote, note="Only the note.")
    assert [words for *_, words in where(quote)] == ["nonsense"]


def test_a_change_on_an_old_version_is_refused_with_the_present_one(cast):
    quote = make_quote(make_article(cast))
    mine, yours = Quote.objects.get(), Quote.objects.get()
    change_quote(by=cast.ben, quote=mine, note="Mine")
    error = refused(
        Stale,
        lambda: change_quote(by=cast.chi, quote=yours, note="Yours", segments=spans_of(quote.article, "nonsense")),
    )
    assert error.current.note == "Mine"
    assert [words for *_, words in where(quote)] == ["We have no money left for the harbour"]


def test_a_quote_inside_a_quote(cast):
    article = make_article(cast)
    outer = make_quote(article)
    inner = make_quote(article, "no money", parent=outer)
    assert inner.parent == outer
    refused(Invalid, lambda: change_quote(by=cast.ben, quote=outer, parent=inner), "inside itself")
    refused(Invalid, lambda: change_quote(by=cast.ben, quote=outer, parent=outer), "inside itself")
    elsewhere = make_quote(make_article(cast))
    refused(Invalid, lambda: change_quote(by=cast.ben, quote=outer, parent=elsewhere), "same article")


def test_a_speaker_of_another_desk(cast):
    theirs = make_cast()
    speaker = create_speaker(by=theirs.ben, project=theirs.project, name="Somebody")
    article = make_article(cast)
    refused(Invalid, lambda: make_quote(article, speaker=speaker), "no such object in this project")


def test_deleting_and_restoring(cast):
    quote = make_quote(make_article(cast))
    delete_quote(by=cast.ben, quote=quote)
    assert quote.deleted_at
    refused(Missing, lambda: delete_quote(by=cast.ben, quote=quote))
    refused(Stale, lambda: change_quote(by=cast.ben, quote=quote, note="Gone"))
    restore_quote(by=cast.chi, quote=quote)
    assert (quote.deleted_at, quote.version) == (None, 3)
    refused(Conflict, lambda: restore_quote(by=cast.ben, quote=quote), "not deleted")


def test_a_quote_a_claim_is_made_from_stays(cast):
    quote = make_quote(make_article(cast))
    claim = make_claim(cast, quotes=[quote])
    refused(Conflict, lambda: delete_quote(by=cast.ben, quote=Quote.objects.get()), "Lindholm has no money left")
    change_claim(by=cast.ben, claim=claim, quotes=[])
    delete_quote(by=cast.ben, quote=quote)
    refused(Invalid, lambda: change_claim(by=cast.ben, claim=claim, quotes=[quote]), "no such quote")


def test_a_deleted_claim_lets_its_quotes_go(cast):
    quote = make_quote(make_article(cast))
    delete_claim(by=cast.ben, claim=make_claim(cast, quotes=[quote]))
    assert delete_quote(by=cast.ben, quote=quote).deleted_at


def test_a_deleted_quote_is_restored_where_its_words_are_now(cast):
    article = make_article(cast)
    quote = make_quote(article, "nonsense")
    delete_quote(by=cast.ben, quote=quote)
    add_revision(by=cast.ben, article=article, text="Corrected. " + TEXT)
    quote.refresh_from_db()
    restore_quote(by=cast.ben, quote=quote)
    start = TEXT.index("nonsense")
    assert where(quote) == [(start, start + 8, "nonsense"), (start + 11, start + 19, "nonsense")]


@pytest.mark.parametrize(("who", "error"), [("rae", Denied), ("eve", Missing)])
def test_not_for(cast, who, error):
    person, article = getattr(cast, who), make_article(cast)
    quote, gone = make_quote(article), delete_quote(by=cast.ben, quote=make_quote(article, "nonsense"))
    refused(error, lambda: make_quote(article, "krone", by=person))
    refused(error, lambda: change_quote(by=person, quote=quote, note="x"))
    refused(error, lambda: delete_quote(by=person, quote=quote))
    refused(error, lambda: restore_quote(by=person, quote=gone))
