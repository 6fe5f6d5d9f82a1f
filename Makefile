# Two commands: `make run` reads plans and serves them, `make test` checks the code. `make help` lists the rest.
PYTHON ?= python3.11
ifeq ($(shell command -v $(PYTHON) 2>/dev/null),)
PYTHON := python3
endif
VENV   := .venv
BIN    := $(VENV)/bin
PLANS  ?= docs/examples/plans
STORE  ?= .store
HOST   ?= 127.0.0.1
PORT   ?= 8000

.PHONY: help setup run build serve test quality weights bench speed performance lint lock clean

help:  ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## */\1\t/' | expand -t 10

setup: $(VENV)/.ready  ## Install what is needed into .venv (only the first time, or when the lock changes)

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Regiograaf needs Python 3.11 or later: make PYTHON=/path/to/python3.11 setup")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup  ## Read the plans in PLANS (default: the examples), check them, serve them on HOST:PORT
	-$(BIN)/regiograaf build $(PLANS) --store $(STORE)  # a plan that is kept out does not keep the others from being served
	$(BIN)/regiograaf serve --store $(STORE) --host $(HOST) --port $(PORT)

build: setup  ## Read the plans in PLANS into STORE
	$(BIN)/regiograaf build $(PLANS) --store $(STORE)

serve: setup  ## Serve STORE on HOST:PORT
	$(BIN)/regiograaf serve --store $(STORE) --host $(HOST) --port $(PORT)

test: setup  ## Run the tests
	$(BIN)/python -m pytest

quality: setup  ## Renew docs/quality.md: read each real plan (../shared) with weights fitted on the others, and score
	$(BIN)/python -m graph_api.evaluation.quality

weights: setup  ## Fit the trained parts anew on the reference (../shared) and our own passages
	$(BIN)/python -m ingest.trained.train --reference ../shared/plans ../shared/gold --reference tests/quality/passages tests/quality/passages --reference docs/examples/plans tests/quality/reference

bench: setup  ## Measure speed (ratios within one run are what counts)
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only --benchmark-enable -p no:cacheprovider

speed: setup  ## Measure how long reading takes and renew docs/reading-speed.md (some 2 minutes)
	$(BIN)/python tests/benchmarks/reading_speed.py

lint: setup  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: setup  ## Renew requirements.lock from pyproject.toml
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras --allow-unsafe --extra dev --extra embeddings --output-file requirements.lock pyproject.toml

performance: setup  ## Measure the query service beside others and renew docs/performance.md (some 6 minutes)
	PYTHONPATH=tests $(BIN)/python tests/benchmarks/performance.py

clean:  ## Remove what was made (the store too)
	rm -rf $(VENV) $(STORE) .pytest_cache .mypy_cache .ruff_cache .hypothesis
