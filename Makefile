# Two commands matter: `make run` and `make test`. Everything they need they install, into .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STORE  ?= sqlite:///var/cep.db
PLACE  ?= tests
PORT   ?= 8050
# A process for each core, each with a server and a browser of its own; who has done its share takes of another's.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run team test test-fast check fix figures ways bench shots plotly lock clean

help: ## Show what each command does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(VENV)/run.ok ## Set everything up, build the demo store if there is none (an older one is brought up to date), serve on http://127.0.0.1:8050
	@$(BIN)/cep store demo --store $(STORE) --if-missing
	@$(BIN)/cep serve --store $(STORE)

team: $(VENV)/dev.ok ## Try a team's server: PostgreSQL, the demo store, three people who sign in, on http://127.0.0.1:8050 or another PORT=; all is gone when it stops
	@$(BIN)/python -m tests.team --port $(PORT)

test: $(VENV)/dev.ok ## Set everything up (Chromium, LibreOffice and PostgreSQL too), run every test, or those of PLACE=tests/a/folder
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.libreoffice
	@$(PYTEST) $(PLACE)

test-fast: $(VENV)/dev.ok ## Run what needs no browser, no PostgreSQL and no patience, in less than a minute; PLACE as for test
	@$(PYTEST) -m "not browser and not postgresql and not thorough" $(PLACE)

check: $(VENV)/dev.ok ## Lint, formatting and strict types; changes nothing
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

fix: $(VENV)/dev.ok ## Mend lint and formatting in place
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

figures: $(VENV)/dev.ok ## Write down every figure and text into var/figures/<commit>; with BASE=<commit>, say which differ from it
	@$(BIN)/python -m tests.figures $(if $(BASE),--base $(BASE))

ways: $(VENV)/dev.ok ## Count the files and calls that a filter change and a changed cell go through; python -m tests.ways --files names the files
	@$(BIN)/python -m tests.ways

bench: $(VENV)/dev.ok ## Measure speed beside a plain Dash application, at scale and beside budgets; an hour; writes docs/reference/performance.md
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.bench

shots: $(VENV)/dev.ok ## Take pictures of every page: desktop, phone and print, into var/shots
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.shots

plotly: ## Build assets/plotly.min.js anew (needs Node.js 20 or newer; bundle/plotly.cjs says what is in it)
	@npm ci --prefix bundle --ignore-scripts --no-audit --no-fund --silent
	@npm run --prefix bundle --silent build

lock: $(VENV)/dev.ok ## Renew the locked dependencies from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --extra dev -o requirements-dev.lock pyproject.toml

clean: ## Remove the environment and what was built; the stores in var/ stay
	@rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"Python 3.11 or newer is needed; {sys.executable} is {v.major}.{v.minor}. Say which to use: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.ok: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Setting up: installing the locked dependencies (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/dev.ok: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Setting up: installing the locked dependencies (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.ok
