"""Prints docs/workflow.md."""

from .document import page

if __name__ == "__main__":
    print(page(), end="")
