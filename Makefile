# Each target calls ordinary tools; the longer ones are small scripts in .ci/.

PORT ?= 8000
export PORT
PYTHON = .venv/bin/python

.PHONY: setup demo test bench lint

setup:  ## .venv and the system packages; starts nothing
	@.ci/setup

demo: setup  ## the demonstration on http://127.0.0.1:$(PORT)/
	@.ci/demo

test:  ## all tests, on SQLite and, where a server answers, on PostgreSQL
	@.ci/setup test
	@.ci/test

bench:  ## how fast it is, as ratios within one run
	@.ci/setup test
	@YOTPLAN_DEBUG=1 $(PYTHON) -m bench

lint:  ## style, migrations, and Django's own checks as in production
	@.ci/setup test
	@.ci/lint
