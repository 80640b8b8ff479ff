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
    known = {name for table in tables for name in table} | ELSEWHERE | {"created_at", "updated_at"}
    assert [one.name for one in fields_of(draft) if one.type == "str" and one.name not in known] == []
    lists = {*fields.LISTS.get(draft, ()), "evidence", "verdicts"}
    assert [one.name for one in fields_of(draft) if one.type == "tuple[str, ...]" and one.name not in lists] == []
