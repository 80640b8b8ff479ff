"""The people these tests are about, and a database where what they do is committed."""

from tests.cast import cast as cast
from tests.committed import _committed_database as _committed_database
from tests.committed import committed as committed
