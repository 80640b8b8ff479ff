"""The one Django app."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Its name, and nothing that runs at start-up."""

    name = "annotations"
    default_auto_field = "django.db.models.BigAutoField"
