"""Who may do what: the table against the ladder."""

from __future__ import annotations

import pytest
from django.db import transaction

from annotations.actions.users import deactivate_user
from annotations.errors import Denied, Missing
from annotations.models import Membership, User
from annotations.permissions import NEEDED, Permission, can, decide, require, role_in
from annotations.permissions.roles import DOES
from annotations.workflow import Role
from tests.cast import make_project, make_user

MAY = {
    "rae": {Permission.READ, Permission.EXPORT},
    "ben": {Permission.READ, Permission.EXPORT, Permission.ANNOTATE},
    "chi": {Permission.READ, Permission.EXPORT, Permission.ANNOTATE, Permission.REVIEW},
    "ada": {Permission.READ, Permission.EXPORT, Permission.ANNOTATE, Permission.REVIEW, Permission.EDIT}
    | {Permission.RELEASE},
    "olu": set(Permission),
    "eve": set(),
}


@pytest.mark.parametrize("name", MAY)
def test_it_works(cast, name):
    person = getattr(cast, name)
    assert {p for p in Permission if can(person, p, cast.project)} == MAY[name]
    for permission in Permission:
        if permission in MAY[name]:
            assert require(person, permission, cast.project) == role_in(person, cast.project)
        else:
            with pytest.raises(Denied if MAY[name] else Missing), transaction.atomic():
                require(person, permission, cast.project)


def test_every_permission_is_in_the_table():
    assert set(NEEDED) == set(DOES) == set(Permission)


def test_who_stands_higher_may_do_all_that_those_below_may():
    ladder = [None, *Role]
    for permission in Permission:
        answers = [type(decide(role, permission)).__name__ for role in ladder]
        assert answers == sorted(answers, reverse=True), permission


def test_a_denial_says_what_is_needed_and_what_one_is(cast):
    with pytest.raises(Denied, match=r"give verdicts you need the role reviewer or a higher one; yours is annotator\."):
        require(cast.ben, Permission.REVIEW, cast.project)


def test_a_role_in_one_project_says_nothing_about_another(cast):
    other = make_project(cast.eve)
    assert not can(cast.olu, Permission.READ, other)
    assert can(cast.eve, Permission.OWN, other)


def test_running_the_installation_gives_no_role(cast):
    staff = make_user("Staff", is_staff=True)
    User.objects.filter(pk=staff.pk).update(is_superuser=True)
    staff.refresh_from_db()
    assert not any(can(staff, p, cast.project) for p in Permission)


def test_a_closed_account_may_do_nothing(cast):
    deactivate_user(by=make_user("Staff", is_staff=True), user=cast.olu)
    assert Membership.objects.filter(user=cast.olu).exists()
    assert not any(can(cast.olu, p, cast.project) for p in Permission)
    with pytest.raises(Missing), transaction.atomic():
        require(cast.olu, Permission.READ, cast.project)
