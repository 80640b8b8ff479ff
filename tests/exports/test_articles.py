"""What an article's line says: the whole text, every quote that is there, in claims or not, and nothing that was deleted."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection

from annotations.actions.articles import create_article
from annotations.exports.articles import DIRECTION
from annotations.text import direction_of
from annotations.text.direction import RIGHT_TO_LEFT_LANGUAGES, RIGHT_TO_LEFT_SCRIPTS
from tests.cast import make_article, make_cast, make_claim, make_comment, make_quote
from tests.exports.reading import lines_of
from tests.exports.scene import CORRECTED, FAMILY, Scene


def utf16(text: str, start: int, end: int) -> str:
    """What JavaScript's slice would give."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_it_works(cast):
    scene = Scene(cast)
    make_comment(scene.article, cast.ada, text="Where is the picture?")
    (line,) = lines_of(cast, "articles").values()
    assert (line["schema"], line["type"], line["id"]) == ("factcheck/1", "article", str(scene.article.pk))
    assert line["text"] == CORRECTED
    current = scene.article.current
    assert line["revision"] == {"number": 2, "sha256": current.sha256, "length": len(CORRECTED)}
    assert [CORRECTED[block["start"] : block["end"]] for block in line["blocks"]] == CORRECTED.split("\n\n")
    assert line["author"] == {"id": str(cast.ben.pk), "name": "Ben"}
    assert [comment["text"] for comment in line["comments"]] == ["Where is the picture?"]
    kinds = [quote["kind"] for quote in line["quotes"]]
    assert kinds == ["direct", "indirect", "partial", "statement"], "in the order of the text, what was lost last"
    claims = [[(claim["text"], claim["rating"]) for claim in quote["claims"]] for quote in line["quotes"]]
    assert claims == [
        [("Lindholm has no money left.", "false")],
        [("The quay cost 40 million.", None)],
        [("Lindholm has no money left.", "false")],
        [("The ferry sails.", None)],
    ]
    for segment in (segment for quote in line["quotes"] for segment in quote["segments"]):
        if segment["state"] == "orphaned":
            assert {segment[name] for name in ("start", "end", "start_utf16", "end_utf16", "prefix", "suffix")} == {
                None
            }
            assert segment["exact"] == "the last ferry"
            continue
        assert CORRECTED[segment["start"] : segment["end"]] == segment["exact"]
        assert utf16(CORRECTED, segment["start_utf16"], segment["end_utf16"]) == segment["exact"]
    assert not any(segment["exact"] == FAMILY for quote in line["quotes"] for segment in quote["segments"])


def test_filters_are_those_of_the_claims(cast):
    scene = Scene(cast)
    other = make_article(cast)
    lonely = make_quote(other)
    empty = make_article(cast)

    def found(**filters: object) -> set[str]:
        return set(lines_of(cast, "articles", **filters))

    festival, harbour = str(scene.article.pk), str(other.pk)
    assert found() == {festival, harbour, str(empty.pk)}
    assert lines_of(cast, "articles")[harbour]["quotes"][0]["claims"] == []
    assert found(state="decided") == found(speaker=scene.speaker.pk) == found(q="money lindholm") == {festival}
    make_claim(cast, text="Tides.", quotes=[lonely], assignee=cast.ada, by=cast.ada)
    assert found(assignee=cast.ada.pk) == found(q="tides") == {harbour}
    assert found(article=empty.pk) == {str(empty.pk)}
    assert found(article=other.pk, state="decided") == found(article=uuid.uuid4()) == set()


def test_oldest_first_and_of_this_desk_alone(cast):
    make_article(make_cast())
    articles = [make_article(cast, title=f"{n}") for n in range(3)]
    assert list(lines_of(cast, "articles")) == [str(article.pk) for article in articles]


def test_an_article_in_arabic_says_its_direction(cast):
    create_article(by=cast.ben, project=cast.project, text="لا مال", title="مال", language="ar")
    (line,) = lines_of(cast, "articles").values()
    assert line["direction"] == "rtl"


@pytest.mark.django_db
def test_the_direction_is_that_of_the_pages():
    words = ["en", "uz", "ar", "he", "yid", "zh", "arab"]
    tags = [
        *RIGHT_TO_LEFT_LANGUAGES,
        *(f"az-{script.title()}" for script in RIGHT_TO_LEFT_SCRIPTS),
        *(f"{word}{rest}" for word in words for rest in ("-Latn", "-Arab", "-yue-Hebr-HK", "-DE-1996", "-u-arab")),
        *(f"{word}{rest}" for word in words for rest in ("-1994-arab", "-arabic", "-x-aa-arab", "-DE-arab-x-latn")),
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT language, {DIRECTION} FROM unnest(%s::text[]) article(language)", [tags])
        assert dict(cursor.fetchall()) == {tag: direction_of(tag) for tag in tags}
