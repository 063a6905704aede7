# The whole developer life. `make demo` and `make test` need nothing but python3, python3-venv and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup read demo test check docs lock bench clean help

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make demo    read an invented plan, then serve its region until Ctrl-C, with a log-in for every kind of user
demo: read
	@$(BIN)/citycircle demo --data out/demo

## make read    read an invented plan, print the summary, write the tables to out/
read: setup
	@$(BIN)/citycircle sample out/documents
	@$(BIN)/citycircle read out/documents/汀河都市圈建设三年行动方案.txt \
	    --organisations out/documents/汀河都市圈单位名录.csv --out out

## make test    run every test that this machine can run, the service's on PostgreSQL too where CITYCIRCLE_TEST_POSTGRES
##              names a server; the last line says what was left out and why
test: setup
	$(BIN)/pytest -q -n 2 --dist loadfile
	@test -z "$$CITYCIRCLE_TEST_POSTGRES" || { echo "Once more on PostgreSQL, what keeps rows:"; \
	    CITYCIRCLE_DATABASE_URL="$$CITYCIRCLE_TEST_POSTGRES" $(BIN)/pytest -q -n 2 --dist loadfile --database \
	    tests/accounts tests/records tests/web/test_search.py tests/attacks/test_at_the_same_moment.py; }

## make check   style, types and import directions
check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

## make setup   the virtual environment from requirements.lock, and as root the Debian packages that tests can use
setup: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml deploy/debian-packages.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the packages of requirements.lock into $(VENV); this takes a minute or two …"
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@deploy/install-debian-packages $$(cat deploy/debian-packages.txt)
	@touch $@

## make docs    write the pages that the program makes itself: options, roles, API, lights, rules
docs: setup
	$(BIN)/python -m citycircle.cli.option_pages docs/reference
	$(BIN)/python -m citycircle.cli.service_pages docs/reference
	$(BIN)/python -m citycircle.cli.light_pages docs/reference
	$(BIN)/citycircle rules --docs docs/reference/rules

## make lock    write the three requirements.lock anew from pyproject.toml: ours, deploy/ (what runs), bench/
lock:
	$(BIN)/uv lock --quiet
	$(BIN)/uv export --quiet --no-header --all-extras --group test --group check --no-emit-project --output-file requirements.lock
	$(BIN)/uv export --quiet --no-header --all-extras --no-default-groups --no-emit-project --output-file deploy/requirements.lock
	$(BIN)/uv export --quiet --no-header --only-group bench --no-emit-project --output-file bench/requirements.lock
	@! grep -n http requirements.lock deploy/requirements.lock bench/requirements.lock

## make bench   every speed claim: ours and the peer in one run
bench: setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bench/requirements.lock
	@for script in bench/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
