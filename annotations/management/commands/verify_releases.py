"""`verify_releases`: reads every file of every release, and says which are not what was released."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from annotations.errors import Conflict
from annotations.exports.releases import store
from annotations.exports.releases.builder import sole_builder
from annotations.management.base import Command as BaseCommand
from annotations.models import Project, Release, ReleaseFile
from annotations.models.releases import BUILDING
from annotations.queries.releases import given_up


class Command(BaseCommand):
    """Verifies sums; with --sweep removes what belongs to no release."""

    help = "Reads every file of every release and compares it with its checksum."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to clean up."""
        parser.add_argument("--sweep", action="store_true", help="remove files that belong to no release")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 1 and a sentence for each file that is missing or altered."""
        faults, read = [], dict[str, str]()
        files = ReleaseFile.objects.select_related("release__project").order_by(
            "release__project__slug", "release__number"
        )
        for file in files.iterator():
            if file.sha256 not in read:
                read[file.sha256] = store.fault_of(file.sha256, file.size)
            if fault := read[file.sha256]:
                release = file.release
                faults.append(f"Release {release.number} of {release.project.slug}: {file.path} {fault}.")
        for release in Release.objects.filter(state=BUILDING).select_related("project"):
            if given_up(release):
                self.stdout.write(
                    f"Release {release.number} of {release.project.slug} was given up when its server stopped."
                )
        if options["sweep"]:
            self._sweep()
        if faults:
            raise CommandError(
                "\n".join([*faults, "Put them back from a backup: their names under releases/files/ are their sums."])
            )
        self.stdout.write(
            f"All {len(read)} files of {Release.objects.exclude(checksum='').count()} releases are what they were."
        )

    def _sweep(self) -> None:
        try:
            with sole_builder(*Project.objects.all()):
                # Asked for now: releases may have been made while the files were read.
                gone = store.sweep(set(ReleaseFile.objects.values_list("sha256", flat=True)))
        except Conflict:
            raise CommandError("A release is being made just now. Sweep when it is ready.") from None
        self.stdout.write(f"Removed {len(gone)} files that belonged to no release.")
