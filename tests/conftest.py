import os

from hypothesis import HealthCheck, settings

# One thread a process, set before numpy is loaded: pytest's workers have the cores already.
for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

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
# There errors are annotated as well; the tests of that set it themselves.
os.environ.pop("GITHUB_ACTIONS", None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser):
    parser.addoption("--vectors", default=None, help="a folder of official vectors in place of the repository's own")


# What takes long: processes by the dozen, originals as live oracles, readers against each other on mutated files.
SLOW = (
    "tests/unit/plugin/",
    "tests/unit/command/test_gate_command.py",
    "tests/unit/command/test_compare_command.py",
    "tests/unit/command/test_power_command.py",
    "tests/unit/gates/test_action_and_hook.py",
    "tests/unit/gates/test_ci_page.py",
    "tests/unit/presets/test_spans_oracles.py",
    "tests/unit/presets/test_spans_naive.py",
    "tests/unit/presets/test_entities_naive.py",
    "tests/unit/presets/test_quotes_a_naive.py",
    "tests/unit/bridges/test_foreign_more.py",
    "tests/unit/benchmarks/",
    "tests/unit/evaluate/test_comparing_seeds.py",
    "tests/unit/agreement/test_agreement_of_passes.py",
    "tests/unit/bridges/test_sklearn.py",
    "tests/unit/bridges/test_spacy_scorer.py::test_the_order",
    "tests/unit/command/test_slices_command.py",
    "tests/unit/corpus/test_dataset.py::test_any_corpus",
    "tests/unit/corpus/test_parquet.py::test_any_corpus",
    "tests/unit/evaluate/test_foreign_gold.py::test_a_crowd",
    "tests/laws/test_two_readers",
    "tests/laws/test_laws.py::test_no_size_of_batch",
    "tests/laws/test_laws.py::test_no_order_of_documents",
    "tests/unit/extractors/test_running",
)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker("slow")
