"""HTML becomes the text it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import TextRefused, read_markup


def shown(html):
    text, blocks = read_markup(html)
    return [(text[b.start : b.end], b.kind, b.level) for b in blocks]


def test_it_works():
    html = """<html><head><title>Unseen</title><style>p{}</style></head><body>
      <h1>The harbour\n closes</h1><p>“We have <b>no</b> money&nbsp;left,” she <i>said</i>.<br>Then she left.</p>
      <ul><li>One</li><li><p>Two</p></li></ul><blockquote><p>Not a krone.</p></blockquote>
      <figure><img src=x><figcaption>The quay</figcaption></figure><script>alert(1)</script></body></html>"""
    assert shown(html) == [
        ("The harbour closes", "heading", 1),
        ("“We have no money\u00a0left,” she said.", "paragraph", 0),
        ("Then she left.", "paragraph", 0),
        ("One", "list-item", 0),
        ("Two", "list-item", 0),
        ("Not a krone.", "blockquote", 0),
        ("The quay", "caption", 0),
    ]
    assert read_markup("<p>a<br>b<p>c")[0] == "a\nb\n\nc"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p> </p>", ""),
        ("plain words", "plain words"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("<p>a<!-- not this --></p>", "a"),
        ("<table><tr><td>a<td>b</table>", "a\n\nb"),
        ("<b>a</b><b>b</b>", "ab"),
        ("x<span onclick='bad()'> y</span>", "x y"),
        ("<p>👨‍👩‍👧 שלום</p>", "👨‍👩‍👧 שלום"),
    ],
)
def test_what_is_shown(html, text):
    assert read_markup(html)[0] == text


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<li>", "<br>", "<pre>", "</pre>", "<!--", "<", "&", "a", " ", "\n", "🙂", "<script>"]
        )
    ).map("".join)
)
def test_blocks_are_the_texts_lines(html):
    text, blocks = read_markup(html)
    assert [text[b.start : b.end] for b in blocks] == [line for line in text.split("\n") if line]


def test_hostile_markup_is_read_quickly():
    for piece in ("<div>", "<!--", "<a ", "&", "<b><p>"):
        read_markup(piece * 9_000)
    with pytest.raises(TextRefused):
        read_markup("<div>" * 1_000_000)
