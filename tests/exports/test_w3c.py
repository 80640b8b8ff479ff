"""Web Annotations: an article with its text, and its quotes by words and by place."""

from __future__ import annotations

import json

from annotations.exports.registry import FORMATS
from annotations.exports.shape import EXAMPLES

ARTICLE = json.loads(EXAMPLES["articles"])


def collection_of(*articles):
    return json.loads(b"".join(FORMATS["w3c"].render(json.dumps(one).encode() + b"\n" for one in articles)))


def quotes_of(*articles):
    return [one for one in collection_of(*articles)["first"]["items"] if one["motivation"] == "classifying"]


def with_quote(**over):
    return {**ARTICLE, "quotes": [{**ARTICLE["quotes"][0], **over}]}


def said(annotation, purpose):
    return [body.get("value") or body["source"] for body in annotation["body"] if body["purpose"] == purpose]


def test_it_works():
    text, quote, *_ = collection_of(ARTICLE)["first"]["items"]
    assert text["body"]["value"] == ARTICLE["text"]
    assert text["target"]["source"]["schema:url"] == {"id": "https://courier.example/festival"}
    assert text["target"]["selector"]["end"] == len(ARTICLE["text"])
    assert (said(quote, "classifying"), said(quote, "tagging")) == (["direct"], ["literal"])
    assert said(quote, "identifying")[0]["name"] == "Tove Brink"
    assert said(quote, "linking")[0]["schema:text"] == "Lindholm has no money left for its harbour."


def test_a_quote_of_several_segments_has_several_targets_and_each_means_the_same_twice():
    quote = quotes_of(ARTICLE)[0]
    assert len(quote["target"]) == 2
    for target in quote["target"]:
        words, place = target["selector"]
        assert ARTICLE["text"][place["start"] : place["end"]] == words["exact"]
        assert (target["source"], target["scope"]) == (ARTICLE["url"], f"urn:uuid:{ARTICLE['id']}")


def test_an_article_without_an_address_is_its_urn():
    article = {**with_quote(segments=ARTICLE["quotes"][0]["segments"][:1]), "url": ""}
    assert quotes_of(article)[0]["target"]["source"] == f"urn:uuid:{article['id']}"


def test_what_a_correction_took_away_is_left_out():
    here, lost = ARTICLE["quotes"][0]["segments"][0], dict.fromkeys(("start", "end", "prefix", "suffix"))
    lost = {**ARTICLE["quotes"][0]["segments"][1], **lost, "state": "orphaned"}
    assert quotes_of(with_quote(segments=[lost])) == []
    assert isinstance(quotes_of(with_quote(segments=[here, lost]))[0]["target"], dict)


def test_a_quote_in_a_quote_says_so_and_an_article_without_quotes_is_there():
    assert quotes_of(with_quote(parent="0197c3a0-5e10-7013-9a00-000000000013"))[0]["schema:isPartOf"] == {
        "id": "urn:uuid:0197c3a0-5e10-7013-9a00-000000000013"
    }
    assert collection_of({**ARTICLE, "quotes": []})["total"] == 1


def test_the_total_is_what_there_is_however_many_blocks_it_came_in():
    collection = collection_of(ARTICLE, {**ARTICLE, "quotes": []}, ARTICLE)
    assert collection["total"] == len(collection["first"]["items"]) == 2 * (1 + len(ARTICLE["quotes"])) + 1
    assert (collection_of()["total"], collection_of()["first"]["items"]) == (0, [])
