"""Whatever the text and wherever its quotes: what a format writes its reader finds. Whatever the file: a reader answers."""

from __future__ import annotations

import io
import json
import re
from typing import Any
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exports.docbin import described
from annotations.exports.registry import FORMATS
from annotations.imports.registry import READERS
from annotations.imports.shape import ArticleDraft, Options, Refusal
from tests.exports.articles import article_of, lines, placed, quote_id

CHARACTERS = "ab é\n\t“”,-עبक्字🙂💸🇩🇰👩\u200d𝒳\u0301\u2028\u00a0\u200f\ufeff\U0010fffd\ue000<&\"'"
FORMATS_READ = ("label-studio", "doccano", "brat", "uima-cas")


@st.composite
def articles(draw: st.DrawFn) -> dict[str, Any]:
    """An article with up to three quotes of up to three segments anywhere in it."""
    text = "a" + draw(st.text(CHARACTERS, max_size=60))
    quotes = []
    for _ in range(draw(st.integers(0, 3))):
        ends = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
        kind = draw(st.sampled_from(("direct", "scare")))
        quotes.append({"at": list(zip(ends[::2], ends[1::2], strict=False)), "kind": kind})
    return article_of(text, quotes)


def written(name: str, article: dict[str, Any]) -> bytes:
    return b"".join(FORMATS[name].render(lines(article)))


def brought(name: str, content: bytes) -> list[Any]:
    return list(READERS[name].read(io.BytesIO(content), Options()))


@settings(max_examples=60, deadline=None)
@given(article=articles())
def test_what_a_format_writes_its_reader_finds(article):
    wanted = placed(article)
    for name in FORMATS_READ:
        (draft,) = brought(name, written(name, article))
        assert draft.text == article["text"], name
        found = {quote.key: [(p.start, p.end) for p in quote.passages] for quote in draft.quotes}
        if name == "brat":  # cannot mark the end of a line
            assert characters(article["text"], found) == characters(article["text"], wanted)
        else:
            assert found == wanted, name


def characters(text: str, quotes: dict[str, list[tuple[int, int]]]) -> dict[str, set[int]]:
    """Which characters each quote marks, line ends aside; a quote of nothing else is none."""
    marked = {
        id: {at for s, e in spans for at in range(s, e) if text[at] not in "\n\u2028"} for id, spans in quotes.items()
    }
    return {id: places for id, places in marked.items() if places}


@settings(max_examples=60, deadline=None)
@given(article=articles())
def test_tokens_are_the_text_and_quotes_end_where_tokens_do(article):
    text = article["text"]
    rows = [line.split() for line in written("conll", article).decode().split("\n") if line][1:]
    assert [text[int(start) : int(end)] for _, start, end, _ in rows] == [word for word, *_ in rows]
    assert "".join(word for word, *_ in rows) == re.sub(r"\s", "", text)
    with ZipFile(io.BytesIO(written("spacy", article))) as archive:
        shown = described(archive.read("00001.spacy"))
    assert f"doc.text == {text!r}\n" in shown
    for number in range(1, len(article["quotes"]) + 1):
        for start, end in placed(article)[quote_id(number)]:
            assert f" {text[start:end]!r}, id_ {quote_id(number)}\n" in shown


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.floats(allow_nan=False) | st.text("aé🙂\n\0", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("id", "text", "start")), inner, max_size=3)
    ),
    max_leaves=4,
)
WHOLE = {
    "label-studio": json.loads(READERS["label-studio"].example)[0]
    | {"predictions": [], "completions": [{"result": [{"type": "relation", "from_id": "a1", "to_id": "a1"}]}]},
    "doccano": {
        "text": "“No money,” she said.",
        "entities": [{"id": 1, "label": "direct", "start_offset": 1, "end_offset": 9, "quote": quote_id(1)}],
        "relations": [{"from_id": 1, "to_id": 1, "type": "inside"}],
        "label": [[1, 9, "direct"]],
        "cats": ["good"],
        "meta": {"title": "Money", "revision": 2, "source": "The Courier"},
    },
    "uima-cas": {
        "%TYPES": {},
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "“No money,” she said."},
            {"%ID": 2, "%TYPE": "a.Quote", "@sofa": 1, "begin": 1, "end": 9, "kind": "direct", "quote": quote_id(1)},
            {"%ID": 3, "%TYPE": "a.Tie", "@sofa": 1, "@Governor": 2, "@Dependent": 2, "tie": "inside"},
        ],
    },
}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths to everything in it."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(below for key, one in items for below in places(one, (*path, key)))]


def spoilt(value: Any, path: tuple[Any, ...], junk: Any) -> Any:
    """It, with junk in that place."""
    if not path:
        return junk
    key, *rest = path
    if isinstance(value, dict):
        return {**value, key: spoilt(value[key], tuple(rest), junk)}
    return [*value[:key], spoilt(value[key], tuple(rest), junk), *value[key + 1 :]]


@settings(max_examples=120, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(WHOLE)), junk=JUNK)
def test_a_reader_answers_whatever_the_file(data, name, junk):
    path = data.draw(st.sampled_from(places(WHOLE[name])))
    for row in brought(name, json.dumps(spoilt(WHOLE[name], path, junk)).encode()):
        assert isinstance(row, ArticleDraft | Refusal)


@settings(max_examples=60, deadline=None)
@given(
    annotations=st.lists(
        st.text("TAREN#*123\t :;-direct\u0661", max_size=20)
        | st.sampled_from(["T1\tdirect 1 9\tNo money", "A1\tTone T1 x"])
    )
)
def test_brat_answers_whatever_the_annotations(annotations):
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "“No money,” she said.")
        archive.writestr("a.ann", "\n".join(annotations))
    for row in brought("brat", out.getvalue()):
        assert isinstance(row, ArticleDraft | Refusal)
