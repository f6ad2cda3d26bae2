# Everything a fresh clone needs: Python 3.11 or newer and make. Each target sets up .venv when pyproject.toml changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CORES ?= $(shell $(PYTHON) -c 'import os; print(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())')

.PHONY: bench test check coverage laws speed simulation mutants parity picture wheel clean

bench: $(READY)  ## score every configured extractor on the bundled article
	@$(BIN)/sayso bench benchmarks/bundled.toml

test: $(READY)  ## the tests but for the slow ones
	@$(BIN)/python -m pytest -n $(CORES) -m "not slow" -q

check: $(READY)  ## lint, types and the direction of imports
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/test_layers.py

coverage: $(READY)  ## all tests but the laws, the slow ones too, with coverage of the package
	@$(BIN)/python -m pytest -n $(CORES) -q --ignore tests/laws --durations=20 --cov --cov-report=term

laws: $(READY)  ## all laws, the slow ones too, on many more examples
	@HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n $(CORES) -q tests/laws

speed: $(READY)  ## cost against the floor, other scorers and size; COVAL=, TEXTEE= checkouts, SPEED=--full
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,peers]' || echo "not all peers could be installed: the page says which are left out"
	@PYTHONPATH=benchmarks $(BIN)/python -m speed $(if $(COVAL),--coval $(COVAL)) $(if $(TEXTEE),--textee $(TEXTEE)) $(SPEED)

simulation: $(READY)  ## false positives and coverage of the statistics, by simulation
	@$(BIN)/python benchmarks/simulation.py

mutants: $(READY)  ## mutation testing of matching, tallies and measures (hours on one core)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,mutation]'
	@$(BIN)/python benchmarks/mutants.py

parity: $(READY)  ## every number of the definitions and of the official scorers, and the table of what was proved
	@PYTHONPATH=tests $(BIN)/python -m parity.proof
	@$(BIN)/python -m pytest -q tests/parity

picture: bench  ## draw the pictures of the README from the last bench; that of the HTML report needs a Chromium
	@$(BIN)/python benchmarks/picture.py bench-results/report.txt toolkit/docs/bench.svg
	@$(BIN)/python benchmarks/screenshot.py bench-results/report.html toolkit/docs/report.png

wheel: $(READY)  ## build the wheel and the source distribution
	@$(BIN)/python -m build --outdir dist .

clean:  ## remove what the targets made
	rm -rf $(VENV) dist build bench-results .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $(READY)
