"""What requests cost, in statements: saving a quote at most twelve, reading the same for one row and for many."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.members import add_member, invite
from annotations.actions.revisions import add_revision
from annotations.actions.sources import create_source
from annotations.actions.speakers import create_speaker
from annotations.actions.tokens import create_token
from annotations.models import Article
from tests.api.asking import Asker
from tests.api.scene import Scene
from tests.cast import (
    TEXT,
    Cast,
    judge,
    make_article,
    make_claim,
    make_comment,
    make_contact,
    make_evidence,
    make_question,
    make_quote,
    make_user,
    spans_of,
)


def statements(ask) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
        assert answer.status_code in (200, 201, 204), answer.content
    return [query["sql"] for query in captured.captured_queries]


def test_saving_a_quote(cast: Cast):
    """With a token and an idempotency key, transaction control included. A test's savepoint stands for BEGIN and COMMIT."""
    article = make_article(cast)
    make_quote(article)  # the first one also takes the article out of the inbox
    ben = Asker(cast.ben, scopes=("write",))
    body = {"article": str(article.pk), "kind": "direct", "segments": spans_of(article, "Not a single krone")}
    made = statements(lambda: ben.post("quotes/", body))
    assert len(made) <= 12, "\n".join(made)


@pytest.mark.parametrize("count", [1, 40])
def test_opening_an_article(cast: Cast, count: int):
    """Its words, its quotes and its claims, whatever their number."""
    article = make_article(cast)
    text = article.current.text
    for i in range(count):
        make_claim(cast, quotes=[make_quote(article, text[: i + 5], "last ferry")])
    ben = Asker(cast.ben, scopes=("read",))
    opened = statements(lambda: ben.get(f"articles/{article.pk}/"))
    opened += statements(lambda: ben.get("quotes/", article=article.pk, limit=1000))
    opened += statements(lambda: ben.get("claims/", article=article.pk, limit=1000))
    assert len(opened) <= 7, "\n".join(opened)


def test_lists_cost_the_same_however_long(cast: Cast):
    scene = Scene(cast)
    claim, olu = scene.agreed, Asker(cast.olu, scopes=("read",))
    paths = [
        *("projects/", "articles/", "quotes/", "claims/", "speakers/", "sources/", "scales/", "tokens/"),
        *(f"projects/{scene.slug}/{noun}/" for noun in ("members", "invitations")),
        *(f"claims/{claim.pk}/{noun}/" for noun in ("evidence", "questions", "contacts", "comments")),
        *(f"claims/{claim.pk}/{noun}/" for noun in ("verdicts", "history")),
        f"articles/{scene.article.pk}/revisions/",
    ]
    costs = {path: len(statements(partial(olu.get, path, limit=1000))) for path in paths}
    for i in range(4):
        person = make_user(f"Extra{i}")
        add_member(by=cast.olu, project=scene.project, user=person, role="reviewer")
        invite(by=cast.olu, project=scene.project, role="reader")
        create_token(by=None, user=cast.olu, name=f"Token {i}", scopes=["read"])
        create_speaker(by=cast.ben, project=scene.project, name=f"Speaker {i}")
        create_source(by=cast.ben, project=scene.project, name=f"Source {i}")
        add_revision(by=cast.ben, article=Article.objects.get(pk=scene.article.pk), text=f"Correction {i}.\n{TEXT}")
        make_claim(cast, quotes=[make_quote(make_article(cast))])
        make_evidence(claim)
        make_question(claim)
        make_contact(claim)
        make_comment(claim, cast.ada, text="@Ben, @Chi: look.")
        judge(claim, person)
    for path, cost in costs.items():
        longer = statements(partial(olu.get, path, limit=1000))
        assert len(longer) == cost <= 7, (path, longer)
