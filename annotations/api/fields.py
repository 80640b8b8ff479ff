"""What a request may carry, read strictly: a number is a number, a text is kept to the last space, nothing is guessed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from annotations.models import User
from annotations.permissions import readable_by
from annotations.text import TextRefused, check_characters

UUID_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
SLUG_SHAPE = re.compile(r"[-a-zA-Z0-9_]{1,80}")
WRONG = "wrong"
"""The code of an error about what can be read, and is wrong: a thing that is not there, a character nobody sees."""

SMALLEST, LARGEST = -(2**31), 2**31 - 1


def read_id(value: object) -> uuid.UUID | None:
    """A UUID in its one usual spelling, or None for anything else."""
    return uuid.UUID(value) if isinstance(value, str) and UUID_SHAPE.fullmatch(value) else None


class Optional:
    """A field that may be left out unless its body says it is required. What is left out is left to the action."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(*args, **kwargs)


class Text(Optional, serializers.CharField):
    """Words, verbatim: never trimmed, empty allowed unless the action minds."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"trim_whitespace": False, "allow_blank": True, **kwargs})

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """As every field's. A CharField's own would let an empty text past `to_internal_value`."""
        return serializers.Field.run_validation(self, data)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise ValidationError("This must be a text in quotation marks.")
        return data


class Line(Text):
    """A name, a title: words of one line, in which nobody expects a character that nobody sees."""

    def to_internal_value(self, data: Any) -> str:
        words = super().to_internal_value(data)
        try:
            check_characters(words)
        except TextRefused as refused:
            raise ValidationError(str(refused), code=WRONG) from refused
        return words


class WebAddress(Text):
    """An address people can follow, or nothing. Other schemes than the web's are refused: pages make links of these."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 2000, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        address = super().to_internal_value(data)
        if address and not self._followable(address):
            raise ValidationError("This must be a web address that begins with http:// or https://, without spaces.")
        return address

    @staticmethod
    def _followable(address: str) -> bool:
        try:
            parts = urlsplit(address)
            return (
                parts.scheme in ("http", "https")
                and bool(parts.hostname)
                and not re.search(r"[\s\x00-\x1f\x7f\\<>\"]", address)
            )
        except ValueError:
            return False


class Whole(Optional, serializers.IntegerField):
    """A whole number, in what a database column holds."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": SMALLEST, "max_value": LARGEST, **kwargs})

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            raise ValidationError("This must be a whole number.")
        return data


class Number(Optional, serializers.FloatField):
    """A number, whole or not."""

    def to_internal_value(self, data: Any) -> float:
        if type(data) not in (int, float):
            raise ValidationError("This must be a number.")
        return float(data)


class Flag(Optional, serializers.BooleanField):
    """True or false, as JSON writes them."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise ValidationError("This must be true or false.")
        return data


class Day(Optional, serializers.DateField):
    """A date as 2026-05-17, or null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_null": True, **kwargs})

    def to_internal_value(self, data: Any) -> date:
        try:
            if isinstance(data, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", data):
                return date.fromisoformat(data)
        except ValueError:
            pass
        raise ValidationError("This must be a date, as 2026-05-17.")


class Moment(Optional, serializers.DateTimeField):
    """A time with its zone, as 2026-05-17T12:00:00Z, or null."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and re.search(r"(Z|[+-][0-9]{2}:[0-9]{2})$", data):
            return super().to_internal_value(data)
        raise ValidationError("This must be a time with its zone, as 2026-05-17T12:00:00Z.")


class OneOf(Optional, serializers.ChoiceField):
    """One of a few words."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or data not in self.choices:
            raise ValidationError(f"This must be one of: {', '.join(str(one) or 'empty' for one in self.choices)}.")
        return data


class Id(Optional, serializers.UUIDField):
    """A UUID."""

    def to_internal_value(self, data: Any) -> uuid.UUID:
        if (value := read_id(data)) is None:
            raise ValidationError("This must be a UUID, as 0f8fad5b-d9cb-469f-a165-70867728950e.")
        return value


class Slug(Text):
    """A short name, as it stands in addresses."""

    def to_internal_value(self, data: Any) -> str:
        slug = super().to_internal_value(data)
        if not SLUG_SHAPE.fullmatch(slug):
            raise ValidationError("This must be a short name of letters, digits, hyphens and underscores.")
        return slug


class Several(Optional, serializers.ListField):
    """A list, not longer than people make them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 1000, **kwargs})


class Reference(Id):
    """The id of an object one may read; becomes the object."""

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        pk = super().to_internal_value(data)
        found = readable(self.context["user"], self.model).filter(pk=pk).first()
        if found is None:
            raise ValidationError("There is no such object in this project. Choose one that is.", code=WRONG)
        return found


class References(Several):
    """Ids of objects one may read; becomes the objects, in their order, with one question to the database."""

    def __init__(self, model: type[Model], *, related: Sequence[str] = (), **kwargs: Any) -> None:
        self.model, self.related = model, related
        super().__init__(child=Id(), **kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        ids = super().to_internal_value(data)
        rows = readable(self.context["user"], self.model).select_related(*self.related).in_bulk(ids) if ids else {}
        if missing := {
            i: ["There is no such object in this project. Choose one that is."]
            for i, pk in enumerate(ids)
            if pk not in rows
        }:
            raise ValidationError(missing, code=WRONG)
        return [rows[pk] for pk in ids]


def readable(user: User, model: type[Model]) -> QuerySet[Any]:
    """What `user` may name: what they may read, and of people those they share a project with."""
    if model is User:
        return User.objects.filter(memberships__project__memberships__user=user).distinct()
    return readable_by(user, model)


class Body(serializers.Serializer):
    """What a request's body may hold. A field it does not know is refused, so that no wish is silently dropped."""

    must_have: ClassVar[tuple[str, ...]] = ()

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for name in self.must_have:
            fields[name].required = True
        return fields

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise ValidationError({"non_field_errors": ["This must be a JSON object."]})
        errors: dict[str, Any] = {name: [self.refusal(name)] for name in data if name not in self.fields}
        try:
            value = super().to_internal_value(data)
        except ValidationError as problem:
            errors = {**problem.detail, **errors}  # type: ignore[dict-item]
        if errors:
            raise ValidationError(errors)
        return value

    def refusal(self, name: str) -> str:
        """The sentence for a field that is not among these."""
        known = ", ".join(self.fields)
        return f"This field cannot be set here. Send only: {known}." if known else "Nothing can be sent here."


class Parameters(Body):
    """What a request's address may ask for after the question mark."""

    def refusal(self, name: str) -> str:
        known = ", ".join(self.fields)
        return f"There is no such parameter here. Use only: {known}." if known else "There are no parameters here."


class Paged(Parameters):
    """The parameters every list has."""

    limit = Text(help_text="How many rows at most, 1 to 1000. Without it 100.")
    cursor = Text(help_text="Where to go on, from the `next` of the page before.")

    def validate_limit(self, value: str) -> int:
        """A number from 1 to 1000; nothing is cut down silently."""
        if not re.fullmatch(r"[0-9]{1,4}", value) or not 1 <= int(value) <= 1000:
            raise ValidationError("This must be a whole number from 1 to 1000.")
        return int(value)
