"""The addresses under /api/v1/."""

from __future__ import annotations

from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from annotations.api import (
    articles,
    changes,
    claims,
    comments,
    contacts,
    decisions,
    evidence,
    exports,
    me,
    members,
    presence,
    projects,
    questions,
    queue,
    quotes,
    scales,
    sources,
    speakers,
    suggestions,
    tokens,
    verdicts,
)
from annotations.api.problems import no_such_address
from annotations.api.reference import Schema

app_name = "api"
urlpatterns = [
    path("projects/", projects.Projects.as_view(), name="projects"),
    path("projects/<str:slug>/", projects.ProjectOne.as_view(), name="project"),
    path("projects/<str:slug>/members/", members.Members.as_view(), name="members"),
    path("projects/<str:slug>/members/<str:member_id>/", members.MemberOne.as_view(), name="member"),
    path("projects/<str:slug>/invitations/", members.Invitations.as_view(), name="invitations"),
    path("projects/<str:slug>/invitations/<str:invitation_id>/", members.InvitationOne.as_view(), name="invitation"),
    path("projects/<str:slug>/changes/", changes.Changes.as_view(), name="changes"),
    path("projects/<str:slug>/export/", exports.Formats.as_view(), name="formats"),
    path("projects/<str:slug>/export/<str:format>/", exports.Export.as_view(), name="export"),
    path("articles/", articles.Articles.as_view(), name="articles"),
    path("articles/<str:id>/", articles.ArticleOne.as_view(), name="article"),
    path("articles/<str:id>/changes/", changes.ArticleFeed.as_view(), name="article-changes"),
    path("articles/<str:id>/presence/", presence.Presences.as_view(), name="presence"),
    path("articles/<str:id>/revisions/", articles.Revisions.as_view(), name="revisions"),
    path("articles/<str:id>/suggestions/", suggestions.Suggestions.as_view(), name="suggestions"),
    path("articles/<str:id>/comments/", comments.ArticleComments.as_view(), name="article-comments"),
    path("articles/<str:id>/comments/<str:comment_id>/", comments.ArticleCommentOne.as_view(), name="article-comment"),
    path("quotes/", quotes.Quotes.as_view(), name="quotes"),
    path("quotes/<str:id>/", quotes.QuoteOne.as_view(), name="quote"),
    path("quotes/<str:id>/restore/", quotes.QuoteRestore.as_view(), name="quote-restore"),
    path("quotes/<str:id>/comments/", comments.QuoteComments.as_view(), name="quote-comments"),
    path("quotes/<str:id>/comments/<str:comment_id>/", comments.QuoteCommentOne.as_view(), name="quote-comment"),
    path("claims/", claims.Claims.as_view(), name="claims"),
    path("claims/<str:id>/", claims.ClaimOne.as_view(), name="claim"),
    path("claims/<str:id>/actions/", claims.ClaimActions.as_view(), name="claim-actions"),
    path("claims/<str:id>/evidence/", evidence.EvidenceList.as_view(), name="evidence-list"),
    path("claims/<str:id>/evidence/<str:evidence_id>/", evidence.EvidenceOne.as_view(), name="evidence"),
    path("claims/<str:id>/questions/", questions.Questions.as_view(), name="questions"),
    path("claims/<str:id>/questions/<str:question_id>/", questions.QuestionOne.as_view(), name="question"),
    path("claims/<str:id>/contacts/", contacts.Contacts.as_view(), name="contacts"),
    path("claims/<str:id>/contacts/<str:contact_id>/", contacts.ContactOne.as_view(), name="contact"),
    path("claims/<str:id>/comments/", comments.ClaimComments.as_view(), name="claim-comments"),
    path("claims/<str:id>/comments/<str:comment_id>/", comments.ClaimCommentOne.as_view(), name="claim-comment"),
    path("claims/<str:id>/verdicts/", verdicts.Verdicts.as_view(), name="verdicts"),
    path("claims/<str:id>/verdicts/<str:verdict_id>/", verdicts.VerdictOne.as_view(), name="verdict"),
    path(
        "claims/<str:id>/verdicts/<str:verdict_id>/comments/",
        comments.VerdictComments.as_view(),
        name="verdict-comments",
    ),
    path(
        "claims/<str:id>/verdicts/<str:verdict_id>/comments/<str:comment_id>/",
        comments.VerdictCommentOne.as_view(),
        name="verdict-comment",
    ),
    path("claims/<str:id>/decision/", decisions.DecisionOne.as_view(), name="decision"),
    path("claims/<str:id>/history/", changes.History.as_view(), name="history"),
    path("queue/next/", queue.Next.as_view(), name="queue-next"),
    path("speakers/", speakers.Speakers.as_view(), name="speakers"),
    path("speakers/<str:id>/", speakers.SpeakerOne.as_view(), name="speaker"),
    path("sources/", sources.Sources.as_view(), name="sources"),
    path("sources/<str:id>/", sources.SourceOne.as_view(), name="source"),
    path("scales/", scales.Scales.as_view(), name="scales"),
    path("scales/<str:id>/", scales.ScaleOne.as_view(), name="scale"),
    path("tokens/", tokens.Tokens.as_view(), name="tokens"),
    path("tokens/<str:id>/", tokens.TokenOne.as_view(), name="token"),
    path("me/", me.Me.as_view(), name="me"),
    path("schema/", Schema.as_view(), name="schema"),
    # Last: an answer of our own for every other address, or the lack of a slash would be mended by a redirect that
    # turns a POST into a GET. Exempt, for it changes nothing, and the check of forgeries would answer before it does.
    re_path(r"^(?P<path>.*)$", csrf_exempt(no_such_address)),
]
