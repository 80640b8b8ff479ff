"""Fields by themselves: none of a draft's words goes unchecked."""

from __future__ import annotations

from dataclasses import fields as fields_of

import pytest

from annotations.imports import fields, shape

DRAFTS = [kind for name, kind in vars(shape).items() if name.endswith("Draft") and kind is not shape.RatingDraft]
# Looked at where drafts are put together: texts and languages, words that are mapped, keys of other things.
ELSEWHERE = {"key", "text", "language", "label", "kind", "author", "question", "parent", "reply_to", "duplicate_of"}


@pytest.mark.parametrize("draft", DRAFTS)
def test_words_are_in_one_of_the_tables(draft):
    tables = [
        table.get(draft, ()) for table in (fields.LENGTHS, fields.ADDRESSES, fields.DATES, fields.TIMES, fields.CHOICES)
    ]
    assert fields.SHAPES.get(draft, {}).keys() <= fields.LENGTHS.get(draft, {}).keys()
    known = {name for table in tables for name in table} | ELSEWHERE | {"created_at", "updated_at"}
    assert [one.name for one in fields_of(draft) if one.type == "str" and one.name not in known] == []
    lists = {*fields.LISTS.get(draft, ()), "evidence", "verdicts"}
    assert [one.name for one in fields_of(draft) if one.type == "tuple[str, ...]" and one.name not in lists] == []


@pytest.mark.parametrize(
    ("draft", "pointer", "reason"),
    [
        (shape.SpeakerDraft("Tove\x1b"), "/name", "Character 4 is a control character."),
        (shape.SpeakerDraft("Tove", aliases=("\x07",)), "/aliases/0", "Character 0 is a control character."),
        (shape.SpeakerDraft("Tove", wikidata_id="42"), "/wikidata_id", "“42” is no id of Wikidata."),
        (shape.SourceDraft("The Gazette", country="no"), "/country", "“no” is no country."),
    ],
)
def test_what_the_api_refuses_is_refused_here(draft, pointer, reason):
    (refusal,) = fields.field_faults(draft, shape.Place(1, ""))
    assert (refusal.at.pointer, refusal.reason) == (pointer, reason)
