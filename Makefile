# The portal's commands. Each sets up what it needs by itself; `make help` lists them.
PYTHON_OF_PORTAL := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help run test check bench messages pictures lock
.DEFAULT_GOAL := help

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start the portal with its demo world on this machine; stop with Ctrl-C
	@scripts/setup run
	@exec $(PYTHON_OF_PORTAL) -m scripts.run

test: ## run every test, those in the browser included, against real PostgreSQL and Redis
	@scripts/setup dev
	@$(PYTHON_OF_PORTAL) -m scripts.messages compile
	@$(PYTHON_OF_PORTAL) -m pytest -p scripts.pytest_services -n 2 --dist worksteal $(ARGS)

check: ## format, lint, types, import contracts, templates, migrations, translations, deployment
	@scripts/setup dev
	@$(PYTHON_OF_PORTAL) -m scripts.check

bench: ## run the benchmarks; each prints one JSON object a line
	@scripts/setup dev
	@$(PYTHON_OF_PORTAL) -m benchmarks.run $(ARGS)

messages: ## take new texts from the code into locale/*.po, for translation
	@scripts/setup dev
	@$(PYTHON_OF_PORTAL) -m scripts.messages extract

pictures: ## take the pictures of the README anew, while `make run` runs; ARGS=http://localhost:8000
	@scripts/setup dev
	@$(PYTHON_OF_PORTAL) -m scripts.pictures $(ARGS)

lock: ## write requirements*.txt anew from requirements*.in, for every Python from 3.11 on
	@scripts/setup dev
	@for list in requirements requirements-dev; do \
	  .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    $$list.in -o $$list.txt; done
