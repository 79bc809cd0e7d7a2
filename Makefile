# make demo       build a municipality to try, and serve it on http://127.0.0.1:8000
# make test       everything that must hold; each part alone is test-<part>
# make lock       lock the requirements anew

PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash
WORKERS ?= auto
TEST_ENV := RODTRAD_ENV=test RODTRAD_DATA_DIR=$(CURDIR)/var/test
# What the check of a production installation is told; the key is thrown away.
DEPLOY_ENV = RODTRAD_ENV=production RODTRAD_DATA_DIR=$(CURDIR)/var/deploy \
	SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	ALLOWED_HOSTS=rodtrad.example SITE_ORIGIN=https://rodtrad.example

.PHONY: demo demo-reset test test-format test-types test-imports test-migrations test-deploy \
	test-unit test-postgres test-journeys test-samples format lock clean

demo: $(BIN)/.base
	$(BIN)/rodtrad demo

demo-reset: $(BIN)/.base
	$(BIN)/rodtrad demo --reset

# One after the other, cheapest first: the first fault is told within seconds.
test:
	$(MAKE) test-format
	$(MAKE) test-imports
	$(MAKE) test-types
	$(MAKE) test-migrations
	$(MAKE) test-deploy
	$(MAKE) test-unit
	$(MAKE) test-postgres
	$(MAKE) test-journeys

test-format: $(BIN)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	find rodtrad -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	$(BIN)/python scripts/refresh_vendor.py --check

test-imports: $(BIN)/.dev
	$(BIN)/lint-imports

test-types: $(BIN)/.dev
	$(TEST_ENV) $(BIN)/mypy

test-migrations: $(BIN)/.dev
	$(TEST_ENV) $(BIN)/rodtrad makemigrations --check --dry-run

test-deploy: $(BIN)/.dev
	$(DEPLOY_ENV) $(BIN)/rodtrad check --deploy --fail-level WARNING
	$(DEPLOY_ENV) $(BIN)/rodtrad collectstatic --no-input --clear --verbosity 0

test-unit: $(BIN)/.dev
	scripts/ensure.sh java poppler
	$(TEST_ENV) $(BIN)/pytest -n $(WORKERS) --ignore tests/journeys

test-postgres: $(BIN)/.dev
	scripts/ensure.sh java poppler
	$(TEST_ENV) scripts/with_postgres.sh $(BIN)/pytest -n $(WORKERS) --ignore tests/journeys

test-journeys: $(BIN)/.dev
	scripts/ensure.sh chromium
	$(TEST_ENV) $(BIN)/pytest tests/journeys

# Not in `test`: the answers that were saved from services outside are no part of the project.
test-samples: $(BIN)/.dev
	DJANGO_SETTINGS_MODULE=rodtrad.config.settings $(TEST_ENV) \
		$(BIN)/python scripts/check_samples.py $(SAMPLES)

format: $(BIN)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	find rodtrad -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2

# uv comes from wherever pip fetches packages; it is no part of the installation.
lock:
	set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(PYTHON) -m venv $$folder; $$folder/bin/pip install --quiet uv; \
	for name in base dev; do \
		UV_CUSTOM_COMPILE_COMMAND="make lock" $$folder/bin/uv pip compile --quiet --universal \
			--generate-hashes --python-version 3.11 \
			requirements/$$name.in -o requirements/$$name.txt; \
	done

clean:
	rm -rf .venv var/test var/deploy

$(BIN)/python:
	scripts/ensure.sh venv
	$(PYTHON) -m venv .venv

# The stamps make a second run take seconds.
$(BIN)/.base: requirements/base.txt pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(BIN)/.dev: requirements/dev.txt $(BIN)/.base
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@
