"""The three scales that come with an installation. Their ids are fixed, so that exports of two installations agree."""

import uuid

from django.db import migrations

SHIPPED = {
    "desk-6": (
        "Desk, six steps",
        "How well a claim stands up to the record, for fact-checks readers will see.",
        [
            (
                "true",
                "True",
                1.0,
                "green",
                "The record bears it out, and nothing needed to understand it is left out.",
                "SUPPORTS",
                "Supported",
                5,
            ),
            (
                "mostly-true",
                "Mostly true",
                0.75,
                "lime",
                "Right in substance; a detail is off or a caveat is missing.",
                "SUPPORTS",
                "Supported",
                4,
            ),
            (
                "mixed",
                "Mixed",
                0.5,
                "amber",
                "Part of it holds and part does not, or it leads readers astray with correct facts.",
                "NOT ENOUGH INFO",
                "Conflicting Evidence/Cherrypicking",
                3,
            ),
            (
                "mostly-false",
                "Mostly false",
                0.25,
                "orange",
                "A grain of fact, used to say something the record does not support.",
                "REFUTES",
                "Refuted",
                2,
            ),
            (
                "false",
                "False",
                0.0,
                "red",
                "The record contradicts it, on any fair reading of the words.",
                "REFUTES",
                "Refuted",
                1,
            ),
            (
                "unproven",
                "Unproven",
                None,
                "grey",
                "What can be found neither bears it out nor contradicts it.",
                "NOT ENOUGH INFO",
                "Not Enough Evidence",
                None,
            ),
        ],
    ),
    "fever-3": (
        "FEVER, three labels",
        "The labels of the FEVER dataset (Thorne et al., 2018).",
        [
            ("supported", "Supported", 1.0, "green", "The evidence supports the claim.", "SUPPORTS", "Supported", 5),
            ("refuted", "Refuted", 0.0, "red", "The evidence contradicts the claim.", "REFUTES", "Refuted", 1),
            (
                "not-enough-info",
                "Not enough info",
                None,
                "grey",
                "The evidence settles it neither way.",
                "NOT ENOUGH INFO",
                "Not Enough Evidence",
                None,
            ),
        ],
    ),
    "averitec-4": (
        "AVeriTeC, four labels",
        "The labels of the AVeriTeC dataset (Schlichtkrull et al., 2023).",
        [
            (
                "supported",
                "Supported",
                1.0,
                "green",
                "The answers to the questions support the claim.",
                "SUPPORTS",
                "Supported",
                5,
            ),
            (
                "refuted",
                "Refuted",
                0.0,
                "red",
                "The answers to the questions contradict the claim.",
                "REFUTES",
                "Refuted",
                1,
            ),
            (
                "not-enough-evidence",
                "Not enough evidence",
                None,
                "grey",
                "The questions cannot be answered well enough to tell.",
                "NOT ENOUGH INFO",
                "Not Enough Evidence",
                None,
            ),
            (
                "conflicting",
                "Conflicting evidence or cherry-picking",
                0.5,
                "amber",
                "Evidence points both ways, or the claim picks only what suits it.",
                "NOT ENOUGH INFO",
                "Conflicting Evidence/Cherrypicking",
                3,
            ),
        ],
    ),
}


def ship(apps, schema_editor):
    scale_model = apps.get_model("annotations", "Scale")
    rating_model = apps.get_model("annotations", "Rating")
    db = schema_editor.connection.alias
    for slug, (name, description, ratings) in SHIPPED.items():
        scale_id = uuid.uuid5(uuid.NAMESPACE_URL, f"factcheck:scale:{slug}")
        scale = scale_model.objects.using(db).create(id=scale_id, slug=slug, name=name, description=description)
        for order, (code, label, numeric, colour, definition, fever, averitec, claimreview) in enumerate(
            ratings, start=1
        ):
            rating_model.objects.using(db).create(
                id=uuid.uuid5(scale_id, code), scale=scale, code=code, label=label, order=order, numeric=numeric, colour=colour,
                definition=definition, fever=fever, averitec=averitec, claimreview=claimreview,
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_guards_and_record")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
