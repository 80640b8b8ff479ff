"""How many sources a claim's evidence really comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from annotations.models import Claim, Evidence

# What an archive's address holds: the address it keeps a copy of.
_ARCHIVED = re.compile(r"/(https?://.+)")


@dataclass(frozen=True)
class Sourcing:
    """Independent sources, how many of them are named and how many primary, and how many the policy asks for.

    `unplaced` is the number of pieces that say neither source nor address: nobody can tell where they are from.
    """

    sources: int
    named: int
    primary: int
    unplaced: int
    wanted: int

    @property
    def enough(self) -> bool:
        """Whether there are as many as the policy asks for."""
        return self.sources >= self.wanted

    @property
    def steps(self) -> list[bool]:
        """A meter of as many steps as the policy asks for: which are reached."""
        return [step < self.sources for step in range(self.wanted)]


def sourcing_of(claim: Claim, evidence: Iterable[Evidence]) -> Sourcing:
    """The sources of the claim's evidence, which comes with its `source`.

    Two pieces from one source are one source, and so are two addresses on one host, or a source and an address on the
    host of its homepage. What says that a question could not be answered is no source.
    """
    counted = [piece for piece in evidence if piece.answer_kind != "unanswerable"]
    homes = {host_of(piece.source.homepage): str(piece.source_id) for piece in counted if piece.source}
    homes.pop("", None)
    found: dict[str, list[Evidence]] = {}
    unplaced = 0
    for piece in counted:
        host = host_of(piece.url) or host_of(piece.archive_url)
        name = str(piece.source_id) if piece.source_id else homes.get(host, host)
        if name:
            found.setdefault(name, []).append(piece)
        else:
            unplaced += 1
    return Sourcing(
        sources=len(found),
        named=sum(any(piece.named for piece in pieces) for pieces in found.values()),
        primary=sum(any(piece.primary for piece in pieces) for pieces in found.values()),
        unplaced=unplaced,
        wanted=claim.project.min_sources,
    )


def host_of(address: str) -> str:
    """The host of a web address, without `www.`; of an archived copy that of the original; empty where there is none."""
    archived = _ARCHIVED.search(address.partition("://")[2])
    try:
        host = urlsplit(archived[1] if archived else address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
