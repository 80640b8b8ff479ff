"""The demo project: something of everything, and nobody real."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from annotations.management.demo import PEOPLE, TEXT, demo_people, make_demo
from annotations.models import Article, Claim, Project, Quote, Verdict
from annotations.queries.audit import verify_record

pytestmark = pytest.mark.django_db


def test_it_shows_every_kind_of_quote_and_one_utterance_in_two_passages():
    make_demo()
    quotes = Quote.objects.all()
    assert {quote.kind for quote in quotes} == {"direct", "partial", "indirect", "scare", "statement"}
    assert {quote.tone for quote in quotes} == {"literal", "ironic", "hypothetical", "question"}
    assert any(quote.all_segments.count() == 2 for quote in quotes)
    assert quotes.filter(parent__isnull=False).exists()


def test_its_claims_stand_at_several_stages():
    make_demo()
    assert {claim.state for claim in Claim.objects.all()} == {"draft", "in_review", "decided", "rejected"}
    assert Verdict.objects.filter(claim__state="in_review").count() == 1


def test_its_article_says_that_it_is_invented():
    make_demo()
    text = Article.objects.get().current.text
    assert text == TEXT
    assert "invented" in text.strip().splitlines()[-1]
    assert 350 < len(text.split()) < 550


def test_its_people_are_listed_owner_first():
    make_demo()
    assert [user.username for user in demo_people()] == list(PEOPLE) == ["olu", "ben", "chi", "dan"]


@pytest.mark.django_db(transaction=True)
def test_its_record_is_whole():
    make_demo()
    assert not list(verify_record())


def test_it_is_made_once(capsys):
    call_command("demo")
    call_command("demo")
    assert Project.objects.count() == 1
