"""Texts, offsets, blocks and anchors: plain Python, no framework. Offsets are code points unless they say utf16."""

from .blocks import Block, BlockJSON, BlockKind, blocks_of
from .differences import Fate, Stretch, word_differences
from .direction import Direction, check_language, direction_of
from .folding import Folded, find_folded, fold
from .markup import read_markup
from .offsets import MAX_SPANS, Utf16Map, check_spans, context, utf16_length
from .reanchoring import Anchor, AnchorState, carry_over
from .refusals import SpanRefused, TextRefused
from .searching import Piece, Term, excerpt, marked, slips, terms_of, words_of
from .verbatim import check_characters, decode_upload, read_text, sha256_of

__all__ = [
    "MAX_SPANS",
    "Anchor",
    "AnchorState",
    "Block",
    "BlockJSON",
    "BlockKind",
    "Direction",
    "Fate",
    "Folded",
    "Piece",
    "SpanRefused",
    "Stretch",
    "Term",
    "TextRefused",
    "Utf16Map",
    "blocks_of",
    "carry_over",
    "check_characters",
    "check_language",
    "check_spans",
    "context",
    "decode_upload",
    "direction_of",
    "excerpt",
    "find_folded",
    "fold",
    "marked",
    "read_markup",
    "read_text",
    "sha256_of",
    "slips",
    "terms_of",
    "utf16_length",
    "word_differences",
    "words_of",
]
