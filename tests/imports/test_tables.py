"""Tables and Markdown: what becomes of them, and what is refused."""

from __future__ import annotations

import io

import pytest

from annotations.imports.readers import csv, markdown
from annotations.imports.shape import ArticleDraft, ClaimDraft, Options, Refusal, SourceDraft, SpeakerDraft
from tests.imports.bringing import try_out


def rows(content: str | bytes, reader=csv.READER):
    raw = content.encode() if isinstance(content, str) else content
    return list(reader.read(io.BytesIO(raw), Options(name="desk.csv")))


def test_one_article_a_row():
    first, second = rows(
        '\ufeffHeadline;Text;Publisher;Date\r\nOne;"It ""rained"";\r\nagain.";The Gazette;2025-06-24\r\n;Two.;;\r\n'
    )
    assert isinstance(first, ArticleDraft)
    assert (first.title, first.text, first.source) == ("One", 'It "rained";\nagain.', SourceDraft("The Gazette"))
    assert (first.published_on, first.at.line, second.at.line) == ("2025-06-24", 2, 4)
    assert (
        first.key
        == rows('text;title;source;published_on\n"It ""rained"";\r\nagain.";One;The Gazette;2025-06-24')[0].key
    )


def test_one_claim_a_row():
    (claim,) = rows(
        "claim\tspeaker\tspeaker_role\ttopics\tpriority\tmood\nIt rained.\tTove Brink\tMayor\tbudget; harbour\t2\tbad\n"
    )
    assert isinstance(claim, ClaimDraft)
    assert (claim.text, claim.speaker) == ("It rained.", SpeakerDraft("Tove Brink", role="Mayor"))
    assert (claim.topics, claim.priority) == (("budget", "harbour"), 2)


def test_columns_are_mapped_and_ours_come_first():
    table = b"sentence,text,body,url\nIt rained.,The text,The body,/news/1\n"
    (claim,) = csv.READER.read(io.BytesIO(table), Options(labels={"sentence": "claim", "text": ""}))
    assert isinstance(claim, ClaimDraft) and claim.text == "It rained."
    (article,) = csv.READER.read(io.BytesIO(table), Options(labels={"url": ""}))
    assert (article.text, article.url) == ("The text", "")
    assert 'labels={"sentence": "claim"}' in rows("sentence,label\nx,1\n")[0].remedy


@pytest.mark.parametrize("told", ["sep=;", "\ufeffsep=;;", '"SEP=;"'])
def test_a_line_that_tells_excel_what_parts_cells_is_no_row(told):
    (article,) = rows(f"{told}\r\ntitle;text\r\nOne, two;It rained.\r\n")
    assert (article.title, article.text, article.at.line) == ("One, two", "It rained.", 3)


def test_other_encodings():
    words = "Niemand weiß, wann die letzte Fähre fährt und was das für die Bewohner der Insel heißen könnte. " * 5
    table = f'text,title\n"{words}",Über die Fähre\n'
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        (article,) = rows(table.encode(encoding))
        assert (article.title, article.text[:12]) == ("Über die Fähre", "Niemand weiß")
    long = f"text,title\n{table.partition(chr(10))[2] * 3000}"
    for encoding in ("utf-8", "utf-16", "utf-32"):
        assert len(rows(long.encode(encoding))) == 3000


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("", 1, "empty"),
        ("name,age\nx,1\n", 1, "`text`"),
        ("text,text\na,b\n", 1, "Two columns"),
        ("text\na,b\n", 2, "2 cells under 1"),
        ('text\n"never ends', 2, "lost quotation mark"),
        ("text\n \n\x01\n", 3, "control character"),
        ("claim,priority\nx,much\n", 2, "whole number"),
        (b"text\n" + b"x" * (1 << 20) + b"\n\xff\n", 2, "another encoding"),
        (b"text\n\0", None, "not a plain text file"),
        (b"text\nIt rained.\nThe caf\xe9.\n" + b"Again.\n" * 9, None, "line 3 is the first"),
        ("text,title\n\n", 1, "No row follows"),
        ("sentence,claim\nIt rained., \n", 2, "Write the claim"),
    ],
)
def test_what_cannot_be_read_is_named(content, line, words):
    refusal = rows(content)[-1]
    assert isinstance(refusal, Refusal)
    assert refusal.at.line == line
    assert words in refusal.reason + refusal.remedy
    assert refusal.reason.endswith(".") and refusal.remedy.endswith(".")


def test_markdown_is_the_words_it_shows():
    (article,) = rows(
        "---\nauthor: Mia Falk\ndate: 2025-06-25\npublisher: The Gazette\nmood: bad\n---\n\n"
        "# The *harbour*\n\nNobody [went](https://x.example).\n\n- One\n- Two\n\n> A quote\n",
        markdown.READER,
    )
    assert article.text == "The harbour\n\nNobody went.\n\nOne\n\nTwo\n\nA quote"
    assert [(b.kind, b.level) for b in article.blocks][:2] == [("heading", 1), ("paragraph", 0)]
    assert (article.title, article.byline, article.published_on, article.source) == (
        *("The harbour", "Mia Falk", "2025-06-25"),
        SourceDraft("The Gazette"),
    )


def test_markdown_that_lies_deep_is_kept_or_refused_and_never_left_out(cast):
    deep = "\n".join(f"{'  ' * level}- item {level}" for level in range(40))
    (article,) = rows(deep, markdown.READER)
    assert article.text.split("\n\n") == [f"item {level}" for level in range(40)]
    (problem,) = try_out(cast.ben, cast.project, "> " * 5000 + "It rained.", "markdown").problems
    assert "too deeply" in problem.reason
