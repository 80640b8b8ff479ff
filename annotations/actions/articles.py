"""Adding articles and describing them."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date
from typing import Any

from annotations.actions.belonging import require_same_project
from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.models import Article, Project, Revision, Source, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.text import Block, TextRefused, blocks_of, check_language, read_markup, read_text, sha256_of


def create_article(
    *,
    by: User,
    project: Project,
    title: str,
    text: str = "",
    html: str | None = None,
    id: uuid.UUID | None = None,
    language: str = "",
    url: str = "",
    source: Source | None = None,
    byline: str = "",
    published_on: date | None = None,
    rights: str = "",
    raw: bytes | None = None,
) -> Article:
    """Add an article with its first revision. The text is kept as it came but for its line ends (annotations.text).

    `html` comes instead of `text`: the words it shows become the text, its headings, lists and block quotes the blocks,
    and the markup itself is kept as the upload. Raises Invalid for a text with control characters or nothing in it, an
    ill-formed language, or an empty title.
    """
    require(by, Permission.ANNOTATE, project)
    language = language or project.language
    _check_description(project, title=title, language=language, source=source)
    with recorded(by=by):
        article = Article(
            id=id or uuid7(),
            project=project,
            title=title,
            language=language,
            url=url,
            source=source,
            byline=byline,
            published_on=published_on,
            rights=rights,
            author=by,
        )
        blocks: list[Block] | None = None
        try:
            if html is not None:
                raw = raw if raw is not None else html.encode()
                text, blocks = read_markup(html)
            revision = freeze_revision(article, number=1, text=text, author=by, raw=raw, blocks=blocks)
        except TextRefused as refused:
            raise invalid("/text" if html is None else "/html", str(refused)) from refused
        article.current = revision
        article.save(force_insert=True)
        revision.save(force_insert=True)
    return article


def change_article(*, by: User, article: Article, **fields: Any) -> Article:
    """Describe an article anew: title, url, source, byline, published_on, language, rights or state."""
    require(by, Permission.ANNOTATE, article.project)
    _check_description(article.project, **fields)
    with recorded(by=by):
        return article.change(**fields)


def freeze_revision(
    article: Article,
    *,
    number: int,
    text: str,
    author: User,
    raw: bytes | None = None,
    blocks: list[Block] | None = None,
    id: uuid.UUID | None = None,
) -> Revision:
    """A revision of `text`, not yet saved; its blocks are found in it unless they are known. Raises TextRefused for
    what is no text."""
    verbatim = read_text(text)
    if blocks is None or verbatim != text:
        blocks = blocks_of(verbatim)
    return Revision(
        id=id or uuid7(),
        article=article,
        number=number,
        text=verbatim,
        sha256=sha256_of(verbatim),
        length=len(verbatim),
        blocks=[block.as_json() for block in blocks],
        raw=raw,
        raw_sha256=_sha256_of_bytes(raw),
        author=author,
    )


def _sha256_of_bytes(raw: bytes | None) -> str:
    return hashlib.sha256(raw).hexdigest() if raw is not None else ""


def _check_description(project: Project, **fields: Any) -> None:
    if "title" in fields and not fields["title"].strip():
        raise invalid("/title", "An article needs a title. Type one, or use its first line.")
    if "language" in fields:
        try:
            check_language(fields["language"])
        except TextRefused as refused:
            raise invalid("/language", str(refused)) from refused
    require_same_project("/source", fields.get("source"), project)
