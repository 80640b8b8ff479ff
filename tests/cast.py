"""The people tests are about, and plain functions that make what they work on.

Ada is the editor, Ben the annotator, Chi and Dan are the reviewers, Olu is the owner, Rae only reads, and Eve is an
outsider with a project of her own.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client

from annotations.actions.articles import create_article
from annotations.actions.claims import act_on_claim, create_claim
from annotations.actions.comments import create_comment
from annotations.actions.contacts import create_contact
from annotations.actions.evidence import create_evidence
from annotations.actions.members import add_member
from annotations.actions.projects import change_project, create_project
from annotations.actions.questions import create_question
from annotations.actions.quotes import Span, create_quote
from annotations.actions.recording import recorded
from annotations.actions.releases import finish_release, start_release
from annotations.actions.scales import create_scale
from annotations.actions.users import create_user
from annotations.actions.verdicts import give_verdict
from annotations.exports.releases.builder import Options
from annotations.exports.releases.store import Workshop, keep
from annotations.exports.shape import EXAMPLES
from annotations.models import (
    Article,
    Claim,
    Comment,
    Contact,
    Evidence,
    Membership,
    Project,
    Question,
    Quote,
    Release,
    ReleaseFile,
    Scale,
    User,
    Verdict,
)
from annotations.queries.roots import root_now
from annotations.workflow import row_of

E = TypeVar("E", bound=Exception)

TEXT = """The harbour of Lindholm will close

“We have no money left for the harbour,” said mayor Tove Brink on Tuesday. “Not a single krone.”

The council had spent “about 40 million” on the quay since 2019, she told reporters. \
Her predecessor called that “nonsense”.

Nobody was willing to say when the last ferry would sail."""

ROLES = {"ada": "editor", "ben": "annotator", "chi": "reviewer", "dan": "reviewer", "olu": "owner", "rae": "reader"}


@dataclass(frozen=True)
class Cast:
    """A project and its people. Eve is no member."""

    project: Project
    ada: User
    ben: User
    chi: User
    dan: User
    olu: User
    rae: User
    eve: User

    def members(self) -> Iterator[tuple[User, str]]:
        """Everyone with a role, and the role."""
        return ((getattr(self, name), role) for name, role in ROLES.items())


def make_user(name: str, **over: Any) -> User:
    """An account without a password. The user name is made unique, so that casts can live side by side."""
    return create_user(**{"username": f"{name.lower()}-{uuid.uuid4().hex[:8]}", "name": name, **over})


def make_project(owner: User | None = None, **over: Any) -> Project:
    """A project; policy and guidelines may be among `over` when there is an owner to set them."""
    made = {name: over.pop(name) for name in ("slug", "name", "language", "id") if name in over}
    project = create_project(by=None, **{"slug": f"desk-{uuid.uuid4().hex[:8]}", "name": "The Desk", **made})
    if owner is not None:
        add_member(by=None, project=project, user=owner, role="owner")
    return change_project(by=owner, project=project, **over) if over and owner else project


def make_cast(**over: Any) -> Cast:
    """The people, in a project of their own, with `over` for its policy. Nearly every test has one: they are written together."""
    apart = uuid.uuid4().hex[:8]
    people = {name: User(username=f"{name}-{apart}", name=name.capitalize()) for name in (*ROLES, "eve")}
    for user in people.values():
        user.set_unusable_password()
    with recorded(by=None):
        User.objects.bulk_create(people.values())
    project = make_project(people["olu"], **over)
    with recorded(by=None):
        Membership.objects.bulk_create(
            Membership(project=project, user=people[name], role=role) for name, role in ROLES.items() if name != "olu"
        )
    return Cast(project=project, **people)


def sign_in(client: Client, user: User) -> None:
    """What `client.force_login` does, in one query instead of seven: nearly every test signs somebody in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


@pytest.fixture
def cast(db: None) -> Cast:
    """The people and their project, for one test."""
    return make_cast()


def make_article(cast: Cast, **over: Any) -> Article:
    """An article Ben has added."""
    return create_article(**{"by": cast.ben, "project": cast.project, "text": TEXT, "title": "The harbour", **over})


def spans_of(article: Article, *words: str) -> list[Span]:
    """Where each of `words` first stands in the article's current revision."""
    text = article.current.text
    return [{"start": text.index(w), "end": text.index(w) + len(w), "exact": w} for w in words]


def make_quote(article: Article, *words: str, **over: Any) -> Quote:
    """A quote of the words, one segment each, marked by whoever added the article."""
    segments = spans_of(article, *(words or ("We have no money left for the harbour",)))
    return create_quote(**{"by": article.author, "article": article, "segments": segments, "kind": "direct", **over})


def make_claim(cast: Cast, **over: Any) -> Claim:
    """A draft Ben has written."""
    return create_claim(**{"by": cast.ben, "project": cast.project, "text": "Lindholm has no money left.", **over})


def make_evidence(claim: Claim, **over: Any) -> Evidence:
    """A piece of evidence, found by the claim's author."""
    return create_evidence(
        **{"by": claim.author, "claim": claim, "title": "The town's budget", "stance": "refutes", **over}
    )


def make_question(claim: Claim, **over: Any) -> Question:
    """A question about the claim, asked by its author."""
    return create_question(**{"by": claim.author, "claim": claim, "text": "What is in the harbour fund?", **over})


def make_contact(claim: Claim, **over: Any) -> Contact:
    """A note that the mayor was asked."""
    return create_contact(**{"by": claim.author, "claim": claim, "who": "Tove Brink", "how": "email", **over})


def make_comment(about: Article | Quote | Claim | Verdict, by: User, **over: Any) -> Comment:
    """Something this person says about it."""
    return create_comment(**{"by": by, "about": about, "text": "Is this the whole quay?", **over})


def make_release(cast: Cast, **over: Any) -> Release:
    """A release of Ada's that is ready, with one file in it, which was not made from anything."""
    given = {"by": cast.ada, "project": cast.project, "name": "Spring", "parameters": Options().shown(), **over}
    release = start_release(**given)
    workshop = Workshop(release.pk)
    written = workshop.open("claims.jsonl")
    written.write(EXAMPLES["claims"])
    kept = written.finish()
    keep(kept)
    workshop.close()
    file = ReleaseFile(
        release=release, path=kept.path, size=kept.size, sha256=kept.sha256, media_type="application/x-ndjson"
    )
    manifest = {"counts": {"claims": 1}, "files": [], "previous": None}
    with connection.cursor() as cursor:
        root = root_now(cursor)
    return finish_release(
        by=given["by"], release=release, manifest=manifest, checksum=kept.sha256, root=root, files=[file]
    )


def queued_claim(cast: Cast, **over: Any) -> Claim:
    """A claim of Ben's that is in review."""
    return act_on_claim(by=cast.ben, claim=make_claim(cast, **over), action="queue")


def make_scale(cast: Cast, *codes: str, **over: Any) -> Scale:
    """A scale of the project's own, made by Ada; its ratings are called as their codes, the first is true."""
    codes = codes or ("yes", "partly", "no")
    last = len(codes) - 1
    ratings = [
        {"code": code, "label": code.capitalize(), "colour": "grey", "numeric": 1 - i / last}
        for i, code in enumerate(codes)
    ]
    return create_scale(
        **{"by": cast.ada, "project": cast.project, "slug": "ours", "name": "Ours", "ratings": ratings, **over}
    )


def judge(claim: Claim, reviewer: User, rating: str = "false", **over: Any) -> Verdict:
    """A submitted verdict on the claim as it is in the database now."""
    claim = fresh(claim)
    return give_verdict(**{"by": reviewer, "claim": claim, "claim_version": claim.version, "rating": rating, **over})


def fresh(claim: Claim) -> Claim:
    """The claim as it is now."""
    return Claim.objects.get(pk=claim.pk)


def act(cast: Cast, claim: Claim, action: str, who: str = "ada", **over: Any) -> Claim:
    """One step through the workflow, by Ada and with a reason where it takes one."""
    reason = "Because." if row_of(action).needs_reason else ""
    return act_on_claim(**{"by": getattr(cast, who), "claim": fresh(claim), "action": action, "reason": reason, **over})


def refused(error: type[E], call: Callable[[], object], match: str | None = None) -> E:
    """The refusal the call meets. In a transaction of its own, so that the test can go on."""
    with pytest.raises(error, match=match) as caught, transaction.atomic():
        call()
    return caught.value
