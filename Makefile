# Every target is one line to remember; the work is done in config/setup, config/serve and pyproject.toml.

PYTHON_OF_VENV := .venv/bin/python
DEV := config/setup/environment.sh requirements-dev.lock
# One more than cores: many tests wait for a process or a browser.
WORKERS := $(shell expr $$(nproc) + 1)
LOCK := $(PYTHON_OF_VENV) -m uv pip compile pyproject.toml --quiet --python-version 3.11 --generate-hashes \
	--no-annotate --no-header

.PHONY: run demo test unit chaos drill fuzz bench quarter lint types screens audit ci lock messages

run: ## The whole site on http://127.0.0.1:8000, or HOST and PORT; Ctrl-C stops it
	@config/setup/environment.sh requirements.lock
	@exec $(PYTHON_OF_VENV) -m config.serve --end-with-parent

demo: ## A site with a simulated quarter behind it and a few live orders; KEEP=1 leaves it running
	@config/setup/environment.sh requirements.lock
	@exec $(PYTHON_OF_VENV) -m config.demo $(if $(KEEP),--keep)

test: ## Everything, on PostgreSQL; installs what is missing
	@$(DEV)
	@config/setup/test_tools.sh
	@DATA_DIR=var/test EMBEDDED_POSTGRES_FSYNC=off $(PYTHON_OF_VENV) -m pytest -n $(WORKERS)

unit: ## The rooms below the doors, in under a minute
	@$(DEV)
	@DATA_DIR=var/test EMBEDDED_POSTGRES_FSYNC=off $(PYTHON_OF_VENV) -m pytest -n logical \
		tests/agents tests/accounts tests/county tests/catalogue tests/orders tests/points tests/simulation

chaos: ## Every fault of docs/reliability.md; SHORT=1 in minutes, PART=messages, ONLY=F13,F14. Wants redis-server
	@$(DEV)
	@config/setup/test_tools.sh
	@$(PYTHON_OF_VENV) -m tests.chaos $(or $(PART),all) --only "$(ONLY)" --orders $(or $(ORDERS),2000) $(if $(SHORT),--short)

drill: ## Back up while people go on, restore elsewhere, prove the copy; ORDERS=200
	@$(DEV)
	@EMBEDDED_POSTGRES_FSYNC=off $(PYTHON_OF_VENV) -m tests.operations.drill --orders $(or $(ORDERS),200)

fuzz: ## Some 2,500 requests that fit or misfit the API's document, and thousands of forms; EXAMPLES=60 for each
	@$(DEV)
	@DATA_DIR=var/test EMBEDDED_POSTGRES_FSYNC=off SCHEMATHESIS_EXAMPLES=$(or $(EXAMPLES),60) \
		FUZZ_EXAMPLES=$(or $(EXAMPLES),60) $(PYTHON_OF_VENV) -m pytest -n logical \
		tests/api/test_schema.py tests/trust/test_fuzz_pages.py

bench: ## Side-by-side speed; PATHS=claim,race runs some. Wants wrk, redis-server and Node
	@config/setup/environment.sh requirements-bench.lock
	@config/setup/bench_tools.sh
	@$(PYTHON_OF_VENV) -m tests.bench --paths "$(PATHS)"

quarter: ## A full quarter of 500 agents and 20,000 orders, settled, exported and reckoned once more; takes its time
	@$(DEV)
	@DATA_DIR=$(or $(DATA_DIR),var/quarter) EMBEDDED_POSTGRES_FSYNC=off $(PYTHON_OF_VENV) -m tests.quarter

lint:
	@$(DEV)
	@$(PYTHON_OF_VENV) -m ruff check .
	@$(PYTHON_OF_VENV) -m ruff format --check .
	@.venv/bin/bandit --quiet --configfile pyproject.toml --recursive agents config dispatch frontend points realtime manage.py
	@.venv/bin/lint-imports

types:
	@$(DEV)
	@$(PYTHON_OF_VENV) -m config.setup.without_database mypy .

screens: ## Every page in every dress into var/screens/index.html; NAMES="board points" and DRESS=phone-zh for a few
	@$(DEV)
	@config/setup/test_tools.sh
	@$(PYTHON_OF_VENV) -m tests.screens $(NAMES) --dress "$(DRESS)"

audit: ## Lighthouse, axe, weights, taps and the time to another's board against their bars; fails when one is missed
	@$(DEV)
	@config/setup/test_tools.sh
	@config/setup/audit_tools.sh
	@$(PYTHON_OF_VENV) -m tests.audit

ci:
	@CI=true bash .ci/run

lock: ## Pin what pyproject.toml asks for, with hashes, and list it in sbom.cdx.json
	@$(DEV)
	@$(PYTHON_OF_VENV) -m pip install --quiet uv
	@$(LOCK) --extra dev --output-file requirements-dev.lock
	@$(LOCK) --constraint requirements-dev.lock --output-file requirements.lock
	@$(LOCK) --constraint requirements-dev.lock --extra fleet --output-file requirements-fleet.lock
	@$(LOCK) --extra bench --output-file requirements-bench.lock
	@$(DEV)
	@$(PYTHON_OF_VENV) -m config.setup.sbom

messages: ## Collect the texts of the interface and compile their translations
	@$(DEV)
	@$(PYTHON_OF_VENV) manage.py makemessages --locale zh_Hans --no-obsolete --no-wrap --no-location
	@$(PYTHON_OF_VENV) manage.py compilemessages --locale zh_Hans
