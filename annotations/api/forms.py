"""The form in which the API shows each noun: which rows, fetched with what, under which names.

GET, POST and PATCH, a list's rows, a refusal's `current` and the change feed all show an object through its one form.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from rest_framework import serializers

from annotations.models import User
from annotations.permissions import readable_by

FORMS: dict[type[Model], type[Form]] = {}
"""The form of each kind of object, by model. Filled as the nouns' files are imported."""


class PersonForm(serializers.Serializer):
    """A person: id and display name, never the e-mail address."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="__str__")


class Form(serializers.Serializer):
    """What every object shows."""

    model: ClassVar[type[Model]]
    joins: ClassVar[tuple[str, ...]] = ()
    """The related objects it shows something of."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Registers the form as its model's own, unless it is a shorter one for lists."""
        super().__init_subclass__(**kwargs)
        if "model" in cls.__dict__:
            FORMS[cls.model] = cls

    @classmethod
    def rows(cls, user: User) -> QuerySet[Any]:
        """The rows `user` may see, with everything the form shows, in a fixed number of statements."""
        return cls.fetched(readable_by(user, cls.model), user)

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """`rows` with what the form shows besides the object's own columns."""
        return rows.select_related(*cls.joins) if cls.joins else rows

    @classmethod
    def show(cls, rows: Iterable[Any]) -> list[dict[str, Any]]:
        """The rows as JSON."""
        form = reader_of(cls)  # type: ignore[arg-type]  # a class is hashable
        return [form.to_representation(row) for row in rows]


@functools.cache
def reader_of(form: type[serializers.Serializer]) -> serializers.Serializer:
    """One instance of a form for all requests: showing changes nothing in it, and making one costs more than its use."""
    return form()


def present(user: User, model: type[Model], ids: Iterable[Any]) -> dict[Any, dict[str, Any]]:
    """The objects of one kind as `user` sees them now, by id. Those deleted or out of sight are left out."""
    form = FORMS[model]
    rows = list(form.rows(user).filter(pk__in=list(ids)))
    return dict(zip([row.pk for row in rows], form.show(rows), strict=True))
