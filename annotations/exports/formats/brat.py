"""Brat's standoff: for each article its text, the annotations beside it, and what else is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import orjson

from annotations.exports.markings import INSIDE, KINDS, TONES, Marking, articles_of, known_of, markings_of
from annotations.exports.shape import Blocks, Format
from annotations.exports.zipping import listing, zipped

ANNOTATION_CONF = f"""# What may be marked in these articles, and how.
[entities]
{"".join(f"{kind}{chr(10)}" for kind in KINDS)}
[relations]
{INSIDE}\tArg1:<ENTITY>, Arg2:<ENTITY>
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Tone\tArg:<ENTITY>, Value:{"|".join(TONES)}
"""

# An annotation is one line and shows its words, so none may hold what some program takes for a line's end.
_ENDS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_ENDS}]+")
_UNWRITABLE = re.compile(f"[\t{_ENDS}]+")


def render(blocks: Blocks) -> Iterator[bytes]:
    """A zip with annotation.conf, and of each article three files named by its id."""
    return zipped(_entries(blocks))


def _entries(blocks: Blocks) -> Iterator[tuple[str, bytes]]:
    yield "annotation.conf", ANNOTATION_CONF.encode()
    for article in articles_of(blocks):
        known = known_of(article)
        yield f"{known['article_id']}.txt", article["text"].encode()
        yield f"{known['article_id']}.ann", "".join(_annotations(article)).encode()
        yield f"{known['article_id']}.json", orjson.dumps(known, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _annotations(article: dict[str, Any]) -> Iterator[str]:
    written = [(marking, fragments) for marking in markings_of(article) if (fragments := _fragments(marking))]
    names = {marking.id: f"T{number}" for number, (marking, _) in enumerate(written, 1)}
    attributes, relations, notes = count(1), count(1), count(1)
    for marking, fragments in written:
        name = names[marking.id]
        spans = ";".join(f"{start} {end}" for start, end, _ in fragments)
        yield f"{name}\t{marking.kind} {spans}\t{' '.join(words for *_, words in fragments)}\n"
        if marking.tone != "literal":
            yield f"A{next(attributes)}\tTone {name} {marking.tone}\n"
        if marking.parent in names:
            yield f"R{next(relations)}\t{INSIDE} Arg1:{name} Arg2:{names[marking.parent]}\n"
        for kind, words in (("Quote", marking.id), ("Speaker", marking.speaker), ("AnnotatorNotes", marking.note)):
            if words.strip():
                yield f"#{next(notes)}\t{kind} {name}\t{_UNWRITABLE.sub(' ', words)}\n"


def _fragments(marking: Marking) -> list[tuple[int, int, str]]:
    """The quote's passages as brat wants them: none reaches over the end of a line."""
    return [
        (passage.start + line.start(), passage.start + line.end(), line[0])
        for passage in marking.passages
        for line in _LINE.finditer(passage.exact)
    ]


FORMAT = Format(
    name="brat",
    gist="Standoff files for brat",
    media_type="application/zip",
    extension="zip",
    of="articles",
    description=(
        "A zip for brat and what reads its standoff: `annotation.conf`, and for each article `ID.txt` (UTF-8, LF), "
        "`ID.ann` and `ID.json` with what is known of it. A quote is one text-bound annotation, of its kind, with as "
        "many fragments as it has segments; a segment of several lines is a fragment for each, as brat demands. "
        "Offsets count Unicode code points. The tone is the attribute `Tone`, left out when literal; the relation "
        "`inside` leads from a quote to the one it lies in; speaker, note and the quote’s id in our other formats are "
        "notes (`Speaker`, `AnnotatorNotes`, `Quote`)."
    ),
    loses=(
        "Line ends inside a segment, and a segment of nothing else; in a note also tabs and line ends. Claims and all "
        "that hangs on them, comments, who marked a quote and when, the speaker but for the name, the article’s blocks. "
        "Segments whose words a correction of the article has lost, and quotes all of whose words it has."
    ),
    render=render,
    shown=listing,
)
