#!/usr/bin/env python
"""Runs one management command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Hands over to Django; what the person running it can mend is answered by a sentence, without a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import NotSupportedError, OperationalError
    except ImportError:
        sys.exit("Django is not installed in this Python: use bin/manage, which makes an environment first.")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, NotSupportedError, OperationalError) as problem:
        sys.exit(str(problem).strip())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
