"""People: members, invitations, sign-in links, tokens, accounts; and the projects they own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.actions.members import (
    accept_invitation,
    add_member,
    change_role,
    find_invitation,
    invite,
    remove_member,
    withdraw_invitation,
)
from annotations.actions.projects import change_project, create_project
from annotations.actions.sign_in_links import make_sign_in_link, use_sign_in_link
from annotations.actions.sources import change_source, create_source
from annotations.actions.speakers import change_speaker, create_speaker
from annotations.actions.tokens import create_token, revoke_token, user_of_token
from annotations.actions.users import create_user, deactivate_user
from annotations.errors import Conflict, Denied, Invalid, Missing, Stale
from annotations.models import ApiToken, Invitation, Membership, Project, SignInLink
from annotations.permissions import role_in
from tests.cast import make_project, make_user, refused


def membership(cast, name):
    return Membership.objects.get(user=getattr(cast, name), project=cast.project)


# Members


def test_it_works(cast):
    added = add_member(by=cast.olu, project=cast.project, user=cast.eve, role="reader")
    change_role(by=cast.olu, membership=added, role="editor")
    assert role_in(cast.eve, cast.project) == "editor"
    remove_member(by=cast.olu, membership=added)
    assert role_in(cast.eve, cast.project) is None


def test_nobody_is_a_member_twice(cast):
    refused(Conflict, lambda: add_member(by=cast.olu, project=cast.project, user=cast.ben, role="owner"), "already")
    _, secret = invite(by=cast.olu, project=cast.project, role="owner")
    refused(Conflict, lambda: accept_invitation(by=cast.ben, secret=secret), "already")
    assert find_invitation(secret), "A member's click must not spend the invitation."


def test_the_last_owner_stays(cast):
    refused(Conflict, lambda: change_role(by=cast.olu, membership=membership(cast, "olu"), role="editor"), "only owner")
    refused(Conflict, lambda: remove_member(by=cast.olu, membership=membership(cast, "olu")), "only owner")
    change_role(by=cast.olu, membership=membership(cast, "ada"), role="owner")
    change_role(by=cast.olu, membership=membership(cast, "olu"), role="editor")
    assert role_in(cast.olu, cast.project) == "editor"


def test_an_owner_whose_account_is_closed_is_none(cast):
    change_role(by=cast.olu, membership=membership(cast, "ada"), role="owner")
    deactivate_user(by=make_user("Staff", is_staff=True), user=cast.ada)
    refused(Conflict, lambda: remove_member(by=cast.olu, membership=membership(cast, "olu")), "only owner")


def test_a_membership_that_has_changed_is_not_removed(cast):
    seen = membership(cast, "ben")
    change_role(by=cast.olu, membership=membership(cast, "ben"), role="editor")
    refused(Conflict, lambda: remove_member(by=cast.olu, membership=seen), "changed")
    refused(Stale, lambda: change_role(by=cast.olu, membership=seen, role="reader"))


@pytest.mark.parametrize(("who", "error"), [("rae", Denied), ("chi", Denied), ("ada", Denied), ("eve", Missing)])
def test_members_are_the_owners_business(cast, who, error):
    person = getattr(cast, who)
    invitation, _ = invite(by=cast.olu, project=cast.project, role="reader")
    refused(error, lambda: add_member(by=person, project=cast.project, user=make_user("New"), role="reader"))
    refused(error, lambda: change_role(by=person, membership=membership(cast, "ben"), role="owner"))
    refused(error, lambda: remove_member(by=person, membership=membership(cast, "ben")))
    refused(error, lambda: invite(by=person, project=cast.project, role="reader"))
    refused(error, lambda: withdraw_invitation(by=person, invitation=invitation))


# Invitations


def test_an_invitation_is_accepted_once(cast):
    invitation, secret = invite(by=cast.olu, project=cast.project, role="reviewer", note="Eve from the radio")
    assert find_invitation(secret) == invitation
    assert secret.encode() not in bytes(Invitation.objects.get().digest)
    accept_invitation(by=cast.eve, secret=secret)
    assert role_in(cast.eve, cast.project) == "reviewer"
    refused(Missing, lambda: accept_invitation(by=make_user("Next"), secret=secret), "Ask for a new one")
    refused(Missing, lambda: find_invitation(secret))
    refused(Conflict, lambda: withdraw_invitation(by=cast.olu, invitation=invitation), "accepted already")


def test_an_invitation_expires_and_can_be_withdrawn(cast):
    invitation, secret = invite(by=cast.olu, project=cast.project, role="reader")
    withdraw_invitation(by=cast.olu, invitation=invitation)
    refused(Missing, lambda: accept_invitation(by=cast.eve, secret=secret))
    _, secret = invite(by=cast.olu, project=cast.project, role="reader")
    Invitation.objects.update(expires_at=timezone.now())
    refused(Missing, lambda: accept_invitation(by=cast.eve, secret=secret))
    refused(Missing, lambda: accept_invitation(by=cast.eve, secret="guessed"))
    assert role_in(cast.eve, cast.project) is None


# Sign-in links


def test_a_sign_in_link_works_once(cast):
    secret = make_sign_in_link(user=cast.ben)
    assert use_sign_in_link(secret=secret) == cast.ben
    refused(Missing, lambda: use_sign_in_link(secret=secret), "used already")
    refused(Missing, lambda: use_sign_in_link(secret="guessed"))


def test_the_browser_that_used_a_sign_in_link_may_use_it_again_for_a_minute(cast):
    secret = make_sign_in_link(user=cast.ben)
    assert use_sign_in_link(secret=secret, browser="mine") == cast.ben
    assert use_sign_in_link(secret=secret, browser="mine") == cast.ben
    refused(Missing, lambda: use_sign_in_link(secret=secret, browser="another"), "used already")
    refused(Missing, lambda: use_sign_in_link(secret=secret), "used already")
    SignInLink.objects.update(used_at=timezone.now() - timedelta(seconds=61))
    refused(Missing, lambda: use_sign_in_link(secret=secret, browser="mine"), "used already")


def test_a_sign_in_link_expires_and_does_not_open_a_closed_account(cast):
    old, of_ben = make_sign_in_link(user=cast.ben), make_sign_in_link(user=cast.chi)
    SignInLink.objects.filter(user=cast.ben).update(expires_at=timezone.now())
    deactivate_user(by=make_user("Staff", is_staff=True), user=cast.chi)
    refused(Missing, lambda: use_sign_in_link(secret=old))
    refused(Missing, lambda: use_sign_in_link(secret=of_ben))


# Tokens


def test_a_token(cast):
    token, secret = create_token(by=cast.ben, user=cast.ben, name="Notebook", scopes=["export", "read"])
    assert user_of_token(secret) == (cast.ben, token)
    assert token.scopes == ["read", "export"]
    assert secret.startswith("fct_")
    assert secret.encode() not in bytes(ApiToken.objects.get().digest)
    for other in ("", "fct_", secret[:-1], secret + "x", secret.upper(), "\ud800"):
        assert user_of_token(other) is None


def test_a_token_ends(cast):
    token, secret = create_token(by=cast.ben, user=cast.ben, name="Mine", scopes=["read"])
    refused(Missing, lambda: revoke_token(by=cast.olu, token=token))
    revoke_token(by=cast.ben, token=token)
    assert user_of_token(secret) is None
    refused(Missing, lambda: revoke_token(by=cast.ben, token=token))
    soon = timezone.now() + timedelta(hours=1)
    expiring, secret = create_token(by=cast.ben, user=cast.ben, name="Mine", scopes=["read"], expires_at=soon)
    assert user_of_token(secret)
    ApiToken.objects.filter(pk=expiring.pk).update(expires_at=timezone.now(), version=2)
    assert user_of_token(secret) is None
    _, secret = create_token(by=cast.ben, user=cast.ben, name="Mine", scopes=["read"])
    deactivate_user(by=make_user("Staff", is_staff=True), user=cast.ben)
    assert user_of_token(secret) is None


def test_what_is_no_token(cast):
    good = {"by": cast.ben, "user": cast.ben, "name": "Mine", "scopes": ["read"]}
    for over in ({"scopes": []}, {"scopes": ["read", "admin"]}, {"name": " "}, {"expires_at": timezone.now()}):
        refused(Invalid, lambda over=over: create_token(**{**good, **over}))
    refused(Denied, lambda: create_token(**{**good, "user": cast.olu}))


# Accounts


def test_an_account(db):
    user = create_user(username="ada", name="Ada", email="ada@example.org", password="correct horse battery")
    assert user.check_password("correct horse battery")
    assert not create_user(username="bot").has_usable_password()
    refused(Conflict, lambda: create_user(username="ada"), "has this user name already")
    refused(Invalid, lambda: create_user(username="a b"))
    refused(Invalid, lambda: create_user(username="eve", password="password"))
    refused(Invalid, lambda: create_user(username="eve", email="no address"))


def test_accounts_are_closed_by_those_who_run_the_installation(cast):
    refused(Denied, lambda: deactivate_user(by=cast.olu, user=cast.eve))
    assert not deactivate_user(by=make_user("Staff", is_staff=True), user=cast.eve).is_active


# Projects


def test_a_project(db):
    staff = make_user("Staff", is_staff=True)
    project = create_project(by=staff, slug="harbour", name="The Harbour Desk")
    assert role_in(staff, project) == "owner"
    assert (project.readers, project.blind, project.rule, project.four_eyes) == (2, True, "unanimous", True)
    assert project.scale.slug == "desk-6"
    refused(Conflict, lambda: create_project(by=staff, slug="harbour", name="Again"), "exists already")
    refused(Invalid, lambda: create_project(by=staff, slug="har bour", name="Again"))
    refused(Invalid, lambda: create_project(by=staff, slug="other", name=" "))
    refused(Denied, lambda: create_project(by=make_user("Ben"), slug="other", name="Other"))
    assert Project.objects.count() == 1


def test_editors_write_the_guidelines_and_owners_the_policy(cast):
    change_project(by=cast.ada, project=cast.project, guidelines="# Be fair")
    refused(Denied, lambda: change_project(by=cast.ada, project=cast.project, readers=1))
    refused(Denied, lambda: change_project(by=cast.chi, project=cast.project, guidelines=""))
    change_project(by=cast.olu, project=cast.project, readers=3, rule="majority")
    assert (cast.project.version, cast.project.readers, cast.project.guidelines) == (3, 3, "# Be fair")


@pytest.mark.parametrize(
    "fields", [{"readers": 0}, {"readers": 101}, {"rule": "dice"}, {"name": " "}, {"language": "?"}]
)
def test_what_is_no_policy(cast, fields):
    error = refused(Invalid, lambda: change_project(by=cast.olu, project=cast.project, **fields))
    assert error.problems[0].pointer == f"/{next(iter(fields))}"


# Speakers and sources


@pytest.mark.parametrize(("create", "change"), [(create_speaker, change_speaker), (create_source, change_source)])
def test_speakers_and_sources(cast, create, change):
    thing = create(by=cast.ben, project=cast.project, name="Tove Brink")
    kind = thing._meta.model_name
    change(by=cast.chi, **{kind: thing}, name="Mayor Brink")
    assert (thing.name, thing.version) == ("Mayor Brink", 2)
    other = create(by=cast.ben, project=cast.project, name="Somebody")
    refused(Conflict, lambda: create(by=cast.ben, project=cast.project, name="Somebody"), "already")
    refused(Conflict, lambda: change(by=cast.ben, **{kind: other}, name="Mayor Brink"), "already")
    refused(Invalid, lambda: create(by=cast.ben, project=cast.project, name="\t"))
    create(by=cast.eve, project=make_project(cast.eve), name="Somebody")
    for who, error in (("rae", Denied), ("eve", Missing)):
        person = getattr(cast, who)
        refused(error, lambda person=person: create(by=person, project=cast.project, name="New"))
        refused(error, lambda person=person: change(by=person, **{kind: thing}, name="New"))
