"""The desk's rating of a claim."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from annotations.models.base import Identified, Versioned
from annotations.models.projects import RULES


class Decision(Versioned):
    """What the desk found, by which rule, and the verdicts it rests on. One for each round of review."""

    claim = models.ForeignKey("Claim", on_delete=models.PROTECT, related_name="decisions")
    claim_version = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField()
    rating = models.ForeignKey("Rating", on_delete=models.PROTECT, related_name="decisions")
    rating_version = models.PositiveIntegerField(editable=False)  # as it was when given; the database fills it in
    headline = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    rule = models.CharField(max_length=12, choices=RULES)
    sources = models.PositiveIntegerField(null=True)  # independent ones there were, and how many the policy asked for
    min_sources = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions")
    verdicts: models.ManyToManyField = models.ManyToManyField("Verdict", through="DecisionVerdict")

    class Meta:
        db_table = "decision"
        constraints = [models.UniqueConstraint(fields=["claim", "round"], name="decision_one_a_round")]


class DecisionVerdict(Identified):
    """A verdict a decision rests on. Never updated."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="rests_on")
    verdict = models.ForeignKey("Verdict", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "decision_verdict"
        constraints = [models.UniqueConstraint(fields=["decision", "verdict"], name="decision_verdict_once")]
