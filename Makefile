# The habits of the house. `make setup` needs python3 (3.11 or newer), python3-venv and make; nothing else.
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
SCALE ?= ci
LEGS ?=
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

.PHONY: help setup setup-dev setup-clients run demo test lint contracts bench faults new-module

help:
	@echo "make setup       make .venv and install what the product needs"
	@echo "make demo        play 90 days of an agency and exit (LEADS=my.csv for your own file)"
	@echo "make run         the same, then serve admin, portal and API on http://127.0.0.1:8000 (AICMO_PORT=8001 for another port)"
	@echo "make test        all tests on SQLite and PostgreSQL, one database and split, then faults (LEGS=sqlite for one leg, AICMO_SPLIT=1 for split only)"
	@echo "make setup-clients  what the test of a generated TypeScript client needs; without it that test is skipped"
	@echo "make lint        style, import walls, templates, migrations"
	@echo "make contracts   rewrite contracts/*.json, or say which version must be raised"
	@echo "make bench       what is measured (SCALE=ci or full, ONLY=p8_api for one, WRITE=1 into docs/)"
	@echo "make faults      what is broken on purpose (SCALE=ci or full)"
	@echo "make new-module  name=archive"

.venv/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "AICMO needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "setup: could not make .venv; install python3-venv"; rm -rf .venv; exit 2; }
	@echo "setup: installing $$(grep -c == requirements.txt) packages into .venv"
	@$(BIN)/python -m pip install --disable-pip-version-check --no-input -q -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "setup: installing the tools for tests"
	@$(BIN)/python -m pip install --disable-pip-version-check --no-input -q -r requirements-dev.txt
	@touch $@

.venv/.installed-bench: requirements-bench.txt .venv/.installed-dev
	@echo "setup: installing what the benchmarks compare with"
	@$(BIN)/python -m pip install --disable-pip-version-check --no-input -q -r requirements-bench.txt
	@touch $@

setup: .venv/.installed
	@echo "setup: ready. Next: make run"

setup-dev: .venv/.installed-dev

demo: .venv/.installed
	@$(BIN)/python -m demo $(if $(LEADS),--leads "$(LEADS)")

.venv/clients/.installed: tests/clients/package-lock.json .venv/.installed-dev
	@echo "setup: installing the generator of the TypeScript client"
	@$(BIN)/python -m tests.clients.generating
	@touch $@

setup-clients: .venv/clients/.installed

run: .venv/.installed
	@$(BIN)/python -m demo $(if $(LEADS),--leads "$(LEADS)") --serve

test: .venv/.installed-dev lint
	@$(BIN)/python -m tests --legs "$(LEGS)" -n $(JOBS) $(if $(WRITE),--write)

lint: .venv/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/lint-imports --no-logo --no-cache
	@$(BIN)/djlint templates --lint --quiet
	@$(MANAGE) makemigrations --check --dry-run > /dev/null || { echo "lint: models have changes without a migration"; exit 1; }

contracts: .venv/.installed
	@$(MANAGE) contracts

bench: .venv/.installed-bench
	@$(BIN)/python -m bench --scale $(SCALE) $(if $(WRITE),--write) $(ONLY)

faults: .venv/.installed-dev
	@$(BIN)/python -m faults --scale $(SCALE) $(if $(WRITE),--write) $(ONLY)

new-module: .venv/.installed
	@$(BIN)/python -m kernel.scaffold "$(name)"
