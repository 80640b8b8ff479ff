"""Exports: what the desk has found, streamed out of one snapshot, in the formats of the registry."""

from annotations.exports.registry import FORMATS, find_format
from annotations.exports.selection import ClaimFilters
from annotations.exports.shape import Format
from annotations.exports.stream import stream

__all__ = ["FORMATS", "ClaimFilters", "Format", "find_format", "stream"]
