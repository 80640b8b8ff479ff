"""A claim's versions, and what became of its words from one to another."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from annotations.errors import Malformed, Problem
from annotations.models import Change, Claim, Segment, Speaker, User
from annotations.permissions import readable_by
from annotations.text import Fate, Stretch, word_differences

# What is compared of a claim, in the order in which one reads it, and of each of its quotes.
COMPARED = ("text", "speaker", "said_on", "place", "occasion", "topics", "priority", "assignee")
OF_A_QUOTE = ("kind", "tone", "speaker", "note")


@dataclass(frozen=True)
class Version:
    """One version of a claim: who made it, when, and by which step."""

    number: int
    at: datetime
    by: User | None
    action: str
    seq: int
    row: Mapping[str, Any]


@dataclass(frozen=True)
class Compared:
    """A field whose content differs: what it was, what it is, and what became of its words. Ids stand as names."""

    field: str
    before: str
    after: str

    @property
    def words(self) -> list[Stretch]:
        """The words that stayed, went and came."""
        return word_differences(self.before, self.after)

    @property
    def old(self) -> list[Stretch]:
        """What was there, with what went marked."""
        return [stretch for stretch in self.words if stretch.fate != Fate.ADDED]

    @property
    def new(self) -> list[Stretch]:
        """What is there, with what came marked."""
        return [stretch for stretch in self.words if stretch.fate != Fate.REMOVED]


@dataclass(frozen=True)
class ComparedQuote:
    """A quote of one version or of both: whether it stayed, went or came, and which of its own fields differ.

    `words` are those it has now, or had last.
    """

    quote: uuid.UUID
    words: str
    fate: Fate
    differences: list[Compared]


@dataclass(frozen=True)
class Comparison:
    """Two versions of a claim. What is the same in both is left out, but for the quotes, which are all there."""

    before: Version
    after: Version
    differences: list[Compared]
    quotes: list[ComparedQuote]


def versions_of(claim: Claim) -> list[Version]:
    """All versions of a claim, the first one first. Two statements."""
    rows = list(Change.objects.filter(object_type="claim", object_id=claim.pk).order_by("version"))
    people = User.objects.in_bulk({row.actor_id for row in rows if row.actor_id})
    return [Version(row.version, row.at, people.get(row.actor_id), row.action, row.seq, row.row or {}) for row in rows]


def comparison_of(claim: Claim, *, reader: User, before: int, after: int) -> Comparison:
    """What two versions of a claim differ in. Raises Malformed, with the parameter, for a version there is not."""
    versions = {version.number: version for version in versions_of(claim)}
    for name, number in (("from", before), ("to", after)):
        if number not in versions:
            sentence = f"There is no version {number}. The claim has the versions 1 to {len(versions)}."
            raise Malformed(sentence, problems=(Problem(f"/{name}", sentence),))
    one, two = versions[before], versions[after]
    quotes = {version.number: _quotes_then(version) for version in (one, two)}
    rows = [one.row, two.row, *(row for found in quotes.values() for row in found.values())]
    names = _names(reader, rows)
    return Comparison(
        one,
        two,
        _compared(one.row, two.row, COMPARED, names),
        _compared_quotes(quotes[before], quotes[after], names),
    )


def _quotes_then(version: Version) -> dict[str, Mapping[str, Any]]:
    """The quotes of a version by their ids, each as it was recorded at that time."""
    ids = version.row.get("quotes", [])
    rows = Change.objects.filter(object_type="quote", object_id__in=ids, seq__lt=version.seq)
    latest = rows.order_by("object_id", "-version").distinct("object_id")
    found = {str(row.object_id): row.row or {} for row in latest}
    return {pk: found.get(pk, {}) for pk in ids}


def _compared(
    before: Mapping[str, Any], after: Mapping[str, Any], fields: tuple[str, ...], names: Mapping[str, str]
) -> list[Compared]:
    def said(row: Mapping[str, Any], field: str) -> str:
        value = row.get(field, row.get(f"{field}_id"))
        return (
            ", ".join(value) if isinstance(value, list) else names.get(str(value), "" if value is None else str(value))
        )

    pairs = [Compared(field, said(before, field), said(after, field)) for field in fields]
    return [pair for pair in pairs if pair.before != pair.after]


def _compared_quotes(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]
) -> list[ComparedQuote]:
    words: dict[str, list[str]] = {}
    ids = list(dict.fromkeys([*before, *after]))
    segments = Segment.objects.filter(
        quote__in=[uuid.UUID(pk) for pk in ids], revision=F("quote__article__current")
    ).order_by("quote", "order")
    for quote_id, exact in segments.values_list("quote_id", "exact"):
        words.setdefault(str(quote_id), []).append(exact)
    found = []
    for pk in ids:
        fate = Fate.SAME if pk in before and pk in after else Fate.REMOVED if pk in before else Fate.ADDED
        fields = _compared(before[pk], after[pk], OF_A_QUOTE, names) if fate == Fate.SAME else []
        found.append(ComparedQuote(uuid.UUID(pk), " … ".join(words.get(pk, [])), fate, fields))
    return found


def _names(reader: User, rows: list[Mapping[str, Any]]) -> dict[str, str]:
    """The people and speakers the rows name by id."""
    speakers = {row["speaker_id"] for row in rows if row.get("speaker_id")}
    people = {row["assignee_id"] for row in rows if row.get("assignee_id")}
    found = {str(speaker.pk): speaker.name for speaker in readable_by(reader, Speaker).filter(pk__in=speakers)}
    return found | {str(pk): str(person) for pk, person in User.objects.in_bulk(people).items()}
