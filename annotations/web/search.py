"""Searching a project: one page for what is in its claims, articles and speakers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from annotations.queries.decisions import with_decisions
from annotations.queries.search import CANDIDATES, Found, Page, Results, search
from annotations.text import Piece, excerpt, marked
from annotations.web.pages import SignedIn, member_of, page
from annotations.web.paging import words_of

AT_A_GLANCE = {"claims": 8, "articles": 5, "speakers": 5}
ROWS = 20


@dataclass(frozen=True)
class Hit:
    """Something that was found, with what was searched for marked in its name and in the words around it."""

    object: Any
    name: list[Piece]
    words: list[Piece]


@dataclass(frozen=True)
class Kind:
    """What was found of one kind."""

    name: str
    hits: list[Hit]
    found: Found[Any]
    address: str


@page
def results(request: SignedIn, slug: str) -> HttpResponse:
    """What `?q=` finds: a few of each kind, or with `?kind=` twenty of one kind, `?page=` by page."""
    member = member_of(request.user, slug)
    q, only, number = words_of(request), request.GET.get("kind", ""), _number(request.GET.get("page", ""))
    only = only if only in AT_A_GLANCE else ""
    sizes = {name: (ROWS if name == only else 0) if only else size for name, size in AT_A_GLANCE.items()}
    start = ROWS * (number - 1) if only else 0
    found = search(request.user, member.project, q, Page(sizes, start))
    with_decisions(request.user, found.claims.rows)
    kinds = [_kind(name, found, q) for name in AT_A_GLANCE]
    shown = next((kind for kind in kinds if kind.name == only), None)
    context = member.context(
        "search",
        q=q,
        only=only,
        kinds=kinds,
        results=found,
        number=number,
        newer=f"?{_query(q, only, number - 1)}" if number > 1 else "",
        older=f"?{_query(q, only, number + 1)}" if shown and start + ROWS < min(shown.found.count, CANDIDATES) else "",
    )
    return render(request, "search/results.html", context)


def _kind(name: str, results: Results, q: str) -> Kind:
    found: Found[Any] = getattr(results, name)
    return Kind(name, [_hit(name, row, results) for row in found.rows], found, f"?{_query(q, name, 1)}")


def _hit(kind: str, row: Any, results: Results) -> Hit:
    terms = results.terms
    if kind == "claims":
        return Hit(row, marked(row.text, terms), [])
    if kind == "articles":
        return Hit(row, marked(row.title, terms), excerpt(row.current.text, terms))
    also = [name for name in row.aliases if any(piece.found for piece in marked(name, terms))]
    return Hit(row, marked(row.name, terms), marked("; ".join(filter(None, [row.role, *also])), terms))


def _query(q: str, kind: str, number: int) -> str:
    given = {"q": q, "kind": kind, "page": number if number > 1 else ""}
    return urlencode({name: value for name, value in given.items() if value})


def _number(given: str) -> int:
    """The page that is asked for; the first where none makes sense."""
    last = CANDIDATES // ROWS
    return min(int(given), last) if given.isascii() and given.isdigit() and len(given) < 4 and int(given) else 1
