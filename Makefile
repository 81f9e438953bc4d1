# Copyright (c) 2026 huaweicloud.modelarts contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Needs Python 3.11 or newer and make. `make setup` and `make test` also want a git checkout and a package index.

.DEFAULT_GOAL := help
.PHONY: help setup demo emulator test lint unit integration sanity package proof bench profile docs generate clean
.SUFFIXES:

help: ## show these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

setup: .venv/dev ## make .venv with everything for development

demo: .venv/demo ## a notebook's life and a training job on the emulator, by the roles and playbooks
	bash tests/demo.sh

emulator: .venv/demo ## run the emulator in the foreground on port 18080
	.venv/bin/python -m tests.emulator --port 18080

test: .venv/dev ## everything: lint, unit, sanity and integration on several releases of ansible-core, package
	bash tests/all.sh

lint: .venv/dev ## formatters, linters, types, import contracts, documentation, changelog, licences
	bash tests/lint.sh

unit: .venv/dev ## all pytest tests
	.venv/bin/pytest -n 2 --dist worksteal

integration: .venv/dev ## tests/integration against the emulator, on the newest ansible-core
	bash tests/check.sh 2.21 integration

sanity: .venv/dev ## ansible-test sanity, on the newest ansible-core
	bash tests/check.sh 2.21 sanity

package: .venv/dev ## build, install and verify the collection, and run galaxy-importer
	bash tests/package.sh

proof: .venv/dev ## all proofs with many more examples, and a table of violations (half an hour)
	.venv/bin/python -m tests.proof

bench: .venv/dev ## print what tasks cost beside other ways, in a quarter of an hour; `python -m tests.benchmarks --quick` takes minutes
	.venv/bin/python -m tests.benchmarks

profile: .venv/dev ## print where the time of one in-process task goes
	.venv/bin/python -m tests.benchmarks --profile

docs: .venv/docs ## build the documentation site in .cache/docs/html
	.venv/bin/python -m tests.tools.site

generate: .venv/dev ## write the generated files
	.venv/bin/python tests/tools/generate.py
	.venv/bin/python -m tests.tools.pages

clean: ## remove all environments and caches
	rm -rf .cache .venv .ansible tests/output

# The first Python that runs, of those that ansible-core can use; the newest release of ansible-core needs 3.12 or newer.
.venv/bin/pip:
	@python=$$(bash tests/tools/find_python.sh 3.13 3.12 3.14 3.11) || \
	{ echo "NO PYTHON: 3.11, 3.12, 3.13 or 3.14 with venv and ensurepip is needed (Debian: apt install python3-venv)"; exit 1; }; \
	echo "==== .venv is made with $$python ($$($$python --version)) ===="; \
	$$python -m venv .venv

.venv/demo: requirements-demo.txt requirements.txt | .venv/bin/pip
	.venv/bin/pip install -qq -r requirements-demo.txt
	@touch $@

.venv/docs: requirements-docs.txt .venv/demo
	.venv/bin/pip install -qq -r requirements-docs.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/docs
	.venv/bin/pip install -qq -r requirements-dev.txt
	@touch $@
