# Two commands do everything: `make run` and `make test`. They need Python 3.11 or newer and make.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint venv clean

venv: $(VENV)/.installed

# A stamp, not the folder: a half-made environment is made again, a changed requirements file installs again.
$(VENV)/.installed: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which one: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

run: venv
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_reference
	@$(BIN)/python manage.py ingest articles/samples
	@echo "Hotline is at http://127.0.0.1:$(PORT) (Ctrl-C stops it)"
	@echo "An editor account for http://127.0.0.1:$(PORT)/admin/ is made with: $(BIN)/python manage.py createsuperuser"
	@$(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: venv
	$(BIN)/python -m pytest $(ARGS)

lint: venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

clean:
	rm -rf $(VENV) staticfiles var
