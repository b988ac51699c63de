# Each target installs what it lacks first; with nothing missing that takes a moment.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON := .venv/bin/python
LRELEASE := $(firstword $(wildcard /usr/lib/qt5/bin/lrelease) lrelease)
TS := $(wildcard resources/i18n/*.ts)
QM := $(TS:.ts=.qm)
HEADLESS := env LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$(CURDIR)/build/runtime
PLAIN := --disable-plugin-autoload -p _hypothesis_pytestplugin \
	--strict-markers --strict-config --import-mode=importlib -ra
ARGS ?=

.PHONY: help setup display run demo test test-plain lint format screenshots bench translations update-ts \
	package install clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install what is missing: QGIS, its Python packages, the test tools in .venv
	@sh scripts/setup.sh
	@mkdir -p -m 700 build/runtime

run: display setup package ## Open QGIS with the plugin and the example project
	@sh scripts/run.sh

display:
	@[ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || { \
		echo "There is no display to open QGIS on (DISPLAY is not set). make demo does the same" >&2; \
		echo "job without one and writes maps, prints and exports to build/demo/." >&2; exit 1; }

demo: setup package ## The same job without a screen, into build/demo/
	@bash scripts/demo.sh

test: setup translations ## The whole suite, headless; ARGS="-k word" to narrow it
	@rm -rf .qgis-settings
	@$(HEADLESS) $(PYTHON) -m pytest $(ARGS)

test-plain: setup ## The tests that need no QGIS
	@LC_ALL=C.UTF-8 $(PYTHON) -m pytest -o addopts="$(PLAIN)" $(or $(ARGS),tests/plain)

lint: setup ## ruff, the import contracts, bandit and detect-secrets
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) -m bandit -q -r skanekarta_plugin
	@find skanekarta_plugin resources metadata.txt -name '*.py' -o -name '*.json' -o -name '*.txt' \
		| xargs .venv/bin/detect-secrets-hook

format: setup ## Let ruff mend what it can
	@$(PYTHON) -m ruff check -q --fix . ; $(PYTHON) -m ruff format .

screenshots: setup package ## Drive a real QGIS under Xvfb, into docs/screenshots/
	@bash scripts/window.sh scripts/screenshots.py

bench: setup translations ## Measure
	@$(HEADLESS) $(PYTHON) scripts/bench.py $(ARGS)

translations: setup $(QM) ## Compile resources/i18n/*.ts
$(QM): %.qm: %.ts | setup
	@$(LRELEASE) -silent $< -qm $@

update-ts: ## Bring the texts of the code into resources/i18n/*.ts
	@/usr/bin/python3 scripts/update_ts.py

package: translations ## Build build/skanekarta_plugin-<version>.zip
	@/usr/bin/python3 scripts/package.py

install: package ## Put the plugin into the QGIS profile and switch it on
	@/usr/bin/python3 scripts/install.py

clean: ## Remove what was built; .venv stays
	rm -rf build .qgis-settings .pytest_cache .ruff_cache .hypothesis .import_linter_cache $(QM)
	find skanekarta_plugin tests scripts -name __pycache__ -prune -exec rm -rf {} +
