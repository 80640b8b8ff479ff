"""The formats that can be brought in. A new one is a file in readers/ and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from mimetypes import guess_extension
from types import MappingProxyType

from annotations.errors import Missing
from annotations.imports.readers import (
    averitec,
    brat,
    claimreview,
    csv,
    doccano,
    jsonl,
    label_studio,
    markdown,
    text,
    uima_cas,
    w3c,
)
from annotations.imports.shape import Reader

_MODULES = (jsonl, csv, text, markdown, claimreview, averitec, w3c, label_studio, doccano, brat, uima_cas)
READERS: Mapping[str, Reader] = MappingProxyType({module.READER.name: module.READER for module in _MODULES})


def find_reader(name: str) -> Reader:
    """The reader of that name; raises Missing with the names there are."""
    try:
        return READERS[name]
    except KeyError:
        raise Missing(f"There is no format of that name. There are: {', '.join(READERS)}.") from None


def recognise(name: str, media_type: str = "", beginning: bytes = b"") -> Reader | None:
    """The reader for a file, by the ending of its name, else by its media type; of several the one its words tell of, or that
    is called as the ending is, or none."""
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    found = [reader for reader in READERS.values() if ending in reader.extensions]
    if not found:
        # application/json is what files of several formats are sent as.
        ending = (guess_extension(media_type) or "").removeprefix(".")
        found = [
            reader for reader in READERS.values() if media_type in reader.media_types or ending in reader.extensions
        ]
    told = [reader for reader in found if any(word in beginning for word in reader.telltale)]
    plain = [reader for reader in found if not reader.telltale]
    named = [reader for reader in found if reader.name == ending]
    return next(iter(told or plain or named or (found if len(found) == 1 else [])), None)
