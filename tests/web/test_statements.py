"""What a page costs does not grow with what is on it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.articles import create_article
from tests.cast import (
    judge,
    make_article,
    make_claim,
    make_comment,
    make_contact,
    make_evidence,
    make_question,
    make_quote,
    queued_claim,
)
from tests.proofs import proof
from tests.web.scene import Scene

MOST = {
    "agreement": 12,
    "article": 12,
    "read": 12,
    "desk": 24,
    "claim": 28,
    "claim decided": 28,
    "search": 13,
    "search near": 18,
    "review": 22,
    "decide": 20,
    "claim-history": 18,
    "article-comments": 14,
}


def statements(scene: Scene, who: str) -> dict[str, int]:
    """How many each page takes."""
    counts = {}
    for name, path in scene.paths().items():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = scene.look(who, path)
        # Signing in is the test's own doing.
        own = [q for q in captured if "django_session" not in q["sql"] and 'UPDATE "users"' not in q["sql"]]
        counts[name] = len(own) if answer.status_code == 200 else 0
    return counts


@proof
@pytest.mark.parametrize("who", ["ada", "chi", "ben"])
def test_more_of_everything_costs_no_more(scene: Scene, who: str):
    cast = scene.cast
    for _ in range(2):  # one of each beyond the scene, so that nothing goes from none to some
        grow(scene)
    few = statements(scene, who)
    for _ in range(6):
        grow(scene)
    create_article(by=cast.ben, project=cast.project, text="More.", title="More")
    many = statements(scene, who)
    assert {name: (few[name], many[name]) for name in few if few[name] < many[name]} == {}


def test_pages_keep_to_their_budget(scene: Scene):
    taken = statements(scene, "ada")
    assert {name: taken[name] for name, most in MOST.items() if taken[name] > most} == {}


def grow(scene: Scene) -> None:
    """More of everything pages list."""
    cast = scene.cast
    article = make_article(cast)
    quotes = [make_quote(article, "nonsense", kind=kind) for kind in ("scare", "partial", "direct")]
    make_claim(cast, quotes=quotes, speaker=scene.speaker)
    make_claim(cast, by=cast.ada, assignee=cast.ben)
    make_quote(scene.article, "about 40 million", kind="partial", by=cast.ada) if not hasattr(scene, "grown") else None
    scene.grown = True  # type: ignore[attr-defined]
    make_evidence(scene.waiting, title="Another", question=make_question(scene.waiting))
    make_contact(scene.waiting)
    for about in (scene.waiting, scene.quote, scene.article, scene.decided.verdicts.first()):
        make_comment(about, cast.ada, text="@Ben, @Chi: look.")
    make_evidence(scene.disputed, title="Another")
    queued_claim(cast)
    disputed = queued_claim(cast)
    judge(disputed, cast.chi, "true")
    judge(disputed, cast.dan, "false")
