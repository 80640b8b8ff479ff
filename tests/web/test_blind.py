"""While a claim is in review, no page tells anybody but its author of a verdict: not whose it is, not what it says."""

from __future__ import annotations

import re

from annotations.actions.verdicts import give_verdict
from annotations.models import Claim
from tests.cast import judge, make_cast, queued_claim
from tests.web.scene import Scene, look

RATIONALE = "The plan of 1931 says zwanzig fathoms."


def test_only_the_seats_show_that_a_verdict_came_in(scene: Scene):
    paths = {name: path for name, path in scene.paths().items() if name not in ("article", "tokens", "projects")}
    people = ["olu", "ada", "dan", "ben", "rae"]
    before = {(who, name): body_of(scene, who, path) for who in people for name, path in paths.items()}
    judge(scene.waiting, scene.cast.chi, "false", rationale=RATIONALE)
    told = []
    for (who, name), was in before.items():
        now = body_of(scene, who, paths[name])
        assert RATIONALE not in now
        if now.replace("1 of 2", "0 of 2") != was.replace("1 of 2", "0 of 2"):
            told.append((who, name))
    assert not told


def test_a_draft_is_its_authors_alone(scene: Scene):
    claim = Claim.objects.get(pk=scene.waiting.pk)
    give_verdict(
        by=scene.cast.chi, claim=claim, claim_version=claim.version, rating=None, rationale=RATIONALE, state="draft"
    )
    assert RATIONALE in body_of(scene, "chi", scene.paths()["review"])
    for who in ("olu", "ada", "dan"):
        assert RATIONALE not in body_of(scene, who, scene.paths()["review"])


def test_the_last_verdict_shows_all(scene: Scene):
    judge(scene.waiting, scene.cast.chi, "false", rationale=RATIONALE)
    assert RATIONALE in body_of(scene, "chi", scene.paths()["claim"])
    judge(scene.waiting, scene.cast.dan, "mixed")
    for who in ("olu", "ada", "chi", "dan", "ben", "rae"):
        shown = body_of(scene, who, scene.paths()["claim"])
        assert RATIONALE in shown
        assert "The reviewers do not agree" in shown


def test_without_blindness_a_verdict_is_seen_at_once(db):
    cast = make_cast(blind=False)
    claim = queued_claim(cast)
    judge(claim, cast.chi, "false", rationale=RATIONALE)
    assert RATIONALE in look(cast.rae, f"/claims/{claim.pk}/").content.decode()


def body_of(scene: Scene, who: str, path: str) -> str:
    """The page without what differs from one answer to the next."""
    html = scene.look(who, path).content.decode()
    return re.sub(r'(csrf-token" content|csrfmiddlewaretoken" value)="\w+"', r"\1", html)
