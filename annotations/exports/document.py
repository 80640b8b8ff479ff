"""The formats as people read about them: docs/formats.md, made from the registry."""

from __future__ import annotations

from annotations.exports.registry import FORMATS
from annotations.exports.shape import Format


def page() -> str:
    """The whole of docs/formats.md."""
    return f"""# Export formats

This page is made from the registry in `annotations/exports/`. To change it, change a format there and run
`python -m annotations.exports > docs/formats.md`.

`GET /api/v1/projects/{{slug}}/export/` lists the formats, `GET /api/v1/projects/{{slug}}/export/{{format}}/` streams
one, and `bin/manage export_labels SLUG FORMAT` writes one to standard output. All take the same parameters, those of
the claim list (`state`, `speaker`, `assignee`, `article`, `q`), `verdicts` and `people`: [Exports](exports.md) tells what
they do. Whoever may read a project may export it; a token needs the scope `export`.

An export is the project at one moment, the oldest claim or article first. It holds every one that is not deleted, and
it is the same for everyone who may read the project: a verdict is in it once its review is revealed and not before,
also not one's own. People appear by id and display name. If an export fails halfway the connection breaks; one that
ends cleanly is whole. Of a format that holds articles the filters choose those with a quote of such a claim; `article`
is the one itself; without a filter every article comes, also one without quotes.

What loses nothing at all is the [archive](archive.md), which is made by command.

| format | holds | media type | ending |
|---|---|---|---|
{"".join(f"| [{f.name}](#{f.name}) | {f.of} | `{f.media_type}` | `.{f.extension}` |{chr(10)}" for f in FORMATS.values())}
The examples show one invented claim, or the article its quotes are from.
{"".join(_section(format) for format in FORMATS.values())}"""


def _section(format: Format) -> str:
    return f"""
## {format.name}

{format.description}

**What it loses.** {format.loses}

```
{format.example_spread}```
"""
