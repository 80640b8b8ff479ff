"""`import SLUG FILE...`: files in any of the formats, into a project."""

from annotations.management.importing import Command as Command
