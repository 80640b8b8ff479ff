"""The members of a JSON document, one at a time: what reads a file of a million claims must not hold it."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

from annotations.imports.shape import Place, Refusal

MOST_CHARACTERS = 64_000_000  # of one member: more than any article, and little enough to hold
PIECE = 64 * 1024

_SPACE = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Member:
    """One value, the line it begins in and the JSON pointer to it."""

    line: int
    pointer: str
    value: Any

    @property
    def at(self) -> Place:
        """Where it stands."""
        return Place(self.line, self.pointer)


def members(file: BinaryIO, within: Collection[str] = (), *, strict: bool = True) -> Iterator[Member | Refusal]:
    """The members of the document's array, or the document itself when it is none; of JSON Lines, every line's.

    Arrays and objects under the keys `within`, from the outside in, are opened as well. What is no JSON is a refusal and
    ends it, except that of JSON Lines the next is read; unless `strict`, words may hold line ends and tabs as they are. A
    member with half of a surrogate pair in it, which no text can hold, is a refusal too.
    """
    document = _Document(file, strict=strict)
    while True:
        try:
            while document.peek():
                for member in _opened(document, "", within):
                    if document.paired and not _encodable(member.value):
                        reason = "Half of a surrogate pair, such as \\ud83d alone, is in it."
                        yield Refusal(member.at, reason, "Write whole characters, or take it out.")
                    else:
                        yield member
                    document.paired = False
            return
        except _Broken as broken:
            yield Refusal(Place(document.line), *broken.args)
            if not document.skip():
                return


def _opened(document: _Document, pointer: str, within: Collection[str]) -> Iterator[Member]:
    line, kind = document.line, document.peek()
    if kind == "[":
        for i in document.array():
            yield Member(document.line, f"{pointer}/{i}", document.value())
    elif kind == "{" and within:
        others, opened = {}, False
        for key in document.object():
            if key in within and document.peek() in ("[", "{"):
                opened = True
                yield from _opened(document, f"{pointer}/{key}", within)
            else:
                others[key] = document.value()
        if not opened:
            yield Member(line, pointer, others)
    else:
        yield Member(line, pointer, document.value())


class _Broken(Exception):
    """The document cannot be read on. Its arguments are a reason and a remedy."""


class _Document:
    """A JSON text that is read piece by piece, and where reading has come to in it."""

    def __init__(self, file: BinaryIO, *, strict: bool) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._json = json.JSONDecoder(parse_constant=_no_number, strict=strict)
        self._held, self._at, self._ended = "", 0, False
        self._depth = 0  # of the arrays and objects that are open
        self._column = 0
        self._undecodable = False
        self.line = 1
        self.paired = False
        """Whether one of the values read was written with surrogates, in pairs or not."""

    def peek(self) -> str:
        """The next character that is no space, or "" at the end."""
        while True:
            self._move(_SPACE.match(self._held, self._at).end())  # type: ignore[union-attr]  # it matches nothing, too
            if self._at < len(self._held):
                return self._held[self._at]
            if self._ended:
                return ""
            self._more(PIECE)

    def skip(self) -> bool:
        """Goes to the next line that begins an object of its own, as in JSON Lines; False where there is none."""
        while not (self._depth or self._undecodable):
            at = self._held.find("\n{", self._at)
            if at >= 0:
                self._move(at + 1)
                return True
            if self._ended:
                break
            self._move(max(self._at, len(self._held) - 1))
            try:
                self._more(PIECE)
            except _Broken:
                break
        return False

    def array(self) -> Iterator[int]:
        """Yields the number of each member when reading has come to it; the caller then reads it."""
        self._take("[")
        self._depth += 1
        count = 0
        while self.peek() != "]":
            if count:
                self._take(",")
                self.peek()
            yield count
            count += 1
        self._take("]")
        self._depth -= 1

    def object(self) -> Iterator[str]:
        """Yields each key when reading has come to its value; the caller then reads that."""
        self._take("{")
        self._depth += 1
        first = True
        while self.peek() != "}":
            if not first:
                self._take(",")
            if self.peek() != '"':
                self._broken("here should be a name in quotation marks")
            key = self.value()
            self._take(":")
            first = False
            yield key
        self._take("}")
        self._depth -= 1

    def value(self) -> Any:
        """Reads the value that comes next, whole."""
        self.peek()
        piece = PIECE
        while True:
            try:
                value, end = self._json.raw_decode(self._held, self._at)
            except RecursionError:
                raise _Broken("What stands here is nested too deeply.", "Flatten it.") from None
            except json.JSONDecodeError as error:
                # A value that is cut off here goes on in the next piece; any other mistake stays one.
                cut = error.msg.startswith("Unterminated") or error.pos > len(self._held) - 12
                if self._ended or not cut:
                    self._move(min(error.pos, len(self._held)))
                    said = error.msg.removesuffix(" at").removesuffix(" starting")
                    self._broken(f"{said[0].lower()}{said[1:]}")
            except ValueError:
                raise _Broken("A number here has thousands of digits.", "Correct it.") from None
            else:
                if self._ended or end < len(self._held):
                    self.paired |= _SURROGATE.search(self._held, self._at, end) is not None
                    self._move(end)
                    return value
            if len(self._held) - self._at > MOST_CHARACTERS:
                raise _Broken("What begins here is too long to be one article or claim.", "Divide it.")
            self._more(piece)
            piece *= 2  # so that what is long is not begun anew a thousand times

    def _take(self, character: str) -> None:
        if self.peek() != character:
            self._broken(f"here should be a “{character}”")
        self._move(self._at + 1)

    def _move(self, to: int) -> None:
        if ends := self._held.count("\n", self._at, to):
            self.line += ends
            self._column = to - self._held.rindex("\n", self._at, to) - 1
        else:
            self._column += to - self._at
        self._at = to

    def _more(self, size: int) -> None:
        raw = self._file.read(size)
        self._ended = not raw
        try:
            self._held, self._at = self._held[self._at :] + self._decode(raw, self._ended), 0
        except UnicodeDecodeError:
            self._undecodable = True
            raise _Broken("What stands here is not UTF-8.", "Save the file as UTF-8 and import it again.") from None

    def _broken(self, why: str) -> NoReturn:
        where = f"at character {self._column + 1} of the line"
        raise _Broken(f"This is no JSON {where}: {why}.", "Correct the file there, or export it again.")


def _encodable(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_number(word: str) -> NoReturn:
    raise _Broken(f"{word} is no number in JSON.", "Write null instead.")
