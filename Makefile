# Every verb does all its own set-up. `make` alone shows what there is.
PYTHON ?= python3
DEV = PYTHONSAFEPATH= $(PYTHON) -m deploy.dev

.PHONY: help run test check bench chaos demo build lock

help:
	@$(DEV) help

run:
	@$(DEV) run

# make test only=tests/live
test:
	@$(DEV) test $(only)

check:
	@$(DEV) check

# make bench only=call
bench:
	@$(DEV) bench $(only)

# make chaos only=redis_killed
chaos:
	@$(DEV) chaos $(only)

demo:
	@$(DEV) demo

build:
	@$(DEV) build

lock:
	@$(DEV) lock
