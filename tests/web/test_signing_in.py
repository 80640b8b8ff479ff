"""Coming in: by a link that works once, by an invitation, by password; and staying out."""

from __future__ import annotations

import pytest
from django.test import Client

from annotations.actions.members import invite, withdraw_invitation
from annotations.actions.sign_in_links import make_sign_in_link
from annotations.actions.users import create_user
from annotations.models import Membership, User
from tests.cast import Cast

PASSWORD = "a long enough phrase"


@pytest.fixture
def browser(db) -> Client:
    return Client()


def signed_in(browser: Client) -> str | None:
    return browser.session.get("_auth_user_id")


class TestTheLink:
    def test_it_works_once(self, browser: Client, cast: Cast):
        address = f"/sign-in/{make_sign_in_link(user=cast.ben)}/"
        answer = browser.post(address)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert signed_in(browser) == str(cast.ben.pk)
        again = Client().post(address)
        assert again.status_code == 404
        assert "used already or has expired" in again.content.decode()

    def test_pressed_twice_it_still_lets_that_browser_in(self, browser: Client, cast: Cast):
        address = f"/sign-in/{make_sign_in_link(user=cast.ben)}/"
        browser.get(address)
        before = {name: morsel.value for name, morsel in browser.cookies.items()}
        assert browser.post(address).status_code == 302
        # The first answer, with its session, never arrived.
        browser.cookies.clear()
        for name, value in before.items():
            browser.cookies[name] = value
        assert browser.post(address).status_code == 302
        assert signed_in(browser) == str(cast.ben.pk)

    def test_looking_at_it_does_not_spend_it(self, browser: Client, cast: Cast):
        address = f"/sign-in/{make_sign_in_link(user=cast.ben)}/"
        for _ in range(3):
            assert browser.get(address).status_code == 200
            assert browser.head(address).status_code == 200
        assert browser.post(address).status_code == 302

    def test_it_expires(self, browser: Client, cast: Cast):
        address = f"/sign-in/{make_sign_in_link(user=cast.ben, hours=0)}/"
        assert browser.post(address).status_code == 404
        assert signed_in(browser) is None

    def test_it_tells_how_to_come_back(self, browser: Client, cast: Cast):
        answer = browser.post(f"/sign-in/{make_sign_in_link(user=cast.ben)}/", follow=True)
        assert "Choose a password" in answer.content.decode()

    def test_it_asks_for_the_token(self, cast: Cast):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(f"/sign-in/{make_sign_in_link(user=cast.ben)}/").status_code == 403


class TestTheInvitation:
    @pytest.fixture
    def address(self, cast: Cast) -> str:
        _, secret = invite(by=cast.olu, project=cast.project, role="annotator")
        return f"/invitations/{secret}/"

    def test_somebody_with_an_account_joins(self, browser: Client, cast: Cast, address: str):
        browser.force_login(cast.eve)
        assert "Join The Desk" in browser.get(address).content.decode()
        answer = browser.post(address)
        assert answer["Location"] == f"/projects/{cast.project.slug}/"
        assert Membership.objects.get(project=cast.project, user=cast.eve).role == "annotator"

    def test_somebody_new_makes_an_account(self, browser: Client, cast: Cast, address: str):
        answer = browser.post(address, {"name": "Gro Dahl", "username": "gro", "password": PASSWORD}, follow=True)
        assert "Hello, Gro." in answer.content.decode()
        gro = User.objects.get(username="gro")
        assert gro.check_password(PASSWORD)
        assert Membership.objects.get(user=gro).role == "annotator"
        assert Client().get(address).status_code == 404

    @pytest.mark.parametrize(
        ("over", "sentence"),
        [
            ({"password": "short"}, "too short"),
            ({"password": "gro-gro-gro"}, "similar"),
            ({"username": "no spaces!"}, "valid username"),
            ({"name": ""}, "required"),
        ],
    )
    def test_a_bad_account_is_refused_at_its_field(self, browser: Client, address: str, over: dict, sentence: str):
        given = {"name": "Gro Dahl", "username": "gro-gro-gro", "password": PASSWORD} | over
        answer = browser.post(address, given)
        assert sentence in answer.content.decode()
        assert browser.get(address).status_code == 200
        assert signed_in(browser) is None

    def test_a_name_that_is_taken(self, browser: Client, cast: Cast, address: str):
        create_user(username="gro")
        answer = browser.post(address, {"name": "Gro Dahl", "username": "gro", "password": PASSWORD})
        assert "Somebody has this user name already" in answer.content.decode()
        assert browser.get(address).status_code == 200

    def test_a_member_is_one_already(self, browser: Client, cast: Cast, address: str):
        browser.force_login(cast.rae)
        assert "You are a member already" in browser.post(address).content.decode()
        assert Membership.objects.get(project=cast.project, user=cast.rae).role == "reader"

    def test_a_withdrawn_one(self, browser: Client, cast: Cast):
        invitation, secret = invite(by=cast.olu, project=cast.project, role="reader")
        withdraw_invitation(by=cast.olu, invitation=invitation)
        answer = browser.get(f"/invitations/{secret}/")
        assert answer.status_code == 404
        assert "Ask for a new one" in answer.content.decode()


def test_the_password(browser: Client, cast: Cast):
    create_user(username="gro", name="Gro", password=PASSWORD)
    wrong = browser.post("/accounts/login/", {"login": "gro", "password": "something else"})
    assert "notice-problem" in wrong.content.decode()
    assert signed_in(browser) is None
    answer = browser.post("/accounts/login/?next=/tokens/", {"login": "gro", "password": PASSWORD, "next": "/tokens/"})
    assert answer["Location"] == "/tokens/"


def test_next_leads_nowhere_else(browser: Client, db):
    create_user(username="gro", name="Gro", password=PASSWORD)
    answer = browser.post(
        "/accounts/login/?next=//evil.example/", {"login": "gro", "password": PASSWORD, "next": "//evil.example/"}
    )
    assert answer["Location"] == "/"


def test_choosing_a_first_password(browser: Client, cast: Cast):
    browser.force_login(cast.eve)
    answer = browser.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    cast.eve.refresh_from_db()
    assert cast.eve.check_password(PASSWORD)


def test_signing_out_takes_a_post(browser: Client, cast: Cast):
    browser.force_login(cast.eve)
    assert "Sign out?" in browser.get("/accounts/logout/").content.decode()
    assert signed_in(browser)
    browser.post("/accounts/logout/")
    assert signed_in(browser) is None


def test_nobody_signs_up(browser: Client, db):
    for ask in (browser.get, browser.post):
        assert ask("/accounts/signup/").status_code in (403, 405)
    assert "invitation" in browser.get("/accounts/signup/").content.decode()


def test_a_closed_account_is_out(browser: Client, cast: Cast):
    browser.force_login(cast.ben)
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)
    assert browser.get(f"/projects/{cast.project.slug}/").status_code == 302
