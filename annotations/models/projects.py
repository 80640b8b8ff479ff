"""A desk's workspace, its members and the invitations it has sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from annotations.models.base import Identified, Versioned
from annotations.workflow import Policy, Role, Rule
from annotations.workflow.policy import MAX_READERS

ROLES = [(role.value, role.value) for role in Role]
RULES = [(rule.value, rule.value) for rule in Rule]


class Project(Versioned):
    """Members, guidelines, scale and policy of one desk."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    guidelines = models.TextField(blank=True)
    language = models.CharField(max_length=35, default="en")
    scale = models.ForeignKey("Scale", on_delete=models.PROTECT, related_name="projects")
    readers = models.PositiveSmallIntegerField(default=2)
    blind = models.BooleanField(default=True)
    rule = models.CharField(max_length=12, choices=RULES, default="unanimous")
    four_eyes = models.BooleanField(default=True)
    min_sources = models.PositiveSmallIntegerField(default=2)

    class Meta:
        db_table = "project"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(readers__gte=1, readers__lte=MAX_READERS), name="project_readers_in_range"
            ),
            models.CheckConstraint(condition=models.Q(rule__in=[r for r, _ in RULES]), name="project_rule_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def policy(self) -> Policy:
        """The review policy as the workflow understands it."""
        return Policy(
            readers=self.readers,
            blind=self.blind,
            rule=self.rule,
            four_eyes=self.four_eyes,
            min_sources=self.min_sources,
        )


class Membership(Versioned):
    """A person's role in a project."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=ROLES)

    class Meta:
        db_table = "membership"
        constraints = [
            models.UniqueConstraint(fields=["user", "project"], name="membership_once_each"),
            models.CheckConstraint(condition=models.Q(role__in=[r for r, _ in ROLES]), name="membership_role_known"),
        ]


class Invitation(Identified):
    """A link that lets whoever holds it join a project once. Only the link's digest is kept."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=10, choices=ROLES)
    note = models.CharField(max_length=200, blank=True)
    digest = models.BinaryField(unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "invitation"
