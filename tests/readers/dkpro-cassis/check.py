"""dkpro-cassis: the type system, the CASes checked against it, and the words its annotations cover."""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem

FOLDER = Path(sys.argv[1])
articles = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
QUOTE, TIE = "webanno.custom.Quote", "webanno.custom.QuoteTie"

quotes = ties = 0
with ZipFile(FOLDER / "uima-cas.zip") as archive:
    types = load_typesystem(archive.read("TypeSystem.xml").decode())
    for article in articles:
        read = load_cas_from_xmi(archive.read(f"{article['id']}.xmi").decode(), typesystem=types)
        # Over to UIMA's JSON and back: what it writes of our files says the same.
        for cas in (read, load_cas_from_json(read.to_json())):
            assert cas.sofa_string == article["text"]
            (about,) = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
            assert (about.documentId, about.documentTitle or "") == (article["id"], article["title"])
            assert about.get_covered_text() == article["text"]
            found = {}
            for quote in cas.select(QUOTE):
                found.setdefault(quote.quote, []).append((quote.kind, quote.tone, quote.get_covered_text()))
            for quote in article["quotes"]:
                placed = [s for s in quote["segments"] if s["start"] is not None]
                wanted = [(quote["kind"], quote["tone"], s["exact"]) for s in sorted(placed, key=lambda s: s["start"])]
                assert found.get(quote["id"], []) == wanted
            parents = {quote["id"]: quote["parent"] for quote in article["quotes"]}
            for tie in cas.select(TIE):
                same = tie.Governor.quote == tie.Dependent.quote
                assert tie.tie == ("continues" if same else "inside")
                assert (tie.begin, tie.end) == (tie.Dependent.begin, tie.Dependent.end)
                assert same or parents[tie.Governor.quote] == tie.Dependent.quote
        quotes += len(read.select(QUOTE))
        ties += len(read.select(TIE))
assert quotes
print(f"{len(articles)} CASes, {quotes} quotes, {ties} ties")
print(f"dkpro-cassis {version('dkpro-cassis')}")
