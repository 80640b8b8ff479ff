"""Somebody leaves, or their account is closed: nothing they labelled goes with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import PROTECT, ForeignKey

from annotations.actions.decisions import decide_claim
from annotations.actions.members import invite, remove_member
from annotations.actions.users import deactivate_user
from annotations.exports.selection import ClaimFilters, lines
from annotations.models import Membership, User
from tests.cast import (
    Cast,
    fresh,
    judge,
    make_article,
    make_claim,
    make_comment,
    make_contact,
    make_evidence,
    make_question,
    make_quote,
    make_user,
    queued_claim,
)

# What ends with an account or a membership: what was kept for the person, their ways in, and what is true only for a while.
ENDS = {"lease", "assignment", "membership", "api_token", "sign_in_link", "idempotency_key", "presence"}


def tables() -> dict[str, list[str]]:
    """Every table of ours that names a person, and the columns that do."""
    found: dict[str, list[str]] = {}
    for model in apps.get_app_config("annotations").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is User:
                found.setdefault(model._meta.db_table, []).append(field.column)
    return found


def rows_of(person: User) -> dict[str, list[Any]]:
    """All rows that name the person, whole, by table and column; an assignee is somebody something is kept for."""
    found = {}
    with connection.cursor() as cursor:
        for table, columns in tables().items():
            for column in columns:
                if table in ENDS or column == "assignee_id":
                    continue
                cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t WHERE "{column}" = %s ORDER BY 1', [person.pk])
                found[f"{table}.{column}"] = cursor.fetchall()
    return found


def labelled_by(cast: Cast, person: User) -> None:
    """Something by this person in every table of labels. They need to be an owner for some of it."""
    article = make_article(cast, by=person)
    quote = make_quote(article, by=person)
    claim = make_claim(cast, by=person, quotes=[quote])
    make_evidence(claim, by=person)
    make_question(claim)
    make_contact(claim, by=person)
    make_comment(claim, person)
    judged = queued_claim(cast)
    judge(judged, person, "true", rationale="It is so.")
    judge(judged, cast.dan, "true")
    decide_claim(by=person, claim=judged, claim_version=fresh(judged).version, rating="true", rationale="Plain.")
    hidden = queued_claim(cast)
    judge(hidden, person, "false")
    invite(by=person, project=cast.project, role="reader")


@pytest.mark.parametrize("how", ["removed", "deactivated"])
def test_no_label_goes_with_its_author(cast: Cast, how: str):
    person = cast.olu
    labelled_by(cast, person)
    before = rows_of(person)
    empty = {at for at, rows in before.items() if not rows}
    assert not empty & {
        "article.author_id",
        "quote.author_id",
        "claim.author_id",
        "evidence.author_id",
        "decision.by_id",
    }
    assert not empty & {"verdict.reviewer_id", "comment.author_id", "contact.author_id", "invitation.invited_by_id"}
    seen = exported(cast)
    if how == "removed":
        membership = Membership.objects.get(project=cast.project, user=person)
        Membership.objects.create(project=cast.project, user=make_user("Second"), role="owner")
        remove_member(by=person, membership=membership)
    else:
        deactivate_user(by=make_user("Root", is_staff=True), user=person)
    assert rows_of(person) == before
    assert exported(cast) == seen


def test_an_account_cannot_be_deleted_with_what_it_made():
    """Every key to a person protects, but those of what ends with them."""
    loose = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_app_config("annotations").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is User and field.remote_field.on_delete is not PROTECT
    }
    assert {name.split(".")[0] for name in loose} <= ENDS, loose


def exported(cast: Cast) -> list[Any]:
    """The project's claims as Ada exports them."""
    statement, parameters = lines(project=cast.project, reader=cast.ada, filters=ClaimFilters())
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()
