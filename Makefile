# Python 3.11+ and make are all that has to be there:
#   make run    set everything up and start (without BOT_TOKEN: the local Telegram with demo data)
#   make test   set everything up and run the tests

SHELL := /bin/sh
VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.ready
SCHEMA := .cache/aiogram-schema/schema.json
ARGS ?=
# Several at once: SIDE_BY_SIDE="--numprocesses auto --dist loadfile" (a file stays with one process).
SIDE_BY_SIDE ?=

# The product runs from this folder and is not installed itself: the texts and the plans lie beside the
# code, and a later start needs no build and no network.
REQUIREMENTS = import tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
	print(*project["dependencies"], *sum(project["optional-dependencies"].values(), []), sep="\n")

TAKE_SCHEMA = import sys, tarfile; archive = tarfile.open(sys.argv[1]); \
	name = next(n for n in archive.getnames() if n.endswith("/.butcher/schema/schema.json")); \
	sys.stdout.buffer.write(archive.extractfile(name).read())

.DEFAULT_GOAL := help
.PHONY: help install run demo test test-postgres bench lint types schema migration clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

install: $(READY) ## Set everything up in .venv

run: $(READY) ## Start; without BOT_TOKEN this is the demo in the local Telegram
	@$(PYTHON) -m bot run $(ARGS)

demo: $(READY) ## Start the demo even where BOT_TOKEN is set
	@$(PYTHON) -m bot demo $(ARGS)

test: $(READY) ## Run the tests, for example: make test ARGS="-k migrations"
	@$(PYTHON) -m pytest $(SIDE_BY_SIDE) $(ARGS)

test-postgres: $(READY) ## Run the stories once more, on the PostgreSQL server of this machine
	@TEST_DATABASE=postgresql $(PYTHON) -m pytest $(SIDE_BY_SIDE) --ignore tests/sandbox --ignore tests/plan_document $(ARGS)

bench: $(READY) ## Measure, beside references, for example: make bench ARGS="tap menu --rounds 3"
	@$(PYTHON) -m benchmarks $(ARGS)

lint: $(READY) ## Check style and who imports whom
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(VENV)/bin/lint-imports

types: $(READY) ## Check the types
	@$(PYTHON) -m mypy

schema: $(SCHEMA) ## Fetch the Bot API schema that aiogram ships, to check the local Telegram against

migration: $(READY) ## Write the next schema change, for example: make migration ARGS="what changes"
	@$(PYTHON) -m bot migration "$(ARGS)"

clean: ## Throw away everything that was made, but no data
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	find bot tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(PYTHON):
	@for candidate in $(PYTHON_FOR_VENV) python3.13 python3.12 python3.11 python3 python; do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Setting up $(VENV) with $$("$$candidate" --version), this takes a minute"; \
	    "$$candidate" -m venv --clear $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "$$candidate cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; \
	    exit 1; \
	  fi; \
	done; \
	echo "Python 3.11 or newer is needed, and none was found." >&2; \
	echo "Install it, or name one: make install PYTHON_FOR_VENV=/path/to/python3" >&2; \
	exit 1

$(READY): $(PYTHON) pyproject.toml constraints.txt
	@$(PYTHON) -c '$(REQUIREMENTS)' > $(VENV)/requirements.txt
	@$(PYTHON) -m pip install -qq --disable-pip-version-check --no-input \
	  -c constraints.txt -r $(VENV)/requirements.txt
	@touch $(READY)

$(SCHEMA): constraints.txt | $(READY)
	@rm -rf $(@D) && mkdir -p $(@D)
	@$(PYTHON) -m pip download -qq --disable-pip-version-check --no-input --no-deps \
	  --no-binary aiogram --dest $(@D) "$$(grep '^aiogram==' constraints.txt)"
	@$(PYTHON) -c '$(TAKE_SCHEMA)' $(@D)/aiogram-*.tar.gz > $@.new && mv $@.new $@ && rm $(@D)/*.tar.gz
