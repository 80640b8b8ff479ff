"""What all tables share: ids the client may choose, and versions that only go up by one."""

from __future__ import annotations

import os
import time
import uuid
from typing import Any, Self

from django.db import models
from django.db.models.functions import Now

from annotations.errors import Missing, Stale


def uuid7() -> uuid.UUID:
    """A time-ordered UUID (RFC 9562, version 7), so that new rows land at the end of the index."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


class Identified(models.Model):
    """A row with a public id and a time of birth."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


class Versioned(Identified):
    """A row people edit. The database refuses any update that is not version + 1 (migration 0002)."""

    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def change(self, **fields: Any) -> Self:
        """Write `fields` if nobody has written since this object was read; else raise Stale with the present row.

        One `UPDATE ... WHERE id AND version`: two people's edits can never overwrite each other, with or without locks.
        Answers the object, now one version on.
        """
        manager = type(self)._default_manager
        # Column names of our own: what must still be so for the write to happen.
        guard: dict[str, Any] = {"pk": self.pk, "version": self.version}
        if hasattr(self, "deleted_at") and "deleted_at" not in fields:
            guard["deleted_at"] = None
        updated = manager.filter(**guard).update(version=self.version + 1, updated_at=Now(), **fields)
        if not updated:
            current = manager.filter(pk=self.pk).first()
            raise Stale(current) if current is not None else Missing
        self.refresh_from_db()
        return self
