"""A project with every kind of object an archive holds, and with what it must not hold."""

from __future__ import annotations

from datetime import date

from annotations.actions.assignments import assign_reviewer
from annotations.actions.claims import act_on_claim
from annotations.actions.members import accept_invitation, invite, remove_member
from annotations.actions.projects import change_project
from annotations.actions.queue import lease_next
from annotations.actions.quotes import change_quote
from annotations.actions.scales import change_rating
from annotations.actions.tokens import create_token
from annotations.actions.verdicts import give_verdict
from annotations.models import Claim, Membership, Quote, Rating
from tests.cast import (
    Cast,
    judge,
    make_article,
    make_claim,
    make_comment,
    make_quote,
    make_release,
    make_scale,
    queued_claim,
)
from tests.exports.scene import Scene
from tests.imports.bringing import bring

ARTICLE = '{"schema": "factcheck/1", "type": "article", "id": "one", "title": "Brought in", "text": "It rained.", "quotes": []}\n'
SECRETS = ("ada@lindholm.example", "restless-ada")


def fill(cast: Cast) -> Scene:
    """The scene of the exports, and on top of it what only an archive shows."""
    cast.ada.username, cast.ada.email = SECRETS[1], SECRETS[0]
    cast.ada.save()
    scene = Scene(cast)
    upload = "\ufeffThe ferry\r\nsails \\ “no more”.".encode()
    article = make_article(
        cast, text=upload.decode(), raw=upload, title='Back\\slash "quoted"', published_on=date(2026, 5, 2)
    )
    whole = make_quote(article, "sails \\ “no more”")
    part = make_quote(article, "no more", kind="scare", parent=whole)
    change_quote(by=cast.ben, quote=Quote.objects.get(pk=part.pk), note="Tab\tand\u2028line")
    # What is drafted, left, kept, passed on.
    drafted = queued_claim(cast, text="She was told in March.")
    give_verdict(
        by=cast.dan,
        claim=drafted,
        claim_version=drafted.version,
        rating="true",
        state="draft",
        rationale="Not sure yet.",
    )
    assign_reviewer(by=cast.ada, claim=scene.blind, reviewer=cast.dan)
    lease_next(by=cast.dan, project=cast.project)
    double = make_claim(cast, text="Lindholm has nothing left.")
    act_on_claim(by=cast.ada, claim=double, action="duplicate", duplicate_of=scene.decided, reason="The same.")
    make_comment(article, cast.ben, text="Whose ferry, @Ada?")
    # A scale of its own, on which a rating was renamed, and another merged, after labels were given.
    done = list(Claim.objects.filter(project=cast.project, state="in_review"))
    for claim in done:
        act_on_claim(by=cast.ada, claim=claim, action="return", reason="Later.")
    own = make_scale(cast, "so", "partly", "not-so")
    project = change_project(by=cast.olu, project=cast.project, scale=own)
    for code in ("so", "partly"):
        judged = queued_claim(cast, text=f"It is {code}.")
        judge(judged, cast.chi, code)
        judge(judged, cast.dan, code)
    change_rating(by=cast.ada, rating=Rating.objects.get(scale=own, code="so"), label="Quite so")
    change_rating(by=cast.ada, rating=Rating.objects.get(scale=own, code="partly"), merged_into="so")
    blind = queued_claim(cast, text="Nobody has seen this verdict.")
    scene.hidden = judge(blind, cast.chi, "so", rationale="A secret until Dan is done.")
    # Somebody came and went; another was invited and never came.
    accept_invitation(by=cast.eve, secret=invite(by=cast.olu, project=project, role="reader")[1])
    remove_member(by=cast.olu, membership=Membership.objects.get(user=cast.eve, project=project))
    invite(by=cast.olu, project=project, role="reader", note="For nobody")
    create_token(by=None, user=cast.ada, name="Mine", scopes=["read"])
    bring(cast.ben, project, ARTICLE)
    make_release(cast)
    cast.project.refresh_from_db()
    return scene
