"""Prints docs/workflow.md."""

import sys

from .document import page

if __name__ == "__main__":
    sys.stdout.write(page())
