"""Who was asked, what they said, or why no one was."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.actions.contacts import change_contact, create_contact, delete_contact
from annotations.errors import Denied, Invalid
from annotations.models import Change
from annotations.permissions import readable_by
from tests.cast import Cast, make_claim, make_contact, refused


def test_it_works(cast: Cast):
    contact = make_contact(make_claim(cast), asked_on=date(2026, 5, 1), asked="Is the fund empty?")
    change_contact(by=cast.chi, contact=contact, replied_on=date(2026, 5, 2), reply="It is not.")
    assert (contact.reply, contact.version) == ("It is not.", 2)
    delete_contact(by=cast.ben, contact=contact)
    assert not readable_by(cast.ben, type(contact)).exists()
    actions = Change.objects.filter(object_type="contact").order_by("seq").values_list("action", "project_id")
    assert list(actions) == [(action, cast.project.pk) for action in ("create", "update", "delete")]


def test_no_one_was_asked(cast: Cast):
    contact = create_contact(by=cast.ben, claim=make_claim(cast), why_not="She died in 1931.")
    refused(Invalid, lambda: change_contact(by=cast.ben, contact=contact, reply="Yes."), "not both")
    change_contact(by=cast.ben, contact=contact, why_not="", who="Her archive")
    assert contact.who == "Her archive"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, "/who"),
        ({"who": " "}, "/who"),
        ({"who": "Tove Brink", "why_not": "She is away."}, "/why_not"),
        ({"why_not": "She is away.", "asked_on": date(2026, 5, 1)}, "/why_not"),
        ({"who": "Tove Brink", "asked_on": date(2026, 5, 2), "replied_on": date(2026, 5, 1)}, "/replied_on"),
    ],
)
def test_what_does_not_fit(cast: Cast, fields, pointer):
    claim = make_claim(cast)
    error = refused(Invalid, lambda: create_contact(by=cast.ben, claim=claim, **fields))
    assert error.problems[0].pointer == pointer


def test_who_may_note_it(cast: Cast):
    refused(Denied, lambda: make_contact(make_claim(cast), by=cast.rae))
