"""How the property tests run."""

from hypothesis import settings

# A busy machine is not a slow function: the tests that are about time measure it themselves.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
