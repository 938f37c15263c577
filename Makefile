# `make run` and `make test` do all of their own set-up; nothing but Python 3.11+, git and make is needed.
PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check install --quiet
export PIP_NO_WARN_SCRIPT_LOCATION := 1

.PHONY: run demo test check format bench-answers bench-follow-ups bench-checking learn bench-index bench-sources bench-titles bench-discord pictures messages lock clean help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 16

run: $(VENV)/.run ## start the bot, or a demo in the terminal without a DISCORD_TOKEN
	@$(VENV)/bin/pullquote run

demo: $(VENV)/.run ## try the bot in a browser, without Discord
	@$(PIP) 'simcord[preview]' -c requirements-dev.txt
	@$(VENV)/bin/pullquote demo $(ARGS)

test: $(VENV)/.dev ## run all tests, on all cores
	@$(VENV)/bin/python -m pytest -n auto --dist worksteal $(ARGS)

check: $(VENV)/.dev ## formatting, lint, types, import rules
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache

format: $(VENV)/.dev ## put the code in form
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

bench-answers: $(VENV)/.run ## measure answers on a set: make bench-answers SET=folder
	@$(VENV)/bin/pullquote evaluate $(SET) $(ARGS)

bench-follow-ups: $(VENV)/.dev ## measure follow-ups: make bench-follow-ups DATA=folder with the sets
	@$(VENV)/bin/python -m tests.bench.follow_ups $(DATA) $(ARGS)

bench-checking: $(VENV)/.dev ## measure checked quotes and sources of messages: make bench-checking DATA=folder
	@$(VENV)/bin/python -m tests.bench.checking $(DATA) $(ARGS)
	@$(VENV)/bin/python -m tests.bench.bearing $(DATA)

learn: $(VENV)/.dev ## learn index/weights.py anew: make learn DATA=folder with the sets
	@$(PIP) --group bench -c requirements-dev.txt
	@$(VENV)/bin/python -m tests.bench.learn $(DATA) $(ARGS)

bench-index: $(VENV)/.dev ## measure the search index beside others: make bench-index ARGS="--kind real"
	@$(PIP) --group bench -c requirements-dev.txt
	@$(VENV)/bin/python -m tests.bench.index --passages 20000 300000 1000000 $(ARGS)

bench-sources: $(VENV)/.dev ## measure sources: make bench-sources ARGS="adding --data folder"
	@$(PIP) --group bench -c requirements-dev.txt
	@$(VENV)/bin/python -m tests.bench.sources $(ARGS)

bench-titles: $(VENV)/.dev ## measure how fast titles are found while somebody types
	@$(VENV)/bin/python -m tests.bench.titles $(ARGS)

bench-discord: $(VENV)/.dev ## measure how soon the bot answers: make bench-discord ARGS="--data folder"
	@$(PIP) --group bench -c requirements-dev.txt
	@$(VENV)/bin/python -m tests.bench.discord $(ARGS)

pictures: $(VENV)/.dev ## draw docs/pictures from the running bot; needs a Chromium
	@$(VENV)/bin/python -m tests.pictures

messages: $(VENV)/.dev ## bring the catalogues of bot/locales up to date with what the code says
	@$(VENV)/bin/python -m tests.messages

lock: $(VENV)/.dev ## pin what pyproject.toml asks for, anew
	@$(PIP) uv
	@$(VENV)/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --no-annotate --no-header pyproject.toml -o requirements.txt
	@$(VENV)/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --no-annotate --no-header pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean: ## remove what the above made
	rm -rf $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.txt pyproject.toml
	@echo "Installing what Pullquote needs …"
	@$(PIP) -r requirements.txt
	@$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@echo "Installing what its tests need …"
	@$(PIP) -r requirements-dev.txt
	@touch $@
