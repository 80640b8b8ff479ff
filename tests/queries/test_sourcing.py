"""How many independent sources evidence has."""

from __future__ import annotations

import pytest

from annotations.actions.sources import create_source
from annotations.models import Evidence
from annotations.queries.sourcing import Sourcing, host_of, sourcing_of
from tests.cast import Cast, make_claim, make_evidence, make_question


def sourcing(claim) -> Sourcing:
    return sourcing_of(claim, Evidence.objects.filter(claim=claim).select_related("source"))


def test_it_works(cast: Cast):
    claim = make_claim(cast)
    gazette = create_source(by=cast.ben, project=cast.project, name="The Gazette", homepage="https://gazette.example/")
    assert sourcing(claim) == Sourcing(sources=0, named=0, primary=0, unplaced=0, wanted=2)
    make_evidence(claim, source=gazette, named=False)
    make_evidence(claim, url="https://www.gazette.example/2", primary=True)
    assert sourcing(claim) == Sourcing(sources=1, named=1, primary=1, unplaced=0, wanted=2)
    make_evidence(claim, url="https://archive.example/1", named=False)
    make_evidence(claim, archive_url="https://web.archive.org/web/2020/https://archive.example/2", named=False)
    make_evidence(claim)
    make_evidence(claim, url="https://nowhere.example/", question=make_question(claim), answer_kind="unanswerable")
    found = sourcing(claim)
    assert found == Sourcing(sources=2, named=1, primary=1, unplaced=1, wanted=2)
    assert (found.enough, found.steps) == (True, [True, True])


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("", ""),
        ("https://www.Lindholm.example:8000/a", "lindholm.example"),
        ("http://lindholm.example", "lindholm.example"),
        ("https://web.archive.org/web/20200101000000/http://lindholm.example/a", "lindholm.example"),
        ("https://lindholm.example/?next=https://other.example/", "lindholm.example"),
        ("https://[broken", ""),
    ],
)
def test_the_host_of_an_address(address: str, host: str):
    assert host_of(address) == host
