"""Suggested quotes over the API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.quotes import delete_quote
from annotations.actions.revisions import add_revision
from annotations.actions.speakers import create_speaker
from annotations.models import Article
from tests.api.asking import Asker, pointers, problem
from tests.cast import TEXT, Cast, make_article, make_project, make_quote, spans_of


def suggested(cast: Cast, article: Article) -> list[dict]:
    answer = Asker(cast.ben).get(f"articles/{article.pk}/suggestions/")
    assert answer.status_code == 200, answer.content
    assert (set(answer.json()), answer.json()["next"]) == ({"results", "next"}, None)
    return answer.json()["results"]


def words(suggestion: dict) -> list[str]:
    return [segment["exact"] for segment in suggestion["segments"]]


def test_it_works(cast: Cast):
    article = make_article(cast)
    tove = create_speaker(by=cast.ben, project=cast.project, name="Tove Brink")
    first, second, third = suggested(cast, article)
    assert first == {
        "segments": spans_of(article, "We have no money left for the harbour,", "Not a single krone."),
        "kind": "direct",
        "speaker": {"id": str(tove.pk), "name": "Tove Brink"},
    }
    assert (words(second), second["kind"], second["speaker"]) == (["about 40 million"], "partial", first["speaker"])
    assert (words(third), third["kind"], third["speaker"]) == (["nonsense"], "partial", None)


def test_a_suggestion_becomes_a_quote_and_is_suggested_no_more(cast: Cast):
    article, ben = make_article(cast), Asker(cast.ben)
    first, *others = suggested(cast, article)
    body = {"article": str(article.pk), "segments": first["segments"], "kind": first["kind"], "origin": "suggestion"}
    made = ben.post("quotes/", body)
    assert made.status_code == 201, made.content
    quote = made.json()
    assert quote["origin"] == "suggestion"
    assert suggested(cast, article) == others
    assert pointers(ben.patch(f"quotes/{quote['id']}/", {"origin": "person"}, made.headers["ETag"])) == {"/origin"}


@pytest.mark.parametrize("origin", ["import", "", None, 1])
def test_nobody_else_is_an_origin(cast: Cast, origin):
    article = make_article(cast)
    body = {"article": str(article.pk), "segments": spans_of(article, "nonsense"), "kind": "scare", "origin": origin}
    assert pointers(Asker(cast.ben).post("quotes/", body)) == {"/origin"}


def test_a_person_is_the_origin_unless_said_otherwise(cast: Cast):
    article = make_article(cast)
    for kind, over in [("scare", {}), ("partial", {"origin": "person"})]:
        body = {"article": str(article.pk), "segments": spans_of(article, "nonsense"), "kind": kind, **over}
        assert Asker(cast.ben).post("quotes/", body).json()["origin"] == "person"


def test_what_a_live_quote_overlaps_is_left_out(cast: Cast):
    """Whoever marked it, and however little of it. A quote taken back overlaps nothing."""
    article = make_article(cast)
    quote = make_quote(article, "single krone", by=cast.chi)
    assert [words(s) for s in suggested(cast, article)] == [["about 40 million"], ["nonsense"]]
    delete_quote(by=cast.chi, quote=quote)
    assert len(suggested(cast, article)) == 3


def test_quotes_beside_a_passage_leave_it_in(cast: Cast):
    article = make_article(cast)
    make_quote(article, "The council had spent “", "” on the quay")
    assert len(suggested(cast, article)) == 3


def test_they_are_those_of_the_current_revision(cast: Cast):
    article = make_article(cast)
    make_quote(article, "nonsense")  # whatever the publisher makes of it stays this quote
    corrected = "Correction.\n\n" + TEXT.replace("nonsense", "rubbish").replace("the last ferry", "the “last ferry”")
    add_revision(by=cast.ben, article=article, text=corrected)
    article.refresh_from_db()
    found = suggested(cast, article)
    assert [words(s)[-1] for s in found] == ["Not a single krone.", "about 40 million", "last ferry"]
    assert found[1]["segments"] == spans_of(article, "about 40 million")


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ([("Tove Brink", [])], "Tove Brink"),
        ([("tove brink", [])], "tove brink"),
        ([("T. Lind", ["Tove Brink"])], "T. Lind"),
        ([("Tove Anna Brink", [])], "Tove Anna Brink"),
        ([("Oke Brink", [])], None),  # another of that name
        ([("Tove Anna Brink", []), ("Tove Maj Brink", [])], None),  # one of two
    ],
)
def test_the_projects_own_speaker_is_named(cast: Cast, speakers, expected):
    ids = {}
    for name, aliases in speakers:
        ids[name] = str(create_speaker(by=cast.ben, project=cast.project, name=name, aliases=aliases).pk)
    first = suggested(cast, make_article(cast))[0]
    assert first["speaker"] == {"id": ids.get(expected), "name": expected or "Tove Brink"}


def test_another_projects_speakers_are_not_named(cast: Cast):
    elsewhere = make_project(cast.ben)
    create_speaker(by=cast.ben, project=elsewhere, name="Tove Brink")
    assert suggested(cast, make_article(cast))[0]["speaker"] == {"id": None, "name": "Tove Brink"}


def test_readers_and_outsiders_get_none(cast: Cast):
    article = make_article(cast)
    assert "annotator" in problem(Asker(cast.rae).get(f"articles/{article.pk}/suggestions/"), 403)["detail"]
    problem(Asker(cast.eve).get(f"articles/{article.pk}/suggestions/"), 404)
    problem(Asker().get(f"articles/{article.pk}/suggestions/"), 401)
    assert pointers(Asker(cast.ben).get(f"articles/{article.pk}/suggestions/", limit=1)) == {"/limit"}


def test_statements_do_not_grow_with_the_article(cast: Cast):
    ben = Asker(cast.ben, scopes=("read",))

    def statements(article: Article) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ben.get(f"articles/{article.pk}/suggestions/").status_code == 200
        return len(captured.captured_queries)

    small, large = make_article(cast), make_article(cast, text="\n\n".join([TEXT] * 50))
    one = statements(small)
    for i in range(10):
        make_quote(large, large.current.text[: i + 1])
        create_speaker(by=cast.ben, project=cast.project, name=f"Speaker {i}")
    assert statements(large) == one <= 6
