"""Adding articles, describing them, and the publisher's corrections."""

from __future__ import annotations

import hashlib

import pytest

from annotations.actions.articles import change_article
from annotations.actions.quotes import change_quote, create_quote
from annotations.actions.revisions import add_revision
from annotations.actions.sources import create_source
from annotations.errors import Conflict, Denied, Invalid, Missing, Stale
from annotations.models import Article, Quote, Revision, Segment
from tests.cast import TEXT, make_article, make_cast, make_quote, refused, spans_of


def test_it_works(cast):
    article = Article.objects.get(pk=make_article(cast, text="\ufeffOne\r\ntwo\rthree", raw=b"One").pk)
    revision = article.current
    assert (article.state, article.version, article.author, article.language) == ("inbox", 1, cast.ben, "en")
    assert (revision.number, revision.text, revision.length) == (1, "One\ntwo\nthree", 13)
    assert bytes(revision.raw) == b"One"
    assert revision.raw_sha256 == hashlib.sha256(b"One").hexdigest()


@pytest.mark.parametrize(
    ("over", "pointer"),
    [
        ({"text": " \n"}, "/text"),
        ({"text": "a\x00b"}, "/text"),
        ({"title": "  "}, "/title"),
        ({"language": "english!"}, "/language"),
    ],
)
def test_what_is_no_article(cast, over, pointer):
    assert refused(Invalid, lambda: make_article(cast, **over)).problems[0].pointer == pointer
    assert not Article.objects.exists()


def test_describing_one(cast):
    article = make_article(cast)
    source = create_source(by=cast.ben, project=cast.project, name="The Gazette")
    change_article(by=cast.chi, article=article, source=source, language="ar", state="done")
    assert (article.version, article.source, article.direction, article.state) == (2, source, "rtl", "done")
    theirs = make_cast()
    foreign = create_source(by=theirs.ben, project=theirs.project, name="Theirs")
    refused(Invalid, lambda: change_article(by=cast.ben, article=article, source=foreign), "no such object")


def test_two_describe_it_at_once(cast):
    make_article(cast)
    mine, yours = Article.objects.get(), Article.objects.get()
    change_article(by=cast.ben, article=mine, title="Mine")
    assert refused(Stale, lambda: change_article(by=cast.chi, article=yours, title="Yours")).current.title == "Mine"


def places(quote, number):
    return [
        (s.start, s.end, s.exact, s.state)
        for s in Segment.objects.filter(quote=quote, revision__number=number).order_by("order")
    ]


def test_a_correction_carries_the_quotes_over(cast):
    article = make_article(cast)
    stays, moves, lost = make_quote(article), make_quote(article, "nonsense"), make_quote(article, "Not a single krone")
    before = {q: places(q, 1) for q in (stays, moves, lost)}
    corrected = TEXT.replace(" “Not a single krone.”", "").replace("about 40 million", "some 41 million and a half")
    done = add_revision(by=cast.chi, article=article, text=corrected)
    assert (done.exact, done.moved, done.changed, done.orphaned) == (1, 1, 0, 1)
    assert (done.revision.number, done.revision.author) == (2, cast.chi)
    assert set(done.quotes) == {stays, moves, lost}
    assert {q: places(q, 1) for q in before} == before, "An earlier revision's anchors were touched."
    assert places(stays, 2) == before[stays]
    assert places(lost, 2) == [(None, None, "Not a single krone", "orphaned")]
    [(start, end, exact, state)] = places(moves, 2)
    assert (corrected[start:end], exact, state) == ("nonsense", "nonsense", "moved")
    article.refresh_from_db()
    assert (article.current, article.version) == (done.revision, 3)
    for quote in before:
        quote.refresh_from_db()
        assert quote.version == 2
    assert lost.anchor is None
    assert stays.anchor.startswith("2:")


def test_changed_words_are_carried_and_stay_changed_until_they_are_marked_again(cast):
    article = make_article(cast)
    quote = make_quote(article, "no money left", "Not a single krone")
    corrected = TEXT.replace("no money left", "little money left")
    done = add_revision(by=cast.ben, article=article, text=corrected)
    assert (done.exact, done.moved, done.changed, done.orphaned) == (0, 1, 1, 0)
    at = corrected.index("little")
    assert places(quote, 2)[0] == (at, at + 17, "little money left", "changed")
    done = add_revision(by=cast.ben, article=article, text="UPDATED\n" + corrected)
    assert (done.moved, done.changed) == (1, 1)
    done = add_revision(by=cast.ben, article=article, text="UPDATED\n" + TEXT)
    assert (done.exact, done.moved, done.changed) == (1, 1, 0), "The words are those that were marked, again."
    done = add_revision(by=cast.ben, article=article, text=corrected)
    assert (done.moved, done.changed) == (1, 1)
    article.refresh_from_db()
    quote.refresh_from_db()
    change_quote(by=cast.ben, quote=quote, segments=spans_of(article, "little money left"))
    assert [state for *_, state in places(quote, 5)] == ["exact"]


def test_two_quotes_whose_words_became_the_same_both_stay(cast):
    article = make_article(cast, text="She ate a nana at noon, and left.")
    quotes = [make_quote(article, "nana"), make_quote(article, "ana")]
    done = add_revision(by=cast.ben, article=article, text="She ate a banana at noon, and left.")
    assert (done.changed, done.orphaned) == (2, 0)
    assert [places(quote, 2) for quote in quotes] == [[(10, 16, "banana", "changed")]] * 2
    marks = Quote.objects.filter(pk__in=[q.pk for q in quotes]).values_list("anchor", flat=True)
    assert sorted(marks, key=str) == ["2:10-16", None]


def test_a_lost_quote_is_back_with_its_words(cast):
    article = make_article(cast)
    quote = make_quote(article, "no money left", "Not a single krone")
    without = TEXT.replace(" “Not a single krone.”", "")
    add_revision(by=cast.ben, article=article, text=without)
    done = add_revision(by=cast.ben, article=article, text="UPDATED\n" + without)
    assert (done.moved, done.orphaned) == (1, 1)
    done = add_revision(by=cast.ben, article=article, text="UPDATED\n" + TEXT)
    assert (done.exact, done.moved, done.orphaned) == (1, 1, 0)
    assert [(exact, state) for _, _, exact, state in places(quote, 4)] == [
        ("no money left", "exact"),
        ("Not a single krone", "moved"),
    ]
    quote.refresh_from_db()
    assert quote.anchor.startswith("4:")


def test_a_lost_quote_whose_words_came_back_otherwise_is_changed(cast):
    article = make_article(cast)
    quote = make_quote(article, "Not a single krone")
    add_revision(by=cast.ben, article=article, text=TEXT.replace(" “Not a single krone.”", ""))
    done = add_revision(by=cast.ben, article=article, text=TEXT.replace("Not a single krone", "Not one single krone"))
    assert (done.changed, done.orphaned) == (1, 0)
    assert places(quote, 3)[0][2:] == ("Not one single krone", "changed")


def test_a_lost_quote_can_be_marked_again_and_again_corrected(cast):
    article = make_article(cast)
    make_quote(article, "Not a single krone")
    add_revision(by=cast.ben, article=article, text="Something else entirely.")
    article.refresh_from_db()
    span = {"start": 0, "end": 9, "exact": "Something"}
    create_quote(by=cast.ben, article=article, segments=[span], kind="direct")
    done = add_revision(by=cast.ben, article=article, text="And now: Something else entirely.")
    assert (done.moved, done.orphaned) == (1, 1)
    assert Quote.objects.count() == 2


def test_the_same_text_is_no_correction(cast):
    article = make_article(cast)
    refused(Conflict, lambda: add_revision(by=cast.ben, article=article, text=TEXT.replace("\n", "\r\n")), "already")
    refused(Invalid, lambda: add_revision(by=cast.ben, article=article, text="\ud800"))
    assert Revision.objects.count() == 1


def test_a_correction_of_many_quotes_takes_few_statements(cast, django_assert_max_num_queries):
    article = make_article(cast, text=" ".join(f"word{i}" for i in range(300)))
    for i in range(0, 300, 10):
        make_quote(article, f"word{i} ")
    with django_assert_max_num_queries(16):
        assert add_revision(by=cast.ben, article=article, text="New: " + article.current.text).moved == 30


@pytest.mark.parametrize(("who", "error"), [("rae", Denied), ("eve", Missing)])
def test_not_for(cast, who, error):
    person, article = getattr(cast, who), make_article(cast)
    refused(error, lambda: make_article(cast, by=person))
    refused(error, lambda: change_article(by=person, article=article, title="x"))
    refused(error, lambda: add_revision(by=person, article=article, text="x"))
