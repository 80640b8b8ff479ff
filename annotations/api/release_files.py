"""The files of a release: the list, each of them in whole or in part, and all in one zip."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from django.http import HttpResponse, StreamingHttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.ranges import respond
from annotations.api.releases import ReleaseData, ReleaseFileForm
from annotations.errors import Missing
from annotations.exports.releases import store
from annotations.exports.zipping import zipped
from annotations.models import Release, ReleaseFile
from annotations.models.releases import READY, YANKED


class FileList(serializers.Serializer):
    """All files of a release: there is never a second page."""

    results = ReleaseFileForm(many=True)
    next = serializers.CharField(allow_null=True)


class ReleaseFiles(ReleaseData):
    """The files of a release."""

    form = FileList

    def get(self, request: Request, release: Release) -> HttpResponse:
        """The files, with their sums."""
        return self.answer(FileList({"results": release.files.all(), "next": None}).data)


class ReleaseFileOne(ReleaseData):
    """One file of a release."""

    streams: ClassVar = ("application/octet-stream",)
    also: ClassVar = {206: "The part that was asked for.", 304: "It is what If-None-Match names."}

    def door(self, slug: str, number: str, file: str) -> tuple[Release, ReleaseFile]:  # type: ignore[override]
        """The release and its file."""
        release = super().door(slug, number)
        found = release.files.filter(path=file).first() if "\0" not in file else None
        if found is None:
            raise Missing
        return release, found

    def get(self, request: Request, found: tuple[Release, ReleaseFile]) -> HttpResponse:
        """The file, or by Range a part of it; its ETag is its SHA-256. What was altered on the server is not served."""
        release, file = found
        return respond(
            request,
            name=PurePosixPath(file.path).name,
            size=file.size,
            etag=f'"{file.sha256}"',
            media_type=file.media_type,
            opened=functools.partial(store.open_sound, file.sha256, file.size, file.path),
            more=_warned(release),
        )


class ReleaseArchive(ReleaseData):
    """All files of a release in one zip."""

    streams: ClassVar = ("application/zip",)

    def door(self, slug: str, number: str) -> Release:
        """The release, which is ready."""
        release = super().door(slug, number)
        if release.state not in (READY, YANKED):
            raise Missing
        return release

    def get(self, request: Request, release: Release) -> HttpResponse:
        """The zip, as a stream. The same release always makes the same bytes."""
        name = f"{release.project.slug}-{release.number}"
        headers = {"Content-Disposition": f'attachment; filename="{name}.zip"', **_warned(release)}
        files = list(release.files.all())
        for file in files:  # before there is a stream
            store.open_sound(file.sha256, file.size, file.path).close()
        if request.method == "HEAD":
            return HttpResponse(content_type="application/zip", headers=headers)
        entries = ((f"{name}/{file.path}", _bytes_of(file)) for file in files)
        return StreamingHttpResponse(zipped(entries), content_type="application/zip", headers=headers)  # type: ignore[return-value]


def _bytes_of(file: ReleaseFile) -> Iterator[bytes]:
    yield from store.pieces(store.open_sound(file.sha256, file.size, file.path), 0, file.size)


def _warned(release: Release) -> dict[str, str]:
    """A header that a script can look at: this should not be used."""
    return {"Factcheck-Yanked": "true"} if release.state == YANKED else {}
