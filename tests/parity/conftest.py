from pathlib import Path

import pytest

HERE = Path(__file__).parent / "vectors"


def pytest_generate_tests(metafunc):
    """Every case of every file of vectors; `--vectors DIR` runs another folder of the same form."""
    if "vector" in metafunc.fixturenames:
        folder = Path(metafunc.config.getoption("--vectors") or HERE) / metafunc.module.FOLDER
        cases = list(metafunc.module.cases(folder))
        metafunc.parametrize("vector", [case for _, case in cases], ids=[name for name, _ in cases])


@pytest.fixture(scope="session")
def vectors_folder(request):
    return Path(request.config.getoption("--vectors") or HERE)
