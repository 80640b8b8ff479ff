"""How much may be sent where."""

from __future__ import annotations

import re

from django.conf import settings

IMPORT = re.compile(r"/api/v1/projects/[^/]+/import/")


def body_limit(method: str, path: str) -> int:
    """The bytes a request's body may have: a file that is imported is streamed to disk, all else is held in memory."""
    if method == "POST" and IMPORT.fullmatch(path):
        return int(settings.IMPORT_MAX_SIZE)
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
