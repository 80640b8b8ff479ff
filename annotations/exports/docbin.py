"""SpaCy's DocBin, written without spaCy: its numbers for strings, its layout, and as much MessagePack as that takes.

A DocBin is a compressed MessagePack map of columns: one number for each token (its word), one byte (whether a space
follows), and lists with a value for each document. SpaCy's DocBin.from_bytes is the counterpart, and reads it in the tests
of readers.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

ORTH = 65
_MASK = (1 << 64) - 1
_M = 0xC6A4A7935BD1E995

# Strings that spaCy numbers itself instead of hashing them: plain words like "number" and "mark" are among them.
_OWN = [
    "",
    *"IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM LIKE_EMAIL IS_STOP".split(),
    *"IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY".split(),
    *(f"FLAG{n}" for n in range(19, 64)),
    *"ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD SENT_START SPACY".split(),
    *"PROB LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X EOL SPACE".split(),
    *(f"DEPRECATED{n:03}" for n in range(1, 277)),
    *"PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY QUANTITY".split(),
    *"ORDINAL CARDINAL acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass".split(),
    *"dep det dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd".split(),
    *"obj obl parataxis partmod pcomp pobj poss possessive preconj prep prt punct quantmod relcl rcmod root xcomp".split(),
    *"acl ENT_KB_ID MORPH ENT_ID IDX _".split(),
]
_NUMBERS = {name: number for number, name in enumerate(_OWN)}


@lru_cache(1 << 16)
def number_of(string: str) -> int:
    """The number spaCy knows a string by: its own, or MurmurHash64A of the UTF-8 bytes with seed 1."""
    if string in _NUMBERS:
        return _NUMBERS[string]
    data = string.encode()
    whole = len(data) & ~7
    h = 1 ^ (len(data) * _M & _MASK)
    for (k,) in struct.iter_unpack("<Q", data[:whole]):
        k = k * _M & _MASK
        h = ((h ^ ((k ^ k >> 47) * _M & _MASK)) * _M) & _MASK
    if tail := data[whole:]:
        h = (h ^ int.from_bytes(tail, "little")) * _M & _MASK
    h = (h ^ h >> 47) * _M & _MASK
    return h ^ h >> 47


@dataclass(frozen=True)
class Span:
    """Some tokens of a document, with a label and the id of what they are a part of."""

    id: str
    label: str
    tokens: tuple[int, int]
    characters: tuple[int, int]


@dataclass
class DocBin:
    """Documents on their way into one file."""

    lengths: list[int] = field(default_factory=list)
    words: list[bytes] = field(default_factory=list)
    spaces: list[bytes] = field(default_factory=list)
    groups: list[bytes] = field(default_factory=list)
    data: list[bytes] = field(default_factory=list)
    strings: set[str] = field(default_factory=set)

    def add(
        self, words: list[str], spaces: list[bool], name: str, spans: Iterable[Span], attrs: Any, user_data: Any
    ) -> None:
        """One document: its words, after which of them a space comes, one group of spans, and what else is known."""
        packed = []
        for span in spans:
            self.strings.update((span.id, span.label))
            numbers = (number_of(span.id), 0, number_of(span.label))
            packed.append(struct.pack(">QQQllll", *numbers, *span.tokens, *span.characters))
        self.strings.update(words)
        self.lengths.append(len(words))
        self.words.append(struct.pack(f"<{len(words)}Q", *map(number_of, words)))
        self.spaces.append(bytes(spaces))
        self.groups.append(packed_map({packed_map({"name": name, "attrs": attrs, "spans": packed}): [name]}))
        self.data.append(packed_map(user_data))

    def to_bytes(self) -> bytes:
        """The file."""
        return zlib.compress(
            packed_map(
                {
                    "version": "0.1",
                    "attrs": [ORTH],
                    "tokens": b"".join(self.words),
                    "spaces": b"".join(self.spaces),
                    "lengths": struct.pack(f"<{len(self.lengths)}i", *self.lengths),
                    "strings": sorted(self.strings),
                    "cats": [{} for _ in self.lengths],
                    "flags": [{"has_unknown_spaces": False} for _ in self.lengths],
                    "span_groups": self.groups,
                    "user_data": self.data,
                }
            )
        )


def packed_map(value: dict[Any, Any]) -> bytes:
    """The MessagePack of a map of texts, bytes, numbers from 0 on, lists and maps."""
    out = bytearray()
    _pack(value, out)
    return bytes(out)


def _pack(value: Any, out: bytearray) -> None:
    match value:
        case None | bool():
            out.append({None: 0xC0, False: 0xC2, True: 0xC3}[value])
        case int():
            out += bytes([value]) if value < 0x80 else b"\xcf" + struct.pack(">Q", value)
        case str():
            encoded = value.encode()
            out += b"\xdb" + struct.pack(">I", len(encoded)) + encoded
        case bytes():
            out += b"\xc6" + struct.pack(">I", len(value)) + value
        case list():
            out += b"\xdd" + struct.pack(">I", len(value))
            for item in value:
                _pack(item, out)
        case dict():
            out += b"\xdf" + struct.pack(">I", len(value))
            for key, item in value.items():
                _pack(key, out)
                _pack(item, out)
        case _:
            raise TypeError(f"{type(value).__name__} has no place in a DocBin.")


def described(file: bytes) -> str:
    """A DocBin as people read it: of each document its text, what is known of it, its spans and what is said of them."""
    columns = _unpacked(zlib.decompress(file))
    strings = {number_of(string): string for string in columns["strings"]}
    words = iter([strings[word] for (word,) in struct.iter_unpack("<Q", columns["tokens"])])
    spaces = iter(columns["spaces"])
    lengths = [length for (length,) in struct.iter_unpack("<i", columns["lengths"])]
    found = []
    for length, groups, data in zip(lengths, columns["span_groups"], columns["user_data"], strict=True):
        text = "".join(next(words) + " " * next(spaces) for _ in range(length))
        found.append(f"doc.text == {text!r}\ndoc.user_data == {_unpacked(data)}\n")
        for packed, (name,) in _unpacked(groups).items():
            group = _unpacked(packed)
            for span in group["spans"]:
                id, _, label, _, _, start, end = struct.unpack(">QQQllll", span)
                found.append(f"{name}: {strings[label]} {text[start:end]!r}, id_ {strings[id]}\n")
            found.append(f"doc.spans[{name!r}].attrs == {group['attrs']}\n")
    return "".join(found)


def _unpacked(packed: bytes) -> Any:
    return _unpack(packed, 0)[0]


def _unpack(packed: bytes, at: int) -> tuple[Any, int]:
    kind = packed[at]
    if kind < 0x80:
        return kind, at + 1
    if kind in (0xC0, 0xC2, 0xC3):
        return {0xC0: None, 0xC2: False, 0xC3: True}[kind], at + 1
    if kind == 0xCF:
        return int.from_bytes(packed[at + 1 : at + 9]), at + 9
    count, at = int.from_bytes(packed[at + 1 : at + 5]), at + 5
    if kind in (0xDB, 0xC6):
        held = packed[at : at + count]
        return held.decode() if kind == 0xDB else held, at + count
    items = []
    for _ in range(count * (2 if kind == 0xDF else 1)):
        item, at = _unpack(packed, at)
        items.append(item)
    return (dict(zip(items[::2], items[1::2], strict=True)) if kind == 0xDF else items), at
