"""Says whether the record is whole, and if not, names the first row that was tampered with or is missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.queries.audit import recorded_changes, releases_made_elsewhere, verify_record


class Command(BaseCommand):
    """`bin/manage audit_verify`."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 and a sentence for each fault, the first one first."""
        findings = [finding.sentence for finding in verify_record()]
        if findings:
            raise CommandError("\n".join(findings))
        for release in releases_made_elsewhere():
            self.stdout.write(
                f"Release {release.number} of {release.project.slug} was made in another database, so its root is not checked."
            )
        self.stdout.write(
            f"The record is whole: {recorded_changes()} changes, every chain unbroken, every object as recorded."
        )
