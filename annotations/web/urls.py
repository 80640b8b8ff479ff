"""The addresses of the pages. A noun each, as in the API."""

from __future__ import annotations

from django.urls import path

from annotations.web import (
    accounts,
    agreement,
    articles,
    claims,
    comments,
    decisions,
    desk,
    exports,
    history,
    imports,
    invitations,
    members,
    projects,
    releases,
    reviews,
    scales,
    search,
    tokens,
)

urlpatterns = [
    path("", projects.home, name="home"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<slug:slug>/", desk.desk, name="desk"),
    path("projects/<slug:slug>/agreement/", agreement.agreement, name="agreement"),
    path("projects/<slug:slug>/articles/", articles.articles, name="articles"),
    path("projects/<slug:slug>/articles/new/", articles.new_article, name="new-article"),
    path("projects/<slug:slug>/claims/", claims.claims, name="claims"),
    path("projects/<slug:slug>/export/", exports.exports, name="export"),
    path("projects/<slug:slug>/import/", imports.imports, name="import"),
    path("projects/<slug:slug>/members/", members.members, name="members"),
    path("projects/<slug:slug>/releases/", releases.releases, name="releases"),
    path("projects/<slug:slug>/releases/new/", releases.new_release, name="new-release"),
    path("projects/<slug:slug>/releases/<str:number>/", releases.release, name="release"),
    path("projects/<slug:slug>/search/", search.results, name="search"),
    path("projects/<slug:slug>/scale/", scales.scale, name="scale"),
    path("projects/<slug:slug>/scale/new/", scales.new_scale, name="new-scale"),
    path("projects/<slug:slug>/settings/", projects.settings, name="settings"),
    path("articles/<uuid:pk>/", articles.article, name="article"),
    path("articles/<uuid:pk>/read/", articles.read, name="read"),
    path("articles/<uuid:pk>/revisions/", articles.revisions, name="revisions"),
    path("articles/<uuid:pk>/comments/", comments.article_comments, name="article-comments"),
    path("claims/<uuid:pk>/", claims.claim, name="claim"),
    path("claims/<uuid:pk>/history/", history.claim_history, name="claim-history"),
    path("claims/<uuid:pk>/review/", reviews.review, name="review"),
    path("claims/<uuid:pk>/decide/", decisions.decide, name="decide"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("sign-in/<str:secret>/", accounts.sign_in_link, name="sign-in-link"),
    path("accounts/signup/", accounts.signup_closed, name="account_signup"),
]
