# make graph   build the bundled corpus into output/ and say where the page is
# make test    all checks that CI runs
# make lint    formatting, types, import contracts, rules
# make bench   measurements; not part of the tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := graphkit tests bench

.PHONY: graph test lint bench generate lock browser node icu clean

graph: $(VENV)/.installed
	$(BIN)/graphkit build seeds/documents -o output

test: lint browser node
	$(BIN)/pytest -q

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m graphkit.export.vocabulary --check
	$(BIN)/graphkit lint --strict

bench: $(VENV)/.installed-dev
	$(BIN)/python -m bench

# The vocabulary and the shapes follow from the relation files.
generate: $(VENV)/.installed-dev
	$(BIN)/python -m graphkit.export.vocabulary

# The versions that make and CI install. Needs uv.
lock:
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock

# The browser tests drive Debian's chromium.
browser:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core >/dev/null; \
	  else echo "make test: chromium is missing; install it (Debian: apt-get install chromium) and run again" >&2; exit 1; fi; }

# Clients and readers of other makers that the tests run, locked in tests/package-lock.json.
node: tests/node_modules/.installed

tests/node_modules/.installed: tests/package.json tests/package-lock.json
	@command -v npm >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends nodejs npm >/dev/null; \
	  else echo "make test: npm is missing; install it (Debian: apt-get install nodejs npm) and run again" >&2; exit 1; fi; }
	npm ci --silent --no-audit --no-fund --prefix tests
	touch $@

# PyICU, which a library of the tests needs, comes as source.
icu:
	@pkg-config --exists icu-i18n 2>/dev/null && command -v g++ >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends g++ pkg-config libicu-dev python3-dev >/dev/null; \
	  else echo "make test: libicu-dev is missing; install it (Debian: apt-get install g++ pkg-config libicu-dev) and run again" >&2; exit 1; fi; }

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "graphkit needs Python 3.11 or newer; name one with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python icu
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) output dist build .pytest_cache .mypy_cache .ruff_cache tests/node_modules
