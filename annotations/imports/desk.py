"""What a file's words are in this project: people, speakers, sources, ratings, and the labels somebody has mapped."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils import timezone

from annotations.imports.shape import (
    KINDS,
    Options,
    PersonDraft,
    Place,
    RatingDraft,
    Refusal,
    SourceDraft,
    SpeakerDraft,
)
from annotations.imports.spool import Spool
from annotations.models import Project, Rating, Source, Speaker, User

MOST_LABELS = 1000


@dataclass
class Label:
    """A word of the file that nobody has mapped: what it would be, how often it comes, and where first."""

    of: str
    first: Place
    mapped: str = ""
    """What it is mapped to all the same, which is nothing of ours."""
    count: int = 0


class Desk:
    """The project's own names, and those that the file adds to them."""

    def __init__(self, *, by: User, project: Project, options: Options, spool: Spool) -> None:
        self.by, self.project, self.options, self.spool = by, project, options, spool
        self.created: Counter[str] = Counter()
        self.unmapped: dict[str, Label] = {}
        self.speakers = dict(Speaker.objects.filter(project=project).values_list("name", "pk"))
        self.sources = dict(Source.objects.filter(project=project).values_list("name", "pk"))
        self.people: dict[str, uuid.UUID] = {str(by.pk): by.pk}
        ratings = Rating.objects.filter(Q(scale__project=project) | Q(scale__project=None)).select_related("scale")
        # Of two scales of one name the project's own comes last, and so is found.
        ordered = sorted(ratings, key=lambda rating: rating.scale.project_id is not None)
        self.ratings = {(rating.scale.slug, rating.code): rating for rating in ordered}
        self.scale = project.scale.slug

    def identified(self, noun: str, *key: str) -> uuid.UUID:
        """The id of the thing of this key in this project: the same for every import, so that none makes it twice."""
        return uuid.uuid5(self.project.pk, ":".join((noun, *key)))

    def add(self, table: str, *values: object) -> None:
        """Lays out a row for the table, its values in the order of COLUMNS, and counts it as new."""
        self.spool.add(table, *values)
        self.created[table] += 1

    def person(self, draft: PersonDraft | None) -> uuid.UUID:
        """The id of whom the draft names: the importer's for None and for their own id, else that of an account of that name
        which cannot sign in.

        They are known by the project and the id in the file, so no file can speak for a colleague.
        """
        if draft is None:
            return self.by.pk
        if (known := self.people.get(draft.key)) is not None:
            return known
        id = self.identified("person", draft.key)
        if not User.objects.filter(pk=id).exists():
            unusable, username = make_password(None), f"imported-{id.hex}"
            self.add("users", id, unusable, False, False, False, timezone.now(), username, draft.name, "")
        self.people[draft.key] = id
        return id

    def speaker(self, draft: SpeakerDraft | None) -> uuid.UUID | None:
        """The project's speaker of that name, or a new one."""
        if draft is None:
            return None
        if (known := self.speakers.get(draft.name)) is None:
            known = self.speakers[draft.name] = self.identified("speaker", draft.name)
            told = (draft.name, draft.kind, draft.role, draft.aliases, draft.wikidata_id)
            self.add("speaker", known, 1, self.project.pk, *told)
        return known

    def source(self, draft: SourceDraft | None) -> uuid.UUID | None:
        """The project's source of that name, or a new one."""
        if draft is None:
            return None
        if (known := self.sources.get(draft.name)) is None:
            known = self.sources[draft.name] = self.identified("source", draft.name)
            self.add("source", known, 1, self.project.pk, draft.name, draft.homepage, draft.country)
        return known

    def kind(self, label: str, at: Place) -> str | None:
        """The kind of ours a label is mapped to, "" where such marks are left out; None when nobody has said."""
        mapped = self.options.labels.get(label)
        if mapped in ("", *KINDS):
            return mapped
        self._unmapped(label, "kind", at, mapped)
        return None

    def rating(self, draft: RatingDraft, at: Place) -> Rating | None:
        """The rating that is meant, by `labels` or by its own code; None, and a label to be mapped, when there is none or it is
        called otherwise here."""
        scale = draft.scale or self.scale
        word = f"{scale}/{draft.code}"
        labels = self.options.labels
        mapped = next((labels[name] for name in (word, draft.code, draft.label) if name in labels), None)
        if mapped:
            slug, _, code = mapped.rpartition("/")
            found = self.ratings.get((slug or self.scale, code))
        else:
            found = self.ratings.get((scale, draft.code))
            if found and draft.label and found.label != draft.label:
                found = None  # renamed here or there: nobody's label is reworded unasked
        if found is None or found.retired:
            self._unmapped(word, "rating", at, mapped)
            return None
        return found

    def refusals(self) -> list[Refusal]:
        """One for each label that has to be mapped, however often it comes."""
        return [self._refusal(word, label) for word, label in self.unmapped.items()]

    def _refusal(self, word: str, label: Label) -> Refusal:
        times = "once" if label.count == 1 else f"{label.count:,} times"
        if label.of == "kind":
            reason = f"The label “{word}” is no kind of quote here; it comes {times}."
            if label.mapped:
                reason = f"The label “{word}” is mapped to “{label.mapped}”, which is no kind of quote here; it comes {times}."
            remedy = f'Map it: labels={{"{word}": "direct"}}, or "" to leave such marks out.'
        else:
            reason = f"The rating “{word}” is not on a scale of this project, or called otherwise or retired; it comes {times}."
            remedy = f'Make such a scale, or map it: labels={{"{word}": "{self.scale}/{self._some_rating()}"}}.'
            if label.mapped:
                reason = f"The rating “{word}” is mapped to “{label.mapped}”, no rating here, or a retired one; it comes {times}."
        return Refusal(label.first, reason, remedy)

    def _some_rating(self) -> str:
        return next(code for (slug, code), one in self.ratings.items() if slug == self.scale and not one.retired)

    def _unmapped(self, word: str, of: str, at: Place, mapped: str | None) -> None:
        if word in self.unmapped or len(self.unmapped) < MOST_LABELS:
            self.unmapped.setdefault(word, Label(of, at, mapped or "")).count += 1
