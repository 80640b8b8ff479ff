"""What waits for somebody at a desk, and where everything there stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window

from annotations.models import Article, Claim, Comment, Project, User
from annotations.permissions import readable_by
from annotations.queries.articles import with_counts
from annotations.queries.comments import mentions_of
from annotations.queries.decisions import with_decisions
from annotations.queries.seats import reviewable_by, with_seats
from annotations.workflow import DECISION_STATES, Role, State

SHOWN = 6
ARTICLE_STATES = ("inbox", "annotating", "done", "archived")


@dataclass(frozen=True)
class Share:
    """How many of a desk's claims or articles are in one state, and where that part of the bar lies (per cent)."""

    state: str
    label: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Waiting:
    """The claims that wait for somebody, for one reason, but for the one to take next. `count` counts all of them."""

    claims: list[Claim]
    count: int

    @property
    def more(self) -> bool:
        """Whether there are more than a page of the desk shows."""
        return self.count > SHOWN


@dataclass(frozen=True)
class Desk:
    """One person's view of a project. `next` names what to do now: decide, review, draft, read, add or nothing."""

    next: str
    next_claim: Claim | None
    next_article: Article | None
    to_decide: Waiting
    to_review: Waiting
    assigned: Waiting
    drafts: Waiting
    mentions: list[Comment]
    mention_count: int
    latest: list[Claim]
    articles: list[Article]
    claim_states: list[Share]
    article_states: list[Share]
    claim_count: int
    article_count: int

    @property
    def is_new(self) -> bool:
        """Whether nobody has put anything on this desk yet."""
        return self.article_count == 0 and self.claim_count == 0

    @property
    def in_words(self) -> str:
        """What waits, in a sentence."""
        parts = [
            _counted(self.to_decide.count, "claim waits for a decision", "claims wait for a decision"),
            _counted(self.to_review.count, "claim waits for your verdict", "claims wait for your verdict"),
            _counted(self.assigned.count, "claim is assigned to you", "claims are assigned to you"),
            _counted(self.drafts.count, "draft of yours is unfinished", "drafts of yours are unfinished"),
            _counted(self.mention_count, "comment mentions you", "comments mention you"),
        ]
        said = [part for part in parts if part]
        if not said:
            return "No claim waits for you."
        sentence = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
        return f"{sentence[0].upper()}{sentence[1:]}."


def desk_of(user: User, project: Project, role: Role) -> Desk:
    """The desk as this person finds it. The number of statements does not depend on what is on it."""
    claims = with_seats(readable_by(user, Claim).filter(project=project)).select_related("speaker")
    articles = readable_by(user, Article).filter(project=project)
    mentions: list[Any] = list(mentions_of(user, project).annotate(of=Window(Count("pk")))[:SHOWN])
    latest = list(claims.order_by("-updated_at", "-pk")[:SHOWN])
    with_decisions(user, latest)
    claim_states = _shares(claims, [state.value for state in State])
    article_states = _shares(articles, list(ARTICLE_STATES))

    to_decide = _waiting(
        claims.filter(state__in=DECISION_STATES).order_by("-priority", "-state", "updated_at"), role >= Role.EDITOR
    )
    to_review = _waiting(reviewable_by(user, project), role >= Role.REVIEWER)
    mine = claims.filter(assignee=user, state=State.DRAFT).exclude(author=user)
    assigned = _waiting(mine.order_by("-priority", "created_at"), role >= Role.ANNOTATOR)
    drafts = _waiting(claims.filter(author=user, state=State.DRAFT).order_by("-updated_at"), role >= Role.ANNOTATOR)
    newest = list(
        with_counts(articles.exclude(state="archived")).select_related("source").order_by("-created_at", "-pk")[:SHOWN]
    )
    unread = (
        [article for article in newest if article.state in ("inbox", "annotating")] if role >= Role.ANNOTATOR else []
    )

    next_claim, kind = next(
        (
            (waiting.claims[0], kind)
            for kind, waiting in (("decide", to_decide), ("review", to_review), ("draft", assigned), ("draft", drafts))
            if waiting.claims
        ),
        (None, ""),
    )
    for waiting in (to_decide, to_review, assigned, drafts):
        waiting.claims[:] = [claim for claim in waiting.claims if claim != next_claim]
    next_article = None if next_claim or not unread else unread[-1]
    return Desk(
        next=kind or ("read" if next_article else "add" if role >= Role.ANNOTATOR else "nothing"),
        next_claim=next_claim,
        next_article=next_article,
        to_decide=to_decide,
        to_review=to_review,
        assigned=assigned,
        drafts=drafts,
        mentions=mentions,
        mention_count=mentions[0].of if mentions else 0,
        latest=latest,
        articles=newest,
        claim_states=claim_states,
        article_states=article_states,
        claim_count=sum(share.count for share in claim_states),
        article_count=sum(share.count for share in article_states),
    )


def _waiting(claims: QuerySet[Claim], wanted: bool) -> Waiting:
    if not wanted:
        return Waiting([], 0)
    found: list[Any] = list(claims.annotate(of=Window(Count("pk")))[:SHOWN])
    return Waiting(found, found[0].of if found else 0)


def _shares(rows: QuerySet[Claim] | QuerySet[Article], states: list[str]) -> list[Share]:
    counts = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    total = sum(counts.values()) or 1
    shares, start = [], 0.0
    for state in states:
        width = 100 * counts.get(state, 0) / total
        shares.append(Share(state, state.replace("_", " "), counts.get(state, 0), round(start, 2), round(width, 2)))
        start += width
    return shares


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
