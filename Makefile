# Two commands do everything: `make run` and `make test`. They need Python 3.11 or newer and make.

PYTHON ?= python3
PORT ?= 8000
ARGS ?= -n auto
MEETINGS ?= 200000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint audit bench screenshots clean

run: $(VENV)/.run
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_reference
	@$(BIN)/python manage.py ingest articles/samples
	@echo
	@echo "Hotline is at http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)."
	@echo "Editors work at http://127.0.0.1:$(PORT)/admin/; make an account with: $(BIN)/python manage.py createsuperuser"
	@echo
	@$(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: $(VENV)/.test
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Known vulnerabilities of what is installed; .ci/audit.py says what fails and what does not.
audit: $(VENV)/.test
	@$(BIN)/python .ci/audit.py

# All benchmarks (docs/benchmarks.md): hours, on a machine that does nothing else; POSTGRES=postgres://user@host for both.
bench: $(VENV)/.bench
	@$(BIN)/python -m tests.benchmarks --meetings $(MEETINGS) $(if $(POSTGRES),--postgres $(POSTGRES))

# Every kind of page, at three widths, light and dark, in both languages, into var/screenshots: needs Chromium.
screenshots: $(VENV)/.test
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf $(VENV) staticfiles var

# Stamps, not the folder: a half-made environment is made again, a changed requirements file installs again.
$(VENV)/.run: requirements.txt
	$(call install,requirements.txt)

$(VENV)/.test: requirements.txt requirements-scale.txt requirements-dev.txt
	$(call install,requirements-dev.txt)

$(VENV)/.bench: requirements.txt requirements-scale.txt requirements-dev.txt requirements-bench.txt
	$(call install,requirements-bench.txt)

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which one: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing $(1) into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(1)
	@touch $@
endef
