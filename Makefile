# Bloc Atlas. `make run` opens it, `make test` tests it; both set up what they need on the first time.
# Needs Python 3.11 or later. PYTHON=... names another interpreter, ARGS=... goes to the program or to pytest.

PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$each"; break; }; done)
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test

.DEFAULT_GOAL := run
.PHONY: run test lint bench build pictures clean

run: $(RUN_READY)  ## open the atlas
	@$(BIN)/python -m viewer $(ARGS)

test: $(TEST_READY) lint  ## everything that must hold: lint, types, the rules of the house, all tests
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 $(ARGS)

lint: $(TEST_READY)  ## style, types and the data of the atlas
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m viewer check

bench: $(TEST_READY)  ## measure; prints one JSON object
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/bench.py $(ARGS)

build: $(TEST_READY)  ## make the wheel, with the atlas compiled in it, in dist/
	@$(BIN)/python -c 'from viewer.store import locations as at; from viewer.store.cache import compiled; \
		compiled.compile_atlas(at.data_folder(), at.data_folder() / "base" / compiled.SHIPPED)'
	@$(BIN)/python -m build --wheel

pictures: $(RUN_READY)  ## draw the pictures of README anew
	@$(BIN)/python tests/pictures.py

clean:  ## remove all that can be made again
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis data/base/compiled.bin
	find viewer tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "Bloc Atlas needs Python 3.11 or later; none was found. Name one: make PYTHON=/path/to/python"; exit 1; }
	@"$(BIN)/python" -c 'import pip' 2>/dev/null || { echo "Setting up $(VENV) ..."; $(PYTHON) -m venv --clear $(VENV); }
	@echo "Installing Bloc Atlas into $(VENV) (once; this takes a minute or two) ..."
	@$(PIP) install --editable .
	@touch $@

$(TEST_READY): $(RUN_READY)
	@echo "Installing what the tests need ..."
	@$(PIP) install --editable '.[dev]'
	@touch $@
