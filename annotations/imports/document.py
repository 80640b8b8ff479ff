"""The formats that can be brought in, as people read about them: docs/import-formats.md, made from the registry."""

from __future__ import annotations

from annotations.imports.registry import READERS
from annotations.imports.shape import Reader


def page() -> str:
    """The whole of docs/import-formats.md."""
    return f"""# Import formats

This page is made from the registry in `annotations/imports/`. To change it, change a reader there and run
`python -m annotations.imports > docs/import-formats.md`.

`POST /api/v1/projects/{{slug}}/import/?format=NAME` takes a file in one of these; without `format` it is told by the
file's ending, its media type and its first words. `dry_run=1` says what would happen and changes nothing. A file comes
in whole or not at all: each row that cannot be taken is named by its line and its place in it, with the reason and what
to do.

What a file says in words of its own, labels and ratings, is never guessed. It is mapped by `labels`, as in
`labels={{"PER": "direct", "Half true": "mixed"}}`; marks whose label is mapped to `""` are left out. Foreign offsets, in
UTF-16 or with a CRLF counted as two, are turned into code points and held against the words that are quoted.

| format | endings |
|---|---|
{"".join(f"| [{r.name}](#{r.name}) | {', '.join(f'`.{e}`' for e in r.extensions)} |{chr(10)}" for r in READERS.values())}
Any of them may come packed, as `.gz`. What an [export](formats.md) of the same name holds comes back by its reader here.
{"".join(_section(reader) for reader in READERS.values())}"""


def _section(reader: Reader) -> str:
    return f"""
## {reader.name}

{reader.description}

```
{reader.example.rstrip(chr(10))}
```
"""
