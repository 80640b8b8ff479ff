"""Articles over the API."""

from __future__ import annotations

import hashlib
import uuid

import pytest

from annotations.models import Article, Revision
from tests.api.asking import Asker, every, pointers, problem
from tests.cast import TEXT, Cast, make_article, make_quote


def an_article(cast: Cast, **over):
    return {"project": cast.project.slug, "title": "The harbour", "text": TEXT, **over}


def test_it_works(cast: Cast):
    ben = Asker(cast.ben)
    made = ben.post(
        "articles/", an_article(cast, language="he", url="https://lindholm.example/1", published_on="2026-05-17")
    )
    assert made.status_code == 201, made.content
    article = made.json()
    assert article["text"] == TEXT
    assert article["revision"] == {
        "number": 1,
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "length": len(TEXT),
    }
    assert (article["project"], article["dir"], article["state"], article["published_on"]) == (
        cast.project.slug,
        "rtl",
        "inbox",
        "2026-05-17",
    )
    assert TEXT[article["blocks"][0]["start"] : article["blocks"][0]["end"]] == TEXT.split("\n")[0]
    assert made.headers["ETag"] == '"1"'
    assert Asker(cast.rae).get(f"articles/{article['id']}/").json() == article
    (row,) = every(ben, "articles/", project=cast.project.slug, state="inbox", q="HARBOUR")
    assert row == {k: v for k, v in article.items() if k not in ("text", "blocks")}


@pytest.mark.parametrize(
    "text",
    [
        " \u00a0 edges \u3000\n\n",
        "\n\tfirst\n",
        "line\u2028sep\u2029",
        "\u202eyad\u202c e\u0301 \ufb01",
        "👨‍👩‍👧‍👦 🇳🇬",
        "שלום",
        "我们",
    ],
)
def test_a_text_comes_back_verbatim(cast: Cast, text):
    body = Asker(cast.ben).post("articles/", an_article(cast, text=text)).json()
    assert (body["text"], body["revision"]["length"]) == (text, len(text))


def test_line_ends_become_lf(cast: Cast):
    assert (
        Asker(cast.ben).post("articles/", an_article(cast, text="one\r\ntwo\rthree")).json()["text"]
        == "one\ntwo\nthree"
    )


@pytest.mark.parametrize("text", ["a\x1bb", "\x07", "", " \n "])
def test_what_is_no_text_is_refused(cast: Cast, text):
    assert "/text" in pointers(Asker(cast.ben).post("articles/", an_article(cast, text=text)), 422)
    assert not Article.objects.exists()


def test_html_becomes_the_words_it_shows(cast: Cast):
    html = "<h1>The harbour</h1><p>“Not a <b>krone</b>,”<br>she said.</p><script>x</script>"
    body = an_article(cast, html=html)
    assert pointers(Asker(cast.ben).post("articles/", body)) == {"/text"}
    body.pop("text")
    article = Asker(cast.ben).post("articles/", body).json()
    assert article["text"] == "The harbour\n\n“Not a krone,”\nshe said."
    assert [(b["kind"], b["level"]) for b in article["blocks"]] == [("heading", 1), ("paragraph", 0), ("paragraph", 0)]
    assert bytes(Revision.objects.get().raw).decode() == html
    body.pop("html")
    assert pointers(Asker(cast.ben).post("articles/", body)) == {"/text"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.example/", "http://", "https://a b.example/", "//x.example", "x"]
)
def test_an_address_nobody_should_follow_is_refused(cast: Cast, url):
    assert pointers(Asker(cast.ben).post("articles/", an_article(cast, url=url))) == {"/url"}


def test_described_anew(cast: Cast):
    article = make_article(cast)
    ben, path = Asker(cast.ben), f"articles/{article.pk}/"
    changed = ben.patch(path, {"title": "Anew", "state": "done", "byline": " By nobody "}, '"1"')
    assert (changed.status_code, changed.json()["byline"], changed.json()["version"]) == (200, " By nobody ", 2)
    assert ben.get(path).json() == changed.json()
    assert "/title" in pointers(ben.patch(path, {"title": " "}, '"2"'), 422)
    assert "/language" in pointers(ben.patch(path, {"language": "no tag"}, '"2"'), 422)
    assert pointers(ben.patch(path, {"text": "Other words."}, '"2"')) == {"/text"}


def test_a_correction_carries_the_quotes_over(cast: Cast):
    article = make_article(cast)
    kept, lost = make_quote(article), make_quote(article, "nonsense")
    ben, text = (
        Asker(cast.ben),
        "A correction was made.\n" + TEXT.replace("She", "He").replace(" Her predecessor called that “nonsense”.", ""),
    )
    report = ben.post(f"articles/{article.pk}/revisions/", {"text": text})
    assert report.status_code == 201, report.content
    body = report.json()
    assert body["revision"] == {"number": 2, "sha256": hashlib.sha256(text.encode()).hexdigest(), "length": len(text)}
    assert body["exact"] + body["moved"] + body["changed"] + body["orphaned"] == 2
    now = {q["id"]: q for q in every(ben, "quotes/", article=article.pk)}
    assert {q["id"]: q for q in body["quotes"]} == now
    segment = now[str(kept.pk)]["segments"][0]
    assert text[segment["start"] : segment["end"]] == segment["exact"] == "We have no money left for the harbour"
    gone = now[str(lost.pk)]["segments"][0]
    assert (gone["state"], gone["start"], gone["end"], gone["exact"]) == ("orphaned", None, None, "nonsense")
    assert [r["number"] for r in every(ben, f"articles/{article.pk}/revisions/")] == [1, 2]
    problem(ben.post(f"articles/{article.pk}/revisions/", {"text": text}), 409)


def test_one_revision(cast: Cast):
    ben, article, chosen = Asker(cast.ben), make_article(cast), str(uuid.uuid4())
    path = f"articles/{article.pk}/revisions/"
    assert ben.post(path, {"text": "A correction.\n" + TEXT, "id": chosen}).status_code == 201
    first, second = every(ben, path)
    assert (second["id"], second["number"]) == (chosen, 2)
    one = ben.get(f"{path}{first['id']}/")
    assert (one.json(), one.headers["ETag"]) == (first, '"1"')
    problem(ben.get(f"articles/{make_article(cast).pk}/revisions/{chosen}/"), 404)
    problem(ben.post(path, {"text": "Another.", "id": chosen}), 409)


@pytest.mark.parametrize("html", ["<p>a&#x1b;b</p>", "<p> </p>", ""])
def test_what_is_wrong_with_the_html_is_said_of_the_html(cast: Cast, html: str):
    body = {"project": cast.project.slug, "title": "The harbour", "html": html}
    assert pointers(Asker(cast.ben).post("articles/", body), 422) == {"/html"}
