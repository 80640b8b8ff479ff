"""Claims: the list of a project's, and each one's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator

from annotations.errors import Missing
from annotations.models import Assignment, Claim, Contact, Membership, Source, Speaker, User
from annotations.models.contacts import WAYS
from annotations.permissions import readable_by
from annotations.queries.comments import comments_about, counts_by_quote
from annotations.queries.decisions import with_decisions
from annotations.queries.evidence import by_question, evidence_of, questions_of
from annotations.queries.history import history_of
from annotations.queries.passages import Passage, passages_of
from annotations.queries.rounds import Round, rounds_of
from annotations.queries.search import having
from annotations.queries.seats import REVIEWING, why_never_complete, why_not_sit, with_seats
from annotations.queries.sourcing import sourcing_of
from annotations.web.discussion import Remarks, remarks_of
from annotations.web.filtering import CLAIM_SORTS, chips_of, sort_of, tabs_of
from annotations.web.pages import Member, SignedIn, member_in, member_of, page
from annotations.web.paging import paged, words_of
from annotations.web.story import story_of
from annotations.workflow import CONTENT_STATES, Action, State, allowed_actions, row_of

STANCES = {
    "supports": "speaks for the claim",
    "refutes": "speaks against it",
    "context": "helps to understand it",
}


# What a claim in some state obviously needs next, where that is a step of the workflow.
NEXT_STEPS = (Action.QUEUE, Action.RESUME)
ANSWERS = {
    "extractive": "in the source’s own words",
    "abstractive": "in your own words",
    "boolean": "yes or no",
    "unanswerable": "it shows that there is no answer",
}
# How many of the latest steps of a claim's history its page tells, and among how many they are looked for.
STEPS = 8
HISTORY = 24
OTHERS = 100


@page
def claims(request: SignedIn, slug: str) -> HttpResponse:
    """A project's claims. `state`, `speaker`, `assignee` and `topic` narrow the list, `q` looks in the words, `sort` orders."""
    member = member_of(request.user, slug)
    q, topic = words_of(request), request.GET.get("topic", "").replace("\0", "").strip()
    speakers = list(readable_by(request.user, Speaker).filter(project=member.project).order_by("name"))
    members = readable_by(request.user, Membership).filter(project=member.project, user__is_active=True)
    people = [one.user for one in members.select_related("user").order_by("user__name", "pk")]
    speaker = next((one for one in speakers if str(one.pk) == request.GET.get("speaker")), None)
    assignee = next((one for one in people if str(one.pk) == request.GET.get("assignee")), None)
    found = having(readable_by(request.user, Claim).filter(project=member.project), q)
    if speaker:
        found = found.filter(speaker=speaker)
    if assignee:
        found = found.filter(assignee=assignee)
    if topic:
        found = found.filter(topics__contains=[topic])
    counts = dict(found.order_by().values_list("state").annotate(number=Count("pk")))
    state = request.GET.get("state", "")
    state = state if state in list(State) else ""
    sort = sort_of(request, CLAIM_SORTS)
    shown = with_seats(found.filter(state=state) if state else found).select_related("speaker", "assignee")
    rows = paged(request, shown, order=CLAIM_SORTS[sort][1])
    with_decisions(request.user, rows.rows)
    context = member.context(
        "claims",
        list=rows,
        tabs=tabs_of(request, {one.value: one.label for one in State}, counts, state),
        chips=chips_of(
            request,
            {
                "q": f"“{q}”" if q else "",
                "speaker": str(speaker or ""),
                "assignee": f"for {assignee}" if assignee else "",
                "topic": f"about {topic}" if topic else "",
            },
        ),
        total=sum(counts.values()),
        state=state,
        sort=sort,
        sorts=CLAIM_SORTS,
        speakers=speakers,
        speaker=speaker,
        people=people,
        assignee=assignee,
        topic=topic,
        q=q,
    )
    return render(request, "claims/list.html", context)


@page
def claim(request: SignedIn, pk: UUID) -> HttpResponse:
    """A claim with all that hangs on it, and the steps one may take."""
    found, member = claim_and_member(request, pk)
    user = request.user
    rounds = rounds_of(user, found)
    steps = [row_of(action) for action in allowed_actions(found.state, member.role)]
    memberships = readable_by(user, Membership).filter(project=member.project, user__is_active=True)
    people = list(memberships.select_related("user").order_by("user__name"))
    context = member.context(
        "claims",
        **what_is_known(user, found),
        passages=with_comments(user, passages_of(user, found)),
        stances=STANCES,
        answer_kinds=ANSWERS,
        ways=[way for way, _ in WAYS],
        steps=steps,
        reviewing=REVIEWING,
        next_step=next((step for step in steps if step.action in NEXT_STEPS), None),
        others=_others(user, found) if any(step.needs_duplicate_of for step in steps) else [],
        rounds=rounds,
        remarks=_talk(user, found, rounds, {person.user_id: str(person.user) for person in people}),
        comments_url=f"/api/v1/claims/{found.pk}/comments/",
        decision=next((one.decision for one in rounds if one.decision), None),
        given=has_given(user, found, rounds),
        why_not_sit=why_not_sit(found, user),
        may_reword=member.may["annotate"] and State(found.state) in CONTENT_STATES,
        may_delete=not found.round and member.may["annotate"] and (member.may["edit"] or found.author_id == user.pk),
        speakers=readable_by(user, Speaker).filter(project=member.project).order_by("name"),
        sources=readable_by(user, Source).filter(project=member.project).order_by("name"),
        story=story_of(
            history_of(found, reader=user, limit=HISTORY, latest=True),
            user,
            rounds,
            {str(one.user_id): str(one.user) for one in people},
        )[:STEPS],
        assignments=readable_by(user, Assignment).filter(claim=found).select_related("reviewer").order_by("created_at"),
        incomplete=why_never_complete(member.project, Claim.objects.filter(pk=found.pk)).get(found.pk)
        if found.state == State.IN_REVIEW
        else None,
        people=people,
    )
    return render(request, "claims/show.html", context)


def claim_and_member(request: SignedIn, pk: UUID) -> tuple[Claim, Member]:
    """The claim, with its seats counted, and the person as a member of its project. Raises Missing."""
    rows = with_seats(readable_by(request.user, Claim).filter(pk=pk))
    found = rows.select_related("project__scale", "speaker", "author", "assignee", "duplicate_of").first()
    if found is None:
        raise Missing
    return found, member_in(request.user, found.project_id)


def what_is_known(user: User, claim: Claim) -> dict[str, Any]:
    """What a page on a claim needs to show what is known of it: evidence by question, its sources, who was asked."""
    evidence, questions = evidence_of(user, claim), questions_of(user, claim)
    return {
        "claim": claim,
        "evidence": evidence,
        "questions": questions,
        "answered": by_question(questions, evidence),
        "sourcing": sourcing_of(claim, evidence),
        "contacts": list(readable_by(user, Contact).filter(claim=claim).order_by("created_at", "pk")),
    }


def with_comments(user: User, passages: list[Passage]) -> list[Passage]:
    """The passages, each with the number of open comments on its quote."""
    counts = counts_by_quote(user, [passage.quote.pk for passage in passages])
    for passage in passages:
        passage.comments = counts.get(passage.quote.pk, 0)
    return passages


def _talk(user: User, claim: Claim, rounds: list[Round], names: Mapping[UUID, str]) -> Remarks:
    """The comments on the claim; those on its verdicts are handed to the verdicts that everyone can see."""
    comments = comments_about(user, claim)
    for verdict in (given.verdict for one in rounds for given in one.given if given.verdict.revealed):
        verdict.remarks = remarks_of(comments.get(verdict.pk, []), names)  # type: ignore[attr-defined]
        verdict.comments_url = f"/api/v1/claims/{claim.pk}/verdicts/{verdict.pk}/comments/"  # type: ignore[attr-defined]
    return remarks_of(comments.get(None, []), names)


def _others(user: User, claim: Claim) -> list[dict[str, Any]]:
    """The project's newest other claims, by their words: one of them may be what this claim repeats."""
    rows = readable_by(user, Claim).filter(project=claim.project).exclude(pk=claim.pk).order_by("-created_at")
    return [{"id": pk, "name": Truncator(text).chars(250)} for pk, text in rows.values_list("pk", "text")[:OTHERS]]


def has_given(user: User, claim: Claim, rounds: list[Round]) -> bool:
    """Whether this person's verdict on the claim as it is now is in."""
    return any(
        given.verdict.reviewer_id == user.pk and not given.stale
        for one in rounds
        if one.number == claim.round
        for given in one.given
    )
