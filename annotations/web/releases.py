"""Releases: the list, making one, and one with its files, its sums, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render

from annotations.errors import Damaged, Missing
from annotations.exports.releases.builder import Options
from annotations.exports.releases.citation import bibtex, cited
from annotations.exports.releases.comparing import compared
from annotations.exports.releases.difference import Difference
from annotations.exports.releases.facts import LICENCES
from annotations.exports.releases.parquet import LEFT_OUT, has_parquet
from annotations.exports.releases.splits import SPLITS
from annotations.models import Article, Claim, Decision, Evidence, Quote, Release, Verdict
from annotations.models.releases import BUILDING, FAILED, READY, YANKED
from annotations.permissions import Permission, readable_by
from annotations.queries.releases import given_up, made_before, release_of, releases_of
from annotations.web.markdown import as_html
from annotations.web.pages import Member, SignedIn, member_of, page

MOST = 20
"""How many differences a page shows; the API has all of them."""


@dataclass(frozen=True)
class Shown:
    """A release in the list."""

    release: Release
    counts: dict[str, int]
    since: dict[str, int] | None
    """Of the claims, what changed since the one before."""
    size: int
    latest: bool


@page
def releases(request: SignedIn, slug: str) -> HttpResponse:
    """Every release, newest first, and the one that is being made."""
    member = member_of(request.user, slug)
    rows = list(releases_of(request.user, member.project).prefetch_related("files"))
    made = [row for row in rows if row.state in (READY, YANKED)]
    latest = next((row for row in made if row.state == READY), None)
    context = member.context(
        "releases",
        releases=[_shown(row, latest) for row in made],
        building=_building(rows),
        failed=_failed(rows),
    )
    return render(request, "releases/list.html", context)


@page
def new_release(request: SignedIn, slug: str) -> HttpResponse:
    """What a release would hold now, and what can be chosen about it."""
    member = member_of(request.user, slug)
    member.require(Permission.RELEASE)
    rows = list(releases_of(request.user, member.project))
    last = next((row for row in rows if row.state in (READY, YANKED)), None)
    context = member.context(
        "releases",
        preview=_preview(member),
        last=last,
        number=(last.number if last else 0) + 1,
        building=_building(rows),
        given=Options(**last.parameters) if last else Options(),
        licences=list(LICENCES),
        left_out="" if has_parquet() else LEFT_OUT,
    )
    return render(request, "releases/new.html", context)


@page
def release(request: SignedIn, slug: str, number: str) -> HttpResponse:
    """One release: its files and their sums, how to load and to cite it, and what changed since the one before."""
    member = member_of(request.user, slug)
    found = release_of(request.user, member.project, number)
    if found is None:
        raise Missing
    context: dict[str, Any] = {"release": found, "building": _building([found])}
    if found.state in (READY, YANKED):
        context |= _told(member, found)
    return render(request, "releases/show.html", member.context("releases", **context))


def _told(member: Member, release: Release) -> dict[str, Any]:
    """What the page of a release that is ready says."""
    manifest: dict[str, Any] = release.manifest or {}
    before = made_before(release)
    files = list(release.files.all())
    latest = release_of(member.user, member.project, "latest")
    rows = manifest.get("splits", {}).get("rows", {})
    year = release.created_at.year
    counts = manifest.get("counts", {})
    name: dict[str, Any] = {
        "project": member.project.name,
        "name": release.name,
        "number": release.number,
        "year": year,
    }
    return {
        "notes": as_html(release.notes),
        "counts": counts,
        "ratings": sorted(counts.get("ratings", {}).items(), key=lambda item: (-item[1], item[0])),
        "splits": [(split, [rows.get(table, {}).get(split, 0) for table in rows]) for split in SPLITS],
        "tables": list(rows),
        "moved": manifest.get("splits", {}).get("moved", 0),
        "left_out": manifest.get("left_out", ""),
        "files": files,
        "size": sum(file.size for file in files),
        "before": before,
        "since": (manifest.get("previous") or {}).get("difference"),
        "changes": _changes(before, release),
        "most": MOST,
        "latest": latest,
        "licence_address": LICENCES.get(release.parameters.get("licence", ""), ""),
        "cited": cited(**name),
        "bibtex": bibtex(slug=member.project.slug, **name),
        "folder": f"{member.project.slug}-{release.number}",
    }


def _changes(before: Release | None, release: Release) -> list[tuple[str, Difference]] | None:
    """The first differences to the release before; None where they cannot be read."""
    since = ((release.manifest or {}).get("previous") or {}).get("difference") or {}
    if before is None or not any(sum((counts or {}).values()) for counts in since.values()):
        return []
    try:
        return list(islice(compared(before, release), MOST))
    except Damaged:
        return None


def _shown(release: Release, latest: Release | None) -> Shown:
    manifest: dict[str, Any] = release.manifest or {}
    since = ((manifest.get("previous") or {}).get("difference") or {}).get("claims")
    size = sum(file.size for file in release.files.all())
    return Shown(release, manifest.get("counts", {}), since, size, release == latest)


def _building(rows: list[Release]) -> Release | None:
    """The release somebody is making just now."""
    return next((row for row in rows if row.state == BUILDING and not given_up(row)), None)


def _failed(rows: list[Release]) -> Release | None:
    """The last attempt, if nothing came of it."""
    return next((row for row in rows[:1] if row.state == FAILED or given_up(row)), None)


def _preview(member: Member) -> dict[str, Any]:
    """How much a release made now would hold."""

    def mine(model: Any, path: str) -> Any:
        # Named here; none comes from the request.
        return readable_by(member.user, model).filter(**{path: member.project})

    claims = mine(Claim, "project")
    return {
        "claims": claims.count(),
        "decided": claims.filter(Exists(Decision.objects.filter(claim=OuterRef("pk")))).count(),
        "quotes": mine(Quote, "article__project").count(),
        "articles": mine(Article, "project").count(),
        "evidence": mine(Evidence, "claim__project").count(),
        "verdicts": mine(Verdict, "claim__project").filter(revealed=True, state="submitted").count(),
    }
