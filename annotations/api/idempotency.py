"""A request sent twice takes effect once: the first answer is kept with its effect, and given again.

Key, effect and record commit together. A second request with the key waits on the unique index until the first has
committed, then replays its answer; if the first failed, the second takes its place.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from http import HTTPStatus

from django.db import connection
from django.http import HttpResponse
from rest_framework.request import Request

from annotations.errors import Invalid, Malformed
from annotations.models import IdempotencyKey, Project
from annotations.permissions import Permission, require

KEY = re.compile(r"[\x21-\x7e]{1,255}")
OTHER_USE = "This Idempotency-Key was used for another request. Send a new key with a new request."

# One statement: clear a few old keys away, then take this one, unless somebody holds it who is not 30 days old.
TAKE = """
    WITH swept AS (
        DELETE FROM idempotency_key WHERE id IN (
            SELECT id FROM idempotency_key WHERE created_at < now() - interval '30 days' AND (user_id, key) <> (%(user)s, %(key)s)
            ORDER BY created_at LIMIT 10 FOR UPDATE SKIP LOCKED))
    INSERT INTO idempotency_key (user_id, key, fingerprint, permission, status, body, etag)
    VALUES (%(user)s, %(key)s, %(fingerprint)s, '', 0, '', '')
    ON CONFLICT (user_id, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, project_id = NULL, permission = '', status = 0, body = '', etag = '',
            created_at = now()
        WHERE idempotency_key.created_at < now() - interval '30 days'
    RETURNING id
"""


@dataclass(frozen=True)
class Taken:
    """The key is ours: do the work, and keep the answer under it."""

    id: int

    def keep(
        self, response: HttpResponse, *, body: bytes, project: Project | None, permission: Permission | None
    ) -> None:
        """Store the answer, in the transaction of its effect. `body` is what a replay says."""
        IdempotencyKey.objects.filter(pk=self.id).update(
            status=response.status_code,
            body=body,
            etag=response.headers.get("ETag", ""),
            project=project,
            permission=permission or "",
        )


@dataclass(frozen=True)
class Known:
    """The key was used before: by the same request, or (`same` is false) by another."""

    kept: IdempotencyKey
    same: bool

    def replay(self, request: Request) -> HttpResponse:
        """The first answer again, byte for byte, if the person may still have it."""
        if self.kept.project is not None:
            require(request.user, Permission(self.kept.permission), self.kept.project)
        response = HttpResponse(bytes(self.kept.body), status=self.kept.status, content_type="application/json")
        if self.kept.status == HTTPStatus.NO_CONTENT:
            del response.headers["Content-Type"]
        if self.kept.etag:
            response.headers["ETag"] = self.kept.etag
        response.headers["Idempotency-Replayed"] = "true"
        return response


def take(request: Request) -> Taken | Known | None:
    """What the request's Idempotency-Key is: ours, known, or none was sent. Call it inside the effect's transaction."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not KEY.fullmatch(key):
        raise Malformed("An Idempotency-Key is 1 to 255 visible ASCII characters, for example a UUID.")
    fingerprint = _fingerprint(request)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"user": request.user.pk, "key": key, "fingerprint": fingerprint})
        row = cursor.fetchone()
    if row:
        return Taken(row[0])
    kept = IdempotencyKey.objects.select_related("project").get(user=request.user, key=key)
    return Known(kept, same=bytes(kept.fingerprint) == fingerprint)


def renew(request: Request, response: HttpResponse | None) -> None:
    """Keep another answer under the request's key, for work that went on after its first was stored; None forgets it."""
    kept = IdempotencyKey.objects.filter(user=request.user, key=request.headers.get("Idempotency-Key", ""))
    if response is None:
        kept.delete()
    else:
        kept.update(status=response.status_code, body=response.content, etag=response.headers.get("ETag", ""))


def refuse_other_use() -> None:
    """Raises the refusal of a key that was used for something else."""
    raise Invalid(OTHER_USE)


def _fingerprint(request: Request) -> bytes:
    body = request._request.body
    head = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(head + body).digest()
