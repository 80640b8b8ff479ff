"""What an archive of a project holds: which rows of which tables, in an order in which they can be put back.

Every table of the database is either in MEMBERS or in LEFT_OUT, and a test compares the two with the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.apps import apps

from annotations.models import User

FORMAT = "factcheck-archive"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
SHIPPED = "shipped_scale.jsonl"
FILES = "files/"
"""Where the files of releases are, each under its SHA-256."""

OLDEST_TRANSACTION = "'2'::xid8"
"""What rows of the record are given that were brought from another server: PostgreSQL's number for what is older than all."""


@dataclass(frozen=True)
class Member:
    """A table's part of the archive: the rows `t` for which `rows` holds, in the order of `by`, a row a line.

    Without `columns` a row has all it was stored with, less `without`: what the database works out by itself.
    """

    table: str
    rows: str
    by: str = "id"
    columns: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its name in the zip."""
        return f"{self.table}.jsonl"


OF_PROJECT = "t.project_id = %(project)s"
OF_ARTICLE = "t.article_id IN (SELECT a.id FROM article a WHERE a.project_id = %(project)s)"
OF_CLAIM = "t.claim_id IN (SELECT c.id FROM claim c WHERE c.project_id = %(project)s)"

MEMBERS = (
    Member("scale", OF_PROJECT),
    Member("rating", "t.scale_id IN (SELECT s.id FROM scale s WHERE s.project_id = %(project)s)"),
    Member("project", "t.id = %(project)s"),
    Member("membership", OF_PROJECT),
    Member("source", OF_PROJECT),
    Member("speaker", OF_PROJECT),
    Member("article", OF_PROJECT),
    Member("revision", OF_ARTICLE),
    Member("quote", OF_ARTICLE),
    Member(
        "segment",
        "t.quote_id IN (SELECT q.id FROM quote q JOIN article a ON a.id = q.article_id WHERE a.project_id = %(project)s)",
    ),
    Member("claim", OF_PROJECT),
    Member("claim_quote", OF_CLAIM),
    Member("question", OF_CLAIM),
    Member("evidence", OF_CLAIM),
    Member("contact", OF_CLAIM),
    Member("assignment", OF_CLAIM),
    Member("verdict", OF_CLAIM),
    Member(
        "verdict_evidence",
        "t.verdict_id IN (SELECT v.id FROM verdict v JOIN claim c ON c.id = v.claim_id WHERE c.project_id = %(project)s)",
    ),
    Member("decision", OF_CLAIM),
    Member(
        "decision_verdict",
        "t.decision_id IN (SELECT d.id FROM decision d JOIN claim c ON c.id = d.claim_id WHERE c.project_id = %(project)s)",
    ),
    Member("comment", OF_PROJECT),
    Member("import", OF_PROJECT),
    Member("release", OF_PROJECT),
    Member("release_file", "t.release_id IN (SELECT l.id FROM release l WHERE l.project_id = %(project)s)"),
    # The order stays, the numbers are each database's own. An invitation is half a secret: it stays behind with its trace.
    Member("change", "t.project_id = %(project)s AND t.object_type <> 'invitation'", by="seq", without=("seq", "txid")),
)

# Everyone whom a row of the project names, or whom its record names: who acted, and who was a member once.
NAMED_ON_RECORD = """
    SELECT t.actor_id FROM change t WHERE t.project_id = %(project)s
    UNION SELECT (t."row" ->> 'user_id')::uuid FROM change t
        WHERE t.project_id = %(project)s AND t.object_type = 'membership'
    UNION SELECT unnest(t.mentions) FROM comment t WHERE t.project_id = %(project)s
"""

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "invitation": "lets somebody into this installation, and means nothing in another",
        "api_token": "lets a program into this installation",
        "sign_in_link": "lets a person into this installation",
        "django_session": "who is signed in",
        "account_emailaddress": "addresses of people",
        "account_emailconfirmation": "addresses of people",
        "idempotency_key": "answers kept for requests that come again",
        "lease": "a seat held for an hour",
        "release_progress": "how far a release is that is being made just now",
        "presence": "who has an article open just now",
        "word": "an index for searching, made again from the texts",
        "auth_group": "not used",
        "auth_group_permissions": "not used",
        "auth_permission": "not used",
        "users_groups": "not used",
        "users_user_permissions": "not used",
        "django_content_type": "the framework's own",
        "django_migrations": "the manifest names them",
    }
)

# The scales that came with the installation and were rated on: to be read with the labels. A restore compares and adds none.
SHIPPED_SCALES = """
    SELECT json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'description', s.description, 'ratings', (
        SELECT json_agg(json_build_object(
            'id', r.id, 'code', r.code, 'label', r.label, 'order', r."order", 'numeric', r.numeric, 'colour', r.colour,
            'definition', r.definition, 'fever', r.fever, 'averitec', r.averitec, 'claimreview', r.claimreview
        ) ORDER BY r."order") FROM rating r WHERE r.scale_id = s.id))
    FROM scale s WHERE s.project_id IS NULL AND (
        s.id = (SELECT p.scale_id FROM project p WHERE p.id = %(project)s)
        OR EXISTS (SELECT FROM verdict v JOIN claim c ON c.id = v.claim_id JOIN rating r ON r.id = v.rating_id
            WHERE c.project_id = %(project)s AND r.scale_id = s.id)
        OR EXISTS (SELECT FROM decision d JOIN claim c ON c.id = d.claim_id JOIN rating r ON r.id = d.rating_id
            WHERE c.project_id = %(project)s AND r.scale_id = s.id)
    ) ORDER BY s.slug
"""


def members() -> tuple[Member, ...]:
    """All parts of an archive, the people first, whom the others name."""
    named = [NAMED_ON_RECORD]
    tables = {member.table: member for member in MEMBERS}
    for model in apps.get_models():
        member = tables.get(model._meta.db_table)
        columns = [f.column for f in model._meta.concrete_fields if f.is_relation and f.related_model is User]
        named += [f'SELECT t.{column} FROM "{member.table}" t WHERE {member.rows}' for column in columns if member]
    return (Member("users", f"t.id IN ({' UNION '.join(named)})", columns=("id", "name")), *MEMBERS)


def query_of(member: Member, columns: Sequence[str]) -> str:
    """The statement that makes a member's lines, of these columns."""
    listed = ", ".join(f't."{column}"' for column in columns)
    return f'SELECT row_to_json(r) FROM (SELECT {listed} FROM "{member.table}" t WHERE {member.rows} ORDER BY t."{member.by}") r'


RELEASED = """
    SELECT DISTINCT ON (f.sha256) f.sha256, f.size, f.path FROM release_file f JOIN release l ON l.id = f.release_id
    WHERE l.project_id = %(project)s ORDER BY f.sha256, f.path
"""
STORED_COLUMNS = """
    SELECT a.attname FROM pg_attribute a
    WHERE a.attrelid = %(table)s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attname
"""
APPLIED = "SELECT name FROM django_migrations WHERE app = 'annotations' ORDER BY name"
