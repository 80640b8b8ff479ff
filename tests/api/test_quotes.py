"""Quotes over the API: words that are the article's, kept to the last space."""

from __future__ import annotations

import uuid

import pytest

from annotations.actions.quotes import delete_quote
from annotations.models import Quote
from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, make_article, make_cast, make_claim, make_quote, spans_of

WORDS = "We have no money left for the harbour"


def a_quote(article, /, *words, **over):
    return {"article": str(article.pk), "segments": spans_of(article, *(words or (WORDS,))), "kind": "direct", **over}


def test_it_works(cast: Cast):
    article = make_article(cast)
    ben = Asker(cast.ben)
    made = ben.post("quotes/", a_quote(article, note="  both ends \n"))
    assert made.status_code == 201, made.content
    quote = made.json()
    assert quote["segments"] == [{"start": 37, "end": 37 + len(WORDS), "exact": WORDS, "state": "exact"}]
    assert quote["note"] == "  both ends \n"
    assert quote["author"] == {"id": str(cast.ben.pk), "name": "Ben"}
    assert (quote["version"], made.headers["ETag"]) == (1, '"1"')
    found = Asker(cast.chi).get(f"quotes/{quote['id']}/")
    assert found.json() == quote
    assert found.headers["ETag"] == '"1"'
    assert every(ben, "quotes/", article=article.pk) == [quote]


def test_a_patch_answers_what_get_answers(cast: Cast):
    quote = make_quote(make_article(cast))
    ben = Asker(cast.ben)
    changed = ben.patch(f"quotes/{quote.pk}/", {"kind": "partial", "tone": "ironic", "note": ""}, '"1"')
    assert changed.status_code == 200
    assert (changed.json()["kind"], changed.json()["version"], changed.headers["ETag"]) == ("partial", 2, '"2"')
    assert ben.get(f"quotes/{quote.pk}/").json() == changed.json()


def test_a_patch_that_changes_nothing_is_a_version_too(cast: Cast):
    quote = make_quote(make_article(cast), note="same")
    changed = Asker(cast.ben).patch(f"quotes/{quote.pk}/", {"note": "same"}, '"1"')
    assert (changed.status_code, changed.json()["version"]) == (200, 2)


def test_several_segments_and_new_ones(cast: Cast):
    article = make_article(cast)
    ben = Asker(cast.ben)
    made = ben.post("quotes/", a_quote(article, WORDS, "Not a single krone")).json()
    assert [s["exact"] for s in made["segments"]] == [WORDS, "Not a single krone"]
    changed = ben.patch(f"quotes/{made['id']}/", {"segments": spans_of(article, "Not a single")}, '"1"').json()
    assert [s["exact"] for s in changed["segments"]] == ["Not a single"]


def test_a_client_may_choose_the_id_once(cast: Cast):
    article, chosen = make_article(cast), str(uuid.uuid4())
    ben = Asker(cast.ben)
    assert ben.post("quotes/", a_quote(article, id=chosen)).json()["id"] == chosen
    problem(ben.post("quotes/", a_quote(article, "Not a single krone", id=chosen)), 409)


def test_the_same_quote_twice_is_a_conflict(cast: Cast):
    article = make_article(cast)
    ben = Asker(cast.ben)
    assert ben.post("quotes/", a_quote(article)).status_code == 201
    problem(ben.post("quotes/", a_quote(article)), 409)
    assert Asker(cast.chi).post("quotes/", a_quote(article)).status_code == 201, "another person may mark the same"


def test_deleted_and_restored(cast: Cast):
    quote = make_quote(make_article(cast))
    ben, path = Asker(cast.ben), f"quotes/{quote.pk}/"
    gone = ben.delete(path, '"1"')
    assert (gone.status_code, gone.content) == (204, b"")
    assert "Content-Type" not in gone.headers
    problem(ben.get(path), 404)
    problem(ben.patch(path, {"note": "x"}, '"2"'), 404)
    assert every(ben, "quotes/") == []
    back = ben.post(path + "restore/")
    assert (back.status_code, back.json()["version"], back.headers["ETag"]) == (200, 3, '"3"')
    assert ben.get(path).json() == back.json()
    problem(ben.post(path + "restore/"), 409)


def test_nobody_restores_what_they_may_not_see(cast: Cast):
    quote = make_quote(make_article(cast))
    delete_quote(by=cast.ben, quote=quote)
    problem(Asker(cast.eve).post(f"quotes/{quote.pk}/restore/"), 404)
    problem(Asker(cast.rae).post(f"quotes/{quote.pk}/restore/"), 403)


def test_a_quote_in_a_claim_stays(cast: Cast):
    quote = make_quote(make_article(cast))
    make_claim(cast, quotes=[quote])
    problem(Asker(cast.ben).delete(f"quotes/{quote.pk}/", '"1"'), 409)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"article": None}, "/article"),
        ({"segments": []}, None),
        ({"segments": "0-9"}, "/segments"),
        ({"segments": [{"start": 0, "end": 3}]}, "/segments/0/exact"),
        ({"segments": [{"start": "0", "end": 3, "exact": "The"}]}, "/segments/0/start"),
        ({"segments": [{"start": 0.0, "end": 3, "exact": "The"}]}, "/segments/0/start"),
        ({"segments": [{"start": True, "end": 3, "exact": "The"}]}, "/segments/0/start"),
        ({"segments": [{"start": 0, "end": 3, "exact": "The", "state": "exact"}]}, "/segments/0/state"),
        ({"segments": [{"start": 0, "end": 10**30, "exact": "The"}]}, "/segments/0/end"),
        ({"kind": "loud"}, "/kind"),
        ({"kind": 1}, "/kind"),
        ({"note": 1}, "/note"),
        ({"note": None}, "/note"),
        ({"speaker": "Tove"}, "/speaker"),
        ({"id": "not-a-uuid"}, "/id"),
        ({"version": 7}, "/version"),
        ({"a/b~c": 7}, "/a~1b~0c"),
    ],
)
def test_what_does_not_fit_is_refused_where_it_stands(cast: Cast, change, pointer):
    response = Asker(cast.ben).post("quotes/", a_quote(make_article(cast), **change))
    if pointer is None:
        assert response.status_code in (400, 422)
    else:
        assert pointer in pointers(response)
    assert not Quote.objects.exists()


@pytest.mark.parametrize(
    ("start", "end", "exact"), [(0, 3, "the"), (0, 3, "Thex"), (5, 5, ""), (9, 0, "x"), (0, 10**6, "x"), (-1, 3, "x")]
)
def test_words_that_are_not_the_articles_are_refused(cast: Cast, start, end, exact):
    body = a_quote(make_article(cast)) | {"segments": [{"start": start, "end": end, "exact": exact}]}
    body = problem(Asker(cast.ben).post("quotes/", body), 422)
    assert body["errors"][0]["pointer"].startswith("/segments/0")
    assert not Quote.objects.exists()


def test_somebody_elses_speaker_is_no_speaker(cast: Cast):
    other = make_cast()
    speaker = Asker(other.ben).post("speakers/", {"project": other.project.slug, "name": "Tove Brink"}).json()["id"]
    article = make_article(cast)
    theirs = problem(Asker(cast.ben).post("quotes/", a_quote(article, speaker=speaker)), 422)
    nobodys = problem(Asker(cast.ben).post("quotes/", a_quote(article, speaker=str(uuid.uuid4()))), 422)
    assert theirs == nobodys


def test_outsiders_mark_nothing_and_readers_are_told_why(cast: Cast):
    article = make_article(cast)
    unknown = a_quote(article) | {"article": str(uuid.uuid4())}
    assert problem(Asker(cast.eve).post("quotes/", a_quote(article)), 404) == problem(
        Asker(cast.eve).post("quotes/", unknown), 404
    )
    assert "annotator" in problem(Asker(cast.rae).post("quotes/", a_quote(article)), 403)["detail"]
    assert every(Asker(cast.eve), "quotes/", article=article.pk) == []


@pytest.mark.parametrize(
    "params",
    [
        {"kind__in": "direct"},
        {"article__project__slug": "x"},
        {"_connector": "OR"},
        {"article": "x"},
        {"limit": "0"},
        {"limit": "1001"},
        {"limit": "ten"},
        {"cursor": "nonsense"},
        {"project": "a b"},
        {"article\0": "x"},
    ],
)
def test_unknown_and_unreadable_parameters_are_refused(cast: Cast, params):
    assert pointers(Asker(cast.ben).get("quotes/", **params))


def test_a_parameter_given_twice_or_where_none_belongs_is_refused(cast: Cast):
    ben, quote = Asker(cast.ben), make_quote(make_article(cast))
    problem(ben.get("quotes/?limit=1&limit=2"), 400)
    problem(ben.get(f"quotes/{quote.pk}/?fields=id"), 400)
    problem(ben.ask("PATCH", f"quotes/{quote.pk}/?force=1", {"note": "x"}, headers={"If-Match": '"1"'}), 400)
    problem(ben.ask("POST", "quotes/?x=1", a_quote(make_article(cast))), 400)


@pytest.mark.parametrize(
    "name", ["nope", "01234567", "%00", "{0f8fad5b-d9cb-469f-a165-70867728950e}", "0f8fad5bd9cb469fa16570867728950e"]
)
def test_what_is_no_id_is_not_found(cast: Cast, name):
    unknown = problem(Asker(cast.ben).get(f"quotes/{uuid.uuid4()}/"), 404)
    assert problem(Asker(cast.ben).get(f"quotes/{name}/"), 404) == unknown
