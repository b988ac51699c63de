"""Settings of all tests."""

from hypothesis import HealthCheck, settings

# A machine that is busy makes neither a test nor a drawn example wrong.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
