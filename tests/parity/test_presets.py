"""Every official number of every scorer, by our presets."""

from pathlib import Path

import pytest

from parity.harness import all_cases, differences

HERE = Path(__file__).parent / "vectors"


def pytest_generate_tests(metafunc):
    if "official" in metafunc.fixturenames:
        folder = Path(metafunc.config.getoption("--vectors") or HERE)
        cases = [pytest.param((adapter, case), id=name) for name, adapter, case in all_cases(folder)]
        metafunc.parametrize("official", cases)


def test_a_preset_gives_the_official_numbers(official):
    adapter, case = official
    assert adapter is not None, f"no adapter reads this file: {case}"
    assert list(differences(case.expected, case.got(), adapter)) == []
