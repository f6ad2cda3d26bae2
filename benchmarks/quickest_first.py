"""A pytest plugin for mutation testing: most mutants fall within a second.

The quickest tests come first. Hypothesis looks at the same examples every time and shrinks none: that a law broke is
enough. Chosen by `-p quickest_first` and HYPOTHESIS_PROFILE=mutants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, settings
from mutmut.state import state

if TYPE_CHECKING:
    import pytest

settings.register_profile(
    "mutants",
    deadline=None,
    max_examples=50,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort tests by the time they took when mutmut watched them; unknown ones come last."""
    took = state().duration_by_test
    items.sort(key=lambda item: (took.get(item.nodeid, float("inf")), item.nodeid))
