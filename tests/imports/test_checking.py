"""Whether the parts of a draft agree."""

from __future__ import annotations

from itertools import pairwise

from annotations.imports.checking import endless


def test_what_goes_in_circles_has_no_end_and_neither_has_what_leads_there():
    assert endless({"a": "b", "b": None, "c": "elsewhere", "d": "a"}) == set()
    assert endless({"a": "a"}) == {"a"}
    assert endless({"x": "a", "a": "b", "b": "c", "c": "a", "y": None, "z": "x"}) == {"a", "b", "c", "x", "z"}


def test_a_long_way_is_gone_once():
    """If each went all the way, this would take an hour."""
    keys = [str(number) for number in range(200_000)]
    assert endless(dict(pairwise(keys))) == set()
    assert endless({**dict(pairwise(keys)), keys[-1]: keys[0]}) == set(keys)
