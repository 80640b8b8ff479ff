"""Measures the suggestions: python -m annotations.suggestions FOLDER [--notes]."""

import argparse
from pathlib import Path

from .measuring import measure, table


def main() -> None:
    """Prints the table; with --notes also every passage and speaker that is not right."""
    parser = argparse.ArgumentParser(prog="python -m annotations.suggestions", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds text/*.txt and attributions/*.ann")
    parser.add_argument("--notes", action="store_true", help="list what is not right")
    asked = parser.parse_args()
    tally = measure(asked.folder)
    if not tally.articles:
        parser.error(f"{asked.folder} holds no text/NAME.txt with attributions/NAME….ann.")
    print(table(tally))  # noqa: T201
    if asked.notes:
        print("\n" + "\n".join(tally.notes))  # noqa: T201


if __name__ == "__main__":
    main()
