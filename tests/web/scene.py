"""A desk with something of every kind on it, and a way to look at it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from annotations.actions.claims import act_on_claim, change_claim
from annotations.actions.comments import change_comment
from annotations.actions.decisions import decide_claim
from annotations.actions.members import invite
from annotations.actions.speakers import create_speaker
from annotations.actions.tokens import create_token
from annotations.models import Claim, Import, User
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
    sign_in,
)

PEOPLE = ("olu", "ada", "chi", "dan", "ben", "rae", "eve", None)


class Scene:
    """Everything pages show. `draft`, `waiting`, `agreed`, `disputed`, `decided` and `parked` are claims."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.article = make_article(cast)
        self.speaker = create_speaker(by=cast.ben, project=cast.project, name="Tove Brink")
        self.quote = make_quote(self.article, "We have no money left for the harbour", "Not a single krone")
        self.draft = make_claim(cast, quotes=[self.quote], speaker=self.speaker)
        self.waiting = queued_claim(cast, text="The quay is 300 metres long.", quotes=[self.quote])
        self.evidence = make_evidence(self.waiting, excerpt="Length: 312 m", url="https://example.org/plan")
        self.question = make_question(self.waiting)
        self.unanswered = make_question(self.waiting, text="Who measured it?")
        self.answer = make_evidence(
            self.waiting, title="A survey", question=self.question, answer="312 m", answer_kind="extractive"
        )
        make_contact(self.waiting, asked="How long is it?", reply="Long enough.")
        make_contact(self.draft, who="", how="", why_not="She is on leave.")
        remark = make_comment(self.waiting, cast.ben, text="@Chi, is this the <b>whole</b> quay?")
        make_comment(self.waiting, cast.chi, text="It is.", reply_to=remark)
        change_comment(by=cast.ada, comment=make_comment(self.waiting, cast.ben), resolved=True)
        make_comment(self.quote, cast.ben, text="Where does it end?")
        make_comment(self.article, cast.ada, text="To be done by Friday, @Ben.")
        self.agreed = self._judged("The ferry sails daily.", "true", "true")
        self.disputed = self._judged("The council spent 40 million.", "true", "false")
        decided = self._judged("Brink is mayor.", "true", "true")
        self.decision = decide_claim(by=cast.ada, claim=decided, claim_version=decided.version, rating="true")
        self.decided = Claim.objects.get(pk=decided.pk)
        for verdict in self.decided.verdicts.all():
            make_comment(verdict, cast.ada, text="Well found.")
        self.draft = change_claim(by=cast.ben, claim=self.draft, text="Lindholm has hardly any money.")
        self.parked = act_on_claim(by=cast.ben, claim=make_claim(cast, text="Nobody lives there."), action="park")
        Import.objects.create(
            project=cast.project, by=cast.ben, name="<b>desk</b>.csv", format="csv", sha256="0" * 64, size=4096
        )
        self.invitation, self.secret = invite(by=cast.olu, project=cast.project, role="annotator", note="Gro")
        self.scale = make_scale(cast)
        self.release = make_release(cast)
        self.token, _ = create_token(by=cast.ben, user=cast.ben, name="nightly", scopes=["read"])

    def _judged(self, text: str, *ratings: str) -> Claim:
        claim = queued_claim(self.cast, text=text)
        for reviewer, rating in zip((self.cast.chi, self.cast.dan), ratings, strict=True):
            judge(claim, reviewer, rating, rationale=f"It is {rating}.")
        return Claim.objects.get(pk=claim.pk)

    def paths(self) -> dict[str, str]:
        """Every page behind signing in, by the name of its address; several where it has several faces."""
        project = f"/projects/{self.cast.project.slug}"
        return {
            "desk": f"{project}/",
            "articles": f"{project}/articles/",
            "new-article": f"{project}/articles/new/",
            "claims": f"{project}/claims/",
            "agreement": f"{project}/agreement/",
            "export": f"{project}/export/",
            "import": f"{project}/import/",
            "search": f"{project}/search/?q=ferry%20sails",
            "search near": f"{project}/search/?q=fery",
            "search of one kind": f"{project}/search/?q=the&kind=claims",
            "search nothing": f"{project}/search/",
            "releases": f"{project}/releases/",
            "new-release": f"{project}/releases/new/",
            "release": f"{project}/releases/1/",
            "members": f"{project}/members/",
            "settings": f"{project}/settings/",
            "scale": f"{project}/scale/",
            "scale of our own": f"{project}/scale/?scale=ours",
            "new-scale": f"{project}/scale/new/",
            "article": f"/articles/{self.article.pk}/",
            "read": f"/articles/{self.article.pk}/read/",
            "revisions": f"/articles/{self.article.pk}/revisions/",
            "article-comments": f"/articles/{self.article.pk}/comments/",
            "article-comments quote": f"/articles/{self.article.pk}/comments/?quote={self.quote.pk}",
            "claim": f"/claims/{self.waiting.pk}/",
            "claim draft": f"/claims/{self.draft.pk}/",
            "claim agreed": f"/claims/{self.agreed.pk}/",
            "claim disputed": f"/claims/{self.disputed.pk}/",
            "claim decided": f"/claims/{self.decided.pk}/",
            "claim parked": f"/claims/{self.parked.pk}/",
            "claim-history": f"/claims/{self.draft.pk}/history/",
            "claim-history compared": f"/claims/{self.draft.pk}/history/?from=1&to=2",
            "review": f"/claims/{self.waiting.pk}/review/",
            "review draft": f"/claims/{self.draft.pk}/review/",
            "review disputed": f"/claims/{self.disputed.pk}/review/",
            "decide": f"/claims/{self.disputed.pk}/decide/",
            "decide agreed": f"/claims/{self.agreed.pk}/decide/",
            "decide waiting": f"/claims/{self.waiting.pk}/decide/",
            "decide decided": f"/claims/{self.decided.pk}/decide/",
            "projects": "/projects/",
            "tokens": "/tokens/",
        }

    def person(self, name: str | None) -> User | None:
        """One of the people, or nobody."""
        return getattr(self.cast, name) if name else None

    def look(self, name: str | None, path: str, **query: Any) -> HttpResponse:
        """The page as this person finds it."""
        return look(self.person(name), path, **query)


def look(user: User | None, path: str, **query: Any) -> HttpResponse:
    """The page as this person finds it."""
    client = Client()
    if user is not None:
        sign_in(client, user)
    return client.get(path, query)
