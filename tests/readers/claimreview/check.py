"""ClaimReview as a crawler finds it in a page (extruct), as linked data (PyLD, rdflib), and by shapes (pySHACL).

context.jsonld holds, of schema.org's context 30.0, the terms we use, so that no network is needed. A term that is not in
it would vanish on the way, and is looked for.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import extruct
import rdflib
from pyld import jsonld
from pyshacl import validate

FOLDER, HERE = Path(sys.argv[1]), Path(__file__).parent
CONTEXT = json.loads((HERE / "context.jsonld").read_text(encoding="utf-8"))
SCHEMA = rdflib.Namespace("http://schema.org/")


def offline(url, options):
    """The context, whatever the network does."""
    assert url == "https://schema.org", url
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}


def terms(node):
    """Every property and type that is used, at any depth."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from [name] if not name.startswith("@") else [value] if name == "@type" else []
            yield from terms(value)
    elif isinstance(node, list):
        for one in node:
            yield from terms(one)


jsonld.set_document_loader(offline)
text = (FOLDER / "claimreview.jsonld").read_text(encoding="utf-8")
reviews = json.loads(text)
assert [review["claimReviewed"] for review in reviews] == ["Lindholm has no money left."]
assert set(terms(reviews)) <= set(CONTEXT["@context"]), set(terms(reviews)) - set(CONTEXT["@context"])

assert "<" not in text, "what stands in a page's script must not end it"
page = f'<html><head><script type="application/ld+json">{text}</script></head><body></body></html>'
assert extruct.extract(page, syntaxes=["json-ld"])["json-ld"] == reviews

graph = rdflib.Graph().parse(data=jsonld.to_rdf(reviews, {"format": "application/n-quads"}), format="nquads")
(review,) = graph.subjects(rdflib.RDF.type, SCHEMA.ClaimReview)
claim = graph.value(review, SCHEMA.itemReviewed)
said = {
    "rating": graph.value(graph.value(review, SCHEMA.reviewRating), SCHEMA.alternateName),
    "value": graph.value(graph.value(review, SCHEMA.reviewRating), SCHEMA.ratingValue),
    "speaker": graph.value(graph.value(claim, SCHEMA.author), SCHEMA.name),
    "appearance": graph.value(graph.value(claim, SCHEMA.appearance), SCHEMA.url),
}
assert {name: value and value.toPython() for name, value in said.items()} == {
    "rating": "False",
    "value": 1,
    "speaker": "Tove Brink",
    "appearance": "https://courier.example/festival",
}, said

fits, _, words = validate(graph, shacl_graph=rdflib.Graph().parse(HERE / "shapes.ttl"))
assert fits, words
print(f"claimreview: {len(reviews)} review, {len(graph)} triples")
print(", ".join(f"{name} {version(name)}" for name in ("extruct", "PyLD", "rdflib", "pyshacl")))
