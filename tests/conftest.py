import os

from hypothesis import HealthCheck, settings

# No deadlines: a first call loads scipy, and a shared machine has its moods.
# CI looks at the same examples every time; whoever works on the code looks at new ones.
settings.register_profile(
    "default",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=150)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser):
    parser.addoption("--vectors", default=None, help="a folder of official vectors in place of the repository's own")
