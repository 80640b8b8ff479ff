"""Finding articles and claims, and going on to the older ones."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.actions.claims import delete_claim
from annotations.actions.sources import create_source
from annotations.models import Claim
from annotations.web.filtering import CLAIM_SORTS
from annotations.web.paging import ROWS
from tests.cast import Cast, make_article, make_claim
from tests.web.scene import Scene, look


def texts(html: bytes) -> list[str]:
    return re.findall(r'class="row-title"[^>]*>(?:<bdi[^>]*>)?([^<]+)', html.decode())


def test_states_and_words_narrow_claims(scene: Scene):
    path = scene.paths()["claims"]
    assert len(texts(scene.look("rae", path).content)) == 6
    assert texts(scene.look("rae", path, state="parked").content) == ["Nobody lives there."]
    assert texts(scene.look("rae", path, q="FERRY").content) == ["The ferry sails daily."]
    assert texts(scene.look("rae", path, speaker=str(scene.speaker.pk)).content) == [
        Claim.objects.get(pk=scene.draft.pk).text
    ]
    assert "Nothing found" in scene.look("rae", path, q="zebra").content.decode()
    # What makes no sense is as good as not said.
    assert len(texts(scene.look("rae", path, state="nonsense", speaker="x", before="y").content)) == 6
    assert len(texts(scene.look("rae", path, q="\0", state="\0", before="\0").content)) == 6


def test_a_search_says_what_it_searched_for(scene: Scene):
    html = scene.look("rae", scene.paths()["claims"], q='"><b>x').content.decode()
    assert 'value="&quot;&gt;&lt;b&gt;x"' in html
    assert '"><b>x' not in html


@pytest.mark.parametrize("what", ["claims", "articles"])
def test_page_by_page(cast: Cast, what: str):
    make = {
        "claims": lambda i: make_claim(cast, text=f"No. {i}"),
        "articles": lambda i: make_article(cast, title=f"No. {i}"),
    }
    for i in range(ROWS + 3):
        make[what](i)
    path = f"/projects/{cast.project.slug}/{what}/"
    first = look(cast.rae, path)
    assert texts(first.content) == [f"No. {i}" for i in range(ROWS + 2, 2, -1)]
    older = re.search(r'rel="next" href="([^"]+)"', first.content.decode()).group(1)
    make[what](99)  # shifts nothing
    second = look(cast.rae, path + older)
    assert texts(second.content) == ["No. 2", "No. 1", "No. 0"]
    assert 'rel="prev"' in second.content.decode()
    assert 'rel="next"' not in second.content.decode()


def test_deleted_claims_are_gone(cast: Cast):
    claim = make_claim(cast)
    delete_claim(by=cast.ben, claim=claim)
    assert texts(look(cast.ben, f"/projects/{cast.project.slug}/claims/").content) == []
    assert look(cast.ben, f"/claims/{claim.pk}/").status_code == 404
    assert look(cast.chi, f"/claims/{claim.pk}/review/").status_code == 404


def test_a_review_is_offered_where_there_are_claims(scene: Scene, cast: Cast):
    path = scene.paths()["claims"]
    assert b"Review the next" in scene.look("chi", path).content
    assert b"Review the next" in scene.look("chi", path, q="zebra").content
    assert b"Review the next" not in look(cast.chi, f"/projects/{cast.project.slug}/claims/").content


def test_articles_by_state_and_title(scene: Scene):
    path = scene.paths()["articles"]
    assert texts(scene.look("rae", path, q="harbour").content) == ["The harbour"]
    scene.article.refresh_from_db()
    assert texts(scene.look("rae", path, state=scene.article.state).content) == ["The harbour"]
    assert texts(scene.look("rae", path, state="archived").content) == []
    assert texts(scene.look("rae", path, q="zebra").content) == []


def test_claims_are_narrowed_by_whose_and_by_topic(scene: Scene):
    path, cast = scene.paths()["claims"], scene.cast
    mine = make_claim(cast, by=cast.ada, text="For Ben.", assignee=cast.ben, topics=["harbour & quay", "money"])
    make_claim(cast, text="About money.", topics=["money"])
    html = scene.look("rae", path, assignee=str(cast.ben.pk)).content
    assert texts(html) == [mine.text]
    assert "for Ben" in html.decode()
    assert texts(scene.look("rae", path, topic="money").content) == ["About money.", "For Ben."]
    assert texts(scene.look("rae", path, topic="money", q="ben", state="draft").content) == ["For Ben."]
    html = scene.look("rae", path, topic="harbour & quay").content.decode()
    assert texts(html.encode()) == ["For Ben."]
    assert "?topic=harbour%20%26%20quay" in html
    assert len(texts(scene.look("rae", path, assignee="x", topic="\0", sort="nonsense").content)) == 8


def test_a_chip_takes_one_thing_off(scene: Scene):
    path = scene.paths()["claims"]
    query = {"q": "money", "speaker": str(scene.speaker.pk), "state": "draft", "before": str(scene.draft.pk)}
    html = scene.look("rae", path, **query).content.decode()
    chips = re.findall(r'class="chip" href="([^"]*)"', html)
    assert [chip.replace("&amp;", "&") for chip in chips] == [
        f"?speaker={scene.speaker.pk}&state=draft", "?q=money&state=draft",
    ]  # fmt: skip
    assert 'class="chip"' not in scene.look("rae", path, state="draft").content.decode()
    assert "Take one of the filters away" in scene.look("rae", path, q="zebra").content.decode()


@pytest.mark.parametrize(
    ("sort", "order"),
    [("newest", "CBA"), ("oldest", "ABC"), ("changed", "ACB"), ("urgent", "BCA")],
)
def test_in_the_order_one_asks_for(cast: Cast, sort: str, order: str):
    claims = {name: make_claim(cast, text=name) for name in "ABC"}
    claims["B"].change(priority=1)
    past = {"A": 1, "C": 2, "B": 3}
    for name, hours in past.items():
        claims[name].refresh_from_db()
        at = timezone.now() - timedelta(hours=hours)
        Claim.objects.filter(pk=claims[name].pk).update(version=claims[name].version + 1, updated_at=at)
    path = f"/projects/{cast.project.slug}/claims/"
    assert "".join(texts(look(cast.rae, path, sort=sort).content)) == order


def test_page_by_page_in_any_order(cast: Cast):
    for i in range(ROWS + 2):
        make_claim(cast, text=f"No. {i}", priority=i % 2)
    path = f"/projects/{cast.project.slug}/claims/"
    for sort in CLAIM_SORTS:
        first = look(cast.rae, path, sort=sort).content.decode()
        older = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
        rest = texts(look(cast.rae, path + older).content)
        assert len(rest) == 2
        assert not set(rest) & set(texts(first.encode())), sort


def test_articles_of_a_source(cast: Cast):
    source = create_source(by=cast.ben, project=cast.project, name="The Gazette")
    make_article(cast, title="There", source=source)
    make_article(cast, title="Elsewhere")
    html = look(cast.rae, f"/projects/{cast.project.slug}/articles/", source=str(source.pk), sort="oldest").content
    assert texts(html) == ["There"]
    assert 'class="chip"' in html.decode()


@pytest.mark.parametrize("where", ["claims", "desk", "search"])
def test_what_the_desk_found_stands_beside_a_decided_claim(scene: Scene, where: str):
    path = scene.paths()[where]
    asked = {"q": "Brink mayor"} if where == "search" else {}
    row = next(one for one in rows(scene.look("rae", path, **asked).content) if "mayor" in one)
    assert re.search(r'class="rating colour-green\s*">True<', row)
    others = [one for one in rows(scene.look("rae", path, **asked).content) if "mayor" not in one]
    assert not any('class="rating' in one for one in others)


def rows(html: bytes) -> list[str]:
    return re.findall(r'<li><div class="row-main">.*?</li>', html.decode(), re.DOTALL)
