"""How the property tests run."""

from hypothesis import settings

from tests.proofs import WHOLE

# A busy machine is not a slow function: the tests that are about time measure it themselves.
settings.register_profile("patient", deadline=None, max_examples=100 if WHOLE else 40)
settings.load_profile("patient")
