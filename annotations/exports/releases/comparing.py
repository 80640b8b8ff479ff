"""What changed between two releases that are ready, from their files."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Iterator, Mapping

from annotations.exports.releases import store
from annotations.exports.releases.difference import Difference, counted, differences
from annotations.models import Release, ReleaseFile

KINDS = ("claims", "articles")


def compared(old: Release, new: Release) -> Iterator[tuple[str, Difference]]:
    """`claims` or `articles`, and the difference: those of claims first. Raises Damaged."""
    for of in KINDS:
        for one in _between(old.pk, new.pk, of):
            yield of, one


def counts_between(old: Release, new: Release) -> Mapping[str, Mapping[str, int]]:
    """How many claims and articles were added, removed and changed."""
    return _counts(old.pk, new.pk)


@functools.lru_cache(maxsize=256)
def _counts(old: uuid.UUID, new: uuid.UUID) -> Mapping[str, Mapping[str, int]]:
    """Kept, because releases never change."""
    return {of: counted(_between(old, new, of)) for of in KINDS}


def _between(old: uuid.UUID, new: uuid.UUID, of: str) -> Iterator[Difference]:
    path = f"{of}.jsonl"
    files = {file.release_id: file for file in ReleaseFile.objects.filter(release__in=[old, new], path=path)}
    if old == new or files[old].sha256 == files[new].sha256:
        return
    before, after = files[old], files[new]
    with (
        store.open_sound(before.sha256, before.size, path) as one,
        store.open_sound(after.sha256, after.size, path) as other,
    ):
        yield from differences(of, one, other)
