"""Nobody overwrites what they have not seen."""

from __future__ import annotations

import pytest

from annotations.actions.quotes import delete_quote
from annotations.models import Quote
from tests.api.asking import Asker, problem
from tests.cast import Cast, make_article, make_claim, make_quote


@pytest.fixture
def path(cast: Cast) -> str:
    return f"quotes/{make_quote(make_article(cast)).pk}/"


def test_an_edit_says_which_version_it_was_made_on(cast: Cast, path):
    ben = Asker(cast.ben)
    problem(ben.patch(path, {"note": "x"}), 428)
    problem(ben.delete(path), 428)
    assert ben.patch(path, {"note": "x"}, '"1"').status_code == 200


def test_a_stale_edit_is_told_what_is_there_now(cast: Cast, path):
    ben, chi = Asker(cast.ben), Asker(cast.chi)
    assert ben.patch(path, {"note": "first"}, '"1"').status_code == 200
    for answer in (chi.patch(path, {"note": "second"}, '"1"'), chi.delete(path, '"1"')):
        current = ben.get(path)
        assert problem(answer, 412)["current"] == current.json()
        assert answer.headers["ETag"] == current.headers["ETag"]
    assert Quote.objects.get().note == "first"


@pytest.mark.parametrize(
    ("etag", "status"),
    [
        ("*", 412),
        ('"2"', 412),
        ('"0"', 412),
        ('"x"', 412),
        ('""', 412),
        ('W/"1"', 412),
        ("1", 400),
        ('"1', 400),
        ("", 400),
        ('"7", "1"', 200),
        ('W/"1", "1"', 200),
        ('"1", W/"7"', 200),
    ],
)
def test_what_if_match_may_say(cast: Cast, path, etag, status):
    answer = Asker(cast.ben).ask("PATCH", path, {"note": "x"}, headers={"If-Match": etag})
    assert answer.status_code == status, answer.content
    if status != 200:
        problem(answer, status)
        assert Quote.objects.get().version == 1


def test_the_body_is_judged_before_the_precondition(cast: Cast, path):
    problem(Asker(cast.ben).patch(path, {"version": 7}), 400)
    problem(Asker(cast.ben).patch(path, {"kind": "loud"}, '"9"'), 400)


def test_the_role_is_judged_before_the_body(cast: Cast, path):
    problem(Asker(cast.rae).patch(path, {"version": 7}), 403)
    problem(Asker(cast.rae).ask("PATCH", path, b"{", headers={}), 403)


def test_so_is_the_role_that_a_field_takes(cast: Cast):
    claim = make_claim(cast)
    problem(Asker(cast.ben).patch(f"claims/{claim.pk}/", {"assignee": None}), 403)
    problem(Asker(cast.ada).patch(f"claims/{claim.pk}/", {"assignee": None}), 428)
    problem(Asker(cast.ada).patch(f"projects/{cast.project.slug}/", {"blind": False}, '"9"'), 403)
    problem(Asker(cast.ada).patch(f"projects/{cast.project.slug}/", {"name": "The Desk"}, '"9"'), 412)


def test_visibility_is_judged_before_everything(cast: Cast, path):
    eve = Asker(cast.eve)
    for answer in (
        eve.patch(path, {"version": 7}),
        eve.ask("PATCH", path, b"{"),
        eve.ask("PUT", path, {}),
        eve.get(path, x="1"),
    ):
        problem(answer, 404)


def test_a_deleted_object_is_404_whatever_its_version(cast: Cast, path):
    delete_quote(by=cast.ben, quote=Quote.objects.get())
    problem(Asker(cast.ben).patch(path, {"note": "x"}, '"1"'), 404)


def test_every_object_of_a_list_can_be_edited(cast: Cast, path):
    ben = Asker(cast.ben)
    (row,) = ben.get("quotes/").json()["results"]
    assert ben.patch(f"quotes/{row['id']}/", {"note": "x"}, f'"{row["version"]}"').status_code == 200


def test_the_tag_is_the_same_for_every_reader(cast: Cast, path):
    assert {Asker(p).get(path).headers["ETag"] for p in (cast.rae, cast.ben, cast.chi, cast.ada, cast.olu)} == {'"1"'}
