"""Imports point one way: a module may import its own layer and those before it, and nothing else of the package."""

import ast
from pathlib import Path

import pytest

import sayso

PACKAGE = Path(sayso.__file__).parent
# For each layer the layers that it may import. What stands beside the flow depends on data alone.
FLOW = [
    "errors",
    "data",
    "matching",
    "tallies",
    "measures",
    "presets",
    "uncertainty",
    "evaluate",
    "agreement",
    "reports",
    "gates",
    "bench",
    "command",
]
LAYERS = {
    **{layer: set(FLOW[: number + 1]) for number, layer in enumerate(FLOW)},
    # Sayso's numbers in other libraries: they score, and nothing here needs them.
    "bridges": {*FLOW[: FLOW.index("evaluate") + 1], "bridges"},
    "formats": {"errors", "data", "formats"},
    "extractors": {"errors", "data", "extractors"},
    "signature": {"errors", "data"},
    "pytest_plugin": {"errors", "testing"},
    "testing": {*FLOW, "signature", "testing"} - {"bench", "command"},
    "__main__": {*FLOW, "formats", "extractors", "signature"},
    "__init__": {*FLOW, "formats", "extractors", "signature"},
}
for later in FLOW[FLOW.index("evaluate") :]:
    LAYERS[later].add("signature")
for later in ("bench", "command"):
    LAYERS[later] |= {"formats", "extractors"}


def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def layer_of(path):
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported(path):
    """The layers that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively; write the whole name"
            names = [node.module]
        for name in names:
            if name == "sayso" or name.startswith("sayso."):
                yield [*name.split("."), "__init__"][1], node.lineno


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path):
    allowed = LAYERS[layer_of(path)]
    for layer, line in imported(path):
        # `from sayso import __version__` reads a constant of the face and no layer.
        assert layer in allowed or layer == "__init__", f"{path}:{line} imports {layer}, which comes after it"


def test_only_the_command_line_prints():
    for path in modules():
        if layer_of(path) in {"__main__", "command"}:
            continue
        calls = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        ]
        assert not calls, f"{path}:{calls[0].lineno} prints"


def test_no_module_is_longer_than_four_hundred_lines():
    for path in modules():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_nothing_draws_from_a_global_source_of_chance():
    for path in modules():
        text = path.read_text(encoding="utf-8")
        assert "import random" not in text, path
        assert "np.random.seed" not in text, path
