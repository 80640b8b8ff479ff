"""Parts of a file, so that a download that broke off goes on where it was (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, BinaryIO
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from rest_framework.request import Request

from annotations.api.problems import problem
from annotations.exports.releases.store import pieces

ONE_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))", re.ASCII)


def respond(
    request: Request,
    *,
    name: str,
    size: int,
    etag: str,
    media_type: str,
    opened: Callable[[], BinaryIO],
    more: Mapping[str, str],
) -> Any:
    """The file, or the part of it that is asked for. `etag` changes whenever a byte does, and is quoted already."""
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        **more,
    }
    if _names(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        del response.headers["Content-Type"]
        return response
    start, length, status = 0, size, HTTPStatus.OK
    asked = request.headers.get("Range") if request.method == "GET" else None
    if asked is not None and request.headers.get("If-Range", etag) == etag and (found := ONE_RANGE.fullmatch(asked)):
        part = _part(found, size)
        if part is None:
            sentence = f"The file has {size} bytes, and none of those asked for. Ask for bytes it has, or for all."
            return problem(416, sentence, headers={"Content-Range": f"bytes */{size}"})
        start, length = part
        status = HTTPStatus.PARTIAL_CONTENT
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    headers["Content-Length"] = str(length)
    file = opened()
    if request.method == "HEAD":
        file.close()
        return HttpResponse(content_type=media_type, headers=headers)
    return StreamingHttpResponse(pieces(file, start, length), status=status, content_type=media_type, headers=headers)


def _part(found: re.Match[str], size: int) -> tuple[int, int] | None:
    """Where the part starts and how long it is; None when there is nothing of it."""
    first, last, suffix = found.groups()
    if suffix is not None:
        length = min(int(suffix), size)
        return (size - length, length) if length else None
    start, end = int(first), int(last) if last else size - 1
    if last and end < start:
        return 0, size
    return (start, min(end, size - 1) - start + 1) if start < size else None


def _names(header: str, etag: str) -> bool:
    return header.strip() == "*" or etag in [one.strip().removeprefix("W/") for one in header.split(",")]
