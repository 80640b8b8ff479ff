"""Comments: whom they mention, who may change them, and that a blind review stays blind."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, connection

from annotations.actions.comments import change_comment, delete_comment
from annotations.actions.members import add_member
from annotations.actions.quotes import delete_quote
from annotations.actions.users import deactivate_user
from annotations.errors import Conflict, Denied, Invalid, Missing
from annotations.models import Change, Comment
from annotations.permissions import readable_by
from annotations.queries.comments import mentions_of
from tests.cast import (
    Cast,
    judge,
    make_article,
    make_cast,
    make_claim,
    make_comment,
    make_quote,
    make_user,
    queued_claim,
    refused,
)


def test_it_works(cast: Cast):
    article = make_article(cast)
    for about in (article, make_quote(article), make_claim(cast)):
        comment = make_comment(about, cast.chi, text="@Ada, is this right?")
        assert comment.about == about
        assert comment.project == cast.project
    assert mentions_of(cast.ada, cast.project).count() == 3
    assert mentions_of(cast.chi, cast.project).count() == 0
    change_comment(by=cast.ada, comment=comment, resolved=True)
    assert (comment.resolved_by, comment.version) == (cast.ada, 2)
    assert mentions_of(cast.ada, cast.project).count() == 2
    change_comment(by=cast.chi, comment=comment, resolved=False)
    change_comment(by=cast.chi, comment=comment, text="Never mind.")
    assert comment.mentions == []
    delete_comment(by=cast.chi, comment=comment)
    assert not readable_by(cast.chi, Comment).filter(pk=comment.pk).exists()
    rows = Change.objects.filter(object_id=comment.pk).order_by("seq")
    assert [row.action for row in rows] == ["create", "resolve", "reopen", "update", "delete"]
    assert {row.project_id for row in rows} == {cast.project.pk}
    assert rows[0].row["text"] == "@Ada, is this right?"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ann", {"Ann"}), ("@ann berg: look", {"Ann Berg"}), ("@Anna?", set()), ("(@Ann), @Bo", {"Ann", "Bo"}),
        ("ann@bo", set()), ("@Ann @Ann", {"Ann"}), ("@", set()), ("@Ann Bergman", {"Ann"}), ("@Nobody", set()),
    ],
)  # fmt: skip
def test_whom_a_text_names(cast: Cast, text, named):
    people = {name: make_user(name, username=f"{uuid.uuid4().hex[:12]}") for name in ("Ann", "Ann Berg", "Bo")}
    for person in people.values():
        add_member(by=cast.olu, project=cast.project, user=person, role="reader")
    make_cast()
    comment = make_comment(make_claim(cast), cast.chi, text=text)
    assert set(comment.mentions) == {people[name].pk for name in named}


def test_people_of_one_name_are_all_meant_and_those_who_left_are_not(cast: Cast):
    other = make_user("Ada")
    add_member(by=cast.olu, project=cast.project, user=other, role="reader")
    claim = make_claim(cast)
    assert set(make_comment(claim, cast.chi, text="@Ada").mentions) == {cast.ada.pk, other.pk}
    deactivate_user(by=make_user("Staff", is_staff=True), user=other)
    assert make_comment(claim, cast.chi, text="@Ada").mentions == [cast.ada.pk]


def test_others_are_mentioned_besides_those_who_are_named(cast: Cast):
    claim = make_claim(cast)
    comment = make_comment(claim, cast.chi, text="@Ada, see this.", mentions=[cast.dan])
    assert set(comment.mentions) == {cast.ada.pk, cast.dan.pk}
    change_comment(by=cast.chi, comment=comment, text="@Olu, see this.")
    assert set(comment.mentions) == {cast.olu.pk, cast.dan.pk}
    change_comment(by=cast.chi, comment=comment, mentions=[])
    assert comment.mentions == [cast.olu.pk]
    refused(Invalid, lambda: make_comment(claim, cast.chi, mentions=[cast.eve]), "no member")


def test_a_comment_is_its_authors(cast: Cast):
    comment = make_comment(make_claim(cast), cast.chi)
    refused(Denied, lambda: change_comment(by=cast.olu, comment=comment, text="Otherwise."), "author")
    refused(Denied, lambda: delete_comment(by=cast.olu, comment=comment), "author")
    refused(Denied, lambda: change_comment(by=cast.rae, comment=comment, resolved=True))
    refused(Missing, lambda: change_comment(by=cast.eve, comment=comment, resolved=True))
    refused(Denied, lambda: make_comment(make_claim(cast), cast.rae))
    refused(Invalid, lambda: make_comment(make_claim(cast), cast.chi, text=" "))


def test_an_answer_is_to_a_comment_on_the_same_thing(cast: Cast):
    claim = make_claim(cast)
    comment = make_comment(claim, cast.chi)
    assert make_comment(claim, cast.ben, reply_to=comment).reply_to == comment
    refused(Invalid, lambda: make_comment(make_claim(cast), cast.ben, reply_to=comment))


def test_a_verdict_can_be_talked_about_once_it_is_revealed(cast: Cast):
    claim = queued_claim(cast)
    verdict = judge(claim, cast.chi)
    refused(Conflict, lambda: make_comment(verdict, cast.chi), "not revealed")
    make_comment(claim, cast.dan, text="During the review the claim can be talked about.")
    judge(claim, cast.dan)
    verdict.refresh_from_db()
    make_comment(verdict, cast.dan)
    assert readable_by(cast.rae, Comment).count() == 2


INSERT = """
    INSERT INTO comment (id, project_id, author_id, claim_id, verdict_id, article_id, reply_to_id, text, mentions, version)
    VALUES (%s, %s, %s, %s, %s, %s, %s, 'x', '{}', 1)
"""


@pytest.mark.parametrize(
    ("wall", "over"),
    [
        ("comment_on_revealed_verdict", {"verdict": "hidden"}),
        ("comment_of_its_project", {"project": "other", "claim": "claim"}),
        ("comment_answers_its_like", {"claim": "other_claim", "reply_to": "comment"}),
        ("comment_on_one_thing", {"claim": "claim", "verdict": "shown"}),
        ("comment_of_its_project", {}),
    ],
)
def test_the_database_has_the_last_word(cast: Cast, wall, over):
    claim, open_claim = queued_claim(cast), queued_claim(cast)
    shown = judge(claim, cast.chi)
    judge(claim, cast.dan)
    things = {
        "other": make_cast().project, "claim": claim, "other_claim": open_claim, "shown": shown,
        "hidden": judge(open_claim, cast.chi), "comment": make_comment(claim, cast.chi),
    }  # fmt: skip
    columns = ("project", "author", "claim", "verdict", "article", "reply_to")
    values = {"project": cast.project, "author": cast.ben} | {name: things[thing] for name, thing in over.items()}

    def insert() -> None:
        with connection.cursor() as cursor:
            cursor.execute(INSERT, [uuid.uuid4(), *(values[c].pk if c in values else None for c in columns)])

    error = refused(IntegrityError, insert)
    assert error.__cause__.diag.constraint_name == wall  # type: ignore[union-attr]


def test_comments_go_with_what_they_are_on(cast: Cast):
    quote = make_quote(make_article(cast))
    make_comment(quote, cast.ben, text="@Ada")
    delete_quote(by=cast.ben, quote=quote)
    assert not readable_by(cast.ben, Comment).exists()
    assert not mentions_of(cast.ada, cast.project).exists()
