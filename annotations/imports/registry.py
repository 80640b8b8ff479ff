"""The formats that can be brought in. A new one is a file in readers/ and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from annotations.errors import Missing
from annotations.imports.readers import text
from annotations.imports.shape import Reader

READERS: Mapping[str, Reader] = MappingProxyType({reader.name: reader for reader in (text.READER,)})


def find_reader(name: str) -> Reader:
    """The reader of that name; raises Missing with the names there are."""
    try:
        return READERS[name]
    except KeyError:
        raise Missing(f"There is no format of that name. There are: {', '.join(READERS)}.") from None
