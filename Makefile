# Commands for people who work on the contest. `make` alone lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo check build preview test lint format types bench screenshots lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 13

demo: .cache/demo-ready ## run the whole contest at http://127.0.0.1:8000 (PORT= moves it, AT=2023-11-08T08:00+07:00 the clock, SAMPLE=500 adds invented people)
	@PORT=$(or $(PORT),8000) AT=$(AT) SAMPLE=$(SAMPLE) exec $(BIN)/python -m infra.local.demo

check: .cache/demo-ready ## tell everything that is wrong with question_src/ and the pages
	@$(BIN)/python build.py check

build: .cache/demo-ready ## build dist/ from question_src/ and site/
	@$(BIN)/python build.py build

preview: .cache/demo-ready ## show the pages at http://127.0.0.1:8001, built anew whenever a file is saved (PORT= moves it)
	@exec $(BIN)/python build.py preview --port $(or $(PORT),8001)

test: .cache/dev-ready ## set up and pass all tests, browser ones included
	@sh tests/need_tools.sh
	$(BIN)/python -m pytest $(ARGS)

lint: .cache/dev-ready node_modules/.installed ## formatter, linter, types, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	npm run --silent types
	$(BIN)/python build.py schema --check
	$(BIN)/python -m infra.openapi --check
	$(BIN)/python -m infra.fonts --check
	$(BIN)/python -m tests.screenshots --check

format: .cache/dev-ready ## format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .cache/dev-ready ## measure speed as ratios against baselines of the same run
	@sh tests/need_tools.sh
	$(BIN)/python -m tests.load.bench

screenshots: .cache/dev-ready ## take the pictures of the guides again, from the demo
	@sh tests/need_tools.sh
	$(BIN)/python -m tests.screenshots

lock: .cache/dev-ready ## pin the dependencies of pyproject.toml again, with hashes
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --extra local -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --all-extras -o requirements-dev.txt pyproject.toml
	$(BIN)/uv pip compile -q --python-version 3.11 --python-platform x86_64-manylinux_2_28 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements.txt -o infra/functions-layer/requirements.txt infra/functions-layer/requirements.in

clean: ## remove what was built and installed
	rm -rf dist .cache .venv node_modules

.venv/bin/python:
	@sh infra/local/make_venv.sh "$(PYTHON)"

.cache/demo-ready: requirements.txt | .venv/bin/python
	@echo "Installing what the contest needs (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@mkdir -p .cache && touch $@

.cache/dev-ready: requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@mkdir -p .cache && touch .cache/demo-ready $@

node_modules/.installed: package-lock.json
	@sh tests/need_tools.sh
