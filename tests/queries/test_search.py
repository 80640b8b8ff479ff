"""Finding what a project holds by its words."""

from __future__ import annotations

import pytest
from django.db import connection

from annotations.actions.articles import change_article
from annotations.actions.claims import change_claim, delete_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.revisions import add_revision
from annotations.actions.speakers import create_speaker
from annotations.models import Article, Claim, Speaker
from annotations.queries.search import KINDS, Page, Results, having, search, similar_claims
from annotations.text import words_of
from tests.cast import Cast, fresh, judge, make_article, make_cast, make_claim, queued_claim


def find(cast: Cast, q: str, who: str = "rae", size: int = 20) -> Results:
    return search(getattr(cast, who), cast.project, q, Page(dict.fromkeys(KINDS, size)))


def texts(results: Results) -> list[str]:
    return [claim.text for claim in results.claims.rows]


@pytest.fixture
def desk(cast: Cast) -> Cast:
    for text in (
        "The mayor of Lindholm has no money left.",
        "The quay cost 40 million, says the mayor.",
        "Ferries sail daily from Tømmervik.",
        "港口没有钱了，市长说。",
    ):
        make_claim(cast, text=text)
    make_article(cast, title="A harbour closes")
    create_speaker(by=cast.ben, project=cast.project, name="Tove Brink", role="Mayor", aliases=["The Hammer"])
    return cast


def test_it_works(desk: Cast):
    results = find(desk, "mayor")
    assert not results.near
    assert texts(results) == ["The quay cost 40 million, says the mayor.", "The mayor of Lindholm has no money left."]
    assert [article.title for article in results.articles.rows] == ["A harbour closes"]  # by its text
    assert [speaker.name for speaker in results.speakers.rows] == ["Tove Brink"]  # by the role
    assert (results.claims.count, results.count) == (2, 4)


@pytest.mark.parametrize(
    ("q", "number"),
    [
        ("mayor money", 1), ("money -mayor", 0), ("mayor -money", 1), ('"no money"', 1), ('"money no"', 0), ("MAY", 2),
        ("tommervik", 1), ("ferry", 0), ("ferr", 1), ("没有钱", 1), ("钱没有", 0), ("40", 1), ("quay's", 0), ("'quay'", 1),
    ],
)  # fmt: skip
def test_words_phrases_and_what_is_left_out(desk: Cast, q: str, number: int):
    claims = Claim.objects.filter(project=desk.project)
    assert having(claims, q).count() == number, q


def test_lists_ask_alike(desk: Cast):
    assert having(Article.objects.all(), "").count() == Article.objects.count()
    assert having(Article.objects.all(), "-mayor").count() == 0
    assert having(Speaker.objects.filter(project=desk.project), "hammer").count() == 1
    assert having(Article.objects.filter(project=desk.project), "closes").count() == 1


def test_the_better_fit_comes_first(cast: Cast):
    make_claim(cast, text="The ferry lost money.")
    make_claim(cast, text="Money was lost, and nobody in the whole of Lindholm could say where the next ferry was.")
    assert texts(find(cast, "ferry money"))[0] == "The ferry lost money."


def test_a_common_word_finds_itself_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    make_claim(cast, text="A ferry.")
    make_claim(cast, text="Ferryman, ferryman, ferryman: the ferrymen.")
    assert find(cast, "ferry").claims.count == 2
    monkeypatch.setattr("annotations.queries.search.COMMON", 0)
    assert texts(find(cast, "ferry")) == ["A ferry."]
    assert texts(find(cast, "ferrym")) == ["Ferryman, ferryman, ferryman: the ferrymen."]


def test_what_is_misspelt(desk: Cast):
    results = find(desk, "teh mayro")
    assert (results.near, results.meant) == (True, "the mayor")
    assert len(texts(results)) == 2
    assert find(desk, "Lindhlom").meant == "lindholm"
    assert [speaker.name for speaker in find(desk, "Brimk").speakers.rows] == ["Tove Brink"]


def test_words_that_never_stand_together(desk: Cast):
    results = find(desk, "quay ferries")
    assert (results.near, results.meant, len(results.claims.rows)) == (True, "", 2)


@pytest.mark.parametrize("q", ["xylophone", "", "!!", "-mayor", "\u200d", "&|!():*<->'\\", "zzzz yyyy"])
def test_nothing_is_an_answer(desk: Cast, q: str):
    results = find(desk, q)
    assert (results.count, results.near) == (0, False)


def test_never_another_projects(desk: Cast):
    other = make_cast()
    make_claim(other, text="The mayor of elsewhere.")
    create_speaker(by=other.ben, project=other.project, name="Xerxes")
    assert len(texts(find(desk, "mayor"))) == 2
    assert find(desk, "mayor", "eve").count == 0
    assert search(desk.rae, other.project, "mayor", Page(dict.fromkeys(KINDS, 5))).count == 0
    # Nor are its words suggested.
    assert find(desk, "Xerxse").meant == ""
    assert similar_claims(desk.eve, desk.project, "The mayor of Lindholm has no money left.") == []


def test_as_it_is_now(desk: Cast):
    def there(q: str) -> int:
        results = find(desk, q)
        return 0 if results.near else results.count

    claim = make_claim(desk, text="Whales swim here.")
    assert there("whales") == 1
    claim = change_claim(by=desk.ben, claim=claim, text="Dolphins swim here.")
    assert (there("whales"), there("dolphins")) == (0, 1)
    delete_claim(by=desk.ben, claim=claim)
    assert find(desk, "dolphins").count == 0
    assert find(desk, "dolphnis").count == 0
    article = make_article(desk, title="Rain", text="It rained.")
    add_revision(by=desk.ben, article=article, text="It snowed.")
    assert (there("rained"), there("snowed")) == (0, 1)
    article = change_article(by=desk.ben, article=Article.objects.get(pk=article.pk), title="Wind")
    assert (there("rain"), there("wind")) == (0, 1)


def test_claims_that_say_the_same(cast: Cast):
    twin = queued_claim(cast, text="The council of Lindholm spent 40 million crowns on the quay.")
    make_claim(cast, text="Whales swim in the bay of Lindholm.")
    judge(twin, cast.chi)
    judge(twin, cast.dan)
    decide_claim(by=cast.ada, claim=fresh(twin), claim_version=fresh(twin).version, rating="false")
    (near,) = similar_claims(cast.rae, cast.project, "Lindholm's council has spent 40 million crowns on its quay")
    assert (near.claim, near.decision.rating.code) == (twin, "false")
    assert 0.5 < near.likeness < 1
    assert similar_claims(cast.rae, cast.project, "Nobody ever heard of xylophones.") == []
    assert similar_claims(cast.rae, cast.project, "") == []


def test_the_words_of_a_project_are_counted(cast: Cast):
    make_claim(cast, text="Rain rain rain.")
    make_claim(cast, text="Rain again.")

    def uses(word: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(sum(uses), 0) FROM word WHERE project_id = %s AND word = %s", [cast.project.pk, word]
            )
            return cursor.fetchone()[0]

    assert (uses("rain"), uses("again"), uses("snow")) == (2, 1, 0)
    claim = make_claim(cast, text="Rain")
    claim.change(priority=1)  # the same words are not counted again
    assert uses("rain") == 3
    claim.change(text="Snow")
    assert (uses("rain"), uses("snow")) == (3, 1)
    for _ in range(60):
        make_claim(cast, text="Fog.")
    assert 30 < uses("fog") < 120


def test_the_record_knows_nothing_of_it(cast: Cast):
    make_claim(cast)
    with connection.cursor() as cursor:
        cursor.execute("""SELECT count(*) FROM change WHERE object_type = 'claim' AND "row" ? 'words'""")
        assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "We’re “out of money”, says naïve Ærø’s café — 4.2 % (2019–2020): x@y.org/a?b=c",
        "МЭР Города Ωμέγα", "مُدِير، البلدية", "שָׁלוֹם־עולם", "港口没有钱了，市长说 no", "हिन्दी। भाषा", "ﬁsh Ⅳ",
        "tab\tnew\nline\u00a0end",
    ],
)  # fmt: skip
def test_the_database_and_the_page_take_the_same_for_words(db: None, text: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(search_words(%s))", [text])
        assert set(cursor.fetchone()[0]) == {word for _, _, word in words_of(text)}


def test_a_very_long_article_can_be_kept(cast: Cast):
    words = (chr(0x12000 + i // 900) + chr(0x12000 + i % 900) for i in range(60_000))
    make_article(cast, text=" ".join(words))
