"""What a reader makes of a file."""

from __future__ import annotations

import io
import json
from typing import Any

from annotations.imports.registry import find_reader
from annotations.imports.shape import Options, Refusal, Row


def drafts_of(format: str, document: Any, **options: Any) -> list[Row]:
    """The rows of a document: bytes or words as they are, anything else as JSON."""
    if not isinstance(document, bytes | str):
        document = json.dumps(document, ensure_ascii=False)
    raw = document if isinstance(document, bytes) else document.encode()
    return list(find_reader(format).read(io.BytesIO(raw), Options(**options)))


def draft_of(format: str, document: Any) -> Any:
    """The one draft of a document that has no more."""
    (draft,) = drafts_of(format, document)
    assert not isinstance(draft, Refusal), draft
    return draft
