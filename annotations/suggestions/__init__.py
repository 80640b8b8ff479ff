"""First suggestions of quotes: plain Python, no framework. Offsets are code points, end exclusive."""

from .candidates import KINDS, Candidate, Kind, suggest

__all__ = ["KINDS", "Candidate", "Kind", "suggest"]
