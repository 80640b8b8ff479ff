"""The right of reply: who was asked about a claim, or why no one was."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.contacts import change_contact, create_contact, delete_contact
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Day, Id, Line, OneOf, Text
from annotations.api.forms import Form, PersonForm
from annotations.models import Claim, Contact
from annotations.models.contacts import WAYS
from annotations.permissions import Permission


class ContactForm(Form):
    """Somebody who was asked, or why no one was."""

    model = Contact
    joins = ("author",)

    claim = serializers.UUIDField(source="claim_id")
    author = PersonForm()
    who = serializers.CharField()
    how = serializers.ChoiceField([*WAYS, ("", "")])
    asked_on = serializers.DateField(allow_null=True)
    asked = serializers.CharField()
    replied_on = serializers.DateField(allow_null=True)
    reply = serializers.CharField()
    why_not = serializers.CharField()


class ContactChanges(Body):
    """What can be said about a contact: who was asked and what came of it, or why no one was."""

    who = Line(max_length=300)
    how = OneOf([*WAYS, ("", "")])
    asked_on = Day()
    asked = Text(help_text="What was put to them.")
    replied_on = Day()
    reply = Text()
    why_not = Text(help_text="Why no one was asked; then all else is empty.")


class NewContact(ContactChanges):
    """A contact to note."""

    id = Id()


class Contacts(ListEndpoint):
    """Who was asked about a claim."""

    form = ContactForm
    takes: ClassVar = {"POST": NewContact}
    needs: ClassVar = {"POST": Permission.ANNOTATE}

    def door(self, id: str) -> Claim:
        """The claim they were asked about."""
        return self.find(Claim, pk=id)

    def get(self, request: Request, claim: Claim) -> HttpResponse:
        """The contacts, in the order in which they were noted."""
        return self.listed(ContactForm.rows(request.user).filter(claim=claim))

    def post(self, request: Request, claim: Claim) -> HttpResponse:
        """Note who was asked, or why no one was."""
        return self.shown(create_contact(by=request.user, claim=claim, **self.body()))


class ContactOne(Endpoint):
    """One contact."""

    form = ContactForm
    takes: ClassVar = {"PATCH": ContactChanges}
    needs: ClassVar = {"PATCH": Permission.ANNOTATE, "DELETE": Permission.ANNOTATE}

    def door(self, id: str, contact_id: str) -> Contact:
        """The contact, which must be of the claim the address names."""
        claim = self.find(Claim, pk=id)
        return self.find(Contact, pk=contact_id, claim=claim)

    def get(self, request: Request, contact: Contact) -> HttpResponse:
        """The contact."""
        return self.shown(contact)

    def patch(self, request: Request, contact: Contact) -> HttpResponse:
        """Change what is noted, for instance when the answer comes."""
        fields = self.body()
        self.precondition(contact)
        return self.shown(change_contact(by=request.user, contact=contact, **fields))

    def delete(self, request: Request, contact: Contact) -> HttpResponse:
        """Take the note away."""
        self.body()
        self.precondition(contact)
        delete_contact(by=request.user, contact=contact)
        return self.gone()
