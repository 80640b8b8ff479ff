"""Tables: one article or one claim a row."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from annotations.imports.shape import (
    ArticleDraft,
    ClaimDraft,
    Options,
    Place,
    Reader,
    Refusal,
    Row,
    SourceDraft,
    SpeakerDraft,
    key_of,
    refusal_of,
)
from annotations.text import TextRefused, decode_upload, read_text

HEAD = 1 << 20
LONGEST_CELL = 32 * 1024 * 1024
SEPARATORS = ",;\t|"
ARTICLES = ("id", "text", "title", "url", "source", "byline", "published_on", "language", "rights")
CLAIMS = ("id", "claim", "speaker", "speaker_role", "said_on", "place", "occasion", "topics", "priority")
# Other names for the same columns.
NAMES: Mapping[str, str] = {
    "article": "text",
    "body": "text",
    "content": "text",
    "article_text": "text",
    "headline": "title",
    "link": "url",
    "address": "url",
    "publisher": "source",
    "publication": "source",
    "outlet": "source",
    "author": "byline",
    "date": "published_on",
    "published": "published_on",
    "lang": "language",
    "statement": "claim",
    "claim_id": "id",
}
_OURS = "claim_version"
# A first line that tells Excel what parts cells.
_EXCELS = re.compile(r'\ufeff?"?sep=([,;\t|])"?[,;\t|]*[\r\n]', re.IGNORECASE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_DEFUSED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """The rows below the header."""
    beginning = file.read(HEAD)
    file.seek(0)
    try:
        encoding = _encoding(beginning)
    except TextRefused as refused:
        yield refusal_of(refused, Place())
        return
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield from _table(text, beginning.decode(encoding, "replace"), options.labels)
    finally:
        text.detach()


def _table(text: io.TextIOWrapper, beginning: str, labels: Mapping[str, str]) -> Iterator[Row]:
    rows = csv.reader(text, delimiter=_separator(beginning), strict=True)
    line, before = 1, None
    names: list[str] = []
    nothing = True
    try:
        for cells in rows:
            begun, line = line, rows.line_num + 1
            if not any(cell.strip() for cell in cells) or (begun == 1 and _EXCELS.match(beginning)):
                continue
            if not names:
                names = _names(cells, labels)
                if refusal := _header(names, cells, begun):
                    yield refusal
                    return
                continue
            nothing = False
            if len(cells) > len(names):
                reason = f"The row has {len(cells)} cells under {len(names)} columns."
                yield Refusal(Place(begun), reason, "Put what holds the separator in quotation marks.")
                continue
            row = dict(zip(names, cells, strict=False))
            # Our own export has a row for each quote of a claim.
            if _OURS not in names or row.get("id") != before:
                yield _row(row, names, begun)
            before = row.get("id")
    except UnicodeDecodeError:
        yield Refusal(Place(line), "From here on the file is in another encoding.", "Save it as UTF-8.")
    except csv.Error as error:
        yield Refusal(
            Place(line), f"The table cannot be read from here on: {error}.", "Look for a lost quotation mark."
        )
    else:
        if nothing:
            reason = "No row follows the columns' names." if names else "The table is empty."
            yield Refusal(Place(1), reason, "Its first line names the columns, and rows follow.")


def _row(row: dict[str, str], names: list[str], line: int) -> Row:
    at = Place(line)
    if _OURS in names:  # our own export: an apostrophe before a formula is ours
        row = {name: cell[1:] if _DEFUSED.match(cell) else cell for name, cell in row.items()}
    own_id = row.get("id", "").strip()

    def cell(name: str) -> str:
        return row.get(name, "").strip()

    def cells(*names: str) -> dict[str, Any]:
        return {name: cell(name) for name in names}

    if "claim" in names:
        told = [row.get(name, "") for name in CLAIMS]
        if not cell("claim"):
            return Refusal(Place(line, "/claim"), "Here is nothing.", "Write the claim, or leave the row out.")
        priority = cell("priority") or "0"
        if not re.fullmatch(r"-?\d{1,5}", priority, re.ASCII):
            return Refusal(Place(line, "/priority"), f"“{priority[:40]}” is no whole number.", "Write one, or nothing.")
        return ClaimDraft(
            key=own_id or key_of(*told),
            at=at,
            text=row.get("claim", ""),
            speaker=SpeakerDraft(cell("speaker"), role=cell("speaker_role")) if cell("speaker") else None,
            **cells("said_on", "place", "occasion"),
            topics=tuple(topic for one in cell("topics").split(";") if (topic := one.strip())),
            priority=int(priority),
        )
    try:
        text = read_text(row.get("text", ""))
    except TextRefused as refused:
        return refusal_of(refused, Place(line, "/text"))
    return ArticleDraft(
        key=own_id or key_of(*(row.get(name, "") for name in ARTICLES)),
        at=at,
        text=text,
        source=SourceDraft(cell("source")) if cell("source") else None,
        **cells("title", "url", "byline", "published_on", "language", "rights"),
    )


def _header(names: list[str], cells: list[str], line: int) -> Refusal | None:
    """What is wrong with the columns."""
    known = [name for name in names if name in ARTICLES or name in CLAIMS]
    twice = next((name for name in known if known.count(name) > 1), "")
    if twice:
        return Refusal(Place(line), f"Two columns are called {twice}.", "Rename one of them.")
    if "claim" in names or "text" in names:
        return None
    reason = "No column is called `text` (one article a row) or `claim` (one claim a row)."
    first = next((cell.strip() for cell in cells if cell.strip()), "words")[:40]
    return Refusal(Place(line), reason, f'Rename the column with the words, or map it: labels={{"{first}": "claim"}}.')


def _names(cells: list[str], labels: Mapping[str, str]) -> list[str]:
    """What the columns are here: as somebody has mapped them ("" leaves one out), by our names, or by other usual ones."""
    plain = [re.sub(r"[\s_-]+", "_", cell.strip().strip("\ufeff").lower()) for cell in cells]
    mapped = [labels.get(cell.strip().strip("\ufeff")) for cell in cells]
    taken = {name for name, said in zip(plain, mapped, strict=True) if said is None} | {said for said in mapped if said}
    names = []
    for name, said in zip(plain, mapped, strict=True):
        ours = NAMES.get(name, name)
        if said is None and ours != name and ours not in taken:
            taken.add(ours)
            name = ours
        names.append(name if said is None else said)
    return names


def _separator(beginning: str) -> str:
    """What parts the columns' names: what Excel was told in a line of its own, or whatever stands most often in the first."""
    if told := _EXCELS.match(beginning):
        return told[1]
    first = beginning.lstrip("\ufeff\r\n").split("\n", 1)[0]
    return max(SEPARATORS, key=first.count)


def _encoding(beginning: bytes) -> str:
    end = len(beginning)
    if end == HEAD:  # up to the end of a line, and of its last character
        width = 4 if beginning[:4] in _UTF_32 else 2 if beginning[:2] in _UTF_16 else 1
        lines = beginning.rfind(b"\n") + 1
        end = lines + -lines % width or end
    encoding = decode_upload(beginning[:end])[1]
    # A mark in front is dropped, for whatever encoding it belongs to.
    return "utf-8-sig" if encoding == "utf-8" else re.sub(r"^(utf-(?:16|32))-[lb]e$", r"\1", encoding)


READER = Reader(
    name="csv",
    gist="A table: an article or a claim in each row",
    media_types=("text/csv", "text/tab-separated-values"),
    extensions=("csv", "tsv"),
    description=(
        "A table with the columns' names in its first line. With a column `text`, one article a row: "
        f"{', '.join(ARTICLES)}. With a column `claim`, one claim a row: {', '.join(CLAIMS)}; several topics are parted by "
        "semicolons. Comma, semicolon, tab and | are told apart, and so are UTF-8 and other encodings. Days are written "
        '2025-06-24. Columns of other names are left out; `labels` maps them, as in {"sentence": "claim", "url": ""}.'
    ),
    example=(
        "title,text,source,published_on\n"
        'Festival week in Lindholm,"“We have no money left for the harbour,” said mayor Tove Brink.",,2025-06-25\n'
    ),
    read=read,
)
