"""The page Export: every format with its example and its address, and what is asked for in every address."""

from __future__ import annotations

from annotations.exports.registry import FORMATS
from tests.cast import make_article, make_claim, make_quote
from tests.web.scene import look


def test_it_works(cast):
    make_claim(cast)
    page = look(cast.rae, f"/projects/{cast.project.slug}/export/").content.decode()
    for format in FORMATS.values():
        assert f'href="/api/v1/projects/{cast.project.slug}/export/{format.name}/" download' in page
        assert f'id="curl-{format.name}"' in page
        assert f"-o {cast.project.slug}.{format.extension}" in page
    assert "1 in all" in page


def test_what_is_asked_for_goes_into_every_address(cast):
    quote = make_quote(make_article(cast))
    make_claim(cast, text="The ferry sails.", quotes=[quote])
    make_claim(cast, text="Nobody lives there.")
    make_article(cast)
    path = f"/projects/{cast.project.slug}/export/"
    page = look(cast.rae, path, q="ferry", state="draft", people="pseudonyms").content.decode()
    assert page.count("?state=draft&amp;people=pseudonyms&amp;q=ferry") == 2 * len(FORMATS)
    assert page.count("1 fits") == 2
    assert 'value="pseudonyms" checked' in page
    nonsense = look(cast.rae, path, state="lost", speaker="nobody", verdicts="all", people="no\0one").content.decode()
    assert "export/jsonl/?" not in nonsense
    assert "2 in all" in nonsense
