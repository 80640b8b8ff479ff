"""Web Annotations as linked data (PyLD, rdflib), by shapes of what the model asks (pySHACL), and by the words they mean.

context.jsonld holds the terms we use, as the standard's context defines them, so that no network is needed. A term that is
not in it would vanish on the way, and is looked for.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import rdflib
from pyld import jsonld
from pyshacl import validate

FOLDER, HERE = Path(sys.argv[1]), Path(__file__).parent
CONTEXT = json.loads((HERE / "context.jsonld").read_text(encoding="utf-8"))
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")


def offline(url, options):
    """The context, whatever the network does."""
    assert url == "http://www.w3.org/ns/anno.jsonld", url
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}


def terms(node):
    """Every property and type that is used, at any depth."""
    if isinstance(node, dict):
        for name, value in node.items():
            if not name.startswith(("@", "schema:")):
                yield name
            if name in ("type", "purpose", "motivation", "textDirection"):
                yield value
            yield from terms(value)
    elif isinstance(node, list):
        for one in node:
            yield from terms(one)


jsonld.set_document_loader(offline)
document = json.loads((FOLDER / "w3c.jsonld").read_text(encoding="utf-8"))
assert set(terms(document)) <= set(CONTEXT["@context"]), set(terms(document)) - set(CONTEXT["@context"])
assert document["total"] == len(document["first"]["items"])

graph = rdflib.Graph().parse(data=jsonld.to_rdf(document, {"format": "application/n-quads"}), format="nquads")
fits, _, words = validate(graph, shacl_graph=rdflib.Graph().parse(HERE / "shapes.ttl"))
assert fits, words

texts = {
    graph.value(graph.value(one, OA.hasTarget), OA.hasSource): graph.value(
        graph.value(one, OA.hasBody), rdflib.RDF.value
    )
    for one in graph.subjects(OA.motivatedBy, OA.describing)
}
marked = []
for target, scope in graph.subject_objects(OA.hasScope):
    selectors = list(graph.objects(target, OA.hasSelector))
    (position,) = (one for one in selectors if (one, rdflib.RDF.type, OA.TextPositionSelector) in graph)
    (quote,) = (one for one in selectors if (one, rdflib.RDF.type, OA.TextQuoteSelector) in graph)
    start, end = graph.value(position, OA.start).toPython(), graph.value(position, OA.end).toPython()
    before, exact, after = (str(graph.value(quote, name)) for name in (OA.prefix, OA.exact, OA.suffix))
    text = str(texts[scope])
    assert text[start:end] == exact, (text[start:end], exact)
    assert text[:start].endswith(before) and text[end:].startswith(after), (before, after)
    marked.append(exact)
assert sorted(marked)[:2] == ["Not a single krone", "We have no money left 💸 for the harbour"], marked
assert len(marked) == 4

kinds = graph.query(
    "SELECT ?kind { [] oa:hasPurpose oa:classifying ; rdf:value ?kind }", initNs={"oa": OA, "rdf": rdflib.RDF}
)
assert sorted(str(kind) for (kind,) in kinds) == ["direct", "indirect", "partial"]
print(
    f"w3c: {len(texts)} text, {document['total'] - len(texts)} quotes with {len(marked)} targets, {len(graph)} triples"
)
print(", ".join(f"{name} {version(name)}" for name in ("PyLD", "rdflib", "pyshacl")))
