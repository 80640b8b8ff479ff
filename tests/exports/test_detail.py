"""How much an export tells: verdicts of which rounds, and people by name or not."""

from __future__ import annotations

import hmac
import io
import json

import pytest
from django.conf import settings
from django.core.management import call_command

from annotations.actions.claims import act_on_claim
from annotations.actions.comments import change_comment
from annotations.actions.decisions import decide_claim
from annotations.actions.members import add_member
from annotations.exports.detail import Detail
from annotations.exports.registry import FORMATS
from tests.cast import fresh, judge, make_article, make_cast, make_comment, make_quote, queued_claim
from tests.exports.reading import exported, line_of, lines_of
from tests.exports.scene import Scene

PSEUDONYMS = Detail(people="pseudonyms")


def test_verdicts_of_all_rounds_of_the_last_or_none(cast):
    claim = queued_claim(cast)
    first = [judge(claim, cast.chi, "true"), judge(claim, cast.dan, "true")]
    claim = fresh(claim)
    decision = decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="true")
    act_on_claim(by=cast.ada, claim=fresh(claim), action="reopen", reason="New figures.")

    def told(verdicts: str) -> list[str]:
        line = line_of(cast, claim, detail=Detail(verdicts=verdicts))
        assert line["decision"]["id"] == str(decision.pk)
        assert line["decision"]["verdicts"] == [str(verdict.pk) for verdict in first]
        return [verdict["id"] for verdict in line["verdicts"]]

    of_the_first = [str(verdict.pk) for verdict in first]
    blind = judge(claim, cast.chi, "false")
    assert told("all") == told("latest") == of_the_first
    second = [blind, judge(claim, cast.dan, "false")]
    assert told("all") == of_the_first + [str(verdict.pk) for verdict in second]
    assert told("latest") == [str(verdict.pk) for verdict in second]
    assert told("decision") == []


def test_the_command_takes_the_same_parameters(cast):
    Scene(cast)
    out = io.TextIOWrapper(io.BytesIO())
    call_command(
        "export_labels",
        cast.project.slug,
        "jsonl",
        state="decided",
        verdicts="decision",
        people="pseudonyms",
        stdout=out,
    )
    detail = Detail(verdicts="decision", people="pseudonyms")
    assert out.buffer.getvalue() == exported(cast, detail=detail, state="decided")


def test_nobody_is_named_in_any_format(cast):
    scene = Scene(cast)
    make_comment(scene.article, cast.ada, text="Ask @Ben.", mentions=[cast.dan])
    people = [person for person, _ in cast.members()]
    names = {person: f"{person.name} Lindqvist-{number}" for number, person in enumerate(people)}
    for person, name in names.items():
        person.name = name
        person.save()
    for name, format in FORMATS.items():
        named = format.shown(exported(cast, name))
        hidden = format.shown(exported(cast, name, detail=PSEUDONYMS))
        assert "Lindqvist" not in hidden
        assert not any(str(person.pk) in hidden for person in people)
        assert ("person-" in hidden) == ("Lindqvist" in named)


def test_a_pseudonym_is_a_persons_own_in_one_project_and_leads_nowhere(cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    judge(claim, cast.dan)
    line = line_of(cast, claim, detail=PSEUDONYMS)
    again = line_of(cast, claim, detail=PSEUDONYMS)
    assert line == again
    people = [line["author"], *(verdict["reviewer"] for verdict in line["verdicts"])]
    assert len({person["id"] for person in people}) == len({person["name"] for person in people}) == 3
    assert all(person["name"] == f"person-{person['id'][:8]}" for person in people)
    key = hmac.digest(settings.SECRET_KEY.encode(), b"factcheck pseudonyms " + cast.project.pk.bytes, "sha256")
    assert line["author"]["id"].replace("-", "").startswith(hmac.digest(key, cast.ben.pk.bytes, "sha256").hex()[:12])
    other = make_cast()
    add_member(by=None, project=other.project, user=cast.ben, role="annotator")
    make_article(other, by=cast.ben)
    (article,) = lines_of(other, "articles", detail=PSEUDONYMS).values()
    assert article["author"]["id"] not in {str(cast.ben.pk), line["author"]["id"]}


def test_what_is_told_but_for_people_is_the_same(cast):
    Scene(cast)
    for name in ("jsonl", "articles"):
        shapes = [
            json.dumps(list(map(without_people, lines_of(cast, name, detail=detail).values())))
            for detail in (None, PSEUDONYMS)
        ]
        assert shapes[0] == shapes[1]


def without_people(value: object) -> object:
    """The value with everybody as the same person, and without what comments say."""
    if isinstance(value, list):
        return [without_people(one) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"id", "name"}:
        return "somebody"
    return {name: without_people(one) for name, one in value.items() if not (name == "text" and "mentions" in value)}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@Ada, is it so?", "@{ada}, is it so?"),
        ("@ADA @ada: @Ada", "@{ada} @{ada}: @{ada}"),
        ("Ask @Ada Lund, not @Ada.", "Ask @{lund}, not @{ada}."),
        ("@Adamant @ @@Ada\n@", "@Adamant @ @@{ada}\n@"),
        ("No one, 100 % (a+b) \\1", "No one, 100 % (a+b) \\1"),
    ],
)
def test_whom_a_comment_mentions_is_not_named_in_its_text(cast, text, shown):
    cast.dan.name = "Ada Lund"
    cast.dan.save()
    quote = make_quote(make_article(cast))
    comment = make_comment(quote, cast.ben, text=text)
    change_comment(by=cast.ben, comment=comment, mentions=[cast.ada, cast.dan])
    ((line,),) = [line["quotes"] for line in lines_of(cast, "articles", detail=PSEUDONYMS).values()]
    (comment,) = line["comments"]
    names = [person["name"] for person in comment["mentions"]]
    assert comment["text"] in {shown.format(ada=ada, lund=lund) for ada, lund in (names, reversed(names))}
