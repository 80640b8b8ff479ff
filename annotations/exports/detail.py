"""How much an export tells of the desk's work: which verdicts, and whether people appear under their names."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any, Literal, get_args

from django.conf import settings

from annotations.models import Project

Verdicts = Literal["all", "latest", "decision"]
People = Literal["names", "pseudonyms"]
VERDICTS, PEOPLE = get_args(Verdicts), get_args(People)

# Submitted and revealed: until then a verdict is its author's alone, and an export is the same for everyone.
_REVEALED = "verdict.state = 'submitted' AND verdict.revealed"
_TOLD = {
    "all": _REVEALED,
    "latest": f"""{_REVEALED} AND verdict.round = (
        SELECT max(other.round) FROM verdict other
        WHERE other.claim_id = verdict.claim_id AND other.state = 'submitted' AND other.revealed)""",
    "decision": "false",
}

# HMAC-SHA-256 of the user's id (RFC 2104), which PostgreSQL lacks: the parameters are the key's two pads.
_DIGEST = "encode(sha256(%s::bytea || sha256(%s::bytea || uuid_send(users.id))), 'hex')"
_PEOPLE = {
    "names": "SELECT id, id AS shown, name, '' AS called FROM users",
    # As a UUID of version 8, which is there for ids that are made from something else (RFC 9562).
    "pseudonyms": f"""
        SELECT users.id, made.shown, 'person-' || left(made.shown::text, 8) AS name,
               coalesce(nullif(users.name, ''), users.username) AS called
        FROM users CROSS JOIN LATERAL (
            SELECT overlay(overlay(left({_DIGEST}, 32) PLACING '8' FROM 13) PLACING 'a' FROM 17)::uuid AS shown OFFSET 0
        ) made""",
}

# Whoever is mentioned is named in the text too, after an @; of several names that fit the longest is meant.
_REMARKS = {
    "names": "SELECT * FROM comment",
    "pseudonyms": """
        SELECT id, version, article_id, quote_id, claim_id, verdict_id, author_id, reply_to_id, mentions, resolved_by_id,
               resolved_at, created_at, updated_at, deleted_at, (
            SELECT string_agg(coalesce(named.name || substr(piece, length(named.called) + 1), piece), '@' ORDER BY nth)
            FROM string_to_table(comment.text, '@') WITH ORDINALITY pieces(piece, nth)
            LEFT JOIN LATERAL (
                SELECT person.name, person.called FROM person
                WHERE person.id = ANY (comment.mentions) AND nth > 1 AND starts_with(lower(piece), lower(person.called))
                  AND substr(piece, length(person.called) + 1, 1) !~ '[[:alnum:]]'
                ORDER BY length(person.called) DESC, person.name LIMIT 1
            ) named ON true
        ) AS text
        FROM comment""",
}


@dataclass(frozen=True)
class Detail:
    """What is told: verdicts `all` (all that are revealed), `latest` (of the last round that was) or `decision` (none but
    what the decision itself says); people under their `names` or under `pseudonyms` that are theirs in this project."""

    verdicts: Verdicts = "all"
    people: People = "names"

    def head(self, project: Project) -> tuple[str, tuple[Any, ...]]:
        """The WITH clause that defines `person`, `remark` and `told`, and its parameters.

        NOT MATERIALIZED, so that each look-up in them goes by an index of the table behind.
        """
        head = f"""WITH
            person AS NOT MATERIALIZED ({_PEOPLE[self.people]}),
            remark AS NOT MATERIALIZED ({_REMARKS[self.people]}),
            told AS NOT MATERIALIZED (SELECT * FROM verdict WHERE {_TOLD[self.verdicts]})
        """
        return head, _pads(project) if self.people == "pseudonyms" else ()


def _pads(project: Project) -> tuple[bytes, bytes]:
    """The outer and the inner pad of a key that is the project's own, so that two projects' pseudonyms cannot be joined."""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"factcheck pseudonyms " + project.pk.bytes, hashlib.sha256)
    block = key.ljust(64, b"\0")
    return bytes(byte ^ 0x5C for byte in block), bytes(byte ^ 0x36 for byte in block)
