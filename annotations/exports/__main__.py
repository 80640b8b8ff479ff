"""Prints docs/formats.md."""

import sys

from annotations.exports.document import page

if __name__ == "__main__":
    sys.stdout.write(page())
