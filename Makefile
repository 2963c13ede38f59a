# Shortlist: every command a person needs. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# A build that fails half-way leaves nothing that the next run would take for whole.
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
ENV ?= dev
STACK ?= shortlist
LOCAL := PYTHONPATH=. .local/ministack/bin/python -m tools.local
DEV := .venv/bin
# The first run side by side; the others share one local cloud, whose times matter.
QUICK_SUITES := tests/unit tests/functional tests/template tests/docs
CLOUD_SUITES := tests/artifact tests/e2e tests/browser
# A minute that measures times and proves nothing else, for a machine with nothing else to do: .ci/run and ARGS have it.
COLD_STARTS := tests/artifact/test_cold_starts.py
PACKAGE := PYTHONPATH=. .local/sam/bin/python -m tools.package
# For all the Pythons and processors that the template allows; no address of an index gets into a file.
LOCK := .local/supply/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-emit-package httpx2-jsfetch
# With CANARY=1 (and for ENV=prod) a copy of the template, in which new code gets its requests step by step.
CANARY ?= $(if $(filter prod,$(ENV)),1)
TEMPLATE := $(if $(filter 1,$(CANARY)),canary.yaml,template.yaml)
OPERATE := PYTHONPATH=functions:. .local/operator/bin/python -m tools.operations
NPM := PATH="$(CURDIR)/.local/node/bin:$$PATH" npm --silent
PAGE := functions/page/built/index.html
# The tests of the page drive a browser that is there; where none is, npm brings one (Linux on x86-64).
BROWSER := $(or $(SHORTLIST_BROWSER),$(firstword $(shell command -v chromium chromium-browser google-chrome google-chrome-stable)))

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

## The local cloud

.PHONY: demo
demo: .local/client/complete up ## Bring the local cloud up and rank the demo's resumes on it
	@PYTHONPATH=. .local/client/bin/python -m tools.demo

.PHONY: up
up: cloud-environments ## Build, start the local cloud, deploy to it; safe to repeat
	@$(LOCAL) up

.PHONY: down
down: ## Stop the local cloud
	@if [ -e .local/ministack/complete ]; then $(LOCAL) down; else echo "the local cloud is not running"; fi

.PHONY: logs
logs: .local/ministack/complete ## Show what the functions logged
	@$(LOCAL) logs

.PHONY: invoke
invoke: .local/ministack/complete ## Run one built function: FUNCTION=StartFunction EVENT=events/start_valid.json
	@$(LOCAL) invoke "$(FUNCTION)" "$(EVENT)"

## Checks

.PHONY: test
test: .venv/complete .local/runtime/complete cloud-environments $(if $(BROWSER),,.local/browser/complete) ## Run all tests but those of cold starts, or some: ARGS=tests/unit
	@$(NPM) test
	@$(if $(ARGS),$(DEV)/python -m pytest $(ARGS),$(DEV)/python -m pytest -n 2 --dist loadfile $(QUICK_SUITES))
	@$(if $(ARGS),,$(DEV)/python -m pytest $(CLOUD_SUITES) --ignore $(COLD_STARTS))

# Its own environment for each Python; the suites that need a local cloud run on one.
.PHONY: test-python
test-python: .local/sam/complete ## Run the quick suites on another Python: PYTHON=python3.13
	@$(PYTHON) tools/environment.py .local/tests-$(notdir $(PYTHON)) requirements.txt
	.local/tests-$(notdir $(PYTHON))/bin/python -m pytest -p no:cacheprovider tests/unit tests/functional tests/template

.PHONY: check
check: .local/supply/complete .venv/complete .local/sam/complete .local/checkov/complete .local/shipped/complete node_modules/complete ## Format, lint, types, template, API document, licences, pipelines
	@$(MAKE) --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) check-template check-code check-supplies

# The parts of `make check`, two at a time: none writes what another one reads, and each can be called alone.
.PHONY: check-template
check-template: .local/sam/complete .local/checkov/complete
	.local/sam/bin/cfn-lint template.yaml infra/*.yaml infra/endings/*.yaml
	@mkdir -p .local
	PYTHONPATH=. .local/sam/bin/python -m tools.canary template.yaml canary.yaml
	.local/sam/bin/cfn-lint canary.yaml
	PYTHONPATH=. .local/sam/bin/python -m tools.transform_template template.yaml .local/transformed.json
	.local/sam/bin/cfn-lint --ignore-checks E3005 W2001 -- .local/transformed.json # a dependency on what a condition leaves out is none; SAM reads Tracing itself
	.local/checkov/bin/checkov --config-file .checkov.yaml -f .local/transformed.json
	SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=eu-central-1 .local/sam/bin/sam validate --lint

.PHONY: check-code
check-code: .venv/complete node_modules/complete
	$(DEV)/ruff format --check .
	$(DEV)/ruff check .
	$(DEV)/mypy
	cd clients/python && ../../$(DEV)/mypy
	PYTHONPATH=functions:. $(DEV)/python -m tools.openapi --check
	$(NPM) run check

.PHONY: check-supplies
check-supplies: .venv/complete .local/supply/complete sbom
	PYTHONPATH=. $(DEV)/python -m tools.licences .local/sbom/functions.json .local/sbom/page.json
	.local/supply/bin/actionlint docs/pipelines/github.yml
	.local/supply/bin/check-jsonschema --builtin-schema vendor.gitlab-ci docs/pipelines/gitlab.yml
	.local/supply/bin/check-jsonschema --builtin-schema vendor.renovate renovate.json

.PHONY: sbom
sbom: .local/shipped/complete .local/supply/complete .local/node/complete ## Write bills of all that ships (CycloneDX) to .local/sbom
	@mkdir -p .local/sbom
	@.local/supply/bin/cyclonedx-py environment --output-reproducible .local/shipped/bin/python -o .local/sbom/functions.json
	@$(NPM) sbom --sbom-format cyclonedx --package-lock-only --workspace web > .local/sbom/page.json
	@echo "wrote .local/sbom/functions.json and .local/sbom/page.json" >&2

.PHONY: locks
locks: .local/supply/complete ## Pin and hash what ships anew, from requirements/*.in
	@$(LOCK) requirements/functions.in --output-file functions/requirements.txt
	@$(LOCK) requirements/model.in --output-file layers/model/requirements.txt
	@$(LOCK) requirements/parsers.in --output-file layers/parsers/requirements.txt

.PHONY: format
format: .venv/complete node_modules/complete ## Format the code
	$(DEV)/ruff format .
	$(DEV)/ruff check --fix .
	$(NPM) run format

.PHONY: openapi
openapi: .venv/complete .local/codegen/complete ## Write functions/catalogue/openapi.json from the code, and what clients/python makes of it
	PYTHONPATH=functions:. $(DEV)/python -m tools.openapi
	PYTHONPATH=. .local/codegen/bin/python -m tools.client_shapes
	$(DEV)/ruff format clients/python/shortlist_client/shapes.py

.PHONY: pictures
pictures: .venv/complete demo ## Take the pictures of the page anew, from the demo
	@PYTHONPATH=. $(DEV)/python -m tools.pictures

.PHONY: prices
prices: .venv/complete ## Write the price table anew from the package that is pinned for it
	PYTHONPATH=functions:. $(DEV)/python -m tools.prices

.PHONY: eval
eval: .venv/complete ## Measure the offline ranker on the cases that ship; with DATA=folder all rankers, screening and redaction
	PYTHONPATH=functions:. $(DEV)/python -m tools.eval.everyday --out docs/measurements/everyday.md
ifneq ($(DATA),)
	PYTHONPATH=functions:. $(DEV)/python -m tools.eval --data "$(DATA)" --out docs/measurements/evaluation.md
	PYTHONPATH=functions:. $(DEV)/python -m tools.eval.injections --data "$(DATA)" --out docs/measurements/injection.md
	PYTHONPATH=functions:. $(DEV)/python -m tools.eval.swaps --data "$(DATA)"
	PYTHONPATH=functions:. $(DEV)/python -m tools.eval.redaction --out docs/measurements/redaction.md
	PYTHONPATH=functions:. $(DEV)/python -m tools.eval.model --stub --data "$(DATA)" --out docs/measurements/evaluation-model.md
endif

.PHONY: bench
bench: .venv/complete up ## Measure rankings on the local cloud: ARGS=times or models
	PYTHONPATH=functions:. $(DEV)/python -m tools.bench $(ARGS)

.PHONY: chaos
chaos: .venv/complete up ## Kill workers while tasks run on the local cloud, and count what is lost
	PYTHONPATH=functions:. $(DEV)/python -m tools.chaos $(ARGS)

## A real account

.PHONY: tenant
tenant: .local/operator/complete ## Invite a recruiter of a tenant, new or not: TENANT=... EMAIL=... STACK=shortlist; RESEND=1 to do so again
	@$(OPERATE).people --stack-name "$(STACK)" recruiter "$(TENANT)" "$(EMAIL)" $(if $(RESEND),--resend)

.PHONY: operator
operator: .local/operator/complete ## Invite an operator, who sees tasks and no resume: EMAIL=... STACK=shortlist
	@$(OPERATE).people --stack-name "$(STACK)" operator "$(EMAIL)" $(if $(RESEND),--resend)

.PHONY: service-user
service-user: .local/operator/complete ## Make a user for a product and print its refresh token: TENANT=... NAME=... STACK=shortlist
	@$(OPERATE).people --stack-name "$(STACK)" service "$(TENANT)" "$(NAME)"

.PHONY: model-key
model-key: .local/operator/complete ## Store the model server's key, typed unseen or piped in: STACK=shortlist
	@$(OPERATE).model_key --stack-name "$(STACK)"

.PHONY: redrive
redrive: .local/operator/complete ## Let a failed task go on where it stopped: TENANT=... TASK=... STACK=shortlist
	@$(OPERATE).redrive "$(TENANT)" "$(TASK)" --stack-name "$(STACK)"

.PHONY: restore
restore: .local/operator/complete ## Bring back what a table lost: TABLE=CatalogueTable TIME=2026-11-23T18:00:00+00:00 STACK=shortlist
	@$(OPERATE).restore "$(TABLE)" "$(TIME)" --stack-name "$(STACK)" $(if $(PARTITION),--partition "$(PARTITION)")

.PHONY: deploy
deploy: .local/sam/complete $(PAGE) ## Deploy to your AWS account: ENV=dev or prod; CANARY=1 or 0 (1 for prod), YES=1
	@$(if $(filter 1,$(CANARY)),PYTHONPATH=. .local/sam/bin/python -m tools.canary template.yaml canary.yaml)
	SAM_CLI_TELEMETRY=0 .local/sam/bin/sam build --config-env $(ENV) --template-file $(TEMPLATE)
	@$(PACKAGE) .aws-sam/build
	SAM_CLI_TELEMETRY=0 .local/sam/bin/sam deploy --config-env $(ENV) $(if $(YES),--no-confirm-changeset)

.PHONY: package
package: .local/sam/complete ## Finish what sam build made: bytecode in, unused out
	@$(PACKAGE) .aws-sam/build

.PHONY: destroy
destroy: .local/sam/complete ## Delete the stack from your AWS account: ENV=dev or prod
	SAM_CLI_TELEMETRY=0 .local/sam/bin/sam delete --config-env $(ENV)

## Housekeeping

.PHONY: clean
clean: down ## Stop the local cloud and remove all that make made
	rm -rf .aws-sam .local .venv node_modules $(dir $(PAGE)) .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: environments
environments: | python ## Make every environment that checks and tests need, side by side
	@$(MAKE) --silent --jobs=3 .venv/complete .local/sam/complete .local/ministack/complete .local/checkov/complete \
		.local/supply/complete .local/shipped/complete .local/runtime/complete .local/client/complete $(PAGE)

# Side by side, because the first `make demo` mostly waits for them. The page ships with the functions.
.PHONY: cloud-environments
cloud-environments: | python
	@$(MAKE) --silent --jobs=3 .local/sam/complete .local/ministack/complete $(PAGE)

.PHONY: page
page: $(PAGE) ## Build the page into functions/page/built

.PHONY: python
python:
	@command -v "$(PYTHON)" >/dev/null \
		|| { echo "error: no $(PYTHON) on the PATH; install Python 3.11 or later, or name one: make PYTHON=..." >&2; exit 1; }

.venv/complete: requirements.txt requirements/demo.txt $(wildcard requirements/*.in) tools/environment.py | python
	@$(PYTHON) tools/environment.py $(@D) $<

.local/shipped/complete: functions/requirements.txt $(wildcard layers/*/requirements.txt)

.local/%/complete: requirements/%.txt tools/environment.py | python
	@$(PYTHON) tools/environment.py $(@D) $<

.local/operator/complete: requirements/functions.in

.local/client/complete: clients/python/pyproject.toml

.local/browser/complete: .local/node/complete
	@mkdir -p $(@D)
	@$(NPM) install --prefix $(@D) --no-audit --no-fund --ignore-scripts @sparticuz/chromium@153.0.0
	@touch $@

node_modules/complete: package-lock.json package.json .npmrc $(wildcard web/package.json clients/*/package.json) .local/node/complete
	@echo "installing package-lock.json into node_modules" >&2
	@$(NPM) ci
	@touch $@

$(PAGE): node_modules/complete functions/catalogue/openapi.json $(shell find web clients/typescript -type f -not -name 'api.ts' -not -path '*/dist/*')
	@$(NPM) run build
	@touch $@
