"""Projects and their policy."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from annotations.actions.projects import POLICY_FIELDS, change_project, create_project
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import WRONG, Body, Flag, Id, Line, OneOf, Slug, Text, Whole
from annotations.api.forms import Form
from annotations.models import Project, Scale
from annotations.models.projects import RULES
from annotations.permissions import Permission, readable_by


class ProjectForm(Form):
    """A project with its guidelines and policy."""

    model = Project
    joins = ("scale",)

    slug = serializers.CharField()
    name = serializers.CharField()
    guidelines = serializers.CharField(help_text="Markdown.")
    language = serializers.CharField()
    scale = serializers.CharField(source="scale.slug")
    readers = serializers.IntegerField(help_text="Verdicts a claim needs.")
    blind = serializers.BooleanField()
    rule = serializers.ChoiceField(RULES)
    four_eyes = serializers.BooleanField()
    min_sources = serializers.IntegerField()


class ScaleName(Slug):
    """The short name of a scale; becomes the scale."""

    def to_internal_value(self, data: Any) -> Any:
        slug = super().to_internal_value(data)
        # Of the project's own, or one of those everyone has.
        scales = readable_by(self.context["user"], Scale).filter(Q(project=None) | Q(project=self.context["project"]))
        scale = scales.filter(slug=slug).first()
        if scale is None:
            raise ValidationError("There is no such scale. /api/v1/scales/?project= lists them.", code=WRONG)
        return scale


class ProjectChanges(Body):
    """Editors change name, guidelines and language; owners also scale and policy."""

    name = Line(max_length=200)
    guidelines = Text()
    language = Text(max_length=35)
    scale = ScaleName()
    readers = Whole()
    blind = Flag()
    rule = OneOf(RULES)
    four_eyes = Flag()
    min_sources = Whole()


class NewProject(Body):
    """A project to make. Whoever makes it owns it."""

    must_have = ("slug", "name")
    id = Id()
    slug = Slug()
    name = Line(max_length=200)
    language = Text(max_length=35)


class Projects(ListEndpoint):
    """The projects one is a member of."""

    form = ProjectForm
    takes: ClassVar = {"POST": NewProject}

    def get(self, request: Request, found: None) -> HttpResponse:
        """Projects, oldest first."""
        return self.listed(ProjectForm.rows(request.user))

    def post(self, request: Request, found: None) -> HttpResponse:
        """Make a project, if one runs this installation."""
        return self.shown(create_project(by=request.user, **self.body()))


class ProjectOne(Endpoint):
    """One project."""

    form = ProjectForm
    takes: ClassVar = {"PATCH": ProjectChanges}
    needs: ClassVar = {"PATCH": Permission.EDIT}
    fields_need: ClassVar = dict.fromkeys((*POLICY_FIELDS, "scale"), Permission.OWN)

    def door(self, slug: str) -> Project:
        """The project."""
        return self.find(Project, slug=slug)

    def get(self, request: Request, project: Project) -> HttpResponse:
        """The project."""
        return self.shown(project)

    def patch(self, request: Request, project: Project) -> HttpResponse:
        """Change its guidelines, scale or policy."""
        fields = self.body()
        self.precondition(project)
        return self.shown(change_project(by=request.user, project=project, **fields))
