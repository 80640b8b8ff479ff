"""Talking about the work: comments, whom they mention, and what is settled."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models.functions import Now

from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.errors import Conflict, Denied
from annotations.models import Article, Claim, Comment, Membership, Project, Quote, User, Verdict
from annotations.models.base import uuid7
from annotations.permissions import Permission, require


def create_comment(
    *,
    by: User,
    about: Article | Quote | Claim | Verdict,
    text: str,
    id: uuid.UUID | None = None,
    reply_to: Comment | None = None,
    mentions: Sequence[User] = (),
) -> Comment:
    """Say something about an article, a quote, a claim or a verdict that is revealed.

    Whoever the text names, as in `@Ada Lund`, is mentioned, and so are `mentions`. Raises Conflict for a verdict nobody
    else may know of yet.
    """
    project = _project_of(about)
    require(by, Permission.ANNOTATE, project)
    _check_text(text)
    if isinstance(about, Verdict) and not about.revealed:
        raise Conflict("This verdict is not revealed yet. Comment on it when the review has ended.")
    noun = about._meta.db_table
    if reply_to is not None and getattr(reply_to, f"{noun}_id") != about.pk:
        raise invalid("/reply_to", "There is no such comment here. Answer one that is.")
    with recorded(by=by):
        return Comment.objects.create(
            id=id or uuid7(),
            project=project,
            author=by,
            text=text,
            reply_to=reply_to,
            mentions=_ids(*_named_in(text, project), *_members(mentions, project)),
            **{noun: about},
        )


def change_comment(*, by: User, comment: Comment, **fields: Any) -> Comment:
    """Change one's own `text` and `mentions`; `resolved` settles a comment, or opens it again, and is for everyone."""
    require(by, Permission.ANNOTATE, comment.project)
    resolved = fields.pop("resolved", None)
    if fields and comment.author_id != by.pk:
        raise Denied("Only its author can change what a comment says. Answer it instead.")
    if fields:
        fields["mentions"] = _mentions(comment, **fields)
    if resolved is not None and resolved != (comment.resolved_at is not None):
        fields |= {"resolved_by": by, "resolved_at": Now()} if resolved else {"resolved_by": None, "resolved_at": None}
    action = "" if "text" in fields or resolved is None else "resolve" if resolved else "reopen"
    with recorded(by=by, action=action):
        return comment.change(**fields)


def delete_comment(*, by: User, comment: Comment) -> Comment:
    """Take one's own comment back. It leaves every list; the record keeps it."""
    require(by, Permission.ANNOTATE, comment.project)
    if comment.author_id != by.pk:
        raise Denied("Only its author can take a comment back. Resolve it instead.")
    with recorded(by=by, action="delete"):
        return comment.change(deleted_at=Now())


def _project_of(about: Article | Quote | Claim | Verdict) -> Project:
    match about:
        case Quote():
            return about.article.project
        case Verdict():
            return about.claim.project
        case _:
            return about.project


def _check_text(text: str) -> None:
    if not text.strip():
        raise invalid("/text", "Write what there is to say.")


def _mentions(comment: Comment, text: str | None = None, mentions: Sequence[User] | None = None) -> list[uuid.UUID]:
    """Whom a changed comment mentions: those its new words name, and those who were mentioned besides its old ones."""
    if text is not None:
        _check_text(text)
    named = _named_in(comment.text if text is None else text, comment.project)
    if mentions is not None:
        return _ids(*named, *_members(mentions, comment.project))
    before = {user.pk for user in _named_in(comment.text, comment.project)}
    return list(dict.fromkeys([*_ids(*named), *(pk for pk in comment.mentions if pk not in before)]))


def _named_in(text: str, project: Project) -> list[User]:
    """The members whose name follows an @ in the text; of several that fit the longest, and all who are called so."""
    if "@" not in text:
        return []
    people = [membership.user for membership in _memberships(project)]
    found: list[User] = []
    for at, sign in enumerate(text):
        if sign != "@" or (at and text[at - 1].isalnum()):
            continue
        fitting = [user for user in people if _begins_with(text[at + 1 :], str(user))]
        longest = max((len(str(user)) for user in fitting), default=0)
        found += [user for user in fitting if len(str(user)) == longest]
    return found


def _begins_with(text: str, name: str) -> bool:
    return text[: len(name)].casefold() == name.casefold() and not text[len(name) : len(name) + 1].isalnum()


def _members(users: Sequence[User], project: Project) -> Sequence[User]:
    members = {membership.user_id for membership in _memberships(project)} if users else set()
    if any(user.pk not in members for user in users):
        raise invalid("/mentions", "One of these people is no member of the project. Leave them out, or invite them.")
    return users


def _memberships(project: Project) -> Iterable[Membership]:
    return Membership.objects.filter(project=project, user__is_active=True).select_related("user")


def _ids(*users: User) -> list[uuid.UUID]:
    return list(dict.fromkeys(user.pk for user in users))
