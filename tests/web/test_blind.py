"""While a claim is in review, nothing tells anybody but its author of a verdict: not whose it is, not what it says.

Every address that answers GET is asked by everybody else before and after Chi drafts, submits, withdraws and gives again: the
answers are equal to the byte, but for the seats filled. The addresses come from the resolver, so a new one is asked as well.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from annotations.actions.assignments import assign_reviewer, unassign_reviewer
from annotations.actions.claims import act_on_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.members import invite
from annotations.actions.queue import leave_to_others
from annotations.actions.sources import create_source
from annotations.actions.speakers import create_speaker
from annotations.actions.tokens import create_token
from annotations.actions.verdicts import change_verdict, give_verdict
from annotations.exports.registry import FORMATS
from annotations.models import Assignment, Claim, Evidence, Import, Lease, Membership, Rating, Scale, User, Verdict
from annotations.queries.plates import plates
from tests.api.asking import Asker
from tests.cast import (
    ROLES,
    Cast,
    fresh,
    judge,
    make_article,
    make_cast,
    make_comment,
    make_contact,
    make_evidence,
    make_question,
    make_quote,
    make_release,
    queued_claim,
    sign_in,
)
from tests.committed import committed, wait_for_the_horizon
from tests.proofs import shown_for
from tests.web.scene import look

__all__ = ["committed"]

RATIONALE = "The plan of 1931 says zwanzig fathoms."
PEOPLE = ("olu", "ada", "dan", "ben", "rae", "eve", None)
SCOPES = (("read",), ("write",), ("export",))

# The same for everybody, whatever is in the database; or no page of ours.
FIXED = {"schema", "healthz", "readyz", "api-docs", "account_signup"}
# What lists and searches may be asked, for what they would say of the claim or of whoever judged it.
ASKED = {
    "claims": ("state=in_review", "q=quay", "q=zwanzig"),
    "search": ("q=quay", "q=zwanzig"),
    "export": ("state=in_review",),
    "similar": ("text=The quay is 300 metres long.",),
}


class Desk:
    """A desk in the middle of its work, with a claim in review that has one of everything around it."""

    def __init__(self) -> None:
        self.cast = cast = make_cast(
            readers=3
        )  # Dan is asked and Chi judges: a seat is left, and nobody is turned away
        self.article = make_article(cast)
        self.quote = make_quote(self.article)
        self.claim = queued_claim(cast, text="The quay is 300 metres long.", quotes=[self.quote])
        self.evidence = make_evidence(self.claim)
        assignment = assign_reviewer(by=cast.ada, claim=self.claim, reviewer=cast.dan)
        decided = queued_claim(cast, text="Brink is mayor.")
        revealed = judge(decided, cast.chi, "true")
        for reviewer in (cast.dan, cast.ada):
            judge(decided, reviewer, "true")
        revealed.refresh_from_db()
        decide_claim(by=cast.ada, claim=decided, claim_version=fresh(decided).version, rating="true")
        scale = Scale.objects.get(slug="desk-6")
        self.ids: dict[str, Any] = {
            "slug": cast.project.slug,
            # what a project has under its own address
            "projects": Import.objects.create(
                project=cast.project, by=cast.ben, name="a.txt", format="text", sha256="0" * 64, size=1
            ).pk,
            "articles": self.article.pk,
            "quotes": self.quote.pk,
            "claims": self.claim.pk,
            "speakers": create_speaker(by=cast.ben, project=cast.project, name="Tove Brink").pk,
            "sources": create_source(by=cast.ben, project=cast.project, name="The Gazette").pk,
            "scales": scale.pk,
            "tokens": create_token(by=cast.ben, user=cast.ben, name="nightly", scopes=["read"])[0].pk,
            "revision_id": self.article.current_id,
            "evidence_id": self.evidence.pk,
            "question_id": make_question(self.claim).pk,
            "contact_id": make_contact(self.claim).pk,
            "comment_id": make_comment(self.claim, cast.ben).pk,
            "verdict_id": uuid.uuid4(),  # that of Chi's verdict: to others it leads nowhere, before and after
            "assignment_id": assignment.pk,
            "rating_id": Rating.objects.filter(scale=scale)[0].pk,
            "member_id": Membership.objects.get(project=cast.project, user=cast.chi).pk,
            "invitation_id": invite(by=cast.olu, project=cast.project, role="reader")[0].pk,
            "secret": "no-such-secret",
        }
        make_comment(revealed, cast.ben)
        release = make_release(cast)
        self.ids |= {"number": release.number, "file": release.files.get().path}

    def addresses(self) -> Iterator[str]:
        """Every address that answers GET, filled in with the desk's own objects."""
        for name, route in ours():
            if name.split(":")[-1] in FIXED:
                continue
            noun = route.removeprefix("api/v1/").split("/")[0]
            named = {one: self.value(one, noun) for one in re.findall(r"<(?:\w+:)?(\w+)>", route)}
            formats = FORMATS if "format" in named else [""]
            for format_ in formats:
                path = reverse(name, kwargs={**named, "format": format_} if format_ else named)
                yield path
                for word, queries in ASKED.items():
                    if route.endswith((f"{word}/", "/<str:format>/" if word == "export" else f"{word}/")):
                        yield from (f"{path}?{query}" for query in queries)

    def members(self) -> set[str]:
        """Who is in the project, as the tests call them."""
        return set(PEOPLE) & set(ROLES)

    def tells_of_claims(self, path: str) -> bool:
        """Whether an address is the claim's or a list it could be in. The rest is asked by Dan, Olu and Eve."""
        return str(self.claim.pk) in path or "/claims/" in path or f"/{self.ids['slug']}/" in path

    def value(self, parameter: str, noun: str) -> Any:
        """What stands in an address for a parameter. A new kind of parameter has to be given its value above."""
        return "" if parameter == "format" else self.ids[noun if parameter in ("id", "pk") else parameter]


def ours() -> Iterator[tuple[str, str]]:
    """The names and routes of all addresses that answer GET."""

    def walk(patterns: list[Any], names: str, head: str) -> Iterator[tuple[str, str]]:
        for one in patterns:
            if isinstance(one, URLResolver):
                space = f"{names}{one.namespace}:" if one.namespace else names
                yield from walk(one.url_patterns, space, head + str(one.pattern))
            elif isinstance(one, URLPattern) and one.name and _answers_get(one.callback):
                yield names + one.name, head + str(one.pattern)

    foreign = ("allauth", "django")
    return (
        (name, route)
        for name, route in walk(get_resolver().url_patterns, "", "")
        if not MODULES[name].startswith(foreign)
    )


def _answers_get(view: Callable[..., Any]) -> bool:
    kind = getattr(view, "cls", None)
    return kind is None or hasattr(kind, "get")


def _modules(patterns: list[Any], names: str = "") -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _modules(one.url_patterns, f"{names}{one.namespace}:" if one.namespace else names)
        elif one.name:
            yield names + one.name, one.callback.__module__


MODULES = dict(_modules(get_resolver().url_patterns))


def everything(desk: Desk, askers: dict[str, Client]) -> dict[tuple[str, str], Any]:
    """What everybody is told at every address: status, the headers that say something, and the body."""
    told: dict[tuple[str, str], Any] = {}
    for path in desk.addresses():
        for who, client in askers.items():
            if " " in who and "/api/" not in path:  # a page takes no token
                continue
            if who not in ("dan", "olu", "eve") and ("?" in path or not desk.tells_of_claims(path)):
                continue
            answer = client.get(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            told[who, path] = (
                answer.status_code,
                answer.headers.get("ETag"),
                answer.headers.get("Last-Modified"),
                plain(body),
            )
    return told


def plain(body: bytes) -> bytes:
    """The answer without what differs from one to the next, and with the seats as they were.

    A cursor is where the feed stands: it moves with every transaction, whoever makes one, in whatever project.
    """
    body = re.sub(rb'("cursor":|data-cursor=)"[\w-]+"|chart-\w+', b"", body)
    body = re.sub(rb'((?:csrf-token" content|csrfmiddlewaretoken" value)=")\w+"', rb'\1"', body)
    return body.replace(b"1 of 3 verdicts", b"0 of 3 verdicts")


def askers_of(desk: Desk) -> dict[str, Client]:
    """Everybody but Chi: each by session, and Ada by a token of each scope."""
    askers: dict[str, Client] = {}
    for name in PEOPLE:
        client = askers[name or "nobody"] = Client()
        if name:
            sign_in(client, getattr(desk.cast, name))
    for scopes in SCOPES:
        _, secret = create_token(by=None, user=desk.cast.ada, name="Ada's", scopes=list(scopes))
        askers[f"token {scopes[0]}"] = Client(headers={"Authorization": f"Bearer {secret}"})
    return askers


def judge_in_secret(desk: Desk, chi: User) -> None:
    """All that can be done with a verdict before it is revealed."""
    claim = fresh(desk.claim)
    words: dict[str, Any] = {"rationale": RATIONALE, "confidence": "high", "evidence": [desk.evidence]}
    give = {"by": chi, "claim": claim, "claim_version": claim.version, "rating": "false"}
    first = give_verdict(**give, state="draft", rationale="Perhaps.")
    change_verdict(by=chi, verdict=first, state="submitted", **words)
    change_verdict(by=chi, verdict=first, state="withdrawn")
    give_verdict(**give, **words, id=desk.ids["verdict_id"])


@pytest.mark.parametrize(
    "people",
    shown_for([("olu",), ("dan",), ("ada", "ben", "rae"), ("eve", "nobody"), ("token",)], always=[("dan",)]),
    ids="+".join,
)
def test_nobody_else_is_told_anywhere(committed: None, people: tuple[str, ...]):
    desk = Desk()
    askers = {who: client for who, client in askers_of(desk).items() if who.split()[0] in people}
    wait_for_the_horizon()
    before = everything(desk, askers)
    plates_before = plates(desk.cast.project)
    judge_in_secret(desk, desk.cast.chi)
    after = everything(desk, askers)
    assert {at for at in after if after[at] != before.get(at)} == set()
    assert not [
        at
        for at, (*_, body) in after.items()
        if RATIONALE.encode() in body or str(desk.ids["verdict_id"]).encode() in body
    ]
    assert plates(desk.cast.project) == plates_before
    # That the walk went somewhere: members read the claim's pages and the exports, the outsider none of them.
    seen = {at for at, (status, *_) in after.items() if status == 200}
    claim = desk.claim.pk
    for path in (
        f"/api/v1/claims/{claim}/verdicts/",
        f"/claims/{claim}/",
        f"/api/v1/projects/{desk.ids['slug']}/export/jsonl/",
    ):
        assert {(who, path) for who in people if who in desk.members()} <= seen
        assert ("eve", path) not in seen and ("nobody", path) not in seen
    assert (("dan", f"/claims/{claim}/review/") in seen) == ("dan" in people)
    assert (("ada", f"/claims/{claim}/decide/") in seen) == ("ada" in people)
    mine = look(desk.cast.chi, f"/claims/{claim}/").content.decode()
    assert RATIONALE in mine
    for reviewer in (desk.cast.dan, desk.cast.ada):
        judge(desk.claim, reviewer, "mixed")
    for who in ("olu", "ada", "chi", "dan", "ben", "rae"):
        shown = look(getattr(desk.cast, who), f"/claims/{claim}/").content.decode()
        assert RATIONALE in shown and "The reviewers do not agree" in shown, who


@pytest.mark.parametrize("leased", [True, False])
def test_no_answer_to_a_write_tells(cast: Cast, leased: bool):
    """Two claims alike but for Chi's hidden verdict: whatever others do to them has the same effect and the same answer."""
    judged, other = (queued_claim(cast, text="The quay is long.", priority=priority) for priority in (1, 1))
    piece, _ = (make_evidence(claim) for claim in (judged, other))
    if leased:
        until = timezone.now() + timedelta(minutes=9)
        for claim in (judged, other):
            Lease.objects.create(claim=claim, round=1, reviewer=cast.chi, expires_at=until)
    give_verdict(by=cast.chi, claim=judged, claim_version=fresh(judged).version, rating="false", evidence=[piece])
    answers = [list(attempts(cast, claim)) for claim in (judged, other)]
    assert answers[0] == answers[1]


def attempts(cast: Cast, claim: Claim) -> Iterator[Any]:
    """What others can do to a claim in review, and what comes of it."""
    path = f"claims/{claim.pk}/"
    ada, dan = Asker(cast.ada), Asker(cast.dan)

    def answer(response: Any) -> Any:
        return response.status_code, re.sub(rb"[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z", b"", response.content)

    yield answer(ada.patch(path, {"topics": ["sea"]}, f'"{fresh(claim).version}"'))
    for reviewer in (cast.chi, cast.olu):
        made = ada.post(f"{path}assignments/", {"reviewer": str(reviewer.pk)})
        yield answer(made)
        unassign_reviewer(
            by=cast.ada, assignment=Assignment.objects.get(claim=claim, reviewer=reviewer, deleted_at=None)
        )
    hidden = Verdict.objects.filter(claim=claim, reviewer=cast.chi).values_list("pk", flat=True).first()
    for verdict in (hidden or uuid.uuid4(), uuid.uuid4()):
        yield answer(ada.get(f"{path}verdicts/{verdict}/"))
        yield answer(ada.patch(f"{path}verdicts/{verdict}/", {"state": "withdrawn"}, '"1"'))
        yield answer(ada.post(f"{path}verdicts/{verdict}/comments/", {"text": "Really?"}))
    yield answer(
        dan.post(f"{path}verdicts/", {"claim_version": fresh(claim).version, "rating": "true", "state": "draft"})
    )
    leave_to_others(by=cast.dan, claim=claim)
    yield answer(ada.post(f"{path}decision/", {"claim_version": fresh(claim).version, "rating": "true"}))
    piece = Evidence.objects.get(claim=claim)
    yield answer(Asker(cast.ben).delete(f"{path}evidence/{piece.pk}/", f'"{piece.version}"'))
    yield answer(ada.delete(path, f'"{fresh(claim).version}"'))
    yield answer(ada.post(f"{path}actions/", {"action": "return", "reason": "Two in one."}))
    yield answer(Asker(cast.rae).get(f"{path}history/"))


def test_a_draft_is_its_authors_alone(cast):
    claim = queued_claim(cast)
    give_verdict(by=cast.chi, claim=claim, claim_version=claim.version, rating=None, rationale=RATIONALE, state="draft")
    assert RATIONALE in look(cast.chi, f"/claims/{claim.pk}/review/").content.decode()
    for who in (cast.olu, cast.ada, cast.dan):
        assert RATIONALE not in look(who, f"/claims/{claim.pk}/review/").content.decode()


def test_a_verdict_that_went_back_with_its_claim_stays_hidden(cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi, "false", rationale=RATIONALE)
    act_on_claim(by=cast.ada, claim=fresh(claim), action="return", reason="Reword it.")
    for who in (cast.olu, cast.ada, cast.dan, cast.rae):
        assert RATIONALE not in look(who, f"/claims/{claim.pk}/").content.decode()


def test_without_blindness_a_verdict_is_seen_at_once(db):
    cast = make_cast(blind=False)
    claim = queued_claim(cast)
    judge(claim, cast.chi, "false", rationale=RATIONALE)
    assert RATIONALE in look(cast.rae, f"/claims/{claim.pk}/").content.decode()
