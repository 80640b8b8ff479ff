"""HTML, as people paste it or a program sends it, as a text with its blocks.

What a reader sees is kept, and what only a browser reads is dropped. Runs of white space become one space, as a browser
shows them; a no-break space is no white space here. Blocks are parted by an empty line, the lines of a `<br>` by none.
"""

import re
from html.parser import HTMLParser

import nh3

from .blocks import Block, BlockKind
from .refusals import TextRefused

MOST_TAGS = 20_000
"""Deeply nested markup takes time with the square of its depth; no article comes near this."""

_SPACE = re.compile(r"[ \t\n\r\f]+")
_KINDS: dict[str, BlockKind] = {
    "li": "list-item",
    "blockquote": "blockquote",
    "figcaption": "caption",
    "caption": "caption",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead"
    " tr ul".split()
)
_UNSEEN = {
    "audio", "canvas", "datalist", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
}  # fmt: skip


def read_markup(html: str) -> tuple[str, list[Block]]:
    """The text an HTML document or fragment shows, and its blocks: headings, paragraphs, list items, block quotes and
    captions. Line ends are LF. Raises TextRefused for more markup than an article has."""
    if html.count("<") > MOST_TAGS:
        raise TextRefused(f"The HTML has over {MOST_TAGS:,} tags. Send the article's own part of it, or its text.")
    # First mended by a real HTML parser: what comes out is small, closed and quick to read, whatever went in.
    mended = nh3.clean(html, tags={*_BLOCKS, "br"}, clean_content_tags=_UNSEEN, attributes={}, link_rel=None)
    reader = _Reader()
    reader.feed(mended)
    reader.close()
    reader.end_block()
    blocks: list[Block] = []
    parts: list[str] = []
    position = 0
    for i, (lines, kind, level) in enumerate(reader.found):
        if i:
            parts.append("\n\n")
            position += 2
        for j, line in enumerate(lines):
            if j:
                parts.append("\n")
                position += 1
            parts.append(line)
            blocks.append(Block(position, position + len(line), kind, level))
            position += len(line)
    return "".join(parts), blocks


class _Reader(HTMLParser):
    """Collects blocks, each with its lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[list[str], BlockKind, int]] = []
        # The open blocks, innermost last, each with the kind of text it holds and whether it keeps its line ends.
        self.open: list[tuple[str, BlockKind, int, bool]] = [("", "paragraph", 0, False)]
        self.lines: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A new block begins, or a new line."""
        if tag == "br":
            self.lines.append([])
        elif tag in _BLOCKS:
            self.end_block()
            if tag != "hr":
                _, kind, level, verbatim = self.open[-1]
                if tag in _KINDS:
                    kind, level = _KINDS[tag], int(tag[1]) if tag[0] == "h" else 0
                self.open.append((tag, kind, level, verbatim or tag == "pre"))

    def handle_endtag(self, tag: str) -> None:
        """A block ends; what follows belongs to the one around it. Mended markup closes what it opened, in order."""
        if tag == self.open[-1][0]:
            self.end_block()
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Words. Within `<pre>` line ends are kept."""
        if self.open[-1][3]:
            first, *rest = data.split("\n")
            self.lines[-1].append(first)
            self.lines.extend([line] for line in rest)
        else:
            self.lines[-1].append(data)

    def end_block(self) -> None:
        """Keeps what has been read since the last block, if anything of it shows."""
        _, kind, level, verbatim = self.open[-1]
        joined = ("".join(pieces) for pieces in self.lines)
        read = (line.rstrip(" \t\r\f") if verbatim else _SPACE.sub(" ", line).strip(" ") for line in joined)
        if lines := [line for line in read if line]:
            self.found.append((lines, kind, level))
        self.lines = [[]]
