"""The page of results, and the box that leads to it."""

from __future__ import annotations

import pytest

from annotations.actions.articles import create_article
from annotations.web.search import ROWS
from tests.cast import Cast, make_claim
from tests.web.html import Page
from tests.web.scene import Scene, look


def html(scene: Scene, who: str = "rae", **query: str) -> str:
    return scene.look(who, f"/projects/{scene.cast.project.slug}/search/", **query).content.decode()


def test_it_works(scene: Scene):
    page = html(scene, q="ferry sails")
    assert "The <mark>ferry</mark> <mark>sails</mark> daily." in page
    assert f"/claims/{scene.agreed.pk}/" in page
    page = html(scene, q="brink")
    assert "Tove <mark>Brink</mark>" in page
    assert "said mayor Tove <mark>Brink</mark> on Tuesday" in page


def test_the_box_is_on_every_page_of_a_project(scene: Scene):
    paths = scene.paths()
    for name in ("desk", "claims", "article", "claim", "members"):
        page = Page(scene.look("rae", paths[name]).content.decode())
        (box,) = [e for e in page.elements if e.tag == "input" and e.get("name") == "q" and e.get("data-key") == "/"]
        assert box.inside("form")["action"] == f"/projects/{scene.cast.project.slug}/search/"
    assert "data-key" not in scene.look("rae", paths["projects"]).content.decode()


def test_misspelt(scene: Scene):
    page = html(scene, q="teh fery")
    assert "did you mean" in page
    assert "?q=the%20ferry" in page
    assert "<mark>ferry</mark>" in page


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("zebra", "has this word"),
        ("zebra xylophone", "has these words"),
        ("!!", "no word in it"),
        ("", "case and accents"),
    ],
)
def test_nothing_found(scene: Scene, q: str, said: str):
    assert said in html(scene, q=q)


def test_what_was_typed_is_text(scene: Scene):
    make_claim(scene.cast, text='<b>Bold</b> & "brave"')
    page = html(scene, q='bold "><script>')
    assert "<script>" not in page.replace('<script type="module"', "")
    page = html(scene, q="brave")
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; &quot;<mark>brave</mark>&quot;" in page


def test_one_kind_page_by_page(cast: Cast):
    for i in range(ROWS + 2):
        make_claim(cast, text=f"Ferry {i}.")
    path = f"/projects/{cast.project.slug}/search/"
    first = look(cast.rae, path, q="ferry", kind="claims").content.decode()
    assert first.count('class="row-title"') == ROWS
    assert "page=2" in first
    second = look(cast.rae, path, q="ferry", kind="claims", page="2").content.decode()
    assert second.count('class="row-title"') == 2
    for nonsense in ({"kind": "x"}, {"page": "x"}, {"page": "0"}, {"page": "99999"}, {"kind": "claims", "page": "999"}):
        assert look(cast.rae, path, q="ferry", **nonsense).status_code == 200


def test_the_direction_of_an_article_is_kept(cast: Cast):
    create_article(by=cast.ben, project=cast.project, title="البلدية", text="قال مدير البلدية ذلك.", language="ar")
    page = look(cast.rae, f"/projects/{cast.project.slug}/search/", q="مُدير").content.decode()
    assert 'dir="rtl"' in page
    assert "<mark>مدير</mark>" in page


def test_not_for_others(scene: Scene):
    assert scene.look("eve", f"/projects/{scene.cast.project.slug}/search/", q="ferry").status_code == 404
