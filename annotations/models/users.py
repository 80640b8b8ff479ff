"""People with an account. Deactivated, never deleted: labels, changes and decisions name them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from annotations.models.base import uuid7


class User(AbstractUser):
    """A person who signs in. Colleagues and exports see `name`, never the e-mail address."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "users"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The display name (what Django's own pages ask for)."""
        return str(self)

    def get_short_name(self) -> str:
        """The first word of the display name, for greetings."""
        return str(self).split()[0] if str(self).split() else self.username
