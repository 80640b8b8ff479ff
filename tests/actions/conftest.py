"""The people these tests are about."""

from tests.cast import cast as cast
