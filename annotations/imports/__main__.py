"""Prints docs/import-formats.md."""

import sys

from annotations.imports.document import page

if __name__ == "__main__":
    sys.stdout.write(page())
