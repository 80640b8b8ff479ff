"""A file that comes again, changed or not: what is there stays, what is new is added, what contradicts is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection, transaction

from annotations.errors import Conflict
from annotations.imports.writing import MEANWHILE
from annotations.models import Article, Change, Claim, Project, Quote, User
from tests.cast import make_article, make_quote
from tests.committed import at_once
from tests.imports.bringing import bring, exported, try_out

TEXT = "“No money,” said Brink.\nNobody went."


def article(*quotes: dict[str, Any], **over: Any) -> str:
    line = {"schema": "factcheck/1", "type": "article", "id": "a", "title": "One", "text": TEXT, "quotes": list(quotes)}
    return json.dumps({**line, **over}) + "\n"


def quote(id: str, words: str, **over: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {
        "id": id,
        "kind": "direct",
        "segments": [{"start": start, "end": start + len(words), "exact": words}],
        **over,
    }


def claim(*quotes: Any, **over: Any) -> str:
    return json.dumps({"schema": "factcheck/1", "id": "c", "text": "It rained.", "quotes": list(quotes), **over}) + "\n"


def test_new_quotes_are_added_to_an_article_that_is_there(cast):
    bring(cast.ben, cast.project, article())
    there = Article.objects.get(project=cast.project)
    assert there.state == "inbox"
    said, inner = quote("q", "No money"), quote("r", "money", parent="q")
    report = bring(cast.ben, cast.project, article(said, inner))
    assert (report.created, report.unchanged) == ({"quotes": 2}, {"articles": 1})
    there.refresh_from_db()
    assert (there.state, there.version) == ("annotating", 2)
    assert Quote.objects.get(article=there, parent__isnull=False).parent.children.count() == 1
    # Under another id, but the same words as the same kind by the same person.
    report = bring(cast.ben, cast.project, article(said, quote("again", "No money")))
    assert (report.created, report.unchanged) == ({}, {"articles": 1, "quotes": 2})
    assert try_out(cast.ben, cast.project, article(text="Other words.")).problems[0].at.pointer == "/text"


def test_a_claims_line_finds_its_text_in_the_file_and_in_the_project(cast):
    ours = make_article(cast, text=TEXT)
    make_quote(ours, "Nobody went")
    line = json.loads(exported(cast.project, cast.ben, "articles"))
    sha256 = line["revision"]["sha256"]
    bring(cast.ben, cast.project, claim(quote("q", "No money", revision_sha256=sha256)))
    made = Claim.objects.get(project=cast.project).quotes.get()
    assert (made.article, made.author, made.origin) == (ours, cast.ben, "import")
    wrong = quote("w", "No money", revision_sha256=sha256)
    wrong["segments"][0]["exact"] = "No honey"
    (problem,) = try_out(cast.ben, cast.project, claim(wrong, id="d")).problems
    assert "not “No honey”" in problem.reason


def test_two_people_with_one_file_at_once(cast):
    """Both read that nothing is there; the second to write is told so, and nothing is there twice."""
    lines = article(quote("q", "No money")) + claim()
    answers = at_once(*[lambda who=who: bring(who, cast.project, lines) for who in (cast.ada, cast.ben)])
    told = [answer.detail if isinstance(answer, Conflict) else answer.created for answer in answers]
    assert {"articles": 1, "quotes": 1, "claims": 1} in told
    assert all(one in ({"articles": 1, "quotes": 1, "claims": 1}, {}, MEANWHILE) for one in told)
    assert Article.objects.filter(project=cast.project).count() == 1


def rows_read(by: User, project: Project, lines: str) -> int:
    """How many rows of articles, quotes and claims a rehearsal has the database read."""
    asked = (
        "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables"
        " WHERE relname IN ('article', 'quote', 'claim')"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # the sooner for tables as small as a test's
        cursor.execute(asked)
        (before,) = cursor.fetchone()
        assert try_out(by, project, lines).unchanged
        cursor.execute(asked)
        return int(cursor.fetchone()[0]) - int(before)


def test_what_else_is_in_the_project_is_not_read(cast):
    """Also where the database has not counted yet what is in its tables: just after they were filled."""

    def desk(first: int, last: int) -> str:
        told = [f"{n} {TEXT}" for n in range(first, last)]
        marked = [{"start": t.index("No"), "end": t.index("No") + 8, "exact": "No money"} for t in told]
        return "".join(
            article(quote(f"q{n}", "No money", segments=[mark]), id=f"a{n}", text=text) + claim(id=f"c{n}")
            for n, text, mark in zip(range(first, last), told, marked, strict=True)
        )

    few = desk(0, 20)
    bring(cast.ben, cast.project, few)
    alone = rows_read(cast.ben, cast.project, few)
    bring(cast.ben, cast.project, desk(20, 400))
    assert rows_read(cast.ben, cast.project, few) == alone


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (article() + article(text="Other words."), "twice in the file, first in line 1"),
        (claim() + claim(text="It snowed."), "twice in the file, first in line 1"),
        (article(quote("q", "No money", parent="nobody")), "lies in"),
        (article(quote("q", "No money"), quote("q", "Nobody")), "same id"),
        (article(blocks=[{"start": 5, "end": 20, "kind": "paragraph", "level": 0}]), "blocks"),
        (article(url="javascript:alert(1)"), "web address"),
        (article(created_at="2999-01-01T00:00:00Z"), "future"),
        (article(language="klingonese!"), "language tag"),
        (article(source={"name": "The Gazette", "homepage": "nowhere"}), "web address"),
        (article(version=1001), "Versions"),
        (article(text="a\r\nb"), "carriage returns"),
        (article(text=5), "words"),
        (claim("q"), "object"),
        (claim(state="duplicate", duplicate_of="nobody"), "repeats"),
        (claim(state="decided", round=1), "decision"),
        (claim(comments=[{"id": "x", "text": "No.", "reply_to": "y"}]), "answers no comment"),
        (claim(evidence=[{"id": "e", "title": "T", "stance": "supports", "question": "q"}]), "question"),
        (claim(contacts=[{"id": "k"}]), "whom one asked"),
    ],
)
def test_what_contradicts_itself_is_refused(cast, lines, words):
    report = try_out(cast.ada, cast.project, lines)
    assert report.count, report
    assert any(words in one.reason for one in report.problems), report.problems


def test_versions_are_counted_on_and_on_the_record(cast):
    bring(cast.ada, cast.project, claim(version=3, content_version=2))
    made = Claim.objects.get(project=cast.project)
    assert (made.version, made.content_version) == (3, 2)
    changes = Change.objects.filter(object_id=made.pk).order_by("version")
    assert [(change.version, change.action) for change in changes] == [(1, "import"), (2, "import"), (3, "import")]
