"""Who may see what. The two forms of the question have one answer, for every kind of object and everyone."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.apps import apps

from annotations.actions.assignments import assign_reviewer
from annotations.actions.claims import delete_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.evidence import delete_evidence
from annotations.actions.members import invite
from annotations.actions.quotes import delete_quote
from annotations.actions.sources import create_source
from annotations.actions.speakers import create_speaker
from annotations.actions.tokens import create_token
from annotations.actions.users import deactivate_user
from annotations.actions.verdicts import change_verdict, give_verdict
from annotations.models import (
    ApiToken,
    Claim,
    Evidence,
    Import,
    Invitation,
    Quote,
    Rating,
    Scale,
    Verdict,
)
from annotations.permissions import Permission, can, readable_by
from annotations.permissions.visibility import PROJECT_OF
from tests.cast import (
    ROLES,
    judge,
    make_article,
    make_cast,
    make_claim,
    make_comment,
    make_contact,
    make_evidence,
    make_project,
    make_question,
    make_quote,
    make_release,
    make_user,
    queued_claim,
)

EVERYONE = [*ROLES, "eve"]


@pytest.fixture(scope="module")
def made_desk(once):
    """A project with one of everything, and another beside it that looks the same."""
    cast = make_cast()
    for people in (cast, make_cast()):
        Import.objects.create(
            project=people.project, by=people.ben, name="a.txt", format="text", sha256="0" * 64, size=1
        )
        create_source(by=people.ben, project=people.project, name="The Gazette")
        create_speaker(by=people.ben, project=people.project, name="Tove Brink")
        invite(by=people.olu, project=people.project, role="reader")
        claim = queued_claim(people, quotes=[make_quote(make_article(people))])
        make_evidence(claim)
        make_question(claim)
        make_contact(claim)
        make_comment(claim, people.ben)
        assign_reviewer(by=people.ada, claim=claim, reviewer=people.dan)
        judge(claim, people.chi)
        judge(claim, people.dan)
        claim.refresh_from_db()
        decide_claim(by=people.ada, claim=claim, claim_version=claim.version, rating="false")
        make_release(people)
    return cast


@pytest.fixture
def desk(made_desk, db):
    """The people of the first, for one test."""
    return deepcopy(made_desk)


@pytest.mark.parametrize("model", [m for m in PROJECT_OF if m is not Invitation], ids=lambda m: m.__name__)
def test_it_works(desk, model):
    """`can` and `readable_by` agree."""
    rows = list(model.objects.all())
    assert len(rows) > 1
    for name in EVERYONE:
        person = getattr(desk, name)
        seen = list(readable_by(person, model))
        assert len(seen) == len(set(seen)), "A row is there twice."
        for row in rows:
            assert (row in seen) == can(person, Permission.READ, project_of(row)), (name, row)
    assert readable_by(desk.rae, model).exists()


def project_of(row):
    for step in [step for step in PROJECT_OF[type(row)].split("__") if step]:
        row = getattr(row, step)
    return row


def test_every_table_has_a_door_or_none():
    """A new table is forgotten here and nowhere else: list it, or give it a door."""
    parts = {"Segment", "ClaimQuote", "VerdictEvidence", "DecisionVerdict"}
    kept_from_view = {"Lease", "Change", "IdempotencyKey", "SignInLink", "User", "Presence", "ReleaseProgress"}
    doors = {m.__name__ for m in PROJECT_OF} | {"Scale", "Rating", "ApiToken"}
    tables = {m.__name__ for m in apps.get_app_config("annotations").get_models()}
    assert tables - parts - kept_from_view == doors


def test_invitations_are_for_owners(desk):
    make_project(desk.ada)
    assert {name for name in EVERYONE if readable_by(getattr(desk, name), Invitation).exists()} == {"olu"}
    assert readable_by(desk.olu, Invitation).get().project == desk.project


def test_a_verdict_is_its_authors_alone_until_it_is_revealed(cast):
    claim = queued_claim(cast)
    mine = judge(claim, cast.chi)
    draft = give_verdict(by=cast.dan, claim=claim, claim_version=claim.version, rating=None, state="draft")
    seen = {name: list(readable_by(getattr(cast, name), Verdict)) for name in EVERYONE}
    assert seen == {name: [] for name in EVERYONE} | {"chi": [mine], "dan": [draft]}
    change_verdict(by=cast.dan, verdict=draft, rating="true", state="submitted")
    assert all(set(readable_by(getattr(cast, n), Verdict)) == {mine, draft} for n in ROLES)
    assert not readable_by(cast.eve, Verdict).exists()


def test_what_is_deleted_is_seen_by_nobody(cast):
    quote = make_quote(make_article(cast))
    claim, other = make_claim(cast), make_claim(cast)
    evidence, hangs_on = make_evidence(other), make_evidence(claim)
    delete_quote(by=cast.ben, quote=quote)
    delete_claim(by=cast.ben, claim=claim)
    delete_evidence(by=cast.ben, evidence=evidence)
    for name in EVERYONE:
        person = getattr(cast, name)
        assert not readable_by(person, Quote).exists()
        assert not readable_by(person, Evidence).exists()
        assert claim not in readable_by(person, Claim)
    assert hangs_on.deleted_at is None


def test_a_token_is_seen_by_its_owner_until_it_is_revoked(cast):
    token, _ = create_token(by=cast.ben, user=cast.ben, name="Mine", scopes=["read"])
    assert {n for n in EVERYONE if token in readable_by(getattr(cast, n), ApiToken)} == {"ben"}


def test_scales_are_for_everyone_with_an_account(cast):
    assert readable_by(cast.eve, Scale).count() == 3
    assert readable_by(cast.eve, Rating).count() == 13


@pytest.mark.parametrize("name", ["olu", "rae"])
def test_a_closed_account_sees_nothing(desk, name):
    person = getattr(desk, name)
    create_token(by=person, user=person, name="Mine", scopes=["read"])
    deactivate_user(by=make_user("Staff", is_staff=True), user=person)
    for model in (*PROJECT_OF, Scale, Rating, ApiToken):
        assert not readable_by(person, model).exists(), model
