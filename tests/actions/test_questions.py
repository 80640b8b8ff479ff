"""Questions, their order, and the evidence that answers them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection

from annotations.actions.evidence import change_evidence, delete_evidence
from annotations.actions.questions import change_question, delete_question
from annotations.errors import Conflict, Denied, Invalid, Missing
from annotations.models import Change, Question
from tests.cast import Cast, make_claim, make_evidence, make_question, refused


def places(claim) -> list[tuple[str, int]]:
    return list(
        Question.objects.filter(claim=claim, deleted_at=None).order_by("order", "pk").values_list("text", "order")
    )


def test_it_works(cast: Cast):
    claim = make_claim(cast)
    asked = [make_question(claim, text=text) for text in ("A?", "B?", "C?")]
    assert places(claim) == [("A?", 1), ("B?", 2), ("C?", 3)]
    change_question(by=cast.chi, question=asked[2], order=1)
    assert places(claim) == [("C?", 1), ("A?", 2), ("B?", 3)]
    rows = Change.objects.filter(object_type="question").order_by("seq")
    assert [(row.project_id, row.actor_id) for row in rows][-1] == (cast.project.pk, cast.chi.pk)


def test_taking_the_place_above_changes_two_questions_alone(cast: Cast):
    claim = make_claim(cast)
    asked = [make_question(claim, text=text) for text in ("A?", "B?", "C?")]
    change_question(by=cast.ben, question=asked[1], order=1)
    versions = dict(Question.objects.values_list("text", "version"))
    assert versions == {"A?": 2, "B?": 2, "C?": 1}
    assert places(claim) == [("B?", 1), ("A?", 2), ("C?", 3)]


def test_a_question_can_be_asked_in_between_or_far_behind(cast: Cast):
    claim = make_claim(cast)
    for text, order in (("A?", None), ("B?", None), ("Far?", 40), ("Between?", 2), ("Last?", None)):
        make_question(claim, text=text, order=order)
    assert places(claim) == [("A?", 1), ("Between?", 2), ("B?", 3), ("Far?", 40), ("Last?", 41)]


def test_a_question_that_is_answered_stays(cast: Cast):
    claim = make_claim(cast)
    question = make_question(claim)
    piece = make_evidence(claim, question=question, answer="3.1 million", answer_kind="extractive")
    refused(Conflict, lambda: delete_question(by=cast.ben, question=Question.objects.get(pk=question.pk)))
    delete_evidence(by=cast.ben, evidence=piece)
    delete_question(by=cast.ben, question=Question.objects.get(pk=question.pk))
    assert places(claim) == []
    refused(Invalid, lambda: make_evidence(claim, question=question), "taken away")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"answer": "No.", "answer_kind": "boolean"}, "/question"),
        ({"answer_kind": "unanswerable"}, "/question"),
        ({"question": True, "answer": "No."}, "/answer_kind"),
        ({"question": True, "answer_kind": "boolean"}, "/answer"),
        ({"question": True, "answer": " ", "answer_kind": "abstractive"}, "/answer"),
    ],
)
def test_answers_that_do_not_fit(cast: Cast, fields, pointer):
    claim = make_claim(cast)
    if "question" in fields:
        fields = {**fields, "question": make_question(claim)}
    assert refused(Invalid, lambda: make_evidence(claim, **fields)).problems[0].pointer == pointer


def test_an_answer_is_changed_as_a_whole(cast: Cast):
    claim = make_claim(cast)
    question = make_question(claim)
    piece = make_evidence(claim)
    change = lambda **fields: change_evidence(by=cast.ben, evidence=piece, **fields)  # noqa: E731
    refused(Invalid, lambda: change(answer="No.", answer_kind="boolean"))
    change(question=question)
    change(answer_kind="unanswerable")
    refused(Invalid, lambda: change(question=None))
    change(question=None, answer_kind="")
    assert (piece.question, piece.answer_kind) == (None, "")


def test_evidence_answers_questions_of_its_own_claim(cast: Cast):
    claim, other = make_claim(cast), make_claim(cast)
    refused(Invalid, lambda: make_evidence(claim, question=make_question(other)), "on this claim")


def test_who_may_ask(cast: Cast):
    claim = make_claim(cast)
    refused(Denied, lambda: make_question(claim, by=cast.rae))
    refused(Missing, lambda: make_question(claim, by=cast.eve))
    refused(Invalid, lambda: make_question(claim, text=" \n"))


def test_the_database_keeps_answers_with_the_questions_of_their_claim(cast: Cast):
    claim, other = make_claim(cast), make_claim(cast)
    piece, question = make_evidence(claim), make_question(other)

    def answer_elsewhere() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "UPDATE evidence SET question_id = %s, version = version + 1 WHERE id = %s", [question.pk, piece.pk]
            )

    error = refused(IntegrityError, answer_elsewhere)
    assert error.__cause__.diag.constraint_name == "evidence_answers_its_claim"  # type: ignore[union-attr]
