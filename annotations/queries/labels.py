"""Labels as they were given, whatever their ratings are called since."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.models import Change, Decision, Verdict


def as_given(labelled: Iterable[Verdict | Decision]) -> None:
    """Let each one's rating, already read, say what it was called when it was given.

    The record knows. One statement if any of them has changed since, else none.
    """
    renamed = [one for one in labelled if one.rating and one.rating.version != one.rating_version]
    if not renamed:
        return
    versions = Change.objects.filter(
        object_type="rating",
        object_id__in={one.rating_id for one in renamed},
        version__in={one.rating_version for one in renamed},
    )
    labels: dict[tuple[object, object], str] = {
        (pk, version): label for pk, version, label in versions.values_list("object_id", "version", "row__label")
    }
    for one in renamed:
        if one.rating and (label := labels.get((one.rating_id, one.rating_version))):
            one.rating.label = label
