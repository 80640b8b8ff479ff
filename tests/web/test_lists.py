"""Finding articles and claims, and going on to the older ones."""

from __future__ import annotations

import re

import pytest

from annotations.actions.claims import delete_claim
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
    assert texts(scene.look("rae", path, speaker=str(scene.speaker.pk)).content) == ["Lindholm has no money left."]
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


def test_articles_by_state_and_title(scene: Scene):
    path = scene.paths()["articles"]
    assert texts(scene.look("rae", path, q="harbour").content) == ["The harbour"]
    scene.article.refresh_from_db()
    assert texts(scene.look("rae", path, state=scene.article.state).content) == ["The harbour"]
    assert texts(scene.look("rae", path, state="archived").content) == []
    assert texts(scene.look("rae", path, q="zebra").content) == []
