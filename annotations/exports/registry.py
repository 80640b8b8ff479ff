"""The formats there are. A new one is a file in formats/, a line here and a golden file in the tests."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from annotations.errors import Missing
from annotations.exports.formats import (
    articles,
    averitec,
    brat,
    claimreview,
    conll,
    csv,
    doccano,
    jsonl,
    label_studio,
    spacy,
    uima_cas,
    w3c,
)
from annotations.exports.shape import Format

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        module.FORMAT.name: module.FORMAT
        for module in (
            jsonl,
            csv,
            articles,
            claimreview,
            averitec,
            w3c,
            label_studio,
            doccano,
            brat,
            conll,
            spacy,
            uima_cas,
        )
    }
)


def find_format(name: str) -> Format:
    """The format of that name; raises Missing with the names there are."""
    if name == "archive":
        raise Missing(
            "An archive holds drafts and blind verdicts, so it has no address: it is made on the machine, by bin/manage archive."
        )
    try:
        return FORMATS[name]
    except KeyError:
        raise Missing(f"There is no format of that name. There are: {', '.join(FORMATS)}.") from None
