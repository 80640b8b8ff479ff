"""One of everything, in states where something can be done with it; and for every address and method what to send."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from annotations.actions.assignments import assign_reviewer
from annotations.actions.claims import delete_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.members import invite
from annotations.actions.projects import change_project
from annotations.actions.quotes import delete_quote
from annotations.actions.sources import create_source
from annotations.actions.speakers import create_speaker
from annotations.actions.tokens import create_token
from annotations.actions.verdicts import give_verdict
from annotations.models import Claim, Import, Membership, Scale
from tests.cast import (
    Cast,
    judge,
    make_article,
    make_claim,
    make_comment,
    make_contact,
    make_evidence,
    make_question,
    make_quote,
    make_release,
    make_scale,
    queued_claim,
    spans_of,
)


class Scene:
    """A project in the middle of its work."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.project = cast.project
        self.slug = cast.project.slug
        self.article = make_article(cast)
        self.quote = make_quote(self.article)
        self.deleted = delete_quote(by=cast.ben, quote=make_quote(self.article, "nonsense"))
        self.article.refresh_from_db()  # the first quote took it out of the inbox
        self.claim = make_claim(cast)
        self.question = make_question(self.claim)
        self.gone = delete_claim(by=cast.ben, claim=make_claim(cast, text="Nobody went."))
        self.evidence = make_evidence(self.claim)
        self.contact = make_contact(self.claim)
        self.queued = queued_claim(cast, text="The last ferry sails in May.")
        self.agreed = queued_claim(cast, text="The quay cost 40 million.")
        self.revealed = judge(self.agreed, cast.chi)
        judge(self.agreed, cast.dan)
        self.revealed.refresh_from_db()
        self.decided = queued_claim(cast, text="Nobody was asked.")
        judge(self.decided, cast.chi)
        judge(self.decided, cast.dan)
        self.agreed, self.decided = (Claim.objects.get(pk=c.pk) for c in (self.agreed, self.decided))
        self.decision = decide_claim(
            by=cast.ada, claim=self.decided, claim_version=self.decided.version, rating="false"
        )
        self.drafted = queued_claim(cast, text="She was told in March.")
        self.draft = give_verdict(
            by=cast.chi, claim=self.drafted, claim_version=self.drafted.version, rating="true", state="draft"
        )
        self.remarks = {
            noun: make_comment(getattr(self, name), cast.ben, text="Really, @Chi?")
            for noun, name in (("article", "article"), ("quote", "quote"), ("claim", "claim"), ("verdict", "revealed"))
        }
        self.assignment = assign_reviewer(by=cast.ada, claim=self.queued, reviewer=cast.dan)
        self.brought = Import.objects.create(
            project=self.project, by=cast.ben, name="a.txt", format="text", sha256="0" * 64, size=1
        )
        self.speaker = create_speaker(by=cast.ben, project=self.project, name="Tove Brink")
        self.source = create_source(by=cast.ben, project=self.project, name="The Lindholm Gazette")
        self.member = Membership.objects.get(project=self.project, user=cast.rae)
        self.invitation, _ = invite(by=cast.olu, project=self.project, role="reader")
        self.scale = Scale.objects.get(slug="desk-6")
        self.own_scale = make_scale(cast)
        self.rating = self.own_scale.ratings.first()
        self.release = make_release(cast)
        self.tokens = {
            name: create_token(by=None, user=getattr(cast, name), name="Mine", scopes=["read"])[0] for name in PEOPLE
        }
        # One reader and one seat more make Chi's and Ada's verdicts possible on the same claim.
        self.project = change_project(by=cast.olu, project=self.project, readers=3)


PEOPLE = ("eve", "ben", "chi", "ada", "olu")
Made = Callable[[Scene], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """How one method of one address is asked, and what each person is answered: Eve, Ben, Chi, Ada, Olu."""

    statuses: tuple[int, int, int, int, int]
    at: Made = lambda scene: {}
    body: Made | None = None
    on: str = ""
    """The name of the scene's object whose version goes into If-Match."""
    params: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    """Whether it leaves no trace in the record, being no change to anything people keep."""


def of(name: str) -> Made:
    """The address of one of the scene's objects."""
    return lambda scene: {"id": str(getattr(scene, name).pk)}


def in_project(scene: Scene) -> dict[str, Any]:
    """The address of the scene's project."""
    return {"slug": scene.slug}


def released(scene: Scene) -> dict[str, Any]:
    """The address of the scene's release."""
    return {"slug": scene.slug, "number": str(scene.release.number)}


def remark(noun: str, *, one: bool = True) -> Made:
    """The address of the comments on the scene's article, quote, claim or verdict; or of the one there is."""

    def at(scene: Scene) -> dict[str, Any]:
        on = {"article": scene.article, "quote": scene.quote, "claim": scene.claim, "verdict": scene.agreed}[noun]
        found = {"id": str(on.pk)} | ({"verdict_id": str(scene.revealed.pk)} if noun == "verdict" else {})
        return found | ({"comment_id": str(scene.remarks[noun].pk)} if one else {})

    return at


def question(scene: Scene) -> dict[str, Any]:
    """The address of the scene's question."""
    return {"id": str(scene.claim.pk), "question_id": str(scene.question.pk)}


def contact(scene: Scene) -> dict[str, Any]:
    """The address of the scene's contact."""
    return {"id": str(scene.claim.pk), "contact_id": str(scene.contact.pk)}


def everyone(status: int) -> tuple[int, int, int, int, int]:
    return (status,) * 5


READ = (404, 200, 200, 200, 200)
ANNOTATE = (404, 201, 201, 201, 201)
CHANGE = (404, 200, 200, 200, 200)
DELETE = (404, 204, 204, 204, 204)
EDIT = (404, 403, 403, 200, 200)
CREATE = (404, 403, 403, 201, 201)
OWN = (404, 403, 403, 403, 200)
STEP = {"code": "a", "label": "A step", "colour": "green"}
PROJECT = {"project": "{slug}"}


def unique(word: str) -> str:
    return f"{word} {uuid.uuid4().hex[:8]}"


CASES: dict[tuple[str, str], Case] = {
    ("projects", "GET"): Case(everyone(200)),
    ("projects", "POST"): Case(everyone(403), body=lambda s: {"slug": f"new-{uuid.uuid4().hex[:8]}", "name": "New"}),
    ("project", "GET"): Case(READ, in_project),
    ("project", "PATCH"): Case(EDIT, in_project, lambda s: {"guidelines": "Be fair."}, on="project"),
    ("members", "GET"): Case(READ, in_project),
    ("members", "POST"): Case(
        (404, 403, 403, 403, 201), in_project, lambda s: {"username": s.cast.eve.username, "role": "reader"}
    ),
    ("member", "GET"): Case(READ, lambda s: {"slug": s.slug, "member_id": str(s.member.pk)}),
    ("member", "PATCH"): Case(
        OWN, lambda s: {"slug": s.slug, "member_id": str(s.member.pk)}, lambda s: {"role": "annotator"}, on="member"
    ),
    ("member", "DELETE"): Case(
        (404, 403, 403, 403, 204), lambda s: {"slug": s.slug, "member_id": str(s.member.pk)}, on="member"
    ),
    ("invitations", "GET"): Case(OWN, in_project),
    ("invitations", "POST"): Case((404, 403, 403, 403, 201), in_project, lambda s: {"role": "reader"}),
    ("invitation", "GET"): Case(OWN, lambda s: {"slug": s.slug, "invitation_id": str(s.invitation.pk)}),
    ("invitation", "DELETE"): Case(
        (404, 403, 403, 403, 204), lambda s: {"slug": s.slug, "invitation_id": str(s.invitation.pk)}, on="invitation"
    ),
    ("agreement", "GET"): Case(READ, in_project),
    ("changes", "GET"): Case(READ, in_project),
    ("formats", "GET"): Case(READ, in_project),
    ("export", "GET"): Case(READ, lambda s: {"slug": s.slug, "format": "jsonl"}),
    ("imports", "GET"): Case(READ, in_project),
    # A rehearsal: an import speaks on a connection of its own, which sees nothing of a test's transaction.
    ("imports", "POST"): Case(
        CHANGE,
        in_project,
        lambda s: {"text": "The whole file is one article."},
        params={"dry_run": "1", "format": "text"},
        silent=True,
    ),
    ("import", "GET"): Case(READ, lambda s: {"slug": s.slug, "id": str(s.brought.pk)}),
    ("releases", "GET"): Case(READ, in_project),
    ("releases", "POST"): Case(CREATE, in_project, lambda s: {"name": "Summer", "verdicts": "decision"}),
    ("release", "GET"): Case(READ, released),
    ("release-archive", "GET"): Case(READ, released),
    ("release-difference", "GET"): Case(READ, released, params={"to": "latest"}),
    ("release-files", "GET"): Case(READ, released),
    ("release-file", "GET"): Case(READ, lambda s: released(s) | {"file": "claims.jsonl"}),
    ("release-yank", "POST"): Case(EDIT, released, lambda s: {"reason": "A name is wrong."}),
    ("search", "GET"): Case(READ, in_project, params={"q": "ferry"}),
    ("articles", "GET"): Case(everyone(200)),
    ("articles", "POST"): Case(ANNOTATE, body=lambda s: {"project": s.slug, "title": "A story", "text": "It rained."}),
    ("article", "GET"): Case(READ, of("article")),
    ("article", "PATCH"): Case(CHANGE, of("article"), lambda s: {"byline": "By nobody"}, on="article"),
    ("article-changes", "GET"): Case(READ, of("article")),
    ("presence", "POST"): Case(CHANGE, of("article"), silent=True),
    ("revisions", "GET"): Case(READ, of("article")),
    ("revisions", "POST"): Case(
        ANNOTATE, of("article"), lambda s: {"text": "A correction.\n" + s.article.current.text}
    ),
    ("revision", "GET"): Case(READ, lambda s: {"id": str(s.article.pk), "revision_id": str(s.article.current_id)}),
    ("suggestions", "GET"): Case(READ, of("article")),
    ("quotes", "GET"): Case(everyone(200)),
    ("quotes", "POST"): Case(
        ANNOTATE,
        body=lambda s: {
            "article": str(s.article.pk),
            "kind": "scare",
            "segments": spans_of(s.article, "Nobody was willing"),
        },
    ),
    ("quote", "GET"): Case(READ, of("quote")),
    ("quote", "PATCH"): Case(CHANGE, of("quote"), lambda s: {"note": "A note."}, on="quote"),
    ("quote", "DELETE"): Case(DELETE, of("quote"), on="quote"),
    ("quote-restore", "POST"): Case(CHANGE, of("deleted")),
    ("claims", "GET"): Case(everyone(200)),
    ("claims", "POST"): Case(ANNOTATE, body=lambda s: {"project": s.slug, "text": "It rained."}),
    ("similar-claims", "GET"): Case(READ, params={"project": "{slug}", "text": "The last ferry"}),
    ("claim", "GET"): Case(READ, of("claim")),
    ("claim", "PATCH"): Case(CHANGE, of("claim"), lambda s: {"text": "Reworded."}, on="claim"),
    # Deleting somebody else's draft takes an editor.
    ("claim", "DELETE"): Case((404, 204, 403, 204, 204), of("claim"), on="claim"),
    ("claim-restore", "POST"): Case((404, 200, 403, 200, 200), of("gone")),
    ("claim-actions", "POST"): Case(EDIT, of("agreed"), lambda s: {"action": "reopen", "reason": "New facts."}),
    ("evidence-list", "GET"): Case(READ, of("claim")),
    ("evidence-list", "POST"): Case(ANNOTATE, of("claim"), lambda s: {"title": "The minutes", "stance": "supports"}),
    ("evidence", "GET"): Case(READ, lambda s: {"id": str(s.claim.pk), "evidence_id": str(s.evidence.pk)}),
    ("evidence", "PATCH"): Case(
        CHANGE,
        lambda s: {"id": str(s.claim.pk), "evidence_id": str(s.evidence.pk)},
        lambda s: {"stance": "context"},
        on="evidence",
    ),
    ("evidence", "DELETE"): Case(
        DELETE, lambda s: {"id": str(s.claim.pk), "evidence_id": str(s.evidence.pk)}, on="evidence"
    ),
    ("questions", "GET"): Case(READ, of("claim")),
    ("questions", "POST"): Case(ANNOTATE, of("claim"), lambda s: {"text": "Who says so?", "order": 1}),
    ("question", "GET"): Case(READ, question),
    ("question", "PATCH"): Case(CHANGE, question, lambda s: {"text": "Who else says so?"}, on="question"),
    ("question", "DELETE"): Case(DELETE, question, on="question"),
    ("contacts", "GET"): Case(READ, of("claim")),
    ("contacts", "POST"): Case(ANNOTATE, of("claim"), lambda s: {"why_not": "The town hall is closed."}),
    ("contact", "GET"): Case(READ, contact),
    ("contact", "PATCH"): Case(CHANGE, contact, lambda s: {"reply": "No comment."}, on="contact"),
    ("contact", "DELETE"): Case(DELETE, contact, on="contact"),
    ("verdicts", "GET"): Case(READ, of("queued")),
    ("verdicts", "POST"): Case(
        (404, 403, 201, 201, 201), of("queued"), lambda s: {"claim_version": s.queued.version, "rating": "false"}
    ),
    # A draft is nobody's but its author's.
    ("verdict", "GET"): Case(
        (404, 404, 200, 404, 404), lambda s: {"id": str(s.drafted.pk), "verdict_id": str(s.draft.pk)}
    ),
    ("verdict", "PATCH"): Case(
        (404, 404, 200, 404, 404),
        lambda s: {"id": str(s.drafted.pk), "verdict_id": str(s.draft.pk)},
        lambda s: {"state": "submitted"},
        on="draft",
    ),
    ("decision", "GET"): Case(READ, of("decided")),
    ("decision", "POST"): Case(
        (404, 403, 403, 201, 201), of("agreed"), lambda s: {"claim_version": s.agreed.version, "rating": "false"}
    ),
    ("history", "GET"): Case(READ, of("claim")),
    ("assignments", "GET"): Case(READ, of("queued")),
    ("assignments", "POST"): Case((404, 403, 403, 201, 201), of("queued"), lambda s: {"reviewer": str(s.cast.chi.pk)}),
    ("assignment", "GET"): Case(READ, lambda s: {"id": str(s.queued.pk), "assignment_id": str(s.assignment.pk)}),
    ("assignment", "DELETE"): Case(
        (404, 403, 403, 204, 204),
        lambda s: {"id": str(s.queued.pk), "assignment_id": str(s.assignment.pk)},
        on="assignment",
    ),
    ("queue-skip", "POST"): Case((404, 403, 204, 204, 204), body=lambda s: {"claim": str(s.queued.pk)}, silent=True),
    ("comparison", "GET"): Case(READ, of("agreed")),
    ("queue-next", "POST"): Case((404, 403, 200, 200, 200), body=lambda s: {"project": s.slug}, silent=True),
    ("speakers", "GET"): Case(everyone(200)),
    ("speakers", "POST"): Case(ANNOTATE, body=lambda s: {"project": s.slug, "name": unique("Speaker")}),
    ("speaker", "GET"): Case(READ, of("speaker")),
    ("speaker", "PATCH"): Case(CHANGE, of("speaker"), lambda s: {"role": "mayor"}, on="speaker"),
    ("sources", "GET"): Case(everyone(200)),
    ("sources", "POST"): Case(ANNOTATE, body=lambda s: {"project": s.slug, "name": unique("Source")}),
    ("source", "GET"): Case(READ, of("source")),
    ("source", "PATCH"): Case(CHANGE, of("source"), lambda s: {"country": "SE"}, on="source"),
    ("scales", "GET"): Case(everyone(200)),
    ("scale", "GET"): Case(everyone(200), of("scale")),
    ("scales", "POST"): Case(
        CREATE,
        body=lambda s: {"project": s.slug, "slug": "new", "name": "New", "ratings": [STEP, STEP | {"code": "b"}]},
    ),
    ("scale", "PATCH"): Case(EDIT, of("own_scale"), lambda s: {"name": "Another name"}, on="own_scale"),
    ("ratings", "GET"): Case(READ, of("own_scale")),
    ("ratings", "POST"): Case(CREATE, of("own_scale"), lambda s: STEP),
    ("rating", "GET"): Case(READ, lambda s: {"id": str(s.own_scale.pk), "rating_id": str(s.rating.pk)}),
    ("rating", "PATCH"): Case(
        EDIT,
        lambda s: {"id": str(s.own_scale.pk), "rating_id": str(s.rating.pk)},
        lambda s: {"label": "Quite so"},
        on="rating",
    ),
    ("tokens", "GET"): Case(everyone(200)),
    ("tokens", "POST"): Case(everyone(201), body=lambda s: {"name": "Notebook", "scopes": ["read"]}),
    ("token", "GET"): Case((404, 200, 404, 404, 404), lambda s: {"id": str(s.tokens["ben"].pk)}),
    ("token", "DELETE"): Case((404, 204, 404, 404, 404), lambda s: {"id": str(s.tokens["ben"].pk)}, on="token_of_ben"),
    ("me", "GET"): Case(everyone(200)),
}
for noun in ("article", "quote", "claim", "verdict"):
    CASES |= {
        (f"{noun}-comments", "GET"): Case(READ, remark(noun, one=False)),
        (f"{noun}-comments", "POST"): Case(ANNOTATE, remark(noun, one=False), lambda s: {"text": "@Dan, look."}),
        (f"{noun}-comment", "GET"): Case(READ, remark(noun)),
        (f"{noun}-comment", "PATCH"): Case(CHANGE, remark(noun), lambda s: {"resolved": True}, on=f"remark_on_{noun}"),
        # What a comment says is its author's alone: Ben's.
        (f"{noun}-comment", "DELETE"): Case((404, 204, 403, 403, 403), remark(noun), on=f"remark_on_{noun}"),
    }
