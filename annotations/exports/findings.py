"""Claim lines as formats for publishing see them: the decision that stands, and JSON-LD without empty properties."""

from __future__ import annotations

from typing import Any

PARTIES = {"person": "Person", "organisation": "Organization", "group": "Organization"}
"""What schema.org and the annotation vocabulary call a speaker, by the speaker's kind. One who is not named is nothing."""


def finding_of(claim: dict[str, Any]) -> dict[str, Any] | None:
    """The decision of a claim that is decided or published; None when it was reopened or withdrawn since."""
    decision: dict[str, Any] | None = claim["decision"]
    return decision if claim["state"] in ("decided", "published") else None


def given(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties that have a value: an empty one would say something that nobody said."""
    return {name: value for name, value in properties.items() if value not in (None, "", [])}


def wikidata(speaker: dict[str, Any]) -> str:
    """The address of the speaker's entry in Wikidata, "" without one."""
    id = speaker["wikidata_id"]
    return id and f"https://www.wikidata.org/wiki/{id}"
