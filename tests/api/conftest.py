"""The people, and a way for each of them to ask the API."""

from tests.cast import cast

__all__ = ["cast"]
