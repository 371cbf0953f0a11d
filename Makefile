# setup: what running needs.  run: the demo team, or PHOTOS=folder [CSV=file].  test: everything.
# faults: processes killed, disks filled, a database stopped, in full length.
.DEFAULT_GOAL := help
.PHONY: help setup run test faults lock messages

PYTHON = .venv/bin/python
PORT ?= 8000
SERVE ?= 1
export PHOTOS CSV FOLDER PORT SERVE

help:
	@echo "make setup            install what running needs into .venv"
	@echo "make run              score the demo team and show it on http://127.0.0.1:$(PORT)/"
	@echo "make run PHOTOS=folder CSV=file.csv    the same with your own photos"
	@echo "make run SERVE=0      stop after the table"
	@echo "make test             every check and test, PostgreSQL and browser included"
	@echo "make faults           kill, fill and stop things in full length (some minutes)"
	@echo "make messages         bring the texts to translate up to date (docs/translating.md)"
	@echo "make lock             write requirements/*.txt anew (UPGRADE=--upgrade for newer ones)"

setup:
	@python3 scripts/setup.py

run: setup
	@exec $(PYTHON) -m scripts.run --port "$$PORT" --serve "$$SERVE" \
		--photos "$$PHOTOS" --csv "$$CSV" --folder "$$FOLDER"

test:
	@python3 scripts/setup.py --dev
	@exec $(PYTHON) -m scripts.test

faults:
	@python3 scripts/setup.py --dev
	@exec $(PYTHON) -m scripts.faults

lock: setup
	@exec $(PYTHON) -m scripts.lock $(UPGRADE)

messages:
	@exec $(PYTHON) -m scripts.messages
